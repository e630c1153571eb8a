"""One series as pyqtgraph draws it: the mean, its intervals, every seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsItem

from core.numerics import FloatArray
from gui.theme import Theme
from gui.widgets.chart_items import NOTHING, Line, Points
from gui.widgets.series_spec import Hue, Series
from gui.widgets.style import Style

BAND_ALPHA, SEED_ALPHA, POINT_ALPHA = 46, 90, 150
MEAN_WIDTH, SEED_WIDTH, FOCUS_WIDTH = 2.4, 1.0, 2.0
MEAN_SIZE, SEED_SIZE = 9.0, 4.5
CAP = 3.0  # half the width of a bar's ends
DASHES = (4.0, 3.0)
SPREAD = 0.75  # of the room between two series that the seeds of one take
WIDEST_SPREAD = 5.0  # pixels from seed to seed
BEHIND, SEEDS, MEAN = -1.0, 0.0, 1.0


@dataclass(frozen=True)
class Places:
    """Where a series stands.

    Attributes
    ----------
    stand : maps x [n] and y [n] into the scene, [n, 2].
    x : [n], its places.
    offset : pixels beside them, so that no series hides another.
    gap : room between two series, in pixels.
    floor : where the axis is.
    """

    stand: Callable[[FloatArray, FloatArray], FloatArray]
    x: FloatArray
    offset: float
    gap: float
    floor: float

    def of(self, y: FloatArray, beside: float = 0.0) -> FloatArray:
        """Return the points of numbers [n] in the scene, [n, 2]."""
        points = self.stand(self.x, np.asarray(y, dtype=np.float64))
        points[:, 0] += self.offset + beside
        return points


class SeriesItems:
    """The items of one series."""

    def __init__(self, parent: QGraphicsItem) -> None:
        self._band, self._bars = Line(parent, BEHIND), Line(parent, SEEDS)
        self._seeds, self._focus = Line(parent, SEEDS), Line(parent, MEAN)
        self._line = Line(parent, MEAN)
        self._points, self._means = Points(parent, SEEDS), Points(parent, MEAN)

    def show_series(self, series: Series, places: Places, style: Style, *, flowing: bool) -> None:
        """Draw a series; ``flowing`` as in :class:`gui.widgets.series_spec.SeriesSpec`."""
        colour = QColor(hue(style.theme, series.hue))
        means = places.of(series.mean)
        pen = QPen(colour, style.px(MEAN_WIDTH))
        if series.dashed:
            pen.setDashPattern(DASHES)
        self._line.show_points(means, pen)
        own = flowing or series.dashed
        rim = QPen(QColor(style.theme.card), 1)
        shown = NOTHING if own else means
        self._means.show_points(shown, series.symbol, style.px(MEAN_SIZE), rim, colour)
        self._show_intervals(series, places, style, colour, flowing=flowing)
        if flowing:
            self._show_lines(series, places, style, colour)
        else:
            self._show_points(series, places, style, colour)

    def clear(self) -> None:
        """Draw nothing."""
        pen = QPen(Qt.PenStyle.NoPen)
        for line in (self._band, self._bars, self._seeds, self._focus, self._line):
            line.show_points(NOTHING, pen)
        for points in (self._points, self._means):
            points.show_points(NOTHING, "o", 1.0, pen, None)

    def _show_intervals(
        self, series: Series, places: Places, style: Style, colour: QColor, *, flowing: bool
    ) -> None:
        """Show a band along moments, a bar with ends at each place that is apart."""
        none = QPen(Qt.PenStyle.NoPen)
        if series.low is None or series.high is None:
            self._band.show_points(NOTHING, none, fill=faded(colour, BAND_ALPHA))
            self._bars.show_points(NOTHING, none, connect="pairs")
            return
        low, high = places.of(series.low), places.of(series.high)
        known = np.isfinite(low).all(axis=1) & np.isfinite(high).all(axis=1)
        low, high = low[known], high[known]
        outline = np.concatenate([low, high[::-1]]) if flowing and len(low) > 1 else NOTHING
        self._band.show_points(outline, none, fill=faded(colour, BAND_ALPHA))
        cap = np.array([style.px(CAP), 0.0])
        pairs = [(low, high), (low - cap, low + cap), (high - cap, high + cap)]
        ends = np.concatenate([np.stack(pair, axis=1).reshape(-1, 2) for pair in pairs])
        pen = QPen(colour, style.px(1.4))
        self._bars.show_points(NOTHING if flowing else ends, pen, connect="pairs")

    def _show_lines(self, series: Series, places: Places, style: Style, colour: QColor) -> None:
        """Show every seed as a thin line, the focused one thicker."""
        gap = np.full((1, 2), np.nan)
        rows = [part for row in series.each for part in (places.of(row), gap)]
        lines = np.concatenate(rows) if rows else NOTHING
        self._seeds.show_points(lines, QPen(faded(colour, SEED_ALPHA), style.px(SEED_WIDTH)))
        focused = NOTHING if series.focused is None else places.of(series.each[series.focused])
        pen = QPen(QColor(style.theme.focus), style.px(FOCUS_WIDTH))
        self._focus.show_points(focused, pen)
        self._points.show_points(NOTHING, "o", 1.0, QPen(Qt.PenStyle.NoPen), None)

    def _show_points(self, series: Series, places: Places, style: Style, colour: QColor) -> None:
        """Show every seed as a point, the seeds of a place beside each other."""
        count = len(series.each)
        step = min(style.px(WIDEST_SPREAD), SPREAD * places.gap / max(1, count - 1))
        rows = [
            places.of(row, (number - (count - 1) / 2) * step)
            for number, row in enumerate(series.each)
        ]
        points = np.concatenate(rows) if rows else NOTHING
        pen = QPen(faded(colour, POINT_ALPHA + 60), 1)
        fill = faded(colour, POINT_ALPHA)
        self._points.show_points(points, "o", style.px(SEED_SIZE), pen, fill)
        for line in (self._focus, self._seeds):
            line.show_points(NOTHING, QPen(Qt.PenStyle.NoPen))


def hue(theme: Theme, name: Hue) -> str:
    """Return a colour of the theme by its name."""
    colour: str = getattr(theme, name)
    return colour


def faded(colour: QColor, alpha: int) -> QColor:
    """Return a colour that lets others through."""
    pale = QColor(colour)
    pale.setAlpha(alpha)
    return pale
