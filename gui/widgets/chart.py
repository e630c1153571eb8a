"""What charts of numbers share: the axes at the left and below, and where a number stands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from core.numerics import FloatArray
from gui.widgets.number_axis import Axis, Range
from gui.widgets.painting import told
from gui.widgets.plot import Plot, SpecT
from gui.widgets.style import SMALL_PX, Style

LEGEND_GAP = 14.0
FARTHEST = 1e306  # of what axes reach to: sums and differences of some such are finite still
USUAL_TICK = "−0.00"  # what an axis has room for, so that plots stay where they are


class Chart(Plot[SpecT]):
    """A plot whose body lies between pyqtgraph's axes; its items stand in scene coordinates.

    Attributes
    ----------
    x_range, y_range : the numbers at the ends of the axes.
    """

    def __init__(self, spec: SpecT, style: Style) -> None:
        super().__init__(spec, style)
        self.x_range: Range = (0.0, 1.0)
        self.y_range: Range = (0.0, 1.0)
        self._extent = QRectF()  # asked for again and again, and slow to measure
        self.left_axis = Axis("left", self)
        self.bottom_axis = Axis("bottom", self)
        Chart.set_exporting(self, None)  # a subclass is not yet complete

    def places(self, points: FloatArray) -> FloatArray:
        """Return where points [n, 2] stand in the scene; NaN for what is not finite."""
        across = along(points[:, 0], self.x_range, self.body.left(), self.body.right())
        down = along(points[:, 1], self.y_range, self.body.bottom(), self.body.top())
        return np.stack([across, down], axis=1)

    def set_exporting(self, scale: float | None) -> None:
        # What a pointer passes over is copied from pixels; files get lines and letters.
        modes = QGraphicsItem.CacheMode
        mode = modes.DeviceCoordinateCache if scale is None else modes.NoCache
        for axis in (self.left_axis, self.bottom_axis):
            axis.setCacheMode(mode)
            axis.label.setCacheMode(mode)

    def place_axes(self, left: float, below: float, *, grid: bool) -> None:
        """Put the axes beside the body, ``left`` and ``below`` pixels wide."""
        body = self.body
        self._extent = self.around()
        beside = QRectF(body.left() - left, body.top(), left, body.height())
        self.left_axis.place(beside, body.width() if grid else 0.0)
        self.bottom_axis.place(QRectF(body.left(), body.bottom(), body.width(), below))

    def tick_width(self, longest: str = USUAL_TICK) -> float:
        """Room for the numbers of the axis at the left."""
        return self.style.metrics(SMALL_PX).horizontalAdvance(longest) + self.style.px(6)

    def line_height(self) -> float:
        """Height of a line of small letters."""
        return self.style.metrics(SMALL_PX).height()

    def around(self) -> QRectF:
        """Return the body with its axes and legend."""
        raise NotImplementedError

    def boundingRect(self) -> QRectF:
        return self._extent

    def frame(self) -> QRectF:
        # Not of the children: an axis claims more room than it fills.
        return self._extent | self.caption.boundingRect()


class Overlay(QGraphicsItem):
    """Words of a chart above pyqtgraph's items, drawn anew with what moves."""

    def __init__(self, parent: QGraphicsItem, height: float = 0.0) -> None:
        super().__init__(parent)
        self.setZValue(height)
        self._area = QRectF()

    def draw(self, painter: QPainter) -> None:
        """Draw in scene coordinates."""
        raise NotImplementedError

    def moved(self, area: QRectF) -> None:
        """Draw within ``area`` of the scene from now on."""
        self.prepareGeometryChange()
        self._area = area
        self.update()

    def boundingRect(self) -> QRectF:
        return self._area

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self.draw(painter)


def drawable(values: FloatArray) -> FloatArray:
    """Return the finite ones of some numbers, held where an axis that has them all is finite."""
    return np.clip(values[np.isfinite(values)], -FARTHEST, FARTHEST)


def along(values: FloatArray, ends: Range, first: float, last: float) -> FloatArray:
    """Return where numbers of an axis stand in the scene, from ``first`` to ``last``."""
    with np.errstate(invalid="ignore", over="ignore"):
        places = first + (values - ends[0]) / (ends[1] - ends[0]) * (last - first)
    return np.where(np.isfinite(places), places, np.nan)


def wrapped(widths: Sequence[float], gap: float, room: float) -> list[tuple[float, int]]:
    """Return (x, line) of the entries of a legend that is ``room`` wide."""
    x, line, places = 0.0, 0, []
    for width in widths:
        if x and x + width > room:
            x, line = 0.0, line + 1
        places.append((x, line))
        x += width + gap
    return places
