r"""How a context row answers to its query, beside the covariance of the keys under the weights.

With :math:`c_i = \sum_j w_{ij} v_j` and :math:`w_i = \mathrm{softmax}(z_i)`, where :math:`z_{ij}`
is the score after scaling, softcap and mask, and :math:`g_{ij} = \partial z_{ij}/\partial q_i`,

.. math:: \frac{\partial w_{ij}}{\partial q_i} = w_{ij}(g_{ij} - \bar g_i), \qquad
          \bar g_i = \sum_j w_{ij} g_{ij}, \qquad
          \frac{\partial c_i}{\partial q_i} = \sum_j w_{ij}\, v_j (g_{ij} - \bar g_i)^\top.

Scaled dot products have :math:`g_{ij} = \mathrm{scale} \cdot k_j`, so the Jacobian is the scale
times the *cross-covariance* of values and keys under the weights. Tied, :math:`v = k`, and it is
the scale times their *covariance*: symmetric and positive semi-definite, so the context never moves
against the query. This is the Hessian of the log-sum-exp whose gradient the tied context is, the
energy of a modern Hopfield network (Ramsauer et al. 2020, arXiv 2008.02217).

A softcap c multiplies :math:`g_{ij}` by :math:`1 - (z_{ij}/c)^2`, which weighs the keys anew: then
the tied Jacobian is no longer the covariance. In additive scores
:math:`g_{ij} = \mathrm{scale} \cdot v_a \odot (1 - \tanh^2(q_i + k_j))`.

The query moves alone: where one array is query and key (Q = K), the key stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.numerics import FloatArray, softmax
from core.trace import Trace


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """The Jacobian of one context row in its query, and what it is when tied.

    Attributes
    ----------
    jacobian : [d_value, d_head], ∂ context_i / ∂ query_i.
    covariance : [d_head, d_head], the scale times the covariance of the keys under the weights.
    asymmetry : ‖J - Jᵀ‖ / 2‖J‖, from 0 (symmetric) to 1 (antisymmetric); None where it is not
        square.
    difference : largest ``|J - covariance|``; None where the shapes differ.
    """

    jacobian: FloatArray
    covariance: FloatArray
    asymmetry: float | None
    difference: float | None


@np.errstate(all="ignore")
def sensitivity(trace: Trace, head: int, row: int) -> Sensitivity:
    """Return the sensitivity of one context row of a run, edited cells included.

    A cell that the user has overwritten does not answer to anything.

    Raises
    ------
    IndexError : there is no such head or query.
    """
    resolved = trace.resolved
    if not (0 <= head < resolved.n_heads and 0 <= row < resolved.n_q):
        raise IndexError(f"head {head}, query {row} lies outside the weights")
    shared = head // resolved.group
    key = trace.grid("key").values[shared].astype(np.float64)  # [n_k, d_head]
    value = trace.grid("value").values[shared].astype(np.float64)  # [n_k, d_value]
    masked = trace.grid("masked").values[head, row].astype(np.float64)  # [n_k]
    weights = softmax(masked)
    slopes = weight_slopes(weights, _score_slopes(trace, head, row, key))  # [n_k, d_head]
    slopes[_overwritten(trace, "weights", head, row)] = 0.0
    jacobian = _silent(slopes, value)  # [d_value, d_head]
    jacobian[_overwritten(trace, "context", head, row)] = 0.0
    covariance = resolved.scale * key_covariance(weights, key)
    same = jacobian.shape == covariance.shape
    return Sensitivity(
        jacobian=jacobian,
        covariance=covariance,
        asymmetry=asymmetry(jacobian) if same else None,
        difference=float(np.abs(jacobian - covariance).max(initial=0.0)) if same else None,
    )


def context_jacobian(
    weights: FloatArray, key: FloatArray, value: FloatArray, scale: float
) -> FloatArray:
    r"""Return :math:`\sum_j w_j v_j (k_j - \bar k)^\top \cdot scale` of scaled dot products.

    Parameters
    ----------
    weights : [n_k], one row.
    key : [n_k, d_head].
    value : [n_k, d_value].
    scale : factor on the scores.

    Returns
    -------
    jacobian : [d_value, d_head].
    """
    return _silent(weight_slopes(weights, scale * key), value)


@np.errstate(all="ignore")
def key_covariance(weights: FloatArray, key: FloatArray) -> FloatArray:
    """Return the covariance of keys [n_k, d] under weights [n_k]: [d, d], symmetric.

    Each key counts by its weight; a row without weights gives zeros.
    """
    centred = np.where(weights[:, None] > 0, key - _mean(weights, key), 0.0)  # [n_k, d]
    covariance: FloatArray = (centred * weights[:, None]).T @ centred
    return (covariance + covariance.T) / 2  # rounding would leave the last bit unequal


@np.errstate(all="ignore")
def weight_slopes(weights: FloatArray, score_slopes: FloatArray) -> FloatArray:
    """Return ∂ w_j / ∂ q = w_j (g_j - mean g) of a softmax: [n_k], [n_k, d] -> [n_k, d]."""
    centred = np.where(weights[:, None] > 0, score_slopes - _mean(weights, score_slopes), 0.0)
    slopes: FloatArray = weights[:, None] * centred
    return slopes


@np.errstate(all="ignore")
def asymmetry(jacobian: FloatArray) -> float:
    """Return ‖J - Jᵀ‖ / 2‖J‖ of a square matrix: 0 symmetric, 1 antisymmetric; 0 for zeros."""
    norm = float(np.linalg.norm(jacobian))
    return float(np.linalg.norm(jacobian - jacobian.T)) / (2.0 * norm) if norm else 0.0


def _mean(weights: FloatArray, rows: FloatArray) -> FloatArray:
    """Return the weighted mean [d] of rows [n, d]; a weight of 0 silences its row."""
    mean: FloatArray = weights @ np.where(weights[:, None] > 0, rows, 0.0)
    return mean


def _silent(slopes: FloatArray, value: FloatArray) -> FloatArray:
    """Return valueᵀ @ slopes [d_value, d_head]; a key without a slope adds nothing."""
    moved = slopes.any(axis=1)
    product: FloatArray = value[moved].T @ slopes[moved]
    return product


def _score_slopes(trace: Trace, head: int, row: int, key: FloatArray) -> FloatArray:
    """Return ∂ z_ij / ∂ q_i of one row: [n_k, d_head]."""
    resolved = trace.resolved
    slopes = key
    if resolved.additive:
        layer = trace.grid("tanh").values[row].astype(np.float64)  # [n_k, units]
        v_a = trace.grid("v_a").values[0, :, 0]  # [units]
        slopes = v_a * (1.0 - np.square(layer))
        slopes[_overwritten_pairs(trace, row)] = 0.0
    slopes = resolved.scale * slopes  # [n_k, d_head]
    if resolved.softcap is not None:
        scaled = trace.grid("scaled").values[head, row].astype(np.float64)  # [n_k]
        slopes = slopes * (1.0 - np.square(np.tanh(scaled / resolved.softcap)))[:, None]
    for stage in ("scores", "scaled", "capped", "masked"):
        slopes[_overwritten(trace, stage, head, row)] = 0.0
    return slopes


def _overwritten(trace: Trace, grid: str, head: int, row: int) -> list[int]:
    """Return the columns of one row that the user has overwritten."""
    return [col for at, line, col in trace.grid(grid).edited if (at, line) == (head, row)]


def _overwritten_pairs(trace: Trace, row: int) -> tuple[list[int], list[int]]:
    """Return the keys and units of one query's tanh layer that the user has overwritten."""
    cells = [(key, unit) for at, key, unit in trace.grid("tanh").edited if at == row]
    return [key for key, _ in cells], [unit for _, unit in cells]
