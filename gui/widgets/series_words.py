"""What is written about measured series: a legend, names of levels, the numbers at the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.widgets.chart import LEGEND_GAP, Overlay, wrapped
from gui.widgets.chart_items import draw_symbol
from gui.widgets.numbers import format_number
from gui.widgets.script_text import wrapped as wrapped_text
from gui.widgets.series_items import DASHES, hue
from gui.widgets.series_spec import Series
from gui.widgets.style import LABEL_PX, SMALL_PX

if TYPE_CHECKING:
    from gui.widgets.series import SeriesPlot

LEGEND_LINE, LEGEND_TEXT, LEGEND_SYMBOL = 22.0, 28.0, 8.0
POINTER = 3.0  # above the series
GROUND_ALPHA = 120  # under the name of a level, which curves may cross


class SeriesWords(Overlay):
    """The words that stand above the series of a plot."""

    def __init__(self, plot: SeriesPlot) -> None:
        super().__init__(plot, POINTER)
        self.plot = plot

    def draw(self, painter: QPainter) -> None:
        self._draw_level_names(painter)
        if not any(np.isfinite(series.mean).any() for series in self.plot.spec.series):
            self._draw_empty(painter)
        at = self.plot.pointed()
        if at is not None:
            self._draw_values(painter, at)

    def _draw_level_names(self, painter: QPainter) -> None:
        plot = self.plot
        painter.setFont(plot.style.font(SMALL_PX))
        metrics = painter.fontMetrics()
        for value, name in plot.spec.levels:
            where = plot.position(float(plot.spec.x[0]), value)
            left = plot.body.right() - metrics.horizontalAdvance(name) - 4
            baseline = where.y() - metrics.descent() - 2
            if baseline - metrics.ascent() < plot.body.top():
                baseline = where.y() + metrics.ascent() + 2
            width = metrics.horizontalAdvance(name)
            ground = QRectF(left - 3, baseline - metrics.ascent(), width + 6, metrics.height() - 2)
            pale = QColor(plot.style.theme.card)
            pale.setAlpha(GROUND_ALPHA)
            painter.fillRect(ground, pale)
            painter.setPen(QColor(plot.style.theme.muted))
            painter.drawText(QPointF(left, baseline), name)

    def _draw_empty(self, painter: QPainter) -> None:
        """Say in the middle why there is nothing."""
        plot, body = self.plot, self.plot.body
        font = plot.style.font(LABEL_PX)
        lines = wrapped_text(plot.spec.empty, font, 0.86 * body.width())
        painter.setFont(font)
        painter.setPen(QColor(plot.style.theme.muted))
        height = painter.fontMetrics().height()
        top = body.center().y() - len(lines) * height / 2
        ground = QRectF(body.left() + 1, top, body.width() - 2, len(lines) * height)
        painter.fillRect(ground, QColor(plot.style.theme.card))
        for number, line in enumerate(lines):
            box = QRectF(body.left(), top + number * height, body.width(), height)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line)

    def _draw_values(self, painter: QPainter, at: float) -> None:
        """Write every mean and its interval at the pointer's place, one below the other."""
        plot, body, px = self.plot, self.plot.body, self.plot.style.px
        painter.setFont(plot.style.font(SMALL_PX, bold=True))
        metrics = painter.fontMetrics()
        rows = [row for row in map(self._value_row, plot.spec.series) if row is not None]
        rows.sort(key=lambda row: -row[0])
        height = metrics.height()
        width = max((metrics.horizontalAdvance(text) for _, text, _ in rows), default=0)
        left = at + px(10)
        if left + width > body.right():
            left = max(body.left() + 4, at - px(10) - width)
        top = body.top() + px(4)
        for _, text, colour in rows:
            ground = QRectF(left - 3, top, width + 6, height)
            painter.fillRect(ground, QColor(plot.style.theme.card))
            painter.setPen(QColor(colour))
            painter.drawText(QPointF(left, top + metrics.ascent()), text)
            top += height

    def _value_row(self, series: Series) -> tuple[float, str, str] | None:
        """Return (mean, words, colour) of a series at the pointer; None where it is not measured.

        The name stands there too: who reads numbers need not look for the legend.
        """
        index, decimals = self.plot.index or 0, self.plot.spec.decimals
        if series.dashed or series.x is not None or not np.isfinite(series.mean[index]):
            return None
        mean = float(series.mean[index])
        text = f"{series.name}  {format_number(mean, decimals)}"
        if series.low is not None and series.high is not None and np.isfinite(series.low[index]):
            ends = (float(series.low[index]), float(series.high[index]))
            low, high = (format_number(end, decimals) for end in ends)
            text += f"  [{low}, {high}]"
        return mean, text, hue(self.plot.style.theme, series.hue)


def legend_lines(plot: SeriesPlot, width: float) -> int:
    """Return how many lines the legend of a plot takes that is so wide."""
    return max((line + 1 for _, _, line in _entries(plot, width)), default=0)


def draw_legend(plot: SeriesPlot, painter: QPainter, under: float) -> None:
    """Draw the legend, ``under`` pixels above the body."""
    style, theme, body = plot.style, plot.style.theme, plot.body
    lines, height = legend_lines(plot, body.width()), plot.line_height()
    painter.setFont(style.font(SMALL_PX))
    metrics = painter.fontMetrics()
    for series, x, line in _entries(plot, body.width()):
        middle = body.top() - under - (lines - line) * height + height / 2
        left, colour = body.left() + x, hue(theme, series.hue)
        pen = QPen(QColor(colour), style.px(2.2))
        if series.dashed:
            pen.setDashPattern(DASHES)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, middle), QPointF(left + style.px(LEGEND_LINE), middle))
        if not series.dashed and not plot.spec.flowing:
            where = QPointF(left + style.px(LEGEND_LINE / 2), middle)
            size = style.px(LEGEND_SYMBOL)
            draw_symbol(painter, series.symbol, where, size, colour, theme.card)
        painter.setPen(QColor(theme.text))
        baseline = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(left + style.px(LEGEND_TEXT), baseline), series.name)


def _entries(plot: SeriesPlot, width: float) -> list[tuple[Series, float, int]]:
    """Return (series, x, line) of the named series, wrapped into ``width``."""
    style = plot.style
    metrics, text = style.metrics(SMALL_PX), style.px(LEGEND_TEXT)
    named = [series for series in plot.spec.series if series.name]
    widths = [text + metrics.horizontalAdvance(series.name) for series in named]
    places = wrapped(widths, style.px(LEGEND_GAP), width)
    return [(series, x, line) for series, (x, line) in zip(named, places, strict=True)]
