"""Compare: columns are chosen, and a cell is one in all of them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.pipeline import run
from core.scenario import Scenario
from core.trained.same_weights import same_weights
from core.trained.scenarios import scenario_of
from gui.pages.compare import ComparePage
from gui.state import STEPS, Beside, Cell
from gui.store import Store
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.specs import MatrixSpec, NoteSpec, ScaleSpec
from tests.gui.conftest import Person
from tests.gui.pages.comparing import choose, click, hover, marks, page_of, specs_of

ROOT = Path(__file__).resolve().parents[3]


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
