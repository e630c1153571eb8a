"""A layer that is painted once into a pixmap and copied from there until it changes.

Hovering repaints strips of a figure many times a second, and copying pixels is what it can
afford. Files are drawn directly, so that text stays text in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.widgets.painting import told


class CachedLayer(QGraphicsItem):
    """Base of such layers.

    Attributes
    ----------
    area : where it draws, in the scene.
    exporting : draw directly, whatever is painted on.
    within : part of ``area`` that is being drawn; None for all of it.
    """

    def __init__(self, parent: QGraphicsItem | None) -> None:
        super().__init__(parent)
        self.area = QRectF()
        self.exporting = False
        self.within: QRectF | None = None
        self._pixmap: QPixmap | None = None
        self._stale = False
        self._drawn: tuple[QRectF, object] | None = None

    def draw(self, painter: QPainter) -> None:
        """Draw the layer in scene coordinates."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Whether there is nothing to draw on the screen."""
        return False

    def contents(self) -> object:
        """Return what :meth:`draw` depends on, to be compared; None when it is always new."""
        return None

    def changes(self, before: Any) -> Sequence[QRectF] | None:
        """Return the parts that differ from earlier contents, in whole pixels; None for all.

        It is asked only where ``area`` is as it was; :meth:`draw` may then keep to ``within``.
        """
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

    @told
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
            self._renew(painter)
        if self._pixmap is None:
            self._pixmap = self._painted(painter.device().devicePixelRatioF(), painter)
        painter.drawPixmap(self.area.topLeft(), self._pixmap)

    def _renew(self, like: QPainter) -> None:
        """Forget the copy if its contents have changed, or mend it where they have."""
        contents, before = self.contents(), self._drawn
        self._drawn = None if contents is None else (QRectF(self.area), contents)
        if self._pixmap is None or (self._drawn is not None and self._drawn == before):
            return
        parts = None
        if self._drawn is not None and before is not None and before[0] == self.area:
            parts = self.changes(before[1])
        if parts is None:
            self._pixmap = None
            return
        for self.within in parts:
            self._draw_into(self._pixmap, like)
        self.within = None

    def _painted(self, ratio: float, like: QPainter) -> QPixmap:
        pixmap = QPixmap((self.area.size() * ratio).toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        self._draw_into(pixmap, like)
        return pixmap

    def _draw_into(self, pixmap: QPixmap, like: QPainter) -> None:
        painter = QPainter(pixmap)
        painter.setRenderHints(like.renderHints())
        painter.translate(-self.area.topLeft())
        if self.within is not None:
            painter.setClipRect(self.within)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            painter.fillRect(self.within, Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        try:
            self.draw(painter)
        finally:
            painter.end()
