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
class ModelRun:
    """What a model computed.

    Attributes
    ----------
    inputs : what it was given.
    layers : one a layer.
    final_normed : the last layer norm, if there is one.
    read : [runs, batch, n_read, d], what the answer is made of.
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
        n_read = spec.n_read if number == spec.n_layers - 1 else 0
        run, x = layer(spec, parameters, number, x, n_read)
        layers.append(run)
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
    spec: ModelSpec, parameters: Parameters, number: int, x: FloatArray, n_read: int
) -> tuple[LayerRun, FloatArray]:
    """Run one layer on [runs, batch, n, d_model]; return what it computed and its output.

    Parameters
    ----------
    n_read : its output is wanted of so many tokens, the last; 0 = all.
    """
    normed, into = None, x
    if spec.norm:
        normed = layer_norm(x, parameters[f"{number}/gain"], parameters[f"{number}/bias"])
        into = normed.output
    run = LayerRun(attention(spec, parameters, number, into, n_read), normed)
    return run, after_attention(spec, parameters, number, run, x, run.attention.output)


def after_attention(
    spec: ModelSpec,
    parameters: Parameters,
    number: int,
    run: LayerRun,
    x: FloatArray,
    output: FloatArray,
) -> FloatArray:
    """Return what a layer hands on, [runs, batch, n_read, d_model], given its attention's output.

    Parameters
    ----------
    run : takes note of the MLP's run.
    x : [runs, batch, n, d_model], the layer's input before any norm.
    output : [runs, batch, n_read, d_model], of the last tokens.
    """
    first = x.shape[-2] - output.shape[-2]
    x = x[:, :, first:] + output if spec.residual else output
    if not spec.mlp_units:
        return x
    run.mlp_input = x
    if spec.norm:
        gain, bias = parameters[f"{number}/mlp_gain"], parameters[f"{number}/mlp_bias"]
        run.mlp_normed = layer_norm(x, gain, bias)
        run.mlp_input = run.mlp_normed.output
    run.mlp = mlp(run.mlp_input, *(parameters[f"{number}/{name}"] for name in MLP))
    return x + run.mlp.output if spec.residual else run.mlp.output


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
