"""Who trains the groups of a sweep, and what a worker knows of the sweep that it works for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Protocol

from core.lab.events import Snapshot

PAUSE_POLL_SECONDS = 0.05


class CrewError(Exception):
    """There are no workers to be had; the message is one line that says why."""


class WorkerLostError(Exception):
    """The worker of one task has died, and no other; the message says what ended it."""


class Crew(Protocol):
    """Workers of any kind, behind executors of ``concurrent.futures``.

    Attributes
    ----------
    n_workers : how many groups can be under way at once.
    """

    @property
    def n_workers(self) -> int:
        """How many groups can be under way at once."""

    def executor(self) -> AbstractContextManager[Executor]:
        """Return an executor; another one after one broke."""

    def snapshots(self) -> Iterable[Snapshot]:
        """Return what the workers have reported since the last call."""

    def why_broken(self) -> str:
        """Return what ended the worker that broke the last executor."""

    def stop(self) -> None:
        """Ask the workers to stop at their next step, or soon."""


class Alone:
    """A crew of any one kind of executor, which reports nothing on the way.

    Parameters
    ----------
    make : gives an executor; called again after one broke.
    """

    def __init__(self, make: Callable[[], Executor], n_workers: int = 1) -> None:
        self._make, self._n_workers = make, n_workers

    @property
    def n_workers(self) -> int:
        """How many groups can be under way at once."""
        return self._n_workers

    def executor(self) -> AbstractContextManager[Executor]:
        """Return an executor."""
        return self._make()

    def snapshots(self) -> Iterable[Snapshot]:
        """Return nothing."""
        return ()

    def why_broken(self) -> str:
        """Return what is known, little."""
        return "it ended abruptly"

    def stop(self) -> None:
        """Do nothing: what is under way ends by itself."""


class Line:
    """A worker's line to the sweep.

    Parameters
    ----------
    stopped, paused : ask the sweep; called between steps, so they must be quick.
    post : hands a snapshot over.
    """

    def __init__(
        self,
        stopped: Callable[[], bool] = lambda: False,
        paused: Callable[[], bool] = lambda: False,
        post: Callable[[Snapshot], None] | None = None,
    ) -> None:
        self._stopped, self._paused, self.post = stopped, paused, post
        self.seconds_paused = 0.0

    def stop_asked(self) -> bool:
        """Tell whether the sweep is being stopped; while it is paused, wait here."""
        if self._paused():
            start = time.perf_counter()
            while self._paused() and not self._stopped():
                time.sleep(PAUSE_POLL_SECONDS)
            self.seconds_paused += time.perf_counter() - start
        return self._stopped()


_LINE: ContextVar[Line | None] = ContextVar("line", default=None)


def connect(line: Line) -> None:
    """Give this worker its line to the sweep."""
    _LINE.set(line)


def line() -> Line:
    """Return this worker's line; one that says nothing where there is none."""
    return _LINE.get() or Line()
