"""How far the context of a run lies outside the convex hull of the keys.

A context row is a weighted mean of value rows. Tied, these are the keys, and it lies in their hull:
all that can be said is a mixture of addresses. Untied it need not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.geometry import distance_to_hull
from core.numerics import FloatArray
from core.trace import Trace

INSIDE = 1e-9
"""Up to this part of the keys' spread a distance is rounding."""


@dataclass(frozen=True, eq=False)
class Outside:
    """Distances of context rows from the hull of their head's keys.

    Attributes
    ----------
    cells : (head, row) of each context row that was measured.
    distances : [m], Euclidean; 0 inside.
    spreads : [m], the unit to compare with: the root mean square distance of the keys of the row's
        own head from their mean, so that a row has one figure, measured with others or alone.
    """

    cells: tuple[tuple[int, int], ...]
    distances: FloatArray
    spreads: FloatArray

    @property
    @np.errstate(all="ignore")
    def relative(self) -> FloatArray:
        """Distances in units of the spread: [m]; 0 where the keys have none."""
        some = self.spreads > 0
        return np.where(some, self.distances / np.where(some, self.spreads, 1.0), 0.0)

    @property
    def fraction(self) -> float:
        """The part of the rows that lies outside; 0 without rows."""
        return float((self.distances > INSIDE * self.spreads).mean()) if self.cells else 0.0


@np.errstate(all="ignore")
def outside_keys(trace: Trace, most: int = 64, head: int | None = None) -> Outside | None:
    """Measure how far context rows lie outside the hull of the keys, before any rotary turn.

    Parameters
    ----------
    trace : the run. Queries with no key left have no context and are not measured.
    most : rows to measure; of more, evenly spaced ones are taken.
    head : the query head to measure; None measures all.

    Returns
    -------
    outside : None where keys and context differ in width, or are not finite.
    """
    key, context = trace.grid(trace.resolved.tied_grid).values, trace.grid("context").values
    if key.shape[-1] != context.shape[-1]:
        return None
    if not (np.isfinite(key).all() and np.isfinite(context).all()):
        return None
    wide = key.astype(np.float64)
    group = trace.resolved.group
    spread = _spreads(wide) if key.size else np.zeros(0)  # [n_kv_heads]
    there = np.argwhere(trace.grid("weights").values.any(axis=-1))  # [m, 2]: head, row
    if head is not None:
        there = there[there[:, 0] == head]
    if len(there) > most:
        there = there[np.linspace(0, len(there) - 1, most).round().astype(np.intp)]
    cells = tuple((int(which), int(row)) for which, row in there)
    distances = [
        distance_to_hull(context[which, row], wide[which // group]) for which, row in cells
    ]
    spreads = [float(spread[which // group]) for which, _ in cells]
    return Outside(cells, np.array(distances, dtype=np.float64), np.array(spreads, np.float64))


def _spreads(keys: FloatArray) -> FloatArray:
    """Return the root mean square distance from the mean: [heads, n, d] -> [heads].

    A power of two, which changes no digit, keeps the squares of large numbers finite.
    """
    _, exponent = np.frexp(np.abs(keys).max())
    shrunk = np.ldexp(keys, -exponent)
    centred = shrunk - shrunk.mean(axis=1, keepdims=True)
    spreads: FloatArray = np.sqrt(np.square(centred).sum(axis=-1).mean(axis=-1))
    return np.ldexp(spreads, exponent)
