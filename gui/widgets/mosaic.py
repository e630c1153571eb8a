"""All heads of a grid as small maps in one image: an overview, and a way to choose a head."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.widgets.colormaps import Levels, Pixels, coloured, levels_of, pooled, table
from gui.widgets.map_image import MapImage
from gui.widgets.painting import told
from gui.widgets.plot import Plot
from gui.widgets.specs import MosaicSpec
from gui.widgets.style import SMALL_PX, Style
from gui.widgets.tracks import Need, Track

ACROSS = (84.0, 170.0, 260.0, 380.0)
DOWN = (90.0, 170.0, 260.0, 380.0)
GAP = 8.0
LARGEST_CELL = 26.0
LARGEST_SIDE = 2048  # pixels of one small map in a file


@dataclass(frozen=True, slots=True)
class Tiling:
    """Where the small maps stand: ``across`` of them beside each other, each that large."""

    across: int
    width: float
    height: float


def tiling(heads: int, rows: int, cols: int, room: QRectF, gap: float, label: float) -> Tiling:
    """Choose how many maps stand beside each other so that they become as large as they can."""
    best = Tiling(1, 0.0, 0.0)
    for across in range(1, heads + 1):
        down = math.ceil(heads / across)
        width = (room.width() - gap * (across - 1)) / across
        height = (room.height() - gap * (down - 1)) / down - label
        cell = min(width / cols, height / rows, LARGEST_CELL)
        if cell * cols > best.width:
            best = Tiling(across, cell * cols, cell * rows)
    return best


class MosaicPlot(Plot[MosaicSpec]):
    """One image of all heads; frames tell the focused head and the one under the pointer."""

    def __init__(self, spec: MosaicSpec, style: Style) -> None:
        super().__init__(spec, style)
        self.image = MapImage(self)
        self.frames = _Frames(self)
        self.tiles: list[QRectF] = []
        self.levels = Levels(0.0, 1.0)
        self.hovered: int | None = None
        self._table: NDArray[np.uint8] = table(style.theme, spec.grid.kind)
        self.show_spec(spec, style)

    def show_spec(self, spec: MosaicSpec, style: Style) -> None:
        self.spec, self.style = spec, style
        grid = spec.grid
        self.levels = levels_of(grid)
        self._table = table(style.theme, grid.kind)
        size = " × ".join(str(length) for length in grid.values.shape)
        self.caption.show_text(spec.heading, size, style.role_colours(grid.roles), style)
        self.update()

    def across(self) -> Need:
        return Need(self.spec.col, least=self.caption.split_width(), extent=ACROSS)

    def down(self, column: Track) -> Need:
        below = self.caption.height(column.extent) + self.caption_gap()
        # A mosaic that is as wide as it may be needs no more height than its maps.
        room = QRectF(0, 0, column.extent, self.style.px(DOWN[-1]))
        needed = self._size(self._tiling(room)).height() / self.style.scale
        least, some, more, most = (min(length, needed) for length in DOWN)
        return Need(self.spec.row, after=below, extent=(least, some, more, most))

    def place(self, column: Track, row: Track) -> None:
        self.prepareGeometryChange()
        room = QRectF(column.start, row.start, column.extent, row.extent)
        chosen = self._tiling(room)
        size = self._size(chosen)
        left = room.center().x() - size.width() / 2
        self.body = QRectF(left, room.top(), size.width(), size.height())
        self.tiles = self._tiles(chosen)
        caption = QRectF(
            column.start,
            self.body.bottom() + self.caption_gap(),
            column.extent,
            self.caption.height(column.extent),
        )
        self.caption.place(caption, Qt.AlignmentFlag.AlignHCenter)
        self._paint_image(1.0)
        self.frames.moved()

    def head_at(self, position: QPointF) -> int | None:
        for head, tile in enumerate(self.tiles):
            if tile.adjusted(0, -self._label(), 0, 0).contains(position):
                return head * self.spec.serves
        return None

    def hover_head(self, head: int | None) -> None:
        head = head if head is None else head // self.spec.serves
        if head != self.hovered:
            self.hovered = head
            self.frames.update()

    def set_exporting(self, scale: float | None) -> None:
        self._paint_image(scale or 1.0)

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw each head's number above its map."""
        theme = self.style.theme
        for head, tile in enumerate(self.tiles):
            focused = head == self.spec.focused
            painter.setFont(self.style.font(SMALL_PX, bold=focused))
            painter.setPen(QColor(theme.accent if focused else theme.muted))
            baseline = tile.top() - painter.fontMetrics().descent() - 1
            painter.drawText(QPointF(tile.left(), baseline), str(head + 1))

    def _label(self) -> float:
        return self.style.metrics(SMALL_PX, bold=True).height() + 1

    def _tiling(self, room: QRectF) -> Tiling:
        heads, rows, cols = self.spec.grid.values.shape
        gap = self.style.px(GAP)
        return tiling(heads, max(1, rows), max(1, cols), room, gap, self._label())

    def _size(self, chosen: Tiling) -> QRectF:
        down = math.ceil(self.spec.grid.n_heads / chosen.across)
        gap = self.style.px(GAP)
        return QRectF(
            0,
            0,
            chosen.across * (chosen.width + gap) - gap,
            down * (chosen.height + self._label() + gap) - gap,
        )

    def _tiles(self, chosen: Tiling) -> list[QRectF]:
        gap, label = self.style.px(GAP), self._label()
        tiles = []
        for head in range(self.spec.grid.n_heads):
            row, col = divmod(head, chosen.across)
            left = self.body.left() + col * (chosen.width + gap)
            top = self.body.top() + row * (chosen.height + label + gap) + label
            tiles.append(QRectF(left, top, chosen.width, chosen.height))
        return tiles

    def _paint_image(self, scale: float) -> None:
        """Draw all heads into one image whose pixels are the screen's or the file's."""
        height, width = round(self.body.height() * scale), round(self.body.width() * scale)
        pixels: Pixels = np.zeros((max(1, height), max(1, width)), dtype=np.uint32)
        for head, tile in enumerate(self.tiles):
            top = round((tile.top() - self.body.top()) * scale)
            left = round((tile.left() - self.body.left()) * scale)
            rows, cols = round(tile.height() * scale), round(tile.width() * scale)
            # Coloured before they are repeated: each number is looked up once.
            few = pooled(self.spec.grid.values[head], rows, cols)
            large = stretched(coloured(few, self.levels, self._table), rows, cols)
            target = pixels[top : top + rows, left : left + cols]
            target[...] = large[: target.shape[0], : target.shape[1]]
        self.image.show_pixels(pixels, self.body)


