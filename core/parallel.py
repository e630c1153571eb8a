"""Blocks of NumPy work on all cores, with the calling thread as one of the workers."""

from __future__ import annotations

import contextlib
import functools
import itertools
import os
import sys
from collections.abc import Callable, Sequence
from contextvars import ContextVar, copy_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Block = TypeVar("Block")

# The libraries that NumPy may multiply with: OpenBLAS, MKL, Apple's Accelerate.
_BLAS_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

# Runs of blocks that each worker gets: a few, so that a worker that is held up passes work on.
_RUNS_PER_WORKER = 4

_AT_WORK = ContextVar("at_work", default=False)


def claim_cores() -> None:
    """Let this module use the cores instead of BLAS; call it before NumPy is first imported.

    Threads of both kinds at once would fight over the cores (measured: 4 times slower). What the
    user has set in the environment stays, and so does everything if NumPy is already there.
    """
    if "numpy" not in sys.modules:
        for variable in _BLAS_THREADS:
            os.environ.setdefault(variable, "1")


def n_workers() -> int:
    """Return the number of threads to work with: every core, or 1 if BLAS has the cores."""
    if any(os.environ.get(variable) != "1" for variable in _BLAS_THREADS):
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def for_each(work: Callable[[Block], object], blocks: Sequence[Block]) -> None:
    """Call ``work`` on every block, in any order, and return when all are done.

    NumPy lets go of the interpreter inside its loops, so threads suffice. Blocks must not write
    to the same memory; then the result does not depend on which thread took which block. An
    exception of ``work`` is raised here after the other threads have stopped. Called from within
    ``work``, it stays on its thread: the others have work already.
    """
    workers = 1 if len(blocks) < 2 or _AT_WORK.get() else min(n_workers(), len(blocks))
    if workers == 1:
        for block in blocks:
            work(block)
        return
    # Neighbouring blocks go to one thread: two threads that first touch the same fresh page make
    # the operating system clear it twice.
    n_runs = min(workers * _RUNS_PER_WORKER, len(blocks))
    cuts = [len(blocks) * i // n_runs for i in range(n_runs + 1)]
    runs = iter([blocks[start:stop] for start, stop in itertools.pairwise(cuts)])

    def drain() -> None:
        _AT_WORK.set(True)
        for run in runs:  # taking the next item of a list iterator is one atomic step
            for block in run:
                work(block)

    _call_at_once(drain, workers)


def _call_at_once(drain: Callable[[], None], n_threads: int) -> None:
    """Call ``drain`` on this thread and on helpers, and wait for all."""
    here, elsewhere = _cores()

    def drain_elsewhere() -> None:
        _move_to(elsewhere)
        drain()

    # Each thread runs in a copy of the caller's context, where NumPy keeps its error state.
    helpers = [_pool().submit(copy_context().run, drain_elsewhere) for _ in range(n_threads - 1)]
    try:
        _move_to(here)
        copy_context().run(drain)
    finally:
        for helper in helpers:
            helper.result()
        _move_to(here | elsewhere)


def _cores() -> tuple[set[int], set[int]]:
    """Return the core that the calling thread is on, and the others of the process.

    Both are empty where the system does not tell, or there is no other. Linux may wake a thread on
    the core of the one that it helps, and leave it there, while another core stands idle (measured
    on two cores: two threads took turns on one, twice the time).
    """
    if not hasattr(os, "sched_setaffinity"):
        return set(), set()
    try:
        cores = os.sched_getaffinity(0)
        here = cores & {_sched_getcpu()()}
    except (OSError, AttributeError):
        return set(), set()
    elsewhere = cores - here
    return (here, elsewhere) if here and elsewhere else (set(), set())


def _move_to(cores: set[int]) -> None:
    """Keep the calling thread to ``cores``, if there are any."""
    if cores:
        with contextlib.suppress(OSError):  # the cores may have been taken away since
            os.sched_setaffinity(0, cores)


@functools.cache
def _sched_getcpu() -> Callable[[], int]:
    """Return the C library's function that gives the number of the caller's core."""
    import ctypes

    getcpu: Callable[[], int] = ctypes.CDLL(None).sched_getcpu
    return getcpu


def stay_on_one_thread() -> None:
    """Keep :func:`for_each` on the calling thread, in a process whose siblings have the cores."""
    _AT_WORK.set(True)


@functools.cache
def _pool() -> ThreadPoolExecutor:
    """Make the helper threads, when first needed; small runs never need them."""
    from concurrent.futures import ThreadPoolExecutor

    if hasattr(os, "register_at_fork"):
        # A forked child inherits the object but not its threads: let it make its own.
        os.register_at_fork(after_in_child=_pool.cache_clear)
    return ThreadPoolExecutor(max(n_workers() - 1, 1), thread_name_prefix="core-parallel")
