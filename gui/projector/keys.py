"""What the keys of the projector mean; a presenter remote sends Page Up and Page Down."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt

from gui.i18n import translate

TURNS: Mapping[int, int] = MappingProxyType(
    {
        Qt.Key.Key_PageDown: 1,
        Qt.Key.Key_Space: 1,
        Qt.Key.Key_N: 1,
        Qt.Key.Key_PageUp: -1,
        Qt.Key.Key_Backspace: -1,
        Qt.Key.Key_P: -1,
    }
)
BLACK = frozenset((Qt.Key.Key_B, Qt.Key.Key_Period))
LEAVE = frozenset((Qt.Key.Key_F11, Qt.Key.Key_F5))
HOLD = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))


def keys_told(*, lesson: bool) -> str:
    """Return what the keys do, for the lower edge of the screen."""
    if lesson:
        return translate(
            "projector",
            "Page Down: read on, show the answer, next step · Page Up: back · digits, Enter: "
            "answer · arrows: plots, cells · Home: the lesson's state · B: black · T: a minute "
            "to predict · + −: size · Esc: leave",
        )
    return translate(
        "projector",
        "Page Down, Page Up: next, back · digits: step · H: head · B: black · T: a minute "
        "to predict · + −: size · Esc: leave",
    )
