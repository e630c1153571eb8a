"""What flows back to the states of learned gated networks from the states that follow them.

It mirrors :func:`core.gradients.recurrent.gru_gradients`, cell by cell: with g the gradient of the
state that follows, its update gate z hands back z g, and its three gates what reaches each of them
times the matrix U.
"""

from __future__ import annotations

import numpy as np

from core.explanation import Source
from core.gradients.paths import Back, Flow
from core.inputs import previous_tokens
from core.messages import QT_TRANSLATE_NOOP
from core.numerics import FloatArray
from core.recurrent import gru
from core.trained.encoder_decoder import EncoderDecoderSource

Network = tuple[FloatArray, FloatArray, FloatArray, FloatArray]


def gated_flows(back: Back, grid: str, place: tuple[int, int, int]) -> tuple[Flow, ...]:
    """Return what reaches a state through the one that was filled after it."""
    _, row, col = place
    source = back.found.trace.computed.source
    if not isinstance(source, EncoderDecoderSource):
        raise TypeError(f"{type(source).__name__} has no gated networks")
    states = back.array("encoder_states")[0]
    half = states.shape[1] // 2
    if grid == "decoder_states":
        return _decoder(back, source, row + 1, back.array(grid)[0, row], col)
    later = col >= half  # the second half was filled from the end on
    end, step = (0, -1) if later else (len(states) - 1, 1)
    if row == end:
        start = np.concatenate([states[-1, :half], states[0, half:]])
        return _decoder(back, source, 0, start, col)
    columns = slice(half, None) if later else slice(None, half)
    w, u, bias, candidate_bias = source.network("encoder", int(later))
    x = back.array("source_x")[0, row + step]
    flow = _through(
        back,
        (grid, row + step, columns),
        (w, u, bias, candidate_bias),
        x,
        states[row, columns],
        col - columns.indices(states.shape[1])[0],
    )
    return (flow,)


def _decoder(
    back: Back, source: EncoderDecoderSource, row: int, before: FloatArray, col: int
) -> tuple[Flow, ...]:
    """Return what comes back from a state of the decoder, nothing beyond the last."""
    if row >= back.array("decoder_states").shape[1]:
        return ()
    w, u, bias, candidate_bias = source.network("decoder", None)
    x = previous_tokens(back.array("target_x")[0])[row]
    place = ("decoder_states", row, slice(None))
    return (_through(back, place, (w, u, bias, candidate_bias), x, before, col),)


def _through(
    back: Back,
    place: tuple[str, int, slice],
    network: Network,
    x: FloatArray,
    before: FloatArray,
    col: int,
) -> Flow:
    """Return what one state hands back to one number of the state before it.

    Parameters
    ----------
    place : grid, row and columns of the state that hands back.
    x, before : [d_in], [width], what it was made of.
    col : the number's place in ``before``.
    """
    grid, row, columns = place
    w, u, bias, candidate_bias = network
    gradient = back.onward(grid)[0, row, columns]  # [width]
    step = gru(x[None], w, u, bias, candidate_bias, before)
    reset, update, candidate = np.split(step.gates[0, 0, 0], 3)  # [width], three times
    to_candidate = gradient * (1.0 - candidate * candidate) * (1.0 - update)
    to_update = gradient * (before - candidate) * update * (1.0 - update)
    to_reset = to_candidate * step.recalled[0, 0, 0] * reset * (1.0 - reset)
    numbers = range(1, len(gradient) + 1)
    return Flow(
        np.concatenate([gradient[col : col + 1], to_reset, to_update, to_candidate * reset]),
        (f"h {col + 1}", *(f"{gate} {number}" for gate in ("r", "z", "c") for number in numbers)),
        (Source(f"d_{grid}", 0, row, None), Source(grid, 0, row, None)),
        slope=np.concatenate([update[col : col + 1], u[col]]),
        name=QT_TRANSLATE_NOOP("core", "z or U"),
        symbol="U",
    )
