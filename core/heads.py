r"""One head as the pair of maps that it can be told by, and tied heads that do the same.

Scores are :math:`X M X^\top` with :math:`M = W_Q W_K^\top` (where to look, the QK circuit), and the
output is :math:`A X N` with :math:`N = W_V W_O` (what is copied, the OV circuit): Elhage et al.
2021, "A Mathematical Framework for Transformer Circuits".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.draws import draw
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.numerics import FloatArray
from core.routes import whole_map
from core.trace import Trace
from core.variants import Route

LARGEST = 1e70  # of a matrix: the squares of products of two are still finite


@dataclass(frozen=True, eq=False)
class Head:
    """The matrices of one head.

    Attributes
    ----------
    w_q, w_k : [d, s].
    w_v : [d, v]; the very array ``w_k`` in a tied head.
    w_o : [v, d_out]; None where the context is the output.
    """

    w_q: FloatArray
    w_k: FloatArray
    w_v: FloatArray
    w_o: FloatArray | None = None

    @property
    def tied(self) -> bool:
        """Whether one matrix makes keys and values."""
        return self.w_v is self.w_k

    @property
    @np.errstate(all="ignore")
    def score_map(self) -> FloatArray:
        """M = W_Q W_Kᵀ: [d, d]."""
        product: FloatArray = _wide(self.w_q) @ _wide(self.w_k).T  # [d, s], [s, d] -> [d, d]
        return product

    @property
    @np.errstate(all="ignore")
    def output_map(self) -> FloatArray:
        """N = W_V W_O: [d, d_out]; W_V itself, [d, v], without W_O."""
        if self.w_o is None:
            return _wide(self.w_v)
        product: FloatArray = _wide(self.w_v) @ _wide(self.w_o)  # [d, v], [v, d_out] -> [d, d_out]
        return product

    @np.errstate(all="ignore")
    def compact(self) -> tuple[FloatArray, FloatArray]:
        """Return m [k, d] and n [d, k'] with mᵀm = MᵀM and n nᵀ = N Nᵀ, k and k' at most s and v.

        The width law asks for no more, and a narrow head in a wide model stays narrow. Without W_O
        n is N itself.
        """
        upper = np.linalg.qr(_wide(self.w_q))[1]  # [k, s]: W_Q is orthonormal columns times it
        m: FloatArray = upper @ _wide(self.w_k).T  # [k, s], [s, d] -> [k, d]
        if self.w_o is None:
            return m, _wide(self.w_v)
        lower = np.linalg.qr(_wide(self.w_o).T)[1].T  # [v, k']
        n: FloatArray = _wide(self.w_v) @ lower  # [d, v], [v, k'] -> [d, k']
        return m, n


def draw_head(r: int, d: int, seed: int, *, with_output: bool = True) -> Head:
    """Draw a random untied head of width ``r`` over model width ``d``.

    Its matrices are N(0, 1 / rows), as those of a run are, under names of their own.

    Raises
    ------
    ValueError : unless 1 <= r <= d.
    """
    if not 1 <= r <= d:
        raise ValueError(f"a head of width {r} over model width {d}; use a width from 1 to {d}")
    scale = 1.0 / math.sqrt(d)
    w_q, w_k, w_v = (draw(seed, f"random head/{name}", (r, d), scale).T for name in ("Q", "K", "V"))
    w_o = draw(seed, "random head/O", (d, r), 1.0 / math.sqrt(r)).T if with_output else None
    return Head(w_q, w_k, w_v, w_o)


def head_obstacle(trace: Trace) -> Message | None:
    """Say why no pair (M, N) tells a run's heads; None where one does."""
    if trace.resolved.additive:
        text = QT_TRANSLATE_NOOP(
            "core", "a tanh stands between query and key: no matrix M makes these scores"
        )
        return message(text)
    if trace.resolved.rotary:
        text = QT_TRANSLATE_NOOP(
            "core", "rotary positions stand between query and key: M changes with their distance"
        )
        return message(text)
    matrices = [trace.grid(row.grid).values for row in trace.resolved.parameters]
    if not all(np.isfinite(values).all() for values in matrices):
        return message(QT_TRANSLATE_NOOP("core", "a matrix holds numbers that are not finite"))
    if any(float(np.abs(values).max(initial=0.0)) > LARGEST for values in matrices):
        text = QT_TRANSLATE_NOOP("core", "a matrix holds numbers too large to be multiplied")
        return message(text)
    return None


def head_of(trace: Trace, head: int) -> Head:
    """Return the matrices of one head of a run, edited cells included.

    What goes through no matrix goes through the identity. Rows of X carry the positions that were
    added to them, so (M, N) tells such a run too.

    Raises
    ------
    ValueError : :func:`head_obstacle` has a reason.
    IndexError : there is no such head.
    """
    obstacle = head_obstacle(trace)
    if obstacle is not None:
        raise ValueError(obstacle.english())
    resolved = trace.resolved
    if not 0 <= head < resolved.n_heads:
        raise IndexError(f"head {head} lies outside the {resolved.n_heads} heads")
    w_k = _matrix(trace, resolved.make_key, head)
    w_v = w_k if resolved.same_map else _matrix(trace, resolved.make_value, head)
    w_o = None
    if resolved.output_projection:
        width = resolved.d_value
        w_o = trace.grid("w_o").values[0, head * width : (head + 1) * width]  # [v, d_model]
    return Head(_matrix(trace, resolved.make_query, head), w_k, w_v, w_o)


def doubled(head: Head) -> Head:
    r"""Return the tied head of twice the width that does what an untied head does.

    The one shared matrix is :math:`[W_K | W_V]`. :math:`W_Q` gets columns of zeros, so that the
    scores read only the first half; :math:`W_O` gets rows of zeros above it, so that the output
    reads only the second. The scores keep the untied head's factor :math:`1/\sqrt r`.

    Parameters
    ----------
    head : widths s and v; without W_O the last v features are read as they are.

    Returns
    -------
    tied : of width s + v.
    """
    d, s = head.w_k.shape
    v = head.w_v.shape[1]
    shared = np.concatenate([head.w_k, head.w_v], axis=1)  # [d, s], [d, v] -> [d, s + v]
    w_q = np.concatenate([head.w_q, np.zeros((d, v), head.w_q.dtype)], axis=1)  # [d, s + v]
    w_o = np.eye(v, dtype=head.w_v.dtype) if head.w_o is None else head.w_o  # [v, d_out]
    padded = np.concatenate([np.zeros((s, w_o.shape[1]), w_o.dtype), w_o])  # [s + v, d_out]
    return Head(w_q, shared, shared, padded)


def full_width(score_map: FloatArray, output_map: FloatArray, shared: FloatArray) -> Head:
    r"""Return the tied head of full width that does (M, N) with any invertible matrix W.

    :math:`W_Q = M W^{-\top}` and :math:`W_O = W^{-1} N`: then :math:`W_Q W^\top = M` and
    :math:`W W_O = N`, so nothing is lost.

    Parameters
    ----------
    score_map, output_map : M [d, d] and N [d, d_out].
    shared : W [d, d].

    Raises
    ------
    ValueError : ``shared`` is not square or is singular, or the shapes do not fit.
    """
    d = score_map.shape[0]
    if score_map.shape != (d, d) or output_map.shape[:1] != (d,) or shared.shape != (d, d):
        raise ValueError(
            f"M {score_map.shape}, N {output_map.shape} and W {shared.shape} "
            "must be [d, d], [d, d_out] and [d, d]"
        )
    if np.linalg.matrix_rank(shared) < d:
        raise ValueError(f"W of shape {shared.shape} is singular; use an invertible matrix")
    w_q = np.linalg.solve(shared, score_map.T).T  # W W_Qᵀ = Mᵀ
    return Head(w_q, shared, shared, np.linalg.solve(shared, output_map))


def _wide(weight: FloatArray) -> FloatArray:
    """Return a matrix in double precision: ranks of products need it."""
    return weight.astype(np.float64, copy=False)


def _matrix(trace: Trace, route: Route, head: int) -> FloatArray:
    """Return the matrix that a route takes for one query head: [d_model, width]."""
    resolved = trace.resolved
    stack = whole_map(resolved, trace.computed.arrays, route)  # [heads, d_model, width]
    if stack is None:
        return np.eye(resolved.d_model, dtype=resolved.dtype)
    one: FloatArray = stack[head * len(stack) // resolved.n_heads]  # a group's, or all heads'
    return one
