"""Back through the learned networks that read and write two texts, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from core.gradients.ledger import Ledger
from core.gradients.recurrent import gru_gradients
from core.inputs import previous_tokens
from core.numerics import FloatArray
from core.recurrent import gru
from core.trained.encoder_decoder import EncoderDecoderSource

Network = tuple[FloatArray, FloatArray, FloatArray, FloatArray]


def back_through_gated(ledger: Ledger) -> None:
    """Hand the gradients of encoder and decoder states back to the vectors of both texts."""
    source = ledger.computed.source
    if not isinstance(source, EncoderDecoderSource):
        raise TypeError(f"{type(source).__name__} has no gated networks")
    half = ledger.computed.resolved.d_model // 2
    encoder = ledger.array("encoder_states")[0]
    d_start = _decoder(ledger, source, np.concatenate([encoder[-1, :half], encoder[0, half:]]))
    d_ends = np.zeros_like(encoder)
    d_ends[-1, :half] += d_start[:half]
    d_ends[0, half:] += d_start[half:]
    ledger.receive("encoder_states", "recurrence", d_ends)
    _encoder(ledger, source, half)
    for text in ("source", "target"):
        ledger.receive(f"{text}_embedding", "x", ledger.onward(f"{text}_x"))


def _decoder(ledger: Ledger, source: EncoderDecoderSource, start: FloatArray) -> FloatArray:
    """Go back through the decoder; return dL/d(its first state), [d]."""
    x = previous_tokens(ledger.array("target_x")[0])
    places = range(len(x))
    d_x, d_start = _back(
        ledger, "decoder_states", x, _network(source, "decoder"), start, places, slice(None)
    )
    d_target = np.zeros_like(x)
    d_target[:-1] = d_x[1:]  # the token before feeds a state; the last feeds none
    ledger.receive("target_x", "decoder", d_target)
    return d_start


def _encoder(ledger: Ledger, source: EncoderDecoderSource, half: int) -> None:
    """Go back through the encoder, in both of its directions."""
    x = ledger.array("source_x")[0]
    start = np.zeros(half, x.dtype)
    for direction, columns in enumerate((slice(None, half), slice(half, None))):
        places: Iterable[int] = range(len(x)) if direction == 0 else reversed(range(len(x)))
        network = _network(source, "encoder", direction)
        d_x, _ = _back(ledger, "encoder_states", x, network, start, tuple(places), columns)
        ledger.receive("source_x", "encoder", d_x)


def _network(source: EncoderDecoderSource, part: str, direction: int | None = None) -> Network:
    w, u, bias, candidate_bias = source.network(part, direction)
    return w, u, bias, candidate_bias


def _back(
    ledger: Ledger,
    grid: str,
    x: FloatArray,
    network: Network,
    start: FloatArray,
    places: Iterable[int],
    columns: slice,
) -> tuple[FloatArray, FloatArray]:
    """Go back through one network that filled some columns of a grid of states.

    Parameters
    ----------
    x : [n, d_in].
    start : [width], the state before the first.
    places : the rows in the order in which they were filled.

    Returns
    -------
    d_x, d_start : [n, d_in], [width].
    """
    states = ledger.array(grid)[0][:, columns]
    read = ledger.total(grid)[0][:, columns]
    held = ledger.held(grid)
    silent = None if held is None else held[0][:, columns]
    total, d_x = read.copy(), np.zeros_like(x)
    carried = np.zeros_like(start)
    for place, before in _backwards(tuple(places), states, start):
        total[place] += carried
        onward = total[place] if silent is None else np.where(silent[place], 0.0, total[place])
        step = gru(x[place : place + 1], *network, before)
        found = gru_gradients(step, network[0], network[1], onward[None])
        d_x[place], carried = found.x[0], found.start
    through = np.zeros_like(ledger.array(grid))
    through[0][:, columns] = total - read  # through the states that follow
    ledger.receive(grid, "recurrence", through)
    return d_x, carried


def _backwards(
    places: tuple[int, ...], states: FloatArray, start: FloatArray
) -> Iterator[tuple[int, FloatArray]]:
    """Yield the rows from the last to the first, each with the state before it."""
    for at in range(len(places) - 1, -1, -1):
        yield places[at], states[places[at - 1]] if at else start
