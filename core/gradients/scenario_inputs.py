"""Back through the first step of a run: from states or X to embeddings, through time."""

from __future__ import annotations

import numpy as np

from core.gradients.layers import layer_norm_gradients
from core.gradients.ledger import Ledger
from core.gradients.recurrent import RecurrenceGradients, recurrence_gradients
from core.inputs import previous_tokens
from core.layers import layer_norm
from core.numerics import FloatArray


def back_through_inputs(ledger: Ledger) -> None:
    """Hand the gradients of X, or of encoder and decoder states, back to the embeddings."""
    if not ledger.computed.resolved.two_texts:
        _one_text(ledger)
        return
    if ledger.computed.resolved.gated:
        from core.gradients.scenario_gated import back_through_gated  # only a trained run needs it

        back_through_gated(ledger)
        return
    target_x = ledger.array("target_x")[0]
    encoder = ledger.array("encoder_states")
    last = encoder[0, -1] if encoder.shape[1] else np.zeros(encoder.shape[-1], encoder.dtype)
    decoder = _recurrence(
        ledger, ("decoder_states", "w_dec", "u_dec"), previous_tokens(target_x), last
    )
    d_target = np.zeros_like(target_x)
    d_target[:-1] = decoder.x[1:]  # the token before feeds a state; the last feeds none
    ledger.receive("target_x", "decoder", d_target)
    if encoder.shape[1]:
        d_last = np.zeros_like(encoder[0])
        d_last[-1] = decoder.start
        ledger.receive("encoder_states", "recurrence", d_last)
    source_x = ledger.array("source_x")[0]
    start = np.zeros_like(last)
    states = _recurrence(ledger, ("encoder_states", "w_enc", "u_enc"), source_x, start)
    ledger.receive("source_x", "encoder", states.x)
    _vectors(ledger, "source_")
    _vectors(ledger, "target_")


def _recurrence(
    ledger: Ledger, grids: tuple[str, str, str], x: FloatArray, start: FloatArray
) -> RecurrenceGradients:
    """Go back through time: states, then their two matrices; return the rest."""
    states, w, u = grids
    held = ledger.held(states)
    read = ledger.total(states)[0]
    found = recurrence_gradients(
        x,
        ledger.array(w)[0],
        ledger.array(u)[0],
        start,
        ledger.array(states)[0],
        read,
        None if held is None else held[0],
    )
    ledger.receive(states, "recurrence", found.states - read)  # through the states that follow
    ledger.receive(w, "recurrence", found.w)
    ledger.receive(u, "recurrence", found.u)
    return found


def _one_text(ledger: Ledger) -> None:
    """Hand the gradient of X back: through layer norm where there is one, to what it is made of."""
    if "stream" not in ledger.computed.arrays:
        _vectors(ledger, "")
        return
    onward = ledger.onward("x")
    if ledger.computed.resolved.normed:
        gain = ledger.array("norm_gain")[0, 0]
        normed = layer_norm(ledger.array("stream")[0], gain, ledger.array("norm_bias")[0, 0])
        found = layer_norm_gradients(normed, gain, onward[0])
        ledger.receive("norm_gain", "x", found.gain)
        ledger.receive("norm_bias", "x", found.bias)
        onward = found.x[None]
    ledger.receive("stream", "x", onward)
    for part in ("embedding", "position"):
        if part in ledger.computed.arrays:
            ledger.receive(part, "x", ledger.onward("stream"))


def _vectors(ledger: Ledger, prefix: str) -> None:
    """Hand the gradient of X = E + P to both."""
    onward = ledger.onward(f"{prefix}x")
    ledger.receive(f"{prefix}embedding", "x", onward)
    if f"{prefix}position" in ledger.computed.arrays:
        ledger.receive(f"{prefix}position", "x", onward)
