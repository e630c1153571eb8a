"""From plots to their places: solves the tracks of both directions and moves every plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSizeF

from gui.widgets.heatmap import MatrixPlot
from gui.widgets.mosaic import MosaicPlot
from gui.widgets.plot import AnyPlot, CaptionSide
from gui.widgets.style import Style
from gui.widgets.tracks import FULL_STAGE, Solution, Track, solve

MARGIN, GAP_ACROSS, GAP_DOWN = 16.0, 26.0, 18.0
TIGHT_MARGIN, TIGHT_GAP_DOWN = 5.0, 6.0
NARROW = 0.6  # of the ordinary gap, where the page would else be too narrow
TIGHT_NARROW = 0.4
ORDINARY = QSizeF(1000, 760)  # pages larger than this let cells grow beyond their caps
FASTER = 3.0  # stages that a page twice as large lets cells grow on
LARGER = 0.5  # by which its letters grow
NOTCHES = 20  # of a scale: a window that is dragged larger does not write anew at every pixel
ABOVE = 0.4  # of the height left over; the eye's middle lies above the ruler's
UNLIMITED = 1e6
# Where growth ends on a page that is scrolled through: where everything is legible.
TALL_ACROSS, TALL_DOWN = 2.4, 1.3


@dataclass(frozen=True, slots=True)
class Page:
    """The solved tracks of a figure.

    Attributes
    ----------
    columns, rows : the tracks of both directions.
    room : what the scroll bars leave of the view.
    margin : around all plots.
    tight : whether they had to be squeezed.
    """

    columns: Solution
    rows: Solution
    room: QSizeF
    margin: float
    tight: bool

    def size(self) -> QSizeF:
        """Return what all plots take with their margins."""
        return QSizeF(self.columns.length + 2 * self.margin, self.rows.length + 2 * self.margin)

    def overflow(self) -> float:
        """Return the pixels by which it is longer than its room, both directions together."""
        over = self.size() - self.room
        return max(0.0, over.width()) + max(0.0, over.height())

    def quality(self) -> tuple[float, bool, float]:
        """Return how good it is, to be compared: nothing to scroll, nothing squeezed, large."""
        return -self.overflow(), not self.tight, min(self.columns.stage, self.rows.stage)


def arrange(
    plots: Sequence[AnyPlot], style: Style, size: QSizeF, bar: float, *, tall: bool = False
) -> Page:
    """Place all plots within a view: with ease, else tightly, else longer than the view.

    Parameters
    ----------
    plots : of one figure.
    style : for margins and smallest sizes.
    size : of the view.
    bar : width of the scroll bars that appear when they do not fit.
    tall : rows take their full height, however much of it is in view.
    """
    for plot in plots:
        plot.caption_side = caption_side(plot, plots)
    if tall:
        page = _page(plots, style, QSizeF(size.width() - bar, UNLIMITED), bar, tight=False)
    else:
        page = _page(plots, style, size, bar, tight=False)
        if page.overflow():
            page = _page(plots, style, size, bar, tight=True)
    left = max(page.margin, (page.room.width() - page.columns.length) / 2)
    spare = 0.0 if tall else page.room.height() - page.size().height()
    top = page.margin + max(0.0, spare) * ABOVE
    for plot in plots:
        column, row = page.columns.tracks[plot.spec.col], _row(plot, page.rows)
        plot.place(_moved(column, round(left)), _moved(row, round(top)))
    return page


def _page(plots: Sequence[AnyPlot], style: Style, size: QSizeF, bar: float, *, tight: bool) -> Page:
    """Solve the tracks, with ease or tightly; what does not fit leaves room for scroll bars."""
    for plot in plots:
        plot.set_tight(tight)
    margin = style.px(TIGHT_MARGIN if tight else MARGIN)
    room = QSizeF(size)
    columns = _columns(plots, style, room, margin, tight=tight)
    if columns.length + 2 * margin > room.width():
        room.setHeight(room.height() - bar)
    rows = _rows(plots, style, columns, room, margin, tight=tight)
    if rows.length + 2 * margin > room.height():
        room.setWidth(room.width() - bar)
        columns = _columns(plots, style, room, margin, tight=tight)
        rows = _rows(plots, style, columns, room, margin, tight=tight)
    return Page(columns, rows, room, margin, tight)


def caption_side(plot: AnyPlot, plots: Sequence[AnyPlot]) -> CaptionSide:
    """Beside a map on which another hangs by its columns (Kᵀ above S); below all others."""
    if not isinstance(plot, MatrixPlot) or plot.spec.colorbar:
        return "below"
    alone = all(
        other is plot
        or other.spec.row != plot.spec.row
        or (other.spec.col < plot.spec.col and not isinstance(other, MatrixPlot))
        for other in plots
    )
    below = [
        other
        for other in plots
        if other.spec.col == plot.spec.col and other.spec.row > plot.spec.row
    ]
    # What hangs there is a product, whose other factor stands at its left.
    product = any(
        other.spec.row == lower.spec.row and other.spec.col < lower.spec.col
        for lower in below
        for other in plots
    )
    if not product or not alone:
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


def _columns(
    plots: Sequence[AnyPlot], style: Style, page: QSizeF, margin: float, *, tight: bool
) -> Solution:
    needs = [plot.across() for plot in plots]
    room = page.width() - 2 * margin
    gap, most = style.px(GAP_ACROSS), TALL_ACROSS if _scrolled(page) else _most(page)
    ordinary = solve(needs, "across", room, gap, style.scale, most)
    if ordinary.length <= room:
        return ordinary
    # Rather closer together than a scroll bar; but a sign between two plots needs its place.
    nearest = max((-min(need.before, need.after) for need in needs), default=0.0) + 2
    gap = max((TIGHT_NARROW if tight else NARROW) * gap, nearest)
    return solve(needs, "across", room, gap, style.scale, most, tight=tight)


def _most(page: QSizeF) -> float:
    """Return the stage at which growth ends: later on a large page, which is seen from afar."""
    return FULL_STAGE + FASTER * _largeness(page)


def enlargement(page: QSizeF) -> float:
    """Return how much larger letters and gaps are on a large page than on an ordinary one."""
    return 1 + round(LARGER * _largeness(page) * NOTCHES) / NOTCHES


def _largeness(page: QSizeF) -> float:
    """Return 0 for an ordinary page or a smaller one, 1 for one twice as large or larger."""
    ratio = min(page.width() / ORDINARY.width(), page.height() / ORDINARY.height())
    return min(1.0, max(0.0, ratio - 1))


def _rows(
    plots: Sequence[AnyPlot],
    style: Style,
    columns: Solution,
    page: QSizeF,
    margin: float,
    *,
    tight: bool,
) -> Solution:
    making = [plot for plot in plots if _last_row(plot) is None]
    needs = [plot.down(columns.tracks[plot.spec.col]) for plot in making]
    room = page.height() - 2 * margin
    gap = style.px(TIGHT_GAP_DOWN if tight else GAP_DOWN)
    most = _most(page)
    if _scrolled(page):
        most = TALL_DOWN + min(1.0, max(0.0, page.width() / ORDINARY.width() - 1)) / 2
    return solve(needs, "down", room, gap, style.scale, most, tight=tight)


def _scrolled(page: QSizeF) -> bool:
    """Whether rows need not fit a view."""
    return page.height() >= UNLIMITED / 2


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
