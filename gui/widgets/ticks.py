"""Round numbers for the ticks of an axis."""

from __future__ import annotations

import math

from gui.widgets.numbers import format_short


def round_ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most about ``most`` multiples of 1, 2 or 5 times a power of ten in low..high.

    >>> round_ticks(-1.2, 2.6, 5)
    [-1.0, 0.0, 1.0, 2.0]
    """
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return []
    rough = (high - low) / max(1, most)
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 1e-300 else 0.0
    if power == 0.0:
        return []
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [index * step for index in range(first, last + 1)]


def tick_text(value: float) -> str:
    """Return a tick's number, free of the crumbs that multiplying a step leaves."""
    return format_short(value, 4)
