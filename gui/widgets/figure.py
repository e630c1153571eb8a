"""A page of plots: takes specs, keeps the items whose key stays, and shows where one looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QStyle, QWidget

from core.explanation import Source
from gui.i18n import translate
from gui.lazy import load
from gui.state import Cell
from gui.theme import Theme
from gui.widgets.arrangement import Page, arrange, enlargement
from gui.widgets.focus import Focus, outlines_of, outlines_of_marks
from gui.widgets.focus_ring import FocusRing
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.outlines import Lead, Outlines
from gui.widgets.plot import AnyPlot
from gui.widgets.pointer import PointerView
from gui.widgets.series_spec import SeriesSpec
from gui.widgets.specs import (
    BarsSpec,
    CurveSpec,
    HeadingSpec,
    MarkSpec,
    MatrixSpec,
    MosaicSpec,
    NoteSpec,
    PlaneSpec,
    RowBarsSpec,
    ScaleSpec,
    Spec,
)
from gui.widgets.style import Style, make_style
from gui.widgets.zoom import Seen

# Loaded when first shown: charts are many modules, and most steps begin with maps.
PLOTS: Mapping[type, str] = {
    MatrixSpec: "gui.widgets.heatmap:MatrixPlot",
    ScaleSpec: "gui.widgets.scale:ScalePlot",
    MosaicSpec: "gui.widgets.mosaic:MosaicPlot",
    PlaneSpec: "gui.widgets.plane:PlanePlot",
    BarsSpec: "gui.widgets.bars:BarsPlot",
    CurveSpec: "gui.widgets.curves:CurvesPlot",
    SeriesSpec: "gui.widgets.series:SeriesPlot",
    RowBarsSpec: "gui.widgets.row_bars:RowBarsPlot",
    NoteSpec: "gui.widgets.note:NotePlot",
    HeadingSpec: "gui.widgets.mark:HeadingPlot",
    MarkSpec: "gui.widgets.mark:MarkPlot",
}


class Unheard:
    """A signal that is never sent, so nothing need be connected to it."""

    def connect(self, receiver: object) -> None:
        """Keep nothing."""


LEAST_HEIGHT = 170  # pixels at the usual letters


def least_height(scale: float) -> int:
    """Return the height in pixels below which a figure is scrolled to, where letters are large."""
    return round(LEAST_HEIGHT * scale) if scale > 1 else 0


class Figure(PointerView):
    """The plots of a panel, laid out on tracks; signals are those of :class:`PointerView`.

    Everything is drawn by the scene itself: ``figure.scene().render(painter, ...)`` within
    ``figure.exporting(scale)`` gives the same picture in a file.
    """

    arranged = Signal()  # every plot has its place
    resized = Signal()  # by the window: another arrangement may be the better one

    # pyqtgraph's items connect themselves to these two of whatever view shows them; what they
    # would hear is nothing to them here, since they stand in the scene's own coordinates.
    sigDeviceRangeChanged = sigDeviceTransformChanged = Unheard()

    def __init__(self, theme: Theme, scale: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = self._look = make_style(theme, scale, self.font())
        self._scale = scale  # before a large view enlarges it
        self._plots: dict[str, AnyPlot] = {}
        self._foci: tuple[Focus, ...] = ()
        self._marks: tuple[Source, ...] = ()
        self._outlined = False  # where the plots now stand
        self._page: Page = arrange((), self._style, QSizeF(), 0)
        self._arranged: tuple[object, ...] = ()  # what the page was made for
        self.nudges = True  # whether the wheel over a pinned cell is told; else it scrolls
        self.tall = False  # whether rows take their full height, to be scrolled through
        self.enlarges = True  # whether letters grow with a large view
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setScene(scene)
        self._outlines = Outlines()
        scene.addItem(self._outlines)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 160)
        # Its background brush covers it, so that nothing need be painted below.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._ring = FocusRing(self)
        self._recolour()
        self.retranslate()

    # ---- what is shown -----------------------------------------------------------------------

    def set_specs(self, specs: Sequence[Spec], foci: Sequence[Focus] | None = None) -> None:
        """Show these plots: items whose key stays are kept and updated.

        Parameters
        ----------
        specs : of every plot.
        foci : where a person looks in them, as :meth:`set_foci` takes it; None leaves it.

        Raises
        ------
        ValueError : two specs have the same key.
        """
        keys = [spec.key for spec in specs]
        if len(set(keys)) != len(keys):
            raise ValueError(f"two plots share a key: {keys}")
        self.scene().update()  # as a whole: Qt takes longer over the patches that items ask for
        old, self._plots = self._plots, {}
        for spec in specs:
            plot = old.pop(spec.key, None)
            if plot is not None and type(plot.spec) is not type(spec):
                plot.end()
                plot = None
            if plot is None:
                plot = load(PLOTS[type(spec)])(spec, self._style)
                self.scene().addItem(plot)
            elif plot.spec is not spec:
                plot.show_spec(spec, self._style)
            self._plots[spec.key] = plot
        for plot in old.values():
            plot.end()
        self._foci = self._foci if foci is None else tuple(foci)
        if self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self._lay_out()  # else when it first has a size
        self._describe()

    def set_focus(
        self, cell: Cell | None, sources: Sequence[Source] = (), pinned: bool = False
    ) -> None:
        """Outline a cell and its sources in every plot that shows them; maps stay untouched.

        Parameters
        ----------
        cell : the hovered or pinned cell; None clears.
        sources : of its explanation.
        pinned : whether ``cell`` is held by a click; then the wheel over it is told.
        """
        self.set_foci((Focus(cell, tuple(sources), pinned),))

    def set_foci(self, foci: Sequence[Focus]) -> None:
        """Outline a cell of each run in the plots of that run; see :meth:`set_focus`.

        Parameters
        ----------
        foci : one a run, by ``MatrixSpec.run``; what is no map follows the first.
        """
        if self._outlined and tuple(foci) == self._foci:
            return
        self._foci, self._outlined = tuple(foci), self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        if not self._outlined:
            return  # nothing has a place yet; laying out comes back here
        outlines = outlines_of_marks(self._plots.values(), self._marks, self._style)
        leads: list[Lead] = []
        for run, focus in enumerate(self._foci):
            maps = [
                plot
                for plot in self._plots.values()
                if isinstance(plot, MatrixPlot) and plot.spec.run == run
            ]
            found = outlines_of(maps, focus.cell, focus.sources, self._style)
            outlines += found[0]
            leads += found[1]
        pinned = any(focus.pinned for focus in self._foci)
        if self.tall:
            leads = []  # they would run across the plots of other steps
        self._outlines.show_outlines(outlines, leads, pinned=pinned, style=self._style)
        first = self._foci[0] if self._foci else Focus(None)
        for plot in self._plots.values():
            plot.set_focus(first.cell, first.sources)

    @property
    def marks(self) -> tuple[Source, ...]:
        """What is pointed at."""
        return self._marks

    def set_marks(self, marks: Sequence[Source]) -> None:
        """Point at cells, rows and columns in every plot that shows them, whatever is focused."""
        if tuple(marks) != self._marks:
            self._marks, self._outlined = tuple(marks), False
            self.set_foci(self._foci)

    def set_theme(self, theme: Theme) -> None:
        """Recolour everything."""
        self._restyle(theme)

    def set_font_scale(self, scale: float) -> None:
        """Enlarge labels, numbers and the caps of cells."""
        self._scale = scale
        self._restyle(self._style.theme)

    def retranslate(self) -> None:
        """Set the texts that are the figure's own again; headings come with the specs."""
        self.setAccessibleName(translate("figure", "Plots of this step"))
        self._describe()
        self.scene().update()

    # ---- what others ask ---------------------------------------------------------------------

    @property
    def look(self) -> Style:
        """Theme, scale and font, before a large view enlarges them."""
        return self._look

    def quality(self) -> tuple[float, bool, float]:
        """How well the plots fit the view, for choosing among arrangements; more is better."""
        return self._page.quality()

    def too_wide(self) -> bool:
        """Whether the plots take more than the view's width, so that one has to scroll across."""
        return self._page.size().width() > self._page.room.width()

    def plot_keys(self) -> tuple[str, ...]:
        """Keys of the plots, in the order of the specs."""
        return tuple(self._plots)

    def item(self, key: str) -> AnyPlot:
        """Return the item of a plot; KeyError when there is none."""
        return self._plots[key]

    def plots(self) -> Iterable[AnyPlot]:
        return self._plots.values()

    def pinned_cell(self) -> Cell | None:
        pinned = (focus.cell for focus in self._foci if focus.pinned)
        return next(pinned, None) if self.nudges else None

    def plot_rect(self, key: str) -> QRectF:
        """Return all of a plot in the scene: body, axes, caption and scale."""
        return self._plots[key].frame()

    def content_rect(self) -> QRectF:
        """Return the scene's rectangle around all plots, without margins."""
        whole = QRectF()
        for plot in self._plots.values():
            whole |= plot.frame()
        return whole

    @contextmanager
    def exporting(self, scale: float) -> Iterator[None]:
        """Draw for a file while inside: numbers as text, maps enlarged by whole pixels.

        Parameters
        ----------
        scale : pixels of the file a unit of the scene (dpi / 96).
        """
        for plot in self._plots.values():
            plot.set_exporting(scale)
        try:
            yield
        finally:
            for plot in self._plots.values():
                plot.set_exporting(None)

    def show_zoom(self) -> None:
        for plot in self._plots.values():
            if isinstance(plot, MatrixPlot):
                rows, cols = plot.values.shape
                down = self.zoom.span("down", plot.spec.row, rows)
                across = self.zoom.span("across", plot.spec.col, cols)
                plot.show_seen(Seen(down.first, down.last, across.first, across.last))
        self._outlined = False
        self.set_foci(self._foci)

    # ---- inside ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._restyle(self._style.theme):
            self._lay_out()
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _restyle(self, theme: Theme) -> bool:
        """Draw everything anew if theme, letters or their size have changed; tell whether."""
        grows = self.enlarges and not self.tall
        larger = enlargement(QSizeF(self.size())) if grows else 1.0
        self._look = make_style(theme, self._scale, self.font())
        style = make_style(theme, self._scale * larger, self.font())
        if style == self._style:
            return False
        self._style = style
        self._recolour()
        for plot in self._plots.values():
            plot.show_spec(plot.spec, style)
        self._lay_out()
        return True

    def _recolour(self) -> None:
        self.setBackgroundBrush(QColor(self._style.theme.card))

    def _lay_out(self) -> None:
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        view = QSizeF(self.size())
        plots = tuple(self._plots.values())
        footprints = tuple(plot.footprint() for plot in plots)
        arranged = (plots, footprints, self._style, view, bar, self.tall)
        if None in footprints or arranged != self._arranged:
            self._arranged = arranged
            self._page = arrange(plots, self._style, view, bar, tall=self.tall)
        size = self._page.size()
        # A scene that is no larger than the view needs no bars.
        across = view.width() - (bar if size.height() > view.height() else 0)
        down = view.height() - (bar if size.width() > view.width() else 0)
        room = QRectF(0, 0, max(size.width(), across), max(size.height(), down))
        if room != self.sceneRect():  # Qt would look through its scroll bars again
            self.setSceneRect(room)
        self.show_zoom()
        self.arranged.emit()

    def _describe(self) -> None:
        captions = [plot.caption.text() for plot in self._plots.values() if plot.caption.text()]
        self.setAccessibleDescription("; ".join(captions))
