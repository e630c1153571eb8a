"""Encoder-decoder models of the lab: a GRU that reads both ways, attention, a GRU that writes.

Runs of one shape train together: every array has a leading axis of runs. As in
:mod:`core.inputs`, decoder state i has read the target's tokens before i, and is the query there;
the encoder's states are keys and values. The answer at i is made of context and state, by the
attentional layer of Luong, Pham, Manning 2015, arXiv 1508.04025, equation 5, for every score
alike; the encoder is that of Bahdanau, Cho, Bengio 2014, arXiv 1409.0473, section 3.2. Contexts
are not fed into the decoder, so that all its states can be computed, and looked at, by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.lab.seq2seq_attention import CrossAttention, cross_attention
from core.lab.seq2seq_spec import Seq2SeqSpec
from core.lab.spec import Parameters
from core.layers import IntArray, affine, embed_ids
from core.numerics import BoolArray, FloatArray
from core.recurrent import GruStates, gru

PADDING = 0  # the id that stands after the end of a shorter source


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What the encoder made of sources.

    Attributes
    ----------
    ids : [runs, batch, n_k], cut to the longest source.
    valid : [runs, batch, n_k], False = padding.
    run : the GRU, runs [runs, 2]: forwards, backwards.
    states : [runs, batch, n_k, d_model], H: both directions side by side.
    """

    ids: IntArray
    valid: BoolArray
    run: GruStates
    states: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Seq2SeqRun:
    """What a model computed of sources and targets.

    Attributes
    ----------
    encoded : the encoder's part.
    targets : [runs, batch, n_q].
    decoder : the GRU; its ``states`` are S, [runs, batch, n_q, d_model].
    attention : S looking at H.
    joined : [runs, batch, n_q, 2 d_model], context and state.
    hidden : [runs, batch, n_q, d_model], the attentional layer.
    answer : [runs, batch, n_q, n_target_words], logits.
    """

    encoded: Encoded
    targets: IntArray
    decoder: GruStates
    attention: CrossAttention
    joined: FloatArray
    hidden: FloatArray
    answer: FloatArray


@np.errstate(all="ignore")
def encode(parameters: Parameters, sources: IntArray) -> Encoded:
    """Run the encoder.

    Parameters
    ----------
    parameters : name -> [runs, ...], by the names of :meth:`Seq2SeqSpec.shapes`.
    sources : [runs, batch, n], ids, padded at the end.
    """
    longest = int((sources != PADDING).sum(axis=-1).max(initial=1))
    ids = sources[..., :longest]
    valid = ids != PADDING
    x = embed_ids(parameters["source_embedding"], ids)  # [runs, batch, n, d_embedding]
    both = _gru(
        parameters,
        "encoder",
        np.stack([x, x[:, :, ::-1]], axis=1),  # [runs, 2, batch, n, d_embedding]
        valid=np.stack([valid, valid[..., ::-1]], axis=1),
    )
    forwards, backwards = both.states[:, 0], both.states[:, 1, :, ::-1]
    states = np.concatenate([forwards, backwards], axis=-1)  # [runs, batch, n, d_model]
    return Encoded(ids, valid, both, states)


@np.errstate(all="ignore")
def forward(
    spec: Seq2SeqSpec, parameters: Parameters, sources: IntArray, targets: IntArray
) -> Seq2SeqRun:
    """Run models of one shape, the decoder reading the true tokens before each place.

    Parameters
    ----------
    parameters : name -> [runs, ...].
    sources : [runs, batch, n], ids, padded at the end.
    targets : [runs, batch, n_q], ids.
    """
    encoded = encode(parameters, sources)
    y = embed_ids(parameters["target_embedding"], targets)  # [runs, batch, n_q, d_embedding]
    before = np.zeros_like(y)
    before[:, :, 1:] = y[:, :, :-1]  # nothing before the first, as in core.inputs
    decoder = _gru(parameters, "decoder", before, start=_start(encoded))
    attention = cross_attention(spec, parameters, decoder.states, encoded.states, encoded.valid)
    joined, hidden, answer = answered(parameters, attention.context, decoder.states)
    return Seq2SeqRun(encoded, targets, decoder, attention, joined, hidden, answer)


@np.errstate(all="ignore")
def greedy(spec: Seq2SeqSpec, parameters: Parameters, sources: IntArray) -> IntArray:
    """Write targets token by token, each the likeliest after those before: [runs, batch, n_q].

    Parameters
    ----------
    sources : [runs, batch, n], ids, padded at the end.
    """
    encoded = encode(parameters, sources)
    state = _start(encoded)
    written = np.zeros((*sources.shape[:2], spec.n_target), np.int64)
    table = parameters["target_embedding"]
    x = np.zeros((*sources.shape[:2], 1, table.shape[-1]), table.dtype)
    for place in range(spec.n_target):
        one = _gru(parameters, "decoder", x, start=state).states  # [runs, batch, 1, d_model]
        seen = cross_attention(spec, parameters, one, encoded.states, encoded.valid)
        answer = answered(parameters, seen.context, one)[2]  # [runs, batch, 1, n_target_words]
        written[..., place] = answer[..., 0, :].argmax(axis=-1)
        x = embed_ids(table, written[..., place : place + 1])
        state = one[:, :, 0]
    return written


def _gru(
    parameters: Parameters,
    part: str,
    x: FloatArray,
    start: FloatArray | None = None,
    valid: BoolArray | None = None,
) -> GruStates:
    """Run the GRU of one part of the model."""
    w, u, bias, candidate_bias = (parameters[f"{part}/{name}"] for name in GRU)
    return gru(x, w, u, bias, candidate_bias, start, valid)


def _start(encoded: Encoded) -> FloatArray:
    """Return the decoder's first state, what each direction ends with: [runs, batch, d_model]."""
    last = encoded.run.states[:, :, :, -1]  # [runs, 2, batch, d_model / 2]
    return np.concatenate([last[:, 0], last[:, 1]], axis=-1)


def answered(
    parameters: Parameters, context: FloatArray, states: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return context and state side by side, the attentional layer, and the logits."""
    joined = np.concatenate([context, states], axis=-1)  # [runs, batch, n_q, 2 d_model]
    hidden = affine(joined, parameters["W_c"], parameters["b_c"])
    np.tanh(hidden, out=hidden)
    return joined, hidden, affine(hidden, parameters["unembedding"], parameters["b_out"])


GRU = ("W", "U", "bias", "candidate_bias")
