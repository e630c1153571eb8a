"""Amounts as they are printed beside bars: 1.07 GB, 33.6 M, 41 %."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from gui.widgets.numbers import MINUS, format_per_cent, format_short

Unit = Literal["count", "bytes", "number", "fraction"]

PREFIXES = ("", "k", "M", "G", "T", "P", "E", "Z")
SIGNS: Mapping[Unit, str] = MappingProxyType({"count": "", "bytes": "B"})
UNSHORTENED = 10_000  # counts below it are written out
ROUNDING = 1e-12  # below it a fraction is rounding


def amount(value: float, unit: Unit) -> str:
    """Return an amount in its unit, with three digits; thousands have prefixes.

    >>> amount(1_073_741_824, "bytes"), amount(999, "count"), amount(0.4149, "fraction")
    ('1.07 GB', '999', '41.5 %')
    """
    if not math.isfinite(value):
        return format_short(value)
    if unit == "fraction":
        return format_per_cent(value if abs(value) > ROUNDING else 0.0, format_short, 3)
    if unit == "number":
        return format_short(value)
    if unit == "count" and abs(value) < UNSHORTENED and value == round(value):
        return f"{value:,.0f}".replace("-", MINUS)
    power = 0
    while abs(float(f"{value / 1000**power:.3g}")) >= 1000 and power < len(PREFIXES) - 1:
        power += 1
    sign = PREFIXES[power] + SIGNS[unit]
    number = format_short(value / 1000**power)
    return f"{number} {sign}" if sign else number
