"""The attention between decoder and encoder states: the explorer's own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.attention import Attended, attend, attend_from_scores
from core.lab.seq2seq_spec import Seq2SeqSpec
from core.lab.spec import Parameters
from core.layers import affine
from core.numerics import BoolArray, FloatArray
from core.scores import tanh_layer


@dataclass(frozen=True, slots=True, eq=False)
class CrossAttention:
    """What the attention computed; ``heads`` counts runs and batch through.

    Attributes
    ----------
    states, memory : [runs, batch, n_q, d], [runs, batch, n_k, d]: S and H.
    query, key, value : [heads, n, width].
    layer : [heads, n_q, n_k, units], of an additive score.
    attended : every stage, [heads, n_q, n_k] and [heads, n_q, d].
    """

    states: FloatArray
    memory: FloatArray
    query: FloatArray
    key: FloatArray
    value: FloatArray
    layer: FloatArray | None
    attended: Attended

    @property
    def context(self) -> FloatArray:
        """[runs, batch, n_q, d]."""
        return self.attended.context.reshape(*self.states.shape[:-1], self.value.shape[-1])

    @property
    def weights(self) -> FloatArray:
        """[runs, batch, n_q, n_k]."""
        weights = self.attended.weights
        return weights.reshape(*self.states.shape[:2], *weights.shape[-2:])


def cross_attention(
    spec: Seq2SeqSpec,
    parameters: Parameters,
    states: FloatArray,
    memory: FloatArray,
    valid: BoolArray,
) -> CrossAttention:
    """Let decoder states look at encoder states.

    Parameters
    ----------
    parameters : by the names of :meth:`Seq2SeqSpec.shapes`.
    states, memory : [runs, batch, n_q, d], [runs, batch, n_k, d].
    valid : [runs, batch, n_k], False = padding, which nothing attends to.
    """
    query = as_heads(_made(parameters, spec.row.make_query.parameter, states))
    key = as_heads(_made(parameters, spec.row.make_key.parameter, memory))
    value = as_heads(memory)
    mask = valid.reshape(-1, 1, valid.shape[-1])  # [heads, 1, n_k]
    if not spec.additive:
        attended = attend(query, key, value, mask=mask, scale=1.0)
        return CrossAttention(states, memory, query, key, value, None, attended)
    layer = tanh_layer(query, key)  # [heads, n_q, n_k, units]
    v = parameters["v_a"]  # [runs, units, 1]
    scores = affine(layer.reshape(len(v), -1, layer.shape[-1]), v)  # [runs, pairs, 1]
    attended = attend_from_scores(scores.reshape(layer.shape[:-1]), value, mask=mask)
    return CrossAttention(states, memory, query, key, value, layer, attended)


def _made(parameters: Parameters, name: str | None, x: FloatArray) -> FloatArray:
    """Map states by a matrix of the variant, or take them as they are."""
    return x if name is None else affine(x, parameters[name])


def as_heads(x: FloatArray) -> FloatArray:
    """Count runs and batch through: [runs, batch, n, d] -> [runs * batch, n, d].

    Attention goes through memory in blocks of many heads, but of one index of a batch.
    """
    return np.ascontiguousarray(x.reshape(-1, *x.shape[-2:]))
