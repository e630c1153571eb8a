"""Backward passes through time: the GRU of :mod:`core.recurrent`, and the simple recurrence.

Werbos 1990, "Backpropagation through time". Only the state's own gradient goes step by step; the
gradients of matrices and inputs are one matrix product over all steps afterwards.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.gradients.maps import weight_gradient
from core.numerics import BoolArray, FloatArray
from core.recurrent import GruStates, flat_runs, flat_start, through_time, time_first, time_last


@dataclass(frozen=True, slots=True, eq=False)
class RecurrenceGradients:
    """Gradients of the simple recurrence.

    Attributes
    ----------
    x, w, u : as the inputs.
    start : [*runs, *batch, d].
    states : [*runs, *batch, n, d], of each state all that follows from it, later states included.
    """

    x: FloatArray
    w: FloatArray
    u: FloatArray
    start: FloatArray
    states: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class GruGradients:
    """Gradients of the GRU.

    Attributes
    ----------
    x, w, u, bias, candidate_bias : as the inputs.
    start : [*runs, *batch, d].
    """

    x: FloatArray
    w: FloatArray
    u: FloatArray
    bias: FloatArray
    candidate_bias: FloatArray
    start: FloatArray


@np.errstate(all="ignore")
def recurrence_gradients(
    x: FloatArray,
    w: FloatArray,
    u: FloatArray,
    start: FloatArray | None,
    states: FloatArray,
    d_states: FloatArray,
    held: BoolArray | None = None,
) -> RecurrenceGradients:
    """Backward pass of ``tanh_recurrence`` and of :func:`core.inputs.recurrence`.

    Parameters
    ----------
    x : [*runs, *batch, n, d_in].
    w, u : [*runs, d_in, d], [*runs, d, d].
    start : [*runs, *batch, d]; None = zeros.
    states : [*runs, *batch, n, d], what came out.
    d_states : [*runs, *batch, n, d], dL/d(state) by what reads it, the recurrence aside.
    held : [*runs, *batch, n, d], True = the number was put there, and answers to nothing.
    """
    n_runs, *_, n, d_in = w.ndim - 2, *x.shape
    kept = time_first(states, n_runs)  # [runs, n, batch, d]
    slope = 1.0 - kept * kept
    if held is not None:
        slope *= ~time_first(held, n_runs)
    total = time_first(d_states, n_runs)
    total = total.copy() if np.shares_memory(total, d_states) else total
    u_back = flat_runs(u).swapaxes(-1, -2)
    carried = np.zeros(total[:, 0].shape if n else flat_start(start, kept).shape, kept.dtype)
    for step in reversed(range(n)):
        here = total[:, step]
        here += carried
        slope[:, step] *= here  # now dL/d(x w + state u)
        carried = slope[:, step] @ u_back
    before = np.empty_like(kept)
    before[:, 1:] = kept[:, :-1]
    before[:, :1] = flat_start(start, kept)[:, None]
    d_x = through_time(slope, flat_runs(w).swapaxes(-1, -2))
    return RecurrenceGradients(
        x=time_last(d_x, (*x.shape[:-1], d_in)),
        w=weight_gradient(time_first(x, n_runs), slope, 1).reshape(w.shape),
        u=weight_gradient(before, slope, 1).reshape(u.shape),
        start=carried.reshape(*states.shape[:-2], states.shape[-1]),
        states=time_last(total, states.shape),
    )


@np.errstate(all="ignore")
def gru_gradients(
    run: GruStates, w: FloatArray, u: FloatArray, d_states: FloatArray
) -> GruGradients:
    """Backward pass of :func:`core.recurrent.gru`; padded steps hand the gradient on untouched.

    Parameters
    ----------
    run : what ``gru`` returned.
    w, u : what it was given.
    d_states : [*runs, *batch, n, d], dL/d(state) by what reads it, the recurrence aside.
    """
    n_runs, d = w.ndim - 2, u.shape[-2]
    runs, lead = w.shape[:-2], d_states.shape[:-2]
    d_read = time_first(d_states, n_runs)  # [runs, n, batch, d]
    reset, update, candidate = (run.gates[..., i * d : (i + 1) * d] for i in range(3))
    # All that does not wait for the gradient of the state after, for all steps at once.
    driven = np.empty_like(run.gates)  # dL/d(x W + b), r, z and c
    slopes = tuple(driven[..., i * d : (i + 1) * d] for i in range(3))
    np.multiply(1.0 - candidate * candidate, 1.0 - update, out=slopes[2])
    np.multiply((run.before - candidate) * update, 1.0 - update, out=slopes[1])
    np.multiply(slopes[2] * run.recalled, reset * (1.0 - reset), out=slopes[0])
    pulled = driven.copy()  # dL/d(h U): the same, but for the candidate behind its reset
    pulled[..., 2 * d :] *= reset
    u_back = flat_runs(u).swapaxes(-1, -2)  # [runs, 3 d, d]
    d_state = np.zeros_like(d_read[:, 0]) if d_read.shape[1] else flat_start(None, d_read)
    for step in reversed(range(d_read.shape[1])):
        d_state += d_read[:, step]
        thrice = np.concatenate([d_state] * 3, axis=-1)  # [runs, batch, 3 d]
        driven[:, step] *= thrice
        pulled[:, step] *= thrice
        d_state *= update[:, step]
        d_state += pulled[:, step] @ u_back
    d_x = through_time(driven, flat_runs(w).swapaxes(-1, -2))
    flat = (math.prod(runs), math.prod(driven.shape[1:-1]))
    d_bias = np.ones((flat[1],), driven.dtype) @ driven.reshape(*flat, 3 * d)
    d_shift = np.ones((flat[1],), driven.dtype) @ pulled.reshape(*flat, 3 * d)[..., 2 * d :]
    return GruGradients(
        x=time_last(d_x, (*d_states.shape[:-1], w.shape[-2])),
        w=weight_gradient(run.x, driven, 1).reshape(w.shape),
        u=weight_gradient(run.before, pulled, 1).reshape(u.shape),
        bias=d_bias.reshape(*runs, 3 * d),
        candidate_bias=d_shift.reshape(*runs, d),
        start=d_state.reshape(*lead, d),
    )
