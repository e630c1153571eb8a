"""Heads along the rows or columns of a map: a gap between them, and a bracket over each."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.i18n import translate
from gui.widgets.painting import told
from gui.widgets.style import SMALL_PX, Style
from gui.widgets.zoom import Seen

WIDEST_GAP, NARROWEST_GAP = 3.0, 1.2
GAP_SHARE = 0.3  # of a cell
AIR = 4.0
Span = tuple[float, float, int]  # start and stop in pixels from the map's corner, and the head


class Bands(QGraphicsItem):
    """What tells the features of one head from the next where all stand side by side.

    Attributes
    ----------
    across, down : number of heads along the columns and along the rows; 0 for no bands.
    focused : the head whose bracket wears the accent.
    """

    def __init__(self, parent: QGraphicsItem, style: Style) -> None:
        super().__init__(parent)
        self.across = self.down = 0
        self.focused = 0
        self.style = style
        self._body = QRectF()
        self._outer = QPointF()  # top left corner of the labels of the axes
        self._seen = Seen(0, 0, 0, 0)
        self._shape = (0, 0)

    def show_bands(self, across: int, down: int, focused: int, style: Style) -> None:
        """Take how many heads stand along either direction."""
        self.across, self.down, self.focused, self.style = across, down, focused, style
        self.setVisible(bool(across or down))
        self.update()

    def row_gutter(self) -> float:
        """Room at the left of the row labels."""
        return self._room() if self.down else 0.0

    def column_gutter(self) -> float:
        """Room above the column labels."""
        return self._room() if self.across else 0.0

    def place(self, body: QRectF, outer: QPointF, seen: Seen, shape: tuple[int, int]) -> None:
        """Stand around a map of ``shape`` cells whose labels reach to ``outer``."""
        if not (self.across or self.down):
            return
        self.prepareGeometryChange()
        self._body, self._outer, self._seen, self._shape = body, outer, seen, shape
        self.update()

    def boundingRect(self) -> QRectF:
        corner = self._outer - QPointF(self.row_gutter(), self.column_gutter())
        return QRectF(corner, self._body.bottomRight())

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._body.isEmpty():
            return
        rows, cols = self._shape
        seen, body = self._seen, self._body
        cell = body.width() / max(1, seen.right - seen.left)
        spans = self._spans(self.across, cols, seen.left, seen.right, cell)
        for start, _, _ in spans:
            self._separate(painter, QLineF(start, 0, start, body.height()), cell)
        self._draw_brackets(painter, spans, turned=False)
        cell = body.height() / max(1, seen.bottom - seen.top)
        spans = self._spans(self.down, rows, seen.top, seen.bottom, cell)
        for start, _, _ in spans:
            self._separate(painter, QLineF(0, start, body.width(), start), cell)
        self._draw_brackets(painter, spans, turned=True)

    @staticmethod
    def _spans(heads: int, cells: int, first: int, last: int, cell: float) -> list[Span]:
        """Return (start, stop, head) of every band in sight."""
        length, width = (last - first) * cell, cells / max(1, heads)
        ends = [
            ((head * width - first) * cell, ((head + 1) * width - first) * cell, head)
            for head in range(heads)
        ]
        return [
            (max(0.0, start), min(stop, length), head)
            for start, stop, head in ends
            if stop > 0 and start < length
        ]

    def _separate(self, painter: QPainter, line: QLineF, cell: float) -> None:
        """Leave a gap before a band, save before the first in sight."""
        if line.p1().isNull():
            return
        width = min(WIDEST_GAP, max(NARROWEST_GAP, GAP_SHARE * cell))
        painter.setPen(QPen(QColor(self.style.theme.card), width))
        painter.drawLine(line.translated(self._body.topLeft()))

    def _draw_brackets(self, painter: QPainter, spans: list[Span], *, turned: bool) -> None:
        """Draw a line along each band, and the heads' names or, without room, their numbers."""
        metrics = self.style.metrics(SMALL_PX, bold=True)
        narrowest = min((stop - start for start, stop, _ in spans), default=0.0) - 4
        names = [
            translate("bands", "head {number}").format(number=head + 1) for _, _, head in spans
        ]
        if any(metrics.horizontalAdvance(name) > narrowest for name in names):
            names = [str(head + 1) for _, _, head in spans]
        for (start, stop, head), name in zip(spans, names, strict=True):
            fits = metrics.horizontalAdvance(name) <= stop - start - 2
            painter.save()
            if turned:
                painter.translate(self._outer.x() - self.style.px(AIR), self._body.top() + stop)
                painter.rotate(-90)
            else:
                painter.translate(self._body.left() + start, self._outer.y() - self.style.px(AIR))
            focused = head == self.focused
            self._bracket(painter, stop - start, name if fits or focused else "", focused)
            painter.restore()

    def _bracket(self, painter: QPainter, length: float, name: str, focused: bool) -> None:
        """Draw one bracket from the origin to the right, its name above."""
        theme = self.style.theme
        colour = QColor(theme.accent if focused else theme.muted)
        painter.setPen(QPen(colour, self.style.px(1.6 if focused else 1.0)))
        painter.drawLine(QLineF(min(2.0, length / 4), 0, length - min(2.0, length / 4), 0))
        painter.setFont(self.style.font(SMALL_PX, bold=focused))
        metrics = painter.fontMetrics()
        left = (length - metrics.horizontalAdvance(name)) / 2
        painter.drawText(QPointF(left, -metrics.descent() - 2), name)

    def _room(self) -> float:
        return self.style.metrics(SMALL_PX, bold=True).height() + self.style.px(AIR) + 2
