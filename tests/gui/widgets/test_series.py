"""Measured series: every seed is drawn, and numbers stand where the axes say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtTest import QSignalSpy

from gui import theme
from gui.state import Cell
from gui.tables import plot_table
from gui.widgets.figure import Figure
from gui.widgets.series import SeriesPlot
from gui.widgets.series_spec import Series, SeriesSpec
from gui.widgets.specs import Spec

Show = Callable[[Sequence[Spec]], Figure]
X = np.array([2.0, 4.0, 8.0])


def series(name: str, mean: Sequence[float], hue: str = "key") -> Series:
    each = np.array([mean, mean]) + np.array([[-0.1], [0.1]])
    return Series(name, np.array(mean), each[0], each[1], each, ("seed 0", "seed 1"), hue)


APART = SeriesSpec(
    key="apart",
    x=X,
    series=(series("tied", (0.1, 0.5, np.nan)), series("untied", (0.5, 1.0, 1.0), "text")),
    row=0,
    col=0,
    heading="Accuracy",
    x_label="width",
    y_label="accuracy",
    ticks=tuple((x, f"{x:g}") for x in X),
    doubling=True,
    most=1.0,
    levels=((0.03, "guessing"),),
    lines=((8.0, "2r = 8"),),
    cells=tuple(Cell("widths", 0, 0, place) for place in range(3)),
)
FLOWING = replace(APART, key="flowing", doubling=False, flowing=True, ticks=(), end=10.0)


def plot(show: Show, spec: SeriesSpec) -> SeriesPlot:
    item = show([spec]).item(spec.key)
    assert isinstance(item, SeriesPlot)
    return item


def test_a_doubling_is_as_long_as_any_other_and_higher_is_more(show: Show) -> None:
    item = plot(show, APART)
    first, second, third = (item.position(x, 0.5).x() for x in X)
    assert second - first == pytest.approx(third - second)
    assert item.position(2.0, 1.0).y() < item.position(2.0, 0.5).y() < item.position(2.0, 0).y()


def test_every_seed_that_is_there_is_drawn_and_series_stand_beside_each_other(show: Show) -> None:
    item = plot(show, APART)
    tied, untied = item._items[:2]
    assert len(tied._points.data) == 4  # two seeds at two widths: the third has none
    assert len(untied._points.data) == 6
    assert len(tied._means.data) == 2
    assert tied._means.data["x"][0] < untied._means.data["x"][0]
    bars = tied._bars.getData()[1]
    assert np.isfinite(bars).all()
    ends = [item.position(2.0, value).y() for value in (0.0, 0.2)]
    assert bars[:2] == pytest.approx(ends)


def test_what_flows_has_a_band_and_a_line_a_seed(show: Show) -> None:
    item = plot(show, FLOWING)
    tied = item._items[0]
    assert len(tied._band.getData()[0]) == 4  # there and back
    assert len(tied._points.data) == 0
    assert item.position(0.0, 0.0).x() == pytest.approx(item.body.left())
    assert item.position(10.0, 0.0).x() < item.body.right()


def test_a_series_that_goes_leaves_nothing(show: Show) -> None:
    figure = show([APART])
    figure.set_specs([replace(APART, series=APART.series[:1])])
    item = figure.item("apart")
    assert isinstance(item, SeriesPlot)
    assert len(item._items[1]._points.data) == 0
    figure.set_specs([replace(APART, series=(), empty="Nothing yet")])
    figure.grab()


def test_the_pointer_takes_the_nearest_place_and_numbers_stand_there(show: Show, mouse) -> None:
    figure = show([APART])
    item = figure.item("apart")
    assert isinstance(item, SeriesPlot)
    hovered = QSignalSpy(figure.hovered)
    mouse.move(item.position(3.9, 0.4))
    assert hovered.at(hovered.count() - 1) == [Cell("widths", 0, 0, 1)]
    figure.set_focus(Cell("widths", 0, 0, 1))
    assert item.pointed() == pytest.approx(item.position(4.0, 0.0).x())
    text = item._words._value_row(APART.series[0])
    assert text is not None
    assert text[1] == "tied  0.500  [0.400, 0.600]"
    figure.grab()
    figure.set_theme(theme.DARK)
    figure.grab()


def test_the_table_has_means_intervals_and_every_seed() -> None:
    table = plot_table(APART)
    assert table.rows == (
        *("tied", "tied low", "tied high", "tied seed 0", "tied seed 1"),
        *("untied", "untied low", "untied high", "untied seed 0", "untied seed 1"),
    )
    assert table.cols == ("2", "4", "8")
    assert table.values.shape == (1, 10, 3)
    assert table.values[0, 5].tolist() == [0.5, 1.0, 1.0]
    assert plot_table(replace(APART, series=())).values.shape == (1, 0, 3)


def test_one_place_alone_has_room(show: Show) -> None:
    one = Series("one", np.array([1.0]), each=np.array([[1.0]]), labels=("seed 0",))
    item = plot(show, replace(APART, x=np.array([4.0]), series=(one,), ticks=((4.0, "4"),)))
    assert item.body.contains(item.position(4.0, 0.5))
