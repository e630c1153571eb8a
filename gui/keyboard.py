"""What the keys do that belong to no widget and no menu: steps, the pinned cell, playing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from core.trace import ALL_STEP_KEYS
from gui.follow import moved
from gui.i18n import translate
from gui.pages.base import Page
from gui.panels.base import Panel
from gui.panels.step_panel import StepPanel
from gui.player import Player
from gui.state import STEPS, Cell, State
from gui.store import Store
from gui.widgets.lens import Lens
from gui.widgets.specs import MatrixSpec
from gui.widgets.typed_digits import taken_text

Command = Literal["play", "release", "edit"]

ARROWS: Mapping[int, tuple[int, int]] = MappingProxyType(
    {
        Qt.Key.Key_Up: (-1, 0),
        Qt.Key.Key_Down: (1, 0),
        Qt.Key.Key_Left: (0, -1),
        Qt.Key.Key_Right: (0, 1),
    }
)
COMMANDS: Mapping[int, Command] = MappingProxyType(
    {
        Qt.Key.Key_Space: "play",
        Qt.Key.Key_Escape: "release",
        Qt.Key.Key_Return: "edit",
        Qt.Key.Key_Enter: "edit",
        Qt.Key.Key_F2: "edit",
    }
)
INPUTS = (QLineEdit, QAbstractSpinBox, QComboBox)
LEAVING = frozenset((Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter))
STRIDE = 10  # cells, with Shift held


class Keyboard:
    """Take the keys that no widget wanted.

    Parameters
    ----------
    steps : keys of the steps that have a panel.
    panel : gives the panel of the present step.
    shown : gives what is on the screen: that panel, or a page.
    """

    def __init__(
        self,
        store: Store,
        steps: tuple[str, ...],
        player: Player,
        lens: Lens,
        panel: Callable[[], StepPanel],
        shown: Callable[[], Panel],
    ) -> None:
        self._store = store
        self._steps = steps
        self._player = player
        self._lens = lens
        self._panel = panel
        self._shown = shown

    def press(self, event: QKeyEvent, focus: QWidget | None) -> bool:
        """Do what a key stands for; return whether it stood for anything.

        While ``focus`` takes input, its keys are its own; Escape and Enter leave it.
        """
        key = event.key()
        if isinstance(focus, INPUTS):
            leaving = key in LEAVING
            if key == Qt.Key.Key_Escape and isinstance(focus, (QSpinBox, QDoubleSpinBox)):
                focus.lineEdit().setText(taken_text(focus))  # left, it would take what is typed
            if leaving:
                self._shown().take_keys()
            return leaving
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return (
            self._show_numbered(event.text())
            or self._move_pin(key, shift=shift)
            or self._step(key)
            or self._command(COMMANDS.get(key))
        )

    def _show_numbered(self, text: str) -> bool:
        if text not in self._numbers():
            return False
        self._store.look(step=self._steps[self._numbers().index(text)])
        return True

    def _numbers(self) -> tuple[str, ...]:
        return tuple(str(ALL_STEP_KEYS.index(step) + 1) for step in self._steps)

    def _move_pin(self, key: int, *, shift: bool) -> bool:
        state, shown = self._store.state, self._shown()
        if isinstance(shown, Page):
            rows, cols = ARROWS.get(key, (0, 0))
            far = STRIDE if shift else 1
            return key in ARROWS and shown.move_pin(rows * far, cols * far)
        pin = pinned_after(key, state, shift=shift, transposed=self._on_its_side(state))
        if pin is None:
            return False
        self._store.look(pin=pin, hover=None)
        return True

    def _step(self, key: int) -> bool:
        step = step_after(key, self._store.state, self._steps)
        if step is not None:
            self._store.look(step=step)
        return step is not None

    def _command(self, command: Command | None) -> bool:
        if command == "play":
            self._player.toggle()
        elif command == "edit":
            if self._store.state.view.page == STEPS:
                self._lens.begin_edit()
        elif command == "release":
            if self._store.computing:
                self._store.cancel()
            else:
                self._store.look(pin=None)
        return command is not None

    def _on_its_side(self, state: State) -> bool:
        """Whether the pinned cell's plot is drawn transposed."""
        pin = state.view.pin
        return pin is not None and any(
            isinstance(spec, MatrixSpec) and spec.transposed and spec.grid.name == pin.grid
            for spec in self._panel().specs(state)
        )


def pinned_after(key: int, state: State, *, shift: bool, transposed: bool) -> Cell | None:
    """Return where an arrow key moves the pin; None when there is no pin or it is no arrow.

    ``transposed`` tells that the pin's plot is drawn on its side: the keys follow the eye.
    """
    pin = state.view.pin
    if pin is None or key not in ARROWS:
        return None
    rows, cols = ARROWS[key]
    if transposed:
        rows, cols = cols, rows
    far = STRIDE if shift else 1
    return moved(pin, rows * far, cols * far, state.trace)


def step_after(key: int, state: State, steps: tuple[str, ...]) -> str | None:
    """Return the step that ← or → leads to; None at an end, for another key, pinned, on a page."""
    free = state.view.page == STEPS and state.view.pin is None
    if not free or key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        return None
    return neighbour(state.view.step, steps, 1 if key == Qt.Key.Key_Right else -1)


def neighbour(step: str, steps: tuple[str, ...], by: int) -> str | None:
    """Return the step ``by`` places on among those shown; None beyond an end."""
    ordered = [key for key in ALL_STEP_KEYS if key in steps]
    place = ordered.index(step) + by
    return ordered[place] if 0 <= place < len(ordered) else None


def hint(state: State) -> str:
    """Return what the keys do at this place, for the foot of the rail."""
    if state.view.page != STEPS:
        return translate("window", "1 to 7 show a step")
    if state.view.pin is None:
        return translate("window", "← → step, Space plays")
    return translate("window", "← ↑ → ↓ move the cell, Alt+← → step")


def within(parent: QWidget, child: QWidget | None) -> bool:
    """Whether ``child`` lies inside ``parent``; Qt says None where its types say it cannot."""
    return child is not None and parent.isAncestorOf(child)
