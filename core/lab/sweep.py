"""The runs of an experiment, over any executor of ``concurrent.futures``."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from typing import NamedTuple

from core.lab.experiment import Experiment, Group
from core.lab.pool import stop_asked
from core.lab.results import Result
from core.lab.training import Trained, train
from core.numerics import FloatArray
from core.pipeline import Cancelled

POLL_SECONDS = 0.2


class Finished(NamedTuple):
    """A run that has ended, with its model unless it failed."""

    result: Result
    parameters: dict[str, FloatArray] | None


MakeExecutor = Callable[[], Executor]
Tell = Callable[[Finished], None]


def sweep(
    experiment: Experiment,
    groups: tuple[Group, ...],
    make_executor: MakeExecutor,
    tell: Tell,
    *,
    n_workers: int = 1,
    cancelled: Callable[[], bool] = lambda: False,
    report: Callable[[str], None] = lambda _text: None,
) -> None:
    """Run groups and tell of every run as it ends.

    A group in whose worker's time the executor broke (a worker died) is run once more, alone, so
    that the blame is sure; if that breaks too, its runs have failed.

    Parameters
    ----------
    make_executor : gives an executor, another one after one broke.
    tell : called in this thread.
    n_workers : how many groups are under way at once.
    report : told in one line of a worker that died.

    Raises
    ------
    Cancelled : ``cancelled`` said so; what had ended by then has been told.
    """
    left = deque(groups)
    suspects = _run_all(experiment, left, make_executor, tell, n_workers, cancelled)
    while suspects or left:
        for group in suspects:
            report(f"a worker died in {_named(group)}; it is run once more")
            again = _run_all(experiment, deque([group]), make_executor, tell, 1, cancelled)
            for each in again:
                report(f"a worker died in {_named(each)} again; its runs have failed")
                _tell_failed(each, "its worker died twice", tell)
        suspects = _run_all(experiment, left, make_executor, tell, n_workers, cancelled)


def run_group(experiment: Experiment, group: Group) -> tuple[Finished, ...]:
    """Train the runs of a group; what a worker does.

    Raises
    ------
    Cancelled : the sweep is being stopped.
    """
    start = time.perf_counter()
    spec = experiment.spec(group.variant, group.width)
    trained = train(experiment.row, spec, group.seeds, experiment.training, cancelled=stop_asked())
    seconds = (time.perf_counter() - start) / len(group.seeds)
    return tuple(_finished(group, each, seconds) for each in trained)


def _run_all(
    experiment: Experiment,
    left: deque[Group],
    make_executor: MakeExecutor,
    tell: Tell,
    n_workers: int,
    cancelled: Callable[[], bool],
) -> tuple[Group, ...]:
    """Run groups until none is left or the executor breaks; return those that were under way.

    No more groups are handed over than there are workers, so that those are few.
    """
    if not left:
        return ()
    under_way: dict[Future[tuple[Finished, ...]], Group] = {}
    with make_executor() as executor:
        while left or under_way:
            if cancelled():
                for future in under_way:
                    future.cancel()
                raise Cancelled
            try:
                while left and len(under_way) < n_workers:
                    under_way[executor.submit(run_group, experiment, left[0])] = left[0]
                    left.popleft()
            except BrokenExecutor:
                return _collect(under_way, tell)
            done, _ = wait(under_way, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
            broken = [future for future in done if _is_broken(future)]
            if broken:
                return _collect(under_way, tell)
            for future in done:
                _take(future, under_way.pop(future), tell)
    return ()


def _collect(under_way: dict[Future[tuple[Finished, ...]], Group], tell: Tell) -> tuple[Group, ...]:
    """Take what is finished of a broken executor; return the groups that it lost."""
    lost = []
    wait(under_way)  # a broken executor ends all of them at once
    for future, group in under_way.items():
        if _is_broken(future):
            lost.append(group)
        else:
            _take(future, group, tell)
    return tuple(lost)


def _is_broken(future: Future[tuple[Finished, ...]]) -> bool:
    return isinstance(future.exception(), BrokenExecutor)


def _take(future: Future[tuple[Finished, ...]], group: Group, tell: Tell) -> None:
    """Tell of the runs of a group; an error of the work itself would come again."""
    error = future.exception()
    if isinstance(error, Cancelled):
        raise error
    if error is not None:
        _tell_failed(group, " ".join(f"{type(error).__name__}: {error}".split()), tell)
        return
    for finished in future.result():
        tell(finished)


def _tell_failed(group: Group, reason: str, tell: Tell) -> None:
    for key in group.keys:
        tell(Finished(Result(*key, "failed", reason), None))


def _finished(group: Group, run: Trained, seconds: float) -> Finished:
    which = (group.variant, group.width, run.seed)
    if run.reason is not None:
        failed = Result(
            *which, "failed", run.reason, looks=run.looks, losses=run.losses, seconds=seconds
        )
        return Finished(failed, None)
    last = run.looks[-1]
    done = Result(*which, "done", None, last.loss, last.measure, run.looks, run.losses, seconds)
    return Finished(done, run.parameters)


def _named(group: Group) -> str:
    seeds = ", ".join(map(str, group.seeds))
    return f"{group.variant} at width {group.width}, seeds {seeds}"
