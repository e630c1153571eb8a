"""Labelled points in a plane with equal axes: what coincides is seen to coincide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from core.explanation import Source
from core.numerics import FloatArray
from gui.state import Cell
from gui.widgets.cached_layer import CachedLayer
from gui.widgets.chart import FARTHEST, LEGEND_GAP, Chart, Overlay, wrapped
from gui.widgets.chart_items import RIM, Line, Points, draw_symbol, frame_of
from gui.widgets.plane_labels import PointLabel, along, draw_labels
from gui.widgets.plot import CAPTION_GAP
from gui.widgets.specs import PlaneSpec, PointSet
from gui.widgets.style import SMALL_PX, Style
from gui.widgets.tracks import Need, Track

ACROSS = (200.0, 280.0, 400.0, 620.0)
DOWN = (190.0, 250.0, 360.0, 520.0)
SIZES = (13.0, 9.5, 6.5, 4.5)  # later sets are smaller, so that a point below still shows
PADDING = 0.1
REACH = 14.0  # pixels from a point within which the pointer takes it
TICKS_APART = 60.0
HULL_ALPHA = 44
HALO, RING = 4.0, 1.8
HULLS, WAYS, POINTS, WORDS, RINGS = 1, 2, 3, 4, 5  # from back to front


class PlanePlot(Chart[PlaneSpec]):
    """Points, their hulls and words; the focused row's points are ringed."""

    def __init__(self, spec: PlaneSpec, style: Style) -> None:
        super().__init__(spec, style)
        self._places: list[FloatArray] = []  # of each set, [n, 2] in the scene
        self._outline = Line(self)
        self._origin = Line(self)
        self._segments = Line(self, WAYS)
        self._hulls: list[Line] = []
        self._points: list[Points] = []
        self._layer = _Words(self)
        self._layer.setZValue(WORDS)
        self._halos, self._rings = Points(self, RINGS), Points(self, RINGS)
        self._names = _Names(self)
        self._focused: frozenset[tuple[int, int]] = frozenset()
        self.show_spec(spec, style)

    def show_spec(self, spec: PlaneSpec, style: Style) -> None:
        self.spec, self.style = spec, style
        self.caption.show_text(spec.heading, "", (style.theme.text,), style)
        self.left_axis.show_label(spec.y_label, style)
        self.bottom_axis.show_label(spec.x_label, style)
        while len(self._points) < len(spec.sets):
            self._hulls.append(Line(self, HULLS))
            self._points.append(Points(self, POINTS))

    def across(self) -> Need:
        least = self.caption.split_width()
        return Need(self.spec.col, before=self._left(), least=least, extent=ACROSS)

    def down(self, column: Track) -> Need:
        legend = self._legend_lines(column.extent) * self.line_height() + self.style.px(6)
        caption = self.caption.height(column.extent) + self.style.px(CAPTION_GAP)
        after = self._below() + caption + 6
        return Need(self.spec.row, before=legend, after=after, extent=DOWN)

    def place(self, column: Track, row: Track) -> None:
        self.prepareGeometryChange()
        self.body = QRectF(column.start, row.start, column.extent, row.extent)
        self._fit()
        apart = self.style.px(TICKS_APART)
        self.left_axis.number(self.y_range, apart)
        self.bottom_axis.number(self.x_range, apart)
        self.place_axes(self._left(), self._below(), grid=False)
        self._places = [self.places(points.points) for points in self.spec.sets]
        self._show_lines()
        self._show_sets()
        self._layer.redraw(self.around())
        self._show_rings()
        top = self.body.bottom() + self._below() + self.style.px(CAPTION_GAP)
        rect = QRectF(self.body.left(), top, column.extent, self.caption.height(column.extent))
        self.caption.place(rect, Qt.AlignmentFlag.AlignHCenter)

    def around(self) -> QRectF:
        legend = self._legend_lines(max(1.0, self.body.width())) * self.line_height()
        return self.body.adjusted(-self._left(), -legend - self.style.px(8), 8, self._below() + 8)

    def position(self, point: FloatArray) -> QPointF:
        """Return where a point of the plane [2] stands in the scene."""
        return QPointF(*self.places(point[None])[0])

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
            self._show_rings()

    def set_exporting(self, scale: float | None) -> None:
        super().set_exporting(scale)
        self._layer.exporting = scale is not None

    # ---- what pyqtgraph draws ----------------------------------------------------------------

    def _fit(self) -> None:
        """Choose the ranges, alike on both axes, in which all points and the origin are seen."""
        points = [p.points[np.isfinite(p.points).all(axis=1)] for p in self.spec.sets]
        every = np.concatenate([np.zeros((1, 2)), *points])  # [points + 1, 2]
        every = np.clip(every, -FARTHEST, FARTHEST)
        low, high = every.min(axis=0), every.max(axis=0)
        span = np.maximum(high - low, 1e-9 * max(1.0, float(np.abs(every).max())))
        if not (high - low).any():
            span = np.ones(2)
        room = np.array([self.body.width(), self.body.height()])
        half = room / 2 * (span / room).max() / (1 - 2 * PADDING)
        middle = low / 2 + high / 2
        (left, bottom), (right, top) = (middle - half).tolist(), (middle + half).tolist()
        self.x_range, self.y_range = (left, right), (bottom, top)

    def _show_lines(self) -> None:
        """Draw the body's frame, the axes through the origin and the ways of the points."""
        body, theme = self.body, self.style.theme
        border = QPen(QColor(theme.border), 1)
        self._outline.show_points(frame_of(body), border)
        zero = self.position(np.zeros(2))
        ends = [(body.left(), zero.y()), (body.right(), zero.y())]
        ends += [(zero.x(), body.top()), (zero.x(), body.bottom())]
        self._origin.show_points(np.array(ends), border, connect="pairs")
        segments = self.spec.segments
        ways = np.zeros((0, 2)) if segments is None else self.places(segments.reshape(-1, 2))
        both = np.isfinite(ways.reshape(-1, 4)).all(axis=1).repeat(2)
        muted = QPen(QColor(theme.muted), self.style.px(1))
        self._segments.show_points(ways[both], muted, connect="pairs")

    def _show_sets(self) -> None:
        for number, (hull, points) in enumerate(zip(self._hulls, self._points, strict=True)):
            shown = number < len(self.spec.sets)
            hull.setVisible(shown)
            points.setVisible(shown)
            if shown:
                self._show_set(self.spec.sets[number], self._places[number], hull, points)

    def _show_set(self, spec: PointSet, places: FloatArray, hull: Line, points: Points) -> None:
        size = self._size(self.spec.sets.index(spec))
        colour = QColor(self.style.theme.role(spec.role))
        rim = QPen(QColor(self.style.theme.card), RIM)
        points.show_points(places, spec.symbol, size, rim, colour)
        corners = places[[*spec.hull, *spec.hull[:1]]] if len(spec.hull) > 1 else places[:0]
        faint = QColor(colour)
        faint.setAlpha(HULL_ALPHA)
        hull.show_points(corners, QPen(colour, 1.2), fill=faint)

    def _show_rings(self) -> None:
        """Ring the points of the focused rows."""
        ringed = [self._places[number][row] for number, row in self._there()]
        places = np.reshape(ringed, (-1, 2))
        theme, size = self.style.theme, self._ring()
        for rings, colour, width in (
            (self._halos, theme.halo, HALO),
            (self._rings, theme.focus, RING),
        ):
            rings.show_points(places, "o", size, QPen(QColor(colour), self.style.px(width)), None)
        self._names.moved(self.body)

    def _there(self) -> list[tuple[int, int]]:
        """Return the focused rows that the plane has: another text may have fewer."""
        return [
            (number, row)
            for number, row in sorted(self._focused)
            if number < len(self._places)
            and row < min(len(self._places[number]), len(self.spec.sets[number].labels))
        ]

    # ---- words -------------------------------------------------------------------------------

    def draw_words(self, painter: QPainter) -> None:
        """Draw the legend, and the words of the points that find room."""
        self._draw_legend(painter)
        labels = [
            PointLabel(
                QPointF(*place), text, self._colour(number), self._size(number), focused=False
            )
            for number, points in enumerate(self.spec.sets)
            for place, text in zip(self._places[number], points.labels, strict=True)
            if not np.isnan(place).any()
        ]
        hulls = [
            along(self._places[number][[*points.hull]])
            for number, points in enumerate(self.spec.sets)
            if len(points.hull) > 1
        ]
        if self.spec.segments is not None:
            hulls += [along(self.places(way)) for way in self.spec.segments]
        lines = np.concatenate(hulls) if hulls else None
        draw_labels(painter, labels, self.body, self.style, lines)

    def draw_names(self, painter: QPainter) -> None:
        """Write the words of the focused points, whatever stands there."""
        labels = [
            PointLabel(
                QPointF(*self._places[number][row]),
                self.spec.sets[number].labels[row],
                self._colour(number),
                self._ring(),
                focused=True,
            )
            for number, row in self._there()
        ]
        draw_labels(painter, labels, self.body, self.style)

    def _legend(self, width: float) -> list[tuple[int, float, int]]:
        """Return (set, x, line) of the legend's entries, wrapped into ``width``."""
        metrics = self.style.metrics(SMALL_PX, bold=True)
        names = [points.name for points in self.spec.sets]
        widths = [self.style.px(16) + metrics.horizontalAdvance(name) for name in names]
        places = wrapped(widths, self.style.px(LEGEND_GAP), width)
        return [(number, x, line) for number, (x, line) in enumerate(places)]

    def _legend_lines(self, width: float) -> int:
        return max((line + 1 for _, _, line in self._legend(width)), default=0)

    def _draw_legend(self, painter: QPainter) -> None:
        theme, lines = self.style.theme, self._legend_lines(self.body.width())
        painter.setFont(self.style.font(SMALL_PX, bold=True))
        metrics = painter.fontMetrics()
        for number, x, line in self._legend(self.body.width()):
            points = self.spec.sets[number]
            colour = self._colour(number)
            top = self.body.top() - self.style.px(6) - (lines - line) * self.line_height()
            middle = QPointF(self.body.left() + x + self.style.px(6), top + self.line_height() / 2)
            draw_symbol(painter, points.symbol, middle, self._size(number), colour, theme.card)
            painter.setPen(QColor(colour))
            baseline = middle.y() + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(middle.x() + self.style.px(10), baseline), points.name)

    def _colour(self, number: int) -> str:
        return self.style.theme.role(self.spec.sets[number].role)

    def _size(self, number: int) -> float:
        return self.style.px(SIZES[min(number, len(SIZES) - 1)])

    def _ring(self) -> float:
        return self.style.px(SIZES[0] + 6)

    def _left(self) -> float:
        return self.tick_width() + self.line_height() + self.style.px(6)

    def _below(self) -> float:
        return 2 * self.line_height() + self.style.px(6)  # Chinese letters stand higher


class _Words(CachedLayer):
    def __init__(self, plane: PlanePlot) -> None:
        super().__init__(plane)
        self.plane = plane

    def draw(self, painter: QPainter) -> None:
        self.plane.draw_words(painter)


class _Names(Overlay):
    """What moves with the focus, above the words that do not."""

    def __init__(self, plane: PlanePlot) -> None:
        super().__init__(plane, RINGS)
        self.plane = plane

    def draw(self, painter: QPainter) -> None:
        self.plane.draw_names(painter)
