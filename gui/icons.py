"""Icons: bundled SVG drawings in one colour, recoloured with the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme import ICONS

SIZES = (16, 20, 24, 32, 48)
INK = "#000000"  # the colour that the drawings are made in


def icon(name: str, colour: str) -> QIcon:
    """Return the icon ``resources/icons/<name>.svg`` in a colour."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace(INK, colour).encode()))
    made = QIcon()
    for size in SIZES:
        picture = QPixmap(QSize(size, size))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        made.addPixmap(picture)
    return made


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8")


def app_icon() -> QIcon:
    """Return the program's own icon, which keeps its colours."""
    return icon("app", INK)
