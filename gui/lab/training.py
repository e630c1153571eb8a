"""The training of an experiment as the window sees it: a state, and how far it is."""

from __future__ import annotations

import queue
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.lab.events import Lost
from core.lab.experiment import Experiment, Group, RunKey
from core.lab.progress import Progress
from core.lab.results import Result
from core.lab.sweep import Finished
from gui.jobs import Jobs
from gui.lab.work import Ending, Work, carry_out, n_cores

POLL_MS = 100
TrainingState: TypeAlias = Literal[
    "idle", "running", "paused", "stopping", "done", "cancelled", "failed"
]


class Training(QObject):
    """Train in worker processes and tell what has come of it, at most once a poll.

    Signals: ``told()`` when there is something to show; ``ended()`` when nothing runs any more.

    Attributes
    ----------
    state : what is going on.
    error : what ended it, where it failed.
    progress : how far it is; None before the first start.
    deaths : of workers, since the start.
    news : how much has happened: figures that were drawn at this number need not be drawn again.
    """

    told = Signal()
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.state: TrainingState = "idle"
        self.error: Exception | None = None
        self.progress: Progress | None = None
        self.deaths: list[Lost] = []
        self.news = 0
        self._work: Work | None = None
        self._jobs = Jobs(self, carry_out)
        self._jobs.finished.connect(self._finished)
        self._jobs.failed.connect(self._failed)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether workers are there."""
        return self.state in ("running", "paused", "stopping")

    @property
    def finished(self) -> Mapping[RunKey, Finished]:
        """The runs that have ended since the start."""
        return MappingProxyType({}) if self.progress is None else self.progress.finished

    def results(self) -> tuple[Result, ...]:
        """Return what has come since the start, in the order in which it came."""
        return tuple(finished.result for finished in self.finished.values())

    def start(
        self,
        experiment: Experiment,
        groups: tuple[Group, ...],
        folder: Path,
        forecast: Mapping[Group, float],
    ) -> None:
        """Begin to train; nothing may be running.

        Parameters
        ----------
        groups : what is still to be run.
        forecast : seconds of each, as far as they are known.

        Raises
        ------
        RuntimeError : something is running.
        """
        if self.busy:
            raise RuntimeError("a training is under way already")
        n_workers = min(n_cores(), max(1, len(groups)))
        self.error, self.deaths = None, []
        self.progress = Progress(experiment, groups, n_workers, forecast)
        self._work = Work(experiment, groups, folder, n_workers)
        self._jobs.start(self._work)
        self._poll.start()
        self._become("running")

    @Slot()
    def pause(self) -> None:
        """Let the workers wait at their next step."""
        if self.state == "running" and self._work and self.progress:
            self._work.pause = True
            self.progress.pause()
            self._become("paused")

    @Slot()
    def resume(self) -> None:
        """Let them go on."""
        if self.state == "paused" and self._work and self.progress:
            self._work.pause = False
            self.progress.resume()
            self._become("running")

    @Slot()
    def cancel(self) -> None:
        """Stop; what has ended by then is kept."""
        if self.state in ("running", "paused") and self._work:
            self._work.cancel = True
            self._become("stopping")

    def forget(self) -> None:
        """Think no longer of what came of the last one; nothing may be running."""
        if not self.busy and self.state != "idle":
            self.state, self.error, self.progress, self.deaths = "idle", None, None, []

    def close(self) -> None:
        """Stop and wait until no worker is left."""
        if self._work is not None:
            self._work.cancel = True
        self._poll.stop()
        self._jobs.close()
        if self.busy:
            self.state = "cancelled"

    def _become(self, state: TrainingState) -> None:
        self.state = state
        self.news += 1
        self.told.emit()

    def _take_news(self) -> bool:
        """Take what has happened; return whether anything has."""
        taken = False
        while self._work is not None and self.progress is not None:
            try:
                news = self._work.news.get_nowait()
            except queue.Empty:
                break
            if isinstance(news, Lost):
                self.deaths.append(news)
            self.progress.take(news)
            taken = True
        self.news += taken
        return taken

    @Slot()
    def _look(self) -> None:
        self._take_news()
        self.told.emit()

    @Slot(int, object)
    def _finished(self, _generation: int, ending: Ending) -> None:
        self._end(ending)

    @Slot(int, object)
    def _failed(self, _generation: int, error: Exception) -> None:
        self.error = error
        self._end("failed")

    def _end(self, state: TrainingState) -> None:
        self._poll.stop()
        self._take_news()
        self._work = None
        self._become(state)
        self.ended.emit()
