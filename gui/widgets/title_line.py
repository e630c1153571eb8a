"""The lens's title: what the cell is called, and its number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.painting import told
from gui.widgets.tex_paint import Laid
from gui.widgets.tex_text import Run

TITLE_SIZE = 1.3
SMALLER, SIZES = 0.92, 6  # each size of the sizes tried, of the one before


class TitleLine(QWidget):
    """One line: the coloured name of a cell, then its number in bold; the name gives way first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._runs: tuple[Run, ...] = ()
        self._number = ""
        # The name at each size tried so far, with the font of the number, and what they were for.
        self._laid: list[tuple[Laid, QFont, QFontMetricsF]] = []
        self._laid_for: tuple[tuple[Run, ...], QFont] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing is painted below it
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

    def _fitting(self) -> tuple[Laid, QFont, float]:
        """Return the name, the number's font and its width, as large as there is room for."""
        if self._laid_for != (self._runs, self.font()):
            self._laid_for = (self._runs, self.font())
            self._laid.clear()
        for place in range(SIZES):
            if place == len(self._laid):
                self._laid.append(self._at(place))
            name, bold, metrics = self._laid[place]
            wide = metrics.horizontalAdvance(self._number)
            if name.width + wide <= self.width():
                break
        return name, bold, wide

    def _at(self, place: int) -> tuple[Laid, QFont, QFontMetricsF]:
        """Lay the name out at one of the sizes, 0 being the largest."""
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * TITLE_SIZE * SMALLER**place)
        bold = QFont(font)
        bold.setBold(True)
        return Laid(self._runs, font), bold, QFontMetricsF(bold)

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        name, bold, wide = self._fitting()
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.card))
        baseline = (self.height() + name.metrics.ascent() - name.metrics.descent()) / 2
        x = name.draw(painter, 0, baseline, self._theme)
        painter.setFont(bold)
        painter.setPen(self.palette().windowText().color())
        area = QRectF(x, 0, max(wide + 2, self.width() - x), self.height())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, left, self._number)
