"""Mouse, wheel and keys over a page of plots, told as cells and heads."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsView, QWidget

from gui.state import Cell
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.plot import AnyPlot
from gui.widgets.zoom import Zoom

ZOOM_STEP = 1.25
NOTCH = 120  # eighths of a degree that a wheel turns at once
LARGEST_CELL = 64.0  # zooming in ends here


class PointerView(QGraphicsView):
    """A view that knows what its pointer is over; it changes nothing but the zoom.

    Signals
    -------
    hovered : the cell under the pointer, or None when there is none.
    clicked : a cell, to be pinned.
    activated : a cell, to be edited (double click).
    scrolled : the pinned cell and a number of wheel notches.
    head_clicked : a head, in a mosaic.
    menu_requested : key of the plot ("" beside all plots) and the global position.
    """

    hovered = Signal(object)
    clicked = Signal(object)
    activated = Signal(object)
    scrolled = Signal(object, int)
    head_clicked = Signal(int)
    menu_requested = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = Zoom()
        self._hover: Cell | None = None
        self._pressed: QPointF | None = None
        self._pan_from = QPointF()
        self._dragged = False
        self._angle = 0
        self.setMouseTracking(True)
        self.viewport().setAcceptDrops(False)  # files are dropped on the window

    # ---- what a figure answers ---------------------------------------------------------------

    def plots(self) -> Iterable[AnyPlot]:
        """Return all plots."""
        raise NotImplementedError

    def pinned_cell(self) -> Cell | None:
        """Return the cell that the wheel changes."""
        raise NotImplementedError

    def show_zoom(self) -> None:
        """Show the spans of ``zoom`` in every plot."""
        raise NotImplementedError

    # ---- where the pointer is ----------------------------------------------------------------

    def cell_at(self, position: QPointF) -> Cell | None:
        """Return the cell under a scene position."""
        for plot in self.plots():
            cell = plot.cell_at(position)
            if cell is not None:
                return cell
        return None

    def plot_at(self, position: QPointF) -> AnyPlot | None:
        """Return the plot whose body, axes or caption lie under a scene position."""
        for plot in self.plots():
            if plot.body.contains(position):
                return plot
        return next((plot for plot in self.plots() if plot.frame().contains(position)), None)

    def head_at(self, position: QPointF) -> int | None:
        """Return the head whose small map lies under a scene position."""
        for plot in self.plots():
            head = plot.head_at(position)
            if head is not None:
                return head
        return None

    def _hover_heads(self, position: QPointF) -> int | None:
        found = None
        for plot in self.plots():
            head = plot.head_at(position)
            plot.hover_head(head)
            found = head if head is not None else found
        return found

    def _scene_position(self, event: QMouseEvent | QWheelEvent) -> QPointF:
        return self.mapToScene(event.position().toPoint())

    def _hover_over(self, cell: Cell | None) -> None:
        if cell != self._hover:
            self._hover = cell
            self.hovered.emit(cell)

    # ---- events ------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = self._scene_position(event)
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._pressed = None  # it was let go elsewhere, while this was hidden
        if self._pressed is not None:
            moved = (position - self._pressed).manhattanLength()
            self._dragged = self._dragged or moved >= QApplication.startDragDistance()
            if self._dragged:
                self._pan(position)
                return
        self._hover_over(self.cell_at(position))
        head = self._hover_heads(position)
        pointing = Qt.CursorShape.PointingHandCursor
        shape = Qt.CursorShape.ArrowCursor if head is None else pointing
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover_over(None)
        for plot in self.plots():
            plot.hover_head(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = self._pan_from = self._scene_position(event)
        self._dragged = False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._dragged or event.button() != Qt.MouseButton.LeftButton:
            return
        position = self._scene_position(event)
        cell, head = self.cell_at(position), self.head_at(position)
        if cell is not None:
            self.clicked.emit(cell)
        elif head is not None:
            self.head_clicked.emit(head)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        position = self._scene_position(event)
        cell = self.cell_at(position)
        if cell is not None:
            self.activated.emit(cell)
        elif any(
            plot.caption.mapRectToScene(plot.caption.boundingRect()).contains(position)
            for plot in self.plots()
        ):
            self.reset_zoom()

    def wheelEvent(self, event: QWheelEvent) -> None:
        position = self._scene_position(event)
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom_about(position, ZOOM_STEP ** (turned / NOTCH))
            event.accept()
            return
        cell = self.cell_at(position)
        if cell is not None and cell == self.pinned_cell():
            self._angle += turned
            notches = int(self._angle / NOTCH)
            self._angle -= notches * NOTCH
            if notches:
                self.scrolled.emit(cell, notches)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reset the zoom, scroll by pages; all other keys are the panel's."""
        if event.key() == Qt.Key.Key_0 and not event.modifiers():
            self.reset_zoom()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        plot = self.plot_at(self.mapToScene(event.pos()))
        self.menu_requested.emit(plot.spec.key if plot else "", event.globalPos())
        event.accept()

    # ---- zoom --------------------------------------------------------------------------------

    def reset_zoom(self) -> None:
        """Show every map as a whole."""
        if self.zoom.reset():
            self.show_zoom()

    def _zoom_about(self, position: QPointF, factor: float) -> None:
        plot = self.plot_at(position)
        if not isinstance(plot, MatrixPlot) or plot.body.isEmpty() or factor == 1:
            return
        body, (rows, cols) = plot.body, plot.values.shape
        part_x = min(1.0, max(0.0, (position.x() - body.left()) / body.width()))
        part_y = min(1.0, max(0.0, (position.y() - body.top()) / body.height()))
        across = self.zoom.span("across", plot.spec.col, cols)
        down = self.zoom.span("down", plot.spec.row, rows)
        least_x = min(across.visible, max(1, round(body.width() / LARGEST_CELL)))
        least_y = min(down.visible, max(1, round(body.height() / LARGEST_CELL)))
        self.zoom.set_span("across", plot.spec.col, across.zoomed(part_x, factor, least_x))
        self.zoom.set_span("down", plot.spec.row, down.zoomed(part_y, factor, least_y))
        self.show_zoom()

    def _pan(self, position: QPointF) -> None:
        plot = self.plot_at(self._pan_from)
        if not isinstance(plot, MatrixPlot) or plot.body.isEmpty():
            return
        rows, cols = plot.values.shape
        across = self.zoom.span("across", plot.spec.col, cols)
        down = self.zoom.span("down", plot.spec.row, rows)
        cells_x = round((self._pan_from.x() - position.x()) / plot.cell_width())
        cells_y = round((self._pan_from.y() - position.y()) / plot.cell_height())
        if not (cells_x or cells_y):
            return
        self.zoom.set_span("across", plot.spec.col, across.panned(cells_x))
        self.zoom.set_span("down", plot.spec.row, down.panned(cells_y))
        self._pan_from = position
        self.show_zoom()
