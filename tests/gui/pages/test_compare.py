"""Compare: what is said of two variants is what their numbers are; a cell is one in all columns."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.pipeline import run
from core.scenario import Scenario, Seeded, Trained
from core.trace import STEP_KEYS
from core.trained.same_weights import same_weights
from core.trained.scenarios import first_scenario, scenario_of
from core.variants import VARIANTS
from gui import theme
from gui.pages.compare import COLUMNS, TIE, ComparePage
from gui.stage import staged
from gui.state import STEPS, Beside, Cell
from gui.store import Store
from gui.tying import Tie
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.specs import CurveSpec, MarkSpec, MatrixSpec, NoteSpec, PlaneSpec, ScaleSpec
from tests.gui.conftest import Opener, Person

ROOT = Path(__file__).resolve().parents[3]
STAY = ("x", "query", "key", "scores", "mask", "masked", "weights")
CHANGE = ("value", "context", "output")
SIZE = (1440, 900)


@pytest.fixture
def comparer(open_window: Opener) -> Person:
    person = open_window(size=SIZE)
    person.store.look(page="compare", beside=Beside())
    QApplication.processEvents()
    return person


def page_of(person: Person) -> ComparePage:
    page = person.window.shown()
    assert isinstance(page, ComparePage)
    return page


def specs_of(page: ComparePage, kind: type, state: object) -> dict[str, object]:
    return {spec.key: spec for spec in page.specs(state) if isinstance(spec, kind)}


def marks(page: ComparePage, store: Store) -> dict[str, MarkSpec]:
    return specs_of(page, MarkSpec, store.state)


def point(page: ComparePage, key: str, row: int, col: int) -> QPoint:
    """Where a cell stands on the figure's viewport, scrolled into sight."""
    plot = page.figure.item(key)
    assert isinstance(plot, MatrixPlot)
    rect = plot.rect_of(row, col)
    page.figure.ensureVisible(rect, 0, 40)
    QApplication.processEvents()
    return page.figure.mapFromScene(rect.center())


def hover(page: ComparePage, key: str, row: int, col: int) -> None:
    where = point(page, key, row, col)
    QTest.mouseMove(page.figure.viewport(), where + QPoint(1, 1))
    QTest.mouseMove(page.figure.viewport(), where)
    QApplication.processEvents()


def click(page: ComparePage, key: str, row: int, col: int) -> None:
    where = point(page, key, row, col)
    QTest.mouseClick(page.figure.viewport(), Qt.MouseButton.LeftButton, pos=where)


def choose(page: ComparePage, place: int, variant: str) -> None:
    box = page.heads.box(place)
    box.setCurrentIndex(box.findData(variant))
    box.activated.emit(box.currentIndex())
    QApplication.processEvents()


def outlined(page: ComparePage) -> list[str]:
    """The plots in which a cell of focus stands, by what each run was told."""
    found = []
    for plot in page.figure.plots():
        if isinstance(plot, MatrixPlot):
            focus = page.figure._foci[plot.spec.run].cell
            if focus is not None and (focus.grid, focus.head) == (
                plot.spec.grid.name,
                plot.spec.head,
            ):
                found.append(plot.spec.key)
    return found


# ---- marks -----------------------------------------------------------------------------------


@pytest.fixture
def staged_page(qapp: QApplication) -> Iterator[tuple[ComparePage, Store]]:
    store = Store(Scenario(text="the cat sat on the mat"), big=sys.maxsize)
    with staged(ComparePage, store, theme.LIGHT, 1.0, (1000, 760)) as page:
        yield page, store
        page.close_runs()
    store.close()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"text": "一只猫坐在垫子上 because it was tired", "seed": 99},
        {"text": "a", "seed": 3},
        {"text": "one two three four", "mask": "causal", "dtype": "float32", "seed": 12},
        {"text": "to be or not to be", "padding": 2, "softcap": 2.0, "n_heads": 8, "seed": 5},
        {"text": "x y z", "output_projection": False, "temperature": 0.5},
    ],
)
def test_tying_changes_values_context_and_output_and_nothing_else(
    staged_page: tuple[ComparePage, Store], fields: dict[str, object]
) -> None:
    page, store = staged_page
    store.edit(**fields)
    assert store.state.problems == ()
    page.show_state(store.state)
    found = marks(page, store)
    assert {name: found[f"{name}_mark_B"].verdict for name in STAY} == dict.fromkeys(
        STAY, "identical"
    )
    assert {name: found[f"{name}_mark_B"].verdict for name in CHANGE} == dict.fromkeys(
        CHANGE, "different"
    )
    steps = {key: found[f"step_{key}_mark_B"].verdict for key in STEP_KEYS}
    changed = [key for key, verdict in steps.items() if verdict != "identical"]
    assert changed == ["projections", "output"]
    (line,) = page.notes(store.state)
    stays, changes = line.split(";")
    assert "identical: inputs X, Q, K, scores S, mask M" in stays
    assert "weights A" in stays
    assert changes.strip() == "different: V, context C, output O"


