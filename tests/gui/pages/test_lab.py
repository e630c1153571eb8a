"""The lab as a person has it: choose, start, watch, pause, cancel, go on, read, open."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.lab.experiment import RunKey, experiment
from core.lab.results import Folder, Result, read_results
from core.lab.tasks import TASKS
from core.lab.training import Look
from core.scenario import Scenario, Trained
from gui import theme
from gui.export import Request, export_files
from gui.lab.choices import asked, of_experiment
from gui.lab.folders import own_folder
from gui.lab.presets import CLASS, preset_of, with_preset
from gui.options import parse
from gui.pages.lab import LabPage
from gui.settings import Settings, load, save
from gui.stage import staged
from gui.state import Lab, State
from gui.store import Store
from gui.widgets.series import SeriesPlot
from tests.gui.conftest import Opener, Person

PATIENCE = 60.0  # seconds; workers start slowly on a busy machine
LONG = 10_000
TINY = Lab(widths="2", seeds=1, steps=20)

Visit = Callable[..., "Visitor"]


class Visitor:
    """Somebody at the lab."""

    def __init__(self, person: Person) -> None:
        self.person, self.store = person, person.store
        page = person.window.shown()
        assert isinstance(page, LabPage)
        self.page = page
        self.side, self.fields = page._side, page._fields

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the window go on until something is so."""
        end = time.monotonic() + PATIENCE
        while not until():
            assert time.monotonic() < end, f"{self.side.time.text()} {self.side.trouble.text()}"
            QApplication.processEvents()
            time.sleep(0.005)

    def let_pass(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)

    def click(self, button: object) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(self, **choices: object) -> None:
        self.store.look(lab=replace(self.store.state.view.lab, **choices))

    def type_widths(self, text: str) -> None:
        line = self.fields.widths.line
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)

    def problem(self, field: str) -> str:
        return self.fields.field(field).problem.text()

    def figure(self, key: str) -> SeriesPlot:
        item = self.page.figure.item(key)
        assert isinstance(item, SeriesPlot)
        return item

    @property
    def state(self) -> str:
        return self.page._desk.training.state

    def part(self) -> float:
        """How far the training is."""
        return self.page._desk.standing().fraction


@pytest.fixture
def visit(open_window: Opener, own_home: Path) -> Visit:
    """Open the lab on choices."""

    def visitor(lab: Lab = TINY, size: tuple[int, int] = (1280, 800)) -> Visitor:
        person = open_window(size=size)
        person.store.look(page="lab", lab=lab)
        return Visitor(person)

    return visitor


