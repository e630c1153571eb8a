"""Numbers as far apart as floats reach: any cell may hold one, and axes stay drawable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from gui.widgets.chart import Chart
from gui.widgets.figure import Figure
from gui.widgets.series_spec import Series
from gui.widgets.specs import BarsSpec, Curve, PlaneSpec, PointSet, RowBarsSpec, Spec
from tests.gui.widgets.test_curves_and_rows import CURVES, ROWS
from tests.gui.widgets.test_series import APART

Show = Callable[[Sequence[Spec]], Figure]
LARGEST = float(np.finfo(np.float64).max)
FAR = np.array([LARGEST, -LARGEST, 0.0, np.inf, 5e-324])


def curves(values: np.ndarray) -> Spec:
    return replace(CURVES, curves=(Curve("far", values), Curve("near", values * 0.0 + 1.0)))


def series(values: np.ndarray) -> Spec:
    far = Series("far", values, values, values, values[None], ("seed 0",), "key")
    places = tuple((float(place), str(place)) for place in range(1, 6))
    return replace(APART, x=np.arange(1.0, 6.0), series=(far,), ticks=places, most=None, cells=())


def bars(values: np.ndarray) -> Spec:
    parts = np.stack([values, values])  # their sums overflow
    features = tuple("12345")
    return BarsSpec("bars", parts, ("the", "cat"), features, values, 0, 0, "context")


def rows(values: np.ndarray) -> RowBarsSpec:
    words = tuple(map(str, values))
    return replace(ROWS, values=values, labels=words, texts=words, cells=())


def plane(values: np.ndarray) -> Spec:
    points = np.stack([values, values[::-1]], axis=1)
    sets = (PointSet("k", points, tuple("abcde"), "key", "key", 0, hull=(0, 2, 3)),)
    ways = np.stack([points, points[::-1]], axis=1)
    return PlaneSpec("plane", sets, 0, 0, "plane", "x", "y", segments=ways)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("values", [FAR, FAR[::-1], -FAR, np.full(5, LARGEST), np.full(5, np.nan)])
@pytest.mark.parametrize("spec_of", [curves, series, bars, rows, plane])
def test_axes_of_far_numbers_are_finite_and_hold_the_origin(show: Show, spec_of, values) -> None:
    with np.errstate(invalid="ignore"):
        spec = spec_of(values)
    figure = show([spec])
    plot = figure.item(spec.key)
    assert isinstance(plot, Chart)
    for low, high in (plot.x_range, plot.y_range):
        assert np.isfinite(high - low)
        assert low < high
    at = plot.places(np.array([[plot.x_range[0], max(0.0, plot.y_range[0])]]))
    assert np.isfinite(at).all()
    assert not figure.grab().isNull()
