"""What every page is, beside what it has in common with the panels of the steps."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.panels.base import Panel
from gui.state import State
from gui.store import Store
from gui.theme import Theme


class Page(Panel):
    """A workspace beside the steps; ``key`` is the page's, ``order`` its place among the pages.

    A page that shows other runs than the scenario's own has them from a
    :class:`gui.derived.Derived`, and answers :meth:`foci` for their cells itself.

    Signals: ``side_changed()`` when :meth:`side` returns something else than before.
    """

    side_changed = Signal()

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store

    def side(self) -> QWidget | None:
        """Return what stands in the right column instead of lens and explanation; None: nothing.

        The page has the whole width then.
        """
        return None

    def move_pin(self, rows: int, cols: int) -> bool:
        """Move the pinned cell as an arrow key does; return whether there was one to move."""
        return False

    def show_focus(self, state: State) -> None:
        """Nothing to outline."""

    def hush(self, quiet: bool) -> None:
        """Leave out explanations where a lesson explains, and the room is short."""

    def close_runs(self) -> None:
        """Stop what is being computed for the page: the window closes."""
