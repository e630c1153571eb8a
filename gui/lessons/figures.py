"""The figures of a lesson's texts, taken from what is on the window."""

from __future__ import annotations

from core.lessons.expressions import written
from core.lessons.figure_error import FigureError
from core.lessons.figures import MOST_BYTES, LiveFigures
from core.lessons.model import Template
from core.resolve import resolve
from gui.lessons.writing import Figures
from gui.store import Store

NO_VALUE = "—"


class Writer:
    """Write figures of the store's run; those of one run are computed once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._live: LiveFigures | None = None

    def live(self) -> LiveFigures | None:
        """Return the figures of what is on the window; None where it is too large for them."""
        trace = self._store.state.trace
        if resolve(trace.scenario).memory_needed > 4 * MOST_BYTES:
            return None
        if self._live is None or self._live.trace is not trace:
            self._live = LiveFigures(trace)
        return self._live

    def figures(self, template: Template, live: LiveFigures | None = None) -> Figures:
        """Return how the figures of a text are written, now or in another run."""
        live = live or self.live()

        def figure(number: int) -> str:
            if live is None or number >= len(template.figures):
                return NO_VALUE
            try:
                return written(template.figures[number], live)
            except FigureError:
                return NO_VALUE

        return figure
