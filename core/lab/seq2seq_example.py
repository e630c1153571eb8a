"""One date through a trained encoder-decoder, laid out as the explorer's traditional variants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.lab.dates import TARGET_TOKENS, source_ids, target_ids, target_text
from core.lab.seq2seq import forward, greedy
from core.lab.seq2seq_spec import Seq2SeqSpec
from core.lab.spec import Parameters
from core.numerics import FloatArray
from core.text import tokenise


@dataclass(frozen=True, slots=True, eq=False)
class Translated:
    """What a model makes of one text, without the axes of runs and batch.

    Attributes
    ----------
    source, target : the tokens, as :func:`core.text.tokenise` cuts the texts into characters.
    written : what the model writes by itself, each token the likeliest after those before.
    encoder_states : [n_k, d_model], H, one a source token: keys come from it, values are it.
    decoder_states : [n_q, d_model], S, one a target token: state i has read the tokens before i,
        and is the query with which the model looks for token i.
    matrices : name of each ``Parameter`` of the variant but W_O -> [rows, cols], as its row says:
        ``W_a``; ``W_a[s]``, ``W_a[h]``, ``v_a``; ``W_a(s)``, ``U_a``, ``v_a``.
    weights : [n_q, n_k], what the model's own attention gave.
    d_head : units of the alignment layer; d_model where the score has none.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    written: str
    encoder_states: FloatArray
    decoder_states: FloatArray
    matrices: Mapping[str, FloatArray]
    weights: FloatArray
    d_head: int


def translated(
    spec: Seq2SeqSpec, parameters: Parameters, source: str, target: str | None = None
) -> Translated:
    """Run a model of the task ``dates`` on one text.

    The traditional variant of the same key, unscaled, without W_O and without a mask, given these
    states and matrices, computes the model's own scores, weights and contexts.

    Parameters
    ----------
    spec, parameters : of a checkpoint of kind ``seq2seq``; arrays without an axis of runs.
    source : a date in any style; white space does not matter.
    target : what the decoder reads, token i before it looks for token i + 1, be it right or wrong;
        None or "" = what the model writes by itself.

    Raises
    ------
    ValueError : a text is empty or has a character that the model does not know; names it.
    """
    one = {name: array[None] for name, array in parameters.items()}  # a single run
    ids = source_ids(source)[None, None]  # [1, 1, n_k]
    written = greedy(spec, one, ids)
    given = target_ids(target) if target else written[0, 0]
    run = forward(spec, one, ids, given[None, None])
    return Translated(
        source=tokenise(source, "characters"),
        target=tuple(TARGET_TOKENS[each] for each in given),
        written=target_text(written[0, 0]),
        encoder_states=run.encoded.states[0, 0],
        decoder_states=run.decoder.states[0, 0],
        matrices=MappingProxyType({name: parameters[name] for name in spec.attention_shapes()}),
        weights=run.attention.weights[0, 0],
        d_head=spec.units if spec.additive else spec.d_model,
    )
