"""Mosaic, plane, bars and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtTest import QSignalSpy

from core.explanation import Source
from core.trace import Grid
from gui import theme
from gui.page import plot_picture
from gui.pictures import svg_bytes
from gui.state import Cell
from gui.widgets.bars import BarsPlot
from gui.widgets.colormaps import pooled
from gui.widgets.figure import Figure
from gui.widgets.mosaic import MosaicPlot, stretched, tiling
from gui.widgets.plane import PlanePlot
from gui.widgets.specs import BarsSpec, MosaicSpec, NoteSpec, PlaneSpec, PointSet, Spec

Show = Callable[[Sequence[Spec]], Figure]


def plane_of(points: np.ndarray, other: np.ndarray) -> PlaneSpec:
    labels = tuple(f"w{i}" for i in range(len(points)))
    sets = (
        PointSet("keys", points, labels, "key", "key", 0),
        PointSet("values", other, labels, "value", "value", 0, hull=(0, 1, 2)),
    )
    return PlaneSpec("plane", sets, 0, 0, "Rows of K and V", "first axis", "second axis")


POINTS = np.array([[0.0, 0.0], [2.0, 0.5], [-1.0, 3.0], [1.0, -1.0]])


def test_a_click_on_a_small_map_chooses_its_head(show: Show, grids: dict[str, Grid], mouse) -> None:
    figure = show([MosaicSpec("all", grids["weights"], 0, 0, 0, "all heads")])
    mosaic = figure.item("all")
    assert isinstance(mosaic, MosaicPlot)
    chosen, clicked = QSignalSpy(figure.head_clicked), QSignalSpy(figure.clicked)
    mouse.move(mosaic.tiles[1].center())
    assert mosaic.hovered == 1
    mouse.click(mosaic.tiles[1].center())
    assert chosen.at(0) == [1]
    assert clicked.count() == 0


def test_a_plane_of_points_as_far_apart_as_floats_reach_has_finite_ranges(show: Show) -> None:
    far = np.array([[1e308, -1.7e308], [-1.7e308, 1e308], [0.0, 1.0], [2.0, 1.0]])
    plane = show([plane_of(far, POINTS)]).item("plane")
    assert isinstance(plane, PlanePlot)
    for low, high in (plane.x_range, plane.y_range):
        assert np.isfinite(high - low)
        assert low < 0 < high
    assert plane.body.contains(plane.position(np.zeros(2)))


@pytest.mark.parametrize("heads", [1, 2, 7, 8, 48])
def test_small_maps_fill_the_room_and_keep_their_shape(heads: int) -> None:
    room = QRectF(0, 0, 300, 240)
    chosen = tiling(heads, 10, 20, room, 6, 12)
    down = -(-heads // chosen.across)
    assert chosen.across * chosen.width + 6 * (chosen.across - 1) <= 300
    assert down * (chosen.height + 12) + 6 * (down - 1) <= 240.001
    assert chosen.width == pytest.approx(2 * chosen.height)


def test_cells_are_repeated_or_pooled_onto_the_raster() -> None:
    values = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert stretched(values, 4, 2).tolist() == [[1, 2], [1, 2], [3, 4], [3, 4]]
    assert stretched(pooled(values, 1, 1), 1, 1).tolist() == [[4]]


def test_both_axes_of_a_plane_have_one_scale(show: Show) -> None:
    figure = show([plane_of(POINTS, POINTS)])
    plane = figure.item("plane")
    assert isinstance(plane, PlanePlot)
    one, other = plane.position(np.array([1.0, 0.0])), plane.position(np.array([0.0, 1.0]))
    origin = plane.position(np.zeros(2))
    assert one.x() - origin.x() == pytest.approx(origin.y() - other.y())
    assert all(plane.body.contains(plane.position(point)) for point in POINTS)


def test_hovering_a_point_previews_its_row(show: Show, mouse) -> None:
    figure = show([plane_of(POINTS, POINTS + 10)])
    plane = figure.item("plane")
    assert isinstance(plane, PlanePlot)
    seen = QSignalSpy(figure.hovered)
    mouse.move(plane.position(POINTS[2]))
    assert seen.at(seen.count() - 1) == [Cell("key", 0, 2, 0)]


def test_points_of_the_focused_row_are_ringed(show: Show) -> None:
    figure = show([plane_of(POINTS, POINTS)])
    plane = figure.item("plane")
    assert isinstance(plane, PlanePlot)
    figure.set_focus(Cell("key", 0, 1, 0), (Source("value", 0, 3, None),))
    assert plane._focused == {(0, 1), (1, 3)}
    assert not figure.grab().isNull()


@pytest.mark.parametrize(
    "points",
    [np.zeros((1, 2)), np.full((3, 2), np.nan), np.array([[1e300, 0.0], [0.0, -1e300]])],
)
def test_planes_of_odd_points_are_drawn(show: Show, points: np.ndarray) -> None:
    figure = show(
        [
            PlaneSpec(
                "p",
                (PointSet("k", points, ("w",) * len(points), "key", "key", 0),),
                0,
                0,
                "plane",
                "x",
                "y",
            )
        ]
    )
    assert not figure.grab().isNull()


def test_bars_reach_from_the_lowest_to_the_highest_segment(show: Show) -> None:
    parts = np.array([[1.0, -2.0], [3.0, 0.5]])
    spec = BarsSpec("b", parts, ("the", "cat"), ("1", "2"), parts.sum(axis=0), 0, 0, "context")
    figure = show([spec])
    bars = figure.item("b")
    assert isinstance(bars, BarsPlot)
    for value in (-2.0, 0.0, 4.0):
        assert bars.body.top() <= bars.height_of(value) <= bars.body.bottom()


@pytest.mark.parametrize("scale", [1.0, 1.8])
@pytest.mark.parametrize("which", [theme.LIGHT, theme.DARK])
def test_all_kinds_of_plots_stand_apart(
    show: Show, grids: dict[str, Grid], which: theme.Theme, scale: float
) -> None:
    parts = np.random.default_rng(0).normal(size=(12, 4))
    labels = tuple(f"token{i}" for i in range(12))
    figure = show(
        [
            plane_of(POINTS, POINTS),
            BarsSpec("bars", parts, labels, ("1", "2", "3", "4"), parts.sum(axis=0), 0, 1, "sum"),
            MosaicSpec("all", grids["weights"], 0, 1, 0, "all heads"),
            NoteSpec("note", "There is no matrix here: keys are the encoder's states.", 1, 1),
        ]
    )
    figure.set_theme(which)
    figure.set_font_scale(scale)
    rects = [figure.plot_rect(key) for key in figure.plot_keys()]
    for number, rect in enumerate(rects):
        assert figure.sceneRect().contains(rect)
        assert not any(rect.intersects(other) for other in rects[number + 1 :])
    assert not figure.grab().isNull()


def test_charts_in_files_are_lines_and_letters(show: Show) -> None:
    """A pen that a viewer enlarges with the axes, or an axis as pixels, would spoil the file."""
    parts = np.array([[1.0, -2.0], [3.0, 0.5]])
    bars = BarsSpec("b", parts, ("the", "cat"), ("p", "q"), parts.sum(axis=0), 0, 1, "context")
    figure = show([plane_of(POINTS, POINTS + 10), bars])
    svg = svg_bytes(plot_picture(figure, "charts")).decode()
    assert "<image" not in svg
    assert svg.count("<polyline") + svg.count("<path") > len(POINTS)
    words = {word.strip() for word in re.findall(r"<text[^>]*>([^<]*)</text>", svg)}
    assert {"first axis", "second axis", "p", "q", "−2", "w1"} <= words
    widths = [float(width) for width in re.findall(r'stroke-width="([0-9.]+)"', svg)]
    assert max(widths) < 5
    for group in re.findall(r"<g [^>]*>", svg):
        matrix = re.search(r'transform="matrix\(([^)]*)\)"', group)
        across, *_, down = (1.0, 1.0) if not matrix else map(float, matrix[1].split(",")[:4])
        assert across == pytest.approx(down)  # else lines are wider one way than the other