def stretched(few: NDArray[Any], rows: int, cols: int) -> NDArray[Any]:
    """Return a map, [rows, cols] of its own, repeated to a raster of rows × cols pixels."""
    if not few.size:
        return np.zeros((rows, cols), few.dtype)
    at_row = np.arange(rows) * few.shape[0] // max(1, rows)
    at_col = np.arange(cols) * few.shape[1] // max(1, cols)
    return few[at_row[:, None], at_col]


class _Frames(QGraphicsItem):
    """Frames above the image; they alone repaint when the pointer moves."""

    def __init__(self, mosaic: MosaicPlot) -> None:
        super().__init__(mosaic)
        self.mosaic = mosaic

    def moved(self) -> None:
        self.prepareGeometryChange()
        self.update()

    def boundingRect(self) -> QRectF:
        return self.mosaic.body.adjusted(-3, -3, 3, 3)

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        theme = self.mosaic.style.theme
        for head, tile in enumerate(self.mosaic.tiles):
            pen = QPen(QColor(theme.border), 1)
            if head == self.mosaic.spec.focused:
                pen = QPen(QColor(theme.accent), self.mosaic.style.px(2))
            elif head == self.mosaic.hovered:
                pen = QPen(QColor(theme.muted), self.mosaic.style.px(1.5))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(tile)
