"""Symbols of points, by pyqtgraph's names, with a rim that sets them off."""

from __future__ import annotations

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from gui.widgets.style import Style


def draw_symbol(
    painter: QPainter, symbol: str, where: QPointF, size: float, colour: str, style: Style
) -> None:
    """Draw one symbol ``size`` pixels across; KeyError names a symbol that does not exist."""
    painter.save()
    painter.translate(where)
    painter.scale(size, size)
    painter.setPen(QPen(QColor(style.theme.card), 0.8 / size))
    painter.setBrush(QColor(colour))
    painter.drawPath(Symbols[symbol])
    painter.restore()
