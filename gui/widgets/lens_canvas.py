"""The lens's columns, painted: numbers that line up, signs between them, bars about a zero line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.trace import Kind
from gui.theme import Theme
from gui.widgets.colormaps import SIZE, table
from gui.widgets.lens_table import Column, Table
from gui.widgets.painting import told
from gui.widgets.spread_words import spread

LEAST_BARS = 40
PALEST = 0.25  # a bar must be seen on the card, however small its number
WIDEST_LABEL = 84
GAP, LEAST_GAP = 7.0, 3.0
# Sizes of the digits to try where many columns stand in a narrow lens.
SHRINKING = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
LEGIBLE = 0.9  # of these
ALIKE = str.maketrans("123456789", "000000000")
# Put together once: a table writes a hundred texts, and combining flags takes as long as a text.
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextDontClip


class _Digits:
    """Advances in the font of the digits, which are all as wide: few of them are ever measured."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self._widths: dict[str, float] = {}  # by the shape of a text

    def width(self, text: str) -> float:
        """Return how wide a text is."""
        shape = text.translate(ALIKE)
        if shape not in self._widths:
            self._widths[shape] = self.metrics.horizontalAdvance(shape)
        return self._widths[shape]


class _Sizes:
    """Measures that depend on the font alone."""

    def __init__(self, words: QFont) -> None:
        self.words = words
        self.metrics = QFontMetricsF(words)
        self._font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self._font.setPointSizeF(words.pointSizeF() * 0.97)
        self._shrunk: dict[float, _Digits] = {}
        height = max(self.metrics.height(), self.digits().metrics.height())
        self.row, self.head = round(height * 1.28), round(height * 1.4)

    def digits(self, share: float = 1.0) -> _Digits:
        """Return the font of the digits at a share of its size."""
        if share not in self._shrunk:
            font = QFont(self._font)
            font.setPointSizeF(font.pointSizeF() * share)
            self._shrunk[share] = _Digits(font)
        return self._shrunk[share]


class LensCanvas(QWidget):
    """Paint one table; as tall as it needs to be."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._table = Table()
        self._measured: _Sizes | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing is painted below it
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Follow the theme."""
        self._theme = theme
        self.update()

    def show_table(self, table: Table) -> None:
        """Show another table."""
        taller = self.height_of(table) != self.height_of(self._table)
        self._table = table
        if taller:
            self.updateGeometry()
        self.update()

    def row_height(self) -> float:
        """Return the height of one row, for choosing how many rows to show."""
        return self._sizes().row

    def fits(self) -> bool:
        """Whether every column has its place."""
        return self._brush(self._table).fits

    def is_legible(self, table: Table) -> bool:
        """Whether the columns of a table would have their places without writing much smaller."""
        brush = self._brush(table)
        return brush.fits and brush.share >= LEGIBLE

    def height_of(self, table: Table) -> int:
        """Return how tall it is with a table."""
        sizes = self._sizes()
        rows = table.n_rows + bool(table.more) + bool(table.total) + len(table.lines)
        head = sizes.head if any(column.heading for column in table.columns) else 0
        rule = 10 if table.total else 0
        return math.ceil(head + rows * sizes.row + rule)

    def _brush(self, table: Table) -> _Brush:
        return _Brush(table, self._theme, self._sizes(), float(self.width()))

    def sizeHint(self) -> QSize:
        return QSize(240, self.height_of(self._table))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.height_of(self._table))

    def _sizes(self) -> _Sizes:
        words = self.font()
        if self._measured is not None and self._measured.words == words:
            return self._measured
        self._measured = _Sizes(words)
        return self._measured

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.card))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._brush(self._table).paint(painter)


