"""Measured series as data: a mean with its interval, and every seed that it is the mean of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from core.numerics import FloatArray
    from gui.state import Cell

Hue = Literal["text", "muted", "query", "key", "value", "accent", "error", "warn", "good"]
"""A colour of :class:`gui.theme.Theme`, by its name."""


def _none() -> FloatArray:
    return np.zeros((0, 0))


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One series of a :class:`SeriesSpec`, over the places of its axis.

    Attributes
    ----------
    name : in the legend, in the reader's language; "" keeps it out of it.
    mean : [n]; NaN where there is none.
    low, high : [n], ends of the interval; None = none is known.
    each : [m, n], what the mean is of; a row a seed.
    labels : one a row of ``each``.
    hue : colour.
    symbol : one of pyqtgraph's: "o" is round, "d" a diamond, "s" a square, "t" a triangle.
    dashed : whether it is expected, not measured; it has no symbols then.
    focused : row of ``each`` that is told apart where the places flow; None for none.
    x : [n], places of its own; None = those of the spec.
    """

    name: str
    mean: FloatArray
    low: FloatArray | None = None
    high: FloatArray | None = None
    each: FloatArray = field(default_factory=_none)
    labels: tuple[str, ...] = ()
    hue: Hue = "text"
    symbol: str = "o"
    dashed: bool = False
    focused: int | None = None
    x: FloatArray | None = None


@dataclass(frozen=True, eq=False)
class SeriesSpec:
    """Series over one axis.

    Attributes
    ----------
    x : [n], ascending; at least one.
    ticks : places of the axis and what is written there; empty = round numbers.
    doubling : whether each doubling of x is as long as any other.
    flowing : whether the places are moments: intervals are bands and each seed a line. Else they
        are apart: intervals are bars and each seed a point, those of a place beside each other.
    least, most : numbers that the upright axis reaches at least; None as far as the numbers do.
    end : number that the axis reaches at least, from 0, where places flow; None as far as they do.
    levels : marked numbers of the upright axis and their names, dotted.
    lines : marked places and their names, dashed.
    decimals : of the numbers that are printed at the pointer.
    cells : the cell that each place stands for, so that it can be hovered; empty for none.
    empty : said in the middle while there is nothing to draw.
    """

    key: str
    x: FloatArray
    series: Sequence[Series]
    row: int
    col: int
    heading: str
    x_label: str
    y_label: str
    ticks: tuple[tuple[float, str], ...] = ()
    doubling: bool = False
    flowing: bool = False
    least: float | None = None
    most: float | None = None
    end: float | None = None
    levels: tuple[tuple[float, str], ...] = ()
    lines: tuple[tuple[float, str], ...] = ()
    decimals: int = 3
    cells: tuple[Cell, ...] = ()
    empty: str = ""


def same_picture(one: SeriesSpec, other: SeriesSpec) -> bool:
    """Tell whether two specs look the same; numbers count, not the arrays that hold them."""
    if len(one.series) != len(other.series) or not np.array_equal(one.x, other.x):
        return False
    plain = [each.name for each in fields(SeriesSpec) if each.name not in ("x", "series")]
    if any(getattr(one, name) != getattr(other, name) for name in plain):
        return False
    return all(map(_same_series, one.series, other.series))


def _same_series(one: Series, other: Series) -> bool:
    for each in fields(Series):
        first, second = getattr(one, each.name), getattr(other, each.name)
        if first is second:
            continue
        if isinstance(first, np.ndarray) and isinstance(second, np.ndarray):
            if not np.array_equal(first, second, equal_nan=True):
                return False
        elif isinstance(first, np.ndarray) or isinstance(second, np.ndarray) or first != second:
            return False
    return True
