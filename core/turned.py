r"""What rotary positions do to the values of one head: kept clean, or turned with the keys.

Queries and keys are turned by their positions (:mod:`core.rotary`), so the weights depend on
distances. Then the values are mixed three ways:

- **K only**: values stay as they were made, :math:`c_i = \sum_j w_{ij} v_j`.
- **K and V**: each value is turned by its own position, :math:`\sum_j w_{ij} R_j v_j`: what a cache
  holds that keeps one turned store for both.
- **turned back**: the same, turned back by the query's position, :math:`R_{-i} \sum_j w_{ij} R_j
  v_j`, as DeepSeek-V4 does on its output.

One matrix W_O follows all rows alike. How far the best one is from giving the clean context again
is measured on the text's own rows, which must outnumber the features.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.attention import attend
from core.heads import Head
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.numerics import BoolArray, FloatArray
from core.pipeline import run
from core.rotary import linear_residual, rotate
from core.scenario import Scenario, Trained
from core.source import drawn_twin
from core.trace import Trace


@dataclass(frozen=True, eq=False)
class Turned:
    """One head of a run with its queries and keys turned by their positions.

    Attributes
    ----------
    key, turned_key : [n_k, r].
    value, turned_value : [n_k, v].
    weights : [n_q, n_k], of turned queries and turned keys.
    clean, mixed, turned_back : [n_q, v], the context of K only, K and V, and turned back.
    residuals : relative distance of the best W_O's answer from the clean context, for each of the
        three in that order; None where the rows do not outnumber the features, NaN where a turn or
        a product overflows.
    """

    key: FloatArray
    turned_key: FloatArray
    value: FloatArray
    turned_value: FloatArray
    weights: FloatArray
    clean: FloatArray
    mixed: FloatArray
    turned_back: FloatArray
    residuals: tuple[float, float, float] | None

    @property
    @np.errstate(all="ignore")
    def moved(self) -> float:
        """Largest change of a value that is turned: max ``|R V - V|``."""
        return float(np.abs(self.turned_value - self.value).max(initial=0.0))


def turnable(trace: Trace) -> Trace:
    """Return a run whose heads can be turned: as a rule the run itself.

    A trained model's heads keep the width that they were trained with. Where it is odd, its variant
    is run with random vectors in its place, unless the sizes chosen for those do not fit.
    """
    resolved = trace.resolved
    trained = isinstance(trace.scenario.weights, Trained)
    if not trained or (resolved.d_head % 2 == 0 and resolved.d_value % 2 == 0):
        return trace
    twin = drawn_twin(trace.scenario)
    return trace if twin.validate() else _drawn(twin)


@lru_cache(maxsize=2)
def _drawn(scenario: Scenario) -> Trace:
    return run(scenario)


def turning_obstacle(trace: Trace, head: int) -> Message | None:
    """Say why a head of a run cannot be turned; None where it can."""
    resolved = trace.resolved
    if resolved.additive:
        text = QT_TRANSLATE_NOOP(
            "core", "a tanh stands between query and key: turning both does not leave distances"
        )
        return message(text)
    for width in (resolved.d_head, resolved.d_value):
        if width % 2:
            text = QT_TRANSLATE_NOOP(
                "core", "rotary positions turn pairs of features; a width of {width} is not even"
            )
            return message(text, width=width)
    if not (resolved.n_q and resolved.n_k):
        return message(QT_TRANSLATE_NOOP("core", "there are no tokens"))
    shared = head // resolved.group
    names = _before_the_turn(trace)
    rows = [trace.grid(names[0]).values[head]]
    rows += [trace.grid(name).values[shared] for name in names[1:]]
    if not all(np.isfinite(values).all() for values in rows):
        return message(QT_TRANSLATE_NOOP("core", "keys or values are not finite"))
    return None


@np.errstate(all="ignore")
def turned(trace: Trace, head: int) -> Turned:
    """Turn one head of a run by the positions of its tokens.

    Raises
    ------
    ValueError : :func:`turning_obstacle` has a reason.
    IndexError : there is no such head.
    """
    resolved = trace.resolved
    if not 0 <= head < resolved.n_heads:
        raise IndexError(f"head {head} lies outside the {resolved.n_heads} heads")
    obstacle = turning_obstacle(trace, head)
    if obstacle is not None:
        raise ValueError(obstacle.english())
    shared = head // resolved.group
    names = _before_the_turn(trace)
    query = trace.grid(names[0]).values[head].astype(np.float64)  # [n_q, r]
    key = trace.grid(names[1]).values[shared].astype(np.float64)  # [n_k, r]
    value = trace.grid(names[2]).values[shared].astype(np.float64)  # [n_k, v]
    at_query, at_key = np.arange(resolved.n_q), np.arange(resolved.n_k)
    turned_key, turned_value = rotate(key, at_key), rotate(value, at_key)
    attended = attend(
        rotate(query, at_query)[None],
        turned_key[None],
        value[None],
        mask=_allowed(trace, head),
        scale=resolved.scale,
        softcap=resolved.softcap,
    )
    weights, clean = attended.weights[0], attended.context[0]
    mixed = weights @ turned_value  # [n_q, n_k], [n_k, v] -> [n_q, v]
    turned_back = rotate(mixed, -at_query)
    return Turned(
        key=key,
        turned_key=turned_key,
        value=value,
        turned_value=turned_value,
        weights=weights,
        clean=clean,
        mixed=mixed,
        turned_back=turned_back,
        residuals=_residuals(clean, (clean, mixed, turned_back)),
    )


def _before_the_turn(trace: Trace) -> tuple[str, str, str]:
    """Return the grids of queries, keys and values that are not turned yet."""
    resolved = trace.resolved
    if not resolved.rotary:
        return "query", "key", "value"
    value = "key_unrotated" if resolved.rotary_value else "value"
    return "query_unrotated", "key_unrotated", value


def stand_in_error(head: Head) -> float:
    r"""Return the least :math:`\|W_K G - W_V\| / \|W_V\|` over all matrices G.

    With K turned only, a tied head reads clean keys as values, and G goes into its W_O. At r = d
    any invertible W_K leaves 0: nothing is lost. Tied, G is the identity.
    """
    return linear_residual(head.w_k, head.w_v)


def _allowed(trace: Trace, head: int) -> BoolArray | None:
    """Return which pairs may attend, [1, n_q, n_k]; None where all may."""
    if not trace.has("mask"):
        return None
    mask = trace.grid("mask").values
    allowed: BoolArray = mask[min(head, len(mask) - 1)][None].astype(np.bool_)
    return allowed


def _residuals(
    clean: FloatArray, sources: tuple[FloatArray, FloatArray, FloatArray]
) -> tuple[float, float, float] | None:
    if len(clean) <= clean.shape[1]:
        return None
    first, second, third = (linear_residual(source, clean) for source in sources)
    return first, second, third