def test_two_columns_beside_the_first_are_summed_up_by_letters(
    staged_page: tuple[ComparePage, Store],
) -> None:
    """A line each, so that a small window keeps its room for the plots."""
    page, store = staged_page
    store.look(beside=replace(store.state.view.beside, variants=("k_eq_v", "q_eq_k")))
    page.show_state(store.state)
    assert page.notes(store.state) == (
        "B against A: identical: X, Q, K, S, M, S̃, A; different: V, C, O",
        "C against A: identical: X, K, V, M; different: Q, S, S̃, A, C, O",
    )
    scenario = replace(store.state.scenario, variant="bahdanau")
    store.take(scenario)
    store.look(beside=replace(store.state.view.beside, variants=("luong_dot", "cross")))
    page.show_state(store.state)
    assert "<i>S</i><sub>dec</sub>" in page.notes_text(store.state)


def test_the_largest_difference_is_the_one_between_the_runs(
    staged_page: tuple[ComparePage, Store],
) -> None:
    page, store = staged_page
    trace, other = store.state.trace, run(replace(store.state.scenario, variant="k_eq_v"))
    for name in CHANGE:
        largest = np.abs(trace.grid(name).values - other.grid(name).values).max()
        text = marks(page, store)[f"{name}_mark_B"].texts[0]
        assert text == f"different, max |Δ| = {largest:.3f}"


def test_what_rounding_alone_tells_apart_is_called_so(
    staged_page: tuple[ComparePage, Store],
) -> None:
    page, store = staged_page
    store.edit(variant="mqa", n_heads=1)
    store.look(beside=Beside(("self", "gqa")))
    page.show_state(store.state)
    verdicts = {mark.verdict for mark in marks(page, store).values()}
    assert verdicts <= {"identical", "rounding"}


def test_two_texts_against_one_are_not_comparable_and_it_says_why(
    staged_page: tuple[ComparePage, Store],
) -> None:
    page, store = staged_page
    store.look(beside=Beside(("luong_dot",)))
    page.show_state(store.state)
    found = marks(page, store)
    assert found["scores_mark_B"].verdict == "apart"
    assert "of different shapes" in found["scores_mark_B"].note
    assert found["step_inputs_mark_B"].verdict == "apart"
    notes = specs_of(page, NoteSpec, store.state)
    assert notes["x_B"].text == notes["source_x_A"].text == "not in this variant"


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_stands_beside_every_mechanism(
    staged_page: tuple[ComparePage, Store], variant: str
) -> None:
    page, store = staged_page
    store.edit(variant=variant)
    others = [key for key in ("bahdanau", "self", "k_eq_v") if key != variant][:2]
    for everything in (False, True):
        beside = Beside(tuple(others), differences=True, everything=everything)
        store.look(beside=beside, head=1, pin=Cell("scores", 0, 0, 0))
        page.show_state(store.state)
        assert len(page.lens._cells) == 3


# ---- beside a trained model ------------------------------------------------------------------


@pytest.fixture
def trained_page(qapp: QApplication) -> Iterator[tuple[ComparePage, Store]]:
    store = Store(first_scenario(), big=sys.maxsize)
    with staged(ComparePage, store, theme.LIGHT, 1.0, (1000, 760)) as page:
        yield page, store
        page.close_runs()
    store.close()


