"""Measured series: means with their intervals, and every seed that they are the mean of."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from core.numerics import FloatArray
from gui.widgets.chart import USUAL_TICK, drawable
from gui.widgets.chart_items import Line
from gui.widgets.graph import Graph
from gui.widgets.number_axis import round_numbers, tick_text
from gui.widgets.painting import told
from gui.widgets.plot import CAPTION_GAP, place_now
from gui.widgets.series_items import Places, SeriesItems
from gui.widgets.series_spec import SeriesSpec, same_picture
from gui.widgets.series_words import POINTER, SeriesWords, draw_legend, legend_lines
from gui.widgets.style import SMALL_PX, Style
from gui.widgets.tracks import Need, Track

ACROSS = (210.0, 300.0, 470.0, 900.0)
DOWN = (110.0, 180.0, 300.0, 520.0)
AIR = 0.05  # of an axis, beyond its last number
X_TICKS_APART, Y_TICKS_APART = 46.0, 34.0
MARK_DASHES, LEVEL_DASHES = (4.0, 3.0), (1.0, 3.0)


class SeriesPlot(Graph[SeriesSpec]):
    """Series with their axes; a line and the numbers stand where the pointer is."""

    def __init__(self, spec: SeriesSpec, style: Style) -> None:
        super().__init__(spec, style)
        self._stale = True  # whether something else is drawn than the spec
        self._marks, self._levels = Line(self), Line(self)
        self._items: list[SeriesItems] = []
        self._upright = Line(self, POINTER)
        self._words = SeriesWords(self)
        self._show(spec, style)

    def show_spec(self, spec: SeriesSpec, style: Style) -> None:
        shown, self.index = self.index, place_now(self.index, self.spec.cells, spec.cells)
        self._stale |= shown != self.index
        if style == self.style and same_picture(spec, self.spec):
            self.spec = spec
        else:
            self._show(spec, style)

    def _show(self, spec: SeriesSpec, style: Style) -> None:
        self._stale = True
        self.spec, self.style = spec, style
        self.x_range, self.y_range = self._x_range(), y_range(spec)
        self.caption.show_text(spec.heading, "", (style.theme.text,), style)
        self.left_axis.show_label(spec.y_label, style)
        self.bottom_axis.show_label(spec.x_label, style)
        while len(self._items) < len(spec.series):
            self._items.append(SeriesItems(self))

    def across(self) -> Need:
        least = self.caption.split_width()
        return Need(self.spec.col, before=self._left(), after=10, least=least, extent=ACROSS)

    def down(self, column: Track) -> Need:
        caption = self.caption.height(column.extent) + self.caption_gap()
        above, after = self._above(column.extent), self._below() + caption + 2
        return Need(self.spec.row, before=above, after=after, extent=DOWN)

    def place(self, column: Track, row: Track) -> None:
        body = QRectF(column.start, row.start, column.extent, row.extent)
        if not self._stale and body == self.body:
            return
        self._stale = False
        self.prepareGeometryChange()
        self.body = body
        self._place_axes()
        self._show_series()
        self._show_marks()
        top = self.body.bottom() + self._below() + self.style.px(CAPTION_GAP) - 2
        width = column.extent
        rect = QRectF(self.body.left(), top, width, self.caption.height(width))
        self.caption.place(rect, Qt.AlignmentFlag.AlignHCenter)
        self._show_pointer()
        self.update()

    def stand(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Return where points stand, as others do; what is not finite stays so."""
        low, high = self.y_range
        held = np.where(np.isfinite(y), np.clip(y, low, high), np.nan)
        return self.places(np.stack([self._along(x), held], axis=1))

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self._draw_line_names(painter)
        draw_legend(self, painter, self._under_legend())

    # ---- axes --------------------------------------------------------------------------------

    def _along(self, x: FloatArray) -> FloatArray:
        return np.log2(np.maximum(x, 1e-9)) if self.spec.doubling else x

    def _x_range(self) -> tuple[float, float]:
        spec = self.spec
        own = [series.x for series in spec.series if series.x is not None]
        every = np.concatenate([spec.x, *own, [x for x, _ in spec.lines], *_tick_places(spec)])
        ends = self._along(np.array([every.min(), every.max()]))
        pad = (AIR if spec.flowing else 2 * AIR) * (ends[1] - ends[0]) or 0.5
        if spec.flowing:
            last = max(float(ends[1]), spec.end or 0.0)
            return 0.0, last * (1 + 0.4 * AIR)
        return float(ends[0] - pad), float(ends[1] + pad)

    def _place_axes(self) -> None:
        self.left_axis.number(self.y_range, self.style.px(Y_TICKS_APART), tick_text)
        self.bottom_axis.name(self.x_range, self._x_ticks())
        self.place_axes(self._left(), self._below(), grid=True)

    def _x_ticks(self) -> list[tuple[float, str]]:
        """Return the ticks; of chosen ones as many as have room."""
        spec, metrics = self.spec, self.style.metrics(SMALL_PX)
        if not spec.ticks:
            most = max(2, int(self.body.width() / self.style.px(X_TICKS_APART)))
            numbers = round_numbers(*self.x_range, most)
            return [(float(self._along(np.array([v]))[0]), tick_text(v)) for v in numbers]
        shown: list[tuple[float, str]] = []
        end = -np.inf
        for value, name in spec.ticks:
            half = metrics.horizontalAdvance(name) / 2
            at = self.position(value, 0.0).x()
            if at - half >= end:
                shown.append((float(self._along(np.array([value]))[0]), name))
                end = at + half + self.style.px(6)
        return shown

    # ---- what pyqtgraph draws ----------------------------------------------------------------

    def _show_series(self) -> None:
        measured = [series for series in self.spec.series if not series.dashed]
        gap = self._gap(len(measured))
        number = 0
        for series, items in zip(self.spec.series, self._items, strict=False):
            offset = 0.0
            if not series.dashed:
                offset = (number - (len(measured) - 1) / 2) * gap
                number += 1
            x = self.spec.x if series.x is None else series.x
            places = Places(self.stand, x, offset, gap, self.body.bottom())
            items.show_series(series, places, self.style, flowing=self.spec.flowing)
        for items in self._items[len(self.spec.series) :]:
            items.clear()

    def _gap(self, count: int) -> float:
        """Return how far apart the series of one place stand."""
        if self.spec.flowing or count < 2:
            return 0.0 if self.spec.flowing else self.style.px(16)
        places = np.sort(self.stand(self.spec.x, np.zeros(len(self.spec.x)))[:, 0])
        room = float(np.diff(places).min()) if len(places) > 1 else self.body.width()
        return min(self.style.px(14), 0.7 * room / count)

    def _show_marks(self) -> None:
        """Show the marked places and numbers."""
        theme, spec, body, px = self.style.theme, self.spec, self.body, self.style.px
        pen = QPen(QColor(theme.warn), px(1.4))
        pen.setDashPattern(MARK_DASHES)
        across = self.stand(np.array([x for x, _ in spec.lines]), np.zeros(len(spec.lines)))[:, 0]
        ends = [(x, y) for x in across for y in (body.top() - 3, body.bottom())]
        self._marks.show_points(np.reshape(ends, (-1, 2)), pen, connect="pairs")
        pen = QPen(QColor(theme.muted), px(1.4))
        pen.setDashPattern(LEVEL_DASHES)
        heights = [self.position(spec.x[0], value).y() for value, _ in spec.levels]
        ends = [(x, y) for y in heights for x in (body.left(), body.right())]
        self._levels.show_points(np.reshape(ends, (-1, 2)), pen, connect="pairs")

    def _show_pointer(self) -> None:
        at = self.pointed()
        ends = [] if at is None else [(at, self.body.top()), (at, self.body.bottom())]
        pen = QPen(QColor(self.style.theme.focus), self.style.px(1))
        self._upright.show_points(np.reshape(ends, (-1, 2)), pen, connect="pairs")
        self._words.moved(self.around())

    def pointed(self) -> float | None:
        """Return where the place under the pointer stands across the scene; None for none."""
        if self.index is None or self.index >= len(self.spec.x):
            return None
        return self.position(float(self.spec.x[self.index]), 0.0).x()

    # ---- sizes -------------------------------------------------------------------------------

    def _above(self, width: float) -> float:
        return legend_lines(self, width) * self.line_height() + self._under_legend()

    def _left(self) -> float:
        return self.tick_width(USUAL_TICK) + self.line_height() + self.style.px(6)


def y_range(spec: SeriesSpec) -> tuple[float, float]:
    """Return the ends of the upright axis, 0 among them."""
    parts = [
        np.ravel(values)
        for series in spec.series
        for values in (series.mean, series.low, series.high, series.each)
        if values is not None
    ]
    ends = [value for value in (spec.least, spec.most) if value is not None]
    every = drawable(np.concatenate([*parts, ends, [value for value, _ in spec.levels]]))
    low, high = float(every.min(initial=0.0)), float(every.max(initial=0.0))
    pad = AIR * (high - low) or 1.0
    return low - (pad if low < 0 else 0.0), high + pad


def _tick_places(spec: SeriesSpec) -> list[list[float]]:
    return [[value for value, _ in spec.ticks]]
