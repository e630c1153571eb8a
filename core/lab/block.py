"""The attention of one layer: the explorer's own, over runs and batch."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.attention import Attended, attend, join_heads
from core.lab.spec import ModelSpec, Parameters
from core.layers import affine, split_heads
from core.masks import causal
from core.numerics import BoolArray, FloatArray
from core.stages import BLOCK_CELLS


@dataclass(frozen=True, slots=True, eq=False)
class Attention:
    """What the attention of one layer computed.

    Attributes
    ----------
    x : [runs, batch, n, d_model], its input.
    read : [runs, batch, n_q, d_model], of it what queries are made of.
    first : the first token that is read.
    columns : of W_O, those of which there is an output.
    query : [runs, batch, n_heads, n_q, width]; or, if large, runs and batch among the heads.
    key, value : [runs, batch, n_kv_heads, n, width], likewise; one array where they are one.
    attended : every stage.
    joined : [runs, batch, n_q, n_heads * width].
    output : [runs, batch, n_q, columns], or ``joined`` without W_O.
    """

    x: FloatArray
    read: FloatArray
    first: int
    columns: slice
    query: FloatArray
    key: FloatArray
    value: FloatArray
    attended: Attended
    joined: FloatArray
    output: FloatArray


def attention(
    spec: ModelSpec,
    parameters: Parameters,
    layer: int,
    x: FloatArray,
    n_read: int = 0,
    columns: slice = slice(None),
) -> Attention:
    """Run the attention of one layer.

    Parameters
    ----------
    parameters : by the names of :meth:`ModelSpec.shapes`.
    x : [runs, batch, n, d_model].
    n_read : queries are wanted of so many tokens, the last; 0 = all.
    columns : of W_O, those of which the output is wanted.
    """
    n = x.shape[-2]
    first = n - n_read if n_read else 0
    made = _keys_and_values(spec, parameters, layer, x)
    large = math.prod(x.shape[:2]) * spec.n_heads * (n - first) * n > BLOCK_CELLS
    key = _by_head(made[0], spec.kv_heads, flat=large)
    value = key if made[1] is made[0] else _by_head(made[1], spec.kv_heads, flat=large)
    read = x if not first else np.ascontiguousarray(x[:, :, first:])
    rows, scale = _queries(spec, parameters, layer, read, made[0][:, :, first:])
    query = _by_head(rows, spec.n_heads, flat=large)
    attended = attend(query, key, value, mask=_mask(spec, n, first), scale=scale)
    context = attended.context.reshape(*x.shape[:2], spec.n_heads, n - first, spec.width)
    joined = join_heads(context)
    w_o = parameters.get(f"{layer}/W_O")
    output = joined if w_o is None else affine(joined, w_o[..., columns])
    return Attention(x, read, first, columns, query, key, value, attended, joined, output)


def _keys_and_values(
    spec: ModelSpec, parameters: Parameters, layer: int, x: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return keys and values side by side by head: [runs, batch, n, n_kv_heads * width]."""
    if not spec.source_names:
        return x, x
    both = affine(x, parameters[f"{layer}/W_KV"])
    width = spec.kv_heads * spec.width
    made = {
        name: both[..., i * width : (i + 1) * width] for i, name in enumerate(spec.source_names)
    }
    chosen = [
        x if route.parameter is None else made[route.parameter]
        for route in (spec.row.make_key, spec.row.make_value)
    ]
    return chosen[0], chosen[1]


def _queries(
    spec: ModelSpec, parameters: Parameters, layer: int, x: FloatArray, key_rows: FloatArray
) -> tuple[FloatArray, float | None]:
    """Return queries [runs, batch, n_q, n_heads * width], and the scale that remains."""
    if spec.scale_only:
        return x * parameters[f"{layer}/scale"][:, None, None], 1.0
    if spec.query_tied:
        return key_rows, None
    return affine(x, parameters[f"{layer}/W_Q"]), None


def _by_head(rows: FloatArray, n_heads: int, *, flat: bool) -> FloatArray:
    """Cut rows [runs, batch, n, n_heads * width] into [runs, batch, n_heads, n, width], a view.

    Large ones become ``flat``, [runs * batch * n_heads, n, width]: attention goes through memory
    in blocks of many heads, but of one index of a batch.
    """
    heads = split_heads(rows, n_heads)
    return np.ascontiguousarray(heads.reshape(-1, *heads.shape[-2:])) if flat else heads


def _mask(spec: ModelSpec, n: int, first: int) -> BoolArray | None:
    """Return the mask of the read tokens, [n_q, n]; None = none."""
    if spec.mask == "none":
        return None
    if spec.mask == "causal":
        return causal(n - first, n, first)
    stored = np.zeros((n - first, n), np.bool_)
    stored[:, :first] = True
    return stored
