"""Labels along the rows or columns of a map: elided, turned or thinned, never overlapping."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QGraphicsItem

from core.trace import Axis, AxisKind
from gui.widgets.cached_layer import CachedLayer
from gui.widgets.style import LABEL_PX, SMALL_PX, Style

Side = Literal["left", "top"]
GAP, TIGHT_GAP = 6.0, 4.0
LONGEST_ROW_LABEL = 120.0
LONGEST_TURNED_LABEL, TIGHT_TURNED_LABEL = 92.0, 44.0
SQUARE = 1.25  # widths of a label in heights of a line: one such gains nothing by being turned
DENSE_LINE = 1.15  # heights that turned Chinese takes, which leaves no air above and below
DENSE_FROM = 0x2E80  # the first letter of the scripts of East Asia
TOUCHING = 0.8  # of the widest letter: neighbours are seldom both that wide
MOST_MENDED = 3  # labels that are written anew in the place of others, before all are
SMALLEST_PX = 9.0  # before labels are thinned out they become as small as this
TIGHT_PX: Mapping[AxisKind, float] = {
    "tokens": 11.0,
    "features": 10.0,
    "single": 10.0,
    "heads": 10.0,
}
ELIDE_FROM = 38.0  # below this cell width a cut word says less than a turned one
FITTING_SHARE = 0.7
LINE_SHARE = 0.92  # of a cell, for the height of its label: Chinese fills all of it


class TokenAxis(CachedLayer):
    """One axis of a map; highlighted labels are bold and coloured, and are never thinned out."""

    def __init__(self, parent: QGraphicsItem | None, side: Side, style: Style) -> None:
        super().__init__(parent)
        self.side = side
        self.axis: Axis | None = None
        self.style = style
        self.first, self.cell = 0, 1.0
        self._tight = False
        self._rect = QRectF()
        self._highlights: Mapping[int, str] = {}
        self._sorted: list[float] = []  # widths of the labels, the widest last
        self._dense = self._single = False

    def show_axis(self, axis: Axis | None, style: Style) -> None:
        """Take the labels, or None to show nothing; they are measured once."""
        shown, self.axis = self.axis, axis
        if axis is not None and self.style == style and _same_labels(shown, axis):
            return
        self.style = style
        if axis is None:
            self._sorted = []
        else:
            usual = self._usual()
            distinct = {label: style.width(label, usual, bold=True) for label in set(axis.labels)}
            self._sorted = sorted(distinct[label] for label in axis.labels)
            self._dense = any(ord(letter) >= DENSE_FROM for label in distinct for letter in label)
            self._single = axis.kind == "tokens" and all(len(label) == 1 for label in distinct)
        self._refresh()

    def set_tight(self, tight: bool) -> None:
        """Write smaller and cut turned labels shorter, or write as usual again."""
        if tight != self._tight:
            self._tight = tight
            self._refresh()

    def row_gutter(self) -> float:
        """Room at the left that the labels need."""
        if not self._widest():
            return 0.0
        widest = self._widest() * self._largest() / self._usual()
        return min(widest, self.style.px(LONGEST_ROW_LABEL)) + self._gap()

    def column_gutter(self, cell: float) -> float:
        """Room above that the labels need when a cell is that wide."""
        if not self._widest():
            return 0.0
        if self.turned(cell):
            longest = self.style.px(TIGHT_TURNED_LABEL if self._tight else LONGEST_TURNED_LABEL)
            widest = self._widest() * self._pixels(cell) / self._usual()
            return min(widest, longest) + self._gap()
        return self.style.metrics(self._pixels(cell), bold=True).height() + self._gap() / 2

    def footprint(self) -> object:
        """Return what the room that the labels need depends on; along rows, the widest alone."""
        if self.axis is None:
            return None
        widths = self._sorted[-1:] if self.side == "left" else self._sorted
        return self.axis.kind, self._dense, self._single, tuple(widths)

    def turned(self, cell: float) -> bool:
        """Whether the labels of columns are written upwards."""
        if self.axis is None or self.axis.kind != "tokens" or self._square():
            return False
        room = (cell - 2) * self._usual() / self._largest()
        if not self._sorted or self._sorted[-1] <= room:
            return False
        fitting = bisect_right(self._sorted, room) / len(self._sorted)
        return cell < self.style.px(ELIDE_FROM) or fitting < FITTING_SHARE

    def place(self, rect: QRectF, first: int, cell: float) -> None:
        """Stand in ``rect``, whose near edge is the map's; ``first`` is the first label shown."""
        if (rect, first, cell) != (self._rect, self.first, self.cell):
            self._rect, self.first, self.cell = rect, first, cell
            self._refresh()

    def highlight(self, labels: Mapping[int, str]) -> None:
        """Set which labels are bold, index to colour; repaints only when that differs."""
        if labels != self._highlights:
            self._highlights = dict(labels)
            self._refresh()

    def is_empty(self) -> bool:
        return self.axis is None

    def contents(self) -> object:
        if self.axis is None:
            return None
        place = (self._rect, self.first, self.cell, self._tight)
        writing = (self.turned(self.cell), self._pixels(self.cell), self._spacing())
        marked = tuple(self._highlights.items())
        return self.axis.labels, (place, writing, self.axis.kind, self.style, marked)

    def changes(self, before: tuple[tuple[str, ...], object]) -> Sequence[QRectF] | None:
        """Return where labels differ, if few do: while a word is typed, it is one."""
        contents = self.contents()
        if self.axis is None or not isinstance(contents, tuple) or contents[1] != before[1]:
            return None
        pairs = enumerate(zip(before[0], self.axis.labels, strict=False))
        differ = [index for index, (old, new) in pairs if old != new]
        if len(before[0]) != len(self.axis.labels) or len(differ) > MOST_MENDED:
            return None
        return [self._around(self._middle(index)) for index in differ]

    def draw(self, painter: QPainter) -> None:
        if self.axis is None:
            return
        theme = self.style.theme
        ink = QColor(theme.text if self.axis.kind == "tokens" else theme.muted)
        shown = self._shown()
        if self.within is not None:
            first, last = self._reaching(self.within)
            shown = [index for index in shown if first <= index <= last]
        across = self._draw_turned if self.turned(self.cell) else self._draw_level
        write = self._draw_beside if self.side == "left" else across
        for bold in (False, True):
            indices = [index for index in shown if (index in self._highlights) is bold]
            if not indices:
                continue
            painter.setFont(self.style.font(self._pixels(self.cell), bold=bold))
            painter.setPen(ink)
            metrics = painter.fontMetrics()
            for index in indices:
                if bold:
                    painter.setPen(QColor(self._highlights[index]))
                write(painter, metrics, self.axis.labels[index], self._middle(index))

    def _middle(self, index: int) -> float:
        """Return how far along the axis the middle of a label stands."""
        return (index - self.first + 0.5) * self.cell

    def _around(self, middle: float) -> QRectF:
        """Return, in whole pixels, more than a label reaches to either side of its middle."""
        reach = self._spacing() + self.cell
        area = QRectF(self.area)
        if self.side == "left":
            area.setTop(self._rect.top() + middle - reach)
            area.setHeight(2 * reach)
        else:
            area.setLeft(self._rect.left() + middle - reach)
            area.setWidth(2 * reach)
        return QRectF(area.intersected(self.area).toAlignedRect())

    def _reaching(self, part: QRectF) -> tuple[float, float]:
        """Return the first and the last label that may reach into a part of the axis."""
        reach = self._spacing() + self.cell
        start, stop = part.left() - self._rect.left(), part.right() - self._rect.left()
        if self.side == "left":
            start, stop = part.top() - self._rect.top(), part.bottom() - self._rect.top()
        before = self.first - 0.5
        return before + (start - reach) / self.cell, before + (stop + reach) / self.cell

    def _refresh(self) -> None:
        """Draw the labels anew at the next paint."""
        if self._rect.isEmpty():
            self.redraw(QRectF())
            return
        # The first and last labels may be taller than their cells.
        over = self.style.px(LABEL_PX)
        along = (0.0, over) if self.side == "left" else (over, 0.0)
        area = self._rect.adjusted(-along[0], -along[1], along[0], along[1])
        self.redraw(QRectF(area.toAlignedRect()))  # whole pixels, or the copy would be blurred

    def _shown(self) -> list[int]:
        """Return the labels that have room, the highlighted ones first in line."""
        if self.axis is None:
            return []
        length = self._rect.height() if self.side == "left" else self._rect.width()
        last = min(len(self.axis.labels), self.first + round(length / self.cell))
        step = max(1, math.ceil(self._spacing() / self.cell))
        held = [index for index in self._highlights if self.first <= index < last]
        start = self.first + (-self.first % step)
        plain = [
            index
            for index in range(start, last, step)
            if all(abs(index - other) >= step for other in held)
        ]
        return plain + held

    def _spacing(self) -> float:
        """Pixels that one label takes along the axis."""
        if self.axis is None:
            return 1.0
        height = self.style.px(self._pixels(self.cell))
        if self.side == "left":
            return height
        if self.turned(self.cell):
            return height * DENSE_LINE if self._dense else height
        if self._square() and not self._dense:
            return TOUCHING * self._widest() * self._pixels(self.cell) / self._usual()
        if self._square():
            return height * SQUARE if self.cell < height else 1.0
        if self.axis.kind == "features":
            return self._widest() + self.style.px(4)
        return 1.0  # horizontal tokens are elided into their cell

    def _draw_beside(
        self, painter: QPainter, metrics: QFontMetrics, label: str, middle: float
    ) -> None:
        """Write the label of a row, which ends at the map."""
        right = self._rect.right() - self._gap()
        text, width = _elided(label, metrics, right - self._rect.left() + 1)
        baseline = self._rect.top() + middle + _lift(metrics)
        painter.drawText(QPointF(right - width, baseline), text)

    def _draw_turned(
        self, painter: QPainter, metrics: QFontMetrics, label: str, middle: float
    ) -> None:
        """Write the label of a column upwards from the map."""
        gap = self._gap()
        text, _ = _elided(label, metrics, self._rect.height() - gap + 1)
        painter.save()
        painter.translate(self._rect.left() + middle + _lift(metrics), self._rect.bottom() - gap)
        painter.rotate(-90)
        painter.drawText(QPointF(0, 0), text)
        painter.restore()

    def _draw_level(
        self, painter: QPainter, metrics: QFontMetrics, label: str, middle: float
    ) -> None:
        """Write the label of a column level, over its cells."""
        if self.axis is None:
            return
        cut = self.axis.kind == "tokens" and not self._square()
        text, width = _elided(label, metrics, self.cell - 2 if cut else self._rect.width())
        baseline = self._rect.bottom() - self._gap() / 2 - metrics.descent()
        painter.drawText(QPointF(self._rect.left() + middle - width / 2, baseline), text)

    def _square(self) -> bool:
        """Whether all labels are at most about as wide as high: single characters."""
        one = self._dense or self._single
        return one and self._widest() <= SQUARE * self.style.px(self._usual())

    def _widest(self) -> float:
        return self._sorted[-1] if self._sorted else 0.0

    def _gap(self) -> float:
        return self.style.px(TIGHT_GAP if self._tight else GAP)

    def _usual(self) -> float:
        """Height of the writing where there is room, before it grows with the font's scale."""
        return LABEL_PX if self.axis is not None and self.axis.kind == "tokens" else SMALL_PX

    def _largest(self) -> float:
        if not self._tight or self.axis is None:
            return self._usual()
        return TIGHT_PX[self.axis.kind]

    def _pixels(self, cell: float) -> float:
        """Height of the writing: that of a cell where labels stand one below the other."""
        largest = self._largest()
        if self.side == "top" and not self.turned(cell) and not self._square():
            return largest
        return min(largest, max(SMALLEST_PX, LINE_SHARE * cell / self.style.scale))


def _lift(metrics: QFontMetrics) -> float:
    """Return how far the baseline stands below the middle of a line."""
    return (metrics.ascent() - metrics.descent()) / 2


def _elided(label: str, metrics: QFontMetrics, room: float) -> tuple[str, int]:
    """Return a label that fits, and its width."""
    width = metrics.horizontalAdvance(label)
    if width <= int(room):
        return label, width
    text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, int(room))
    return text, metrics.horizontalAdvance(text)


def _same_labels(first: Axis | None, second: Axis) -> bool:
    return first is not None and (first.labels, first.kind) == (second.labels, second.kind)
