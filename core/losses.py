"""Losses, each with its gradient: what the one needs, the other has computed already.

A loss is a mean, so that its size does not depend on the batch. Models that train together
(:mod:`core.layers`) have a loss each.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.layers import IntArray, check_ids
from core.numerics import BoolArray, FloatArray, exp_with_totals


@dataclass(frozen=True, slots=True, eq=False)
class Loss:
    """A loss and its gradient.

    Attributes
    ----------
    value : [*runs], the mean loss of each run, in nats or squared units; 0-d without runs.
    gradient : as the predictions, the gradient of each run's own loss.
    """

    value: FloatArray
    gradient: FloatArray


@np.errstate(all="ignore")
def cross_entropy(
    logits: FloatArray, targets: IntArray, counted: BoolArray | None = None, n_runs: int = 0
) -> Loss:
    r"""Mean cross-entropy in nats, :math:`-\log \mathrm{softmax}(logits)_{target}`.

    Its gradient is (softmax - one-hot) / count.

    Parameters
    ----------
    logits : [*runs, ..., n_classes], finite.
    targets : [*runs, ...], class numbers; what is not counted may hold any number.
    counted : broadcastable to the targets, which of them count; None = all. A run in which none
        counts has loss 0 and gradient 0.
    n_runs : number of leading axes of the runs.

    Raises
    ------
    IndexError : a target that counts is no class.
    ValueError : the shapes do not fit; names both.
    """
    if logits.shape[:-1] != targets.shape:
        raise ValueError(f"targets of shape {targets.shape} do not fit logits {logits.shape}")
    if counted is not None:
        counted = np.broadcast_to(counted, targets.shape)
        targets = np.where(counted, targets, 0)
    check_ids(targets, logits.shape[-1])
    place = np.arange(0, logits.size, logits.shape[-1]) + targets.reshape(-1)
    gradient = np.empty(logits.shape, logits.dtype)
    total, shift = exp_with_totals(logits, gradient)
    # log(softmax) would be -inf where the softmax underflows: log-sum-exp less the target's logit.
    losses = np.log(total[..., 0])  # [*runs, ...]
    at_target = logits.reshape(-1)[place].reshape(targets.shape)
    losses += -at_target if shift is None else shift[..., 0] - at_target
    np.maximum(losses, 0.0, out=losses)  # rounding may put what is almost 0 below it
    count = _count(targets, counted, n_runs)  # [*runs]
    gradient.reshape(-1)[place] -= total.reshape(-1)  # exp - total, in place of softmax - 1
    gradient /= total * count.reshape(*count.shape, *(1,) * (logits.ndim - n_runs))
    if counted is not None:
        losses *= counted
        gradient *= counted[..., None]
    value = losses.reshape(*targets.shape[:n_runs], -1).sum(axis=-1) / count
    return Loss(np.asarray(value), gradient)


@np.errstate(all="ignore")
def squared_error(predicted: FloatArray, target: FloatArray, n_runs: int = 0) -> Loss:
    """Mean squared error over all entries; its gradient is 2 (predicted - target) / count.

    Parameters
    ----------
    predicted, target : [*runs, ...].
    n_runs : number of leading axes of the runs.

    Raises
    ------
    ValueError : the shapes differ; names both.
    """
    if predicted.shape != target.shape:
        raise ValueError(f"target of shape {target.shape} does not fit {predicted.shape}")
    gradient = predicted - target
    by_run = gradient.reshape(*gradient.shape[:n_runs], math.prod(gradient.shape[n_runs:]))
    count = max(by_run.shape[-1], 1)
    value = np.einsum("...i,...i->...", by_run, by_run) / gradient.dtype.type(count)
    gradient *= 2.0 / count
    return Loss(np.asarray(value), gradient)


def _count(targets: IntArray, counted: BoolArray | None, n_runs: int) -> FloatArray:
    """Return how many targets of each run count, 1 at least: [*runs]."""
    runs = targets.shape[:n_runs]
    if counted is None:
        return np.full(runs, max(math.prod(targets.shape[n_runs:]), 1), np.float32)
    numbers: FloatArray = counted.reshape(*runs, -1).sum(axis=-1, dtype=np.float32)
    return np.maximum(numbers, np.float32(1.0))
