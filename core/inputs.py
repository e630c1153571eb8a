"""Text to the vectors that attention starts from: X, or encoder states H and decoder states S.

Vectors are rows, so a paper's ``W x`` is ``x @ W`` here.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from core.draws import matrix
from core.edits import RECURRENT
from core.numerics import FloatArray
from core.resolve import Resolved
from core.text import embed, sinusoidal

Put: TypeAlias = Callable[[str, FloatArray], FloatArray]
"""Takes a grid's name and array, and returns the array to go on with (edited, read-only)."""

Touch: TypeAlias = Callable[[int, FloatArray], None]
"""Takes the number of a state and the state [d], which it may overwrite in place."""

RECURRENT_NAMES = MappingProxyType(dict(zip(RECURRENT, ("W_h", "U_h", "W_s", "U_s"), strict=True)))
"""Grid of a recurrent matrix -> the name under which it is drawn."""


def fill_inputs(resolved: Resolved, seed: int, put: Put, touch: Callable[[str], Touch]) -> None:
    """Compute every grid of the first step and hand it to ``put``, each [1, n, d_model].

    Parameters
    ----------
    resolved, seed : what decides the numbers.
    put : called in the order of the computation.
    touch : gives, for ``encoder_states`` and ``decoder_states``, what happens to each new state.
    """
    if not resolved.two_texts:
        _vectors(resolved, seed, resolved.key_tokens, "", put)
        return
    source = _vectors(resolved, seed, resolved.key_tokens, "source_", put)
    target = _vectors(resolved, seed, resolved.query_tokens, "target_", put)
    d = resolved.d_model
    w_enc, u_enc, w_dec, u_dec = (
        put(grid, matrix(seed, name, 1, d, d, resolved.dtype))[0]
        for grid, name in RECURRENT_NAMES.items()
    )
    start = np.zeros(d, dtype=resolved.dtype)
    encoder = recurrence(source[0], w_enc, u_enc, start, touch("encoder_states"))
    put("encoder_states", encoder[None])
    last = encoder[-1] if resolved.n_k else start
    before = previous_tokens(target[0])
    decoder = recurrence(before, w_dec, u_dec, last, touch("decoder_states"))
    put("decoder_states", decoder[None])


def previous_tokens(target_x: FloatArray) -> FloatArray:
    """Shift vectors by one: row i is the vector before it, row 0 is zeros (begin of sentence).

    [n, d_model] -> [n, d_model].
    """
    before = np.zeros_like(target_x)
    before[1:] = target_x[:-1]
    return before


def recurrence(
    x: FloatArray, w: FloatArray, u: FloatArray, start: FloatArray, touch: Touch | None = None
) -> FloatArray:
    """Run a simple recurrent network: row t is ``tanh(x_t w + state_{t-1} u)``.

    Elman 1990, "Finding Structure in Time".

    Parameters
    ----------
    x : [n, d_in].
    w : [d_in, d].
    u : [d, d].
    start : [d], the state before the first.
    touch : may overwrite a state before the next is made from it.

    Returns
    -------
    states : [n, d].
    """
    with np.errstate(all="ignore"):
        driven = x @ w  # [n, d_in] @ [d_in, d] -> [n, d]
        states = np.empty_like(driven)
        state = start
        for step in range(x.shape[0]):
            np.tanh(driven[step] + state @ u, out=states[step])
            if touch is not None:
                touch(step, states[step])
            state = states[step]
    return states


def _vectors(
    resolved: Resolved, seed: int, tokens: tuple[str, ...], prefix: str, put: Put
) -> FloatArray:
    """Return the vectors of one text [1, n, d_model]: embeddings, plus positions if on."""
    d_model = resolved.d_model
    x = put(f"{prefix}embedding", embed(tokens, d_model, seed, resolved.dtype)[None])
    if resolved.positions:
        waves = sinusoidal(len(tokens), d_model, resolved.dtype)[None]
        with np.errstate(all="ignore"):
            x = x + put(f"{prefix}position", waves)
    return put(f"{prefix}x", x)
