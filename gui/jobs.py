"""Runs that are too long for a frame: one worker thread at a time, polled, stale results dropped.

The only file of gui that starts threads.
"""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakSet

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.pipeline import Cancelled, run

POLL_MS = 16
SWITCH_SECONDS = 0.0005  # a worker hands over this often, so that hovering stays smooth
USUAL_SECONDS = sys.getswitchinterval()


@dataclass
class _Job:
    """One run: written by its worker, read by the poll."""

    generation: int
    request: Any
    cancel: threading.Event = field(default_factory=threading.Event)
    answers: queue.SimpleQueue[Any] = field(default_factory=queue.SimpleQueue)
    progress: float = 0.0

    def work(self, compute: Callable[..., Any]) -> None:
        """Run in the worker; the answer goes to the queue, an error as much as a trace."""
        try:
            with np.errstate(all="ignore"):  # numbers may be as large as there are: it is shown
                answer = compute(self.request, self.cancel.is_set, self.report)
            self.answers.put(answer)
        except Cancelled:
            return
        except Exception as error:
            self.answers.put(error)

    def report(self, done: float) -> None:
        """Note how far the run is; a plain store, nothing is emitted from the worker."""
        self.progress = done


class Jobs(QObject):
    """Compute beside the window: traces, unless ``compute`` gives something else.

    Parameters
    ----------
    compute : takes (request, cancelled, progress) and returns what is reported.

    Signals: ``finished(generation, answer)``, ``failed(generation, error)``,
    ``progress(fraction)``. Only the newest generation is ever reported.
    """

    finished = Signal(int, object)
    failed = Signal(int, object)
    progress = Signal(float)

    def __init__(self, parent: QObject | None = None, compute: Callable[..., Any] = run) -> None:
        super().__init__(parent)
        self._compute = compute
        self._generation = 0
        self._job: _Job | None = None
        self._threads: list[threading.Thread] = []
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether an answer is awaited."""
        return self._job is not None

    def start(self, request: object) -> int:
        """Compute what is asked for, dropping the run that is under way; return its generation."""
        self.cancel()
        self._generation += 1
        self._job = _Job(self._generation, request)
        thread = threading.Thread(
            target=self._job.work, args=(self._compute,), name="qkv run", daemon=True
        )
        self._threads = [old for old in self._threads if old.is_alive()] + [thread]
        _AT_WORK.add(self)
        sys.setswitchinterval(SWITCH_SECONDS)
        thread.start()
        self._poll.start()
        return self._generation

    def cancel(self) -> None:
        """Ask the run to stop and forget it; its answer will not be reported."""
        if self._job is not None:
            self._job.cancel.set()
        self._settle()

    def close(self, timeout: float = 10.0) -> None:
        """Cancel and wait for the workers to end."""
        self.cancel()
        for thread in self._threads:
            thread.join(timeout)
        self._threads = []

    def _settle(self) -> None:
        self._job = None
        self._poll.stop()
        _AT_WORK.discard(self)
        if not _AT_WORK:
            sys.setswitchinterval(USUAL_SECONDS)

    @Slot()
    def _look(self) -> None:
        """Fetch the answer, or report how far the run is."""
        job = self._job
        if job is None:
            return
        try:
            answer = job.answers.get_nowait()
        except queue.Empty:
            self.progress.emit(job.progress)
            return
        self._settle()
        if isinstance(answer, Exception):
            self.failed.emit(job.generation, answer)
        else:
            self.finished.emit(job.generation, answer)


_AT_WORK: WeakSet[Jobs] = WeakSet()  # those whose answer is awaited
