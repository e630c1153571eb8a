r"""Backward passes of attention, from the context back to query, key and value.

With :math:`z` the masked scores, :math:`A = \mathrm{softmax}(z)` and :math:`C = A V`,

.. math:: \frac{\partial L}{\partial V} = A^\top \frac{\partial L}{\partial C}, \qquad
          \frac{\partial L}{\partial A} = \frac{\partial L}{\partial C} V^\top, \qquad
          \frac{\partial L}{\partial z} = A \odot \Big(\frac{\partial L}{\partial A}
            - \sum_j A_{ij} \frac{\partial L}{\partial A_{ij}}\Big).

A masked cell has weight 0, and so gradient 0; in a row without any key left, all are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arguments import all_finite
from core.gradients.maps import silent_product, sum_to
from core.numerics import FloatArray
from core.scores import default_scale
from core.stages import Attended


@dataclass(frozen=True, slots=True, eq=False)
class AttentionGradients:
    """Gradients of :func:`core.attention.attend`.

    Attributes
    ----------
    query, key, value : as the inputs. Where one array is key and value, its gradient is the sum.
    masked : [..., n_heads, n_q, n_k], and the bias's before it is summed over what it spans; the
        very array ``scaled`` without a softcap.
    scaled : [..., n_heads, n_q, n_k].
    scale : the factor on the scores.
    """

    query: FloatArray
    key: FloatArray
    value: FloatArray
    masked: FloatArray
    scaled: FloatArray
    scale: float

    @property
    def scores(self) -> FloatArray:
        """DL/d(scores), before the scale: [..., n_heads, n_q, n_k]."""
        return self.scaled * self.scaled.dtype.type(self.scale)


@dataclass(frozen=True, slots=True, eq=False)
class ScoredGradients:
    """Gradients of :func:`core.attention.attend_from_scores`.

    Attributes
    ----------
    scores : [..., n_heads, n_q, n_k].
    value : as the input.
    masked, scaled : as in :class:`AttentionGradients`.
    """

    scores: FloatArray
    value: FloatArray
    masked: FloatArray
    scaled: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class ContextGradients:
    """Gradients of context = weights · value.

    Attributes
    ----------
    weights : [..., n_heads, n_q, n_k].
    value : as the input; of a group's query heads, all together.
    """

    weights: FloatArray
    value: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class DotGradients:
    """Gradients of scores = query · key.

    Attributes
    ----------
    query, key : as the inputs; a shared key's from its group's query heads, all together.
    """

    query: FloatArray
    key: FloatArray


@np.errstate(all="ignore")
def attention_gradients(
    attended: Attended,
    query: FloatArray,
    key: FloatArray,
    value: FloatArray,
    d_context: FloatArray,
    *,
    scale: float | None = None,
    softcap: float | None = None,
) -> AttentionGradients:
    """Backward pass of :func:`core.attention.attend`, mask and bias as they were there.

    Parameters
    ----------
    attended : what ``attend`` returned, no stage replaced meanwhile.
    query, key, value, scale, softcap : what it was given.
    d_context : [..., n_heads, n_q, d_value], dL/d(context).
    """
    factor = default_scale(query.shape[-1]) if scale is None else float(scale)
    masked, scaled, d_value = _to_scaled(attended, value, d_context, softcap)
    dot = dot_gradients(query, key, scaled, factor)
    return AttentionGradients(dot.query, dot.key, d_value, masked, scaled, factor)


@np.errstate(all="ignore")
def scored_gradients(
    attended: Attended,
    value: FloatArray,
    d_context: FloatArray,
    *,
    scale: float = 1.0,
    softcap: float | None = None,
) -> ScoredGradients:
    """Backward pass of :func:`core.attention.attend_from_scores`; then comes the score's own.

    Parameters
    ----------
    attended : what ``attend_from_scores`` returned, no stage replaced meanwhile.
    value, scale, softcap : what it was given.
    d_context : [..., n_heads, n_q, d_value], dL/d(context).
    """
    masked, scaled, d_value = _to_scaled(attended, value, d_context, softcap)
    scores = scaled if scale == 1.0 else scaled * scaled.dtype.type(scale)
    return ScoredGradients(scores, d_value, masked, scaled)


def context_gradients(
    weights: FloatArray, value: FloatArray, d_context: FloatArray
) -> ContextGradients:
    """Backward pass of the weighted sums; a key whose weight is 0 stays silent if it is not finite.

    Parameters
    ----------
    weights : [..., n_heads, n_q, n_k].
    value : [..., n_kv_heads, n_k, d_value].
    d_context : [..., n_heads, n_q, d_value].
    """
    n_kv_heads = value.shape[-3]
    by_group = _by_group(d_context, n_kv_heads)
    # [.., n_q, d_value] @ [.., d_value, n_k] -> [.., n_q, n_k], value shared by its group
    value_t = _shared(value, weights.shape[-3]).swapaxes(-1, -2)
    finite = all_finite(value)
    d_weights = by_group @ value_t if finite else silent_product(by_group, value_t)
    d_weights = d_weights.reshape(weights.shape)
    if not finite:
        np.copyto(d_weights, 0.0, where=(weights == 0) & ~np.isfinite(d_weights))
    # [.., n_k, n_q] @ [.., n_q, d_value] -> [.., n_k, d_value]
    d_value = _by_group(weights, n_kv_heads).swapaxes(-1, -2) @ by_group
    return ContextGradients(d_weights, _of_group(d_value, weights.shape[-3], value.shape))


def softmax_gradient(
    weights: FloatArray, d_weights: FloatArray, out: FloatArray | None = None
) -> FloatArray:
    """Backward pass of the softmax over the last axis: dL/d(weights) -> dL/d(masked).

    Parameters
    ----------
    weights : [..., n], what the softmax gave; zeros where a row was masked throughout.
    d_weights : [..., n].
    out : where to write, ``d_weights`` itself allowed; None makes an array.
    """
    mean = np.einsum("...k,...k->...", weights, d_weights)[..., None]  # under the weights
    out = np.subtract(d_weights, mean, out=out)
    return np.multiply(out, weights, out=out)


def softcap_gradient(
    capped: FloatArray, d_capped: FloatArray, softcap: float, out: FloatArray | None = None
) -> FloatArray:
    """Backward pass of ``c tanh(scaled / c)``: dL/d(capped) (1 - (capped / c)²).

    Parameters
    ----------
    capped, d_capped : any shape.
    softcap : c.
    out : where to write, ``d_capped`` itself allowed; None makes an array.
    """
    slope = capped / capped.dtype.type(softcap)
    np.square(slope, out=slope)
    np.subtract(1.0, slope, out=slope)
    return np.multiply(d_capped, slope, out=out)


def dot_gradients(
    query: FloatArray, key: FloatArray, d_scores: FloatArray, factor: float = 1.0
) -> DotGradients:
    """Backward pass of ``factor · query · key``, grouped queries and all.

    Parameters
    ----------
    query : [..., n_heads, n_q, d_head].
    key : [..., n_kv_heads, n_k, d_head].
    d_scores : [..., n_heads, n_q, n_k].
    factor : on the products, such as the scale.
    """
    n_heads, n_kv_heads = query.shape[-3], key.shape[-3]
    by_group = _by_group(d_scores, n_kv_heads)
    # [.., n_q, n_k] @ [.., n_k, d_head] -> [.., n_q, d_head]
    d_query = silent_product(by_group, _shared(key, n_heads))
    # [.., n_k, n_q] @ [.., n_q, d_head] -> [.., n_k, d_head]
    d_key = silent_product(by_group.swapaxes(-1, -2), _by_group(query, n_kv_heads))
    if factor != 1.0:  # on the narrow arrays: cheaper than on the scores
        d_query *= factor
        d_key *= factor
    d_query = d_query.reshape(*d_scores.shape[:-1], query.shape[-1])
    return DotGradients(sum_to(d_query, query.shape), _of_group(d_key, n_heads, key.shape))


def scale_gradient(scores: FloatArray, d_scaled: FloatArray) -> FloatArray:
    """dL/d(scale), of each batch entry: [..., n_heads, n_q, n_k], twice -> [...].

    The scale is 1 / T at temperature T, the β of a Hopfield network: dL/dT = -dL/dβ / T². A cell
    without a gradient adds nothing, whatever its score.
    """
    moved = np.where(d_scaled != 0, scores, 0.0) if not all_finite(scores) else scores
    gradient: FloatArray = np.einsum("...hqk,...hqk->...", moved, d_scaled)
    return gradient


def _to_scaled(
    attended: Attended, value: FloatArray, d_context: FloatArray, softcap: float | None
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return dL/d(masked), dL/d(scaled) and dL/d(value)."""
    context = context_gradients(attended.weights, value, d_context)
    # What held dL/d(weights) is not needed any more, and takes dL/d(masked).
    masked = softmax_gradient(attended.weights, context.weights, out=context.weights)
    if softcap is None:
        return masked, masked, context.value
    return masked, softcap_gradient(attended.capped, masked, softcap), context.value


def _by_group(array: FloatArray, n_kv_heads: int) -> FloatArray:
    """Give a group's heads an axis of their own where they share a key-value head, a view.

    [..., n_heads, n, d] -> [..., n_kv_heads, group, n, d]; as it is where nothing is shared.
    """
    *batch, n_heads, n, d = array.shape
    if n_heads == n_kv_heads:
        return array
    return array.reshape(*batch, n_kv_heads, n_heads // n_kv_heads, n, d)


def _shared(array: FloatArray, n_heads: int) -> FloatArray:
    """Let a key-value head meet its group: [..., n_kv_heads, n, d] -> [..., n_kv_heads, 1, n, d].

    As it is where nothing is shared.
    """
    return array if array.shape[-3] == n_heads else array[..., :, None, :, :]


def _of_group(gradient: FloatArray, n_heads: int, shape: tuple[int, ...]) -> FloatArray:
    """Add up what a group's heads, and the batch that it served, give to one key-value head."""
    if n_heads != shape[-3]:
        gradient = gradient.sum(
            axis=-3
        )  # [..., n_kv_heads, group, n, d] -> [..., n_kv_heads, n, d]
    return sum_to(gradient, shape)
