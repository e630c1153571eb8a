"""Figures of the untied head that tying would have to make do without: width, span, hull.

Those of a single head are of the first; its (M, N) are its own matrices, edited cells included.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.expressivity import reachable_errors, threshold
from core.figures import Figure, Runs, finite, named, too_large
from core.heads import Head, head_obstacle, head_of
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.numerics import rank_of
from core.outside import Outside, outside_keys
from core.trace import Trace


def needed(runs: Runs) -> tuple[Figure, ...]:
    """Return the head's own width, and the width at which a tied head does the same."""

    def width(head: Head) -> float:
        return float(head.w_k.shape[1])

    def enough(head: Head) -> float:
        return float(threshold(*head.compact()))

    own = QT_TRANSLATE_NOOP("core", "width of a head")
    tied = QT_TRANSLATE_NOOP("core", "width at which a tied head is exact: dim(row M + col N)")
    return (
        runs.figure("self", "width", message(own), _of_head(width), "count"),
        runs.figure("self", "threshold", message(tied), _of_head(enough), "count"),
    )


def at_width(runs: Runs, *, with_output: bool) -> Figure:
    """Return the least error of a tied head of the same width, with or without W_O."""

    def error(head: Head) -> float:
        asked = head if with_output else replace(head, w_o=None)
        errors = _errors(asked, with_output)  # widths beyond the model's add nothing
        return float(errors[min(asked.w_k.shape[1], len(errors)) - 1])

    if with_output:
        text = QT_TRANSLATE_NOOP("core", "least error of a tied head of the same width, with W_O")
        return runs.figure("self", "error/width", message(text), _of_head(error), "fraction")
    text = QT_TRANSLATE_NOOP("core", "least error of a tied head of the same width, without W_O")
    return runs.figure("self", "error/bare", message(text), _of_head(error), "fraction")


def at_twice_the_width(runs: Runs) -> Figure:
    """Return the least error of a tied head that caches as much as the untied one."""

    def error(head: Head) -> float:
        errors = _errors(head, with_output=True)
        return float(errors[min(2 * head.w_k.shape[1], len(errors)) - 1])

    text = QT_TRANSLATE_NOOP("core", "least error of a tied head with the same cache")
    return runs.figure("self", "error/cache", message(text), _of_head(error), "fraction")


def freedom_lost(runs: Runs) -> Figure:
    """Return the degrees of freedom that tying takes from all heads; see :mod:`core.freedom`."""

    def lost(trace: Trace) -> float:
        d, r = trace.resolved.d_model, trace.resolved.d_head
        return float(trace.resolved.n_heads * r * max(d - r, 0))

    text = QT_TRANSLATE_NOOP("core", "degrees of freedom lost in all heads, r(d − r) each")
    return runs.figure("self", "freedom", message(text), lost, "count")


def spanned(runs: Runs, variant: str) -> Figure:
    """Return how many dimensions the keys and values of one head span together on this text."""

    def rank(trace: Trace) -> float | Message:
        both = [trace.grid(name).values[0].astype(np.float64) for name in ("key", "value")]
        together = np.concatenate(both, axis=1)  # [n_k, d_head + d_value]
        if not np.isfinite(together).all():
            return _not_finite()
        return float(rank_of(together))

    text = QT_TRANSLATE_NOOP("core", "dimensions that K and V span together, {variant}")
    return runs.figure(variant, f"span/{variant}", named(text, variant), rank, "count")


def hull(runs: Runs, variant: str) -> tuple[Figure, ...]:
    """Return how many context rows lie outside the hull of the keys, and how far the farthest."""
    trace = runs.attempt(variant)
    found = trace if isinstance(trace, Message) else _outside(trace)

    if isinstance(found, Message):
        part = farthest = None
        reason: Message | None = found
    else:
        part, farthest, reason = found.fraction, float(found.relative.max(initial=0.0)), None
    parts = QT_TRANSLATE_NOOP("core", "context rows outside the hull of the keys, {variant}")
    far = QT_TRANSLATE_NOOP(
        "core", "largest distance from that hull, in units of the keys' spread, {variant}"
    )
    return (
        finite(Figure(f"outside/{variant}", named(parts, variant), part, "fraction", reason)),
        finite(Figure(f"farthest/{variant}", named(far, variant), farthest, reason=reason)),
    )


@np.errstate(all="ignore")
def _outside(trace: Trace) -> Outside | Message:
    try:
        return outside_keys(trace) or _not_finite()
    except np.linalg.LinAlgError:  # of infinities
        return too_large()


def _of_head(measure: Callable[[Head], float]) -> Callable[[Trace], float | Message]:
    """Turn a figure of a head into one of the first head of a run."""

    def of_run(trace: Trace) -> float | Message:
        obstacle = head_obstacle(trace)
        return measure(head_of(trace, 0)) if obstacle is None else obstacle

    return of_run


def _errors(head: Head, with_output: bool) -> list[float]:
    """Return the least errors of tied heads of width 1 to d."""
    errors: list[float] = reachable_errors(*head.compact(), with_output).tolist()
    return errors


def _not_finite() -> Message:
    return message(QT_TRANSLATE_NOOP("core", "keys or values are not finite"))
