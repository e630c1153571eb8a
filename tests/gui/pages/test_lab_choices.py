"""What is chosen in the lab: what makes no sense is told beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.lab.experiment import experiment
from core.lab.tasks import TASKS
from gui.lab.choices import asked, of_experiment
from gui.lab.presets import CLASS, preset_of, with_preset
from gui.settings import Settings, load, save
from gui.state import Lab
from tests.gui.pages.visitor import TINY, Visit, kept

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


# ---- files and settings -------------------------------------------------------------------------


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


def test_escape_leaves_a_path_as_it_was(visit: Visit, tmp_path: Path) -> None:
    lab = visit()
    file = tmp_path / "words.txt"
    file.write_text("to be or not to be " * 400, encoding="utf-8")
    lab.choose(task="charlm", text=str(file))
    line = lab.fields.field("lab_text").line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "elsewhere")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is not line
    assert line.text() == lab.store.state.view.lab.text == str(file)
