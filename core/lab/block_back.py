"""Back through the attention of one layer."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from core.attention import join_heads
from core.gradients.attention import AttentionGradients, attention_gradients
from core.gradients.maps import map_input_gradient, weight_gradient
from core.gradients.ties import TiedGradient
from core.lab.block import Attention
from core.lab.spec import ModelSpec, Parameters
from core.layers import split_heads
from core.numerics import FloatArray


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
        d_w_o = gradients[f"{layer}/W_O"]
        if run.columns != slice(None):
            d_w_o[...] = 0.0
        d_w_o[..., run.columns] = weight_gradient(run.joined, d_output, 1)
        d_output = map_input_gradient(w_o[..., run.columns], d_output)
    d_context = split_heads(d_output, spec.n_heads)
    d_context = d_context.reshape(*run.query.shape[:-1], spec.width)
    scale = 1.0 if spec.scale_only else None
    found = attention_gradients(run.attended, run.query, run.key, run.value, d_context, scale=scale)
    lead = run.x.shape[:2]
    d_query = _joined(found.query, lead)
    uses = _uses(spec, found, lead)
    if spec.query_tied:
        wide = np.zeros((*run.x.shape[:-1], d_query.shape[-1]), d_query.dtype)
        wide[:, :, run.first :] = d_query
        uses[spec.row.make_query.parameter]["query"] = wide
    d_x = _back_to_sources(spec, parameters, layer, run.x, uses, gradients, need_x=need_x)
    if not spec.query_tied:
        _back_to_query(spec, parameters, layer, run, d_query, gradients, d_x)
    return AttentionBack(d_x, _parts(run.x, uses) if parts else {})


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
    if spec.scale_only:
        gradients[f"{layer}/scale"][:, 0] = np.einsum("rbnd,rbnd->r", run.read, d_query)
        into: FloatArray = d_query * parameters[f"{layer}/scale"][:, None, None]
    else:
        gradients[f"{layer}/W_Q"][...] = weight_gradient(run.read, d_query, 1)
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
    *,
    need_x: bool,
) -> FloatArray | None:
    """Hand the gradients of keys and values, by matrix and use, to the matrices; return x's."""
    direct = list(uses.get(None, {}).values())
    if spec.source_names:
        totals = [TiedGradient(uses[name]).total for name in spec.source_names]
        d_w_kv = gradients[f"{layer}/W_KV"]
        if not need_x:  # one by one: to put narrow rows side by side takes longer
            width = spec.kv_heads * spec.width
            for i, total in enumerate(totals):
                d_w_kv[..., i * width : (i + 1) * width] = weight_gradient(x, total, 1)
            return None
        total = totals[0] if len(totals) == 1 else np.concatenate(totals, axis=-1)
        d_w_kv[...] = weight_gradient(x, total, 1)
        direct.append(map_input_gradient(parameters[f"{layer}/W_KV"], total))
    if not need_x:
        return None
    d_x = direct.pop() if spec.source_names else np.zeros_like(x)  # an array of its own
    for gradient in direct:
        d_x += gradient
    return d_x


def _parts(x: FloatArray, uses: dict[str | None, dict[str, FloatArray]]) -> dict[str, TiedGradient]:
    """Return the parts of the gradient of every matrix that has several uses."""
    return {
        name: TiedGradient({use: weight_gradient(x, d, 1) for use, d in each.items()})
        for name, each in uses.items()
        if name is not None and len(each) > 1
    }


def _joined(heads: FloatArray, lead: tuple[int, ...]) -> FloatArray:
    """Undo ``_by_head``: rows [runs, batch, n, n_heads * width], given (runs, batch)."""
    return join_heads(heads.reshape(*lead, -1, *heads.shape[-2:]))
