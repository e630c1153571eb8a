"""The attention of one layer, forwards and backwards: the explorer's own, over runs and batch."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from core.attention import Attended, attend, join_heads
from core.gradients.attention import AttentionGradients, attention_gradients
from core.gradients.maps import map_input_gradient, weight_gradient
from core.gradients.ties import TiedGradient
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
    first : queries are made of the tokens from this one on.
    query : [runs, batch, n_heads, n_q, width]; or, if large, runs and batch among the heads.
    key, value : [runs, batch, n_kv_heads, n, width], likewise; one array where they are one.
    attended : every stage.
    joined : [runs, batch, n_q, n_heads * width].
    output : [runs, batch, n_q, d_model], or ``joined`` without W_O.
    """

    x: FloatArray
    first: int
    query: FloatArray
    key: FloatArray
    value: FloatArray
    attended: Attended
    joined: FloatArray
    output: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class AttentionBack:
    """What comes back out of the attention of one layer.

    Attributes
    ----------
    x : as the input; None where nothing needs it.
    tied : name of a matrix with several uses -> its gradient's parts, if they were asked for.
    """

    x: FloatArray | None
    tied: dict[str, TiedGradient] = field(default_factory=dict)


def attention(
    spec: ModelSpec, parameters: Parameters, layer: int, x: FloatArray, n_read: int = 0
) -> Attention:
    """Run the attention of one layer.

    Parameters
    ----------
    parameters : by the names of :meth:`ModelSpec.shapes`.
    x : [runs, batch, n, d_model].
    n_read : queries are wanted of so many tokens, the last; 0 = all.
    """
    n = x.shape[-2]
    first = n - n_read if n_read else 0
    made = _keys_and_values(spec, parameters, layer, x)
    large = math.prod(x.shape[:2]) * spec.n_heads * (n - first) * n > BLOCK_CELLS
    key = _by_head(made[0], spec.kv_heads, flat=large)
    value = key if made[1] is made[0] else _by_head(made[1], spec.kv_heads, flat=large)
    rows, scale = _queries(spec, parameters, layer, x[:, :, first:], made[0][:, :, first:])
    query = _by_head(rows, spec.n_heads, flat=large)
    attended = attend(query, key, value, mask=_mask(spec, n, first), scale=scale)
    context = attended.context.reshape(*x.shape[:2], spec.n_heads, n - first, spec.width)
    joined = join_heads(context)
    w_o = parameters.get(f"{layer}/W_O")
    output = joined if w_o is None else affine(joined, w_o)
    return Attention(x, first, query, key, value, attended, joined, output)


def attention_back(
    spec: ModelSpec,
    parameters: Parameters,
    layer: int,
    run: Attention,
    d_output: FloatArray,
    gradients: Parameters,
    *,
    need_x: bool = True,
    parts: bool = False,
) -> AttentionBack:
    """Go back through one layer's attention, filling ``gradients``.

    Parameters
    ----------
    run : what :func:`attention` returned.
    d_output : as its output.
    gradients : by the names of the parameters; those of this layer are overwritten.
    need_x : whether dL/dx is wanted.
    parts : whether the parts of tied matrices are wanted.
    """
    w_o = parameters.get(f"{layer}/W_O")
    if w_o is not None:
        gradients[f"{layer}/W_O"][...] = weight_gradient(run.joined, d_output, 1)
        d_output = map_input_gradient(w_o, d_output)
    d_context = split_heads(d_output, spec.n_heads)
    d_context = d_context.reshape(*run.query.shape[:-1], spec.width)
    scale = 1.0 if spec.scale_only else None
    found = attention_gradients(run.attended, run.query, run.key, run.value, d_context, scale=scale)
    lead = run.x.shape[:2]
    d_x = np.zeros_like(run.x) if need_x else None
    d_query = _joined(found.query, lead)
    uses = _uses(spec, found, lead)
    if spec.query_tied:
        wide = np.zeros((*run.x.shape[:-1], d_query.shape[-1]), d_query.dtype)
        wide[:, :, run.first :] = d_query
        uses[spec.row.make_query.parameter]["query"] = wide
    else:
        _back_to_query(spec, parameters, layer, run, d_query, gradients, d_x)
    tied = _back_to_sources(spec, parameters, layer, run.x, uses, gradients, d_x, parts=parts)
    return AttentionBack(d_x, tied)


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


