"""Curves over an axis, and bars that lie."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtTest import QSignalSpy

from gui import theme
from gui.state import Cell
from gui.tables import plot_table
from gui.widgets.amounts import amount
from gui.widgets.curves import CurvesPlot
from gui.widgets.figure import Figure
from gui.widgets.row_bars import RowBarsPlot
from gui.widgets.series_spec import SeriesSpec
from gui.widgets.specs import Curve, CurveSpec, RowBarsSpec, Spec
from tests.gui.widgets.test_series import APART

Show = Callable[[Sequence[Spec]], Figure]
X = np.arange(1.0, 6.0)


def pixels(figure: Figure) -> bytes:
    """Return what is seen."""
    return bytes(figure.grab().toImage().constBits())


CURVES = CurveSpec(
    key="curves",
    x=X,
    curves=(Curve("mean", np.array([1.0, 0.5, 0.1, 0.0, np.nan])), Curve("", X / 5, faint=True)),
    row=0,
    col=0,
    heading="Errors",
    x_label="width",
    y_label="error",
    lines=((4.0, "predicted"),),
    cells=tuple(Cell("law", 0, 0, place) for place in range(5)),
)
ROWS = RowBarsSpec(
    key="rows",
    values=np.array([1.0, 1000.0, np.nan]),
    labels=("one", "thousand", "none"),
    texts=("1", "1 k", "there is none"),
    row=0,
    col=0,
    heading="Numbers",
    unit="count",
    chosen=1,
    cells=tuple(Cell("rows", 0, row, 0) for row in range(3)),
)


@pytest.mark.parametrize("log", [False, True])
def test_a_point_stands_higher_the_larger_it_is_and_rounding_stands_on_the_floor(show: Show, log):
    figure = show([replace(CURVES, log=log)])
    item = figure.item("curves")
    assert isinstance(item, CurvesPlot)
    heights = [item.position(2.0, y).y() for y in (1.0, 0.5, 0.1, 1e-3)]
    assert all(above < below for above, below in itertools.pairwise(heights))
    if log:
        floor = replace(CURVES, log=True).floor
        assert item.position(2.0, 0.0) == item.position(2.0, floor / 10)
        step = item.position(2.0, 1e-2).y() - item.position(2.0, 1e-1).y()
        assert item.position(2.0, 1e-3).y() - item.position(2.0, 1e-2).y() == pytest.approx(step)


def test_the_pointer_takes_the_nearest_place(show: Show, mouse) -> None:
    figure = show([CURVES])
    item = figure.item("curves")
    assert isinstance(item, CurvesPlot)
    hovered = QSignalSpy(figure.hovered)
    mouse.move(item.position(2.9, 0.4))
    assert hovered.at(hovered.count() - 1) == [Cell("law", 0, 0, 2)]
    figure.set_focus(Cell("law", 0, 0, 2))
    figure.grab()


def fewer(spec: Spec, count: int) -> Spec:
    """Return a spec of its first places alone."""
    if isinstance(spec, CurveSpec):
        curves = tuple(replace(curve, y=curve.y[:count]) for curve in spec.curves)
        return replace(spec, x=spec.x[:count], curves=curves, cells=spec.cells[:count])
    if isinstance(spec, SeriesSpec):
        lines = tuple(
            replace(line, mean=line.mean[:count], low=None, high=None, each=line.each[:, :count])
            for line in spec.series
        )
        return replace(spec, x=spec.x[:count], series=lines, cells=spec.cells[:count], ticks=())
    assert isinstance(spec, RowBarsSpec)
    return replace(
        spec,
        values=spec.values[:count],
        labels=spec.labels[:count],
        texts=spec.texts[:count],
        cells=spec.cells[:count],
        chosen=0,
    )


@pytest.mark.parametrize("spec", [CURVES, ROWS, APART], ids=lambda spec: spec.key)
def test_a_focused_place_that_is_there_no_longer_is_let_go(show: Show, spec) -> None:
    """The plot has its new places before anybody tells it where a person looks now."""
    figure = show([spec])
    figure.set_focus(spec.cells[-1])
    figure.grab()
    show([fewer(spec, 2)])
    figure.grab()
    shown = pixels(figure)
    figure.set_focus(None)
    assert pixels(figure) == shown


@pytest.mark.parametrize("log", [False, True])
def test_longer_bars_are_larger_numbers(show: Show, log: bool) -> None:
    figure = show([replace(ROWS, log=log)])
    item = figure.item("rows")
    assert isinstance(item, RowBarsPlot)
    ends = [item.along(value) for value in (1.0, 10.0, 100.0, 1000.0)]
    assert all(first < second for first, second in itertools.pairwise(ends))
    equal = ends[1] - ends[0] == pytest.approx(ends[3] - ends[2])
    assert equal is log
    assert ends[0] > item.body.left()
    assert ends[3] == pytest.approx(item.body.right())


def test_a_row_is_hovered_from_its_label_to_its_amount(show: Show, mouse) -> None:
    figure = show([ROWS])
    item = figure.item("rows")
    hovered = QSignalSpy(figure.hovered)
    pitch = item.body.height() / 3
    for row, x in ((0, item.body.left() - 5), (2, item.body.right() + 5)):
        mouse.move(QPointF(x, item.body.top() + (row + 0.5) * pitch))
        assert hovered.at(hovered.count() - 1) == [Cell("rows", 0, row, 0)]


def test_rows_of_neighbours_stand_at_one_height(show: Show) -> None:
    other = replace(ROWS, key="other", col=1, row_labels=False)
    figure = show([ROWS, other])
    first, second = figure.item("rows").body, figure.item("other").body
    assert (first.top(), first.height()) == (second.top(), second.height())
    assert first.right() < second.left()


@pytest.mark.parametrize("spec", [CURVES, replace(CURVES, log=True), ROWS, replace(ROWS, log=True)])
@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_they_are_painted_at_every_size(show: Show, spec: Spec, look) -> None:
    figure = show([spec])
    figure.set_theme(look)
    for size, scale in (((240, 160), 2.5), ((1600, 1000), 1.0)):
        figure.resize(*size)
        figure.set_font_scale(scale)
        assert not figure.grab().isNull()


def test_empty_bars_and_one_point_are_shown_too(show: Show) -> None:
    nothing = np.full(3, np.nan)
    show([replace(ROWS, values=nothing, log=True)]).grab()
    one = replace(CURVES, x=np.ones(1), curves=(Curve("only", np.zeros(1)),), cells=(), log=True)
    show([one]).grab()


def test_their_numbers_are_tables() -> None:
    table = plot_table(CURVES)
    assert table.values.shape == (1, 2, 5)
    assert table.rows == ("mean", "2")
    assert table.cols == ("1", "2", "3", "4", "5")
    table = plot_table(replace(ROWS, marks=np.arange(3.0)))
    assert table.values.shape == (1, 3, 2)
    assert table.rows == ROWS.labels


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0, "bytes", "0 B"),
        (999, "bytes", "999 B"),
        (999_999, "count", "1 M"),
        (1_073_741_824, "bytes", "1.07 GB"),
        (12_345, "count", "12.3 k"),
        (0.5, "fraction", "50 %"),
        (3e-16, "fraction", "0 %"),
        (-0.25, "number", "−0.25"),
        (float("nan"), "count", "?"),
    ],
)
def test_amounts_are_short(value: float, unit, text: str) -> None:
    assert amount(value, unit) == text
