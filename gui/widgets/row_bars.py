"""Numbers as bars that lie, one a row, each with its amount printed at its end."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from core.explanation import Source
from core.numerics import FloatArray
from gui.state import Cell
from gui.widgets.amounts import amount
from gui.widgets.chart import Chart, Overlay, drawable
from gui.widgets.chart_items import Bars, Line, Points
from gui.widgets.number_axis import round_numbers
from gui.widgets.plot import CAPTION_GAP, place_now
from gui.widgets.script_text import advance, draw
from gui.widgets.specs import RowBarsSpec
from gui.widgets.style import LABEL_PX, SMALL_PX, Style
from gui.widgets.tracks import Need, Track

ACROSS = (62.0, 150.0, 260.0, 420.0)
TIGHT_ACROSS = 30.0  # rather than that one has to scroll across
LONGEST_LABEL, LABEL_GAP, TEXT_GAP = 220.0, 8.0, 6.0
BAR_SHARE, THICKEST = 0.6, 22.0
TICK_ROOM, TICK_APART = 62.0, 5.0  # pixels from tick to tick; between their numbers
BAND_OVER = 4.0  # by which the band of a row reaches beyond its label
FAINT_ALPHA = 110
DASHES = (3.0, 3.0)
MARK = 10.0
CUT, CUT_BACK = 3.0, (12.0, 18.0)  # slant of the gaps near a cut bar's end, and where they are
BEHIND = -1.0  # bands, behind the lines of the axis


class RowBarsPlot(Chart[RowBarsSpec]):
    """A bar a row; the chosen row is bold on a pale band, the focused one has an edge."""

    def __init__(self, spec: RowBarsSpec, style: Style) -> None:
        super().__init__(spec, style)
        self._row: int | None = None
        self.left_axis.hide()  # the rows have labels in its place
        self._bands, self._groups, self._bars = Bars(self, BEHIND), Line(self), Bars(self)
        self._cuts, self._marks, self._reference = Line(self), Points(self), Line(self)
        self._texts = _Texts(self)
        self.show_spec(spec, style)

    def show_spec(self, spec: RowBarsSpec, style: Style) -> None:
        self.prepareGeometryChange()
        self._row = place_now(self._row, self.spec.cells, spec.cells)
        self.spec, self.style = spec, style
        self.setZValue(float(spec.runs_over))  # above what its words run over
        self.x_range = _range(spec)
        colours = (style.theme.role(spec.role),)
        first, _, rest = spec.heading.partition(" ")  # two words may stand below each other
        heading = (spec.heading, "") if " " in rest else (first, rest)
        self.caption.show_text(*heading, colours, style)
        self.bottom_axis.show_label("", style)
        self.update()

    def set_tight(self, tight: bool) -> None:
        super().set_tight(tight)
        self.caption.set_tight(False)  # what is counted is told, if on a second line

    def across(self) -> Need:
        least, some, more, most = ACROSS
        return Need(
            self.spec.col,
            before=self._label_width(),
            after=self._text_width(),
            least=self.caption.split_width() - self._text_width(),
            extent=(TIGHT_ACROSS if self.tight else least, some, more, most),
        )

    def down(self, column: Track) -> Need:
        caption = self.caption.height(self._caption_width(column.extent))
        after = self._axis_height() + self.style.px(CAPTION_GAP) + caption
        rows, least = len(self.spec.labels), self._least_height()
        return Need(self.spec.row, rows, "single", before=4, after=after, least=least)

    def place(self, column: Track, row: Track) -> None:
        self.prepareGeometryChange()
        height = max(row.cell * len(self.spec.labels), self._least_height())
        self.body = QRectF(column.start, row.start, column.extent, height)
        top = self.body.bottom() + self._axis_height() + self.style.px(CAPTION_GAP)
        width = self._caption_width(column.extent)
        place = QRectF(column.start, top, width, self.caption.height(width))
        self.caption.place(place, Qt.AlignmentFlag.AlignLeft)
        self._extent = self.around()
        self._place_axis()
        self._show_bars()
        self._show_marks()
        self._show_rows()

    def around(self) -> QRectF:
        return self.body.adjusted(
            -self._label_width() - self.style.px(BAND_OVER),
            -4,
            self._text_width() + 4,
            self._axis_height() + 2,
        )

    def cell_at(self, position: QPointF) -> Cell | None:
        reach = self.body.adjusted(-self._label_width(), 0, self._text_width(), 0)
        if not self.spec.cells or not reach.contains(position):
            return None
        row = int((position.y() - self.body.top()) / self._pitch())
        return self.spec.cells[min(row, len(self.spec.cells) - 1)]

    def set_focus(self, cell: Cell | None, sources: Sequence[Source]) -> None:
        row = self.spec.cells.index(cell) if cell in self.spec.cells else None
        if row != self._row:
            self._row = row
            self._show_rows()

    def along(self, value: float) -> float:
        """Return where a value stands across the scene."""
        return float(self._across(np.array([value]))[0])

    def _across(self, values: FloatArray) -> FloatArray:
        """Return where values [n] stand across the scene, held at the axis's ends."""
        low, high = self.x_range
        if self.spec.log:
            with np.errstate(divide="ignore", invalid="ignore"):
                values = np.where(values > 0, np.log10(values), low)
        points = np.stack([np.clip(values, low, high), np.zeros(len(values))], axis=1)
        return self.places(points)[:, 0]

    # ---- what pyqtgraph draws ----------------------------------------------------------------

    def _place_axis(self) -> None:
        """Write numbers along the axis; its lines stand behind the bars."""
        names: list[tuple[float, str]] = []
        metrics, free = self.style.metrics(SMALL_PX), math.inf
        for value in reversed(self._ticks()):  # where two have no room, the end tells the scale
            name, at = amount(value, self.spec.unit), self.along(value)
            half = metrics.horizontalAdvance(name) / 2
            if at + half <= free:
                names.append((math.log10(value) if self.spec.log else value, name))
                free = at - half - self.style.px(TICK_APART)
        self.bottom_axis.name(self.x_range, names)
        body = self.body
        below = QRectF(body.left(), body.bottom(), body.width(), self._axis_height())
        self.bottom_axis.place(below, body.height())

    def _show_bars(self) -> None:
        """Show a bar for every number; two slanted gaps tell that it goes on beyond its axis."""
        spec, body, px = self.spec, self.body, self.style.px
        values = np.asarray(spec.values, dtype=np.float64)
        rows = np.flatnonzero(np.isfinite(values))
        ends, middles = self._across(values[rows]), self._middles(rows)
        half = min(px(THICKEST), BAR_SHARE * self._pitch()) / 2
        lefts = np.full(len(rows), body.left())
        boxes = np.stack([lefts, middles - half, ends, middles + half], axis=1)
        pens = [QPen(Qt.PenStyle.NoPen)] * len(rows)
        self._bars.show_bars(boxes, pens, [self._fill(row) for row in rows.tolist()])
        cut = values[rows] > (math.inf if spec.most is None else spec.most)
        slant, over = px(CUT), half + 1
        gaps = [
            (end - px(back) + side * slant, middle - side * over)
            for end, middle in zip(ends[cut], middles[cut], strict=True)
            for back in CUT_BACK
            for side in (-1, 1)
        ]
        pen = QPen(QColor(self.style.theme.card), px(2.5))
        self._cuts.show_points(np.reshape(gaps, (-1, 2)), pen, connect="pairs")

    def _show_marks(self) -> None:
        """Show the second numbers as diamonds, and the number that all are compared with."""
        theme, spec, body = self.style.theme, self.spec, self.body
        marks = np.zeros(0) if spec.marks is None else np.asarray(spec.marks, dtype=np.float64)
        rows = np.flatnonzero(np.isfinite(marks))
        places = np.stack([self._across(marks[rows]), self._middles(rows)], axis=1)
        rim = QPen(QColor(theme.halo), 1)
        self._marks.show_points(places, "d", self.style.px(MARK), rim, QColor(theme.focus))
        pen = QPen(QColor(theme.muted), self.style.px(1.2))
        pen.setDashPattern(DASHES)
        x = [] if spec.reference is None else [self.along(spec.reference)]
        ends = [(at, y) for at in x for y in (body.top(), body.bottom())]
        self._reference.show_points(np.reshape(ends, (-1, 2)), pen, connect="pairs")

    def _show_rows(self) -> None:
        """Lay a pale band under the chosen row, and lines where a group of rows begins."""
        theme, spec, pitch, top = self.style.theme, self.spec, self._pitch(), self.body.top()
        labels = self._label_width() + self.style.px(BAND_OVER)
        left = self.body.left() - (labels if spec.row_labels else LABEL_GAP / 2)
        right = self.body.right() + self._text_width()
        rows = [row for row in {spec.chosen, self._row} if row is not None]
        bands = [(left, top + row * pitch, right, top + (row + 1) * pitch) for row in rows]
        no_pen, fill = QPen(Qt.PenStyle.NoPen), QColor(theme.accent_soft)
        self._bands.show_bars(np.reshape(bands, (-1, 4)), [no_pen] * len(rows), [fill] * len(rows))
        ends = [(x, top + row * pitch) for row in spec.starts for x in (left, right)]
        border = QPen(QColor(theme.border), 1)
        self._groups.show_points(np.reshape(ends, (-1, 2)), border, connect="pairs")
        area = self.around()
        area.setRight(max(area.right(), self._right()) if spec.runs_over else area.right())
        self._texts.moved(area)

    def _middles(self, rows: NDArray[np.intp]) -> FloatArray:
        return self.body.top() + (rows + 0.5) * self._pitch()

    # ---- what is written ---------------------------------------------------------------------

    def draw_texts(self, painter: QPainter) -> None:
        """Write labels and amounts, which stand above bars and lines."""
        painter.setFont(self.style.font(SMALL_PX))
        painter.setPen(QColor(self.style.theme.muted))
        metrics = painter.fontMetrics()
        baseline = self.body.bottom() + metrics.ascent() + 3 + metrics.height()
        painter.drawText(QPointF(self.body.left(), baseline), self.spec.axis_label)
        for row in range(len(self.spec.labels)):
            self._write_row(painter, row, self._end(row))

    def _right(self) -> float:
        """Return where the page ends."""
        views = [] if self.scene() is None else self.scene().views()
        return max([view.sceneRect().right() for view in views], default=self.body.right())

    def _end(self, row: int) -> float:
        """Return where a row's bar and its mark end."""
        value, end = float(self.spec.values[row]), self.body.left()
        if math.isfinite(value):
            end = self.along(value)
        if self.spec.marks is not None and math.isfinite(float(self.spec.marks[row])):
            end = max(end, self.along(float(self.spec.marks[row])) + self.style.px(MARK / 2))
        return end

    def _write_row(self, painter: QPainter, row: int, end: float) -> None:
        """Write a row's label, and its amount where the bar ends."""
        theme, spec, font = self.style.theme, self.spec, self._row_font(row)
        metrics = QFontMetricsF(font)
        middle = self.body.top() + (row + 0.5) * self._pitch()
        baseline = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(font)
        if spec.row_labels:
            painter.setPen(QColor(theme.text))
            room = self._label_width() - self.style.px(LABEL_GAP)
            label = spec.labels[row]
            if advance(label, font) > room + 1:
                label = metrics.elidedText(label, Qt.TextElideMode.ElideRight, room)
            left = self.body.left() - self.style.px(LABEL_GAP) - advance(label, font)
            draw(painter, QPointF(left, baseline), label, font)
        left = end + self.style.px(TEXT_GAP)
        over = self.spec.runs_over and not math.isfinite(float(spec.values[row]))
        room = (self._right() if over else self.body.right() + self._text_width()) - left
        text = metrics.elidedText(spec.texts[row], Qt.TextElideMode.ElideRight, room)
        if not text:
            return
        width = metrics.horizontalAdvance(text)
        ground = theme.accent_soft if row in (spec.chosen, self._row) else theme.card
        box = QRectF(left - 2, middle - metrics.height() / 2, width + 4, metrics.height())
        painter.fillRect(box, QColor(ground))  # the dashed line must not cross a number
        painter.setPen(
            QColor(theme.text if math.isfinite(float(spec.values[row])) else theme.muted)
        )
        painter.drawText(QPointF(left, baseline), text)

    def _fill(self, row: int) -> QColor:
        """Return the bar's colour: full in the chosen row and where none is chosen."""
        theme, spec = self.style.theme, self.spec
        colour = QColor(theme.role(spec.role) if spec.role else theme.accent)
        if spec.chosen is not None and row != spec.chosen:
            colour.setAlpha(FAINT_ALPHA)
        return colour

    # ---- sizes -------------------------------------------------------------------------------

    def _ticks(self) -> list[float]:
        """Return the numbers on the axis; on a logarithmic one whole powers of ten."""
        low, high = self.x_range
        most = max(2, int(self.body.width() / self.style.px(TICK_ROOM)))
        if not self.spec.log:
            return round_numbers(low, high, most)
        powers = range(math.ceil(low), math.floor(high) + 1)
        step = max(1, math.ceil(len(powers) / most))
        return [10.0**power for power in powers[::step]]

    def _least_height(self) -> float:
        """Return the height below which rows would be written upon each other."""
        return len(self.spec.labels) * self.style.metrics(SMALL_PX).height()

    def _pitch(self) -> float:
        return self.body.height() / max(1, len(self.spec.labels))

    def _row_font(self, row: int) -> QFont:
        pixels = LABEL_PX if self._pitch() >= self.style.px(19) else SMALL_PX
        return self.style.font(pixels, bold=row in (self.spec.chosen, self._row))

    def _label_width(self) -> float:
        if not self.spec.row_labels or not self.spec.labels:
            return self.style.px(2)
        font = self.style.font(LABEL_PX, bold=True)
        widest = max(advance(label, font) for label in self.spec.labels)
        return min(widest, self.style.px(LONGEST_LABEL)) + self.style.px(LABEL_GAP)

    def _text_width(self) -> float:
        metrics = self.style.metrics(LABEL_PX, bold=True)
        shown = [
            text
            for text, value in zip(self.spec.texts, self.spec.values, strict=True)
            if math.isfinite(float(value))  # a reason may run over the empty row
        ]
        widest = max((metrics.horizontalAdvance(text) for text in shown), default=0.0)
        mark = self.style.px(5) if self.spec.marks is not None else 0.0
        return widest + mark + self.style.px(TEXT_GAP + 2)

    def _axis_height(self) -> float:
        lines = 2 if self.spec.axis_label else 1
        return lines * self.style.metrics(SMALL_PX).height() + 4

    def _caption_width(self, extent: float) -> float:
        return extent + self._text_width()


class _Texts(Overlay):
    def __init__(self, plot: RowBarsPlot) -> None:
        super().__init__(plot)
        self.plot = plot

    def draw(self, painter: QPainter) -> None:
        self.plot.draw_texts(painter)


def _range(spec: RowBarsSpec) -> tuple[float, float]:
    """Return the ends of the axis; exponents of ten on a logarithmic one."""
    marks = [] if spec.marks is None else list(spec.marks)
    numbers = drawable(np.array([*spec.values, *marks], dtype=np.float64))
    if spec.log:
        numbers = numbers[numbers > 0]
        if not numbers.size:
            return 0.0, 1.0
        low, high = math.log10(numbers.min()), math.log10(numbers.max())
        floor = math.floor(low - 0.15)  # the smallest bar is seen too
        return float(floor), max(high, floor + 1.0)
    high = float(numbers.max(initial=0.0))
    if spec.full is not None:
        high = max(high, spec.full)
    if spec.most is not None:
        high = min(high, spec.most)
    return 0.0, high or 1.0
