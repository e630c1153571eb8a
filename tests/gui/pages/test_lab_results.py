"""Results in the lab: shown, opened, damaged, exported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.lab.experiment import RunKey
from core.scenario import Scenario
from gui import theme
from gui.export import Request, export_files
from gui.options import parse
from gui.pages.lab import LabPage
from gui.stage import staged
from gui.state import Lab
from gui.store import Store
from tests.gui.pages.visitor import Visit, kept

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
