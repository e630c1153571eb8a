"""Pixels of a map, on the screen and enlarged for files."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.widgets.colormaps import Pixels
from gui.widgets.painting import told

LARGEST_FILE_IMAGE = 4096  # pixels a side to which a map is enlarged for a file


class MapImage(QGraphicsItem):
    """Pixels in, drawn crisp in a rectangle of the scene; the only place that makes an image.

    Not pyqtgraph's ImageItem: colours are looked up before, so nothing is left for it to do, and
    a start whose first step shows maps alone need not wait until pyqtgraph is loaded.
    """

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.pixels: Pixels = np.zeros((0, 0), dtype=np.uint32)
        self._image = QImage()
        self._rect = QRectF()

    def show_pixels(self, pixels: Pixels, rect: QRectF) -> None:
        """Draw ``pixels`` [rows, cols] so that they fill ``rect`` of the scene."""
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = QRectF(rect)
        self.pixels = np.ascontiguousarray(pixels)
        self._image = image_of(self.pixels)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._image.isNull():
            return
        # Qt enlarges several times as fast where it need not smooth the edges.
        hint = QPainter.RenderHint.Antialiasing
        smooth = painter.testRenderHint(hint)
        painter.setRenderHint(hint, on=False)
        painter.drawImage(self._rect, self._image)
        painter.setRenderHint(hint, smooth)


def image_of(pixels: Pixels) -> QImage:
    """Return a copy of ``pixels`` [rows, cols] in the format that Qt paints fastest."""
    rows, cols = pixels.shape
    if not pixels.size:
        return QImage()
    rgba = QImage.Format.Format_RGBA8888_Premultiplied  # each is opaque or clear, as 0 is
    lent = QImage(pixels.data, cols, rows, 4 * cols, rgba)
    return lent.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def enlarged(pixels: Pixels, rect: QRectF, scale: float) -> Pixels:
    """Repeat each pixel, so that viewers of files that smooth images leave cells crisp."""
    rows, cols = pixels.shape
    wanted = max(rect.height() * scale / max(1, rows), rect.width() * scale / max(1, cols))
    most = LARGEST_FILE_IMAGE // max(rows, cols, 1)
    times = max(1, min(int(np.ceil(wanted)), most))
    return pixels.repeat(times, axis=0).repeat(times, axis=1)
