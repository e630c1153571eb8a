"""Curves over one axis: errors over a width, distances over a mixture."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from core.explanation import Source
from gui.state import Cell
from gui.widgets.cached_layer import CachedLayer
from gui.widgets.curve_axes import drawn_of, padded, y_range
from gui.widgets.numbers import format_short
from gui.widgets.plot import CAPTION_GAP, Plot
from gui.widgets.specs import Curve, CurveSpec
from gui.widgets.style import SMALL_PX, Style
from gui.widgets.ticks import round_ticks, tick_text
from gui.widgets.tracks import Need, Track

ACROSS = (210.0, 300.0, 440.0, 700.0)
DOWN = (120.0, 190.0, 300.0, 460.0)
FAINT_ALPHA = 80
DASHES = (4.0, 3.0)
DOT, FOCUS_DOT = 5.0, 8.0
MOST_DOTS = 40


class CurvesPlot(Plot[CurveSpec]):
    """Curves with their axes; a line and the numbers stand where the pointer or ``now`` is."""

    def __init__(self, spec: CurveSpec, style: Style) -> None:
        super().__init__(spec, style)
        self._x_range, self._y_range = (0.0, 1.0), (0.0, 1.0)
        self._layer = _Layer(self)
        self._pointer = _Pointer(self)
        self._index: int | None = None
        self._stale = True  # whether the layer shows other curves than these
        self.show_spec(spec, style)

    def show_spec(self, spec: CurveSpec, style: Style) -> None:
        self._stale |= style != self.style or drawn_of(spec) != drawn_of(self.spec)
        self.spec, self.style = spec, style
        self._x_range = padded(float(np.min(spec.x)), float(np.max(spec.x)))
        self._y_range = y_range(spec)
        self.caption.show_text(spec.heading, "", (style.theme.text,), style)
        if not self.body.isEmpty():
            self._redraw()
        self._pointer.update()
        self.update()

    def _redraw(self) -> None:
        """Draw the curves anew, unless they stay as they are: the pointer alone may move."""
        if self._stale or self._layer.area != self._area():
            self._layer.redraw(self._area())
        self._stale = False

    def across(self) -> Need:
        before = self._tick_width() + self._line() + self.style.px(6)
        least = self.caption.split_width()
        return Need(self.spec.col, before=before, after=8, least=least, extent=ACROSS)

    def down(self, column: Track) -> Need:
        above = self._legend_lines(column.extent) * self._line()
        above += self.style.px(8) + (self._line() if self.spec.lines else 0.0)
        caption = self.caption.height(column.extent) + self.style.px(CAPTION_GAP)
        after = 2 * self._line() + caption + 6
        return Need(self.spec.row, before=above, after=after, extent=DOWN)

    def place(self, column: Track, row: Track) -> None:
        self.prepareGeometryChange()
        self.body = QRectF(column.start, row.start, column.extent, row.extent)
        self._redraw()
        self._pointer.moved(self._area())
        top = self.body.bottom() + 2 * self._line() + self.style.px(CAPTION_GAP)
        width = column.extent
        rect = QRectF(self.body.left(), top, width, self.caption.height(width))
        self.caption.place(rect, Qt.AlignmentFlag.AlignHCenter)
        self.update()

    def position(self, x: float, y: float) -> QPointF:
        """Return where a point stands in the scene; beyond the axes it is held at their ends."""
        if self.spec.log:
            y = math.log10(max(y, self.spec.floor))
        across = (x - self._x_range[0]) / (self._x_range[1] - self._x_range[0])
        up = (y - self._y_range[0]) / (self._y_range[1] - self._y_range[0])
        up = min(1.0, max(0.0, up))
        return QPointF(
            self.body.left() + across * self.body.width(),
            self.body.bottom() - up * self.body.height(),
        )

    def cell_at(self, position: QPointF) -> Cell | None:
        if not self.spec.cells or not self.body.contains(position):
            return None
        places = np.array([self.position(float(x), 0.0).x() for x in self.spec.x])
        return self.spec.cells[int(np.abs(places - position.x()).argmin())]

    def set_focus(self, cell: Cell | None, sources: Sequence[Source]) -> None:
        index = self.spec.cells.index(cell) if cell in self.spec.cells else None
        if index != self._index:
            self._index = index
            self._pointer.update()

    def set_exporting(self, scale: float | None) -> None:
        self._layer.exporting = scale is not None

    def draw(self, painter: QPainter) -> None:
        """Draw all but what moves."""
        self._draw_axes(painter)
        self._draw_lines(painter)
        for curve in self.spec.curves:
            self._draw_curve(painter, curve)
        self._draw_legend(painter)

    def draw_pointer(self, painter: QPainter) -> None:
        """Draw the line at the focused point, and what the curves are there."""
        x = self.spec.now if self._index is None else float(self.spec.x[self._index])
        if x is None:
            return
        theme, at = self.style.theme, self.position(x, 0.0).x()
        painter.setPen(QPen(QColor(theme.focus), self.style.px(1)))
        painter.drawLine(QLineF(at, self.body.top(), at, self.body.bottom()))
        painter.setFont(self.style.font(SMALL_PX, bold=True))
        metrics = painter.fontMetrics()
        taken: list[float] = []
        for number, curve in enumerate(self.spec.curves):
            if curve.faint:
                continue
            value = self._value_at(x, number)
            where, half = self.position(x, value), self.style.px(FOCUS_DOT / 2)
            painter.setPen(QPen(QColor(theme.halo), 1.5))
            painter.setBrush(QColor(self._colour(curve)))
            painter.drawEllipse(where, half, half)
            text = self._value_text(value)
            width = metrics.horizontalAdvance(text)
            left = where.x() + self.style.px(8)
            if left + width > self.body.right():
                left = where.x() - self.style.px(8) - width
            y = min(max(where.y() - 4, self.body.top() + metrics.ascent()), self.body.bottom() - 4)
            while any(abs(y - other) < metrics.height() for other in taken):
                y -= metrics.height()
            taken.append(y)
            box = QRectF(left - 3, y - metrics.ascent(), width + 6, metrics.height())
            painter.fillRect(box, QColor(theme.card))
            painter.setPen(QColor(self._colour(curve)))
            painter.drawText(QPointF(left, y), text)

    def _value_at(self, x: float, number: int) -> float:
        """Return what a curve is at ``x``."""
        spec, curve = self.spec, self.spec.curves[number]
        if spec.now_values and self._index is None:
            return spec.now_values[number]
        if curve.steps:
            return float(curve.y[max(0, int(np.searchsorted(spec.x, x, side="right")) - 1)])
        return float(np.interp(x, spec.x, curve.y))

    # ---- axes --------------------------------------------------------------------------------

    def _draw_axes(self, painter: QPainter) -> None:
        theme, body = self.style.theme, self.body
        painter.setFont(self.style.font(SMALL_PX))
        metrics, line = painter.fontMetrics(), self._line()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for value in self._y_ticks():
            y = self.position(self.spec.x[0], value).y()
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawLine(QLineF(body.left(), y, body.right(), y))
            painter.setPen(QColor(theme.muted))
            text = self._value_text(value) if self.spec.log else tick_text(value)
            left = body.left() - metrics.horizontalAdvance(text) - self.style.px(6)
            painter.drawText(QPointF(left, y + (metrics.ascent() - metrics.descent()) / 2), text)
        for value in self._x_ticks():
            x = self.position(value, 0.0).x()
            text = tick_text(value)
            left = x - metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(left, body.bottom() + metrics.ascent() + 3), text)
        below = QRectF(body.left(), body.bottom() + line, body.width(), line + 4)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.spec.x_label)
        painter.save()
        painter.translate(body.left() - self._tick_width() - line * 0.6, body.center().y())
        painter.rotate(-90)
        beside = QRectF(-body.height() / 2, -line / 2, body.height(), line)
        painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, self.spec.y_label)
        painter.restore()
        painter.setPen(QPen(QColor(theme.muted), 1))
        painter.drawLine(QLineF(body.left(), body.bottom(), body.right(), body.bottom()))

    def _draw_lines(self, painter: QPainter) -> None:
        """Draw the marked places as dashed lines, their names above the body."""
        theme = self.style.theme
        painter.setFont(self.style.font(SMALL_PX, bold=True))
        metrics = painter.fontMetrics()
        for value, name in self.spec.lines:
            x = self.position(value, 0.0).x()
            pen = QPen(QColor(theme.warn), self.style.px(1.4))
            pen.setDashPattern(DASHES)
            painter.setPen(pen)
            painter.drawLine(QLineF(x, self.body.top() - 3, x, self.body.bottom()))
            width = metrics.horizontalAdvance(name)
            left = min(max(x - width / 2, self.body.left()), self.body.right() - width)
            painter.drawText(QPointF(left, self.body.top() - metrics.descent() - 3), name)

    def _draw_curve(self, painter: QPainter, curve: Curve) -> None:
        across, up = np.asarray(self.spec.x, float), np.asarray(curve.y, float)
        if curve.steps:  # each place twice: as it was, and as it becomes
            across, up = across.repeat(2)[1:], up.repeat(2)[:-1]
        points = [
            self.position(x, y)
            for x, y in zip(across.tolist(), up.tolist(), strict=True)
            if math.isfinite(y)
        ]
        colour = QColor(self._colour(curve))
        if curve.faint:
            colour.setAlpha(FAINT_ALPHA)
        pen = QPen(colour, self.style.px(1.0 if curve.faint else 2.4))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        if curve.faint or not self.spec.dots or len(points) > MOST_DOTS:
            return
        half = self.style.px(DOT / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for point in points:
            painter.drawEllipse(point, half, half)

    def _y_ticks(self) -> list[float]:
        low, high = self._y_range
        most = max(2, int(self.body.height() / self.style.px(34)))
        if not self.spec.log:
            return round_ticks(low, high, most)
        powers = range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1)
        step = max(1, math.ceil(len(powers) / most))
        return [10.0**power for power in reversed(powers[::-1][::step])]

    def _x_ticks(self) -> list[float]:
        low, high = float(np.min(self.spec.x)), float(np.max(self.spec.x))
        most = max(2, int(self.body.width() / self.style.px(40)))
        whole = bool(np.all(self.spec.x == np.round(self.spec.x)))
        ticks = round_ticks(low, high, most) or [low]
        if whole:
            ticks = [value for value in ticks if value == round(value)]
            if low not in ticks and (not ticks or ticks[0] - low > (high - low) / most):
                ticks = [low, *ticks]
        return ticks

    def _value_text(self, value: float) -> str:
        if self.spec.log and value <= self.spec.floor * 1.001:
            return f"≤ {format_short(self.spec.floor)}"
        return format_short(value)

    def _colour(self, curve: Curve) -> str:
        theme = self.style.theme
        return theme.role(curve.role) if curve.role else theme.accent

    # ---- legend and sizes --------------------------------------------------------------------

    def _legend(self, width: float) -> list[tuple[Curve, float, int]]:
        """Return (curve, x, line) of the named curves, wrapped into ``width``."""
        metrics = self.style.metrics(SMALL_PX)
        x, line, entries = 0.0, 0, []
        for curve in self.spec.curves:
            if not curve.name:
                continue
            needed = self.style.px(24) + metrics.horizontalAdvance(curve.name)
            if x and x + needed > width:
                x, line = 0.0, line + 1
            entries.append((curve, x, line))
            x += needed + self.style.px(14)
        return entries

    def _legend_lines(self, width: float) -> int:
        return max((line + 1 for _, _, line in self._legend(width)), default=0)

    def _draw_legend(self, painter: QPainter) -> None:
        lines = self._legend_lines(self.body.width())
        painter.setFont(self.style.font(SMALL_PX))
        metrics = painter.fontMetrics()
        under = self.style.px(8) + (self._line() if self.spec.lines else 0.0)
        for curve, x, line in self._legend(self.body.width()):
            top = self.body.top() - under - (lines - line) * self._line()
            middle, left = top + self._line() / 2, self.body.left() + x
            colour = QColor(self._colour(curve))
            colour.setAlpha(2 * FAINT_ALPHA if curve.faint else 255)
            painter.setPen(QPen(colour, self.style.px(1.2 if curve.faint else 2.4)))
            painter.drawLine(QLineF(left, middle, left + self.style.px(18), middle))
            painter.setPen(QColor(self.style.theme.text))
            baseline = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(left + self.style.px(24), baseline), curve.name)

    def _area(self) -> QRectF:
        above = self._legend_lines(max(1.0, self.body.width())) * self._line()
        above += self.style.px(8) + (self._line() if self.spec.lines else 0.0)
        left = self._tick_width() + self._line() + self.style.px(6)
        area = self.body.adjusted(-left, -above - 2, self.style.px(12), 2 * self._line() + 8)
        return QRectF(area.toAlignedRect())

    def _tick_width(self) -> float:
        longest = "≤ 1e−16" if self.spec.log else "−0.00"
        return self.style.metrics(SMALL_PX).horizontalAdvance(longest) + self.style.px(6)

    def _line(self) -> float:
        return self.style.metrics(SMALL_PX).height()


class _Layer(CachedLayer):
    def __init__(self, plot: CurvesPlot) -> None:
        super().__init__(plot)
        self.plot = plot

    def draw(self, painter: QPainter) -> None:
        self.plot.draw(painter)


class _Pointer(QGraphicsItem):
    """What moves, above the layer that does not."""

    def __init__(self, plot: CurvesPlot) -> None:
        super().__init__(plot)
        self.plot = plot
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
        self.plot.draw_pointer(painter)