class _Brush:
    """One painting of one table."""

    _p: QPainter

    def __init__(self, table: Table, theme: Theme, sizes: _Sizes, width: float) -> None:
        self._table, self._theme, self._sizes = table, theme, sizes
        self._width = width
        self._digits, self._words = sizes.digits(), sizes.metrics
        self.share = 1.0  # of their size that the digits have
        self._places = self._layout()
        self.fits = not self._places or sum(self._places[-1]) <= width + 1

    def paint(self, painter: QPainter) -> None:
        """Paint the table from the origin down."""
        self._p = painter
        y = 0.0
        if any(column.heading for column in self._table.columns):
            self._headings()
            y += self._sizes.head
        if self._table.picked is not None:
            self._mark(y + self._table.picked * self._sizes.row)
        for column, (x, width) in zip(self._table.columns, self._places, strict=True):
            self._column(column, QRectF(x, y, width, self._sizes.row))
        if self._table.bars:
            self._bars(y)
        y += self._table.n_rows * self._sizes.row
        if self._table.more:
            self._text(QRectF(0, y, self._width, self._sizes.row), self._table.more, muted=True)
            y += self._sizes.row
        if self._table.total:
            y = self._sum(y)
        for line in self._table.lines:
            self._label_and_number(y, line.label, line.number, strong=line.strong)
            y += self._sizes.row

    def _layout(self) -> list[tuple[float, float]]:
        """Return (left, width) of each column."""
        places, x = [], 0.0
        widths, gaps = self._widths(), max(1, len(self._table.columns) - 1)
        gap = max(LEAST_GAP, min(GAP, (self._width - sum(widths)) / gaps))
        for width in widths:
            places.append((x, width))
            x += width + gap
        return places

    def _widths(self) -> list[float]:
        """Return the widths of the columns: headings give way first, then digits become smaller."""
        columns = self._table.columns
        room = self._width - LEAST_GAP * (len(columns) - 1)
        widths = [self._column_width(column, headed=True) for column in columns]
        for share in SHRINKING:
            if sum(widths) <= room:
                break
            self.share, self._digits = share, self._sizes.digits(share)
            widths = [self._column_width(column, headed=False) for column in columns]
        return widths

    def _column_width(self, column: Column, *, headed: bool) -> float:
        if column.align == "left":
            widest = max((self._words.horizontalAdvance(c) for c in set(column.cells)), default=0.0)
            limit = WIDEST_LABEL if len(self._table.columns) > 2 else self._width * 0.8
            return min(widest, limit)
        widest = max(map(self._digits.width, column.cells), default=0.0)
        return max(widest, self._words.horizontalAdvance(column.heading) if headed else 0.0)

    def _headings(self) -> None:
        font = QFont(self._sizes.words)
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 0.92 * self.share)
        self._p.setFont(font)
        metrics = self._p.fontMetrics()
        shown = [
            (column, x + width)
            for column, (x, width) in zip(self._table.columns, self._places, strict=True)
            if column.heading
        ]
        widths = [metrics.horizontalAdvance(column.heading) + 1.0 for column, _ in shown]
        ends = spread([end for _, end in shown], widths, LEAST_GAP, self._width)
        free = 0.0  # from where on nothing is written yet: a heading may reach over a sign
        for (column, _), end in zip(shown, ends, strict=True):
            colour = self._theme.role(column.role) if column.role else self._theme.muted
            self._p.setPen(QColor(colour))
            area = QRectF(free, 0, end - free, self._sizes.head - 4)
            free = end + LEAST_GAP
            elide = Qt.TextElideMode.ElideRight
            text = metrics.elidedText(column.heading, elide, math.ceil(area.width()))
            self._p.drawText(area, RIGHT, text)

    def _mark(self, y: float) -> None:
        """Tell the picked row apart."""
        self._p.setPen(Qt.PenStyle.NoPen)
        self._p.setBrush(QColor(self._theme.accent_soft))
        self._p.drawRoundedRect(QRectF(-4, y, self._width + 8, self._sizes.row), 4, 4)

    def _column(self, column: Column, area: QRectF) -> None:
        """Write the cells of a column, the first of them into ``area``."""
        colour = self._theme.muted if column.muted else self._theme.role(column.role)
        self._p.setPen(QColor(colour))
        if column.align != "left":
            self._numbers(column.cells, area, 1.0 if column.align == "right" else 0.5)
            return
        elide, room = Qt.TextElideMode.ElideRight, area.width() + 1
        self._p.setFont(self._sizes.words)
        for cell in column.cells:
            self._p.drawText(area, LEFT, self._words.elidedText(cell, elide, room))
            area.translate(0, area.height())

    def _numbers(self, texts: Sequence[str], area: QRectF, share: float) -> None:
        """Write numbers and signs from points, which is faster than into areas.

        Parameters
        ----------
        share : of the room left over that stands before them: all to be at the right.
        """
        metrics = self._digits.metrics
        y = area.top() + (area.height() - metrics.height()) / 2 + metrics.ascent()
        self._p.setFont(self._digits.font)
        for text in texts:
            left = area.left() + share * (area.width() - self._digits.width(text))
            self._p.drawText(QPointF(left, y), text)
            y += area.height()

    def _bars(self, y: float) -> None:
        """Draw each number as a bar from the zero line, all bars of a table to one scale."""
        last, width = self._places[-1]
        left = last + width + 2 * GAP
        room = self._width - left
        bars, height = self._table.bars, self._sizes.row
        finite = [bar for bar in bars if math.isfinite(bar)]
        low, high = min((0.0, *finite)), max((0.0, *finite))
        if room < LEAST_BARS or high == low:
            return
        zero = left + room * -low / (high - low)
        tops = [y + row * height for row in range(self._table.n_rows)]
        self._p.setPen(QPen(QColor(self._theme.border), 1))
        self._p.drawLines([QLineF(zero, top, zero, top + height) for top in tops])
        self._p.setPen(Qt.PenStyle.NoPen)
        for value, top in zip(bars, tops, strict=False):
            if not math.isfinite(value) or value == 0:
                continue
            length = room * value / (high - low)
            area = QRectF(zero, top + 0.2 * height, length, 0.6 * height).normalized()
            colour = bar_colour(self._theme, self._table.kind, value, max(-low, high))
            self._p.setBrush(QColor(colour))
            self._p.drawRoundedRect(area, 2, 2)

    def _sum(self, y: float) -> float:
        self._p.setPen(QPen(QColor(self._theme.border), 1))
        self._p.drawLine(QPointF(0, y + 4.5), QPointF(self._width, y + 4.5))
        y += 8
        at = self._table.sum_column
        right = sum(self._places[at]) if at is not None and self._places else self._width
        self._label_and_number(y, "Σ", self._table.total, right=right, strong=True)
        return y + self._sizes.row + 2

    def _label_and_number(
        self, y: float, label: str, number: str, *, right: float | None = None, strong: bool = False
    ) -> None:
        """Write a number under the summed column and what it is at its left."""
        at = self._table.sum_column
        if right is None:
            right = sum(self._places[at]) if at is not None and self._places else self._width
        font = QFont(self._digits.font)
        font.setBold(strong)
        wide = QFontMetricsF(font).horizontalAdvance(number)
        label_width = self._words.horizontalAdvance(label)
        right = min(max(right, wide + label_width + 2 * GAP), self._width)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._p.setFont(font)
        self._p.setPen(QColor(self._theme.text))
        self._p.drawText(QRectF(0, y, right, self._sizes.row), flags, number)
        room = QRectF(0, y, right - wide - (1.5 * GAP if number else 0), self._sizes.row)
        self._p.setFont(self._sizes.words)
        self._p.setPen(QColor(self._theme.muted))
        text = self._words.elidedText(label, Qt.TextElideMode.ElideRight, room.width() + 1)
        self._p.drawText(room, flags, text)

    def _text(self, area: QRectF, text: str, *, muted: bool = False) -> None:
        self._p.setFont(self._sizes.words)
        self._p.setPen(QColor(self._theme.muted if muted else self._theme.text))
        self._p.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


@lru_cache(maxsize=8)
def _colours(theme: Theme, kind: Kind) -> tuple[str, ...]:
    """Return a colour map's entries as ``#rrggbb``."""
    return tuple(f"#{r:02x}{g:02x}{b:02x}" for r, g, b, _ in table(theme, kind)[:SIZE])


def bar_colour(theme: Theme, kind: Kind, value: float, largest: float) -> str:
    """Return the colour that a number has in the plots, its palest shades left out."""
    part = max(-1.0, min(1.0, value / largest))
    part = math.copysign(PALEST + (1 - PALEST) * abs(part), part)
    place = 0.5 + 0.5 * part if kind == "signed" else abs(part)
    return _colours(theme, kind)[round(place * (SIZE - 1))]
