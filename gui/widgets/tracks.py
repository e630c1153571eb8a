"""Where the plots of a figure stand: cells shared along rows and columns of the page.

Pure arithmetic, one direction at a time. Every plot says what it needs along a direction; plots
on the same track share their cell size, and all tracks grow together from the smallest legible
size to a cap, tokens before features, until the room is used up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
# However many cells there are, their smallest size together need not exceed this.
LEAST_EXTENT: Mapping[Direction, float] = {"across": 150, "down": 290}
FEATURE_SHARE = 0.45  # of that, for features
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


@dataclass(frozen=True, slots=True)
class Solution:
    """All tracks of one direction and the length that they take together."""

    tracks: dict[int, Track]
    length: float


def solve(
    needs: Sequence[Need],
    direction: Direction,
    available: float,
    gap: float,
    scale: float,
    most: float = FULL_STAGE,
) -> Solution:
    """Size the tracks so that they fill ``available`` as far as their caps allow.

    Parameters
    ----------
    needs : of every plot.
    available : room in pixels; the solution is longer when not even the smallest sizes fit.
    gap : between tracks.
    scale : of the font; caps and smallest sizes grow with it.
    most : the stage at which growth ends.
    """
    grouped: dict[int, list[Need]] = {}
    for need in needs:
        grouped.setdefault(need.track, []).append(need)
    order = sorted(grouped)
    groups = [grouped[track] for track in order]
    gutters = sum(_gutter(group) for group in groups) + gap * max(0, len(groups) - 1)
    stage = _stage(groups, direction, available - gutters, scale, most)
    tracks: dict[int, Track] = {}
    position = 0.0
    for track, group in zip(order, groups, strict=True):
        cell = _whole(_cell(group, direction, stage, scale))
        count = max((need.cells for need in group), default=0)
        extent = _extent(group, cell, stage, scale)
        position += max(need.before for need in group)
        tracks[track] = Track(round(position), extent, cell, round((extent - count * cell) / 2))
        position += extent + max(need.after for need in group) + gap
    return Solution(tracks, max(0.0, position - gap))


def _gutter(group: Sequence[Need]) -> float:
    return max(need.before for need in group) + max(need.after for need in group)


def _stage(
    groups: Sequence[Sequence[Need]], direction: Direction, room: float, scale: float, most: float
) -> float:
    """Find the stage of growth at which the tracks fill the room; it is monotonic, so bisect."""

    def length(stage: float) -> float:
        return sum(
            _extent(group, _cell(group, direction, stage, scale), stage, scale) for group in groups
        )

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


def _extent(group: Sequence[Need], cell: float, stage: float, scale: float) -> float:
    cells = max(need.cells for need in group) * cell
    free = max(_at(need.extent, stage) for need in group) * scale
    return max(cells, free, *(need.least for need in group))


def _cell(group: Sequence[Need], direction: Direction, stage: float, scale: float) -> float:
    """Cell size of a track at a stage: that of its most demanding kind."""
    sizes = [0.0]
    for need in group:
        if need.cells:
            curve = CELLS[direction, need.kind]
            if need.lesser and (direction, need.kind) == ("across", "tokens"):
                curve = LESSER_TOKENS_ACROSS
            least = LEAST_EXTENT[direction] * (FEATURE_SHARE if need.kind == "features" else 1.0)
            smallest = min(curve[0], least / need.cells)
            sizes.append(_at((smallest, *curve[1:]), stage) * scale)
    return max(sizes)


def _at(curve: Curve, stage: float) -> float:
    index = min(2, int(stage))
    part = stage - index
    return curve[index] * (1 - part) + curve[index + 1] * part


def _whole(cell: float) -> float:
    """Whole pixels where a fraction would be seen: lines between cells stay crisp."""
    return float(int(cell)) if cell >= 6 else cell
