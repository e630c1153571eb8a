"""Symbols of points, with a rim that sets them off."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.widgets.style import Style

Corners = tuple[tuple[float, float], ...]

ARM, WAIST = 0.424, 0.141  # of a cross: how far it reaches, and where its arms meet
# Corners in a square from -0.5 to 0.5; a round symbol has none.
SYMBOLS: Mapping[str, Corners] = MappingProxyType(
    {
        "o": (),
        "d": ((0, -0.5), (-0.4, 0), (0, 0.5), (0.4, 0)),
        "x": (
            (-2 * WAIST, -ARM),
            (-ARM, -2 * WAIST),
            (-WAIST, 0),
            (-ARM, 2 * WAIST),
            (-2 * WAIST, ARM),
            (0, WAIST),
            (2 * WAIST, ARM),
            (ARM, 2 * WAIST),
            (WAIST, 0),
            (ARM, -2 * WAIST),
            (2 * WAIST, -ARM),
            (0, -WAIST),
        ),
    }
)


def draw_symbol(
    painter: QPainter, symbol: str, where: QPointF, size: float, colour: str, style: Style
) -> None:
    """Draw one symbol ``size`` pixels across; KeyError names a symbol that does not exist."""
    corners = SYMBOLS[symbol]
    painter.setPen(QPen(QColor(style.theme.card), 0.8))
    painter.setBrush(QColor(colour))
    if corners:
        painter.drawPolygon(QPolygonF([where + QPointF(x * size, y * size) for x, y in corners]))
    else:
        painter.drawEllipse(QRectF(where.x() - size / 2, where.y() - size / 2, size, size))
