from __future__ import annotations

import time

import pytest

from core.lab.events import Lost, Snapshot, Started
from core.lab.experiment import Experiment, Group, RunKey, experiment
from core.lab.forecast import forecast, total_seconds
from core.lab.pool import processes
from core.lab.progress import Progress, makespan
from core.lab.results import Result
from core.lab.sweep import Finished, run_group, sweep
from core.lab.training import Curves
from core.pipeline import Cancelled

MADE = experiment("majority", variants=("self", "k_eq_v"), widths=(1,), seeds=(0, 1), steps=100)
FIRST, SECOND = MADE.groups(frozenset(), 1)


class Clock:
    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


def ended(group: Group) -> list[Finished]:
    return [Finished(Result(*key, "done", measure=1.0), None) for key in group.keys]


def test_workers_that_take_up_works_in_order_end_when_the_last_one_does() -> None:
    assert makespan([], 2) == 0.0
    assert makespan([3.0, 1.0, 1.0], 2) == 3.0
    assert makespan([3.0, 1.0, 1.0, 2.0], 2) == 4.0
    assert makespan([1.0, 2.0], 1) == 3.0


def test_time_left_follows_the_forecast_and_then_what_is_seen() -> None:
    clock = Clock()
    progress = Progress(MADE, (FIRST, SECOND), 1, {FIRST: 10.0, SECOND: 20.0}, clock)
    assert progress.fraction == 0.0
    assert progress.seconds_left == pytest.approx(30.0)
    progress.take(Started(FIRST))
    clock.now += 10.0
    progress.take(Snapshot(FIRST, 50, (Curves(((50, 0.5),)), Curves(((50, 0.6),)))))
    # Half of ten seconds took ten: this machine is twice as slow.
    assert progress.fraction == pytest.approx(5.0 / 30.0)
    assert progress.run_fraction(RunKey("self", 1, 0)) == 0.5
    assert progress.seconds_left == pytest.approx(2.0 * 25.0)
    assert progress.curves[RunKey("self", 1, 1)].losses == ((50, 0.6),)
    clock.now += 10.0
    for each in ended(FIRST):
        progress.take(each)
    progress.take(Started(SECOND))
    assert progress.seconds_left == pytest.approx(2.0 * 20.0)
    assert progress.run_fraction(RunKey("self", 1, 1)) == 1.0
    assert progress.rate == pytest.approx(2 / 20.0)
    for each in ended(SECOND):
        progress.take(each)
    assert progress.fraction == 1.0
    assert progress.seconds_left == 0.0


def test_a_pause_costs_no_time() -> None:
    clock = Clock()
    progress = Progress(MADE, (FIRST, SECOND), 1, {}, clock)
    assert progress.seconds_left is None
    progress.take(Started(FIRST))
    clock.now += 5.0
    progress.take(Snapshot(FIRST, 50, (Curves(), Curves())))
    assert progress.seconds_left == pytest.approx(15.0)
    progress.pause()
    clock.now += 1000.0
    assert progress.seconds == pytest.approx(5.0)
    progress.resume()
    assert progress.seconds_left == pytest.approx(15.0)


def test_what_a_dead_worker_did_is_to_be_done_again() -> None:
    progress = Progress(MADE, (FIRST, SECOND), 1, {}, Clock())
    progress.take(Started(FIRST))
    progress.take(Snapshot(FIRST, 90, (Curves(), Curves())))
    progress.take(Lost(FIRST, "killed", again=True))
    assert progress.fraction == 0.0
    progress.take(Snapshot(FIRST, 90, (Curves(), Curves())))  # late, of the dead
    assert progress.fraction == 0.0


def test_the_forecast_is_near_what_it_takes() -> None:
    made = experiment("recall", variants=("self",), widths=(2, 8), seeds=(0,), steps=40)
    groups = made.groups(frozenset(), 1)
    seconds = forecast(made, groups)
    assert set(seconds) == set(groups)
    start = time.perf_counter()
    for group in groups:
        run_group(made, group)
    took = time.perf_counter() - start
    assert took / 4 < sum(seconds.values()) < took * 4  # other work may come in between
    assert total_seconds(seconds, 1) > sum(seconds.values())
    with pytest.raises(Cancelled):
        forecast(made, groups, cancelled=lambda: True)


@pytest.mark.slow
def test_processes_report_pause_go_on_and_stop() -> None:
    made: Experiment = experiment(
        "majority", variants=("self",), widths=(2,), seeds=(0,), steps=40_000
    )
    groups = made.groups(frozenset(), 1)
    progress = Progress(made, groups)
    steps: list[int] = []
    stages = iter(("pause", "resume", "stop"))
    stage, since = next(stages), 0.0

    with processes(1, background=True) as crew:

        def cancelled() -> bool:
            nonlocal stage, since
            now = time.monotonic()
            if stage == "pause" and steps:
                crew.pause()
                stage, since = next(stages), now
            elif stage == "resume" and now - since > 1.0:
                # What was on its way when it was paused has arrived long ago.
                assert progress.run_fraction(RunKey("self", 2, 0)) > 0.0
                before.append(len(steps))
                crew.resume()
                stage, since = next(stages), now
            elif stage == "stop" and len(steps) > before[0]:
                crew.stop()
                return True
            return False

        def watch(event: object) -> None:
            progress.take(event)  # type: ignore[arg-type]
            if isinstance(event, Snapshot):
                steps.append(event.step)

        before: list[int] = []
        with pytest.raises(Cancelled):
            sweep(made, groups, crew, lambda _run: None, cancelled=cancelled, watch=watch)
    assert steps == sorted(steps)
    assert before[0] >= 1