@pytest.mark.parametrize("example", [0, 3])
@pytest.mark.parametrize(
    "model", ["recall-self-r3", "recall-self-r6", "induction-self", "recall-k_eq_v-r6"]
)
def test_the_same_weights_stand_in_every_column_of_a_trained_model(
    trained_page: tuple[ComparePage, Store], model: str, example: int
) -> None:
    page, store = trained_page
    store.take(scenario_of(model, example=example))
    store.look(beside=Beside(("k_eq_v",)))  # of the tied one, self-attention takes its place
    page.show_state(store.state)
    found = marks(page, store)
    assert {found[f"{name}_mark_B"].verdict for name in STAY} == {"identical"}
    assert {found[f"{name}_mark_B"].verdict for name in CHANGE} == {"different"}
    line, told = page.notes(store.state)
    assert line.endswith("; different: V, context C, output O")
    assert "in every column, tied now, not trained again." in told


def test_models_trained_apart_are_an_explicit_choice(
    trained_page: tuple[ComparePage, Store],
) -> None:
    page, store = trained_page
    assert not page.boxes["apart"].isHidden()
    page.boxes["apart"].setChecked(True)
    assert store.state.view.beside.apart
    page.show_state(store.state)
    (_, other) = page.columns(store.state)
    assert other.trace.scenario.weights == Trained("recall-k_eq_v-r3")
    (_, told) = page.notes(store.state)
    assert told == (
        "B is Recall, r = 3 (K = V), trained by itself from the same start: the variant is not "
        "all that tells it from A."
    )
    store.look(beside=replace(store.state.view.beside, variants=("k_eq_v", "mqa")))
    page.show_state(store.state)
    told = page.notes(store.state)[-1]
    assert told.startswith("A is the model Recall, r = 3 (Multi-head self-attention). B is Recall")
    assert told.endswith("No model was trained with C's variant: it has A's matrices.")


def test_the_choice_stands_only_where_there_are_models_to_choose(
    trained_page: tuple[ComparePage, Store],
) -> None:
    page, store = trained_page
    store.look(beside=Beside(("mla",), apart=True))
    page.show_state(store.state)
    assert page.boxes["apart"].isHidden()
    store.look(beside=Beside(("k_eq_v",)))
    page.show_state(store.state)
    assert not page.boxes["apart"].isHidden()
    store.choose_weights(Seeded())
    page.show_state(store.state)
    assert page.boxes["apart"].isHidden()
    assert len(page.notes(store.state)) == 1  # of random vectors nothing more is to be said


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("model", ["recall-self-r3", "induction-k_eq_v", "dates-luong_dot"])
def test_every_variant_stands_beside_a_trained_model(
    trained_page: tuple[ComparePage, Store], model: str, variant: str
) -> None:
    page, store = trained_page
    store.take(scenario_of(model))
    store.look(beside=Beside((variant, "gqa"), differences=True, everything=True))
    page.show_state(store.state)
    for column in page.columns(store.state)[1:]:
        assert column.trace is not None or column.problems
        if column.trace is None:
            assert column.problems[0].field == "weights"
        elif column.makeup is not None and column.makeup.alone:
            assert "all vectors and matrices from seed 0" in page.notes(store.state)[-1]


def test_columns_of_one_model_change_places(trained_page: tuple[ComparePage, Store]) -> None:
    page, store = trained_page
    model = store.state.scenario.weights
    before = [column.trace.grid("output").values for column in page.columns(store.state)]
    page._choose(0, "k_eq_v")
    page.show_state(store.state)
    assert store.state.scenario.weights == replace(model, retied=True)
    assert store.state.view.beside.variants == ("self",)
    after = [column.trace.grid("output").values for column in page.columns(store.state)]
    assert all(map(np.array_equal, before[::-1], after))
    page._choose(1, "mla")
    page._choose(0, "mla")  # it has no model of its own: the matrices are those shown before
    assert store.state.problems == ()
    assert store.state.scenario.variant == "mla"
    page._choose(0, "self")
    assert store.state.scenario.weights == model
    page._choose(0, "bahdanau")  # reads two texts: a model of its own, with its own text
    assert store.state.scenario.weights == Trained("dates-bahdanau")


