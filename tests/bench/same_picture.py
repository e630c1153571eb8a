"""What an edit changes in the window, drawn by matplotlib, to be redrawn by its artists.

Same maps, scales, labels, numbers on the cells, points and bars, outlines of the pinned cell and
its sources, and the table of the lens. Artists are made once and get new data, which is the fastest
way that matplotlib has; only what cannot be updated is made anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.cm import ScalarMappable
from matplotlib.patches import Rectangle
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsRectItem

from gui.widgets.bars import BarsPlot
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.lens_canvas import LensCanvas
from gui.widgets.mosaic import MosaicPlot
from gui.widgets.note import NotePlot
from gui.widgets.numbers import format_number
from gui.widgets.plane import PlanePlot
from gui.widgets.scale import ScalePlot
from gui.window import Window

DPI = 96
MOST_LABELS = 40  # the figure thins its labels out as well
FONT = {"fontsize": 7}
Redraw = Callable[[], None]


class SamePicture:
    """A page of matplotlib with the plots and the lens's table that a window shows.

    ``redraw()`` takes over their present data and draws the page.
    """

    def __init__(self, window: Window) -> None:
        self._figure = window.panel().figure
        self._size = self._figure.sceneRect().size()
        self._size.setWidth(self._size.width() + window.lens.width())
        self._page = plt.figure(figsize=(self._size.width() / DPI, self._size.height() / DPI))
        self._page.set_dpi(DPI)
        parts = [self._part(self._item(key), key) for key in self._figure.plot_keys()]
        self._parts = [part for part in parts if part]
        self._parts.append(self._outlines())
        self._parts.append(self._lens(window.lens.findChild(LensCanvas)))

    def redraw(self) -> None:
        """Show what the figure shows."""
        for part in self._parts:
            part()
        self._page.canvas.draw()

    def close(self) -> None:
        """Give the page back."""
        plt.close(self._page)

    def _part(self, plot: Any, key: str) -> Redraw | None:
        makers = {
            MatrixPlot: self._matrix,
            MosaicPlot: self._mosaic,
            PlanePlot: self._plane,
            BarsPlot: self._bars,
            NotePlot: self._note,
            ScalePlot: self._scale,
        }
        maker = makers.get(type(plot))
        return maker(plot, key) if maker and plot.body.height() > 0 else None

    def _axes(self, body: QRectF) -> Any:
        width, height = self._size.width(), self._size.height()
        left, bottom = body.left() / width, 1 - body.bottom() / height
        return self._page.add_axes((left, bottom, body.width() / width, body.height() / height))

    def _item(self, key: str) -> Any:
        return self._figure.item(key)

    def _matrix(self, plot: MatrixPlot, key: str) -> Redraw:
        axes = self._axes(plot.body)
        image = axes.imshow(plot.values, cmap="PuOr_r", aspect="auto")
        rows, cols = plot.axes()
        _label(axes.set_yticks, rows.labels if plot.spec.row_labels else ())
        _label(axes.set_xticks, cols.labels if plot.spec.col_labels else (), rotation=90)
        axes.set_title(plot.caption.text(), **FONT)
        if plot.spec.colorbar:
            self._page.colorbar(image, ax=axes)
        texts = []
        n_rows, n_cols = plot.values.shape
        if not plot.lines.is_empty():
            axes.hlines(np.arange(0.5, n_rows - 1), -0.5, n_cols - 0.5, "white", lw=0.75)
            axes.vlines(np.arange(0.5, n_cols - 1), -0.5, n_rows - 0.5, "white", lw=0.75)
        if plot.cells.has_room():
            at = dict(ha="center", va="center", **FONT)
            texts = [axes.text(c, r, "", **at) for r in range(n_rows) for c in range(n_cols)]

        def redraw() -> None:
            shown = self._item(key)
            image.set_data(shown.values)
            image.set_clim(shown.levels.low, shown.levels.high)
            for text, value in zip(texts, shown.values.flat, strict=False):
                text.set_text(format_number(float(value), 2))

        return redraw

    def _mosaic(self, plot: MosaicPlot, key: str) -> Redraw:
        axes = self._axes(plot.body)
        n_heads, rows, cols = plot.spec.grid.values.shape
        across = int(np.ceil(np.sqrt(n_heads)))
        images = []
        for head, values in enumerate(plot.spec.grid.values):
            left, top = (head % across) * 1.1 * cols, (head // across) * 1.1 * rows
            extent = (left, left + cols, top + rows, top)
            images.append(axes.imshow(values, cmap="PuOr_r", aspect="auto", extent=extent))
            axes.text(left, top, str(head + 1), **FONT)
        axes.set_xlim(0, across * 1.1 * cols)
        axes.set_ylim(np.ceil(n_heads / across) * 1.1 * rows, 0)
        axes.set_axis_off()

        def redraw() -> None:
            values = self._item(key).spec.grid.values
            most = np.nanmax(np.abs(np.where(np.isfinite(values), values, 0)))
            for image, of_head in zip(images, values, strict=True):
                image.set_data(of_head)
                image.set_clim(-most, most)

        return redraw

    def _plane(self, plot: PlanePlot, key: str) -> Redraw:
        axes = self._axes(plot.body)

        def redraw() -> None:
            axes.clear()
            for points in self._item(key).spec.sets:
                axes.scatter(*points.points.T, s=12, label=points.name)
                if points.hull:
                    axes.fill(*points.points[list(points.hull)].T, alpha=0.2)
                for label, (x, y) in zip(points.labels, points.points, strict=True):
                    axes.text(x, y, label, **FONT)
            axes.legend(**FONT)
            axes.set_aspect("equal", adjustable="datalim")

        return redraw

    def _bars(self, plot: BarsPlot, key: str) -> Redraw:
        axes = self._axes(plot.body)

        def redraw() -> None:
            axes.clear()
            spec = self._item(key).spec
            places = np.arange(spec.totals.size)
            above, below = np.zeros(spec.totals.size), np.zeros(spec.totals.size)
            for part, label in zip(spec.parts, spec.labels, strict=True):
                axes.bar(places, part, bottom=np.where(part > 0, above, below), label=label)
                above += np.maximum(part, 0)
                below += np.minimum(part, 0)
            axes.plot(places, spec.totals, "D")
            axes.set_xticks(places, spec.bar_labels, **FONT)
            axes.legend(**FONT)

        return redraw

    def _scale(self, plot: ScalePlot, key: str) -> Redraw:
        area = plot.bar.boundingRect()
        scale = ScalarMappable(cmap="PuOr_r")
        self._page.colorbar(scale, cax=self._axes(area.adjusted(0, 0, -0.6 * area.width(), 0)))

        def redraw() -> None:
            shown = self._item(key).spec.levels
            scale.set_clim(*shown)

        return redraw

    def _outlines(self) -> Redraw:
        """Frames of the pinned cell and its sources, over the whole page."""
        axes = self._page.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, self._size.width())
        axes.set_ylim(self._size.height(), 0)
        axes.set_axis_off()

        def frames() -> list[QRectF]:
            items = self._figure.scene().items()
            rects = [item for item in items if isinstance(item, QGraphicsRectItem)]
            return [item.rect() for item in rects if item.isVisible()]

        patches = [axes.add_patch(Rectangle((0, 0), 1, 1, fill=False)) for _ in frames()]

        def redraw() -> None:
            for patch, rect in zip(patches, frames(), strict=False):
                patch.set_bounds(rect.x(), rect.y(), rect.width(), rect.height())

        return redraw

    def _lens(self, canvas: LensCanvas) -> Redraw:
        left = 1 - canvas.width() / self._size.width()
        axes = self._page.add_axes((left, 0.5, 1 - left, 0.45))
        axes.set_axis_off()
        columns, n_rows = canvas._table.columns, canvas._table.n_rows
        texts = [
            [axes.text(col / 6, 1 - (row + 1) / (n_rows + 1), "", **FONT) for row in range(n_rows)]
            for col in range(len(columns))
        ]
        bars = axes.barh(np.arange(n_rows), np.zeros(n_rows), left=0.9)

        def redraw() -> None:
            table = canvas._table
            for column, cells in zip(table.columns, texts, strict=False):
                for text, artist in zip(column.cells, cells, strict=False):
                    artist.set_text(text)
            for bar, length in zip(bars, table.bars, strict=False):
                bar.set_width(0.1 * length)

        return redraw

    def _note(self, plot: NotePlot, key: str) -> Redraw:
        centre = plot.body.center()
        place = centre.x() / self._size.width(), 1 - centre.y() / self._size.height()
        text = self._page.text(*place, "", ha="center", **FONT)
        return lambda: text.set_text(self._item(key).spec.text.replace("$", ""))


def _label(set_ticks: Callable[..., Any], labels: tuple[str, ...], rotation: int = 0) -> None:
    step = max(1, -(-len(labels) // MOST_LABELS))
    shown = labels[::step]
    set_ticks(range(0, len(labels), step), shown, rotation=rotation, **FONT)
