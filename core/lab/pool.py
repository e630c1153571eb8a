"""Worker processes for a sweep: spawned, one thread each, gone when their parent is."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing.synchronize import Event

from core.parallel import stay_on_one_thread

_STOP: ContextVar[Event | None] = ContextVar("stop", default=None)


@contextmanager
def workers(n_workers: int) -> Iterator[tuple[Callable[[], Executor], Callable[[], None]]]:
    """Give what makes an executor of processes, and what asks its workers to stop.

    Spawned, not forked: a fork would copy locks that other threads hold.
    """
    context = multiprocessing.get_context("spawn")
    stop = context.Event()

    def make() -> Executor:
        return ProcessPoolExecutor(n_workers, context, initializer=_begin, initargs=(stop,))

    try:
        yield make, stop.set
    finally:
        stop.set()


def stop_asked() -> Callable[[], bool]:
    """Return what tells, in a worker, whether the sweep is being stopped."""
    stop = _STOP.get()
    return stop.is_set if stop is not None else lambda: False


def _begin(stop: Event) -> None:
    """Prepare a worker process."""
    _STOP.set(stop)
    stay_on_one_thread()  # every core has a worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """End the process when its parent is gone: nobody waits for its results."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
