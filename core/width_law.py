"""The width law as a picture: best errors of tied heads of every width, for several heads.

See :mod:`core.expressivity` for what the error is and why it is the least.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.expressivity import reachable_errors, threshold
from core.heads import Head, draw_head
from core.messages import QT_TRANSLATE_NOOP, Message, Problem, message
from core.numerics import FloatArray
from core.pipeline import Cancelled

DRAWS = 12
LARGEST = 64
"""Model width up to which the law is drawn: beyond, neither errors nor matrices can be read."""


@dataclass(frozen=True, eq=False)
class Reach:
    """How near tied heads of each width come to some heads, with or without W_O.

    Attributes
    ----------
    errors : [n_heads, d], the least relative error at width s = 1 .. d.
    thresholds : [n_heads], the least width at which a tied head is exact, as the law predicts it;
        d + 1 or more where not even full width is enough.
    """

    errors: FloatArray
    thresholds: tuple[int, ...]

    @property
    def mean(self) -> FloatArray:
        """Mean error over the heads: [d]."""
        mean: FloatArray = self.errors.mean(axis=0)
        return mean

    @property
    def predicted(self) -> int:
        """The threshold of all heads together: the largest."""
        return max(self.thresholds)


@dataclass(frozen=True, eq=False)
class WidthLaw:
    """The law for heads of one shape.

    Attributes
    ----------
    heads : what was to be reached.
    with_output : where the tied head has a W_O of its own.
    without_output : where the context is the output, so that W_V is what must be reached.
    """

    heads: tuple[Head, ...]
    with_output: Reach | None
    without_output: Reach

    @property
    def r(self) -> int:
        """Width of the heads' keys."""
        return int(self.heads[0].w_k.shape[1])

    @property
    def d(self) -> int:
        """Model width."""
        return int(self.heads[0].w_k.shape[0])


def law_problems(r: int, d: int) -> tuple[Problem, ...]:
    """Return what is wrong with drawing heads of width ``r`` over ``d``; fields ``r`` and ``d``."""
    found = []
    if not 1 <= d <= LARGEST:
        wrong = message(QT_TRANSLATE_NOOP("core", "model width {d} is not drawn here"), d=d)
        right = message(QT_TRANSLATE_NOOP("core", "use 1 to {largest}"), largest=LARGEST)
        found.append(Problem("d", wrong, right))
    if r < 1:
        wrong = message(QT_TRANSLATE_NOOP("core", "a head of width {r} has no features"), r=r)
        found.append(Problem("r", wrong, message(QT_TRANSLATE_NOOP("core", "use 1 or more"))))
    elif r > d:
        text = QT_TRANSLATE_NOOP("core", "a head of width {r} is wider than the model's {d}")
        right = message(QT_TRANSLATE_NOOP("core", "use at most {d}, or a wider model"), d=max(d, 1))
        found.append(Problem("r", message(text, r=r, d=d), right))
    return tuple(found)


def too_wide(head: Head) -> Message | None:
    """Say why the law is not drawn for a head of a run; None where it can be."""
    d = len(head.w_k)
    if d <= LARGEST:
        return None
    text = QT_TRANSLATE_NOOP("core", "the law is drawn up to model width {largest}, not {d}")
    return message(text, largest=LARGEST, d=d)


def drawn_heads(r: int, d: int, seed: int, count: int = DRAWS) -> tuple[Head, ...]:
    """Return random untied heads, each of a seed of its own from ``seed`` on."""
    return tuple(draw_head(r, d, seed + number) for number in range(count))


def width_law(heads: Sequence[Head], cancelled: Callable[[], bool] = lambda: False) -> WidthLaw:
    """Measure how near tied heads of every width come to some heads.

    Parameters
    ----------
    heads : of one shape, one or more. Without W_O there is only the question without it.
    cancelled : asked before every head.

    Raises
    ------
    Cancelled : ``cancelled`` said so.
    """
    bare = tuple(replace(head, w_o=None) for head in heads)
    projected = all(head.w_o is not None for head in heads)
    return WidthLaw(
        heads=tuple(heads),
        with_output=_reach(heads, True, cancelled) if projected else None,
        without_output=_reach(bare, False, cancelled),
    )


def _reach(heads: Sequence[Head], with_output: bool, cancelled: Callable[[], bool]) -> Reach:
    errors, thresholds = [], []
    for head in heads:
        if cancelled():
            raise Cancelled
        m, n = head.compact()
        errors.append(reachable_errors(m, n, with_output))
        thresholds.append(threshold(m, n, with_output))
    return Reach(np.stack(errors), tuple(thresholds))