def test_the_slider_moves_a_trained_models_output(trained_page: tuple[ComparePage, Store]) -> None:
    page, store = trained_page
    tie = page.tie(store.state)
    assert isinstance(tie, Tie)
    trace, tied = (column.trace for column in page.columns(store.state))
    assert np.array_equal(tie.path.ends.at(0.0)["output"], trace.grid("output").values)
    assert np.allclose(tie.path.ends.at(1.0)["output"], tied.grid("output").values)
    assert (tie.path.joint_rank[0], tie.path.joint_rank[-1]) == (6, 3)  # 2 r and r


# ---- columns ---------------------------------------------------------------------------------


def test_each_cell_is_the_plot_of_the_step_panel_in_one_scale_a_row(comparer: Person) -> None:
    page = page_of(comparer)
    shown = specs_of(page, MatrixSpec, comparer.state)
    trace = comparer.state.trace
    assert shown["value_A"].grid is trace.grid("value")
    assert np.array_equal(shown["value_B"].grid.values, trace.grid("key").values)
    assert shown["value_A"].levels == shown["value_B"].levels
    scales = specs_of(page, ScaleSpec, comparer.state)
    assert scales["value_scale"].levels == shown["value_A"].levels
    QTest.mouseClick(page.boxes["own_scales"], Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert comparer.state.view.beside.own_scales
    shown = specs_of(page, MatrixSpec, comparer.state)
    assert shown["value_A"].levels is None
    assert shown["value_A"].colorbar
    assert "value_scale" not in specs_of(page, ScaleSpec, comparer.state)


def test_differences_are_a_minus_b(comparer: Person) -> None:
    page = page_of(comparer)
    QTest.mouseClick(page.boxes["differences"], Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    shown = specs_of(page, MatrixSpec, comparer.state)
    trace = comparer.state.trace
    minus = trace.grid("value").values - trace.grid("key").values
    assert np.array_equal(shown["value_A_minus_B"].grid.values[0], minus[0])
    assert not shown["scores_A_minus_B"].grid.values.any()
    columns = [shown[key].col for key in ("value_A", "value_A_minus_B", "value_B")]
    assert columns == sorted(columns)


def test_no_difference_leaves_the_scale_of_its_row(comparer: Person) -> None:
    page = page_of(comparer)
    for differences in (False, True):
        comparer.store.look(beside=Beside(("k_eq_v", "q_eq_k"), differences=differences))
        shown = specs_of(page, MatrixSpec, comparer.state)
        scales = specs_of(page, ScaleSpec, comparer.state)
        for spec in shown.values():
            scale = scales.get(f"{spec.grid.name}_scale")
            if scale is not None and spec.grid.kind == "signed" and spec.levels != (-1.0, 1.0):
                assert spec.levels == scale.levels
            values = spec.grid.values[spec.head or 0]
            values = values[np.isfinite(values)]
            low, high = spec.levels or (0.0, 1.0)
            assert low <= values.min()
            assert values.max() <= high
    # Weights have a scale from 0 to 1; their difference says its own, unless it is nothing.
    assert shown["weights_A_minus_C"].heading == "A − C, ±1"
    assert shown["weights_A_minus_B"].heading == "A − B"


def test_every_grid_shows_the_matrices_too(comparer: Person) -> None:
    page = page_of(comparer)
    assert "w_k_A" not in page.figure.plot_keys()
    QTest.mouseClick(page.boxes["everything"], Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert "w_k_A" in page.figure.plot_keys()
    assert marks(page, comparer.store)["w_k_mark_B"].verdict == "identical"


def test_columns_are_chosen_added_exchanged_and_removed(comparer: Person) -> None:
    page = page_of(comparer)
    choose(page, 1, "q_eq_k")
    assert comparer.state.view.beside.variants == ("q_eq_k",)
    QTest.mouseClick(page.heads.buttons["add"], Qt.MouseButton.LeftButton)
    assert comparer.state.view.beside.variants == ("q_eq_k", "k_eq_v")
    assert page.heads.buttons["add"].isHidden()
    assert "output_C" in page.figure.plot_keys()
    choose(page, 2, "q_eq_k")
    assert comparer.state.view.beside.variants == ("k_eq_v", "q_eq_k")
    choose(page, 1, "self")
    assert comparer.state.scenario.variant == "k_eq_v"
    assert comparer.state.view.beside.variants == ("self", "q_eq_k")
    choose(page, 0, "mqa")
    assert comparer.state.scenario.variant == "mqa"
    QTest.mouseClick(page.heads.buttons["remove"], Qt.MouseButton.LeftButton)
    assert comparer.state.view.beside.variants == ("self",)
    comparer.store.undo()
    assert comparer.state.scenario.variant == "k_eq_v"


def test_the_mechanism_above_never_makes_two_columns_alike(comparer: Person) -> None:
    comparer.store.edit(variant="k_eq_v")
    assert comparer.state.view.beside.variants == ("self",)
    comparer.store.look(beside=Beside(("k_eq_v",)))
    assert comparer.state.view.beside.variants == ("self",)


def test_the_heads_stand_above_their_columns(comparer: Person) -> None:
    page = page_of(comparer)
    QApplication.processEvents()
    for place, key in enumerate(("output_A", "output_B")):
        left = page.figure.mapFromScene(page.figure.item(key).body.topLeft()).x()
        head = page.heads.box(place).parentWidget()
        assert abs(head.x() - left) <= 2


# ---- one cell in all columns -----------------------------------------------------------------


def test_the_same_cell_lights_in_each_column_and_the_lens_has_both(comparer: Person) -> None:
    page = page_of(comparer)
    comparer.store.look(beside=Beside(differences=True))
    hover(page, "value_B", 3, 1)
    assert comparer.state.view.hover == Cell("value", 0, 3, 1)
    assert {"value_A", "value_B", "value_A_minus_B"} <= set(outlined(page))
    spoken = page.lens._card.accessibleDescription()
    trace = comparer.state.trace
    value, key = (trace.grid(name).values[0, 3, 1] for name in ("value", "key"))
    assert spoken == f"A: V[on, 2] = {value:.3f}. B: V[on, 2] = {key:.3f}.".replace("-", "−")
    first, second = page.lens._parts[:2]
    assert first.y() < second.y()


def test_both_arithmetics_show_the_same_terms(comparer: Person) -> None:
    page = page_of(comparer)
    comparer.window.resize(1024, 700)
    QApplication.processEvents()
    hover(page, "value_A", 0, 0)
    tables = [part._canvas._table for part in page.lens._parts[:2]]
    labels = [table.columns[0].cells for table in tables]
    assert labels[0] == labels[1]
    assert 0 < len(labels[0]) < 16


def test_click_pins_arrows_move_and_escape_lets_go(comparer: Person) -> None:
    page = page_of(comparer)
    click(page, "weights_B", 2, 1)
    assert comparer.state.view.pin == Cell("weights", 0, 2, 1)
    comparer.press(Qt.Key.Key_Down)
    comparer.press(Qt.Key.Key_Right)
    assert comparer.state.view.pin == Cell("weights", 0, 3, 2)
    comparer.press(Qt.Key.Key_Escape)
    assert comparer.state.view.pin is None


def test_a_pin_goes_along_to_the_steps_where_they_have_the_cell(comparer: Person) -> None:
    page = page_of(comparer)
    click(page, "scores_B", 2, 1)
    comparer.press("3")
    assert (comparer.state.view.page, comparer.state.view.pin) == (STEPS, Cell("scores", 0, 2, 1))
    comparer.press("1", Qt.KeyboardModifier.ControlModifier)
    comparer.store.edit(variant="k_eq_v")
    comparer.store.look(beside=Beside(("self",), everything=True))
    page = page_of(comparer)
    click(page, "w_v_B", 1, 1)
    assert comparer.state.view.pin == Cell("w_v", 0, 1, 1)
    assert "this variant has no such cell" in page.lens._card.accessibleDescription()
    comparer.press("2")
    assert comparer.state.view.pin is None


def test_a_head_is_matched_by_the_one_that_serves_it(comparer: Person) -> None:
    page = page_of(comparer)
    comparer.store.look(beside=Beside(("gqa", "mqa")), head=3)
    hover(page, "key_C", 1, 2)
    heads = [focus.cell.head for focus in page.figure._foci[:3]]
    assert heads == [3, 1, 0]
    assert {"key_A", "key_B", "key_C"} <= set(outlined(page))


def test_the_wheel_scrolls_even_over_a_pinned_cell(comparer: Person) -> None:
    page = page_of(comparer)
    click(page, "value_A", 0, 0)
    assert page.figure.pinned_cell() is None
    comparer.press(Qt.Key.Key_Return)
    assert not comparer.window.lens.editing


# ---- the tie slider --------------------------------------------------------------------------


def drag(page: ComparePage, to: float) -> None:
    slider = page.slider.slider
    middle, room = slider.height() // 2, slider.width() - 20
    here = QPoint(10 + round(room * slider.value() / slider.maximum()), middle)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=here)
    for part in (0.3, 0.7, 1.0):
        x = here.x() + part * (10 + room * to - here.x())
        QTest.mouseMove(slider, QPoint(round(x), middle))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_dragging_moves_the_output_along_its_way(comparer: Person) -> None:
    page = page_of(comparer)
    page.set_view(TIE)
    drag(page, 0.5)
    alpha = comparer.state.view.beside.alpha
    assert 0.4 < alpha < 0.6
    plane = specs_of(page, PlaneSpec, comparer.state)["tie_output"]
    now, start, end = (points.points for points in plane.sets)
    assert np.allclose(now, (1 - alpha) * start + alpha * end)
    curves = specs_of(page, CurveSpec, comparer.state)
    assert all(curve.now == alpha for curve in curves.values())
    drag(page, 1.0)
    drag(page, 0.0)
    assert comparer.state.view.beside.alpha < 0.05


@pytest.mark.parametrize("variant", ["self", "gqa", "mqa"])
def test_the_ends_of_the_slider_are_the_runs_themselves(comparer: Person, variant: str) -> None:
    comparer.store.edit(variant=variant)
    page = page_of(comparer)
    page.set_view(TIE)
    tie = page.tie(comparer.state)
    assert isinstance(tie, Tie)
    trace = comparer.state.trace
    assert np.array_equal(tie.path.ends.at(0.0)["output"], trace.grid("output").values)
    if variant == "self":
        tied = run(replace(comparer.state.scenario, variant="k_eq_v"))
        assert np.allclose(tie.path.ends.at(1.0)["output"], tied.grid("output").values)
    whole = tie.point(0.0)
    apart = np.abs(trace.grid("key").values - trace.grid("value").values).max()
    assert whole.max_difference == pytest.approx(apart)
    assert tie.point(1.0).max_difference == 0.0
    assert tie.point(0.999).joint_rank > tie.point(1.0).joint_rank
    assert (whole.to_untied, tie.point(1.0).to_tied) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("variant", "reason"),
    [("k_eq_v", "tied already"), ("bahdanau", "make the widths equal"), ("luong_dot", "tied")],
)
def test_where_there_is_no_way_it_says_why(comparer: Person, variant: str, reason: str) -> None:
    page = page_of(comparer)
    page.set_view(TIE)
    comparer.store.look(beside=Beside(("q_eq_k_eq_v",)))
    comparer.store.edit(variant=variant, d_head=6 if variant == "bahdanau" else None)
    (note,) = page.specs(comparer.state)
    if variant == "bahdanau":
        assert isinstance(note, NoteSpec)
        assert note.text
    else:
        assert reason in note.text
    assert not page.slider.slider.isEnabled()


def test_a_tied_scenario_is_reached_from_an_untied_column(comparer: Person) -> None:
    comparer.store.edit(variant="k_eq_v")
    assert comparer.state.view.beside.variants == ("self",)
    page = page_of(comparer)
    page.set_view(TIE)
    tie = page.tie(comparer.state)
    assert isinstance(tie, Tie)
    assert page.slider.slider.isEnabled()
    untied = page.columns(comparer.state)[1].trace.grid("output").values
    assert np.array_equal(tie.path.ends.at(0.0)["output"], untied)
    here = comparer.state.trace.grid("output").values
    assert np.array_equal(tie.path.ends.at(1.0)["output"], here)
    told = page.notes(comparer.state)[1]
    assert told == "It is B, Multi-head self-attention, that is tied on the way."


def test_the_slider_has_the_whole_width(comparer: Person) -> None:
    page = page_of(comparer)
    narrow = page.width()
    page.set_view(TIE)
    QApplication.processEvents()
    assert page.width() > narrow
    page.set_view(COLUMNS)
    QApplication.processEvents()
    assert page.lens.isVisible()


# ---- looks, long runs, files -----------------------------------------------------------------


def test_language_and_theme_change_while_it_is_shown(comparer: Person) -> None:
    page = page_of(comparer)
    english = page.boxes["differences"].text(), page.heads.box(1).itemText(0)
    menu = comparer.window._languages._group
    next(action for action in menu.actions() if action.data() == "zh_CN").trigger()
    QApplication.processEvents()
    assert page.heads.box(1).itemText(0) != english[1]
    comparer.window._themes._group.actions()[1].trigger()
    assert page.look.theme.dark
    assert page.figure.look.theme.dark


def test_large_runs_go_to_the_worker_and_arrive(comparer: Person, qtbot: QtBot) -> None:
    page = page_of(comparer)
    page._runs._big = page._ties._big = 1000
    comparer.store.edit(seed=123)
    notes = specs_of(page, NoteSpec, comparer.state)
    assert notes["absent_B"].text == "computing…"
    assert page._runs.computing
    qtbot.waitUntil(lambda: "output_B" in page.figure.plot_keys(), timeout=5000)
    assert marks(page, comparer.store)["scores_mark_B"].verdict == "identical"


def test_a_stale_run_is_dropped(comparer: Person, qtbot: QtBot) -> None:
    page = page_of(comparer)
    page._runs._big = 1000
    for seed in (1, 2, 3):
        comparer.store.edit(seed=seed)
    qtbot.waitUntil(lambda: "output_B" in page.figure.plot_keys(), timeout=5000)
    shown = specs_of(page, MatrixSpec, comparer.state)["output_B"].grid.values
    tied = run(replace(comparer.state.scenario, variant="k_eq_v"))
    assert np.array_equal(shown, tied.grid("output").values)


def test_a_variant_that_cannot_be_run_says_why_and_the_others_stay(comparer: Person) -> None:
    comparer.store.edit(d_model=16, n_heads=4, text="a b", target="")
    comparer.store.look(beside=Beside(("cross", "k_eq_v")))
    page = page_of(comparer)
    notes = specs_of(page, NoteSpec, comparer.state)
    assert "absent_B" in notes
    assert notes["absent_B"].text
    assert "output_C" in page.figure.plot_keys()


@pytest.mark.slow
def test_the_page_is_exported_without_a_display(tmp_path: Path) -> None:
    command = [
        *(sys.executable, ROOT / "main.py", "export", "--page", "compare", "--out", tmp_path),
        *("--beside", "k_eq_v,mqa", "--dpi", "72", "--text", "the cat sat", "--parts", "panels"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in tmp_path.iterdir()}
    assert {"self-compare-panel.png", "self-compare-panel.svg", "self-compare-panel.pdf"} <= names
    assert "self-compare-panel_tie.png" in names
    svg = (tmp_path / "self-compare-panel.svg").read_text(encoding="utf-8")
    for words in ("A  Multi-head self-attention", "B  K = V", "identical", "different: V"):
        assert words in svg
    with np.load(tmp_path / "self-compare-panel.npz") as file:
        scenario = Scenario(text="the cat sat")
        assert json.loads(str(file["scenario"]))["text"] == scenario.text
        tied = run(replace(scenario, variant="k_eq_v")).grid("output").values
        assert np.array_equal(file["k_eq_v_output"], tied)
        assert "mqa_key" in file
        assert "tie_distance" in file


@pytest.mark.slow
def test_a_trained_model_is_exported_without_a_display(tmp_path: Path) -> None:
    command = [
        *(sys.executable, ROOT / "main.py", "export", "--page", "compare", "--out", tmp_path),
        *("--weights", "recall-self-r3", "--beside", "k_eq_v,mla", "--dpi", "72"),
        *("--parts", "panels", "--formats", "svg,npz"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    svg = (tmp_path / "self-compare-panel.svg").read_text(encoding="utf-8")
    assert "One trained model (Recall, r = 3) in every column" in svg
    with np.load(tmp_path / "self-compare-panel.npz") as file:
        tied = run(same_weights(scenario_of("recall-self-r3"), "k_eq_v"))
        assert np.array_equal(file["k_eq_v_output"], tied.grid("output").values)
        assert np.array_equal(file["k_eq_v_weights"], file["self_weights"])
