"""Output: contexts are mixtures of values, part by part, inside their hull, on to W_O."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPolygonF
from PySide6.QtWidgets import QApplication

from core.geometry import in_hull
from core.scenario import Edit
from core.variants import VARIANTS
from gui.panels.output import OutputPanel, mixtures
from gui.state import Cell
from gui.widgets.bars import BarsPlot
from gui.widgets.plane import PlanePlot
from gui.widgets.spec_builders import numbered
from gui.widgets.specs import BarsSpec, MatrixSpec, PlaneSpec

LONG = "Donaudampfschifffahrtsgesellschaftskapitän a " * 3
TEXTS = ("hi", "猫坐在垫子上", LONG, "a b " * 32)
PRECISIONS = {"float64": 1e-12, "float32": 1e-5, "float16": 1e-2}
PRECISE = [(variant, "float64") for variant in VARIANTS]
PRECISE += [(variant, dtype) for variant in ("gqa", "bahdanau") for dtype in ("float32", "float16")]
KEYLESS = {"padding": 10}  # of the ten tokens of the sentence that is there at first


def bars_of(here) -> BarsSpec:
    bars = here.specs()["contributions"]
    assert isinstance(bars, BarsSpec)
    return bars


def plane_of(here) -> PlaneSpec:
    plane = here.specs()["hull"]
    assert isinstance(plane, PlaneSpec)
    return plane


def move_over(here, where: QPointF) -> None:
    figure = here.panel.figure
    point = figure.mapFromScene(where)
    # A pointer that the last test left right there would not be moved at all.
    here.qtbot.mouseMove(figure.viewport(), point - QPoint(1, 1))
    here.qtbot.mouseMove(figure.viewport(), point)


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_grid_of_the_step_can_be_seen(opened, variant):
    here = opened(OutputPanel, variant=variant)
    seen = set()
    for view in here.views():
        here.panel.set_view(view)
        maps = [spec for spec in here.specs().values() if isinstance(spec, MatrixSpec)]
        seen |= {spec.grid.name for spec in maps}
    assert seen == set(here.trace["output"].grid_names()) | {"value", "weights"}


@pytest.mark.parametrize(("variant", "dtype"), PRECISE)
def test_the_context_stands_as_the_product_that_it_is(opened, variant, dtype):
    here = opened(OutputPanel, variant=variant, dtype=dtype)
    here.store.look(head=here.trace.resolved.n_heads - 1)
    figure = here.panel.figure
    weights, value, context = (figure.item(name) for name in ("weights", "value", "context"))
    product = weights.values.astype(float) @ value.values.astype(float)
    assert np.allclose(context.values, product, atol=PRECISIONS[dtype])
    # A cell stands where the row of its query meets the column of its feature.
    cell = context.rect_of(1, 2)
    assert cell.center().y() == pytest.approx(weights.rect_of(1, 0).center().y())
    assert cell.center().x() == pytest.approx(value.rect_of(0, 2).center().x())


@pytest.mark.parametrize(("variant", "dtype"), PRECISE)
def test_the_parts_of_the_query_that_is_clicked_add_up_to_its_context(opened, variant, dtype):
    here = opened(OutputPanel, variant=variant, dtype=dtype)
    here.choose_view("contributions")
    for query in range(here.trace.resolved.n_q):
        here.click("weights", query, 0)
        bars = bars_of(here)
        context = here.trace.grid("context").values[0, query]
        assert np.array_equal(bars.totals, context)
        assert np.allclose(bars.parts.astype(float).sum(axis=0), context, atol=PRECISIONS[dtype])
        assert bars.amounts.astype(float).sum() == pytest.approx(1.0, abs=PRECISIONS[dtype])
        assert numbered(here.trace.resolved.query_tokens)[query] in bars.heading


def test_a_preview_leads_and_the_pin_comes_back(opened):
    here = opened(OutputPanel)
    here.choose_view("contributions")
    here.click("weights", 7, 1)
    here.hover("weights", 3, 1)
    assert "“on”" in bars_of(here).heading
    assert here.panel.figure.item("contributions").spec.heading == bars_of(here).heading
    move_over(here, QPointF(2, 2))
    assert "“it”" in bars_of(here).heading


def test_one_is_told_how_to_choose_a_query_until_there_is_one(opened):
    here = opened(OutputPanel)
    assert "Click a row" not in here.panel._notes.text()
    here.choose_view("contributions")
    assert "Click a row" in here.panel._notes.text()
    here.click("weights", 7, 1)
    assert "pinned" in here.panel._notes.text()
    assert "Click a row" not in here.panel._notes.text()


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_bar_previews_its_total_and_a_word_its_weight(opened, variant):
    here = opened(OutputPanel, variant=variant)
    here.choose_view("contributions")
    here.click("weights", 2, 0)
    plot = here.panel.figure.item("contributions")
    assert isinstance(plot, BarsPlot)
    last = here.trace.resolved.d_value - 1
    move_over(here, plot.body.bottomRight() - QPointF(2, 2))
    assert here.store.state.view.hover == Cell("context", 0, 2, last)
    move_over(here, plot.legend_row(1).center())
    hovered = here.store.state.view.hover
    assert hovered is not None
    assert (hovered.grid, hovered.row) == ("weights", 2)
    assert "of its context" in bars_of(here).heading


def test_equal_words_are_told_apart(opened):
    assert numbered(("the", "cat", "the", "a")) == ("the₁", "cat", "the₂", "a")
    here = opened(OutputPanel)
    here.choose_view("contributions")
    labels = bars_of(here).labels
    assert len(set(labels)) == len(labels)
    here.choose_view("hull")
    assert plane_of(here).sets[0].labels == labels


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_context_row_lies_in_the_hull(opened, variant):
    here = opened(OutputPanel, variant=variant)
    here.choose_view("hull")
    plane = plane_of(here)
    assert plane.heading.startswith("Every context row")
    values, contexts = plane.sets
    rows = here.trace.grid("value").values[values.head]
    points = here.trace.grid("context").values[contexts.head]
    assert all(in_hull(point, rows) for point in points)
    plot = here.panel.figure.item("hull")
    assert isinstance(plot, PlanePlot)
    hull = QPolygonF([plot.position(values.points[corner]) for corner in values.hull])
    for point in contexts.points:
        where = plot.position(point)
        # Within a pixel: a context may lie on the edge.
        around = [where + QPointF(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        assert any(hull.containsPoint(near, Qt.FillRule.WindingFill) for near in around)


def test_the_plane_says_how_much_it_does_not_show(opened):
    here = opened(OutputPanel)
    here.choose_view("hull")
    assert "1 of 4" in plane_of(here).x_label
    assert "2 of 4" in plane_of(here).y_label


@pytest.mark.parametrize(("text", "corners"), [("one", 1), ("one two", 2), ("one two three", 3)])
def test_few_values_span_a_point_a_line_a_triangle(opened, text, corners):
    here = opened(OutputPanel, text=text)
    here.choose_view("hull")
    assert len(plane_of(here).sets[0].hull) == corners
    assert not here.panel.figure.grab().isNull()


def test_the_claim_is_made_only_for_means_of_values(opened):
    edits = (Edit("weights", 0, 0, 0, 0.9), Edit("context", 0, 1, 2, 9.0))
    here = opened(OutputPanel, edits=edits)
    assert mixtures(here.trace, 0).tolist() == [False, False] + [True] * 8
    assert mixtures(here.trace, 1).all()
    here.choose_view("hull")
    assert plane_of(here).heading.startswith("8 of 10")


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_query_without_a_key_carries_nothing_away(opened, variant):
    here = opened(OutputPanel, variant=variant, **KEYLESS)
    assert "no key is left" in here.panel._notes.text()
    here.choose_view("contributions")
    assert not bars_of(here).totals.any()
    assert not bars_of(here).parts.any()
    here.choose_view("hull")
    assert plane_of(here).heading.startswith("0 of")
    for view in here.views():
        here.panel.set_view(view)
        assert not here.panel.figure.grab().isNull()


@pytest.mark.parametrize("output_projection", [True, False])
@pytest.mark.parametrize("variant", VARIANTS)
def test_heads_are_joined_and_go_through_w_o_where_there_is_one(opened, variant, output_projection):
    here = opened(OutputPanel, variant=variant, output_projection=output_projection)
    here.choose_view("output")
    figure, trace = here.panel.figure, here.trace
    joined, output = figure.item("joined"), figure.item("output")
    heads = trace.grid("context").values
    assert np.array_equal(joined.values, np.concatenate(heads, axis=1))
    told_apart = joined.bands.across
    assert told_apart == (len(heads) if len(heads) > 1 else 0)
    if trace.has("w_o"):
        assert np.allclose(output.values, joined.values @ figure.item("w_o").values)
        assert figure.item("w_o").bands.down == told_apart
        assert here.words() == []
    else:
        assert np.array_equal(output.values, joined.values)
        assert any("No output matrix" in words for words in here.words())
        assert output.bands.across == told_apart


def test_the_head_in_focus_is_told_apart_among_the_joined(opened):
    here = opened(OutputPanel)
    here.choose_view("output")
    here.store.look(head=2)
    assert here.panel.figure.item("joined").bands.focused == 2


@pytest.mark.parametrize("size", [(520, 430), (1900, 1200)])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("variant", ["gqa", "bahdanau", "k_eq_v_eq_x"])
def test_any_text_is_shown(opened, variant, text, size):
    here = opened(OutputPanel, variant=variant, text=text, target=text, size=size)
    for view in here.views():
        here.panel.set_view(view)
        QApplication.processEvents()
        assert here.panel.figure.plot_keys() == tuple(here.specs())
        assert not here.panel.figure.grab().isNull()


def test_all_views_can_be_chosen_in_a_small_window(opened):
    here = opened(OutputPanel, size=(520, 430))
    assert here.panel.width() == 520
    for view in reversed(here.views()):
        here.choose_view(view)


def test_the_arrow_keys_take_the_contributions_along(person):
    person.store.look(step="output", pin=Cell("weights", 0, 1, 0))
    panel = person.window.panel()
    panel.set_view("contributions")
    person.click("weights", 1, 0)
    person.press(Qt.Key.Key_Down)
    assert person.state.view.pin == Cell("weights", 0, 2, 0)
    shown = panel.figure.item("contributions").spec
    assert np.array_equal(shown.totals, person.state.trace.grid("context").values[0, 2])
