"""Models of the lab: embeddings, layers of attention and MLP, and what is read of the last.

Runs of one shape train together: every array has a leading axis of runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from core.gradients.layers import embedding_gradient, layer_norm_gradients, mlp_gradients
from core.gradients.maps import map_input_gradient, weight_gradient
from core.gradients.ties import TiedGradient
from core.lab.block import Attention, attention, attention_back
from core.lab.spec import ModelSpec, Parameters
from core.layers import IntArray, LayerNormed, MlpOutput, affine, embed_ids, layer_norm, mlp
from core.numerics import FloatArray


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


@dataclass(slots=True, eq=False)
class Ties:
    """The parts of tied matrices' gradients: (layer, matrix) -> parts."""

    parts: dict[tuple[int, str], TiedGradient] = field(default_factory=dict)

    @staticmethod
    def of(halves: list[Ties]) -> Ties:
        """Add up what the parts of a batch give."""
        first, *others = halves
        for other in others:
            for place, tied in other.parts.items():
                before = first.parts[place].parts
                summed = {use: before[use] + part for use, part in tied.parts.items()}
                first.parts[place] = TiedGradient(summed)
        return first

    def cosines(self) -> Mapping[str, FloatArray]:
        """Return the cosine between two uses, over all layers: ``key-value`` -> [runs]."""
        by_pair: dict[str, list[FloatArray]] = {}
        for tied in self.parts.values():
            uses = list(tied.parts)
            for i, first in enumerate(uses):
                for second in uses[i + 1 :]:
                    found = by_pair.setdefault(f"{first}-{second}", [])
                    found.append(tied.cosine(first, second, n_runs=1))
        return {pair: np.mean(each, axis=0) for pair, each in by_pair.items()}


@np.errstate(all="ignore")
def forward(spec: ModelSpec, parameters: Parameters, inputs: FloatArray | IntArray) -> ModelRun:
    """Run models of one shape.

    Parameters
    ----------
    parameters : name -> [runs, ...].
    inputs : [runs, batch, n, d_model], or ids [runs, batch, n].
    """
    x = _embedded(spec, parameters, inputs)
    layers = []
    for layer in range(spec.n_layers):
        n_read = spec.n_read if layer == spec.n_layers - 1 else 0
        run, x = _layer(spec, parameters, layer, x, n_read)
        layers.append(run)
    final = None
    if spec.norm:
        final = layer_norm(x, parameters["gain"], parameters["bias"])
        x = final.output
    if spec.n_classes:
        answer = affine(x, parameters["unembedding"])
    else:
        answer = x[..., spec.features[0] : spec.features[1]]
    return ModelRun(inputs, tuple(layers), final, x, answer)


@np.errstate(all="ignore")
def backward(
    spec: ModelSpec,
    parameters: Parameters,
    run: ModelRun,
    d_answer: FloatArray,
    gradients: Parameters,
    *,
    parts: bool = False,
) -> Ties:
    """Go back through a run, overwriting every array of ``gradients``.

    Parameters
    ----------
    run : what :func:`forward` returned.
    d_answer : as its answer.
    gradients : by the names of the parameters.
    parts : whether the parts of tied matrices are wanted.
    """
    d_x = _back_to_read(spec, parameters, run, d_answer, gradients)
    if run.final_normed is not None:
        found = layer_norm_gradients(run.final_normed, parameters["gain"], d_x)
        gradients["gain"][...], gradients["bias"][...] = found.gain, found.bias
        d_x = found.x
    ties = Ties()
    trained_inputs = bool(spec.n_words or spec.n_positions)
    for layer in reversed(range(spec.n_layers)):
        need_x = layer > 0 or trained_inputs or spec.norm
        back = _layer_back(
            spec, parameters, layer, run.layers[layer], d_x, gradients, ties, need_x, parts
        )
        if back is not None:
            d_x = back
    if spec.n_positions:
        gradients["positions"][...] = 0.0
        gradients["positions"][:, : d_x.shape[-2]] = d_x.sum(axis=1)
    if spec.n_words:
        table = gradients["embedding"]
        table[...] = embedding_gradient(cast("IntArray", run.inputs), d_x, table.shape)
    return ties


