"""Curves over one axis: errors over a width, distances over a mixture."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from core.numerics import FloatArray
from gui.widgets.chart import LEGEND_GAP, USUAL_TICK, Overlay, wrapped
from gui.widgets.chart_items import Line, Points
from gui.widgets.curve_axes import drawn_of, padded, x_ticks, y_range
from gui.widgets.graph import Graph
from gui.widgets.number_axis import tick_text
from gui.widgets.numbers import format_short
from gui.widgets.painting import told
from gui.widgets.plot import CAPTION_GAP, place_now
from gui.widgets.specs import Curve, CurveSpec
from gui.widgets.style import SMALL_PX, Style
from gui.widgets.tracks import Need, Track

ACROSS = (210.0, 300.0, 440.0, 700.0)
DOWN = (120.0, 190.0, 300.0, 460.0)
LONGEST_POWER = "≤ 1e−16"
FAINT_ALPHA = 80
DASHES = (4.0, 3.0)
DOT, FOCUS_DOT = 5.0, 8.0
MOST_DOTS = 40
X_TICKS_APART, Y_TICKS_APART = 40.0, 34.0
VALUE_REACH = 90.0  # pixels from the pointer within which its numbers stand
POINTER = 1.0  # above the curves


class CurvesPlot(Graph[CurveSpec]):
    """Curves with their axes; a line and the numbers stand where the pointer or ``now`` is."""

    def __init__(self, spec: CurveSpec, style: Style) -> None:
        super().__init__(spec, style)
        self._floor, self._marks = Line(self), Line(self)
        self._curves: list[Line] = []
        self._dots: list[Points] = []
        self._upright = Line(self, POINTER)
        self._pointed: list[Points] = []
        self._values = _Values(self)
        self._stale = True  # whether other curves are drawn than these
        self.show_spec(spec, style)

    def show_spec(self, spec: CurveSpec, style: Style) -> None:
        self._stale |= style != self.style or drawn_of(spec) != drawn_of(self.spec)
        self.index = place_now(self.index, self.spec.cells, spec.cells)
        self.spec, self.style = spec, style
        self.x_range = padded(float(np.min(spec.x)), float(np.max(spec.x)))
        self.y_range = y_range(spec)
        self.caption.show_text(spec.heading, "", (style.theme.text,), style)
        self.left_axis.show_label(spec.y_label, style)
        self.bottom_axis.show_label(spec.x_label, style)
        while len(self._curves) < len(spec.curves):
            self._curves.append(Line(self))
            self._dots.append(Points(self))
            self._pointed.append(Points(self, POINTER))

    def across(self) -> Need:
        least = self.caption.split_width()
        return Need(self.spec.col, before=self._left(), after=8, least=least, extent=ACROSS)

    def down(self, column: Track) -> Need:
        caption = self.caption.height(column.extent) + self.style.px(CAPTION_GAP)
        above, after = self._above(column.extent), self._below() + caption + 4
        return Need(self.spec.row, before=above, after=after, extent=DOWN)

    def place(self, column: Track, row: Track) -> None:
        body = QRectF(column.start, row.start, column.extent, row.extent)
        if self._stale or body != self.body:  # else the pointer alone may move
            self.prepareGeometryChange()
            self.body = body
            self._place_axes()
            self._show_curves()
            self._place_caption(column.extent)
            self.update()
        self._stale = False
        self._show_pointer()

    def _place_axes(self) -> None:
        px, spec = self.style.px, self.spec
        most = max(2, int(self.body.width() / px(X_TICKS_APART)))
        write = self._value_text if spec.log else tick_text
        self.left_axis.number(self.y_range, px(Y_TICKS_APART), write, decades=spec.log)
        self.bottom_axis.name(self.x_range, [(x, tick_text(x)) for x in x_ticks(spec.x, most)])
        self.place_axes(self._left(), self._below(), grid=True)

    def _place_caption(self, width: float) -> None:
        top = self.body.bottom() + self._below() + self.style.px(CAPTION_GAP) - 2
        rect = QRectF(self.body.left(), top, width, self.caption.height(width))
        self.caption.place(rect, Qt.AlignmentFlag.AlignHCenter)

    def stand(self, x: FloatArray, y: FloatArray) -> FloatArray:
        if self.spec.log:
            y = np.log10(np.maximum(y, self.spec.floor))
        return self.places(np.stack([x, np.clip(y, *self.y_range)], axis=1))

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self._draw_line_names(painter)
        self._draw_legend(painter)

    # ---- what pyqtgraph draws ----------------------------------------------------------------

    def _show_curves(self) -> None:
        """Show the curves with their points, the line below them and the marked places."""
        theme, body, spec = self.style.theme, self.body, self.spec
        base = np.array([[body.left(), body.bottom()], [body.right(), body.bottom()]])
        self._floor.show_points(base, QPen(QColor(theme.muted), 1))
        places = self.stand(np.array([x for x, _ in spec.lines]), np.zeros(len(spec.lines)))
        self._marks.show_points(
            self._uprights(places[:, 0], 3.0), self._mark_pen(), connect="pairs"
        )
        for number, (line, dots) in enumerate(zip(self._curves, self._dots, strict=True)):
            shown = number < len(spec.curves)
            line.setVisible(shown)
            dots.setVisible(shown)
            if shown:
                self._show_curve(spec.curves[number], line, dots)

    def _show_curve(self, curve: Curve, line: Line, dots: Points) -> None:
        points = self.stand(self.spec.x, np.asarray(curve.y, dtype=np.float64))
        colour = QColor(self._colour(curve))
        if curve.faint:
            colour.setAlpha(FAINT_ALPHA)
        pen = QPen(colour, self.style.px(1.0 if curve.faint else 2.4))
        line.show_points(points, pen, steps=curve.steps)
        few = self.spec.dots and not curve.faint and len(points) <= MOST_DOTS
        size, no_pen = self.style.px(DOT), QPen(Qt.PenStyle.NoPen)
        dots.show_points(points if few else points[:0], "o", size, no_pen, colour)

    def _show_pointer(self) -> None:
        """Show the line at the focused place, and what the curves are there."""
        x, theme = self._now(), self.style.theme
        at = self.body.left() if x is None else self.position(x, 0.0).x()
        pen = QPen(QColor(theme.focus), self.style.px(1))
        self._upright.show_points(
            self._uprights(np.full(int(x is not None), at)), pen, connect="pairs"
        )
        size, halo = self.style.px(FOCUS_DOT), QPen(QColor(theme.halo), 1.5)
        for number, points in enumerate(self._pointed):
            curve = self.spec.curves[number] if number < len(self.spec.curves) else None
            points.setVisible(x is not None and curve is not None and not curve.faint)
            if x is None or curve is None or curve.faint:
                continue
            place = self.stand(np.array([x]), np.array([self._value_at(x, number)]))
            points.show_points(place, "o", size, halo, QColor(self._colour(curve)))
        reach = self.style.px(VALUE_REACH)
        self._values.moved(self.around().intersected(QRectF(at - reach, 0, 2 * reach, 1e6)))

    def _uprights(self, across: FloatArray, over: float = 0.0) -> FloatArray:
        """Return lines through the body at places [n], their ends one below the other, [2 n, 2]."""
        both = np.repeat(across, 2)
        return np.stack(
            [both, np.tile([self.body.top() - over, self.body.bottom()], len(across))], axis=1
        )

    def _mark_pen(self) -> QPen:
        pen = QPen(QColor(self.style.theme.warn), self.style.px(1.4))
        pen.setDashPattern(DASHES)
        return pen

    # ---- what is written ---------------------------------------------------------------------

    def _now(self) -> float | None:
        return self.spec.now if self.index is None else float(self.spec.x[self.index])

    def draw_values(self, painter: QPainter) -> None:
        """Write what the curves are at the focused place, one number above the other."""
        x = self._now()
        if x is None:
            return
        painter.setFont(self.style.font(SMALL_PX, bold=True))
        metrics = painter.fontMetrics()
        taken: list[float] = []
        for number, curve in enumerate(self.spec.curves):
            if curve.faint:
                continue
            value = self._value_at(x, number)
            where, text = self.position(x, value), self._value_text(value)
            width = metrics.horizontalAdvance(text)
            left = where.x() + self.style.px(8)
            if left + width > self.body.right():
                left = where.x() - self.style.px(8) - width
            y = min(max(where.y() - 4, self.body.top() + metrics.ascent()), self.body.bottom() - 4)
            while any(abs(y - other) < metrics.height() for other in taken):
                y -= metrics.height()
            taken.append(y)
            box = QRectF(left - 3, y - metrics.ascent(), width + 6, metrics.height())
            painter.fillRect(box, QColor(self.style.theme.card))
            painter.setPen(QColor(self._colour(curve)))
            painter.drawText(QPointF(left, y), text)

    def _value_at(self, x: float, number: int) -> float:
        """Return what a curve is at ``x``."""
        spec, curve = self.spec, self.spec.curves[number]
        if spec.now_values and self.index is None:
            return spec.now_values[number]
        if curve.steps:
            return float(curve.y[max(0, int(np.searchsorted(spec.x, x, side="right")) - 1)])
        return float(np.interp(x, spec.x, curve.y))

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
        named = [curve for curve in self.spec.curves if curve.name]
        widths = [self.style.px(24) + metrics.horizontalAdvance(curve.name) for curve in named]
        places = wrapped(widths, self.style.px(LEGEND_GAP), width)
        return [(curve, x, line) for curve, (x, line) in zip(named, places, strict=True)]

    def _legend_lines(self, width: float) -> int:
        return max((line + 1 for _, _, line in self._legend(width)), default=0)

    def _draw_legend(self, painter: QPainter) -> None:
        lines = self._legend_lines(self.body.width())
        painter.setFont(self.style.font(SMALL_PX))
        metrics = painter.fontMetrics()
        under = self._under_legend()
        for curve, x, line in self._legend(self.body.width()):
            top = self.body.top() - under - (lines - line) * self.line_height()
            middle, left = top + self.line_height() / 2, self.body.left() + x
            colour = QColor(self._colour(curve))
            colour.setAlpha(2 * FAINT_ALPHA if curve.faint else 255)
            painter.setPen(QPen(colour, self.style.px(1.2 if curve.faint else 2.4)))
            painter.drawLine(QPointF(left, middle), QPointF(left + self.style.px(18), middle))
            painter.setPen(QColor(self.style.theme.text))
            baseline = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(left + self.style.px(24), baseline), curve.name)

    def _above(self, width: float) -> float:
        return self._legend_lines(width) * self.line_height() + self._under_legend()

    def _left(self) -> float:
        longest = LONGEST_POWER if self.spec.log else USUAL_TICK
        return self.tick_width(longest) + self.line_height() + self.style.px(6)


class _Values(Overlay):
    """The numbers at the pointer, above the curves."""

    def __init__(self, plot: CurvesPlot) -> None:
        super().__init__(plot, POINTER)
        self.plot = plot

    def draw(self, painter: QPainter) -> None:
        self.plot.draw_values(painter)
