"""From plots to their places: solves the tracks of both directions and moves every plot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSizeF

from gui.widgets.heatmap import MatrixPlot
from gui.widgets.plot import AnyPlot, CaptionSide
from gui.widgets.style import Style
from gui.widgets.tracks import Solution, Track, solve

MARGIN, GAP_ACROSS, GAP_DOWN = 16.0, 26.0, 18.0
UNLIMITED = 1e6


def arrange(plots: Sequence[AnyPlot], style: Style, size: QSizeF, bar: float) -> QSizeF:
    """Place all plots within a view; return the size that they take with their margins.

    Parameters
    ----------
    plots : of one figure.
    style : for margins and smallest sizes.
    size : of the view.
    bar : width of the scroll bar that appears when they do not fit in height.
    """
    margin = style.px(MARGIN)
    for plot in plots:
        plot.caption_side = caption_side(plot, plots)
    room = size.height() - 2 * margin
    columns = _columns(plots, style, size.width() - 2 * margin)
    rows = _rows(plots, style, columns, room)
    width = size.width()
    if rows.length > room:
        width -= bar
        columns = _columns(plots, style, width - 2 * margin)
        rows = _rows(plots, style, columns, room)
    left = max(margin, (width - columns.length) / 2)
    for plot in plots:
        column, row = columns.tracks[plot.spec.col], rows.tracks[plot.spec.row]
        plot.place(_moved(column, round(left)), _moved(row, round(margin)))
    return QSizeF(columns.length + 2 * margin, rows.length + 2 * margin)


def preferred_height(plots: Sequence[AnyPlot], style: Style, width: float) -> float:
    """Return the height at which every cell of a figure that wide has its full size."""
    margin = style.px(MARGIN)
    columns = _columns(plots, style, width - 2 * margin)
    return _rows(plots, style, columns, UNLIMITED).length + 2 * margin


def caption_side(plot: AnyPlot, plots: Sequence[AnyPlot]) -> CaptionSide:
    """Beside a map on which another hangs by its columns (Kᵀ above S); below all others."""
    if not isinstance(plot, MatrixPlot) or plot.spec.colorbar:
        return "below"
    rightmost = all(
        other.spec.row != plot.spec.row or other.spec.col <= plot.spec.col for other in plots
    )
    below = [
        other
        for other in plots
        if other.spec.col == plot.spec.col and other.spec.row > plot.spec.row
    ]
    if not below or not rightmost:
        return "below"
    nearest = min(below, key=_row_of)
    hangs = (
        isinstance(nearest, MatrixPlot)
        and not nearest.spec.col_labels
        and nearest.values.shape[1] == plot.values.shape[1]
    )
    return "right" if hangs else "below"


def _row_of(plot: AnyPlot) -> int:
    return plot.spec.row


def _columns(plots: Sequence[AnyPlot], style: Style, room: float) -> Solution:
    needs = [plot.across() for plot in plots]
    return solve(needs, "across", room, style.px(GAP_ACROSS), style.scale)


def _rows(plots: Sequence[AnyPlot], style: Style, columns: Solution, room: float) -> Solution:
    needs = [plot.down(columns.tracks[plot.spec.col]) for plot in plots]
    return solve(needs, "down", room, style.px(GAP_DOWN), style.scale)


def _moved(track: Track, by: float) -> Track:
    return Track(track.start + by, track.extent, track.cell, track.inset)
