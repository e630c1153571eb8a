"""Two runs, grid by grid: what is identical, what is equal to rounding, and what differs."""

from __future__ import annotations

from dataclasses import dataclass
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
    reason : why they cannot be compared, or how they were; None where that goes without saying.
    heads : the verdict on each head alone, where the grids as a whole differ.
    """

    step: str
    grid: str
    title: str
    verdict: Verdict
    largest: float | None = None
    tolerance: float | None = None
    reason: Message | None = None
    heads: tuple[Verdict, ...] = ()


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
            if other is None:
                found.append(_only(key, grid, first=True))
            else:
                heads = _query_heads(first, second)
                found.append(_both(key, grid, other, heads))
        found += [_only(key, grid, first=False) for grid in others if grid.name not in names]
    return tuple(found)


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


def _both(step: str, grid: Grid, other: Grid, query_heads: int | None) -> Difference:
    """Compare two grids of one name.

    Keys and values that serve groups of query heads are compared head by head: with those of
    every query head that they serve.
    """
    a, b = grid.values, other.values
    reason = None
    if query_heads is not None and _serve(a, b, query_heads):
        text = QT_TRANSLATE_NOOP("core", "compared for each of the {count} query heads")
        reason = message(text, count=query_heads)
        a, b = _for_each(a, query_heads), _for_each(b, query_heads)
    elif a.shape != b.shape:
        text = QT_TRANSLATE_NOOP("core", "of different shapes, {first} and {second}")
        reason = message(text, first=_shape(a), second=_shape(b))
        return Difference(step, grid.name, grid.title, "shapes", reason=reason)
    if a is b or _same_bits(a, b):
        return Difference(step, grid.name, grid.title, "identical", 0.0, 0.0, reason)
    tolerance = _tolerance(a, b)
    gaps = [_distance(mine, theirs) for mine, theirs in zip(a, b, strict=True)]
    largest = max(gaps, default=0.0)
    heads = tuple(
        "identical" if _same_bits(mine, theirs) else _judged(gap, tolerance)
        for mine, theirs, gap in zip(a, b, gaps, strict=True)
    )
    verdict = _judged(largest, tolerance)
    return Difference(step, grid.name, grid.title, verdict, largest, tolerance, reason, heads)


def _judged(largest: float, tolerance: float) -> Verdict:
    return "rounding" if largest <= tolerance else "different"


def _query_heads(first: Trace, second: Trace) -> int | None:
    """Return the number of query heads, or None when two runs have not the same."""
    here, there = first.resolved.n_heads, second.resolved.n_heads
    return here if here == there else None


def _serve(a: FloatArray, b: FloatArray, query_heads: int) -> bool:
    """Whether the slices of two grids serve the same query heads in groups of different size."""
    whole_groups = query_heads % max(1, a.shape[0]) == query_heads % max(1, b.shape[0]) == 0
    return a.shape[0] != b.shape[0] and a.shape[1:] == b.shape[1:] and whole_groups


def _for_each(values: FloatArray, heads: int) -> FloatArray:
    """Return the slice that serves each of ``heads`` query heads."""
    # [groups, rows, cols] -> [heads, rows, cols]
    return np.repeat(values, heads // values.shape[0], axis=0)


def _shape(values: FloatArray) -> str:
    """Write a shape for a person: ``4 × 10 × 16``."""
    return " × ".join(str(size) for size in values.shape)


def _same_bits(a: FloatArray, b: FloatArray) -> bool:
    """Whether two arrays of one precision are equal bit for bit: -0 is not 0, NaN may be NaN."""
    if a.dtype != b.dtype:
        return False
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
