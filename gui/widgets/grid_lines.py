"""The lines between the cells of a map; they stay painted while its numbers change."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from gui.widgets.cached_layer import CachedLayer
from gui.widgets.style import Style

LINES_FROM = 7.0  # pixels a cell; below it lines would cover the map


class GridLines(CachedLayer):
    """Lines in the colour of the page."""

    _shape = (0, 0)
    _colour = ""

    def show_lines(self, rows: int, cols: int, body: QRectF, style: Style) -> None:
        """Draw the lines between so many cells that fill ``body``; 0 for none."""
        self._shape, self._colour = (rows, cols), style.theme.card
        self.redraw(body)

    def contents(self) -> object:
        return self._shape, self._colour

    def is_empty(self) -> bool:
        return min(self._cell()) < LINES_FROM

    def _cell(self) -> tuple[float, float]:
        rows, cols = self._shape
        if not rows or not cols:
            return 0.0, 0.0
        return self.area.width() / cols, self.area.height() / rows

    def draw(self, painter: QPainter) -> None:
        if self.is_empty():
            return
        body, (width, height) = self.area, self._cell()
        rows, cols = self._shape
        painter.setPen(QPen(QColor(self._colour), 1))
        lines = [
            QLineF(body.left() + i * width, body.top(), body.left() + i * width, body.bottom())
            for i in range(1, cols)
        ]
        lines += [
            QLineF(body.left(), body.top() + i * height, body.right(), body.top() + i * height)
            for i in range(1, rows)
        ]
        painter.drawLines(lines)
