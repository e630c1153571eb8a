"""The lens's title: what the cell is called, and its number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets import tex_paint
from gui.widgets.tex_text import Run

TITLE_SIZE = 1.3


class TitleLine(QWidget):
    """One line: the coloured name of a cell, then its number in bold; the name gives way first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._runs: tuple[Run, ...] = ()
        self._number = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_runs(self, runs: tuple[Run, ...], number_text: str) -> None:
        """Show a cell's name and number."""
        self._runs, self._number = runs, number_text
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Follow the theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, round(self.fontMetrics().height() * TITLE_SIZE * 1.35))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.font()
        size = font.pointSizeF() * TITLE_SIZE
        bold = self.font()
        for _ in range(6):
            font.setPointSizeF(size)
            bold.setPointSizeF(size)
            bold.setBold(True)
            wide = QFontMetricsF(bold).horizontalAdvance(self._number)
            if tex_paint.width(self._runs, font) + wide <= self.width():
                break
            size *= 0.92
        metrics = QFontMetricsF(font)
        baseline = (self.height() + metrics.ascent() - metrics.descent()) / 2
        x = tex_paint.draw(painter, 0, baseline, self._runs, font, self._theme)
        painter.setFont(bold)
        painter.setPen(self.palette().windowText().color())
        area = QRectF(x, 0, max(wide + 2, self.width() - x), self.height())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, left, self._number)
