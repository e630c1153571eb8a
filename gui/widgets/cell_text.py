"""What stands on the cells of a map: their numbers, and the marks of edits.

One item for all cells: an item a number would take twenty times as long.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

from core.numerics import FloatArray
from core.trace import Kind
from gui.widgets.cached_layer import CachedLayer
from gui.widgets.numbers import MINUS, format_number
from gui.widgets.style import Style

SMALLEST_PX, LARGEST_PX = 8.0, 13.0
ORDINARY_HEIGHT = 44.0  # pixels a cell; in higher ones numbers grow along
COMFORTABLE_PX = 10.0  # a decimal is given up before the writing becomes smaller than this
NARROWEST, LOWEST = 24.0, 12.0
SMALL = 0.195  # where all numbers are smaller, they get decimals enough for two digits
SPARSEST = 13.0  # pixels between plain numbers
TEXT_SHARE = 0.9  # of a cell's width that its number may fill
LIGHT_INK, DARK_INK = "#ffffff", "#14161f"


class CellText(CachedLayer):
    """All that is written and drawn on the cells of one map.

    Attributes
    ----------
    values : [rows, cols], the visible cells; inks : [rows, cols], True for dark writing.
    edited : visible cells (row, col) that the user has overwritten.
    exact : three decimals, for sums that ought to be 1.000.
    full : of plain numbers, the one at which the pale bar behind it fills its cell.
    """

    def __init__(self, parent: QGraphicsItem, style: Style) -> None:
        super().__init__(parent)
        self.values: FloatArray = np.zeros((0, 0))
        self.inks: NDArray[np.bool_] = np.zeros((0, 0), dtype=bool)
        self.edited: frozenset[tuple[int, int]] = frozenset()
        self.kind: Kind = "signed"
        self.exact = False
        self.full: float | None = None
        self.style = style

    def show_cells(
        self,
        values: FloatArray,
        inks: NDArray[np.bool_],
        edited: frozenset[tuple[int, int]],
        body: QRectF,
        style: Style,
    ) -> None:
        """Take the visible cells; ``inks`` are looked at only where numbers have room."""
        self.values, self.inks, self.edited, self.style = values, inks, edited, style
        self.redraw(body)

    def has_room(self) -> bool:
        """Whether cells are large enough for numbers; plain ones are thinned out instead."""
        width, height = self._cell()
        return width >= NARROWEST and (height >= LOWEST or self.kind == "plain")

    def is_empty(self) -> bool:
        if not self.values.size or self.kind == "plain":
            return not self.values.size
        return not self.has_room() and not self.edited

    def _cell(self) -> tuple[float, float]:
        rows, cols = self.values.shape
        return self.area.width() / max(1, cols), self.area.height() / max(1, rows)

    def draw(self, painter: QPainter) -> None:
        if self.kind == "plain":
            self._draw_bars(painter)
        if self.has_room():
            self._draw_numbers(painter)
        self._draw_marks(painter)

    def _draw_bars(self, painter: QPainter) -> None:
        """Draw behind each plain number how much it is of the largest that it can be."""
        if not self.full:
            return
        width, height = self._cell()
        inset = min(2.0, 0.1 * height)
        colour = QColor(self.style.theme.accent_soft)
        for row, value in enumerate(self.values[:, 0].tolist()):
            part = 0.0 if math.isnan(value) else min(max(value / self.full, 0.0), 1.0)
            top = self.area.top() + row * height + inset
            bar = QRectF(self.area.left(), top, part * width, height - 2 * inset)
            painter.fillRect(bar, colour)

    def _draw_numbers(self, painter: QPainter) -> None:
        texts, pixels = self._fitted()
        if not texts:
            return
        metrics = self.style.exact_metrics(pixels)
        painter.setFont(self.style.exact_font(pixels))
        width, height = self._cell()
        cols = self.values.shape[1]
        top = self.area.top() + height / 2 + (metrics.ascent() - metrics.descent()) / 2
        left = self.area.left() + width / 2
        # Thinned out, the first is higher than its row and would be cut.
        highest = self.area.top() + metrics.capHeight() + 1
        halves: dict[tuple[int, bool], float] = {}  # half widths; digits are all as wide
        for ink, cells in self._by_ink():
            painter.setPen(QColor(ink))
            for cell in cells:
                text = texts[cell]
                shape = (len(text), text[0] == MINUS)
                if shape not in halves:
                    halves[shape] = metrics.horizontalAdvance(text) / 2
                row, col = divmod(cell, cols)
                baseline = max(top + row * height, highest)
                painter.drawText(QPointF(left + col * width - halves[shape], baseline), text)

    def _by_ink(self) -> list[tuple[str, list[int]]]:
        """Cells by the colour of their writing: a pen is changed three times, not once a cell."""
        finite = np.isfinite(self.values).ravel()
        if self.kind == "plain":
            return [(self.style.theme.text, list(range(0, self.values.size, self._every())))]
        if self.kind == "mask":
            finite &= self.values.ravel() != 0
        dark = self.inks.ravel()
        return [
            (DARK_INK, np.flatnonzero(finite & dark).tolist()),
            (LIGHT_INK, np.flatnonzero(finite & ~dark).tolist()),
            (self.style.theme.muted, np.flatnonzero(~finite).tolist()),
        ]

    def _every(self) -> int:
        """Return how many rows share a number: plain ones are thinned out like labels."""
        return max(1, int(np.ceil(SPARSEST / self._cell()[1]))) if self.kind == "plain" else 1

    def _fitted(self) -> tuple[list[str], float]:
        """Numbers and their height in pixels, with as many decimals as the cells can hold."""
        width, height = self._cell()
        values = self.values.ravel().tolist()
        height *= self._every()
        largest = LARGEST_PX * max(self.style.scale, height / ORDINARY_HEIGHT)
        tallest = min(largest, height * 0.62)
        for decimals, smallest in self._decimals():
            texts = [format_number(value, decimals) for value in values]
            longest = max(texts, key=len)
            unit = self.style.exact_metrics(20).horizontalAdvance(longest) / 20
            pixels = min(tallest, (width * TEXT_SHARE - 1) / unit)
            if pixels >= smallest:
                return texts, pixels
        return [], 0.0

    def _decimals(self) -> tuple[tuple[int, float], ...]:
        """Decimals to try, each with the smallest writing that it is worth."""
        if self.kind == "mask":
            return ((0, SMALLEST_PX),)
        if self.exact:
            return ((3, SMALLEST_PX), (2, SMALLEST_PX))
        if self.kind == "weights":
            return ((2, SMALLEST_PX),)
        finite = np.abs(self.values[np.isfinite(self.values)])
        if finite.size and finite.max() >= 9.995:
            return ((1, SMALLEST_PX), (0, SMALLEST_PX))
        if finite.size and 0 < finite.max() < SMALL:  # one decimal would write 0.0 throughout
            most = 1 - math.floor(math.log10(finite.max()))
            return tuple(
                (decimals, SMALLEST_PX) for decimals in (most, most - 1) if 1 < decimals < 5
            )
        return ((2, COMFORTABLE_PX), (1, SMALLEST_PX))

    def _draw_marks(self, painter: QPainter) -> None:
        """Draw a small corner on what the user has put there."""
        if not self.edited:
            return
        width, height = self._cell()
        side = max(3.0, min(self.style.px(8), 0.4 * width, 0.4 * height))
        painter.setPen(QPen(QColor(self.style.theme.halo), 0.8))
        painter.setBrush(QColor(self.style.theme.error))
        for row, col in self.edited:
            right = self.area.left() + (col + 1) * width - 0.5
            top = self.area.top() + row * height + 0.5
            corner = [QPointF(right - side, top), QPointF(right, top), QPointF(right, top + side)]
            painter.drawPolygon(QPolygonF(corner))
