"""Weights: every row sums to one and says so, and every head is a click away."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from core.variants import VARIANTS
from gui.export import panel_bytes
from gui.panels.weights import WeightsPanel
from gui.state import Cell
from gui.theme import LIGHT
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.mosaic import MosaicPlot
from gui.widgets.specs import MatrixSpec

SVG_TEXT = "{http://www.w3.org/2000/svg}text"
LONG = "Donaudampfschifffahrtsgesellschaftskapitän a " * 3
TEXTS = ("hi", "猫坐在垫子上", LONG, "a b " * 32)
SMALL, LARGE = (520, 430), (1900, 1200)
PRECISE = [(variant, "float64") for variant in VARIANTS] + [("self", "float32"), ("gqa", "float16")]
KEYLESS = {"padding": 10}  # of the ten tokens of the sentence that is there at first


def written(here) -> list[str]:
    """All words of the panel as a vector file has them: what a reader sees as text."""
    svg = panel_bytes(here.panel, here.store.state, "svg", 96, caption=False)
    return ["".join(node.itertext()).strip() for node in ET.fromstring(svg).iter(SVG_TEXT)]


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_grid_of_the_step_can_be_seen(opened, variant):
    here = opened(WeightsPanel, variant=variant)
    seen = set()
    for view in here.views():
        here.panel.set_view(view)
        maps = [spec for spec in here.specs().values() if isinstance(spec, MatrixSpec)]
        seen |= {spec.grid.name for spec in maps}
    wanted = set(here.trace["weights"].grid_names()) | {"masked"}
    if here.trace.resolved.n_heads == 1:
        wanted -= {"mean_weights"}  # of one head: the head itself
    assert seen == wanted


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_is_drawn_is_the_trace(opened, variant):
    here = opened(WeightsPanel, variant=variant)
    head = here.trace.resolved.n_heads - 1
    here.store.look(head=head)
    for view in here.views():
        here.panel.set_view(view)
        for spec in here.specs().values():
            if isinstance(spec, MatrixSpec):
                plot = here.panel.figure.item(spec.key)
                slab = head if spec.grid.n_heads > 1 else 0
                assert np.array_equal(plot.values, here.trace.grid(spec.grid.name).values[slab])


@pytest.mark.parametrize(("variant", "dtype"), PRECISE)
def test_every_row_shows_its_sum(opened, variant, dtype):
    here = opened(WeightsPanel, variant=variant, dtype=dtype)
    assert written(here).count("1.000") >= here.trace.resolved.n_q


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_query_without_a_key_shows_the_sum_zero_and_is_told_of(opened, variant):
    here = opened(WeightsPanel, variant=variant, **KEYLESS)
    assert "1.000" not in written(here)
    # The sum and the entropy of every query.
    assert written(here).count("0.000") == 2 * here.trace.resolved.n_q
    assert "no key is left" in here.panel._notes.text()


def test_sums_are_no_colours(opened):
    here = opened(WeightsPanel, size=(800, 640))
    figure = here.panel.figure
    image = figure.grab().toImage()
    body = figure.item("row_sum").body
    for y in np.linspace(body.top() + 2, body.bottom() - 2, 40):
        where = figure.mapFromScene(body.left() + 2, y)
        assert image.pixelColor(where) == QColor(LIGHT.card)


@pytest.mark.parametrize(("temperature", "filled"), [(1e9, True), (1e-9, False)])
def test_a_bar_shows_how_far_the_entropy_is_from_that_of_equal_weights(opened, temperature, filled):
    here = opened(WeightsPanel, temperature=temperature)
    figure = here.panel.figure
    image = figure.grab().toImage()
    plot = figure.item("entropy")
    assert isinstance(plot, MatrixPlot)
    assert plot.values[0, 0] == pytest.approx(math.log(10) if filled else 0.0, abs=1e-6)
    cell = plot.rect_of(0, 0)
    for x in (cell.left() + 2, cell.right() - 3):
        where = figure.mapFromScene(x, cell.top() + 5)
        assert image.pixelColor(where) == QColor(LIGHT.accent_soft if filled else LIGHT.card)


def test_a_panel_of_ordinary_width_prints_every_weight(opened):
    here = opened(WeightsPanel, size=(800, 640))
    words = written(here)
    for weight in here.trace.grid("weights").values[0].ravel():
        assert f"{weight:.2f}" in words


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("variant", ["self", "bahdanau"])
def test_any_text_shows_its_sums(opened, variant, text, size):
    here = opened(WeightsPanel, variant=variant, text=text, target=text, size=size)
    assert "1.000" in written(here)
    for view in here.views():
        here.panel.set_view(view)
        QApplication.processEvents()
        assert not here.panel.figure.grab().isNull()


def test_the_ordinary_sentence_fits_a_small_window_in_width(opened):
    figure = opened(WeightsPanel, size=SMALL).panel.figure
    assert not figure.horizontalScrollBar().isVisible()


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_weight_marks_the_row_that_it_was_computed_from(opened, variant):
    here = opened(WeightsPanel, variant=variant)
    here.click("weights", 2, 1)
    assert here.pin() == Cell("weights", 0, 2, 1)
    here.hover("row_sum", 3, 0)
    assert here.store.state.view.hover == Cell("row_sum", 0, 3, 0)
    sources = here.trace.explain("row_sum", 0, 3, 0).sources
    assert {source.grid for source in sources} == {"weights"}


def test_a_click_on_a_small_map_brings_its_head(opened):
    here = opened(WeightsPanel)
    here.choose_view("heads")
    mosaic = here.panel.figure.item("weights_heads")
    assert isinstance(mosaic, MosaicPlot)
    where = here.panel.figure.mapFromScene(mosaic.tiles[2].center())
    viewport = here.panel.figure.viewport()
    here.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(where))
    assert here.store.state.view.head == 2
    shown = here.panel.figure.item("weights").values
    assert np.array_equal(shown, here.trace.grid("weights").values[2])


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_mean_is_that_of_all_heads(opened, variant):
    here = opened(WeightsPanel, variant=variant)
    if here.trace.resolved.n_heads == 1:
        assert here.views() == [""]
        return
    here.choose_view("heads")
    shown = here.panel.figure.item("mean_weights").values
    assert np.allclose(shown, here.trace.grid("weights").values.mean(axis=0), atol=1e-12)


def test_all_heads_stand_beside_the_focused_one_and_the_mean(opened):
    here = opened(WeightsPanel, size=(900, 700))
    here.choose_view("heads")
    figure = here.panel.figure
    mosaic, mean = figure.item("weights_heads"), figure.item("mean_weights")
    assert mosaic.body.left() > mean.body.right()
    assert mosaic.body.bottom() <= mean.body.bottom() + 1
