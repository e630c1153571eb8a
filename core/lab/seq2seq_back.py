"""The way back through an encoder-decoder, from its answer to every parameter."""

from __future__ import annotations

import numpy as np

from core.gradients.attention import attention_gradients, scored_gradients
from core.gradients.layers import embedding_gradient
from core.gradients.maps import bias_gradient, map_input_gradient, weight_gradient
from core.gradients.recurrent import GruGradients, gru_gradients
from core.gradients.scores import layer_score_gradients
from core.lab.seq2seq import GRU, Encoded, Seq2SeqRun
from core.lab.seq2seq_attention import CrossAttention, as_heads
from core.lab.seq2seq_spec import Seq2SeqSpec
from core.lab.spec import Parameters
from core.numerics import FloatArray


@np.errstate(all="ignore")
def backward(
    spec: Seq2SeqSpec,
    parameters: Parameters,
    run: Seq2SeqRun,
    d_answer: FloatArray,
    gradients: Parameters,
) -> None:
    """Go back through a run, overwriting every array of ``gradients``.

    Parameters
    ----------
    run : what :func:`forward` returned.
    d_answer : as its answer.
    gradients : by the names of the parameters.
    """
    gradients["unembedding"][...] = weight_gradient(run.hidden, d_answer, 1)
    gradients["b_out"][...] = bias_gradient(d_answer, 1)
    d_hidden = map_input_gradient(parameters["unembedding"], d_answer)
    d_hidden *= 1.0 - run.hidden * run.hidden
    gradients["W_c"][...] = weight_gradient(run.joined, d_hidden, 1)
    gradients["b_c"][...] = bias_gradient(d_hidden, 1)
    d_joined = map_input_gradient(parameters["W_c"], d_hidden)
    d_context, d_read = d_joined[..., : spec.d_model], d_joined[..., spec.d_model :]
    d_states, d_memory = _attention_back(spec, parameters, run.attention, d_context, gradients)
    d_states += d_read
    decoder = gru_gradients(run.decoder, parameters["decoder/W"], parameters["decoder/U"], d_states)
    _keep(decoder, "decoder", gradients)
    d_y = np.zeros_like(decoder.x)
    d_y[:, :, :-1] = decoder.x[:, :, 1:]
    table = gradients["target_embedding"]
    table[...] = embedding_gradient(run.targets, d_y, table.shape)
    _encoder_back(parameters, run.encoded, d_memory, decoder.start, gradients)


def _attention_back(
    spec: Seq2SeqSpec,
    parameters: Parameters,
    run: CrossAttention,
    d_context: FloatArray,
    gradients: Parameters,
) -> tuple[FloatArray, FloatArray]:
    """Go back through the attention, filling ``gradients``; return dL/dS and dL/dH.

    Parameters
    ----------
    run : what :func:`core.lab.seq2seq_attention.cross_attention` returned.
    d_context : [runs, batch, n_q, d].
    gradients : by the names of the parameters; those of attention are overwritten.
    """
    d_rows = as_heads(d_context)
    if run.layer is None:
        found = attention_gradients(run.attended, run.query, run.key, run.value, d_rows, scale=1.0)
        d_query, d_key, d_value = found.query, found.key, found.value
    else:
        scored = scored_gradients(run.attended, run.value, d_rows)
        d_query, d_key = _layer_back(parameters, run.layer, scored.scores, gradients)
        d_value = scored.value
    d_states = _made_back(parameters, spec.row.make_query.parameter, run.states, d_query, gradients)
    d_memory = _made_back(parameters, spec.row.make_key.parameter, run.memory, d_key, gradients)
    d_memory += d_value.reshape(run.memory.shape)
    return d_states, d_memory


def _layer_back(
    parameters: Parameters, layer: FloatArray, d_scores: FloatArray, gradients: Parameters
) -> tuple[FloatArray, FloatArray]:
    """Go back through v and the tanh layer; return dL/d(query) and dL/d(key), [heads, n, units]."""
    v = parameters["v_a"][..., 0]  # [runs, units]
    lead = (len(v), -1)
    found = layer_score_gradients(
        layer.reshape(*lead, *layer.shape[1:]), v, d_scores.reshape(*lead, *d_scores.shape[1:])
    )
    gradients["v_a"][..., 0] = found.v
    units = v.shape[-1]
    return (
        found.projected_query.reshape(len(layer), -1, units),
        found.projected_key.reshape(len(layer), -1, units),
    )


def _made_back(
    parameters: Parameters,
    name: str | None,
    x: FloatArray,
    d_made: FloatArray,
    gradients: Parameters,
) -> FloatArray:
    """Undo ``_made``: hand the gradient [heads, n, width] to the matrix, and return dL/dx."""
    d_made = d_made.reshape(*x.shape[:-1], d_made.shape[-1])
    if name is None:
        return d_made
    gradients[name][...] = weight_gradient(x, d_made, 1)
    return map_input_gradient(parameters[name], d_made)


def _encoder_back(
    parameters: Parameters,
    encoded: Encoded,
    d_memory: FloatArray,
    d_start: FloatArray,
    gradients: Parameters,
) -> None:
    """Go back through the encoder, given dL/dH and dL/d(the decoder's first state)."""
    half = d_memory.shape[-1] // 2
    # halves of the width for the two directions: [runs, 2, batch, n, half]
    d_both = np.stack([d_memory[..., :half], d_memory[:, :, ::-1, half:]], axis=1)
    d_both[:, 0, :, -1] += d_start[..., :half]
    d_both[:, 1, :, -1] += d_start[..., half:]
    found = gru_gradients(encoded.run, parameters["encoder/W"], parameters["encoder/U"], d_both)
    _keep(found, "encoder", gradients)
    d_x = found.x[:, 0] + found.x[:, 1, :, ::-1]  # [runs, batch, n, d_embedding]
    table = gradients["source_embedding"]
    table[...] = embedding_gradient(encoded.ids, d_x, table.shape)


def _keep(found: GruGradients, part: str, gradients: Parameters) -> None:
    for name, gradient in zip(GRU, _GRADIENTS, strict=True):
        gradients[f"{part}/{name}"][...] = getattr(found, gradient)


_GRADIENTS = ("w", "u", "bias", "candidate_bias")
