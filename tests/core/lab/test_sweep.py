from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.lab import checkpoint
from core.lab import sweep as sweeping
from core.lab.crew import Alone, CrewError
from core.lab.events import Event, Lost, Snapshot, Started
from core.lab.experiment import Experiment, ExperimentError, Group, experiment
from core.lab.pool import processes
from core.lab.results import MODELS, RESULTS, Folder, Result, read_results
from core.lab.sweep import Finished, run_group, sweep
from core.lab.training import Look
from core.pipeline import Cancelled

SMALL = experiment(
    "majority", variants=("self", "k_eq_v"), widths=(1, 2), seeds=(0, 1), steps=3, batch=4
)


class Here(Executor):
    """Works in this thread; dies on the groups that ``dies`` says."""

    def __init__(self, dies: Callable[[Group], bool] = lambda _group: False) -> None:
        self.dies, self.broken = dies, False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.broken:
            raise BrokenProcessPool("died before")
        future: Future[Any] = Future()
        if self.dies(args[1]):
            self.broken = True
            future.set_exception(BrokenProcessPool("killed"))
            return future
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def told_by(
    made: Experiment, make: Callable[[], Executor] = Here, n_workers: int = 1, **kwargs: Any
) -> list[Finished]:
    told: list[Finished] = []
    groups = made.groups(frozenset(), n_workers)
    sweep(made, groups, Alone(make, n_workers), told.append, **kwargs)
    return told


def test_every_run_is_told_once_with_its_model() -> None:
    told = told_by(SMALL)
    assert sorted(each.result.key for each in told) == sorted(SMALL.runs())
    for each in told:
        assert each.result.state == "done"
        assert each.parameters is not None
        assert each.result.measure == each.result.looks[-1].measure


def test_a_worker_that_dies_once_loses_nothing() -> None:
    deaths = []

    def dies(group: Group) -> bool:
        if group.variant == "k_eq_v" and not deaths:
            deaths.append(group)
            return True
        return False

    seen: list[Event] = []
    told = told_by(SMALL, lambda: Here(dies), n_workers=2, watch=seen.append)
    assert sorted(each.result.key for each in told) == sorted(SMALL.runs())
    assert all(each.result.state == "done" for each in told)
    lost = [event for event in seen if isinstance(event, Lost)]
    assert [(event.group.variant, event.group.width, event.again) for event in lost] == [
        ("k_eq_v", 1, True)
    ]
    starts = [event.group for event in seen if isinstance(event, Started)]
    assert starts.count(lost[0].group) == 2


def test_what_kills_its_worker_twice_has_failed_and_the_others_go_on() -> None:
    def dies(group: Group) -> bool:
        return (group.variant, group.width) == ("self", 2)

    told = told_by(SMALL, lambda: Here(dies), n_workers=2)
    assert sorted(each.result.key for each in told) == sorted(SMALL.runs())
    failed = [each.result for each in told if each.result.state == "failed"]
    assert {(each.variant, each.width) for each in failed} == {("self", 2)}
    assert {each.reason for each in failed} == {"its worker died twice: it ended abruptly"}


def test_an_error_of_the_work_fails_its_runs_with_its_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> tuple[Finished, ...]:
        raise MemoryError("too\nlarge")

    monkeypatch.setattr(sweeping, "run_group", broken)
    told = told_by(SMALL)
    assert {each.result.reason for each in told} == {"MemoryError: too large"}


def test_a_run_that_diverges_is_listed_as_failed() -> None:
    wild = experiment("lookup", variants=("self",), widths=(8,), seeds=(0,), steps=40,
                      batch=4, learning_rate=1e5)  # fmt: skip
    (told,) = run_group(wild, Group("self", 8, (0,)))
    assert told.result.state == "failed"
    assert "diverged" in str(told.result.reason)
    assert told.parameters is None


def test_what_cannot_be_kept_stops_the_workers() -> None:
    class Full(Alone):
        stopped = False

        def stop(self) -> None:
            self.stopped = True

    def full(_finished: Finished) -> None:
        raise OSError("no space left")

    crew = Full(Here)
    with pytest.raises(OSError, match="no space left"):
        sweep(SMALL, SMALL.groups(frozenset()), crew, full)
    assert crew.stopped


def test_workers_that_never_start_are_one_error_and_no_endless_loop() -> None:
    def broken() -> Here:
        made = Here()
        made.broken = True
        return made

    with pytest.raises(CrewError, match="the workers cannot be started"):
        told_by(SMALL, broken)


def test_cancelling_keeps_what_was_told() -> None:
    told: list[Finished] = []
    with pytest.raises(Cancelled):
        sweep(
            SMALL,
            SMALL.groups(frozenset()),
            Alone(Here),
            told.append,
            cancelled=lambda: bool(told),
        )
    assert 0 < len(told) < len(SMALL.runs())


