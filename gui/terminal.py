"""What a command without a window says, what it ends with, and how it hears of Ctrl+C."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

FAILED, WRONG, INTERRUPTED = 1, 2, 130


def say(text: str, stream: TextIO | None = None) -> None:
    """Put a text on stdout, or on another stream, at once; whatever its encoding can hold."""
    stream = stream or sys.stdout
    encoding = stream.encoding or "ascii"
    stream.write(f"{text}\n".encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()


def warn(program: str, text: str) -> None:
    """Put one line on stderr."""
    say(f"{program}: {' '.join(text.split())}", sys.stderr)


def complain(program: str, text: str, status: int) -> int:
    """Say in one line on stderr why a command ends, and return its exit status."""
    warn(program, f"error: {text}")
    return status


@contextmanager
def interrupts(stop: Callable[[], None] | None = None) -> Iterator[Callable[[], bool]]:
    """Note Ctrl+C, to be asked for between files or runs; a second one ends the program at once.

    Raised as usual, it would come out of some painting function into Qt, which swallows it.

    Parameters
    ----------
    stop : called at the first Ctrl+C.
    """
    asked = False

    def note(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        if stop is not None:
            stop()
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    try:
        before = signal.signal(signal.SIGINT, note)
    except ValueError:  # not the main thread, to which signals go
        yield lambda: False
        return
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)
