"""What can be undone and done again, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.scenario import Scenario

LIMIT = 200
BURST_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class History:
    """Scenarios before and after the present one, the nearest last.

    Attributes
    ----------
    past, future : where undo and redo lead.
    merge, at : key and time in seconds of the last edit, so that a burst of typing or dragging
        is undone as one.
    """

    past: tuple[Scenario, ...] = ()
    future: tuple[Scenario, ...] = ()
    merge: str | None = None
    at: float = 0.0

    def pushed(self, present: Scenario, merge: str | None, at: float) -> History:
        """Return the history after an edit away from ``present``."""
        burst = merge is not None and merge == self.merge and at - self.at < BURST_SECONDS
        past = self.past if burst and self.past else (*self.past, present)[-LIMIT:]
        return History(past, (), merge, at)

    def undone(self, present: Scenario) -> History:
        """Return the history after going back from ``present``."""
        return History(self.past[:-1], (*self.future, present))

    def redone(self, present: Scenario) -> History:
        """Return the history after going forward from ``present``."""
        return History((*self.past, present), self.future[:-1])

    def taken(self) -> tuple[Scenario, History]:
        """Return where redo leads, and the history without it; there must be something."""
        return self.future[-1], replace(self, future=self.future[:-1])

    def set_aside(self, draft: Scenario) -> History:
        """Return the history after dropping a draft, which redo brings back."""
        return replace(self, future=(*self.future, draft), merge=None)
