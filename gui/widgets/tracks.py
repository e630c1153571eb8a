"""Where the plots of a figure stand: cells shared along rows and columns of the page.

Pure arithmetic, one direction at a time. Every plot says what it needs along a direction; plots
on the same track share their cell size, and all tracks grow together from the smallest legible
size to a cap, tokens before features, until the room is used up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from core.trace import AxisKind

Direction = Literal["across", "down"]
Curve = tuple[float, float, float, float]  # size at the stages 0, 1, 2, 3 of growth
FULL_STAGE = 3.0  # beyond it, on a large page, sizes grow on as they did before it

# Pixels a cell. Stage 1 is where tokens can print their values, stage 2 where features can.
CELLS: Mapping[tuple[Direction, AxisKind], Curve] = {
    ("across", "tokens"): (13, 31, 46, 64),
    ("across", "features"): (7, 11, 30, 52),
    ("across", "single"): (34, 44, 52, 64),
    ("down", "tokens"): (15, 20, 32, 44),
    ("down", "features"): (7, 10, 20, 38),
    ("down", "single"): (16, 22, 32, 44),
}
# A lesser map, token by token: a thumbnail until the others can print their values.
LESSER_TOKENS_ACROSS: Curve = (8, 15, 46, 64)
# The smallest sizes where the page would else have to be scrolled.
TIGHT: Mapping[tuple[Direction, AxisKind], float] = {
    ("across", "tokens"): 9,
    ("across", "features"): 5,
    ("across", "single"): 28,
    ("down", "tokens"): 9,
    ("down", "features"): 5,
    ("down", "single"): 12,
}
# However many cells there are, their smallest size together need not exceed this.
# Tokens first, then features.
LEAST_EXTENT: Mapping[Direction, tuple[float, float]] = {"across": (150, 68), "down": (290, 130)}
TIGHT_EXTENT: Mapping[Direction, tuple[float, float]] = {"across": (130, 58), "down": (110, 80)}
# Widths of a column whose plots fit their cells into it, and the widest cells in it.
FITTED_ACROSS: Curve = (96, 200, 360, 620)
FITTED_CELL = 46.0
NO_CELLS: Curve = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Need:
    """What one plot takes along one direction.

    Attributes
    ----------
    track : row or column of the page.
    cells : how many; 0 for a plot without cells.
    kind : what they stand for; fixes how large they become.
    before, after : room for labels, captions and scales at its ends.
    least : extent that the track must have whatever its cells (a caption).
    extent : sizes of a plot without cells.
    lesser : whether its tokens give way across the page.
    """

    track: int
    cells: int = 0
    kind: AxisKind = "tokens"
    before: float = 0.0
    after: float = 0.0
    least: float = 0.0
    extent: Curve = NO_CELLS
    lesser: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """One solved track: where its bodies begin, how far they reach, and its cell size.

    Attributes
    ----------
    start, extent : the room of its bodies.
    cell : pixels a cell.
    inset : where the first cell begins after ``start`` (cells are centred in a wider track).
    """

    start: float
    extent: float
    cell: float
    inset: float

    def fitted(self, cells: int, most: float) -> Track:
        """Return the track with as many cells as given, none larger than ``most``, at its start."""
        return Track(self.start, self.extent, _whole(min(self.extent / max(1, cells), most)), 0.0)


@dataclass(frozen=True, slots=True)
class Solution:
    """All tracks of one direction, the length that they take together, and how far they grew."""

    tracks: dict[int, Track]
    length: float
    stage: float


@dataclass(frozen=True, slots=True)
class _Demand:
    """What the plots of one track ask of it together, so that a stage is quickly tried.

    Attributes
    ----------
    cells : of the plot that has most.
    sizes : curves of cell sizes, of which the largest counts.
    extents : curves of the plots without cells.
    least : extent that the track has at any stage.
    before, after : room at its ends.
    """

    cells: int
    sizes: tuple[Curve, ...]
    extents: tuple[Curve, ...]
    least: float
    before: float
    after: float

    def cell(self, stage: float) -> float:
        """Cell size at a stage: that of the most demanding kind."""
        return max([_at(curve, stage) for curve in self.sizes], default=0.0)

    def extent(self, cell: float, stage: float) -> float:
        """How far the track reaches."""
        free = max([_at(curve, stage) for curve in self.extents], default=0.0)
        return max(self.cells * cell, free, self.least)


def solve(
    needs: Sequence[Need],
    direction: Direction,
    available: float,
    gap: float,
    scale: float,
    most: float = FULL_STAGE,
    *,
    tight: bool = False,
) -> Solution:
    """Size the tracks so that they fill ``available`` as far as their caps allow.

    Parameters
    ----------
    needs : of every plot.
    available : room in pixels; the solution is longer when not even the smallest sizes fit.
    gap : between tracks.
    scale : of the font; caps and smallest sizes grow with it.
    most : the stage at which growth ends.
    tight : begin at the sizes that are still told apart, not at those that are easily read.
    """
    return _solved(tuple(needs), direction, available, gap, scale, most, tight)


@lru_cache(maxsize=64)
def _solved(
    needs: tuple[Need, ...],
    direction: Direction,
    available: float,
    gap: float,
    scale: float,
    most: float,
    tight: bool,
) -> Solution:
    """Solve once: most edits change numbers and leave every need as it was."""
    grouped: dict[int, list[Need]] = {}
    for need in needs:
        grouped.setdefault(need.track, []).append(need)
    order = sorted(grouped)
    demands = [_demand(grouped[track], direction, scale, tight=tight) for track in order]
    gutters = sum(demand.before + demand.after for demand in demands)
    gutters += gap * max(0, len(demands) - 1)
    stage = _stage(demands, available - gutters, most)
    tracks: dict[int, Track] = {}
    position = 0.0
    for track, demand in zip(order, demands, strict=True):
        cell = _whole(demand.cell(stage))
        extent = demand.extent(cell, stage)
        position += demand.before
        inset = round((extent - demand.cells * cell) / 2)
        tracks[track] = Track(round(position), extent, cell, inset)
        position += extent + demand.after + gap
    return Solution(tracks, max(0.0, position - gap), stage)


def _demand(group: Sequence[Need], direction: Direction, scale: float, *, tight: bool) -> _Demand:
    """Gather the needs of one track."""
    curves = {_sizes(need, direction, tight=tight) for need in group if need.cells}
    return _Demand(
        cells=max(need.cells for need in group),
        sizes=tuple(_scaled(curve, scale) for curve in curves),
        extents=tuple({_scaled(need.extent, scale) for need in group}),
        least=max(need.least for need in group),
        before=max(need.before for need in group),
        after=max(need.after for need in group),
    )


def _sizes(need: Need, direction: Direction, *, tight: bool) -> Curve:
    """Return how large the cells of a plot are at the stages of growth."""
    curve = CELLS[direction, need.kind]
    extents = TIGHT_EXTENT if tight else LEAST_EXTENT
    if need.lesser and (direction, need.kind) == ("across", "tokens"):
        curve = LESSER_TOKENS_ACROSS
    if tight:
        curve = (min(curve[0], TIGHT[direction, need.kind]), *curve[1:])
    least = extents[direction][need.kind == "features"]
    return (min(curve[0], least / need.cells), *curve[1:])


def _scaled(curve: Curve, scale: float) -> Curve:
    first, second, third, last = curve
    return first * scale, second * scale, third * scale, last * scale


def _stage(demands: Sequence[_Demand], room: float, most: float) -> float:
    """Find the stage of growth at which the tracks fill the room; it is monotonic, so bisect."""

    def length(stage: float) -> float:
        return sum([demand.extent(demand.cell(stage), stage) for demand in demands])

    low, high = 0.0, most
    if length(high) <= room:
        return high
    if length(low) >= room:
        return low
    for _ in range(24):
        middle = (low + high) / 2
        if length(middle) <= room:
            low = middle
        else:
            high = middle
    return low


def _at(curve: Curve, stage: float) -> float:
    index = min(2, int(stage))
    part = stage - index
    return curve[index] * (1 - part) + curve[index + 1] * part


def _whole(cell: float) -> float:
    """Whole pixels where a fraction would be seen: lines between cells stay crisp."""
    return float(int(cell)) if cell >= 6 else cell
