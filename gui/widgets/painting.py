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
    for later, and ends the process over some: what stays unpainted is the lesser evil. Not so in a
    file: an item that is painted on no widget passes its error on to who writes the picture.
    """

    @wraps(paint)
    def paint_or_tell(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            paint(*args, **kwargs)
        except Exception:
            *_, last = args  # of an item's painter, option and widget; of a widget's event
            if last is None:
                raise
            sys.excepthook(*sys.exc_info())

    return paint_or_tell
