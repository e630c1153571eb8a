"""Projections: what is made from what, and where keys and values are the same."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.evidence import evidence
from core.variants import VARIANTS
from gui.panels.projections import ProjectionsPanel
from gui.state import Cell
from gui.widgets.numbers import format_short
from gui.widgets.spec_builders import numbered
from gui.widgets.specs import MatrixSpec, MosaicSpec, NoteSpec, PlaneSpec

ROLES = ("query", "key", "value")
TIED = [key for key, row in VARIANTS.items() if row.make_key == row.make_value]
UNTIED = [key for key in VARIANTS if key not in TIED]


def above(here, role):
    """What stands over queries, keys or values: a matrix or words."""
    specs = here.specs()
    if f"no_matrix_{role}" in specs:
        return specs[f"no_matrix_{role}"]
    made = specs[role]
    return next(spec for spec in specs.values() if (spec.row, spec.col) == (made.row - 1, made.col))


@pytest.mark.parametrize("size", [(520, 520), (1200, 800)])
@pytest.mark.parametrize("variant", VARIANTS)
def test_row_times_column_stands_where_they_meet(opened, variant, size):
    here = opened(ProjectionsPanel, size=size, variant=variant)
    row = VARIANTS[variant]
    routes = dict(zip(ROLES, (row.make_query, row.make_key, row.make_value), strict=True))
    for role, route in routes.items():
        made, over = here.specs()[role], above(here, role)
        if route.bare:
            assert isinstance(over, NoteSpec)
            assert "no matrix" in over.text
            continue
        source = here.specs()[route.parts[-1].source]
        assert isinstance(over, MatrixSpec)
        assert source.row == made.row
        assert source.col < made.col
        product = source.grid.values[0] @ over.grid.values[over.head]
        right = made.grid.values[made.head][:, -product.shape[1] :]  # all of it, or a half
        np.testing.assert_allclose(product, right, atol=1e-12)


@pytest.mark.parametrize("size", [(520, 520), (1200, 800)])
def test_a_latent_stands_where_its_own_matrix_meets_it_and_left_of_what_it_makes(opened, size):
    specs = opened(ProjectionsPanel, size=size, variant="mla").specs()
    latent, down = specs["latent"], specs["w_dkv"]
    assert (down.row, down.col) == (latent.row - 1, latent.col)
    assert specs["key"].row == latent.row
    assert specs["key"].col > latent.col


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_two_plots_stand_in_one_place(opened, variant):
    for size in ((520, 520), (1200, 800)):
        here = opened(ProjectionsPanel, size=size, variant=variant)
        for view in here.views():
            here.panel.set_view(view)
            places = [(spec.row, spec.col) for spec in here.specs().values()]
            assert len(set(places)) == len(places), view


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_grid_of_the_step_can_be_seen(opened, variant):
    here = opened(ProjectionsPanel, variant=variant)
    seen = set()
    for view in here.views():
        here.panel.set_view(view)
        QApplication.processEvents()
        assert here.panel.figure.plot_keys() == tuple(here.specs())
        maps = [spec for spec in here.specs().values() if isinstance(spec, MatrixSpec)]
        seen |= {spec.grid.name for spec in maps}
    assert seen == set(here.trace["projections"].grid_names()) | {
        spec for spec in seen if here.trace.step_of(spec).key == "inputs"
    }


def test_one_matrix_that_makes_two_stands_over_both(opened):
    here = opened(ProjectionsPanel, variant="k_eq_v")
    over_key, over_value = above(here, "key"), above(here, "value")
    assert over_key.grid is over_value.grid
    assert over_key.grid.roles == ("key", "value")
    assert over_value.heading == f"= {over_key.heading}"


def test_without_any_matrix_only_queries_keys_and_values_remain(opened):
    here = opened(ProjectionsPanel, variant="luong_dot")
    maps = [spec.grid.name for spec in here.specs().values() if isinstance(spec, MatrixSpec)]
    assert maps == list(ROLES)


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_caption_of_the_difference_is_the_computed_one(opened, variant):
    here = opened(ProjectionsPanel, variant=variant, n_heads=1)
    here.choose_view("difference")
    largest = evidence(here.trace).reading.max_difference
    assert here.specs()["k_minus_v"].heading.endswith(f"= {format_short(largest)}")
    assert (largest == 0) == (variant in TIED)


def test_the_difference_is_that_of_the_focused_head(opened):
    here = opened(ProjectionsPanel)
    here.choose_view("difference")
    captions = []
    for head in range(4):
        here.store.look(head=head)
        spec = here.specs()["k_minus_v"]
        largest = float(np.abs(here.trace.grid("k_minus_v").values[head]).max())
        assert spec.head == head
        assert spec.heading.endswith(format_short(largest))
        assert spec.levels[1] >= largest  # nothing saturates
        captions.append(spec.heading)
    assert len(set(captions)) == 4


@pytest.mark.parametrize("variant", VARIANTS)
def test_keys_and_values_coincide_in_the_plane_where_they_are_tied(opened, variant):
    here = opened(ProjectionsPanel, variant=variant)
    here.choose_view("plane")
    plane = here.specs()["rows"]
    assert isinstance(plane, PlaneSpec)
    points = {points.role: points for points in plane.sets}
    same = np.array_equal(points["key"].points, points["value"].points)
    assert same == (variant in TIED)
    assert points["key"].labels == numbered(here.trace.resolved.key_tokens)
    assert points["query"].labels == numbered(here.trace.resolved.query_tokens)


@pytest.mark.parametrize("strength", [0.3, 3.0, 30.0, 300.0])
def test_the_plane_says_what_part_of_the_variance_it_holds_and_all_only_where_it_does(
    opened, strength
):
    """By numpy's singular values of the same rows; one strong entry leaves little beside itself."""
    here = opened(ProjectionsPanel, n_heads=2)
    here.store.edit_cell(Cell("w_v", 0, 0, 0), strength)
    here.choose_view("plane")
    plane = here.specs()["rows"]
    rows = np.concatenate([here.trace.grid(role).values[0] for role in ROLES])
    squares = np.linalg.svd(rows - rows.mean(axis=0), compute_uv=False) ** 2
    first, second = squares[:2] / squares.sum()
    printed = {plane.heading: first + second, plane.x_label: first, plane.y_label: second}
    for text, part in printed.items():
        (shown,) = re.findall(r"([\d.]+) %", text)
        assert float(shown) == pytest.approx(100 * part, rel=5e-3, abs=1e-3)
        assert (float(shown) == 100) == (part == 1), text


