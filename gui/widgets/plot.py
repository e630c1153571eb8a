"""What every plot of a figure is, and the caption that stands beside or below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from shiboken6 import delete

from core.explanation import Source
from gui.state import Cell
from gui.widgets.cached_layer import CachedLayer
from gui.widgets.painting import told
from gui.widgets.script_text import advance, draw
from gui.widgets.specs import Spec
from gui.widgets.style import CAPTION_PX, TIGHT_CAPTION_PX, Style
from gui.widgets.tracks import Need, Track

CaptionSide = Literal["below", "right"]
CAPTION_GAP, TIGHT_CAPTION_GAP = 7.0, 3.0
OVER = 6.0  # pixels that letters may reach out of the caption's place: indices hang low
SpecT = TypeVar("SpecT", bound=Spec)


def place_now(place: int | None, before: Sequence[Cell], now: Sequence[Cell]) -> int | None:
    """Return where the cell at a place of earlier cells stands now; None where it is gone.

    A plot has its new cells before it is told of a new focus.
    """
    held = before[place] if place is not None and place < len(before) else None
    return now.index(held) if held in now else None


class Plot(QGraphicsItem, Generic[SpecT]):
    """One spec, drawn in scene coordinates; the item itself stays at the origin.

    The figure asks :meth:`across`, solves the columns, asks :meth:`down` with the width known,
    solves the rows, and then calls :meth:`place`.
    """

    def __init__(self, spec: SpecT, style: Style) -> None:
        super().__init__()
        self.spec = spec
        self.style = style
        self.caption_side: CaptionSide = "below"
        self.tight = False
        self.body = QRectF()
        self.caption = Caption(self, style)

    def set_tight(self, tight: bool) -> None:
        """Write smaller and keep closer together, where the page would else be scrolled."""
        self.tight = tight
        self.caption.set_tight(tight)

    def caption_gap(self) -> float:
        """Room between the plot and the caption below it."""
        return self.style.px(TIGHT_CAPTION_GAP if self.tight else CAPTION_GAP)

    def show_spec(self, spec: SpecT, style: Style) -> None:
        """Take new data or a new style; the place follows."""
        raise NotImplementedError

    def across(self) -> Need:
        """Tell what the plot takes along its column's width."""
        raise NotImplementedError

    def down(self, column: Track) -> Need:
        """Tell what the plot takes along its row's height, once its column is known."""
        raise NotImplementedError

    def place(self, column: Track, row: Track) -> None:
        """Stand where both tracks say."""
        raise NotImplementedError

    def footprint(self) -> object:
        """Return what its needs and its place depend on beside its style, to be compared.

        While that stays as it was, for all plots of a page, they stay where they are. None when the
        numbers matter too.
        """
        return None

    def cell_at(self, position: QPointF) -> Cell | None:
        """Return the cell of the grid under a scene position."""
        return None

    def head_at(self, position: QPointF) -> int | None:
        """Return the head whose small map lies under a scene position."""
        return None

    def set_focus(self, cell: Cell | None, sources: Sequence[Source]) -> None:
        """Mark what belongs to the focused cell, where the outlines of maps do not."""

    def hover_head(self, head: int | None) -> None:
        """Mark the small map under the pointer."""

    def set_exporting(self, scale: float | None) -> None:
        """Draw for a file at that many pixels a unit, or for the screen again (None)."""

    def end(self) -> None:
        """Leave the scene for good: what Qt holds of the plot and its children is deleted now.

        Plot and children refer to each other, so Python alone would leave them to its cyclic
        collector. That one runs at any moment, also while Qt holds a lock which the end of one
        of its objects takes too.
        """
        scene = self.scene()
        if scene is not None:
            scene.removeItem(self)
        delete(self)

    def frame(self) -> QRectF:
        """Return all that belongs to the plot: body, axes, caption and scale, in the scene."""
        whole = QRectF(self.body)
        for child in self.childItems():
            if child.isVisible():
                whole |= child.mapRectToScene(child.boundingRect())
        return whole

    def boundingRect(self) -> QRectF:
        return self.body.adjusted(-1, -1, 1, 1)

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw what lies behind the children; nothing here."""


class Caption(CachedLayer):
    """A heading in bold, in the colours of the grid's roles, and the size after it."""

    def __init__(self, parent: QGraphicsItem, style: Style) -> None:
        super().__init__(parent)
        self.heading = ""
        self.size = ""
        self.style = style
        self.colours: tuple[str, ...] = ()
        self._rect = QRectF()
        self._align = Qt.AlignmentFlag.AlignHCenter
        self._pixels = CAPTION_PX
        self._tight = False
        self._widths: dict[tuple[str, float], float] = {}  # a layout asks again and again

    def set_tight(self, tight: bool) -> None:
        """Write smaller and on one line, which the size may not reach; or as usual again."""
        self._tight = tight
        self._pixels = TIGHT_CAPTION_PX if tight else CAPTION_PX

    def show_text(self, heading: str, size: str, colours: tuple[str, ...], style: Style) -> None:
        """Take the words; ``colours`` are one a role, the size wears the last."""
        if (heading, size, colours, style) == (self.heading, self.size, self.colours, self.style):
            return
        self.heading, self.size, self.colours, self.style = heading, size, colours, style
        self._widths.clear()
        self.redraw(self.area)

    def text(self) -> str:
        """Return heading and size as they are read aloud."""
        return f"{self.heading} {self.size}".strip()

    def natural_width(self) -> float:
        """Width of the caption on one line."""
        return self._measure(self.text())

    def split_width(self) -> float:
        """Width when the size stands below the heading, or gives way."""
        if self._tight:
            return self._measure(self.heading or self.size)
        return max(self._measure(self.heading), self._measure(self.size))

    def height(self, width: float) -> float:
        """Height of one or two lines, as ``width`` demands."""
        if not self.text():
            return 0.0
        lines = 1 if self._tight or self._on_one_line(width) else 2
        return lines * self.style.metrics(self._pixels, bold=True).height()

    def place(self, rect: QRectF, align: Qt.AlignmentFlag) -> None:
        """Stand in ``rect``."""
        if rect != self._rect:
            self.prepareGeometryChange()
        self._rect, self._align = rect, align
        over = self.style.px(OVER)
        # Whole pixels, or the copy would be blurred.
        self.redraw(QRectF(rect.adjusted(-over, -over, over, over).toAlignedRect()))

    def boundingRect(self) -> QRectF:
        return self._rect

    def words_rect(self) -> QRectF:
        """Return where the words themselves stand, in the scene."""
        room = self._rect.width()
        wide = min(room, self.natural_width() if self._on_one_line(room) else self.split_width())
        left = self._rect.left()
        if self._align & Qt.AlignmentFlag.AlignHCenter:
            left = self._rect.center().x() - wide / 2
        return QRectF(left, self._rect.top(), wide, self.height(room))

    def is_empty(self) -> bool:
        return not self.text()

    def contents(self) -> object:
        words = (self.heading, self.size, self.colours, self.style)
        return words, self._rect, self._align, self._tight

    def draw(self, painter: QPainter) -> None:
        if not self.text():
            return
        painter.setFont(self.style.font(self._pixels, bold=True))
        line = self.style.metrics(self._pixels, bold=True).height()
        box = QRectF(self._rect)
        if self._on_one_line(box.width()):
            self._draw_line(painter, box, (self.heading, self.size))
            return
        box.setHeight(line)
        self._draw_line(painter, box, (self.heading or self.size,))
        if self._tight:
            return
        box.translate(0, line)
        self._draw_line(painter, box, ("", self.size))

    def _draw_line(self, painter: QPainter, box: QRectF, parts: tuple[str, ...]) -> None:
        font = painter.font()
        metrics = painter.fontMetrics()
        room = int(box.width()) + 1
        shown = [
            part
            if self._measure(part) <= room + 1
            else metrics.elidedText(part, Qt.TextElideMode.ElideRight, room)
            for part in parts
        ]
        space = metrics.horizontalAdvance(" ") if len(shown) > 1 and all(shown) else 0
        widths = [advance(part, font) for part in shown]
        total = sum(widths) + space
        x = box.left()
        if self._align & Qt.AlignmentFlag.AlignHCenter:
            x = box.center().x() - total / 2
        baseline = box.top() + metrics.ascent()
        for part, width, colour in zip(
            shown, widths, (self.colours[0], self.colours[-1]), strict=False
        ):
            painter.setPen(QColor(colour))
            draw(painter, QPointF(x, baseline), part, font)
            x += width + space

    def _on_one_line(self, width: float) -> bool:
        """Whether heading and size fit a line; a number is kept from running into the size."""
        if not self.size:
            return True
        return self.natural_width() <= width + 1 and not self.heading[-1:].isdecimal()

    def _measure(self, text: str) -> float:
        key = (text, self._pixels)
        if key not in self._widths:
            self._widths[key] = advance(text, self.style.font(self._pixels, bold=True)) + 2
        return self._widths[key]


AnyPlot: TypeAlias = Plot[Any]
