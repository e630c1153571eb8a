"""What curves and measured series share: places along one axis, the pointer's, and their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from core.explanation import Source
from core.numerics import FloatArray
from gui.state import Cell
from gui.widgets.chart import Chart
from gui.widgets.series_spec import SeriesSpec
from gui.widgets.specs import CurveSpec
from gui.widgets.style import SMALL_PX, Style

GraphT = TypeVar("GraphT", bound=CurveSpec | SeriesSpec)


class Graph(Chart[GraphT]):
    """Numbers over the places of an axis, each of which may stand for a cell.

    Attributes
    ----------
    index : the place under the pointer; None for none.
    """

    def __init__(self, spec: GraphT, style: Style) -> None:
        super().__init__(spec, style)
        self.index: int | None = None

    def stand(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Return where points stand in the scene [n, 2], held between the ends of the axis."""
        raise NotImplementedError

    def _show_pointer(self) -> None:
        """Show the line at the place under the pointer."""
        raise NotImplementedError

    def _left(self) -> float:
        """Return the room of the upright axis."""
        raise NotImplementedError

    def _above(self, width: float) -> float:
        """Return the room of the legend, and of the names of marked places."""
        raise NotImplementedError

    def around(self) -> QRectF:
        above = self._above(max(1.0, self.body.width()))
        return self.body.adjusted(-self._left(), -above - 2, self.style.px(12), self._below() + 6)

    def position(self, x: float, y: float) -> QPointF:
        """Return where a point stands in the scene; beyond the axes it is held at their ends."""
        return QPointF(*self.stand(np.array([x]), np.array([y]))[0])

    def cell_at(self, position: QPointF) -> Cell | None:
        if not self.spec.cells or not self.body.contains(position):
            return None
        places = self.stand(self.spec.x, np.zeros(len(self.spec.x)))[:, 0]
        return self.spec.cells[int(np.abs(places - position.x()).argmin())]

    def set_focus(self, cell: Cell | None, sources: Sequence[Source]) -> None:
        index = self.spec.cells.index(cell) if cell in self.spec.cells else None
        if index != self.index:
            self.index = index
            self._show_pointer()

    def _draw_line_names(self, painter: QPainter) -> None:
        """Write the names of the marked places above the body."""
        painter.setFont(self.style.font(SMALL_PX, bold=True))
        painter.setPen(QColor(self.style.theme.warn))
        metrics = painter.fontMetrics()
        for value, name in self.spec.lines:
            x = self.position(value, 0.0).x()
            width = metrics.horizontalAdvance(name)
            left = min(max(x - width / 2, self.body.left()), self.body.right() - width)
            painter.drawText(QPointF(left, self.body.top() - metrics.descent() - 3), name)

    def _under_legend(self) -> float:
        return self.style.px(8) + (self.line_height() if self.spec.lines else 0.0)

    def _below(self) -> float:
        return 2 * self.line_height() + self.style.px(6)  # Chinese letters stand higher
