"""A sheet drawn: boxes, hairlines and symbols on the screen, and all of it in pictures."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gui.report.model import Report
from gui.report.placed import Fill, PlacedSymbols, Sheet
from gui.report.sheet import arrange
from gui.theme import Theme
from gui.widgets import tex_paint
from gui.widgets.style import Style
from gui.widgets.tex_text import runs

PAPER = 1080.0  # pixels: a report in a picture is so wide


@dataclass(frozen=True, eq=False)
class Paper:
    """A report as a piece of an exported page."""

    report: Report
    style: Style
    wraps: bool = False

    def size(self, width: float) -> QSizeF:
        """Return its own size, whatever the page's."""
        sheet = self._sheet()
        return QSizeF(sheet.width, sheet.height)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it at the left of ``rect``."""
        painter.translate(rect.topLeft())
        sheet = self._sheet()
        draw_ground(painter, sheet, self.style)
        for text in sheet.texts:
            text.writing.paint(painter, text.rect)
        for link in sheet.links:
            link.writing.paint(painter, link.inner.translated(link.rect.x() - link.inner.x(), 0))

    def _sheet(self) -> Sheet:
        return arrange(self.report, self.style.px(PAPER), self.style)


def draw_ground(painter: QPainter, sheet: Sheet, style: Style, seen: QRectF | None = None) -> None:
    """Draw what no widget stands for: boxes, hairlines and symbols.

    Parameters
    ----------
    painter, sheet, style : on what, what, and in which colours.
    seen : the part that has to be drawn; None: everything.
    """
    area = QRectF(0, 0, sheet.width, sheet.height) if seen is None else seen
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for fill in sheet.fills:
        if fill.rect.intersects(area):
            draw_fill(painter, fill)
    painter.setPen(style.pen(style.theme.border))
    for left, right, y in sheet.rules:
        painter.drawLine(QPointF(left, round(y) + 0.5), QPointF(right, round(y) + 0.5))
    for symbols in sheet.symbols:
        if symbols.rect.intersects(area):
            _draw_symbols(painter, symbols, style, style.theme)


def draw_fill(painter: QPainter, fill: Fill) -> None:
    """Draw a rounded box."""
    painter.setBrush(QColor(fill.ground) if fill.ground else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(fill.border), 1) if fill.border else Qt.PenStyle.NoPen)
    inset = 0.5 if fill.border else 0.0
    box = fill.rect.adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(box, fill.radius, fill.radius)


def _draw_symbols(painter: QPainter, placed: PlacedSymbols, style: Style, theme: Theme) -> None:
    font = style.exact_font(placed.pixels)
    metrics = QFontMetricsF(font)
    baseline = placed.rect.center().y() + metrics.capHeight() / 2
    tex_paint.draw(painter, placed.rect.left(), baseline, runs(placed.tex), font, theme)
