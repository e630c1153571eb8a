"""Errors while something is painted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

P = ParamSpec("P")


def told(paint: Callable[P, None]) -> Callable[P, None]:
    """Let an error in a method that Qt paints with be told, as one from a slot is.

    Several of Qt's own calls lie below it. PySide 6.10 keeps an error that comes back through them
    for later, and ends the process over some: what stays unpainted is the lesser evil.
    """

    @wraps(paint)
    def paint_or_tell(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            paint(*args, **kwargs)
        except Exception:
            sys.excepthook(*sys.exc_info())

    return paint_or_tell
