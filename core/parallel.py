"""Independent blocks of NumPy work on all cores, with the calling thread as one of the workers."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Block = TypeVar("Block")


def n_workers() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def for_each(work: Callable[[Block], None], blocks: Sequence[Block]) -> None:
    """Call ``work`` on every block, in any order, and return when all are done.

    NumPy lets go of the interpreter inside its loops, so threads suffice. Blocks must not write
    to the same memory; then the result does not depend on which thread took which block. An
    exception of ``work`` is raised here after the other threads have stopped.
    """
    queue = iter(blocks)  # next() on a list iterator is one atomic step

    def drain() -> None:
        for block in queue:
            work(block)

    n_helpers = min(n_workers(), len(blocks)) - 1
    helpers = [_pool().submit(drain) for _ in range(n_helpers)]
    try:
        drain()
    finally:
        for helper in helpers:
            helper.result()


@functools.cache
def _pool() -> ThreadPoolExecutor:
    """Make the helper threads, when first needed; small runs never need them."""
    if hasattr(os, "register_at_fork"):
        # A forked child inherits the object but not its threads: let it make its own.
        os.register_at_fork(after_in_child=_pool.cache_clear)
    return ThreadPoolExecutor(max(n_workers() - 1, 1), thread_name_prefix="core-parallel")
