"""A picture as PNG, SVG or PDF: exact size, text as text, cells crisp and lossless."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QImage,
    QImageWriter,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator

from core.carriers import KEY, svg_with, xmp_with
from gui.i18n import translate

SCREEN_DPI = 96  # dots an inch of the units in which everything is laid out
LARGEST_SIDE = 32_767  # of a QImage that can be painted on
LARGEST_PIXELS = 400_000_000  # four bytes each
POINTS = 72
METRE_INCHES = 0.0254
FONT_PX = 13
GRID = 12  # pixels are 9 points: a page's size is exact in each kind of file
_SIZE_IN_MM = re.compile(rb'<svg width="[0-9.]+mm" height="[0-9.]+mm"')
CREATOR = "QKV Explorer"


class ExportError(Exception):
    """A file could not be written; the text says why, in the reader's language."""


@dataclass(frozen=True, eq=False)
class Picture:
    """What can be painted at any resolution.

    Attributes
    ----------
    width, height : in pixels of 1/96 inch, multiples of ``GRID``.
    background : ``#rrggbb``.
    title : for the file's own properties.
    paint : draws on a painter whose unit is that pixel; also takes the dots that the file will
        have for each unit.
    session : what the file carries, JSON in ASCII; empty for nothing.
    """

    width: int
    height: int
    background: str
    title: str
    paint: Callable[[QPainter, float], None]
    session: bytes = b""

    @property
    def rect(self) -> QRectF:
        """The whole page."""
        return QRectF(0, 0, self.width, self.height)


def whole(length: float) -> int:
    """Return the next length that every kind of file states exactly."""
    return max(GRID, math.ceil(length / GRID) * GRID)


def encode(picture: Picture, file_format: str, dpi: int) -> bytes:
    """Return a picture as a file of one of the formats ``png``, ``svg`` and ``pdf``.

    Raises
    ------
    ExportError : a PNG of that resolution would be too large.
    """
    if file_format == "png":
        return png_bytes(picture, dpi)
    return svg_bytes(picture) if file_format == "svg" else pdf_bytes(picture)


def image_of(picture: Picture, dpi: int) -> QImage:
    """Return a picture as an image that knows its resolution.

    Raises
    ------
    ExportError : the image would be too large.
    """
    scale = dpi / SCREEN_DPI
    width, height = round(picture.width * scale), round(picture.height * scale)
    image = QImage()
    if max(width, height) <= LARGEST_SIDE and width * height <= LARGEST_PIXELS:
        image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        raise ExportError(
            translate(
                "pictures",
                "{title}: {width} × {height} pixels are too many for an image; "
                "use fewer dots per inch, or SVG or PDF",
            ).format(title=picture.title, width=width, height=height)
        )
    image.fill(QColor(picture.background))
    # The ratio, not the resolution, scales the painting: fonts would follow the latter twice.
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    try:
        _prepare(painter)
        picture.paint(painter, scale)
    finally:
        painter.end()
    image.setDevicePixelRatio(1.0)
    dots = round(dpi / METRE_INCHES)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    image.setText("Title", picture.title)
    image.setText("Software", CREATOR)
    if picture.session:
        image.setText(KEY, picture.session.decode("ascii"))
    return image


def png_bytes(picture: Picture, dpi: int) -> bytes:
    """Return a picture as PNG of ``dpi`` dots an inch; raises as :func:`image_of`."""
    return image_png(image_of(picture, dpi))


def image_png(image: QImage) -> bytes:
    """Return an image as PNG.

    Raises
    ------
    ExportError : it could not be encoded.
    """
    buffer = _opened()
    if not QImageWriter(buffer, b"png").write(image):
        raise ExportError(
            translate("pictures", "{title}: the image could not be encoded").format(
                title=image.text("Title")
            )
        )
    return bytes(buffer.data().data())


def svg_bytes(picture: Picture) -> bytes:
    """Return a picture as SVG 1.2 Tiny."""
    buffer = _opened()
    # The later profile clips with what browsers do not draw.
    writer = QSvgGenerator(QSvgGenerator.SvgVersion.SvgTiny12)
    writer.setOutputDevice(buffer)
    writer.setResolution(SCREEN_DPI)
    writer.setSize(QSize(picture.width, picture.height))
    writer.setViewBox(picture.rect)
    writer.setTitle(picture.title)
    writer.setDescription(CREATOR)
    painter = QPainter(writer)
    try:
        _prepare(painter)
        painter.fillRect(picture.rect, QColor(picture.background))
        picture.paint(painter, VECTOR_SCALE)
    finally:
        painter.end()
    # Qt states the size in rounded millimetres, which some viewers round up to one pixel more.
    size = f'<svg width="{picture.width}" height="{picture.height}"'.encode()
    svg = _SIZE_IN_MM.sub(size, bytes(buffer.data().data()), count=1)
    return svg_with(svg, picture.session) if picture.session else svg


def pdf_bytes(picture: Picture) -> bytes:
    """Return a picture as a PDF of one page of exactly its size."""
    buffer = _opened()
    writer = QPdfWriter(buffer)
    # At any other resolution the lengths that Qt rounds to pixels come out wrong.
    writer.setResolution(SCREEN_DPI)
    points = QSizeF(picture.width, picture.height) * (POINTS / SCREEN_DPI)
    match = QPageSize.SizeMatchPolicy.ExactMatch
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", match))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(picture.title)
    writer.setCreator(CREATOR)
    if picture.session:
        packet = xmp_with(picture.title, CREATOR, picture.session)
        writer.setDocumentXmpMetadata(QByteArray(packet))
    painter = QPainter(writer)
    try:
        _prepare(painter)
        # Without it, heatmaps are stored as JPEG.
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        painter.fillRect(picture.rect, QColor(picture.background))
        picture.paint(painter, VECTOR_SCALE)
    finally:
        painter.end()
    return bytes(buffer.data().data())


VECTOR_SCALE = 4.0  # dots for each unit of the images inside SVG and PDF


def _prepare(painter: QPainter) -> None:
    # Files name a font that exists, not what the desktop calls it.
    font = QFont(QFontInfo(painter.font()).family())
    font.setPixelSize(FONT_PX)
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)


def _opened() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