def test_keys_and_values_of_two_widths_have_no_difference_and_two_planes(opened):
    here = opened(ProjectionsPanel, variant="bahdanau", d_head=5)
    here.choose_view("difference")
    assert "k_minus_v" not in here.specs()
    assert any("5" in text and "16" in text for text in here.words())
    here.choose_view("plane")
    assert {"rows", "value_rows"} < here.specs().keys()


@pytest.mark.parametrize(("variant", "kv_heads"), [("self", 4), ("gqa", 2), ("mqa", 1)])
def test_each_head_of_keys_stands_below_the_query_heads_that_it_serves(opened, variant, kv_heads):
    here = opened(ProjectionsPanel, variant=variant, n_heads=4)
    here.choose_view("heads")
    specs = here.specs()
    for number in range(kv_heads):
        key, value = specs[f"key_{number + 1}"], specs[f"value_{number + 1}"]
        first = specs[f"query_{number * 4 // kv_heads + 1}"]
        assert key.col == value.col == first.col
        assert (first.row, key.row, value.row) == (0, 1, 2)
    assert f"key_{kv_heads + 1}" not in specs


def test_of_many_heads_a_click_on_keys_focuses_a_query_head_that_they_serve(opened):
    here = opened(ProjectionsPanel, variant="gqa", n_heads=16, d_model=32, n_kv_heads=4)
    here.choose_view("heads")
    spec = here.specs()["key_heads"]
    assert isinstance(spec, MosaicSpec)
    QApplication.processEvents()
    figure = here.panel.figure
    tile = figure.item("key_heads").tiles[2]
    where = figure.mapFromScene(tile.center())
    here.qtbot.mouseClick(figure.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert here.store.state.view.head == 8


def test_the_reading_is_chosen_right_here_and_leaves_the_scores(opened):
    here = opened(ProjectionsPanel, variant="luong_general")
    here.choose_view("readings")
    before = here.trace.grid("scores").values
    assert here.specs()["k_minus_v"].heading.endswith("= 0")
    (box,) = here.shown_controls()
    here.qtbot.keyClick(box, Qt.Key.Key_Down)
    assert here.store.state.scenario.reading == "memory"
    assert not here.specs()["k_minus_v"].heading.endswith("= 0")
    assert here.specs()["other_k_minus_v"].heading.endswith("= 0")
    np.testing.assert_allclose(here.trace.grid("scores").values, before, atol=1e-12)
    here.store.undo()
    assert box.currentData() == "query"


def shown_fields(here):
    return [field.name for field in here.panel.controls.fields if not field.isHidden()]


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_variant_has_the_choices_that_matter_to_it(opened, variant):
    here = opened(ProjectionsPanel, variant=variant)
    traditional = VARIANTS[variant].mode == "traditional"
    reading = ["reading"] if variant == "luong_general" else []
    assert shown_fields(here) == (reading if traditional else ["positions"])
    here.store.edit(positions="rotary")
    value = ["rotary_value"] if variant in TIED else []
    assert shown_fields(here) == (reading if traditional else ["positions", *value])


@pytest.mark.parametrize(
    "variant", [key for key in VARIANTS if VARIANTS[key].mode != "traditional"]
)
def test_with_rotary_positions_the_maps_show_what_is_turned_afterwards(opened, variant):
    for turned in (False, True):
        here = opened(
            ProjectionsPanel,
            size=(1200, 800),
            variant=variant,
            positions="rotary",
            rotary_value=turned,
        )
        seen = set()
        for view in here.views():
            here.panel.set_view(view)
            QApplication.processEvents()
            assert here.panel.figure.plot_keys() == tuple(here.specs())
            specs = [spec for spec in here.specs().values() if isinstance(spec, MatrixSpec)]
            seen |= {spec.grid.name for spec in specs}
        assert set(here.trace["projections"].grid_names()) <= seen
        here.panel.set_view("maps")
        resolved = here.trace.resolved
        source = here.specs()[resolved.make_query.source]
        made, over = here.specs()["query_unrotated"], above(here, "query_unrotated")
        product = source.grid.values[0] @ (
            over.grid.values[over.head] if isinstance(over, MatrixSpec) else np.eye(16)
        )
        np.testing.assert_allclose(product, made.grid.values[made.head], atol=1e-12)


def test_a_value_stands_below_what_it_is_like(opened):
    here = opened(ProjectionsPanel, variant="k_eq_v", positions="rotary")
    here.choose_view("turns")
    specs = here.specs()
    assert specs["value"].col == specs["key_unrotated"].col
    assert np.array_equal(specs["value"].grid.values, specs["key_unrotated"].grid.values)
    here.store.edit(rotary_value=True)
    specs = here.specs()
    assert specs["value"].col == specs["key"].col
    assert np.array_equal(specs["value"].grid.values, specs["key"].grid.values)


def test_slim_attention_shows_what_stands_in_the_place_of_the_value_matrix(opened):
    here = opened(ProjectionsPanel, variant="slim")
    here.choose_view("recovery")
    assert [spec.grid.name for spec in here.specs().values() if isinstance(spec, MatrixSpec)] == [
        "w_k",
        "w_v",
        "w_recover",
    ]
    assert here.words() == ["⁻¹ ·", "="]


def test_two_sources_stand_below_each_other_where_there_is_no_room_beside(opened):
    here = opened(ProjectionsPanel, size=(420, 900), variant="cross")
    assert here.specs()["key"].row > here.specs()["query"].row
    here.panel.resize(1200, 800)
    QApplication.processEvents()
    assert here.specs()["key"].row == here.specs()["query"].row
    place = here.panel.figure.item("key").spec
    assert place.row == here.specs()["query"].row


def test_values_that_are_the_states_stand_below_them_where_the_page_is_low(opened):
    here = opened(ProjectionsPanel, size=(520, 500), variant="bahdanau")
    specs = here.specs()
    assert specs["value"].col == specs["encoder_states"].col
    assert specs["value"].row == specs["encoder_states"].row + 1
    assert here.panel.figure.verticalScrollBar().maximum() == 0
    assert here.panel.figure.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_click_pins_the_cell_and_its_sources_are_outlined(opened, variant):
    here = opened(ProjectionsPanel, size=(1200, 900), variant=variant)
    here.click("value", 0, 1)
    pin = here.pin()
    assert pin == Cell("value", 0, 0, 1)
    assert here.trace.explain(pin.grid, pin.head, pin.row, pin.col).sources


@pytest.mark.parametrize("text", ["hi", "猫坐在垫子上因为它累了", "a b " * 32])
@pytest.mark.parametrize("variant", ["k_eq_v", "cross", "gqa"])
def test_any_text_is_shown(opened, variant, text):
    here = opened(ProjectionsPanel, variant=variant, text=text)
    for view in here.views():
        here.panel.set_view(view)
        QApplication.processEvents()
        assert here.panel.figure.plot_keys() == tuple(here.specs())


def test_read_on_the_memory_the_matrix_is_applied_from_its_other_side(opened):
    here = opened(ProjectionsPanel, variant="luong_general", reading="memory", size=(1200, 800))
    over = above(here, "key")
    assert over.transposed
    assert over.heading.endswith("ᵀ")
    states = here.specs()["encoder_states"].grid.values[0]
    key = here.specs()["key"].grid.values[0]
    np.testing.assert_allclose(states @ over.grid.values[0].T, key, atol=1e-12)
