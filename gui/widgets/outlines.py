"""Outlines of the focused cell and of what it was computed from, with dotted leads between them.

A few light rectangles and lines that move; the maps below them are not touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsLineItem, QGraphicsRectItem

from gui.widgets.painting import told
from gui.widgets.style import Style

ABOVE_MAPS, ABOVE_LEADS = 10.0, 11.0
SOURCE_WIDTH, FOCUS_WIDTH, LEAD_WIDTH = 2.0, 2.4, 1.4
SMALLEST = 5.0  # a cell of less than a pixel still shows its outline


@dataclass(frozen=True, slots=True)
class Outline:
    """A rectangle of cells; ``colours`` from the outside in."""

    rect: QRectF
    colours: tuple[str, ...]
    focus: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """A thin dotted line from a source to the cell that it went into."""

    line: QLineF
    colour: str


class Outlines(QGraphicsItem):
    """A pool of rectangles and lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        self.setZValue(ABOVE_MAPS)
        self._rects: list[QGraphicsRectItem] = []
        self._lines: list[QGraphicsLineItem] = []

    def show_outlines(
        self, outlines: Sequence[Outline], leads: Sequence[Lead], *, pinned: bool, style: Style
    ) -> None:
        """Draw these and nothing else; a pinned cell's outline is thicker."""
        rects: list[tuple[QRectF, str, float]] = []
        for outline in outlines:
            rects += self._rings(outline, pinned=pinned, style=style)
        while len(self._rects) < len(rects):
            self._rects.append(QGraphicsRectItem(self))
        for item, (rect, colour, width) in zip(self._rects, rects, strict=False):
            item.setZValue(ABOVE_LEADS)
            item.setPen(style.pen(colour, width))
            item.setRect(rect)
            item.show()
        for item in self._rects[len(rects) :]:
            item.hide()
        while len(self._lines) < len(leads):
            self._lines.append(QGraphicsLineItem(self))
        for line, lead in zip(self._lines, leads, strict=False):
            pen = QPen(QColor(lead.colour), style.px(LEAD_WIDTH))
            pen.setDashPattern([1.6, 2.2])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            line.setPen(pen)
            line.setLine(lead.line)
            line.show()
        for line in self._lines[len(leads) :]:
            line.hide()

    def _rings(
        self, outline: Outline, *, pinned: bool, style: Style
    ) -> list[tuple[QRectF, str, float]]:
        rect = _at_least(outline.rect, style.px(SMALLEST))
        if outline.focus:
            width = style.px(FOCUS_WIDTH * (1.25 if pinned else 0.9))
            halo = (rect, style.theme.halo, width + 2.2)
            return [halo, (rect, style.theme.focus, width)]
        width = style.px(SOURCE_WIDTH)
        rings = []
        for depth, colour in enumerate(outline.colours):
            inset = depth * width - (len(outline.colours) - 1) * width
            rings.append((rect.adjusted(inset, inset, -inset, -inset), colour, width))
        return rings

    def boundingRect(self) -> QRectF:
        return QRectF()

    @told
    def paint(self, *_arguments: object) -> None:
        """Draw nothing: the children do."""


def _at_least(rect: QRectF, size: float) -> QRectF:
    more_x = max(0.0, size - rect.width()) / 2
    more_y = max(0.0, size - rect.height()) / 2
    return rect.adjusted(-more_x, -more_y, more_x, more_y)
