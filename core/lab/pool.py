"""Worker processes for a sweep: spawned, one thread each, gone when their parent is."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from queue import Empty
from typing import Any

from core.lab.crew import Line, connect
from core.lab.events import Snapshot
from core.parallel import stay_on_one_thread

BACKGROUND_NICE = 10


class Processes:
    """A crew of processes of this machine.

    Spawned, not forked: a fork would copy locks that other threads hold.

    Parameters
    ----------
    n_workers : how many.
    background : whether they give way to whatever else wants the cores, a window say.
    """

    def __init__(self, n_workers: int, *, background: bool = False) -> None:
        self._n_workers, self._background = n_workers, background
        self._context = _Recording()
        self._stop, self._pause = self._context.Event(), self._context.Event()
        self._queue: Queue[Snapshot] | None = None

    @property
    def n_workers(self) -> int:
        """How many groups can be under way at once."""
        return self._n_workers

    @contextmanager
    def executor(self) -> Iterator[Executor]:
        """Give a pool of processes, with a queue of its own: a dying worker may spoil one."""
        self._context.processes.clear()
        self._queue = queue = self._context.Queue()
        given = (self._stop, self._pause, queue, self._background)
        try:
            with ProcessPoolExecutor(
                self._n_workers, self._context, initializer=_begin, initargs=given
            ) as pool:
                yield pool
        finally:
            queue.close()
            self._queue = None

    def snapshots(self) -> Iterator[Snapshot]:
        """Yield what the workers have reported since the last call."""
        with suppress(Empty):
            while self._queue is not None:
                yield self._queue.get_nowait()

    def why_broken(self) -> str:
        """Return what ended the worker that broke the last pool."""
        codes = [process.exitcode for process in self._context.processes]
        # A pool that breaks ends the other workers with SIGTERM.
        own = [code for code in codes if code not in (None, 0, -signal.SIGTERM)]
        return _ending(own[0] if own else None)

    def stop(self) -> None:
        """Ask the workers to stop at their next step."""
        self._stop.set()

    def pause(self) -> None:
        """Ask the workers to wait at their next step."""
        self._pause.set()

    def resume(self) -> None:
        """Let the workers go on."""
        self._pause.clear()


@contextmanager
def processes(n_workers: int, *, background: bool = False) -> Iterator[Processes]:
    """Give a crew of processes, and ask them to stop at the end."""
    crew = Processes(n_workers, background=background)
    try:
        yield crew
    finally:
        crew.stop()


class _Recording(SpawnContext):
    """Spawns processes and remembers them: a pool does not tell how one ended."""

    def __init__(self) -> None:
        super().__init__()
        self.processes: list[SpawnProcess] = []

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802
        made = SpawnProcess(*args, **kwargs)
        self.processes.append(made)
        return made


def _ending(code: int | None) -> str:
    """Return an exit code in words."""
    if code is None:
        return "it ended abruptly"
    if code >= 0:
        return f"it ended with status {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"killed by {name}" + (
        ", as when memory runs out" if -code == getattr(signal, "SIGKILL", 0) else ""
    )


def _begin(stop: Event, pause: Event, queue: Queue[Snapshot], background: bool) -> None:
    """Prepare a worker process."""
    queue.cancel_join_thread()  # results travel another way: at the end nothing is waited for
    connect(Line(stop.is_set, pause.is_set, queue.put))
    stay_on_one_thread()  # every core has a worker
    if background and hasattr(os, "nice"):
        os.nice(BACKGROUND_NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """End the process when its parent is gone: nobody waits for its results."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
