"""What the keys do that belong to no widget and no menu: steps, the pinned cell, playing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import Qt

from core.trace import STEP_KEYS
from gui.follow import moved
from gui.state import Cell, State

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
STRIDE = 10  # cells, with Shift held


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
    """Return the step that ← or → leads to; None at an end or for another key."""
    if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        return None
    return neighbour(state.view.step, steps, 1 if key == Qt.Key.Key_Right else -1)


def neighbour(step: str, steps: tuple[str, ...], by: int) -> str | None:
    """Return the step ``by`` places on among those shown; None beyond an end."""
    ordered = [key for key in STEP_KEYS if key in steps]
    place = ordered.index(step) + by
    return ordered[place] if 0 <= place < len(ordered) else None
