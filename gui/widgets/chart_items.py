"""pyqtgraph's curves, points and bars as charts use them.

The coordinates of every item are those of the scene. Numbers are mapped before, not by a ViewBox:
its transform differs along the axes, so pens would have to ignore it, and SVG says that in a way
(``vector-effect``) which many viewers do not know: their lines become wide enough to hide the
chart. It would also clip, which SVG Tiny cannot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from core.numerics import FloatArray

NOTHING = np.zeros((0, 2))
RIM = 0.8  # pixels around a symbol that set it off


class Line(pg.PlotCurveItem):
    """A line, or pairs of points as lines, or a filled shape, in scene coordinates."""

    def __init__(self, parent: QGraphicsItem, height: float = 0.0) -> None:
        super().__init__(antialias=True)
        self._shown: FloatArray = NOTHING
        self._look: tuple[object, ...] = ()
        self.setParentItem(parent)
        self.setZValue(height)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_points(
        self,
        points: FloatArray,
        pen: QPen,
        *,
        connect: Literal["finite", "pairs"] = "finite",
        steps: bool = False,
        fill: QColor | None = None,
    ) -> None:
        """Draw through ``points`` [n, 2]; what is not finite leaves a gap.

        Parameters
        ----------
        connect : "pairs" draws a line from each even point to the next one alone.
        steps : whether each height is kept until the next point.
        fill : of the shape that the line encloses.
        """
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        look = (pen, connect, steps, fill)
        if look == self._look and np.array_equal(points, self._shown, equal_nan=True):
            return
        self._look, self._shown = look, points
        self.setData(
            points[:, 0],
            points[:, 1],
            pen=pen,
            connect=connect,
            stepMode="right" if steps else None,
            fillLevel=None if fill is None else "enclosed",
            brush=QBrush() if fill is None else QBrush(fill),
        )


class Points(pg.ScatterPlotItem):
    """Points of one symbol, size and colour, in scene coordinates; the sizes are pixels too."""

    def __init__(self, parent: QGraphicsItem, height: float = 0.0) -> None:
        # Not pxMode: it ignores what a file's painter enlarges, and asks a ViewBox what is seen.
        super().__init__(pxMode=False, antialias=True)
        self._shown: FloatArray = NOTHING
        self._look: tuple[object, ...] = ()
        self.setParentItem(parent)
        self.setZValue(height)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_points(
        self, points: FloatArray, symbol: str, size: float, pen: QPen, fill: QColor | None
    ) -> None:
        """Draw ``points`` [n, 2], without those that are not finite, ``size`` pixels across."""
        look = (symbol, size, pen, fill)
        if look == self._look and np.array_equal(points, self._shown, equal_nan=True):
            return
        self._look, self._shown = look, points
        seen = points[np.isfinite(points).all(axis=1)]
        brush = QBrush() if fill is None else QBrush(fill)
        pen = thinned(pen, size)
        self.setData(seen[:, 0], seen[:, 1], symbol=symbol, size=size, pen=pen, brush=brush)


class Bars(pg.BarGraphItem):
    """Rectangles in scene coordinates, each with an edge and a colour of its own."""

    def __init__(self, parent: QGraphicsItem, height: float = 0.0) -> None:
        nothing = np.zeros(0)
        super().__init__(x0=nothing, x1=nothing, y0=nothing, y1=nothing)
        self.setParentItem(parent)
        self.setZValue(height)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_bars(self, boxes: FloatArray, pens: Sequence[QPen], fills: Sequence[QColor]) -> None:
        """Draw ``boxes`` [n, (left, top, right, bottom)], later ones above earlier ones."""
        self.setVisible(len(boxes) > 0)  # pyqtgraph cannot show none
        if not len(boxes):
            return
        left, top, right, bottom = boxes.T
        brushes = [QBrush(fill) for fill in fills]
        self.setOpts(x0=left, x1=right, y0=top, y1=bottom, pens=list(pens), brushes=brushes)


def draw_symbol(
    painter: QPainter, symbol: str, where: QPointF, size: float, colour: str, rim: str
) -> None:
    """Draw one of pyqtgraph's symbols ``size`` pixels across, as in a legend."""
    painter.save()
    painter.translate(where)
    drawSymbol(painter, symbol, size, thinned(QPen(QColor(rim), RIM), size), QColor(colour))
    painter.restore()


def thinned(pen: QPen, size: float) -> QPen:
    """Return a pen for a symbol of unit size that is enlarged to ``size``."""
    thin = QPen(pen)
    thin.setWidthF(pen.widthF() / size)
    return thin


def frame_of(rect: QRectF) -> FloatArray:
    """Return the closed outline of a rectangle, [5 corners, 2]."""
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom], [left, top]])
