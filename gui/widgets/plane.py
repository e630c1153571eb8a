"""Labelled points in a plane with equal axes: what coincides is seen to coincide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from core.explanation import Source
from core.numerics import FloatArray
from gui.state import Cell
from gui.widgets.cached_layer import CachedLayer
from gui.widgets.plane_labels import PointLabel, draw_labels
from gui.widgets.plot import CAPTION_GAP, Plot
from gui.widgets.specs import PlaneSpec, PointSet
from gui.widgets.style import SMALL_PX, Style
from gui.widgets.symbols import draw_symbol
from gui.widgets.ticks import round_ticks, tick_text
from gui.widgets.tracks import Need, Track

ACROSS = (200.0, 280.0, 400.0, 620.0)
DOWN = (190.0, 250.0, 360.0, 520.0)
SIZES = (13.0, 9.5, 6.5, 4.5)  # later sets are smaller, so that a point below still shows
PADDING = 0.1
REACH = 14.0  # pixels from a point within which the pointer takes it
HULL_ALPHA = 44


class PlanePlot(Plot[PlaneSpec]):
    """Points, their hulls and words; the focused row's points are ringed."""

    def __init__(self, spec: PlaneSpec, style: Style) -> None:
        super().__init__(spec, style)
        self._centre, self._unit = (0.0, 0.0), 1.0  # scene pixels a unit, both axes alike
        self._places: list[FloatArray] = []  # of each set, [n, 2] in the scene
        self._layer = _PlaneLayer(self)
        self._rings = _Rings(self)
        self._focused: frozenset[tuple[int, int]] = frozenset()
        self.show_spec(spec, style)

    def show_spec(self, spec: PlaneSpec, style: Style) -> None:
        self.spec, self.style = spec, style
        self.caption.show_text(spec.heading, "", (style.theme.text,), style)
        self.update()

    def across(self) -> Need:
        before = self._tick_width() + self._line() + self.style.px(6)
        least = self.caption.split_width()
        return Need(self.spec.col, before=before, least=least, extent=ACROSS)

    def down(self, column: Track) -> Need:
        legend = self._legend_lines(column.extent) * self._line() + self.style.px(6)
        caption = self.caption.height(column.extent) + self.style.px(CAPTION_GAP)
        return Need(self.spec.row, before=legend, after=2 * self._line() + caption + 6, extent=DOWN)

    def place(self, column: Track, row: Track) -> None:
        self.prepareGeometryChange()
        self.body = QRectF(column.start, row.start, column.extent, row.extent)
        self._fit()
        self._places = [self._positions(points.points) for points in self.spec.sets]
        self._layer.redraw(self._layer_area())
        self._rings.moved(self.body)
        width = column.extent
        top = self.body.bottom() + 2 * self._line() + self.style.px(CAPTION_GAP)
        rect = QRectF(self.body.left(), top, width, self.caption.height(width))
        self.caption.place(rect, Qt.AlignmentFlag.AlignHCenter)
        self.update()

    def position(self, point: FloatArray) -> QPointF:
        """Return where a point of the plane [2] stands in the scene."""
        return QPointF(
            self.body.center().x() + (float(point[0]) - self._centre[0]) * self._unit,
            self.body.center().y() - (float(point[1]) - self._centre[1]) * self._unit,
        )

    def cell_at(self, position: QPointF) -> Cell | None:
        nearest, distance = None, self.style.px(REACH)
        if not self.body.contains(position):
            return None
        here = np.array([position.x(), position.y()])
        for points, places in zip(self.spec.sets, self._places, strict=True):
            if not len(places):
                continue
            away = np.hypot(*(places - here).T)  # [n, 2] -> [n]
            row = int(np.nanargmin(np.where(np.isnan(away), np.inf, away)))
            if away[row] < distance:
                nearest, distance = Cell(points.grid, points.head, row, 0), float(away[row])
        return nearest

    def set_focus(self, cell: Cell | None, sources: Sequence[Source]) -> None:
        rows = {(source.grid, source.head, source.row) for source in sources}
        if cell is not None:
            rows.add((cell.grid, cell.head, cell.row))
        focused = frozenset(
            (number, row)
            for number, points in enumerate(self.spec.sets)
            for row in range(len(points.labels))
            if (points.grid, points.head, row) in rows
        )
        if focused != self._focused:
            self._focused = focused
            self._rings.update()

    def set_exporting(self, scale: float | None) -> None:
        self._layer.exporting = scale is not None

    def draw(self, painter: QPainter) -> None:
        """Draw all but the rings."""
        self._draw_axes(painter)
        self._draw_legend(painter)
        for points in self.spec.sets:
            self._draw_hull(painter, points)
        self._draw_segments(painter)
        labels = []
        for number, points in enumerate(self.spec.sets):
            labels += self._draw_points(painter, number, points)
        draw_labels(painter, labels, self.body, self.style)

    def draw_rings(self, painter: QPainter) -> None:
        """Ring and name the points of the focused rows."""
        ring = self.style.px(SIZES[0] / 2 + 3)
        labels = []
        for number, row in sorted(self._focused):
            points = self.spec.sets[number]
            where = QPointF(*self._places[number][row])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, width in ((self.style.theme.halo, 4.0), (self.style.theme.focus, 1.8)):
                painter.setPen(QPen(QColor(colour), self.style.px(width)))
                painter.drawEllipse(where, ring, ring)
            colour = self.style.theme.role(points.role)
            labels.append(PointLabel(where, points.labels[row], colour, 2 * ring, focused=True))
        draw_labels(painter, labels, self.body, self.style)

    def _layer_area(self) -> QRectF:
        legend = self._legend_lines(max(1.0, self.body.width())) * self._line()
        left = self._tick_width() + self._line() + self.style.px(6)
        return self.body.adjusted(-left, -legend - self.style.px(8), 8, 2 * self._line() + 8)

    def _positions(self, points: FloatArray) -> FloatArray:
        """Return the places [n, 2] of points [n, 2]; NaN for what is not finite."""
        middle = np.array([self.body.center().x(), self.body.center().y()])
        with np.errstate(invalid="ignore", over="ignore"):
            places = middle + (points - np.array(self._centre)) * (self._unit, -self._unit)
        return np.where(np.isfinite(places), places, np.nan)

    # ---- axes --------------------------------------------------------------------------------

    def _fit(self) -> None:
        """Choose the scale, one for both axes, at which all points and the origin are seen."""
        points = [p.points[np.isfinite(p.points).all(axis=1)] for p in self.spec.sets]
        every = np.concatenate([np.zeros((1, 2)), *points])  # [points + 1, 2]
        low, high = every.min(axis=0), every.max(axis=0)
        span = np.maximum(high - low, 1e-9 * max(1.0, float(np.abs(every).max())))
        if not (high - low).any():
            span = np.ones(2)
        self._centre = (float((low + high)[0] / 2), float((low + high)[1] / 2))
        inner = 1 - 2 * PADDING
        self._unit = inner * float(min(self.body.width() / span[0], self.body.height() / span[1]))

    def _draw_axes(self, painter: QPainter) -> None:
        theme, body = self.style.theme, self.body
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(body)
        origin = self.position(np.zeros(2))
        painter.drawLine(QPointF(body.left(), origin.y()), QPointF(body.right(), origin.y()))
        painter.drawLine(QPointF(origin.x(), body.top()), QPointF(origin.x(), body.bottom()))
        painter.setFont(self.style.font(SMALL_PX))
        painter.setPen(QColor(theme.muted))
        metrics, line = painter.fontMetrics(), self._line()
        for value in self._ticks(body.width(), self._centre[0]):
            x = self.position(np.array([value, 0.0])).x()
            text = tick_text(value)
            left = x - metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(left, body.bottom() + metrics.ascent() + 2), text)
        for value in self._ticks(body.height(), self._centre[1]):
            y = self.position(np.array([0.0, value])).y()
            text = tick_text(value)
            left = body.left() - metrics.horizontalAdvance(text) - self.style.px(5)
            painter.drawText(QPointF(left, y + metrics.ascent() / 2 - 1), text)
        below = QRectF(body.left(), body.bottom() + line, body.width(), line + 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.spec.x_label)
        painter.save()
        painter.translate(body.left() - self._tick_width() - line, body.center().y())
        painter.rotate(-90)
        beside = QRectF(-body.height() / 2, -line / 2, body.height(), line)
        painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, self.spec.y_label)
        painter.restore()

    def _ticks(self, length: float, centre: float) -> list[float]:
        half = length / 2 / self._unit
        return round_ticks(centre - half, centre + half, max(2, int(length / self.style.px(60))))

    def _tick_width(self) -> float:
        return self.style.metrics(SMALL_PX).horizontalAdvance("−0.00") + self.style.px(6)

    def _line(self) -> float:
        return self.style.metrics(SMALL_PX).height()

    # ---- legend and points -------------------------------------------------------------------

    def _legend(self, width: float) -> list[tuple[int, float, int]]:
        """Return (set, x, line) of the legend's entries, wrapped into ``width``."""
        metrics = self.style.metrics(SMALL_PX, bold=True)
        x, line, entries = 0.0, 0, []
        for number, points in enumerate(self.spec.sets):
            needed = self.style.px(16) + metrics.horizontalAdvance(points.name)
            if x and x + needed > width:
                x, line = 0.0, line + 1
            entries.append((number, x, line))
            x += needed + self.style.px(14)
        return entries

    def _legend_lines(self, width: float) -> int:
        return max((line + 1 for _, _, line in self._legend(width)), default=0)

    def _draw_legend(self, painter: QPainter) -> None:
        lines = self._legend_lines(self.body.width())
        painter.setFont(self.style.font(SMALL_PX, bold=True))
        metrics = painter.fontMetrics()
        for number, x, line in self._legend(self.body.width()):
            points = self.spec.sets[number]
            colour = self.style.theme.role(points.role)
            top = self.body.top() - self.style.px(6) - (lines - line) * self._line()
            middle = QPointF(self.body.left() + x + self.style.px(6), top + self._line() / 2)
            draw_symbol(painter, points.symbol, middle, self._size(number), colour, self.style)
            painter.setPen(QColor(colour))
            baseline = middle.y() + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(middle.x() + self.style.px(10), baseline), points.name)

    def _draw_hull(self, painter: QPainter, points: PointSet) -> None:
        if len(points.hull) < 2:
            return
        colour = QColor(self.style.theme.role(points.role))
        painter.setPen(QPen(colour, 1.2))
        faint = QColor(colour)
        faint.setAlpha(HULL_ALPHA)
        painter.setBrush(faint)
        painter.drawPolygon(QPolygonF([self.position(points.points[i]) for i in points.hull]))

    def _draw_segments(self, painter: QPainter) -> None:
        segments = self.spec.segments
        if segments is None:
            return
        painter.setPen(QPen(QColor(self.style.theme.muted), self.style.px(1)))
        for start, end in segments[np.isfinite(segments).all(axis=(1, 2))]:
            painter.drawLine(self.position(start), self.position(end))

    def _draw_points(self, painter: QPainter, number: int, points: PointSet) -> list[PointLabel]:
        colour, size = self.style.theme.role(points.role), self._size(number)
        labels = []
        for row, place in enumerate(self._places[number]):
            if np.isnan(place).any():
                continue
            where = QPointF(*place)
            draw_symbol(painter, points.symbol, where, size, colour, self.style)
            labels.append(PointLabel(where, points.labels[row], colour, size, focused=False))
        return labels

    def _size(self, number: int) -> float:
        return self.style.px(SIZES[min(number, len(SIZES) - 1)])


class _PlaneLayer(CachedLayer):
    def __init__(self, plane: PlanePlot) -> None:
        super().__init__(plane)
        self.plane = plane

    def draw(self, painter: QPainter) -> None:
        self.plane.draw(painter)


class _Rings(QGraphicsItem):
    """What moves with the focus, above the layer that does not."""

    def __init__(self, plane: PlanePlot) -> None:
        super().__init__(plane)
        self.plane = plane
        self._area = QRectF()

    def moved(self, area: QRectF) -> None:
        self.prepareGeometryChange()
        self._area = area
        self.update()

    def boundingRect(self) -> QRectF:
        return self._area

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self.plane.draw_rings(painter)
