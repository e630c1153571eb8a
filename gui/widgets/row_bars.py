"""Numbers as bars that lie, one a row, each with its amount printed at its end."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from core.explanation import Source
from gui.state import Cell
from gui.widgets.amounts import amount
from gui.widgets.plot import CAPTION_GAP, Plot
from gui.widgets.script_text import advance, draw
from gui.widgets.specs import RowBarsSpec
from gui.widgets.style import LABEL_PX, SMALL_PX, Style
from gui.widgets.ticks import round_ticks
from gui.widgets.tracks import Need, Track

ACROSS = (62.0, 150.0, 260.0, 420.0)
LONGEST_LABEL, LABEL_GAP, TEXT_GAP = 220.0, 8.0, 6.0
BAR_SHARE, THICKEST = 0.6, 22.0
TICK_ROOM = 62.0  # pixels from tick to tick
FAINT_ALPHA = 110
DASHES = (3.0, 3.0)


class RowBarsPlot(Plot[RowBarsSpec]):
    """A bar a row; the chosen row is bold on a pale band, the focused one has an edge."""

    def __init__(self, spec: RowBarsSpec, style: Style) -> None:
        super().__init__(spec, style)
        self._range = (0.0, 1.0)
        self._row: int | None = None
        self.show_spec(spec, style)

    def show_spec(self, spec: RowBarsSpec, style: Style) -> None:
        self.prepareGeometryChange()
        self.spec, self.style = spec, style
        self._range = _range(spec)
        colours = (style.theme.role(spec.role),)
        self.caption.show_text(spec.heading, "", colours, style)
        self.update()

    def across(self) -> Need:
        return Need(
            self.spec.col,
            before=self._label_width(),
            after=self._text_width(),
            least=self.caption.split_width() - self._text_width(),
            extent=ACROSS,
        )

    def down(self, column: Track) -> Need:
        caption = self.caption.height(self._caption_width(column.extent))
        after = self._axis_height() + self.style.px(CAPTION_GAP) + caption
        return Need(
            self.spec.row, cells=len(self.spec.labels), kind="single", before=4, after=after
        )

    def place(self, column: Track, row: Track) -> None:
        self.prepareGeometryChange()
        height = row.cell * len(self.spec.labels)
        self.body = QRectF(column.start, row.start, column.extent, height)
        top = self.body.bottom() + self._axis_height() + self.style.px(CAPTION_GAP)
        width = self._caption_width(column.extent)
        place = QRectF(column.start, top, width, self.caption.height(width))
        self.caption.place(place, Qt.AlignmentFlag.AlignLeft)
        self.update()

    def boundingRect(self) -> QRectF:
        return self.body.adjusted(
            -self._label_width() - 4, -4, self._text_width() + 4, self._axis_height() + 2
        )

    def frame(self) -> QRectF:
        return super().frame() | self.boundingRect()

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
            self.update()

    def along(self, value: float) -> float:
        """Return where a value stands across the scene."""
        low, high = self._range
        if self.spec.log:
            value = math.log10(value) if value > 0 else low
        part = (value - low) / (high - low)
        return self.body.left() + min(1.0, max(0.0, part)) * self.body.width()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self._draw_bands(painter)
        self._draw_axis(painter)
        ends = [self._draw_bar(painter, row) for row in range(len(self.spec.labels))]
        self._draw_reference(painter)
        for row, end in enumerate(ends):
            self._write_row(painter, row, end)

    # ---- parts -------------------------------------------------------------------------------

    def _draw_bands(self, painter: QPainter) -> None:
        """Lay a pale band under the chosen row, and lines where a group of rows begins."""
        theme, spec = self.style.theme, self.spec
        left = self.body.left() - (self._label_width() if spec.row_labels else LABEL_GAP / 2)
        wide = QRectF(left, 0, self.body.right() + self._text_width() - left, self._pitch())
        for row in {spec.chosen, self._row} - {None}:
            wide.moveTop(self.body.top() + (row or 0) * self._pitch())
            painter.fillRect(wide, QColor(theme.accent_soft))
        painter.setPen(QPen(QColor(theme.border), 1))
        for row in spec.starts:
            y = self.body.top() + row * self._pitch()
            painter.drawLine(QLineF(wide.left(), y, wide.right(), y))

    def _draw_axis(self, painter: QPainter) -> None:
        theme, body = self.style.theme, self.body
        painter.setFont(self.style.font(SMALL_PX))
        metrics = QFontMetricsF(painter.font())
        baseline = body.bottom() + metrics.ascent() + 3
        for value in self._ticks():
            x = self.along(value)
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawLine(QLineF(x, body.top(), x, body.bottom()))
            painter.setPen(QColor(theme.muted))
            text = amount(value, self.spec.unit)
            painter.drawText(QPointF(x - metrics.horizontalAdvance(text) / 2, baseline), text)
        painter.setPen(QColor(theme.muted))
        label = self.spec.axis_label
        painter.drawText(QPointF(body.left(), baseline + metrics.height()), label)

    def _draw_bar(self, painter: QPainter, row: int) -> float:
        """Draw a row's bar and its mark; return where they end."""
        spec = self.spec
        value, middle = float(spec.values[row]), self.body.top() + (row + 0.5) * self._pitch()
        end = self.body.left()
        if math.isfinite(value):
            end = self.along(value)
            thick = min(self.style.px(THICKEST), BAR_SHARE * self._pitch())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._fill(row))
            bar = QRectF(self.body.left(), middle - thick / 2, end - self.body.left(), thick)
            painter.drawRect(bar)
            if spec.most is not None and value > spec.most:
                self._draw_cut(painter, bar)
        if spec.marks is not None and math.isfinite(float(spec.marks[row])):
            end = max(end, self._draw_mark(painter, float(spec.marks[row]), middle))
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
        room = self.body.right() + self._text_width() - left
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

    def _draw_cut(self, painter: QPainter, bar: QRectF) -> None:
        """Draw two slanted gaps near the end of a bar that is longer than its axis."""
        painter.setPen(QPen(QColor(self.style.theme.card), self.style.px(2.5)))
        slant = self.style.px(3)
        for back in (12, 18):
            x = bar.right() - self.style.px(back)
            painter.drawLine(QLineF(x - slant, bar.bottom() + 1, x + slant, bar.top() - 1))

    def _draw_mark(self, painter: QPainter, value: float, middle: float) -> float:
        """Draw the second number as a diamond; return where it ends."""
        x, half = self.along(value), self.style.px(5)
        painter.setPen(QPen(QColor(self.style.theme.halo), 1))
        painter.setBrush(QColor(self.style.theme.focus))
        corners = ((x - half, middle), (x, middle - half), (x + half, middle), (x, middle + half))
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        return x + half

    def _draw_reference(self, painter: QPainter) -> None:
        """Draw a dashed line down from the number that the others are compared with."""
        if self.spec.reference is None:
            return
        pen = QPen(QColor(self.style.theme.muted), self.style.px(1.2))
        pen.setDashPattern(DASHES)
        painter.setPen(pen)
        x = self.along(self.spec.reference)
        painter.drawLine(QLineF(x, self.body.top(), x, self.body.bottom()))

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
        low, high = self._range
        most = max(2, int(self.body.width() / self.style.px(TICK_ROOM)))
        if not self.spec.log:
            return round_ticks(low, high, most)
        powers = range(math.ceil(low), math.floor(high) + 1)
        step = max(1, math.ceil(len(powers) / most))
        return [10.0**power for power in powers[::step]]

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


def _range(spec: RowBarsSpec) -> tuple[float, float]:
    """Return the ends of the axis; exponents of ten on a logarithmic one."""
    marks = [] if spec.marks is None else list(spec.marks)
    numbers = np.array([*spec.values, *marks], dtype=np.float64)
    numbers = numbers[np.isfinite(numbers)]
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
