r"""The way from untied to tied: :math:`W_V(\alpha) = (1 - \alpha) W_V + \alpha W_K`.

Values depend on their matrix linearly, the weights not at all, and what follows the values
(weighted sums, the heads joined, W_O) is linear again. So for one X

.. math:: V(\alpha) = (1 - \alpha) V + \alpha K, \qquad
          C(\alpha) = (1 - \alpha) C(0) + \alpha C(1), \qquad
          O(\alpha) = (1 - \alpha) O(0) + \alpha O(1):

both ends are computed once, and every point between them is a mean of the two. The output moves
along a straight line. At α = 0 the run is the one given, at α = 1 the one whose value *is* its key.
Cells that the user has overwritten stay as they are at any α: both ends have them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.attention import join_heads
from core.edits import Edits
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.numerics import FloatArray, linear, rank_of
from core.routes import origin
from core.trace import Trace

GRIDS = ("value", "context", "joined", "output")
"""What moves with α; everything else stays."""

IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class TieEnds:
    """Both ends of the way, by grid name; each array as in the trace, [heads, rows, cols].

    Attributes
    ----------
    key : the keys that the value becomes, which do not move; not turned by rotary positions
        unless the scenario asks for turned values.
    untied : the run as it is.
    tied : the same with V = K.
    """

    key: FloatArray
    untied: Mapping[str, FloatArray]
    tied: Mapping[str, FloatArray]

    def at(self, alpha: float) -> Mapping[str, FloatArray]:
        """Return value, context, joined and output at one α, 0 untied to 1 tied.

        Either end is returned as it was computed, bit for bit.
        """
        if alpha == 0.0:
            return self.untied
        if alpha == 1.0:
            return self.tied
        return {name: self._mean(name, alpha) for name in GRIDS}

    def value_at(self, alpha: float) -> FloatArray:
        """Return the values alone at one α, [n_kv_heads, n_k, d]."""
        if alpha in (0.0, 1.0):
            return self.at(alpha)["value"]
        return self._mean("value", alpha)

    def _mean(self, name: str, alpha: float) -> FloatArray:
        return (1.0 - alpha) * self.untied[name] + alpha * self.tied[name]


@dataclass(frozen=True, slots=True)
class TiePoint:
    """What holds at one α: the numbers that :class:`TiePath` has as curves."""

    max_difference: float
    value_rank: int
    joint_rank: int
    to_untied: float
    to_tied: float


@dataclass(frozen=True, eq=False)
class TiePath:
    """The curves over α.

    Attributes
    ----------
    alphas : [m].
    max_difference : [m], the largest ``|K - V(α)|``: a straight line down to 0.
    value_rank : [m], dimensions that the value rows of a head span, the largest over the heads.
    joint_rank : [m], dimensions that its keys and values span together: address and content. It
        falls at α = 1 and not before: an α short of it is still two maps.
    to_untied, to_tied : [m], Frobenius distance of the output from either end.
    ends : both ends.
    """

    alphas: FloatArray
    max_difference: FloatArray
    value_rank: IntArray
    joint_rank: IntArray
    to_untied: FloatArray
    to_tied: FloatArray
    ends: TieEnds


def tie_obstacle(trace: Trace) -> Message | None:
    """Say why a run has no way from untied to tied; None where it has one."""
    resolved = trace.resolved
    if resolved.same_map:
        return message(
            QT_TRANSLATE_NOOP("core", "keys and values are tied already: choose an untied variant")
        )
    if resolved.make_key.source == "value":
        return message(QT_TRANSLATE_NOOP("core", "half of each key is its value already"))
    if origin(resolved, resolved.make_key) != origin(resolved, resolved.make_value):
        return message(QT_TRANSLATE_NOOP("core", "keys and values are made from different vectors"))
    key, value = trace.grid(_tied_grid(trace)).values, trace.grid("value").values
    if key.shape != value.shape:
        return message(
            QT_TRANSLATE_NOOP(
                "core", "keys have {key} numbers a token, values {value}: make the widths equal"
            ),
            key=key.shape[-1],
            value=value.shape[-1],
        )
    if not (np.isfinite(key).all() and np.isfinite(value).all()):
        return message(QT_TRANSLATE_NOOP("core", "keys or values are not finite"))
    return None


def _tied_grid(trace: Trace) -> str:
    """Return the grid that a tied value would be."""
    turned = trace.scenario.rotary_value or not trace.resolved.rotary
    return "key" if turned else "key_unrotated"


def tie_ends(trace: Trace) -> TieEnds:
    """Compute both ends of the way.

    Raises
    ------
    ValueError : :func:`tie_obstacle` has a reason.
    """
    obstacle = tie_obstacle(trace)
    if obstacle is not None:
        raise ValueError(obstacle.english())
    resolved, edits = trace.resolved, Edits.of(trace.scenario.edits)
    key, weights = trace.grid(_tied_grid(trace)).values, trace.grid("weights").values
    value = edits.apply("value", key)  # [n_kv_heads, n_k, d]
    shared = np.repeat(value, resolved.group, axis=0) if resolved.group > 1 else value
    with np.errstate(all="ignore"):
        # [n_heads, n_q, n_k] @ [n_heads, n_k, d] -> [n_heads, n_q, d]
        context = edits.apply("context", weights @ shared)
        joined = edits.apply("joined", join_heads(context)[None])  # [1, n_q, n_heads * d]
        output = joined
        if resolved.output_projection:
            output = linear(joined, trace.grid("w_o").values)  # [1, n_q, d_model]
        output = edits.apply("output", output)
    untied = {name: trace.grid(name).values for name in GRIDS}
    tied = dict(zip(GRIDS, (value, context, joined, output), strict=True))
    return TieEnds(key, MappingProxyType(untied), MappingProxyType(tied))


def at(trace: Trace, alpha: float) -> Mapping[str, FloatArray]:
    """Return value, context, joined and output of a run at one α; see :class:`TieEnds`."""
    return tie_ends(trace).at(alpha)


def tie_path(trace: Trace, alphas: ArrayLike) -> TiePath:
    """Return the curves over α.

    Parameters
    ----------
    trace : an untied run.
    alphas : [m].

    Raises
    ------
    ValueError : :func:`tie_obstacle` has a reason.
    """
    ends, way = tie_ends(trace), np.asarray(alphas, dtype=np.float64)
    points = [tie_point(ends, alpha) for alpha in way.tolist()]
    return TiePath(
        alphas=way,
        max_difference=np.array([point.max_difference for point in points]),
        value_rank=np.array([point.value_rank for point in points], dtype=np.int64),
        joint_rank=np.array([point.joint_rank for point in points], dtype=np.int64),
        to_untied=np.array([point.to_untied for point in points]),
        to_tied=np.array([point.to_tied for point in points]),
        ends=ends,
    )


@np.errstate(all="ignore")
def tie_point(ends: TieEnds, alpha: float) -> TiePoint:
    """Return what holds at one α."""
    gap = ends.tied["output"].astype(np.float64) - ends.untied["output"]
    length = float(np.linalg.norm(gap))
    value = ends.value_at(alpha)
    return TiePoint(
        max_difference=float(np.abs(ends.key - value).max(initial=0.0)),
        value_rank=_rank(value),
        joint_rank=_rank(np.concatenate([ends.key, value], axis=-1)),
        to_untied=abs(alpha) * length,
        to_tied=abs(1.0 - alpha) * length,
    )


def _rank(rows: FloatArray) -> int:
    """Return the largest numerical rank of a stack of matrices [heads, n, d]."""
    return int(rank_of(rows).max(initial=0)) if rows.size else 0
