"""Recurrent networks over batches: a GRU, and the simple recurrence of :mod:`core.inputs`.

Runs are as in :mod:`core.layers`. Within, time stands before the batch, so that each step works
on one block of memory, and everything that does not depend on the state before is one matrix
product over all steps.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from core.layers import check_runs
from core.numerics import BoolArray, FloatArray

Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class GruStates:
    """A GRU's states, and what its backward pass needs, within [runs, n, batch, ...].

    Attributes
    ----------
    states : [*runs, *batch, n, d].
    x : [runs, n, batch, d_in], the input, time before batch.
    before : [runs, n, batch, d], the state before each step.
    gates : [runs, n, batch, 3 d], reset, update and candidate, each after its nonlinearity.
    recalled : [runs, n, batch, d], what the reset gate was multiplied with.
    """

    states: FloatArray
    x: FloatArray
    before: FloatArray
    gates: FloatArray
    recalled: FloatArray


@np.errstate(all="ignore")
def tanh_recurrence(
    x: FloatArray, w: FloatArray, u: FloatArray, start: FloatArray | None = None
) -> FloatArray:
    """Run a simple recurrent network over a batch: ``tanh(x_t w + state_{t-1} u)``.

    :func:`core.inputs.recurrence` for many sequences. Elman 1990, "Finding Structure in Time".

    Parameters
    ----------
    x : [*runs, *batch, n, d_in].
    w, u : [*runs, d_in, d], [*runs, d, d].
    start : [*runs, *batch, d], the state before the first; None = zeros.

    Returns
    -------
    states : [*runs, *batch, n, d].
    """
    lead, d = x.shape[:-2], w.shape[-1]
    check_runs("w", w.shape, w.ndim - 2, x.shape)
    u = flat_runs(u)
    # [runs, n, batch, d_in] -> [runs, n, batch, d]
    states = through_time(time_first(x, w.ndim - 2), flat_runs(w))
    state = flat_start(start, states)  # [runs, batch, d]
    for step in range(states.shape[1]):
        into = states[:, step]
        into += state @ u
        state = np.tanh(into, out=into)
    return time_last(states, (*lead, x.shape[-2], d))


@np.errstate(all="ignore")
def gru(
    x: FloatArray,
    w: FloatArray,
    u: FloatArray,
    bias: FloatArray,
    candidate_bias: FloatArray,
    start: FloatArray | None = None,
    valid: BoolArray | None = None,
) -> GruStates:
    r"""Run a gated recurrent unit over a batch.

    .. math:: r = \sigma(x W_r + h U_r + b_r), \quad z = \sigma(x W_z + h U_z + b_z), \quad
              c = \tanh(x W_c + b_c + r \odot (h U_c + b_u)), \quad h' = (1 - z) c + z h

    Cho et al. 2014, arXiv 1406.1078, with the reset after the product, as cuDNN and PyTorch's
    ``GRU`` have it: one product a step, and the gates in PyTorch's order.

    Parameters
    ----------
    x : [*runs, *batch, n, d_in].
    w, u : [*runs, d_in, 3 d], [*runs, d, 3 d], columns for r, z and c.
    bias : [*runs, 3 d], b_r, b_z, b_c; a second bias on r and z would change nothing.
    candidate_bias : [*runs, d], b_u.
    start : [*runs, *batch, d], the state before the first; None = zeros.
    valid : [*runs, *batch, n], True = a step; at the others (padding) the state stays.
    """
    n_runs, d = w.ndim - 2, w.shape[-1] // 3
    check_runs("w", w.shape, n_runs, x.shape)
    x_first = time_first(x, n_runs)  # [runs, n, batch, d_in]
    gates = through_time(x_first, flat_runs(w))  # [runs, n, batch, 3 d]
    gates += bias.reshape(-1, 1, 1, 3 * d)
    held = None if valid is None else ~time_first(valid[..., None], n_runs)
    states = np.empty((gates.shape[0], gates.shape[1] + 1, *gates.shape[2:-1], d), gates.dtype)
    states[:, 0] = flat_start(start, states[:, 1:])
    recalled = np.empty_like(states[:, 1:])
    weights, shift = flat_runs(u), candidate_bias.reshape(-1, 1, d)
    for step in range(gates.shape[1]):
        keep = None if held is None else held[:, step]
        _gru_step(
            gates[:, step],
            states[:, step],
            weights,
            shift,
            keep,
            recalled[:, step],
            states[:, step + 1],
        )
    shape = (*x.shape[:-1], d)
    return GruStates(time_last(states[:, 1:], shape), x_first, states[:, :-1], gates, recalled)


def _gru_step(
    gates: FloatArray,
    state: FloatArray,
    u: FloatArray,
    shift: FloatArray,
    keep: BoolArray | None,
    recalled: FloatArray,
    out: FloatArray,
) -> None:
    """Turn the driven gates of one step into gates, and write what was recalled and the state."""
    d = state.shape[-1]
    pulled = state @ u  # [runs, batch, 3 d]
    both = gates[..., : 2 * d]
    both += pulled[..., : 2 * d]
    # The logistic function as tanh: it cannot overflow, and NumPy has it vectorised.
    both *= 0.5
    np.tanh(both, out=both)
    both += 1.0
    both *= 0.5
    reset, update, candidate = (gates[..., i * d : (i + 1) * d] for i in range(3))
    if keep is not None:
        np.copyto(update, 1.0, where=keep)
    np.add(pulled[..., 2 * d :], shift, out=recalled)
    candidate += reset * recalled
    np.tanh(candidate, out=candidate)
    np.subtract(state, candidate, out=out)  # h' = c + z (h - c)
    out *= update
    out += candidate
    if keep is not None:  # to the bit
        np.copyto(out, state, where=keep)


def time_first(x: NDArray[Scalar], n_runs: int) -> NDArray[Scalar]:
    """Put time before the batch: [*runs, *batch, n, d] -> [runs, n, batch, d], contiguous."""
    *lead, n, d = x.shape
    runs, batch = math.prod(lead[:n_runs]), math.prod(lead[n_runs:])
    return np.ascontiguousarray(x.reshape(runs, batch, n, d).swapaxes(1, 2))


def time_last(x: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Put time after the batch again: [runs, n, batch, d] -> ``shape`` [*runs, *batch, n, d]."""
    return x.swapaxes(1, 2).reshape(shape)


def flat_runs(weight: FloatArray) -> FloatArray:
    """Give a matrix one axis of runs: [*runs, rows, cols] -> [runs, rows, cols]."""
    return weight.reshape(math.prod(weight.shape[:-2]), *weight.shape[-2:])


def through_time(x: FloatArray, w: FloatArray) -> FloatArray:
    """Map all steps at once: [runs, n, batch, d_in], [runs, d_in, d] -> [runs, n, batch, d]."""
    runs, n, batch, d_in = x.shape
    driven: FloatArray = x.reshape(runs, n * batch, d_in) @ w
    return driven.reshape(runs, n, batch, w.shape[-1])


def flat_start(start: FloatArray | None, states: FloatArray) -> FloatArray:
    """Return the first state of [runs, n, batch, d]: [*runs, *batch, d] -> [runs, batch, d]."""
    runs, _, batch, d = states.shape
    if start is None:
        return np.zeros((runs, batch, d), states.dtype)
    return start.reshape(runs, batch, d)
