"""The runs of an experiment, over any executor of ``concurrent.futures``."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from core.lab.crew import Crew, CrewError, WorkerLostError, line
from core.lab.events import Event, Lost, Snapshot, Started
from core.lab.experiment import Experiment, Group
from core.lab.results import Result
from core.lab.training import Trained, Trainer, train
from core.numerics import FloatArray
from core.pipeline import Cancelled

POLL_SECONDS = 0.1
MOST_DEATHS = 2  # a group is run once more after a worker died at it


class Finished(NamedTuple):
    """A run that has ended, with its model unless it failed."""

    result: Result
    parameters: dict[str, FloatArray] | None


Tell: TypeAlias = Callable[[Finished], None]
Watch: TypeAlias = Callable[[Event], None]
Future_: TypeAlias = "Future[tuple[Finished, ...]]"


def sweep(
    experiment: Experiment,
    groups: tuple[Group, ...],
    crew: Crew,
    tell: Tell,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    watch: Watch = lambda _event: None,
) -> None:
    """Run groups and tell of every run as it ends.

    A group at which a worker died is run once more; where the whole executor broke with it, so
    that several could be to blame, each of them alone. What kills a second worker has failed.

    Parameters
    ----------
    tell, watch : called in this thread, of runs that ended and of all else.

    Raises
    ------
    Cancelled : ``cancelled`` said so; what had ended by then has been told.
    CrewError : the workers cannot be started, or not be reached any longer.
    """
    going = _Sweep(experiment, deque(groups), crew, tell, watch, cancelled)
    going.run()
    while going.suspects or going.left:
        waiting, going.left = going.left, deque()
        while going.suspects:
            going.left.append(going.suspects.pop(0))
            going.run(alone=True)
        going.left = waiting
        going.run()


def run_group(experiment: Experiment, group: Group) -> tuple[Finished, ...]:
    """Train the runs of a group; what a worker does.

    Raises
    ------
    Cancelled : the sweep is being stopped.
    """
    start = time.perf_counter()
    spec = experiment.spec(group.variant, group.width)
    to_sweep = line()

    def report(trainer: Trainer) -> None:
        if to_sweep.post is not None:
            to_sweep.post(Snapshot(group, trainer.steps_taken, trainer.curves()))

    trained = train(
        experiment.row,
        spec,
        group.seeds,
        experiment.training,
        cancelled=to_sweep.stop_asked,
        progress=report,
    )
    seconds = time.perf_counter() - start - to_sweep.seconds_paused
    to_sweep.seconds_paused = 0.0
    return tuple(_finished(group, each, seconds / len(group.seeds)) for each in trained)


@dataclass
class _Sweep:
    """A sweep under way.

    Attributes
    ----------
    left : what is yet to be handed over.
    suspects : at what an executor broke, to be run once more, each alone.
    deaths : how many workers died at a group.
    """

    experiment: Experiment
    left: deque[Group]
    crew: Crew
    tell: Tell
    watch: Watch
    cancelled: Callable[[], bool]
    suspects: list[Group] = field(default_factory=list)
    deaths: Counter[Group] = field(default_factory=Counter)

    def run(self, *, alone: bool = False) -> None:
        """Run groups, or a single one alone, until none is left or the executor breaks.

        No more groups are handed over than there are workers, so that few are under way then.
        """
        if not self.left:
            return
        first = self.left[0]
        under_way: dict[Future_, Group] = {}
        with self.crew.executor() as executor:
            try:
                broken = self._run_on(executor, under_way, alone=alone)
            except BaseException:
                self.crew.stop()  # else the executor would wait for what is under way
                for future in under_way:
                    future.cancel()
                raise
            if broken and not under_way and self.left and self.left[0] is first:
                raise CrewError(f"the workers cannot be started: {self.crew.why_broken()}")
            if broken:
                self._collect(under_way)
            self._report()

    def _run_on(self, executor: Executor, under_way: dict[Future_, Group], *, alone: bool) -> bool:
        """Run groups until none is left; return whether the executor broke before."""
        while self.left or under_way:
            self._report()
            if self.cancelled():
                raise Cancelled
            at_once = 1 if alone else self.crew.n_workers
            if not self._hand_over(executor, under_way, at_once):
                return True
            done, _ = wait(under_way, POLL_SECONDS, FIRST_COMPLETED)
            if any(_is_broken(future) for future in done):
                return True
            for future in done:
                self._take(future, under_way.pop(future))
        return False

    def _report(self) -> None:
        for snapshot in self.crew.snapshots():
            self.watch(snapshot)

    def _hand_over(self, executor: Executor, under_way: dict[Future_, Group], at_once: int) -> bool:
        """Submit groups up to ``at_once``; False if the executor is broken."""
        try:
            while self.left and len(under_way) < at_once:
                group = self.left[0]
                under_way[executor.submit(run_group, self.experiment, group)] = group
                self.left.popleft()
                self.watch(Started(group))
        except BrokenExecutor:
            return False
        return True

    def _collect(self, under_way: dict[Future_, Group]) -> None:
        """Take what is finished of a broken executor; what it lost is suspect."""
        wait(under_way)  # a broken executor ends all of them at once
        lost = [group for future, group in under_way.items() if _is_broken(future)]
        for future, group in under_way.items():
            if group not in lost:
                self._take(future, group)
        reason = self.crew.why_broken()
        for group in lost:
            # With others beside it, it may not have been the one; alone it was.
            if self._lost(group, reason, sure=len(under_way) == 1):
                self.suspects.append(group)

    def _lost(self, group: Group, reason: str, *, sure: bool) -> bool:
        """Note that a worker died at a group; return whether that is run once more."""
        self.deaths[group] += 1
        again = self.deaths[group] < MOST_DEATHS or not sure
        self.watch(Lost(group, reason, again))
        if not again:
            self._tell_failed(group, f"its worker died twice: {reason}")
        return again

    def _take(self, future: Future_, group: Group) -> None:
        """Tell of the runs of a group; an error of the work itself would come again."""
        error = future.exception()
        if isinstance(error, Cancelled):
            raise error
        if isinstance(error, WorkerLostError):
            if self._lost(group, str(error), sure=True):
                self.left.appendleft(group)
            return
        if error is not None:
            self._tell_failed(group, " ".join(f"{type(error).__name__}: {error}".split()))
            return
        for finished in future.result():
            self.tell(finished)

    def _tell_failed(self, group: Group, reason: str) -> None:
        for key in group.keys:
            self.tell(Finished(Result(*key, "failed", reason), None))


def _is_broken(future: Future_) -> bool:
    return isinstance(future.exception(), BrokenExecutor)


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
