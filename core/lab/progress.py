"""How far an experiment is, and how long it still takes: before it starts, and on the way."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from core.lab.events import Event, Lost, Snapshot, Started
from core.lab.experiment import Experiment, Group, RunKey
from core.lab.sweep import Finished
from core.lab.training import Curves

TRUSTED_SECONDS = 1.0  # of work, before its own speed says more than the forecast


def makespan(seconds: Iterable[float], n_workers: int) -> float:
    """Return when the last of some works ends that so many workers take up in order."""
    free = [0.0] * max(1, n_workers)
    for each in seconds:
        heapq.heapreplace(free, free[0] + each)
    return max(free)


@dataclass
class _UnderWay:
    """A group in training."""

    since: float
    step: int = 0


@dataclass
class Progress:
    """What is known of an experiment while it runs: feed it with all that :func:`sweep` tells.

    Attributes
    ----------
    experiment, groups : what runs.
    n_workers : how many groups at once.
    forecast : seconds of each group on one worker; a group that it lacks weighs as much as the
        others do on average.
    clock : seconds, of any beginning.
    finished : the runs that ended, in the order in which they did.
    curves : of every run that has begun, as far as they are known.
    """

    experiment: Experiment
    groups: tuple[Group, ...]
    n_workers: int = 1
    forecast: Mapping[Group, float] = field(default_factory=lambda: MappingProxyType({}))
    clock: Callable[[], float] = time.monotonic
    finished: dict[RunKey, Finished] = field(default_factory=dict)
    curves: dict[RunKey, Curves] = field(default_factory=dict)
    _under_way: dict[Group, _UnderWay] = field(default_factory=dict)
    _busy: float = 0.0  # seconds of all workers together, for what has ended
    _start: float | None = None
    _paused_at: float | None = None
    _paused: float = 0.0

    # ---- what happens ------------------------------------------------------------------------

    def take(self, event: Event | Finished) -> None:
        """Take up what a sweep tells."""
        if self._start is None:
            self._start = self._now()
        if isinstance(event, Started):
            self._under_way[event.group] = _UnderWay(self._now())
        elif isinstance(event, Snapshot):
            self._take_snapshot(event)
        elif isinstance(event, Lost):
            self._end(event.group)
        else:
            result = event.result
            self.finished[result.key] = event
            self.curves[result.key] = Curves(result.losses, result.looks)
            for group in tuple(self._under_way):
                if result.key in group.keys:
                    self._end(group)

    def pause(self) -> None:
        """Stop the clock."""
        if self._paused_at is None:
            self._paused_at = self.clock()

    def resume(self) -> None:
        """Let the clock go on."""
        if self._paused_at is not None:
            self._paused += self.clock() - self._paused_at
            self._paused_at = None

    def _take_snapshot(self, snapshot: Snapshot) -> None:
        under_way = self._under_way.get(snapshot.group)
        if under_way is None:  # it came late, after the result
            return
        under_way.step = snapshot.step
        self.curves.update(zip(snapshot.group.keys, snapshot.curves, strict=True))

    def _end(self, group: Group) -> None:
        under_way = self._under_way.pop(group, None)
        if under_way is not None:
            self._busy += self._now() - under_way.since

    # ---- what may be asked -------------------------------------------------------------------

    @property
    def seconds(self) -> float:
        """Time since the beginning, pauses left out."""
        return 0.0 if self._start is None else self._now() - self._start

    @property
    def rate(self) -> float:
        """Runs a second so far."""
        return len(self.finished) / max(self.seconds, 1e-9)

    @property
    def fraction(self) -> float:
        """Part of the whole work that is done, 0 to 1."""
        total = sum(map(self._weight, self.groups))
        return sum(map(self._done, self.groups)) / total if total else 1.0

    def run_fraction(self, key: RunKey) -> float:
        """Part of one run that is done, 0 to 1."""
        if key in self.finished:
            return 1.0
        for group, under_way in self._under_way.items():
            if key in group.keys:
                return under_way.step / self.experiment.steps
        return 0.0

    @property
    def seconds_left(self) -> float | None:
        """Time that is still to come; None while nothing tells."""
        pace = self._pace()
        if pace is None:
            return None
        under_way = [self._weight(group) - self._done(group) for group in self._under_way]
        others = [
            self._weight(group)
            for group in self.groups
            if group not in self._under_way and group.keys[0] not in self.finished
        ]
        return pace * makespan([*sorted(under_way, reverse=True), *others], self.n_workers)

    def _pace(self) -> float | None:
        """Return the seconds that a worker takes for one second of the forecast."""
        now = self._now()
        busy = self._busy + sum(now - each.since for each in self._under_way.values())
        done = sum(map(self._done, self.groups))
        if done > 0.0 and (busy > TRUSTED_SECONDS or not self.forecast):
            return busy / done
        return 1.0 if self.forecast else None

    def _weight(self, group: Group) -> float:
        if group in self.forecast:
            return self.forecast[group]
        known = self.forecast.values()
        mean = sum(known) / sum(len(each.seeds) for each in self.forecast) if known else 1.0
        return mean * len(group.seeds)

    def _done(self, group: Group) -> float:
        """Return how much of a group's weight is done."""
        if group.keys[0] in self.finished:
            return self._weight(group)
        under_way = self._under_way.get(group)
        part = 0.0 if under_way is None else under_way.step / self.experiment.steps
        return part * self._weight(group)

    def _now(self) -> float:
        """Return the clock, pauses left out."""
        at = self.clock() if self._paused_at is None else self._paused_at
        return at - self._paused
