"""One head of a grid as a map of cells, with its labels, caption and scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from core.numerics import FloatArray
from core.trace import Axis
from gui.state import Cell
from gui.widgets.bands import Bands
from gui.widgets.cell_text import CellText
from gui.widgets.colorbar import ColorBar
from gui.widgets.colormaps import (
    Levels,
    dark_ink,
    indices,
    levels_of,
    pixels_of,
    pooled,
    table,
)
from gui.widgets.grid_lines import GridLines
from gui.widgets.hatching import hatching
from gui.widgets.map_image import MapImage, enlarged
from gui.widgets.painting import told
from gui.widgets.plot import Plot
from gui.widgets.specs import MatrixSpec
from gui.widgets.style import Style
from gui.widgets.token_axis import TokenAxis
from gui.widgets.tracks import FITTED_ACROSS, FITTED_CELL, Need, Track
from gui.widgets.zoom import Seen

HATCH_STEP = 7.0
RIGHT_CAPTION = 14.0
PLAIN_NEARER = 16.0  # a column of numbers stands closer to its neighbour than a map does


class MatrixPlot(Plot[MatrixSpec]):
    """A map with token axes. ``seen`` is what zooming has left visible."""

    def __init__(self, spec: MatrixSpec, style: Style) -> None:
        super().__init__(spec, style)
        self.image = MapImage(self)
        self.lines = GridLines(self)
        self.cells = CellText(self, style)
        self.row_axis = TokenAxis(self, "left", style)
        self.col_axis = TokenAxis(self, "top", style)
        self.bands = Bands(self, style)
        self.bar = ColorBar(self, style)
        self.values: FloatArray = np.zeros((0, 0))
        self.levels = Levels(0.0, 1.0)
        self.seen = Seen(0, 0, 0, 0)
        self._table: NDArray[np.uint8] = table(style.theme, spec.grid.kind)
        self._exporting: float | None = None
        self._drawn: tuple[object, ...] = ()
        self._holes = False
        self._drawn_values: FloatArray = self.values
        self.show_spec(spec, style)

    def show_spec(self, spec: MatrixSpec, style: Style) -> None:
        grid = spec.grid
        if not self._shows(spec):
            values = grid.values[spec.head]
            self.values = values.T if spec.transposed else values  # [rows, cols] as on the page
        self.spec, self.style = spec, style
        self.levels = Levels(*spec.levels) if spec.levels else levels_of(grid, spec.head)
        self._table = table(style.theme, grid.kind)
        rows, cols = self.axes()
        self.row_axis.show_axis(rows if spec.row_labels else None, style)
        self.col_axis.show_axis(cols if spec.col_labels else None, style)
        self.bands.show_bands(spec.col_bands, spec.row_bands, spec.focused_band, style)
        size = "" if self._plain() else f"{self.values.shape[0]} × {self.values.shape[1]}"
        self.caption.show_text(spec.heading, size, style.role_colours(grid.roles), style)
        self.bar.setVisible(self._has_bar())
        self.bar.show_levels(self.levels, grid.kind, style)
        self.cells.kind, self.cells.full = grid.kind, spec.full
        self.cells.exact = "single" in (rows.kind, cols.kind)

    def set_tight(self, tight: bool) -> None:
        super().set_tight(tight)
        self.row_axis.set_tight(tight)
        self.col_axis.set_tight(tight)
        self.bar.tight = tight

    def _plain(self) -> bool:
        return self.spec.grid.kind == "plain"

    def _has_bar(self) -> bool:
        return self.spec.colorbar and not self._plain()

    def _shows(self, spec: MatrixSpec) -> bool:
        """Whether the numbers of a spec are the very ones that are shown."""
        shown = self.spec
        return (
            self.values.size > 0
            and spec.grid.values is shown.grid.values
            and (spec.head, spec.transposed) == (shown.head, shown.transposed)
        )

    def axes(self) -> tuple[Axis, Axis]:
        """Return the axes as they stand on the page: down, across."""
        grid = self.spec.grid
        return (grid.cols, grid.rows) if self.spec.transposed else (grid.rows, grid.cols)

    # ---- where it stands -------------------------------------------------------------------

    def across(self) -> Need:
        right = self.bar.width() if self._has_bar() else 0.0
        if self.caption_side == "right":
            right = max(right, self.caption.split_width() + self.style.px(RIGHT_CAPTION))
            least = 0.0
        else:
            # Between plain numbers a caption may hang over.
            least = 0.0 if self._plain() else self.caption.split_width()
        if self.spec.fitted:
            return Need(
                self.spec.col, before=self._left_gutter(), after=right, extent=FITTED_ACROSS
            )
        return Need(
            self.spec.col,
            self.values.shape[1],
            self.axes()[1].kind,
            self._left_gutter() - (self.style.px(PLAIN_NEARER) if self._plain() else 0.0),
            right,
            least,
            lesser=self.spec.lesser,
        )

    def _own(self, column: Track) -> Track:
        """Return the column with cells of the plot's own where it fits them into it."""
        fits, cells = self.spec.fitted, self.values.shape[1]
        return column.fitted(cells, self.style.px(FITTED_CELL)) if fits else column

    def down(self, column: Track) -> Need:
        column = self._own(column)
        below = 0.0
        if self.caption_side == "below":
            below = self.caption.height(self._caption_width(column)) + self.caption_gap()
        least = self.bar.least_height() if self._has_bar() else 0.0
        return Need(
            self.spec.row,
            self.values.shape[0],
            self.axes()[0].kind,
            self.col_axis.column_gutter(column.cell) + self.bands.column_gutter(),
            below,
            least,
        )

    def _left_gutter(self) -> float:
        return self.row_axis.row_gutter() + self.bands.row_gutter()

    def footprint(self) -> object:
        spec, (rows, cols) = self.spec, self.axes()
        return (
            *(spec.row, spec.col, spec.transposed, spec.fitted, spec.lesser, spec.colorbar),
            *(self.values.shape, rows.kind, cols.kind, self._plain()),
            *(self.row_axis.footprint(), self.col_axis.footprint()),
            *(bool(spec.row_bands), bool(spec.col_bands)),
            (self.bar.width(), self.bar.least_height()) if self._has_bar() else None,
            self.caption.text(),
            self.caption.size,
        )

    def place(self, column: Track, row: Track) -> None:
        column = self._own(column)
        rows, cols = self.values.shape
        self.prepareGeometryChange()
        self.body = QRectF(
            column.start + column.inset,
            row.start + row.inset,
            cols * column.cell,
            rows * row.cell,
        )
        gutter = self.row_axis.row_gutter()
        self._row_gutter = QRectF(
            self.body.left() - gutter, self.body.top(), gutter, self.body.height()
        )
        height = self.col_axis.column_gutter(column.cell)
        self._col_gutter = QRectF(
            self.body.left(), self.body.top() - height, self.body.width(), height
        )
        if self._has_bar():
            self.bar.place(self.body)
        self._place_caption(column)
        self.seen = Seen(0, rows, 0, cols)

    def _place_caption(self, column: Track) -> None:
        if self.caption_side == "right":
            width = self.caption.split_width() + 1
            height = self.caption.height(width)
            left = self.body.right() + self.style.px(RIGHT_CAPTION)
            rect = QRectF(left, self.body.center().y() - height / 2, width, height)
            self.caption.place(rect, Qt.AlignmentFlag.AlignLeft)
            return
        width, fitted = self._caption_width(column), self.spec.fitted
        left = self.body.left() if fitted else self.body.center().x() - width / 2
        top = self.body.bottom() + self.caption_gap()
        side = Qt.AlignmentFlag.AlignLeft if fitted else Qt.AlignmentFlag.AlignHCenter
        self.caption.place(QRectF(left, top, width, self.caption.height(width)), side)

    def _caption_width(self, column: Track) -> float:
        return max(column.extent, self.values.shape[1] * column.cell, self.caption.split_width())

    # ---- what is visible -------------------------------------------------------------------

    def show_seen(self, seen: Seen) -> None:
        """Show these cells of the page over the whole body; axes and numbers follow."""
        self.seen = seen
        if self.body.isEmpty():
            return
        self.row_axis.place(self._row_gutter, seen.top, self.cell_height())
        self.col_axis.place(self._col_gutter, seen.left, self.cell_width())
        corner = QPointF(self._row_gutter.left(), self._col_gutter.top())
        rows, cols = self.values.shape
        self.bands.place(self.body, corner, seen, (rows, cols))
        grid, full = self.spec.grid, self.spec.full
        drawn = (seen, QRectF(self.body), self.levels, self.style, grid.kind, grid.edited, full)
        if drawn == self._drawn and self.values is self._drawn_values:
            return
        self._drawn, self._drawn_values = drawn, self.values
        visible = self._visible()
        edited = frozenset(
            (row - seen.top, col - seen.left)
            for row, col in self._edited()
            if seen.top <= row < seen.bottom and seen.left <= col < seen.right
        )
        masked = self.spec.grid.kind == "mask" and not visible.all()
        self._holes = masked or not np.isfinite(visible).all()
        lined = (0, 0) if self._plain() else visible.shape
        self.lines.show_lines(lined[0], lined[1], self.body, self.style)
        dark = dark_ink(self.style.theme, grid.kind)[self._paint_image(visible)]
        self.cells.show_cells(visible, dark, edited, self.body, self.style)
        self.update()

    def cell_width(self) -> float:
        """Width of a visible cell."""
        return self.body.width() / max(1, self.seen.right - self.seen.left)

    def cell_height(self) -> float:
        """Height of a visible cell."""
        return self.body.height() / max(1, self.seen.bottom - self.seen.top)

    def set_exporting(self, scale: float | None) -> None:
        self._exporting = scale
        self.lines.exporting = self.cells.exporting = scale is not None
        self._paint_image(self._visible())

    def _visible(self) -> FloatArray:
        seen = self.seen
        return self.values[seen.top : seen.bottom, seen.left : seen.right]

    def _paint_image(self, visible: FloatArray) -> NDArray[np.intp]:
        """Draw numbers; return their entries in the table, or those of the few that stand for them.

        On the screen many cells may share a pixel; nothing is written on such.
        """
        if self._exporting is None:
            visible = pooled(visible, int(self.body.height()), int(self.body.width()))
        entries = indices(visible, self.levels)
        pixels = pixels_of(entries, self._table)
        if self._exporting is not None:
            pixels = enlarged(pixels, self.body, self._exporting)
        self.image.show_pixels(pixels, self.body)
        return entries

    def _edited(self) -> set[tuple[int, int]]:
        """Overwritten cells of this head as they stand on the page."""
        here = {(row, col) for head, row, col in self.spec.grid.edited if head == self.spec.head}
        return {(col, row) for row, col in here} if self.spec.transposed else here

    # ---- cells and places ------------------------------------------------------------------

    def cell_at(self, position: QPointF) -> Cell | None:
        if not self.body.contains(position) or not self.values.size:
            return None
        seen = self.seen
        row = seen.top + int((position.y() - self.body.top()) / self.cell_height())
        col = seen.left + int((position.x() - self.body.left()) / self.cell_width())
        row, col = min(row, seen.bottom - 1), min(col, seen.right - 1)
        if self.spec.transposed:
            row, col = col, row
        return Cell(self.spec.grid.name, self.spec.head, row, col)

    def rect_of(self, row: int | None, col: int | None) -> QRectF | None:
        """Return where cells of the grid stand in the scene; None when zoomed out of sight.

        Parameters
        ----------
        row, col : in the grid's own order; None means all of that axis.
        """
        down, along = (col, row) if self.spec.transposed else (row, col)
        seen = self.seen
        top, bottom = (seen.top, seen.bottom) if down is None else (down, down + 1)
        left, right = (seen.left, seen.right) if along is None else (along, along + 1)
        if not (seen.top <= top < bottom <= seen.bottom):
            return None
        if not (seen.left <= left < right <= seen.right):
            return None
        width, height = self.cell_width(), self.cell_height()
        return QRectF(
            self.body.left() + (left - seen.left) * width,
            self.body.top() + (top - seen.top) * height,
            (right - left) * width,
            (bottom - top) * height,
        )

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw hatching, which shows where the map is transparent, and a thin frame."""
        if self._plain():
            return
        theme = self.style.theme
        if self._holes:
            painter.setPen(QPen(QColor(theme.border), 1.4))
            painter.drawLines(hatching(self.body, HATCH_STEP))
        # Filled strips: a tenth of the time of an outline, which is drawn over all of the map.
        border, body = QColor(theme.border), self.body
        for strip in (
            QRectF(body.left() - 1, body.top() - 1, body.width() + 2, 1),
            QRectF(body.left() - 1, body.bottom(), body.width() + 2, 1),
            QRectF(body.left() - 1, body.top(), 1, body.height()),
            QRectF(body.right(), body.top(), 1, body.height()),
        ):
            painter.fillRect(strip, border)
