"""Symbols drawn by Qt: runs of text, low and raised, in one colour or two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPen

from gui.theme import Theme
from gui.widgets.tex_text import Run

SCRIPT = 0.72  # size of what stands low or high
DROP = 0.22  # how far it does, in ems


class Laid:
    """Runs of text in their fonts, measured once.

    Attributes
    ----------
    width : of all of them.
    metrics : of the font that they are derived from.
    """

    def __init__(self, runs: Sequence[Run], font: QFont) -> None:
        self.metrics = QFontMetricsF(font)
        fonts = [_font(run, font) for run in runs]
        measures = [QFontMetricsF(chosen) for chosen in fonts]
        advances = [
            metrics.horizontalAdvance(run.text) for run, metrics in zip(runs, measures, strict=True)
        ]
        self.width = sum(advances)
        self._parts = tuple(zip(runs, fonts, measures, advances, strict=True))

    def draw(self, painter: QPainter, x: float, baseline: float, theme: Theme) -> float:
        """Draw them from ``x`` on a baseline; return where they end."""
        drop = DROP * self.metrics.height()
        for run, font, metrics, advance in self._parts:
            y = baseline - run.script * drop
            painter.setFont(font)
            painter.setPen(_pen(run, theme, y, metrics))
            painter.drawText(QPointF(x, y), run.text)
            x += advance
        return x


def width(runs: Sequence[Run], font: QFont) -> float:
    """Return how wide the runs are when drawn."""
    return Laid(runs, font).width


def draw(
    painter: QPainter, x: float, baseline: float, runs: Sequence[Run], font: QFont, theme: Theme
) -> float:
    """Draw runs from ``x`` on a baseline; return where they end."""
    return Laid(runs, font).draw(painter, x, baseline, theme)


def _font(run: Run, font: QFont) -> QFont:
    chosen = QFont(font)
    chosen.setItalic(not run.upright)
    if run.roles:
        chosen.setBold(True)
    if run.script and font.pixelSize() > 0:
        chosen.setPixelSize(max(1, round(font.pixelSize() * SCRIPT)))
    elif run.script:
        chosen.setPointSizeF(font.pointSizeF() * SCRIPT)
    return chosen


def _pen(run: Run, theme: Theme, baseline: float, metrics: QFontMetricsF) -> QPen:
    """Return the colour of a run; two roles share it, one the upper half, one the lower."""
    if len(run.roles) < 2:
        return QPen(QColor(theme.role(run.roles[0] if run.roles else None)))
    middle = baseline - metrics.capHeight() / 2
    gradient = QLinearGradient(0, middle - 0.5, 0, middle + 0.5)
    gradient.setColorAt(0, QColor(theme.role(run.roles[0])))
    gradient.setColorAt(1, QColor(theme.role(run.roles[1])))
    return QPen(QBrush(gradient), 1)
