"""The ends and ticks of the axes of curves, and what of a spec is drawn once."""

from __future__ import annotations

import math
from collections.abc import Hashable

import numpy as np

from core.numerics import FloatArray
from gui.widgets.chart import drawable
from gui.widgets.number_axis import round_numbers
from gui.widgets.specs import CurveSpec

AIR = 0.04  # of an axis, beyond its last number


def padded(low: float, high: float) -> tuple[float, float]:
    """Return an axis's ends with a little air."""
    pad = AIR * (high - low) or 0.5
    return low - pad, high + pad


def y_range(spec: CurveSpec) -> tuple[float, float]:
    """Return the ends of the upright axis; exponents of ten on a logarithmic one."""
    every = drawable(np.concatenate([np.asarray(curve.y, float) for curve in spec.curves]))
    high = float(every.max(initial=0.0))
    if spec.log:
        low = max(spec.floor, float(every.min(initial=1.0)))
        return math.floor(math.log10(low)) - AIR, max(0.0, math.log10(max(high, low))) + AIR
    low = min(0.0, float(every.min(initial=0.0)))
    top = max(high, spec.high) if spec.high is not None else high
    return low, low + ((top - low) or 1.0) * (1 + AIR)


def x_ticks(x: FloatArray, most: int) -> list[float]:
    """Return about ``most`` round numbers along the places [n]; whole ones where those are."""
    low, high = float(np.min(x)), float(np.max(x))
    ticks = round_numbers(low, high, most) or [low]
    if np.all(x == np.round(x)):
        ticks = [value for value in ticks if value == round(value)]
        if low not in ticks and (not ticks or ticks[0] - low > (high - low) / most):
            ticks = [low, *ticks]
    return ticks


def drawn_of(spec: CurveSpec) -> Hashable:
    """Return what the curves' picture depends on; the present place is no part of it.

    Arrays count by identity: compare with a spec that is still alive.
    """
    curves = tuple((id(c.y), c.name, c.role, c.faint, c.steps) for c in spec.curves)
    axes = (spec.x_label, spec.y_label, spec.log, spec.floor, spec.high, spec.lines, spec.dots)
    return id(spec.x), curves, axes
