"""Parts of sums as stacked segments: positive upwards, negative downwards, from zero."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.numerics import FloatArray


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar, from ``low`` to ``high``; part -1 is what the rest adds up to."""

    bar: int
    part: int
    low: float
    high: float


@np.errstate(all="ignore")
def largest_parts(parts: FloatArray, most: int) -> tuple[int, ...]:
    """Return the parts that weigh most over all bars, in their own order.

    Parameters
    ----------
    parts : [n_parts, n_bars]
    most : how many at most.
    """
    weight = np.abs(np.nan_to_num(parts)).sum(axis=1)  # [n_parts, n_bars] -> [n_parts]
    largest = np.argsort(-weight, kind="stable")[:most]
    return tuple(sorted(int(part) for part in largest if weight[part] > 0))


@np.errstate(all="ignore")
def stacked(parts: FloatArray, named: tuple[int, ...]) -> tuple[Segment, ...]:
    """Return the segments of every bar; those not named are joined, by sign.

    The segments above zero less those below it are the bar's total.
    """
    rest = [part for part in range(parts.shape[0]) if part not in named]
    positive = np.clip(parts[rest], 0, None).sum(axis=0)  # [n_rest, n_bars] -> [n_bars]
    negative = np.clip(parts[rest], None, 0).sum(axis=0)
    segments: list[Segment] = []
    for bar in range(parts.shape[1]):
        up = down = 0.0
        heights = [(part, float(parts[part, bar])) for part in named]
        heights += [(-1, float(positive[bar])), (-1, float(negative[bar]))]
        for part, height in heights:
            if height > 0:
                segments.append(Segment(bar, part, up, up + height))
                up += height
            elif height < 0:
                segments.append(Segment(bar, part, down + height, down))
                down += height
    return tuple(segments)
