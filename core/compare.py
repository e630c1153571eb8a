"""Two runs, grid by grid: what is identical, what is equal to rounding, and what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.numerics import BoolArray, FloatArray
from core.trace import STEP_KEYS, Grid, Trace

Verdict = Literal["identical", "rounding", "different", "only_first", "only_second", "shapes"]
"""``identical`` bit for bit; ``shapes``: not comparable; ``only_``: the other lacks the grid."""

TOLERANCE_ULPS = 32
"""Differences up to so many units in the last place of a grid's largest number are rounding.

The order in which products are added up changes the last bits of a sum; what an exponential and
a second sum make of them stays within this for the sizes that a person looks at.
"""

_RANK: Mapping[Verdict, int] = MappingProxyType(
    {
        "identical": 0,
        "rounding": 1,
        "only_first": 2,
        "only_second": 2,
        "shapes": 3,
        "different": 4,
    }
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of one grid between two runs.

    Attributes
    ----------
    step, grid : where it is.
    title : the grid's title, marked text in the context ``core``.
    verdict : see :data:`Verdict`.
    largest : the largest ``|Δ|``, inf where only one side is finite; None where there is none to
        take.
    tolerance : ``|Δ|`` up to which the grids count as equal to rounding; None likewise.
    reason : why they cannot be compared; None where they can.
    """

    step: str
    grid: str
    title: str
    verdict: Verdict
    largest: float | None = None
    tolerance: float | None = None
    reason: Message | None = None


def compare(first: Trace, second: Trace) -> tuple[Difference, ...]:
    """Compare every grid of two runs, in the order of the steps.

    Within a step, the first run's grids come in its order, then those that only the second has.
    """
    found: list[Difference] = []
    for key in STEP_KEYS:
        mine, others = first[key].grids, second[key].grids
        by_name = {grid.name: grid for grid in others}
        names = {grid.name for grid in mine}
        for grid in mine:
            other = by_name.get(grid.name)
            found.append(_only(key, grid, first=True) if other is None else _both(key, grid, other))
        found += [_only(key, grid, first=False) for grid in others if grid.name not in names]
    return tuple(found)


def of_step(differences: tuple[Difference, ...], step: str) -> Verdict:
    """Sum up a step: the gravest verdict on grids that both runs have, ``identical`` without any.

    Grids that one run alone has (a W_V that the other needs not) are told beside it, not held
    against the step.
    """
    verdicts: list[Verdict] = [
        one.verdict
        for one in differences
        if one.step == step and one.verdict not in ("only_first", "only_second")
    ]
    return max(verdicts, key=_RANK.__getitem__, default="identical")


def difference_of(differences: tuple[Difference, ...], grid: str) -> Difference:
    """Return what was found on the grid called ``grid``; KeyError when neither run has it."""
    for one in differences:
        if one.grid == grid:
            return one
    raise KeyError(f"neither run has a grid {grid!r}")


def _only(step: str, grid: Grid, *, first: bool) -> Difference:
    """Return that only one run has a grid."""
    text = QT_TRANSLATE_NOOP("core", "the other variant has no such grid")
    verdict: Verdict = "only_first" if first else "only_second"
    return Difference(step, grid.name, grid.title, verdict, reason=message(text))


def _both(step: str, grid: Grid, other: Grid) -> Difference:
    """Compare two grids of one name."""
    a, b = grid.values, other.values
    if a.shape != b.shape:
        text = QT_TRANSLATE_NOOP("core", "of different shapes, {first} and {second}")
        reason = message(text, first=_shape(a), second=_shape(b))
        return Difference(step, grid.name, grid.title, "shapes", reason=reason)
    if a is b or (a.dtype == b.dtype and _same_bits(a, b)):
        return Difference(step, grid.name, grid.title, "identical", 0.0, 0.0)
    largest, tolerance = _distance(a, b), _tolerance(a, b)
    verdict: Verdict = "rounding" if largest <= tolerance else "different"
    return Difference(step, grid.name, grid.title, verdict, largest, tolerance)


def _shape(values: FloatArray) -> str:
    """Write a shape for a person: ``4 × 10 × 16``."""
    return " × ".join(str(size) for size in values.shape)


def _same_bits(a: FloatArray, b: FloatArray) -> bool:
    """Whether two arrays of one precision are equal bit for bit: -0 is not 0, NaN may be NaN."""
    bits = np.dtype(f"u{a.dtype.itemsize}")
    return bool(np.array_equal(a.view(bits), b.view(bits)))


def _distance(a: FloatArray, b: FloatArray) -> float:
    """Return the largest ``|Δ|``; equal infinities and NaN in one place do not differ."""
    if not a.size:
        return 0.0
    wide = (a.astype(np.float64), b.astype(np.float64))
    with np.errstate(all="ignore"):
        same: BoolArray = (wide[0] == wide[1]) | (np.isnan(wide[0]) & np.isnan(wide[1]))
        gap = np.where(same, 0.0, np.abs(wide[0] - wide[1]))
    return float(np.where(np.isnan(gap), np.inf, gap).max())


def _tolerance(a: FloatArray, b: FloatArray) -> float:
    """Return what counts as rounding, from the coarser precision and the largest number."""
    epsilon = max(float(np.finfo(array.dtype).eps) for array in (a, b))
    magnitudes = [np.abs(array[np.isfinite(array)]).max(initial=0.0) for array in (a, b)]
    return TOLERANCE_ULPS * epsilon * float(max(magnitudes))
