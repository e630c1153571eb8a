"""Models of the lab, forwards (:mod:`core.lab.forward`) and backwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from core.gradients.layers import embedding_gradient, layer_norm_gradients, mlp_gradients
from core.gradients.maps import map_input_gradient, weight_gradient
from core.gradients.ties import TiedGradient
from core.lab.block_back import attention_back
from core.lab.forward import MLP, LayerRun, ModelRun, forward
from core.lab.spec import ModelSpec, Parameters
from core.layers import IntArray
from core.numerics import FloatArray

__all__ = ["LayerRun", "ModelRun", "Ties", "backward", "forward"]


@dataclass(slots=True, eq=False)
class Ties:
    """The parts of tied matrices' gradients: (layer, matrix) -> parts."""

    parts: dict[tuple[int, str], TiedGradient] = field(default_factory=dict)

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
    if spec.answer_columns != slice(None):
        return d_answer
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
    for name in MLP:
        gradients[f"{layer}/{name}"][...] = getattr(found, name)
    into = found.x
    if run.mlp_normed is not None:
        norm = layer_norm_gradients(run.mlp_normed, parameters[f"{layer}/mlp_gain"], into)
        gradients[f"{layer}/mlp_gain"][...] = norm.gain
        gradients[f"{layer}/mlp_bias"][...] = norm.bias
        into = norm.x
    return into + d_x if spec.residual else into