def kept(folder: Path, made=None, *, steps: int = 1500, failed: tuple[int, ...] = ()) -> Path:
    """A folder with results of a recall: untied 1.0, K = V 0.5 and a little."""
    made = made or experiment(
        "recall", variants=("self", "k_eq_v"), widths=(3, 6), seeds=tuple(range(5)), steps=steps
    )
    kept_in = Folder(folder, made)
    for number, key in enumerate(made.runs()):
        if number in failed:
            kept_in.append(Result(*key, "failed", "diverged at step 3: the loss is not finite"))
            continue
        reached = 1.0 if key.variant == "self" or key.width == 6 else 0.5 + 0.01 * key.seed
        cosines = {} if key.variant == "self" else {"key-value": -0.1 * key.seed}
        looks = tuple(Look(step, 1.0, reached, cosines) for step in (steps // 2, steps))
        losses = tuple((step, 3.0 / step) for step in (steps // 2, steps))
        kept_in.append(Result(*key, "done", None, 0.1, reached, looks, losses, 1.0))
    return folder


# ---- a training --------------------------------------------------------------------------------


def test_a_person_starts_pauses_goes_on_cancels_and_continues(visit: Visit) -> None:
    lab = visit(replace(TINY, steps=LONG))
    lab.click(lab.side.start)
    assert lab.state == "running"
    assert not lab.fields.field("task").isEnabled()
    lab.wait(lambda: lab.side.runs.state_of(RunKey("self", 2, 0))[0] == "running")
    assert "left" in lab.side.time.text()
    assert len(lab.figure("lab_measures").spec.x) >= 1
    lab.click(lab.side.pause)
    lab.let_pass(0.4)  # a step that was begun is taken
    stood = lab.part()
    lab.let_pass(0.6)
    assert lab.part() == stood
    assert "Paused" in lab.side.time.text()
    lab.click(lab.side.pause)
    lab.wait(lambda: lab.part() > stood)
    lab.click(lab.side.cancel)
    lab.wait(lambda: not lab.page._desk.training.busy)
    assert (lab.state, lab.side.start.isVisible()) == ("cancelled", True)
    assert lab.fields.field("task").isEnabled()
    # Shorter runs, of which some are there when it is cancelled.
    lab.choose(widths="2, 3, 4", steps=200)
    lab.click(lab.side.start)
    lab.wait(lambda: len(lab.page._desk.results()) >= 1)
    lab.click(lab.side.cancel)
    lab.wait(lambda: not lab.page._desk.training.busy)
    there = len(lab.page._desk.results())
    assert 1 <= there < 6
    assert lab.side.there.text() == f"{there} of 6 runs are there"
    assert lab.side.start.text() == f"Continue: {6 - there} runs"
    lab.click(lab.side.start)
    lab.wait(lambda: lab.state == "done")
    assert lab.side.start.text() == "All 6 runs are there"
    made = lab.page._desk.experiment
    assert made is not None
    results = read_results(own_folder(made) / "results.jsonl")
    keys = [result.key for result in results]
    assert len(keys) == len(set(keys))  # what was there was not trained again
    assert set(made.runs()) <= set(keys)
    open_run(lab)


def open_run(lab: Visitor) -> None:
    """A run opens in the step panels, on the example that was asked for; undo brings back."""
    before = lab.store.state.scenario
    run = RunKey("k_eq_v", 2, 0)
    lab.side.table.selectRow(lab.side.runs.keys.index(run))
    lab.side.opening.numbers["example"].setValue(3)
    lab.click(lab.side.opening.button)
    state: State = lab.store.state
    assert (state.view.page, state.view.step) == ("steps", "weights")
    assert isinstance(state.scenario.weights, Trained)
    assert (state.scenario.variant, state.scenario.seed) == ("k_eq_v", 2)
    assert state.trace.resolved.d_head == 2
    assert not state.problems
    lab.store.undo()
    assert lab.store.state.scenario == before


def test_the_window_closes_while_it_trains_and_keeps_what_is_there(visit: Visit) -> None:
    lab = visit(replace(TINY, widths="2, 3, 4, 6", steps=400))
    lab.click(lab.side.start)
    lab.wait(lambda: len(lab.page._desk.results()) >= 1)
    assert lab.page._desk.training.busy
    made = lab.page._desk.experiment
    assert made is not None
    start = time.monotonic()
    lab.person.window.close()
    assert time.monotonic() - start < 10.0
    assert not lab.page._desk.training.busy
    assert len(read_results(own_folder(made) / "results.jsonl")) >= 1


def test_language_and_theme_change_while_it_trains_and_other_pages_are_shown(visit: Visit) -> None:
    lab = visit(replace(TINY, steps=LONG))
    lab.click(lab.side.start)
    window = lab.person.window
    window._themes._group.actions()[1].trigger()
    chinese = next(a for a in window._languages._group.actions() if a.data() == "zh_CN")
    chinese.trigger()
    lab.let_pass(0.1)
    assert lab.side.cancel.text() == "取消"
    lab.store.look(step="scores")
    lab.let_pass(0.3)
    lab.store.look(page="lab")
    lab.wait(lambda: lab.part() > 0.0)
    assert "约剩" in lab.side.time.text()
    lab.click(lab.side.cancel)
    lab.wait(lambda: not lab.page._desk.training.busy)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_worker_that_is_killed_is_told_and_its_runs_are_made_once_more(visit: Visit) -> None:
    lab = visit(replace(TINY, steps=LONG // 5))
    before = set(multiprocessing.active_children())
    lab.click(lab.side.start)
    lab.wait(lambda: lab.part() > 0.0)
    worker = next(iter(set(multiprocessing.active_children()) - before))
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGKILL)
    lab.wait(lambda: "A worker process died (" in lab.side.trouble.text())
    lab.wait(lambda: lab.state == "done")
    results = lab.page._desk.results()
    assert [result.state for result in results.values()] == ["done", "done"]


def test_the_time_is_told_before_the_start(visit: Visit) -> None:
    lab = visit(replace(TINY, seeds=2))
    assert lab.side.start.text() == "Start 4 runs"
    lab.wait(lambda: "will take about" in lab.side.time.text())


# ---- choices ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2, x", "x is no width"),
        ("0", "0 is no width"),
        ("2, 2", "2 is named twice"),
        ("513", "513 is no width"),
    ],
)
def test_widths_that_make_no_sense_stay_and_the_problem_stands_beside_them(
    visit: Visit, typed: str, said: str
) -> None:
    lab = visit()
    good = lab.page._desk.experiment
    lab.type_widths(typed)
    assert said in lab.problem("widths")
    assert lab.fields.widths.line.text() == typed
    assert not lab.side.start.isEnabled()
    assert lab.page._desk.experiment is not None
    assert lab.page._desk.experiment.task == "recall" if good is None else good.task
    lab.type_widths("2, 4")
    assert lab.problem("widths") == ""
    assert lab.side.start.text() == "Start 4 runs"


def test_numbers_and_files_that_make_no_sense_are_told(visit: Visit, tmp_path: Path) -> None:
    lab = visit()
    lab.choose(seeds=0)
    assert "use 1 to" in lab.problem("seeds")
    lab.choose(seeds=1, steps=0)
    assert "use 1 to" in lab.problem("steps")
    lab.choose(steps=10, output_projection=False)
    assert "W_O" in lab.problem("output_projection")
    lab.choose(output_projection=True, variants=())
    assert "no variant" in lab.problem("variants")
    file = tmp_path / "a file"
    file.write_text("no folder")
    lab.choose(variants=("self",), folder=str(file))
    assert "is no folder" in lab.side.folder.problem.text()
    lab.choose(folder=str(kept(tmp_path / "other")))
    assert "holds another experiment" in lab.side.folder.problem.text()
    assert not lab.side.start.isEnabled()


def test_sizes_beyond_the_machine_and_unknown_tasks_are_told(visit: Visit) -> None:
    lab = visit(Lab(task="nothing"))
    assert "there is no task nothing" in lab.problem("task")
    assert not lab.side.start.isEnabled()
    lab.choose(task="recall", widths="512", seeds=1, steps=10, n_heads=64, batch=4096)
    lab.wait(lambda: "this machine" in lab.problem("widths"))
    assert not lab.side.start.isEnabled()
    lab.choose(n_heads=None, batch=None)
    assert lab.side.start.isEnabled()


def test_a_text_that_is_too_short_is_told_before_anything_starts(
    visit: Visit, tmp_path: Path
) -> None:
    short = tmp_path / "short.txt"
    short.write_text("too short")
    lab = visit(replace(TINY, task="charlm", widths="16", text=str(short)))
    lab.wait(lambda: "characters" in lab.problem("lab_text"))
    assert not lab.side.start.isEnabled()


def test_tasks_and_presets_fill_the_fields(visit: Visit) -> None:
    lab = visit(Lab())
    task, sweep = lab.fields.field("task").box, lab.fields.field("sweep").box
    assert sweep.currentText() == "2 minutes in class"
    sweep.setCurrentIndex(1)
    sweep.activated.emit(1)
    assert lab.store.state.view.lab.variants == ("self", "k_eq_v", "q_eq_k", "q_eq_k_eq_v")
    for index in range(task.count()):
        task.setCurrentIndex(index)
        task.activated.emit(index)
        assert not lab.page._desk.problems
        assert sweep.currentText() == "full sweep"
    lab.choose(steps=7)
    assert sweep.currentText() == "my own"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_variants_are_ticked_in_a_menu_that_stays_and_untied_stays_the_reference(
    visit: Visit,
) -> None:
    lab = visit()
    field = lab.fields.variants
    field.menu.popup(lab.page.mapToGlobal(lab.page.rect().center()))
    tied = field.actions_by_key["q_eq_k"]
    QTest.mouseClick(
        field.menu, Qt.MouseButton.LeftButton, pos=field.menu.actionGeometry(tied).center()
    )
    assert field.menu.isVisible()
    assert lab.store.state.view.lab.variants == ("self", "k_eq_v", "q_eq_k")
    field.actions_by_key["self"].trigger()
    assert lab.store.state.view.lab.variants == ("k_eq_v", "q_eq_k")
    field.actions_by_key["self"].trigger()
    assert lab.store.state.view.lab.variants[0] == "self"
    field.menu.close()


# ---- results ------------------------------------------------------------------------------------


def test_what_a_folder_has_is_shown_with_a_verdict_and_the_width_law(
    visit: Visit, tmp_path: Path
) -> None:
    lab = visit(Lab(widths="3, 6", folder=str(kept(tmp_path / "kept"))))
    words = lab.page._notes.text()
    assert "worse at width 3" in words
    assert "no difference seen at width 6 [" in words  # never without its interval
    assert "1,500 steps" in words
    assert "untied solves it from r = 3" in words
    spec = lab.figure("lab_widths").spec
    assert spec.lines == ((6.0, "2r = 6"),)
    tied = next(series for series in spec.series if series.name == "K = V")
    assert tied.each.shape == (5, 2)  # every seed is a point
    assert tied.mean[0] == pytest.approx(0.52)
    lab.page.set_view("widths")
    differences = lab.figure("lab_differences").spec.series[0]
    assert differences.mean[0] == pytest.approx(-0.48)
    assert list(differences.each[:, 0]) == pytest.approx([-0.5, -0.49, -0.48, -0.47, -0.46])
    lab.page.set_view("gradients")
    cosine = lab.figure("lab_cosines").spec.series[0]
    assert cosine.mean[-1] == pytest.approx(-0.2)


def test_a_click_on_a_width_or_a_run_shows_its_curves(visit: Visit, tmp_path: Path) -> None:
    lab = visit(Lab(widths="3, 6", folder=str(kept(tmp_path / "kept"))), size=(1440, 900))
    plot = lab.figure("lab_widths")
    figure = lab.page.figure
    where = figure.mapFromScene(plot.position(6.0, 0.3))
    QTest.mouseClick(figure.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert "width 6" in lab.figure("lab_measures").spec.heading
    lab.click(lab.page._chips_of_widths._group.button(3))
    assert "width 3" in lab.figure("lab_measures").spec.heading
    row = lab.side.runs.keys.index(RunKey("k_eq_v", 6, 2))
    lab.side.table.selectRow(row)
    spec = lab.figure("lab_measures").spec
    assert "width 6" in spec.heading
    assert [series.focused for series in spec.series] == [None, 2]
    QTest.mouseMove(figure.viewport(), where)
    QApplication.processEvents()
    assert lab.store.state.view.hover is not None
    figure.grab()


def test_failed_runs_are_listed_with_their_reason_and_cannot_be_opened(
    visit: Visit, tmp_path: Path
) -> None:
    folder = kept(tmp_path / "kept", failed=(1, 7, 8, 9, 13))
    lab = visit(Lab(widths="3, 6", folder=str(folder)))
    made = lab.page._desk.experiment
    assert made is not None
    words = lab.page._notes.text()
    assert "diverged at step 3" in words
    assert "2 more failed" in words
    row = 7
    lab.side.table.selectRow(row)
    assert lab.side.runs.index(row, 4).data() == "failed"
    assert "diverged" in lab.side.runs.index(row, 4).data(Qt.ItemDataRole.ToolTipRole)
    assert not lab.side.opening.button.isEnabled()


def test_many_runs_are_a_list_to_scroll_and_two_experiments_keep_their_own(
    visit: Visit, tmp_path: Path
) -> None:
    first = kept(tmp_path / "first")
    lab = visit(Lab(widths="3, 6", seeds=40, folder=str(first)), size=(1024, 700))
    assert lab.side.runs.rowCount() == 160
    assert lab.side.table.verticalScrollBar().maximum() > 0
    assert lab.side.there.text() == "20 of 160 runs are there"
    assert "So far, from 20 of 160 runs:" in lab.page._notes.text()
    second = kept(tmp_path / "second", steps=90)
    lab.choose(seeds=5, steps=90, folder=str(second))
    assert "90 steps" in lab.page._notes.text()
    lab.choose(steps=1500, folder=str(first))
    assert "1,500 steps" in lab.page._notes.text()


def test_damaged_results_are_told_and_nothing_starts(visit: Visit, tmp_path: Path) -> None:
    folder = kept(tmp_path / "kept")
    path = folder / "results.jsonl"
    path.write_bytes(b"{}\n" + path.read_bytes())
    lab = visit(Lab(widths="3, 6", folder=str(folder)))
    assert "line 1 is damaged" in lab.side.folder.problem.text()
    assert not lab.side.start.isEnabled()
    lab.page._desk.start()
    assert lab.state == "idle"


# ---- files and settings -------------------------------------------------------------------------


def test_an_export_shows_the_results_of_a_folder_and_trains_nothing(
    qapp: object, tmp_path: Path
) -> None:
    folder = kept(tmp_path / "kept")
    options = parse(["export", "--out", str(tmp_path), "--experiment", str(folder)])
    assert (options.pages, options.steps) == (("lab",), ())
    assert options.lab is not None
    assert options.lab.widths == "3, 6"
    store = Store(Scenario())
    store.look(lab=options.lab)
    request = Request(tmp_path / "out", ("png", "csv"), dpi=72, parts="panels")
    with staged(LabPage, store, theme.LIGHT, 1.0, (900, 600)) as page:
        written = export_files(page, store.state, request)
        notes = page.notes(store.state)
        assert page._desk.training.state == "idle"
    store.close()
    assert len(written) == 4 + 5
    numbers = (tmp_path / "out" / "self-lab-lab_widths.csv").read_text(encoding="utf-8-sig")
    assert "K = V seed 3,0.53,1.0" in numbers
    assert any("worse at width 3" in note for note in notes)


@pytest.mark.parametrize("inside", ["", "{}", '{"format": 1, "task": "nothing"}'])
def test_a_folder_without_an_experiment_is_refused_in_one_line(
    inside: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if inside:
        (tmp_path / "experiment.json").write_text(inside)
    with pytest.raises(SystemExit):
        parse(["--experiment", str(tmp_path)])
    told = capsys.readouterr().err
    assert "argument --experiment" in told
    assert len(told.splitlines()) == 1


def test_an_experiment_and_its_choices_are_the_same(tmp_path: Path) -> None:
    made = experiment(
        "lookup", widths=(8,), seeds=(0, 1), steps=30, batch=16, output_projection=False
    )
    assert asked(of_experiment(made, "")).experiment == made


def test_the_choices_are_remembered(tmp_path: Path) -> None:
    file = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    wanted = Lab(task="lookup", widths="8, x", seeds=0)
    save(file, Settings(lab=wanted))
    assert load(file).lab == wanted
    file.setValue("lab", '{"task": 3}')
    assert load(file).lab is None


def test_the_first_choices_are_the_sweep_for_a_class() -> None:
    assert preset_of(Lab()) == "class"
    assert set(CLASS) <= set(TASKS)
    for task in TASKS:
        assert asked(with_preset(Lab(), task, "class")).experiment is not None
        assert asked(with_preset(Lab(), task, "full")).experiment is not None
