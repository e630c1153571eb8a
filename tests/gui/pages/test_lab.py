"""A training in the lab: started, watched, paused, cancelled, gone on with."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from dataclasses import replace

import pytest

from core.lab.experiment import RunKey
from core.lab.results import read_results
from core.scenario import Trained
from gui.lab.folders import own_folder
from gui.lab.side import Standing
from gui.state import State
from tests.gui.pages.visitor import TINY, Visit, Visitor

LONG = 10_000


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


def test_one_run_and_one_process_have_no_s(visit: Visit) -> None:
    lab = visit()
    one = Standing("idle", 3, 2, possible=True, predicted=90.0, n_workers=1)
    lab.side.show_standing(one, {}, {})
    assert lab.side.start.text() == "Continue: 1 run"
    assert lab.side.time.text().endswith("on 1 process")
    lab.side.show_standing(replace(one, there=1, n_workers=2), {}, {})
    assert lab.side.start.text() == "Continue: 2 runs"
    assert lab.side.time.text().endswith("on 2 processes")
    lab.side.show_standing(replace(one, state="running"), {}, {})
    assert lab.side.time.text() == "Starting 1 process …"