def _back_to_query(
    spec: ModelSpec,
    parameters: Parameters,
    layer: int,
    run: Attention,
    d_query: FloatArray,
    gradients: Parameters,
    d_x: FloatArray | None,
) -> None:
    """Hand the queries' gradient [runs, batch, n_q, n_heads * width] to W_Q or β, and to x."""
    read = run.x[:, :, run.first :]
    if spec.scale_only:
        gradients[f"{layer}/scale"][:, 0] = np.einsum("rbnd,rbnd->r", read, d_query)
        into: FloatArray = d_query * parameters[f"{layer}/scale"][:, None, None]
    else:
        gradients[f"{layer}/W_Q"][...] = weight_gradient(read, d_query, 1)
        if d_x is None:
            return
        into = map_input_gradient(parameters[f"{layer}/W_Q"], d_query)
    if d_x is not None:
        d_x[:, :, run.first :] += into


def _uses(
    spec: ModelSpec, found: AttentionGradients, lead: tuple[int, ...]
) -> dict[str | None, dict[str, FloatArray]]:
    """Return the gradients of keys and values, by the matrix that made them; None = x itself."""
    uses: dict[str | None, dict[str, FloatArray]] = {}
    uses.setdefault(spec.row.make_key.parameter, {})["key"] = _joined(found.key, lead)
    uses.setdefault(spec.row.make_value.parameter, {})["value"] = _joined(found.value, lead)
    return uses


def _back_to_sources(
    spec: ModelSpec,
    parameters: Parameters,
    layer: int,
    x: FloatArray,
    uses: dict[str | None, dict[str, FloatArray]],
    gradients: Parameters,
    d_x: FloatArray | None,
    *,
    parts: bool,
) -> dict[str, TiedGradient]:
    """Hand the gradients of keys and values, by matrix and use, to the matrices and to x."""
    direct = uses.pop(None, {})
    if d_x is not None:
        for gradient in direct.values():
            d_x += gradient
    if not spec.source_names:
        return {}
    totals = [TiedGradient(uses[name]).total for name in spec.source_names]
    total = totals[0] if len(totals) == 1 else np.concatenate(totals, axis=-1)
    gradients[f"{layer}/W_KV"][...] = weight_gradient(x, total, 1)
    if d_x is not None:
        d_x += map_input_gradient(parameters[f"{layer}/W_KV"], total)
    if not parts:
        return {}
    return {
        name: TiedGradient({use: weight_gradient(x, d, 1) for use, d in uses[name].items()})
        for name in spec.source_names
        if len(uses[name]) > 1
    }


def _by_head(rows: FloatArray, n_heads: int, *, flat: bool) -> FloatArray:
    """Cut rows [runs, batch, n, n_heads * width] into [runs, batch, n_heads, n, width], a view.

    Large ones become ``flat``, [runs * batch * n_heads, n, width]: attention goes through memory
    in blocks of many heads, but of one index of a batch.
    """
    heads = split_heads(rows, n_heads)
    return np.ascontiguousarray(heads.reshape(-1, *heads.shape[-2:])) if flat else heads


def _joined(heads: FloatArray, lead: tuple[int, ...]) -> FloatArray:
    """Undo ``_by_head``: rows [runs, batch, n, n_heads * width], given (runs, batch)."""
    return join_heads(heads.reshape(*lead, -1, *heads.shape[-2:]))


def _mask(spec: ModelSpec, n: int, first: int) -> BoolArray | None:
    """Return the mask of the read tokens, [n_q, n]; None = none."""
    if spec.mask == "none":
        return None
    if spec.mask == "causal":
        return causal(n - first, n, first)
    stored: BoolArray = np.broadcast_to(np.arange(n) < first, (n - first, n))
    return stored
