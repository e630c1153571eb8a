"""How much memory a run may take, and what becomes of memory that is freed."""

from __future__ import annotations

import functools
import os

import numpy as np

from core.messages import QT_TRANSLATE_NOOP, Problem, message

_FALLBACK = 4 * 1024**3
# Just below the largest block from which glibc still learns, 32 MiB.
_LARGEST_LESSON = (32 << 20) - (1 << 16)


def physical_memory() -> int:
    """Return the machine's memory in bytes; 4 GiB where it does not tell."""
    try:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # Windows has no sysconf
        return _FALLBACK
    return pages * size if pages > 0 and size > 0 else _FALLBACK


def run_limit() -> int:
    """Return the bytes that one run may take: half, as the last good run is kept beside it."""
    return physical_memory() // 2


def in_units(size: int) -> str:
    """Write a number of bytes for a person: ``3.2 GB``."""
    amount, units = float(size), ("bytes", "kB", "MB", "GB", "TB", "PB")
    for unit in units[:-1]:
        if amount < 1000:
            return f"{amount:.3g} {unit}"
        amount /= 1000
    return f"{amount:.3g} {units[-1]}"


def out_of_memory() -> Problem:
    """Return the problem to show when the machine refused the memory for a run."""
    return Problem(
        "text",
        message(QT_TRANSLATE_NOOP("core", "the machine has no memory left for this run")),
        message(QT_TRANSLATE_NOOP("core", "use a shorter text or fewer heads")),
    )


@functools.cache
def keep_freed_memory() -> None:
    """Let the process keep some tens of megabytes that it has freed, for what comes next.

    glibc hands free memory back to the system beyond twice the largest block that it has seen
    freed, and every page comes back by a page fault: a loop of many middling arrays, a training
    step, gives and takes all its memory each time (measured: a thousand page faults and a third of
    the time). One large block, which is never touched and so never backed by memory, teaches it
    better. Elsewhere this does nothing.
    """
    block = np.empty(_LARGEST_LESSON, np.uint8)
    del block
