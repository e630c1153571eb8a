from __future__ import annotations

import numpy as np
import pytest

from core.trace import Axis, Grid, Kind
from gui import theme
from gui.widgets.colormaps import (
    CLEAR,
    Levels,
    coloured,
    dark_ink,
    indices,
    levels_of,
    pooled,
    table,
)

BOTH = pytest.mark.parametrize("which", [theme.LIGHT, theme.DARK], ids=["light", "dark"])


def grid_of(values: list[list[float]], kind: Kind = "signed") -> Grid:
    array = np.array([values])
    axis = Axis("single", "", ("",))
    return Grid("g", "G", "g", array, axis, axis, kind=kind)


def test_signed_levels_are_symmetric_about_zero() -> None:
    assert levels_of(grid_of([[-3.0, 1.0]])) == Levels(-3.0, 3.0)


def test_masked_cells_do_not_poison_levels() -> None:
    assert levels_of(grid_of([[-np.inf, 2.0, np.nan]])) == Levels(-2.0, 2.0)
    assert levels_of(grid_of([[-np.inf, -np.inf]])) == Levels(-1.0, 1.0)


def test_weights_are_always_from_0_to_1() -> None:
    assert levels_of(grid_of([[0.25, 0.25]], "weights")) == Levels(0.0, 1.0)


@pytest.mark.parametrize("size", [1e-320, 1e-3, 1.0, 1e30, 1e308])
def test_zero_is_the_middle_at_every_magnitude(size: float) -> None:
    values = np.array([[-size, 0.0, size]])
    index = indices(values, levels_of(grid_of(values.tolist())))
    assert index[0, 1] in {127, 128}
    if size > 1e-290:
        assert index[0].tolist()[::2] == [0, 255]


@BOTH
@pytest.mark.parametrize("kind", ["signed", "weights", "mask"])
def test_what_is_not_finite_is_transparent(which: theme.Theme, kind: Kind) -> None:
    values = np.array([[np.nan, np.inf, -np.inf]])
    assert indices(values, Levels(0, 1)).tolist() == [[CLEAR] * 3]
    pixels = coloured(values, Levels(0, 1), table(which, kind))
    assert not pixels.any()


@BOTH
def test_a_forbidden_cell_of_a_mask_shows_the_hatching(which: theme.Theme) -> None:
    pixels = coloured(np.array([[0.0, 1.0]]), Levels(0, 1), table(which, "mask"))
    assert pixels[0, 0] == 0
    assert pixels[0, 1] != 0


@BOTH
@pytest.mark.parametrize("kind", ["signed", "weights"])
def test_writing_is_legible_on_every_colour(which: theme.Theme, kind: Kind) -> None:
    colours = table(which, kind)[:-1, :3] / 255
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    dark = dark_ink(which, kind)[:-1]
    contrast = np.where(dark, (luminance + 0.05) / 0.058, 1.05 / (luminance + 0.05))
    assert contrast.min() > 2.9  # WCAG asks 3 of large writing; the lens repeats the number


@BOTH
def test_weights_grow_evenly_towards_one_end_in_grey(which: theme.Theme) -> None:
    grey = table(which, "weights")[:-1, :3] @ np.array([0.299, 0.587, 0.114])
    steps = np.diff(grey)
    assert (steps <= 0.6).all() or (steps >= -0.6).all()


def test_pooling_keeps_the_extremes_and_what_is_masked() -> None:
    values = np.full((4, 4), -np.inf)
    values[0, 1], values[1, 0] = 2.0, -5.0
    values[2, 2] = 0.5
    few = pooled(values, 2, 2)
    assert few[0, 0] == -5.0
    assert few[1, 1] == 0.5
    assert np.isnan(few[0, 1])
    assert np.isnan(few[1, 0])


def test_pooling_takes_sizes_that_do_not_divide() -> None:
    values = np.arange(35.0).reshape(5, 7)
    assert pooled(values, 2, 3).max() == 34
    assert pooled(values, 5, 7) is values