def _embedded(spec: ModelSpec, parameters: Parameters, inputs: FloatArray | IntArray) -> FloatArray:
    """Return the first layer's input: [runs, batch, n, d_model]."""
    if spec.n_words:
        x = embed_ids(parameters["embedding"], cast("IntArray", inputs))
    else:
        x = cast("FloatArray", inputs)
    if spec.n_positions:
        x = x + parameters["positions"][:, None, : x.shape[-2]]
    return x


def _layer(
    spec: ModelSpec, parameters: Parameters, layer: int, x: FloatArray, n_read: int
) -> tuple[LayerRun, FloatArray]:
    """Run one layer, and return what it computed and its output."""
    normed, into = None, x
    if spec.norm:
        normed = layer_norm(x, parameters[f"{layer}/gain"], parameters[f"{layer}/bias"])
        into = normed.output
    run = LayerRun(attention(spec, parameters, layer, into, n_read), normed)
    first = run.attention.first
    output = run.attention.output
    x = x[:, :, first:] + output if spec.residual else output
    if not spec.mlp_units:
        return run, x
    run.mlp_input = x
    if spec.norm:
        gain, bias = parameters[f"{layer}/mlp_gain"], parameters[f"{layer}/mlp_bias"]
        run.mlp_normed = layer_norm(x, gain, bias)
        run.mlp_input = run.mlp_normed.output
    run.mlp = mlp(run.mlp_input, *(parameters[f"{layer}/{name}"] for name in _MLP))
    return run, x + run.mlp.output if spec.residual else run.mlp.output


def _back_to_read(
    spec: ModelSpec,
    parameters: Parameters,
    run: ModelRun,
    d_answer: FloatArray,
    gradients: Parameters,
) -> FloatArray:
    """Return dL/d(read)."""
    if spec.n_classes:
        gradients["unembedding"][...] = weight_gradient(run.read, d_answer, 1)
        return map_input_gradient(parameters["unembedding"], d_answer)
    d_read = np.zeros_like(run.read)
    d_read[..., spec.features[0] : spec.features[1]] = d_answer
    return d_read


def _layer_back(
    spec: ModelSpec,
    parameters: Parameters,
    layer: int,
    run: LayerRun,
    d_x: FloatArray,
    gradients: Parameters,
    ties: Ties,
    need_x: bool,
    parts: bool,
) -> FloatArray | None:
    """Go back through one layer; return dL/d(its input), None if nothing needs it."""
    if run.mlp is not None:
        d_x = _mlp_back(spec, parameters, layer, run, d_x, gradients)
    back = attention_back(
        spec, parameters, layer, run.attention, d_x, gradients, need_x=need_x, parts=parts
    )
    ties.parts.update({(layer, name): tied for name, tied in back.tied.items()})
    into = back.x
    if into is None:
        return None
    if run.normed is not None:
        found = layer_norm_gradients(run.normed, parameters[f"{layer}/gain"], into)
        gradients[f"{layer}/gain"][...], gradients[f"{layer}/bias"][...] = found.gain, found.bias
        into = found.x
    if spec.residual:
        into[:, :, run.attention.first :] += d_x
    return into


def _mlp_back(
    spec: ModelSpec,
    parameters: Parameters,
    layer: int,
    run: LayerRun,
    d_x: FloatArray,
    gradients: Parameters,
) -> FloatArray:
    """Go back through a layer's MLP, its norm and its residual path."""
    if run.mlp is None or run.mlp_input is None:
        return d_x
    w_in, w_out = parameters[f"{layer}/w_in"], parameters[f"{layer}/w_out"]
    found = mlp_gradients(run.mlp_input, w_in, w_out, run.mlp.hidden, d_x)
    for name in _MLP:
        gradients[f"{layer}/{name}"][...] = getattr(found, name)
    into = found.x
    if run.mlp_normed is not None:
        norm = layer_norm_gradients(run.mlp_normed, parameters[f"{layer}/mlp_gain"], into)
        gradients[f"{layer}/mlp_gain"][...] = norm.gain
        gradients[f"{layer}/mlp_bias"][...] = norm.bias
        into = norm.x
    return into + d_x if spec.residual else into


_MLP = ("w_in", "b_in", "w_out", "b_out")
