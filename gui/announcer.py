"""Telling a screen reader of the cell that is held: its name, its number, how it came about."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from gui.follow import inside
from gui.i18n import translate
from gui.state import STEPS, State
from gui.store import Store
from gui.widgets.lens_table import number
from gui.widgets.lens_title import head_words, next_words, spoken


class Announcer(QObject):
    """Announce every newly held cell, and that it was let go."""

    def __init__(self, store: Store, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        store.changed.connect(self._changed)

    @Slot(object, object)
    def _changed(self, old: State, new: State) -> None:
        held = (new.view.pin, new.trace if new.view.pin is not None else None)
        before = (old.view.pin, old.trace if old.view.pin is not None else None)
        if held[0] == before[0] and held[1] is before[1]:
            return
        if not QAccessible.isActive():
            return  # nobody listens
        words = words_of(new)
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, words))


def words_of(state: State) -> str:
    """Return what is said of the cell that a state holds; "" beside the steps."""
    cell, trace = state.view.pin, state.trace
    if state.view.page != STEPS:
        return ""
    if cell is None:
        return translate("announcer", "no cell is held")
    if not inside(cell, trace):
        return ""
    grid = trace.grid(cell.grid)
    value = float(grid.values[cell.head, cell.row, cell.col])
    parts = (
        f"{translate('core', grid.title)}: {spoken(grid, cell)} = {number(value)}",
        head_words(grid, cell),
        next_words(trace, cell),
    )
    return ". ".join(part for part in parts if part)
