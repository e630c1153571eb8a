"""Attention with every stage kept: scores -> scaled -> capped -> masked -> weights -> context."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from core.arguments import (
    all_finite,
    bound_on_scores,
    check_query_key_value,
    check_scores_value,
    checked_softcap,
    common_batch,
    common_precision,
    merged_addend,
    per_head,
    working_precision,
)
from core.numerics import BoolArray, FloatArray, exp_is_safe, largest, linear
from core.scores import default_scale
from core.stages import Attended, Inputs, compute

__all__ = [
    "Attended",
    "Intervene",
    "attend",
    "attend_from_scores",
    "join_heads",
    "project_heads",
]

Intervene: TypeAlias = Callable[[str, FloatArray], FloatArray]


@np.errstate(all="ignore")
def attend(
    query: FloatArray,
    key: FloatArray,
    value: FloatArray,
    *,
    mask: BoolArray | None = None,
    bias: FloatArray | None = None,
    scale: float | None = None,
    softcap: float | None = None,
    intervene: Intervene | None = None,
) -> Attended:
    r"""Dot-product attention, :math:`\mathrm{softmax}(q k^\top / \sqrt{d} + b)\, v`.

    Vaswani et al. 2017, arXiv 1706.03762, equation 1; grouped queries after Ainslie et al. 2023,
    arXiv 2305.13245: query head h reads key-value head ``h // (n_heads // n_kv_heads)``.

    The stages are those of :func:`attend_from_scores`, on ``query @ key.T``.

    Parameters
    ----------
    query : [..., n_heads, n_q, d_head].
    key : [..., n_kv_heads, n_k, d_head], n_heads a multiple of n_kv_heads.
    value : [..., n_kv_heads, n_k, d_value].
    mask, bias, softcap, intervene : as in :func:`attend_from_scores`.
    scale : factor on the scores; None means 1 / sqrt(d_head).

    Returns
    -------
    attended : every stage, in the common precision of query, key and value. float16 is computed
        in float32 and returned as float16; what is not a float becomes float64.

    Raises
    ------
    ValueError : if ranks, widths or numbers of heads do not fit; names both shapes.
    TypeError : if ``mask`` is not boolean.
    """
    query, key, value = np.asarray(query), np.asarray(key), np.asarray(value)
    check_query_key_value(query.shape, key.shape, value.shape)
    batch = common_batch(query, key, value)
    group = query.shape[-3] // key.shape[-3]
    dtype = common_precision(query, key, value)
    working = working_precision(dtype)
    shape = (*batch, *query.shape[-3:-1], key.shape[-2])  # [..., n_heads, n_q, n_k]
    scale = default_scale(query.shape[-1]) if scale is None else float(scale)
    query = per_head(query, batch, 1, working)
    key, value = per_head(key, batch, group, working), per_head(value, batch, group, working)
    bound = bound_on_scores(query, key) if bias is None else math.inf
    inputs = Inputs(
        shape=shape,
        query=query,
        key=key,
        value=value,
        addend=merged_addend(mask, bias, shape, working),
        scale=scale,
        softcap=checked_softcap(softcap),
        moderate=bound < largest(working) / max(2.0, 2.0 * abs(scale)),  # False for NaN
        unshifted=exp_is_safe(bound * abs(scale), working),
        value_finite=all_finite(value),
    )
    attended = compute(inputs, intervene)
    return attended if dtype == working else attended.astype(dtype)


@np.errstate(all="ignore")
def attend_from_scores(
    scores: FloatArray,
    value: FloatArray,
    *,
    mask: BoolArray | None = None,
    bias: FloatArray | None = None,
    scale: float = 1.0,
    softcap: float | None = None,
    intervene: Intervene | None = None,
) -> Attended:
    r"""Attention from scores that any function made: additive, concat, general, dot.

    In this order: scores; scaled = scale · scores; capped = c tanh(scaled / c); masked = capped +
    bias, -inf where the mask is False; weights = softmax(masked); context = weights · value.

    A bias of -inf masks its cell. A row with no key left has zero weights and zero context. A key
    whose weight is 0 adds nothing to the context, not even if its value is NaN or infinite.
    Overflow of finite numbers saturates at the largest finite float.

    Parameters
    ----------
    scores : [..., n_heads, n_q, n_k].
    value : [..., n_kv_heads, n_k, d_value], n_heads a multiple of n_kv_heads.
    mask : boolean, True = may attend, broadcastable to [..., n_heads, n_q, n_k].
    bias : added to the capped scores, broadcastable to [..., n_heads, n_q, n_k]; -inf allowed.
    scale : factor on the scores.
    softcap : bound c > 0 on the scores (Gemma 2, arXiv 2408.00118); None = none.
    intervene : called after each stage with its name (``scores``, ``scaled``, ``capped``,
        ``masked``, ``weights``, ``context``) and its array, which it must not change; returns
        the array, of the same shape, to go on with. None costs nothing.

    Returns
    -------
    attended : every stage, in the common precision of scores and value, as in :func:`attend`.

    Raises
    ------
    ValueError : if ranks or shapes do not fit; names both shapes.
    TypeError : if ``mask`` is not boolean.
    """
    scores, value = np.asarray(scores), np.asarray(value)
    check_scores_value(scores.shape, value.shape)
    batch = common_batch(scores, value)
    group = scores.shape[-3] // value.shape[-3]
    dtype = common_precision(scores, value)
    working = working_precision(dtype)
    scores, value = per_head(scores, batch, 1, working), per_head(value, batch, group, working)
    inputs = Inputs(
        shape=scores.shape,
        scores=scores,
        value=value,
        addend=merged_addend(mask, bias, scores.shape, working),
        scale=float(scale),
        softcap=checked_softcap(softcap),
        moderate=False,
        unshifted=False,
        value_finite=all_finite(value),
    )
    attended = compute(inputs, intervene)
    return attended if dtype == working else attended.astype(dtype)


def project_heads(x: FloatArray, w: FloatArray) -> FloatArray:
    """Project every token into every head: [n, d_model], [n_heads, d_model, d_head] -> heads.

    Returns
    -------
    projected : [n_heads, n, d_head].

    Raises
    ------
    ValueError : if the width of ``x`` is not the height of ``w``; names both shapes.
    """
    if x.ndim != 2 or w.ndim != 3 or x.shape[1] != w.shape[1]:
        raise ValueError(
            f"x of shape {x.shape} cannot be projected by w of shape {w.shape}; "
            "they must be [n, d_model] and [n_heads, d_model, d_head]"
        )
    n_heads, d_model, d_head = w.shape
    # One wide product is faster than one narrow product a head.
    wide = w.swapaxes(0, 1).reshape(d_model, n_heads * d_head)
    projected = linear(x, wide)  # [n, d_model] @ [d_model, n_heads * d_head]
    return projected.reshape(len(x), n_heads, d_head).swapaxes(0, 1)  # [n_heads, n, d_head]


def join_heads(context: FloatArray) -> FloatArray:
    """Put the heads side by side: [..., n_heads, n, d_head] -> [..., n, n_heads * d_head]."""
    if context.ndim < 3:
        raise ValueError(f"context must be [..., n_heads, n, d_head], got shape {context.shape}")
    *batch, n_heads, n, d_head = context.shape
    return context.swapaxes(-3, -2).reshape(*batch, n, n_heads * d_head)
