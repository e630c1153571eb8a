"""A layer that is painted once into a pixmap and copied from there until it changes.

Hovering repaints strips of a figure many times a second, and copying pixels is what it can
afford. Files are drawn directly, so that text stays text in them.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget


class CachedLayer(QGraphicsItem):
    """Base of such layers.

    Attributes
    ----------
    area : where it draws, in the scene.
    exporting : draw directly, whatever is painted on.
    """

    def __init__(self, parent: QGraphicsItem | None) -> None:
        super().__init__(parent)
        self.area = QRectF()
        self.exporting = False
        self._pixmap: QPixmap | None = None
        self._stale = False
        self._drawn: object = None

    def draw(self, painter: QPainter) -> None:
        """Draw the layer in scene coordinates."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Whether there is nothing to draw on the screen."""
        return False

    def contents(self) -> object:
        """Return what :meth:`draw` depends on, to be compared; None when it is always new."""
        return None

    def redraw(self, area: QRectF) -> None:
        """Let the next paint draw ``area`` anew, unless its contents turn out as they were."""
        if area != self.area:
            self.prepareGeometryChange()
            self.area = area
        self._stale = True
        self.update()

    def boundingRect(self) -> QRectF:
        return self.area

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self.area.isEmpty():
            return
        if self.exporting or widget is None:
            self.draw(painter)
            return
        if self.is_empty():
            return
        if self._stale:
            self._stale = False
            self._forget_if_changed()
        if self._pixmap is None:
            self._pixmap = self._painted(painter.device().devicePixelRatioF(), painter)
        painter.drawPixmap(self.area.topLeft(), self._pixmap)

    def _forget_if_changed(self) -> None:
        contents = self.contents()
        drawn = None if contents is None else (self.area, contents)
        if drawn is None or drawn != self._drawn:
            self._pixmap = None
        self._drawn = drawn

    def _painted(self, ratio: float, like: QPainter) -> QPixmap:
        pixmap = QPixmap((self.area.size() * ratio).toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHints(like.renderHints())
        painter.translate(-self.area.topLeft())
        self.draw(painter)
        painter.end()
        return pixmap