def test_a_folder_keeps_results_and_models(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "out", SMALL)
    told = told_by(SMALL)
    for each in told:
        folder.append(*each)
    again = Folder(tmp_path / "out", SMALL)
    assert again.results() == tuple(
        sorted((each.result for each in told), key=lambda one: SMALL.runs().index(one.key))
    )
    model = checkpoint.read(tmp_path / "out" / MODELS / "k_eq_v-r2-seed1.npz")
    (kept,) = [each for each in told if each.result.key == ("k_eq_v", 2, 1)]
    assert kept.parameters is not None
    for name, array in kept.parameters.items():
        np.testing.assert_array_equal(model.parameters[name], array)
    assert model.about.spec == SMALL.spec("k_eq_v", 2)
    assert model.about.figures["accuracy"] == kept.result.measure
    assert not SMALL.groups(frozenset(result.key for result in again.results()))


def test_a_line_torn_off_by_a_kill_costs_that_run_alone(tmp_path: Path) -> None:
    folder = Folder(tmp_path, SMALL)
    first, second = Result("self", 1, 0, "failed", "why"), Result("self", 1, 1, "failed", "why")
    folder.append(first)
    folder.append(second)
    path = tmp_path / RESULTS
    path.write_bytes(path.read_bytes()[:-5])
    assert read_results(path) == (first,)
    folder = Folder(tmp_path, SMALL)
    folder.append(second)
    assert folder.results() == (first, second)


DONE = {
    **asdict(Result("self", 1, 0, "done", loss=0.5, measure=0.75, looks=(Look(3, 0.5, 0.75),))),
    "format": 1,
}


@pytest.mark.parametrize(
    "line",
    [
        "5",
        "null",
        "[]",
        "[" * 100_000,
        '{"format": 1}',
        *(
            json.dumps({**DONE, **change})
            for change in (
                {"format": 2},
                {"state": "begun"},
                {"variant": 3},
                {"width": "2"},
                {"seed": True},
                {"reason": 3},
                {"measure": "high"},
                {"measure": None},
                {"loss": float("nan")},
                {"seconds": None},
                {"losses": [[1, 10**400]]},
                {"losses": [[1.5, 1.0]]},
                {"looks": [{}]},
                {"looks": [{**asdict(Look(3, 0.5, 0.75)), "beside": {"loss": "low"}}]},
                {"looks": 3},
                {"looks": [{**asdict(Look(3, 0.5, 0.75)), "cosines": []}]},
            )
        ),
    ],
)
def test_a_damaged_line_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / RESULTS
    path.write_text(f"{json.dumps(DONE)}\n", encoding="utf-8")
    assert len(read_results(path)) == 1
    path.write_text(f"{json.dumps(DONE)}\n{line}\n", encoding="utf-8")
    with pytest.raises(ExperimentError, match="line 2 is damaged"):
        read_results(path)


def test_a_folder_takes_more_runs_but_no_other_experiment(tmp_path: Path) -> None:
    Folder(tmp_path, SMALL)
    more = experiment("majority", widths=(1, 2, 3), seeds=(0, 1, 2), steps=3, batch=4)
    Folder(tmp_path, more)
    with pytest.raises(ExperimentError, match="its steps is 3, not 4; choose another folder"):
        Folder(tmp_path, experiment("majority", steps=4, batch=4))
    (tmp_path / "experiment.json").write_text("{", encoding="utf-8")
    with pytest.raises(ExperimentError, match="no JSON"):
        Folder(tmp_path, more)


@pytest.mark.slow
def test_processes_of_which_one_is_killed_lose_nothing() -> None:
    made = experiment(
        "majority", variants=("self", "k_eq_v"), widths=(1, 2), seeds=(0, 1), steps=300, batch=16
    )
    told: list[Finished] = []
    seen: list[Event] = []

    def tell(finished: Finished) -> None:
        told.append(finished)
        if len(told) == 1:
            multiprocessing.active_children()[0].kill()

    with processes(2) as crew:
        sweep(made, made.groups(frozenset(), 2), crew, tell, watch=seen.append)
    assert sorted(each.result.key for each in told) == sorted(made.runs())
    assert all(each.result.state == "done" for each in told)
    lost = [event for event in seen if isinstance(event, Lost)]
    assert lost
    assert {event.reason for event in lost} == {"killed by SIGKILL, as when memory runs out"}
    assert all(event.again for event in lost)
    assert any(isinstance(event, Snapshot) for event in seen)
    assert not multiprocessing.active_children()
