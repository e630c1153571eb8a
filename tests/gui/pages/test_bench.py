"""The tying bench: what is typed is shown, what is wrong is told, every figure is core's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.cost_table import cost_table
from core.freedom import SIZES, freedom
from core.heads import head_of
from core.outside import outside_keys
from core.presets import PRESETS, size_of
from core.scenario import Scenario
from core.sensitivity import sensitivity
from core.turned import stand_in_error, turned
from core.width_law import DRAWS
from gui import i18n, theme
from gui.appearance import Appearance
from gui.bench import law
from gui.bench.texts import FORMULAS, PARAGRAPHS, TITLES
from gui.export import Request, export_files
from gui.pages.bench import BenchPage
from gui.state import Bench, Cell
from gui.store import Store
from gui.widgets.specs import NoteSpec, RowBarsSpec
from tests.gui.conftest import Opener
from tests.gui.pages.sitting import TEN, Sitting

LONG = " ".join(f"w{number}" for number in range(24))


def test_every_view_has_a_title_a_paragraph_and_a_formula() -> None:
    assert tuple(TITLES) == tuple(PARAGRAPHS) == tuple(FORMULAS)
    assert all(PARAGRAPHS.values())


# ---- freedom, geometry, sensitivity, positions -----------------------------------------------


def test_freedom_is_measured_beside_the_formula(sitting: Sitting) -> None:
    spec = sitting.at("freedom", r=2, d=7)["freedom_lost"]
    assert isinstance(spec, RowBarsSpec)
    shapes = (*SIZES, (7, 2))
    assert spec.values.tolist() == [freedom(d, r).lost for d, r in shapes]
    assert spec.marks.tolist() == [r * (d - r) for d, r in shapes]
    assert spec.chosen == len(SIZES)
    assert len(sitting.at("freedom", r=4, d=40)["freedom_lost"].values) == len(SIZES)
    assert "40" not in sitting.page._notes.text()
    assert "d⁶" in sitting.page._notes.text()


def test_the_context_leaves_the_keys_hull_untied_and_never_tied(sitting: Sitting) -> None:
    spec = sitting.at("geometry")["outside"]
    assert isinstance(spec, RowBarsSpec)
    found = outside_keys(sitting.store.state.trace, head=0)
    assert np.array_equal(spec.values, found.relative)
    assert spec.values.min() > 0.1
    sitting.store.edit(variant="k_eq_v")
    tied = sitting.plots()
    assert tied["outside"].values.max() < 1e-9
    assert set(tied["outside"].texts) == {"0"}
    assert "0 of" in tied["hulls"].heading
    sitting.store.edit(variant="bahdanau", d_head=5)
    assert isinstance(sitting.plots()["two_spaces"], NoteSpec)


def test_the_jacobian_is_the_covariance_when_tied_and_not_otherwise(sitting: Sitting) -> None:
    for variant, word in (("self", "different"), ("k_eq_v", "equal")):
        sitting.store.edit(variant=variant)
        plots = sitting.at("sensitivity")
        found = sensitivity(sitting.store.state.trace, 0, 0)
        assert np.array_equal(plots["jacobian"].grid.values[0], found.jacobian)
        assert np.array_equal(plots["covariance"].grid.values[0], found.covariance)
        assert word in plots["jacobian_difference"].heading


def test_a_click_on_a_row_of_weights_chooses_the_query(sitting: Sitting) -> None:
    before = sitting.at("sensitivity")["jacobian"].grid.values
    sitting.page.figure.clicked.emit(Cell("weights", 0, 3, 1))
    assert sitting.store.state.view.pin == Cell("weights", 0, 3, 1)
    after = sitting.page.figure.item("jacobian").spec.grid.values
    assert not np.array_equal(before, after)
    sitting.page.figure.clicked.emit(Cell("bench/jacobian", 0, 1, 1))
    assert sitting.store.state.view.pin == Cell("weights", 0, 3, 1)  # it keeps the query
    assert sitting.page.move_pin(1, 0)
    assert sitting.store.state.view.pin == Cell("weights", 0, 4, 1)


def test_the_same_place_is_outlined_in_every_matrix_of_one_shape(sitting: Sitting) -> None:
    sitting.at("sensitivity")
    sitting.store.look(hover=Cell("bench/jacobian", 0, 1, 2))
    focus = sitting.page.foci(sitting.store.state)[0]
    assert {source.grid for source in focus.sources} == {
        "bench/covariance",
        "bench/jacobian_difference",
    }


def test_turning_v_too_cannot_be_undone(sitting: Sitting) -> None:
    sitting.store.edit(text=LONG)
    plots = sitting.at("positions")
    trace = sitting.store.state.trace
    found = turned(trace, 0)
    assert np.array_equal(plots["turned_value"].grid.values[0], found.turned_value)
    expected = [*found.residuals, stand_in_error(head_of(trace, 0))]
    assert np.array_equal(plots["left_by_w_o"].values, expected)
    assert plots["left_by_w_o"].values[0] < 1e-12 < 0.05 < plots["left_by_w_o"].values[1]
    sitting.store.edit(text="a b")
    assert np.isnan(sitting.plots()["left_by_w_o"].values[:3]).all()
    sitting.store.edit(variant="bahdanau")
    assert isinstance(sitting.plots()["not_turned"], NoteSpec)


# ---- cost ------------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", ["", "Llama 3 8B", "DeepSeek-V2"])
def test_the_bars_are_the_cost_table(sitting: Sitting, preset: str) -> None:
    plots = sitting.at("cost", preset=preset, context=1000, number_type="float16", depth=3)
    size = PRESETS[preset].size if preset else size_of(sitting.store.state.scenario)
    costs = cost_table(replace(size, n_layers=3), 1000, "float16")
    expected = [float("nan") if one.obstacle else one.cache_bytes for one in costs]
    spec = plots["cost_cache"]
    assert isinstance(spec, RowBarsSpec)
    assert np.array_equal(spec.values, expected, equal_nan=True)
    variant = PRESETS[preset].variant if preset else "self"
    assert costs[spec.chosen].row.key == variant
    if preset:
        assert PRESETS[preset].source in sitting.page.notes(sitting.store.state)[0]


def test_what_does_not_exist_at_a_size_says_why_once(sitting: Sitting) -> None:
    sitting.store.edit(d_model=16, n_heads=2, d_head=3)
    plots = sitting.at("cost")
    row = plots["cost_parameters"].labels.index("Slim: V from K")
    assert "square" in plots["cost_parameters"].texts[row]
    assert plots["cost_cache"].texts[row] == ""
    assert np.isnan(plots["cost_cache"].values[row])


def test_a_wrong_depth_or_context_is_told_and_the_last_good_bars_stay(sitting: Sitting) -> None:
    before = sitting.at("cost", context=10)["cost_cache"].values
    sitting.choose(context=0)
    assert sitting.problem("context")
    assert np.array_equal(sitting.plots()["cost_cache"].values, before, equal_nan=True)
    sitting.choose(context=20, depth=0)
    assert sitting.problem("depth")
    assert np.array_equal(sitting.plots()["cost_cache"].values, before, equal_nan=True)
    sitting.choose(depth=None)
    assert np.array_equal(sitting.plots()["cost_cache"].values, 2 * before, equal_nan=True)


# ---- the page --------------------------------------------------------------------------------


def test_sizes_can_be_typed(sitting: Sitting, qtbot: QtBot) -> None:
    sitting.at("law")
    sitting.page.show()
    qtbot.waitExposed(sitting.page)
    spin = sitting.page._fields.field("r").editors()[0]
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, "2")
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert sitting.store.state.view.bench == Bench(r=2)
    assert sitting.page.figure.item("law_with_output").spec.lines[0][0] == 4.0


@pytest.mark.parametrize("view", TITLES)
def test_only_the_fields_of_the_view_are_shown(sitting: Sitting, view: str) -> None:
    sitting.at(view)
    shown = {field.name for field in sitting.page._fields.fields if not field.isHidden()}
    expected = {"law": {"r", "d", "own_head", "log_errors"}, "freedom": {"r", "d"}}
    if view in expected:
        assert shown == expected[view]
    assert ("preset" in shown) is (view == "cost")


@pytest.mark.parametrize("view", TITLES)
def test_every_view_follows_theme_size_and_language(
    sitting: Sitting, view: str, qapp: QApplication
) -> None:
    sitting.at(view)
    sitting.page.set_look(theme.DARK, 1.5)
    assert not sitting.page.grab().isNull()
    i18n.install(qapp, "zh_CN")
    try:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
        sitting.page.retranslate()
        assert sitting.page.views()[0][1] != TITLES["law"]
        assert not sitting.page.grab().isNull()
    finally:
        i18n.install(qapp, i18n.SOURCE)


@pytest.mark.parametrize("variant", ["luong_dot", "bahdanau", "cross", "mqa", "k_eq_v_eq_x"])
@pytest.mark.parametrize("scenario", [{}, {"text": "", "target": ""}, {"padding": 10}])
def test_every_view_of_every_kind_of_run_is_drawn(
    sitting: Sitting, variant: str, scenario: dict[str, object]
) -> None:
    sitting.store.edit(variant=variant, **scenario)
    for view in TITLES:
        sitting.at(view, own_head=True)
        assert not sitting.page.grab().isNull()


def test_it_goes_out_without_a_window_every_view_and_its_numbers(
    sitting: Sitting, tmp_path: Path
) -> None:
    sitting.store.look(page="bench", bench=Bench(r=2, d=6, preset="GPT-2 XL"))
    request = Request(tmp_path, ("svg", "csv", "npz"), parts="panels")
    written = export_files(sitting.page, sitting.store.state, request)
    names = {path.name for path in written}
    assert {f"self-bench-panel_{view}.svg" for view in list(TITLES)[1:]} <= names
    assert "self-bench-law_with_output.csv" in names
    with np.load(tmp_path / "self-bench-panel.npz") as file:
        assert file["law_with_output"].shape == (1, DRAWS + 1, 6)
        assert file["freedom_lost"].shape == (1, len(SIZES), 2)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_view_fits_a_small_window(open_window: Opener, language: str) -> None:
    person = open_window(size=(1024, 700), look=Appearance(language=language), text=TEN)
    person.store.look(page="bench")
    page = person.window.shown()
    assert isinstance(page, BenchPage)
    for view in TITLES:
        page.set_view(view)
        QApplication.processEvents()
        QApplication.processEvents()
        scene, port = page.figure.sceneRect(), page.figure.viewport().rect()
        assert scene.width() <= port.width() + 1, view
        assert scene.height() <= port.height() + 1, view


def test_a_point_that_a_shorter_text_lacks_is_no_longer_ringed(open_window: Opener) -> None:
    """A monkey's find: the ring of the tenth token, and then there were three."""
    person = open_window(text=TEN)
    person.store.look(page="bench")
    person.window.shown().set_view("geometry")
    person.store.look(pin=Cell("context", 0, 9, 0))
    QApplication.processEvents()
    plane = person.window.shown().figure.item("hulls")
    for _ in range(2):
        plane._show_rings()
        person.store.edit(text="a b c")
        plane._focused = frozenset({(0, 9), (2, 9), (2, 1)})  # as while the plot is placed anew
        plane._show_rings()
        person.window.grab()
        assert plane._there() == [(2, 1)]


def test_arrow_keys_move_the_pin_while_the_pointer_rests_on_a_cell(open_window: Opener) -> None:
    person = open_window(text=TEN)
    person.store.look(page="bench")
    person.window.shown().set_view("sensitivity")
    person.store.look(pin=Cell("weights", 0, 2, 1), hover=Cell("weights", 0, 5, 4))
    person.window.shown().figure.setFocus()
    person.press(Qt.Key.Key_Down)
    assert person.state.view.pin == Cell("weights", 0, 3, 1)
    assert person.state.view.hover is None  # what moves is what is outlined


def test_what_fails_in_a_worker_is_not_waited_for_in_silence(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*what: object) -> None:
        raise ArithmeticError("no law")

    monkeypatch.setattr(law, "compute", fails)
    store = Store(Scenario(), big=0)
    page = BenchPage(store, theme.LIGHT)
    try:
        with qtbot.captureExceptions() as told:
            page.show_state(store.state)
            qtbot.waitUntil(lambda: bool(told), timeout=10_000)
        assert "no law" in str(told[0][1])
    finally:
        page.close_runs()
        store.close()
        for widget in (page, store):
            widget.deleteLater()
