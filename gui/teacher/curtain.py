"""Keeps what a teacher has put out of reach locked or hidden, whatever else shows it again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QWidget

from gui.contents import PAGE_ENTRIES, STEP_ENTRIES
from gui.reach import ACTION, FIELD, PAGE, PART, STEP
from gui.state import Restraint, State
from gui.store import Store
from gui.widgets.fields import Field
from gui.widgets.head_chips import HeadChips
from gui.widgets.view_switch import ViewSwitch

if TYPE_CHECKING:
    from gui.window import Window


class Curtain(QObject):
    """Lock and hide the controls that the view's restraint names."""

    def __init__(self, store: Store, window: Window) -> None:
        super().__init__(window)
        self._store, self._window = store, window
        self._locked: set[QWidget] = set()
        self._hidden: set[QWidget] = set()
        self._locked_actions: set[str] = set()
        self._at_work = False
        store.changed.connect(self._changed)
        self._draw(store.state.view.restraint)

    @Slot(object, object)
    def _changed(self, old: State, new: State) -> None:
        restraint = new.view.restraint
        if restraint != old.view.restraint or restraint != Restraint():
            self._draw(restraint)

    def _draw(self, restraint: Restraint) -> None:
        """Bring every control into the state that it should have."""
        locked = {w for key in restraint.locked for w in self._widgets(key)}
        hidden = {w for key in restraint.hidden for w in self._widgets(key)}
        freed = (self._locked | self._hidden) - locked - hidden
        for widget in (locked | hidden) - self._locked - self._hidden:
            widget.installEventFilter(self)
        shown_again = self._hidden - hidden
        enabled_again = self._locked - locked
        self._locked, self._hidden = locked, hidden
        for widget in freed:
            widget.removeEventFilter(self)
        for widget in enabled_again:
            widget.setEnabled(True)
        for widget in shown_again:
            widget.setVisible(True)
        for widget in locked:
            widget.setEnabled(False)
        for widget in hidden:
            widget.hide()
        if shown_again:  # what has no effect just now hides itself again
            self._window.options.show_state(self._store.state)
            self._window.shown().show_state(self._store.state)
        self._draw_actions(restraint)

    def _draw_actions(self, restraint: Restraint) -> None:
        actions = self._window.menus.actions
        locked = {key for key in actions if ACTION + key in restraint.locked}
        freed = self._locked_actions - locked
        self._locked_actions = locked
        for key in freed:
            actions[key].setEnabled(True)
        if freed:  # what has nothing to do just now is not to be chosen all the same
            self._window.show_enabled(self._store.state)
        for key, action in actions.items():
            if key in locked:
                action.setEnabled(False)
            action.setVisible(ACTION + key not in restraint.hidden)

    def _widgets(self, key: str) -> Iterator[QWidget]:
        """Yield the widgets that a control stands for."""
        window = self._window
        bar = window.bar
        if key.startswith(FIELD):
            name = key.removeprefix(FIELD)
            top: dict[str, tuple[QWidget, ...]] = {
                "variant": (bar.modes, bar.variants),
                "text": (bar.texts,),
                "seed": bar.seeds,
            }
            yield from top.get(name, ())
            yield from (field for field in window.findChildren(Field) if field.name == name)
        elif key.startswith(STEP):
            wanted = key.removeprefix(STEP)
            if wanted in {entry.key for entry in STEP_ENTRIES}:
                yield window.rail.button(wanted)
        elif key.startswith(PAGE):
            wanted = key.removeprefix(PAGE)
            if wanted in {entry.key for entry in PAGE_ENTRIES}:
                yield window.rail.button(wanted)
        elif key.startswith(PART):
            yield from self._parts(key.removeprefix(PART))

    def _parts(self, name: str) -> Iterator[QWidget]:
        window = self._window
        single: dict[str, QWidget] = {
            "lens": window.lens,
            "explanation": window.explanation,
            "strip": window.strip,
        }
        if name in single:
            yield single[name]
        elif name == "heads":
            yield from window.findChildren(HeadChips)
        elif name == "views":
            yield from window.findChildren(ViewSwitch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide and lock again what somebody else shows or frees."""
        if self._at_work or not isinstance(watched, QWidget):
            return False
        self._at_work = True
        try:
            if event.type() == QEvent.Type.Show and watched in self._hidden:
                watched.hide()
            elif event.type() == QEvent.Type.EnabledChange and watched in self._locked:
                watched.setEnabled(False)
        finally:
            self._at_work = False
        return False
