"""The scale of colours as a plot of its own, for a map that has other neighbours."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from gui.widgets.colorbar import ColorBar
from gui.widgets.colormaps import Levels
from gui.widgets.plot import Plot
from gui.widgets.specs import ScaleSpec
from gui.widgets.style import Style
from gui.widgets.tracks import Need, Track


class ScalePlot(Plot[ScaleSpec]):
    """A colour bar as high as its row."""

    def __init__(self, spec: ScaleSpec, style: Style) -> None:
        super().__init__(spec, style)
        self.bar = ColorBar(self, style)
        self.show_spec(spec, style)

    def set_tight(self, tight: bool) -> None:
        super().set_tight(tight)
        self.bar.tight = tight

    def show_spec(self, spec: ScaleSpec, style: Style) -> None:
        self.spec, self.style = spec, style
        self.bar.show_levels(Levels(*spec.levels), spec.kind, style)

    def across(self) -> Need:
        # The bar keeps a distance of its own.
        near = -self.bar.offset()
        return Need(self.spec.col, before=near, least=self.bar.width())

    def down(self, column: Track) -> Need:
        return Need(self.spec.row, least=self.bar.least_height())

    def footprint(self) -> object:
        return self.spec.row, self.spec.col, self.bar.width(), self.bar.least_height()

    def place(self, column: Track, row: Track) -> None:
        self.prepareGeometryChange()
        self.body = QRectF(column.start, row.start, 0, row.extent)
        self.bar.place(self.body)
