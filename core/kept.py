"""Arrays that are made once: small ones are kept for a while, large ones as long as they are used.

What is kept is in no reckoning of a run's memory, so it must not grow with the sizes of a run. A
run that is shown holds its own matrices; the next one finds them there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, cast
from weakref import WeakValueDictionary

from core.numerics import FloatArray

LARGE = 1 << 17
"""Numbers of an array from which on nothing but its use keeps it: 1 MB in double precision."""

P = ParamSpec("P")


def kept(
    most: int, numbers: Callable[..., int]
) -> Callable[[Callable[P, FloatArray]], Callable[P, FloatArray]]:
    """Return a decorator for a function that makes read-only arrays of hashable arguments.

    Parameters
    ----------
    most : how many small arrays are kept, the latest ones.
    numbers : how many numbers the arguments ask for.
    """

    def decorate(make: Callable[P, FloatArray]) -> Callable[P, FloatArray]:
        small = cast("Callable[P, FloatArray]", lru_cache(maxsize=most)(make))
        used: WeakValueDictionary[object, FloatArray] = WeakValueDictionary()

        @wraps(make)
        def get(*args: P.args, **kwargs: P.kwargs) -> FloatArray:
            if numbers(*args, **kwargs) <= LARGE:
                return small(*args, **kwargs)
            key = args, tuple(sorted(kwargs.items()))
            found = used.get(key)
            if found is None:
                found = used[key] = make(*args, **kwargs)
            return found

        return get

    return decorate
