"""A thin line between two parts of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame


def hairline(*, vertical: bool = False) -> QFrame:
    """Return a line one pixel thick."""
    line = QFrame()
    line.setProperty("look", "hairline")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
