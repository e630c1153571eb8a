"""The work of a training, in a thread of :mod:`gui.jobs`: a sweep over worker processes."""

from __future__ import annotations

import os
import queue
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from core.lab.events import Event
from core.lab.experiment import Experiment, Group
from core.lab.pool import processes
from core.lab.preflight import check_ready
from core.lab.results import Folder
from core.lab.sweep import Finished, sweep
from core.pipeline import Cancelled

Ending: TypeAlias = Literal["done", "cancelled"]
News: TypeAlias = Event | Finished


@dataclass(eq=False)
class Work:
    """One training: what is to be done, and the line between window and worker.

    Attributes
    ----------
    experiment, groups, folder : what is trained, and where the results are kept.
    n_workers : processes.
    news : what has happened, taken by the window's poll; nothing else is told.
    cancel, pause : set by the window, read by the worker: plain flags.
    """

    experiment: Experiment
    groups: tuple[Group, ...]
    folder: Path
    n_workers: int
    news: queue.SimpleQueue[News] = field(default_factory=queue.SimpleQueue)
    cancel: bool = False
    pause: bool = False


def carry_out(
    work: Work, closing: Callable[[], bool], _progress: Callable[[float], None]
) -> Ending:
    """Train what is to be trained; every run is on the disk before the window hears of it.

    Raises
    ------
    core.lab.experiment.ExperimentError : the text or the folder cannot be used, or the memory does
        not suffice.
    OSError : the folder cannot be used.
    core.lab.crew.CrewError : there are no workers to be had.
    """
    check_ready(work.experiment, work.n_workers)
    folder = Folder(work.folder, work.experiment)

    def keep(finished: Finished) -> None:
        folder.append(*finished)
        work.news.put(Finished(finished.result, None))

    with processes(work.n_workers, background=True) as crew:
        paused = False

        def cancelled() -> bool:
            nonlocal paused
            if work.cancel or closing():
                crew.stop()  # else the end would wait for the runs under way
                return True
            if work.pause != paused:
                paused = work.pause
                (crew.pause if paused else crew.resume)()
            return False

        try:
            sweep(
                work.experiment,
                work.groups,
                crew,
                keep,
                cancelled=cancelled,
                watch=work.news.put,
            )
        except Cancelled:
            return "cancelled"
    return "done"


def n_cores() -> int:
    """Return how many processes can work at once on this machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
