"""From plots to their places: solves the tracks of both directions and moves every plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSizeF

from gui.widgets.heatmap import MatrixPlot
from gui.widgets.mosaic import MosaicPlot
from gui.widgets.plot import AnyPlot, CaptionSide
from gui.widgets.style import Style
from gui.widgets.tracks import FULL_STAGE, Solution, Track, solve

MARGIN, GAP_ACROSS, GAP_DOWN = 16.0, 26.0, 18.0
NARROW = 0.6  # of the ordinary gap, where the page would else be too narrow
ORDINARY = QSizeF(1000, 760)  # pages larger than this let cells grow beyond their caps
UNLIMITED = 1e6


def arrange(plots: Sequence[AnyPlot], style: Style, size: QSizeF, bar: float) -> QSizeF:
    """Place all plots within a view; return the size that they take with their margins.

    Parameters
    ----------
    plots : of one figure.
    style : for margins and smallest sizes.
    size : of the view.
    bar : width of the scroll bars that appear when they do not fit.
    """
    margin = style.px(MARGIN)
    for plot in plots:
        plot.caption_side = caption_side(plot, plots)
    page = QSizeF(size)
    columns = _columns(plots, style, page)
    if columns.length + 2 * margin > page.width():
        page.setHeight(page.height() - bar)
    rows = _rows(plots, style, columns, page)
    if rows.length + 2 * margin > page.height():
        page.setWidth(page.width() - bar)
        columns = _columns(plots, style, page)
        rows = _rows(plots, style, columns, page)
    width = page.width()
    left = max(margin, (width - columns.length) / 2)
    for plot in plots:
        column, row = columns.tracks[plot.spec.col], _row(plot, rows)
        plot.place(_moved(column, round(left)), _moved(row, round(margin)))
    return QSizeF(columns.length + 2 * margin, rows.length + 2 * margin)


def preferred_height(plots: Sequence[AnyPlot], style: Style, width: float) -> float:
    """Return the height at which every cell of a figure that wide has its full size."""
    page = QSizeF(width, UNLIMITED)
    columns = _columns(plots, style, page)
    return _rows(plots, style, columns, page).length + 2 * style.px(MARGIN)


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


def _columns(plots: Sequence[AnyPlot], style: Style, page: QSizeF) -> Solution:
    needs = [plot.across() for plot in plots]
    room = page.width() - 2 * style.px(MARGIN)
    gap, most = style.px(GAP_ACROSS), _most(page)
    ordinary = solve(needs, "across", room, gap, style.scale, most)
    if ordinary.length <= room:
        return ordinary
    # Rather closer together than a scroll bar; but a sign between two plots needs its place.
    nearest = max((-min(need.before, need.after) for need in needs), default=0.0) + 2
    return solve(needs, "across", room, max(NARROW * gap, nearest), style.scale, most)


def _most(page: QSizeF) -> float:
    """Return the stage at which growth ends: later on a large page, which is seen from afar."""
    ratio = min(page.width() / ORDINARY.width(), page.height() / ORDINARY.height())
    return FULL_STAGE + 2 * min(1.0, max(0.0, ratio - 1))


def _rows(plots: Sequence[AnyPlot], style: Style, columns: Solution, page: QSizeF) -> Solution:
    making = [plot for plot in plots if _last_row(plot) is None]
    needs = [plot.down(columns.tracks[plot.spec.col]) for plot in making]
    room = page.height() - 2 * style.px(MARGIN)
    return solve(needs, "down", room, style.px(GAP_DOWN), style.scale, _most(page))


def _last_row(plot: AnyPlot) -> int | None:
    """Return the track to which a plot reaches down; None for one that keeps to its own."""
    return plot.spec.last_row if isinstance(plot, MosaicPlot) else None


def _row(plot: AnyPlot, rows: Solution) -> Track:
    """Return the track of a plot, or one that reaches over several."""
    first, last = rows.tracks[plot.spec.row], _last_row(plot)
    if last is None:
        return first
    end = rows.tracks[last].start + rows.tracks[last].extent
    return replace(first, extent=end - first.start)


def _moved(track: Track, by: float) -> Track:
    return Track(track.start + by, track.extent, track.cell, track.inset)
