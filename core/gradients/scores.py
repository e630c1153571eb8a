r"""Backward passes of the score functions of :mod:`core.scores` other than the plain dot product.

That one, with grouped queries, is :func:`core.gradients.attention.dot_gradients`. Runs are as in
:mod:`core.layers`: a matrix may have leading axes, the first of what it meets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.gradients.maps import affine_gradients
from core.layers import across_batch, affine
from core.numerics import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class GeneralGradients:
    """Gradients of ``query W_a key``.

    Attributes
    ----------
    query, key, w_a : as the inputs.
    """

    query: FloatArray
    key: FloatArray
    w_a: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class LayerScoreGradients:
    """Gradients of ``v · tanh(projected query + projected key)``.

    Attributes
    ----------
    projected_query, projected_key, v : as the inputs.
    """

    projected_query: FloatArray
    projected_key: FloatArray
    v: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class AdditiveGradients:
    """Gradients of the additive score.

    Attributes
    ----------
    query, key, w_q, w_k, v : as the inputs.
    """

    query: FloatArray
    key: FloatArray
    w_q: FloatArray
    w_k: FloatArray
    v: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class ConcatGradients:
    """Gradients of the concat score.

    Attributes
    ----------
    query, key, w, v : as the inputs.
    """

    query: FloatArray
    key: FloatArray
    w: FloatArray
    v: FloatArray


def general_gradients(
    query: FloatArray, key: FloatArray, w_a: FloatArray, d_scores: FloatArray
) -> GeneralGradients:
    """Backward pass of :func:`core.scores.general`.

    Parameters
    ----------
    query : [*runs, ..., n_q, d_query].
    key : [*runs, ..., n_k, d_key].
    w_a : [*runs, d_query, d_key].
    d_scores : [*runs, ..., n_q, n_k].
    """
    projected = affine(query, w_a)  # [..., n_q, d_key]
    d_key = d_scores.swapaxes(-1, -2) @ projected  # [n_k, n_q] @ [n_q, d_key] -> [n_k, d_key]
    through = affine_gradients(query, w_a, d_scores @ key)  # dL/d(projected) [..., n_q, d_key]
    return GeneralGradients(through.x, d_key, through.weight)


@np.errstate(all="ignore")
def layer_score_gradients(
    layer: FloatArray, v: FloatArray, d_scores: FloatArray
) -> LayerScoreGradients:
    r"""Backward pass of ``tanh_layer`` and of the product with v, without a second such layer.

    With :math:`t_{ij} = \tanh(q_i + k_j)`, v stands outside the sums:
    :math:`\partial L/\partial q_i = v \odot \sum_j (1 - t_{ij}^2)\, \partial L/\partial e_{ij}`.

    Parameters
    ----------
    layer : [*runs, ..., n_q, n_k, units], as :func:`core.scores.tanh_layer` gives it.
    v : [*runs, units].
    d_scores : [*runs, ..., n_q, n_k].
    """
    units = layer.shape[-1]
    runs = v.shape[:-1]
    slope = layer * layer
    np.subtract(1.0, slope, out=slope)  # [..., n_q, n_k, units]
    each = across_batch(v, d_scores.ndim)  # [*runs, 1, ..., 1, units]
    # [..., n_q, 1, n_k] @ [..., n_q, n_k, units] -> [..., n_q, 1, units]
    d_query = (d_scores[..., None, :] @ slope)[..., 0, :]
    by_key = slope.swapaxes(-3, -2)  # [..., n_k, n_q, units]
    d_key = (d_scores.swapaxes(-1, -2)[..., None, :] @ by_key)[..., 0, :]
    d_query *= each
    d_key *= each
    # [*runs, 1, m] @ [*runs, m, units] -> [*runs, units]
    d_v = d_scores.reshape(*runs, 1, -1) @ layer.reshape(*runs, -1, units)
    return LayerScoreGradients(d_query, d_key, d_v[..., 0, :])


def additive_gradients(
    query: FloatArray,
    key: FloatArray,
    w_q: FloatArray,
    w_k: FloatArray,
    v: FloatArray,
    layer: FloatArray,
    d_scores: FloatArray,
) -> AdditiveGradients:
    """Backward pass of :func:`core.scores.additive`.

    Parameters
    ----------
    query : [*runs, ..., n_q, d_query].
    key : [*runs, ..., n_k, d_key].
    w_q, w_k : [*runs, d_query, units], [*runs, d_key, units].
    v : [*runs, units].
    layer : [*runs, ..., n_q, n_k, units], as :func:`core.scores.tanh_layer` gives it.
    d_scores : [*runs, ..., n_q, n_k].
    """
    pairs = layer_score_gradients(layer, v, d_scores)
    queries = affine_gradients(query, w_q, pairs.projected_query)
    keys = affine_gradients(key, w_k, pairs.projected_key)
    return AdditiveGradients(queries.x, keys.x, queries.weight, keys.weight, pairs.v)


def concat_gradients(
    query: FloatArray,
    key: FloatArray,
    w: FloatArray,
    v: FloatArray,
    layer: FloatArray,
    d_scores: FloatArray,
) -> ConcatGradients:
    """Backward pass of :func:`core.scores.concat`.

    Parameters
    ----------
    query, key, v, layer, d_scores : as in :func:`additive_gradients`.
    w : [*runs, d_query + d_key, units], the query's rows first.
    """
    d_query = query.shape[-1]
    halves = additive_gradients(
        query, key, w[..., :d_query, :], w[..., d_query:, :], v, layer, d_scores
    )
    d_w = np.concatenate([halves.w_q, halves.w_k], axis=-2)  # [*runs, d_query + d_key, units]
    return ConcatGradients(halves.query, halves.key, d_w, halves.v)
