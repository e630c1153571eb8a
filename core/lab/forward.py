"""Models of the lab: embeddings, layers of attention and MLP, and what is read of the last.

Runs of one shape train together: every array has a leading axis of runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from core.lab.block import Attention, attention
from core.lab.spec import ModelSpec, Parameters
from core.layers import IntArray, LayerNormed, MlpOutput, affine, embed_ids, layer_norm, mlp
from core.numerics import FloatArray

MLP = ("w_in", "b_in", "w_out", "b_out")


@dataclass(slots=True, eq=False)
class LayerRun:
    """What one layer computed, its norms and its MLP where it has them."""

    attention: Attention
    normed: LayerNormed | None = None
    mlp_input: FloatArray | None = None
    mlp_normed: LayerNormed | None = None
    mlp: MlpOutput | None = None


@dataclass(frozen=True, slots=True, eq=False)
class AfterAttention:
    """What a layer computed after its attention.

    Attributes
    ----------
    output : [runs, batch, n_read, d_model], what it hands on.
    mlp_input, mlp_normed, mlp : of its MLP, if it has one.
    """

    output: FloatArray
    mlp_input: FloatArray | None = None
    mlp_normed: LayerNormed | None = None
    mlp: MlpOutput | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ModelRun:
    """What a model computed.

    Attributes
    ----------
    inputs : what it was given.
    layers : one a layer.
    final_normed : the last layer norm, if there is one.
    read : [runs, batch, n_read, d], what the answer is made of; of vectors of which only some
        features are the answer, these.
    answer : [runs, batch, n_read, n_classes or features].
    """

    inputs: FloatArray | IntArray
    layers: tuple[LayerRun, ...]
    final_normed: LayerNormed | None
    read: FloatArray
    answer: FloatArray


@np.errstate(all="ignore")
def forward(spec: ModelSpec, parameters: Parameters, inputs: FloatArray | IntArray) -> ModelRun:
    """Run models of one shape.

    Parameters
    ----------
    parameters : name -> [runs, ...].
    inputs : [runs, batch, n, d_model], or ids [runs, batch, n].
    """
    x = embedded(spec, parameters, inputs)
    layers = []
    for number in range(spec.n_layers):
        if number < spec.n_layers - 1:
            run, x = layer(spec, parameters, number, x)
        else:
            run, x = layer(spec, parameters, number, x, spec.n_read, spec.answer_columns)
        layers.append(run)
    if spec.answer_columns != slice(None):
        return ModelRun(inputs, tuple(layers), None, x, x)
    final, read, answer = answered(spec, parameters, x)
    return ModelRun(inputs, tuple(layers), final, read, answer)


def embedded(spec: ModelSpec, parameters: Parameters, inputs: FloatArray | IntArray) -> FloatArray:
    """Return the first layer's input: [runs, batch, n, d_model]."""
    if spec.n_words:
        x = embed_ids(parameters["embedding"], cast("IntArray", inputs))
    else:
        x = cast("FloatArray", inputs)
    if spec.n_positions:
        x = x + parameters["positions"][:, None, : x.shape[-2]]
    return x


def layer(
    spec: ModelSpec,
    parameters: Parameters,
    number: int,
    x: FloatArray,
    n_read: int = 0,
    columns: slice = slice(None),
) -> tuple[LayerRun, FloatArray]:
    """Run one layer on [runs, batch, n, d_model]; return what it computed and its output.

    Parameters
    ----------
    n_read : its output is wanted of so many tokens, the last; 0 = all.
    columns : and of these columns, in a layer that is attention alone.
    """
    normed, into = None, x
    if spec.norm:
        normed = layer_norm(x, parameters[f"{number}/gain"], parameters[f"{number}/bias"])
        into = normed.output
    attended = attention(spec, parameters, number, into, n_read, columns)
    after = after_attention(spec, parameters, number, x, attended.output)
    run = LayerRun(attended, normed, after.mlp_input, after.mlp_normed, after.mlp)
    return run, after.output


def after_attention(
    spec: ModelSpec, parameters: Parameters, number: int, x: FloatArray, output: FloatArray
) -> AfterAttention:
    """Run what of a layer follows its attention.

    Parameters
    ----------
    x : [runs, batch, n, d_model], the layer's input before any norm.
    output : [runs, batch, n_read, d_model], the attention's, of the last tokens.
    """
    first = x.shape[-2] - output.shape[-2]
    x = x[:, :, first:] + output if spec.residual else output
    if not spec.mlp_units:
        return AfterAttention(x)
    normed, into = None, x
    if spec.norm:
        gain, bias = parameters[f"{number}/mlp_gain"], parameters[f"{number}/mlp_bias"]
        normed = layer_norm(x, gain, bias)
        into = normed.output
    made = mlp(into, *(parameters[f"{number}/{name}"] for name in MLP))
    return AfterAttention(x + made.output if spec.residual else made.output, into, normed, made)


def answered(
    spec: ModelSpec, parameters: Parameters, x: FloatArray
) -> tuple[LayerNormed | None, FloatArray, FloatArray]:
    """Return the final norm, what the answer is made of, and the answer, from the last layer."""
    final = None
    if spec.norm:
        final = layer_norm(x, parameters["gain"], parameters["bias"])
        x = final.output
    if spec.n_classes:
        return final, x, affine(x, parameters["unembedding"])
    return final, x, x[..., spec.features[0] : spec.features[1]]
