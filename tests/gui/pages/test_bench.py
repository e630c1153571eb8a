"""The tying bench: what is typed is shown, what is wrong is told, every figure is core's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.cost_table import cost_table
from core.expressivity import reachable_errors, threshold
from core.freedom import SIZES, freedom
from core.heads import head_of
from core.outside import outside_keys
from core.pipeline import run
from core.presets import PRESETS, size_of
from core.scenario import Edit, Scenario
from core.sensitivity import sensitivity
from core.trained.scenarios import scenario_of
from core.turned import stand_in_error, turned
from core.width_law import DRAWS, LARGEST, drawn_heads
from gui import i18n, theme
from gui.appearance import Appearance
from gui.bench import law
from gui.bench.texts import FORMULAS, PARAGRAPHS, TITLES
from gui.export import Request, export_files
from gui.pages.bench import BenchPage
from gui.state import Bench, Cell
from gui.store import Store
from gui.widgets.specs import CurveSpec, MatrixSpec, NoteSpec, RowBarsSpec, Spec
from tests.gui.conftest import Opener

TEN = "the cat sat on the mat because it was tired"
LONG = " ".join(f"w{number}" for number in range(24))


class Sitting:
    """Somebody at the bench."""

    def __init__(self, page: BenchPage, store: Store) -> None:
        self.page, self.store = page, store

    def at(self, view: str, **choices: object) -> dict[str, Spec]:
        """Show a view with these choices, and return its plots."""
        self.page.set_view(view)
        if choices:
            self.choose(**choices)
        return self.plots()

    def choose(self, **choices: object) -> None:
        self.store.look(bench=replace(self.store.state.view.bench, **choices))

    def plots(self) -> dict[str, Spec]:
        return {spec.key: spec for spec in self.page.specs(self.store.state)}

    def problem(self, field: str) -> str:
        return self.page._fields.field(field).problem.text()


@pytest.fixture
def sitting(qapp: QApplication) -> Iterator[Sitting]:
    store = Store(Scenario(), big=10**15)
    store.look(page="bench")
    page = BenchPage(store, theme.LIGHT)

    def changed(old, new):
        if page.wants(old, new):
            page.show_state(new)

    store.changed.connect(changed)
    page.resize(1200, 800)
    yield Sitting(page, store)
    store.changed.disconnect(changed)
    page.close_runs()
    store.close()
    for widget in (page, store):
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_every_view_has_a_title_a_paragraph_and_a_formula() -> None:
    assert tuple(TITLES) == tuple(PARAGRAPHS) == tuple(FORMULAS)
    assert all(PARAGRAPHS.values())


# ---- width law -------------------------------------------------------------------------------


@pytest.mark.parametrize(("r", "d"), [(4, 16), (3, 5), (1, 1), (6, 6)])
def test_the_curves_are_the_best_errors_of_random_heads(sitting: Sitting, r: int, d: int) -> None:
    plots = sitting.at("law", r=r, d=d)
    heads = drawn_heads(r, d, sitting.store.state.scenario.seed)
    for key, with_output in (("law_with_output", True), ("law_without_output", False)):
        spec = plots[key]
        assert isinstance(spec, CurveSpec)
        asked = heads if with_output else [replace(head, w_o=None) for head in heads]
        expected = [reachable_errors(*head.compact(), with_output) for head in asked]
        faint = [curve.y for curve in spec.curves if curve.faint]
        bold = [curve.y for curve in spec.curves if not curve.faint]
        assert np.array_equal(faint, expected)
        assert np.allclose(bold, [np.mean(expected, axis=0)])
        predicted = {threshold(*head.compact(), with_output) for head in asked}
        assert [x for x, _ in spec.lines] == [min(2 * r, d)] == sorted(predicted)
        assert f"s = {min(2 * r, d)} " in spec.heading
    assert len(faint) == DRAWS


@pytest.mark.parametrize(
    ("choices", "field"),
    [({"r": 20}, "r"), ({"r": 0}, "r"), ({"d": 0}, "d"), ({"d": LARGEST + 1}, "d")],
)
def test_wrong_sizes_are_told_and_the_last_good_picture_stays(
    sitting: Sitting, choices: dict[str, int], field: str
) -> None:
    before = sitting.at("law", r=2, d=9)["law_with_output"]
    sitting.choose(**choices)
    after = sitting.plots()["law_with_output"]
    assert isinstance(before, CurveSpec)
    assert isinstance(after, CurveSpec)
    assert len(after.x) == 9
    assert np.array_equal(before.curves[0].y, after.curves[0].y)
    assert sitting.problem(field)
    assert sitting.page._fields.field(field).editors()[0].property("invalid")
    sitting.choose(r=2, d=8)
    assert not sitting.problem(field)
    assert len(sitting.plots()["law_with_output"].x) == 8


@pytest.mark.parametrize("head", [0, 2])
def test_the_scenarios_own_head_stands_there(sitting: Sitting, head: int) -> None:
    sitting.store.look(head=head)
    spec = sitting.at("law", own_head=True)["law_with_output"]
    assert isinstance(spec, CurveSpec)
    own = head_of(sitting.store.state.trace, head)
    assert len(spec.curves) == 1
    assert np.array_equal(spec.curves[0].y, reachable_errors(*own.compact()))
    assert not sitting.page._fields.field("r").isEnabled()
    sitting.store.edit(variant="k_eq_v")
    assert sitting.plots()["law_with_output"].lines[0][0] == 4.0
    sitting.store.edit(edits=(Edit("w_k", head, 0, 0, 9.0),))
    changed = sitting.plots()["law_with_output"].curves[0].y
    assert not np.array_equal(changed, spec.curves[0].y)


def test_a_head_that_has_no_maps_says_why_and_random_ones_stay(sitting: Sitting) -> None:
    sitting.at("law", own_head=True)
    sitting.store.edit(variant="bahdanau")
    assert "tanh" in sitting.problem("own_head")
    assert len(sitting.plots()["law_with_output"].curves) == DRAWS + 1
    assert sitting.page._fields.field("r").isEnabled()


def test_without_an_output_matrix_one_question_is_left(sitting: Sitting) -> None:
    sitting.store.edit(output_projection=False)
    plots = sitting.at("law", own_head=True)
    assert isinstance(plots["no_w_o"], NoteSpec)
    assert "law_without_output" in plots
    assert "w_o" not in sitting.at("construction")


def test_the_construction_is_both_matrices_side_by_side_and_zeros(sitting: Sitting) -> None:
    plots = sitting.at("construction", r=3, d=7)
    values = {
        key: spec.grid.values[0] for key, spec in plots.items() if isinstance(spec, MatrixSpec)
    }
    assert np.array_equal(values["w_shared"], np.hstack([values["w_k"], values["w_v"]]))
    assert np.array_equal(values["w_q_padded"][:, :3], values["w_q"])
    assert not values["w_q_padded"][:, 3:].any()
    assert not values["w_o_padded"][:3].any()
    assert np.array_equal(values["w_o_padded"][3:], values["w_o"])
    assert "relative error 0" in plots["construction_error"].text


# ---- beside a trained model ------------------------------------------------------------------


@pytest.mark.parametrize("model", ["recall-self-r3", "recall-k_eq_v-r3", "dates-luong_dot"])
def test_every_view_has_something_to_show_of_a_trained_model(
    sitting: Sitting, model: str, qtbot: QtBot
) -> None:
    sitting.store.take(scenario_of(model))
    for view in TITLES:
        sitting.at(view)
        qtbot.waitUntil(
            lambda: not any(key in ("measuring", "computing") for key in sitting.plots()),
            timeout=20_000,
        )
        # A note alone would say why there is nothing to see.
        assert [one for one in sitting.plots().values() if not isinstance(one, NoteSpec)], view
        assert sitting.page.notes(sitting.store.state)


def test_heads_of_an_odd_width_are_turned_in_random_ones_place(sitting: Sitting) -> None:
    sitting.store.take(scenario_of("recall-self-r3"))
    plots = sitting.at("positions")
    text = sitting.page.notes(sitting.store.state)[0]
    assert text.startswith("The model's heads have 3 features, and turning takes pairs: shown are")
    assert "with random vectors (seed 0), for “the cat sat" in text
    assert plots["key"].grid.values.shape[-1] == 4
    found = turned(run(replace(Scenario(), seed=0)), 0)
    assert np.array_equal(plots["turned_key"].grid.values[0], found.turned_key)
    sitting.store.take(scenario_of("recall-self-r6"))  # even: its own are turned
    mine = sitting.store.state.trace
    assert np.array_equal(sitting.plots()["key"].grid.values[0], mine.grid("key").values[0])
    assert "The model's heads" not in "".join(sitting.page.notes(sitting.store.state))


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
