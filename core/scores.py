"""Score functions: how well each query matches each key, before scaling, mask and softmax.

Vectors are rows, so a paper's ``W s`` is ``s @ W`` here and a weight has shape [d_in, d_out].
Every function takes any leading axes (batch, heads) and broadcasts them.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.numerics import FloatArray, linear, saturate


@np.errstate(all="ignore")
def dot(query: FloatArray, key: FloatArray) -> FloatArray:
    r"""Dot product, :math:`\mathrm{score}(s, h) = s^\top h`.

    Luong, Pham, Manning 2015, "Effective Approaches to Attention-based Neural Machine
    Translation", arXiv 1508.04025, section 3.1 ("dot").

    A product of finite vectors that overflows saturates at the largest finite float, so that
    extreme numbers still rank and weights still sum to 1.

    Parameters
    ----------
    query : [..., n_q, d].
    key : [..., n_k, d].

    Returns
    -------
    scores : [..., n_q, n_k].

    Raises
    ------
    ValueError : if the widths differ; names both shapes.
    """
    _check_width(query, key)
    # A copy, for NumPy computes x @ x.T by another algorithm, and the bits of the scores must not
    # depend on whether query and key are one array.
    key_t = key.swapaxes(-1, -2).copy()  # [..., d, n_k]
    scores: FloatArray = query @ key_t  # [..., n_q, n_k]
    finite = np.isfinite(scores)
    if not finite.all():
        scores = np.where(finite, scores, dot_saturating(query, key))
    return scores


def scaled_dot(query: FloatArray, key: FloatArray) -> FloatArray:
    r"""Scaled dot product, :math:`q^\top k / \sqrt{d}`.

    Vaswani et al. 2017, "Attention Is All You Need", arXiv 1706.03762, equation 1. Without the
    division the variance of a score grows with d and the softmax saturates.

    Parameters
    ----------
    query : [..., n_q, d].
    key : [..., n_k, d].

    Returns
    -------
    scores : [..., n_q, n_k].

    Raises
    ------
    ValueError : if the widths differ; names both shapes.
    """
    return dot(query, key) * default_scale(query.shape[-1])


def default_scale(d_head: int) -> float:
    """Factor on the scores, 1 / sqrt(d_head); 1 for a head of no width, whose scores are 0."""
    return 1.0 / math.sqrt(d_head) if d_head else 1.0


def general(query: FloatArray, key: FloatArray, w_a: FloatArray) -> FloatArray:
    r"""Bilinear form, :math:`\mathrm{score}(s, h) = s^\top W_a h`.

    Luong, Pham, Manning 2015, arXiv 1508.04025, section 3.1 ("general"). W_a may be counted to
    the query, as here, or to the key: the score is the same.

    Parameters
    ----------
    query : [..., n_q, d_query].
    key : [..., n_k, d_key].
    w_a : [..., d_query, d_key].

    Returns
    -------
    scores : [..., n_q, n_k].

    Raises
    ------
    ValueError : if ``w_a`` does not fit the widths; names the shapes.
    """
    return dot(linear(query, w_a), key)  # [n_q, d_query] -> [n_q, d_key] -> [n_q, n_k]


def concat(query: FloatArray, key: FloatArray, w: FloatArray, v: FloatArray) -> FloatArray:
    r"""Concatenation, :math:`\mathrm{score}(s, h) = v^\top \tanh(W [s; h])`.

    Luong, Pham, Manning 2015, arXiv 1508.04025, section 3.1 ("concat"). W [s; h] is the sum of
    W's query half on s and its key half on h, so the pairs are never written out.

    Parameters
    ----------
    query : [..., n_q, d_query].
    key : [..., n_k, d_key].
    w : [..., d_query + d_key, units], the query's rows first.
    v : [..., units].

    Returns
    -------
    scores : [..., n_q, n_k].

    Raises
    ------
    ValueError : if the widths do not fit; names the shapes.
    """
    d_query, d_key = query.shape[-1], key.shape[-1]
    if w.ndim < 2 or w.shape[-2] != d_query + d_key:
        raise ValueError(
            f"w of shape {w.shape} does not fit query {query.shape} and key {key.shape}; "
            f"it needs {d_query} + {d_key} rows"
        )
    return additive(query, key, w[..., :d_query, :], w[..., d_query:, :], v)


@np.errstate(all="ignore")
def additive(
    query: FloatArray, key: FloatArray, w_q: FloatArray, w_k: FloatArray, v: FloatArray
) -> FloatArray:
    r"""Additive score, :math:`e_{ij} = v^\top \tanh(W s_i + U h_j)`.

    Bahdanau, Cho, Bengio 2014, "Neural Machine Translation by Jointly Learning to Align and
    Translate", arXiv 1409.0473, appendix A.1.2.

    Parameters
    ----------
    query : [..., n_q, d_query].
    key : [..., n_k, d_key].
    w_q : [..., d_query, units], the paper's W.
    w_k : [..., d_key, units], the paper's U.
    v : [..., units].

    Returns
    -------
    scores : [..., n_q, n_k].

    Raises
    ------
    ValueError : if the widths do not fit; names the shapes.
    """
    layer = tanh_layer(linear(query, w_q), linear(key, w_k))  # [..., n_q, n_k, units]
    if v.ndim < 1 or v.shape[-1] != layer.shape[-1]:
        raise ValueError(f"v of shape {v.shape} does not fit the units of w_q {w_q.shape}")
    # v gets axes for the queries and the keys: [..., n_q, n_k, units] . [..., 1, units, 1]
    scores: FloatArray = (layer @ v[..., None, :, None])[..., 0]
    return scores


@np.errstate(all="ignore")
def tanh_layer(projected_query: FloatArray, projected_key: FloatArray) -> FloatArray:
    r"""Hidden layer of the additive score, :math:`\tanh(W s_i + U h_j)` for every pair.

    Parameters
    ----------
    projected_query : [..., n_q, units], W s.
    projected_key : [..., n_k, units], U h.

    Returns
    -------
    layer : [..., n_q, n_k, units].

    Raises
    ------
    ValueError : if the widths differ; names both shapes.
    """
    _check_width(projected_query, projected_key)
    queries = projected_query[..., :, None, :]  # [..., n_q, 1, units]
    layer: FloatArray = queries + projected_key[..., None, :, :]  # [..., n_q, n_k, units]
    return np.tanh(layer, out=layer)


def _check_width(query: FloatArray, key: FloatArray) -> None:
    """Raise unless ``query`` [..., n_q, d] and ``key`` [..., n_k, d] have one width."""
    if query.ndim < 2 or key.ndim < 2 or query.shape[-1] != key.shape[-1]:
        raise ValueError(
            f"query of shape {query.shape} and key of shape {key.shape} do not match; "
            "both need rows of the same width"
        )


def dot_saturating(query: FloatArray, key: FloatArray) -> FloatArray:
    """Dot products that overflow to the largest finite float, never to inf - inf.

    Each row is brought near 1 by a power of two, which is exact, and the powers are multiplied
    back in at the end, where only a score that is itself too large can overflow.
    """
    query_unit, query_power = _normalised_rows(query)  # [..., n_q, d], [..., n_q, 1]
    key_unit, key_power = _normalised_rows(key)  # [..., n_k, d], [..., n_k, 1]
    power = query_power + key_power.swapaxes(-1, -2)  # [..., n_q, n_k]
    unit: FloatArray = query_unit @ key_unit.swapaxes(-1, -2)  # [..., n_q, n_k]
    scores: FloatArray = np.ldexp(unit, power)
    saturate(scores, unit)
    return scores


def _normalised_rows(rows: FloatArray) -> tuple[FloatArray, NDArray[np.signedinteger[Any]]]:
    """Split rows [..., n, d] into rows of magnitude below 1 and powers of two [..., n, 1]."""
    finite = np.where(np.isfinite(rows), rows, 0.0)
    _, power = np.frexp(np.abs(finite).max(axis=-1, keepdims=True, initial=0.0))
    return np.ldexp(rows, -power), power
