"""Adam with warm-up and cosine decay, clipping, and the detection of runs that diverge."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.numerics import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class Schedule:
    """How fast a run learns.

    Attributes
    ----------
    steps : length of the training.
    peak : highest learning rate.
    warm_up : steps over which it rises to the peak; from there it falls along half a cosine to 0
        (Loshchilov, Hutter 2016, arXiv 1608.03983).
    """

    steps: int
    peak: float
    warm_up: int = 0

    def rate(self, step: int) -> float:
        """Return the learning rate of a step, counted from 0."""
        if step < self.warm_up:
            return self.peak * (step + 1) / self.warm_up
        part = (step - self.warm_up) / max(self.steps - self.warm_up, 1)
        return self.peak * 0.5 * (1.0 + math.cos(math.pi * min(part, 1.0)))


class Adam:
    """Adam for runs that train together, each clipped on its own.

    Kingma, Ba 2014, arXiv 1412.6980, algorithm 1; the norm of a run's gradient is held at
    ``clip`` at most (Pascanu, Mikolov, Bengio 2012, arXiv 1211.5063).

    Parameters
    ----------
    parameters : [runs, n], changed in place by every step.
    clip : largest norm of a gradient.
    """

    def __init__(
        self,
        parameters: FloatArray,
        clip: float = 1.0,
        betas: tuple[float, float] = (0.9, 0.999),
        epsilon: float = 1e-8,
    ) -> None:
        self.parameters, self.clip, self.betas, self.epsilon = parameters, clip, betas, epsilon
        # The moving averages over 1 - β: the factor is left to the step, which spares two passes.
        self._mean = np.zeros_like(parameters)
        self._square = np.zeros_like(parameters)
        self._room = np.empty_like(parameters)
        self._steps = 0

    @np.errstate(all="ignore")
    def step(self, gradient: FloatArray, rate: float) -> FloatArray:
        """Take one step; the gradient [runs, n] is used up. Returns its norms: [runs]."""
        beta_mean, beta_square = self.betas
        self._steps += 1
        norm: FloatArray = np.sqrt(np.einsum("rn,rn->r", gradient, gradient))
        factor = np.minimum(1.0, self.clip / np.maximum(norm, self.epsilon))
        gradient *= factor[:, None].astype(gradient.dtype, copy=False)
        self._mean *= beta_mean
        self._mean += gradient
        np.multiply(gradient, gradient, out=gradient)
        self._square *= beta_square
        self._square += gradient
        np.sqrt(self._square, out=self._room)
        # Both corrections of the start in one factor, ε moved accordingly: the paper's section 2.
        root = math.sqrt((1.0 - beta_square**self._steps) / (1.0 - beta_square))
        self._room += self.epsilon * root
        np.divide(self._mean, self._room, out=self._room)
        self._room *= rate * root * (1.0 - beta_mean) / (1.0 - beta_mean**self._steps)
        self.parameters -= self._room
        return norm

    def halt(self, runs: BoolArray) -> None:
        """Forget runs [runs] and set their parameters to 0, so that they hinder no other."""
        for array in (self.parameters, self._mean, self._square):
            array[runs] = 0.0


class Divergence:
    """Finds runs whose loss is no number, or has left the range in which training comes back.

    Parameters
    ----------
    n_runs : number of runs.
    factor : how many times the first loss is too much.
    """

    def __init__(self, n_runs: int, factor: float = 100.0) -> None:
        self.factor = factor
        self.reasons: list[str | None] = [None] * n_runs
        self._first: FloatArray | None = None

    def check(self, step: int, loss: FloatArray) -> BoolArray:
        """Note what has gone wrong with losses [runs]; return the runs that failed just now."""
        if self._first is None:
            self._first = np.where(np.isfinite(loss), np.maximum(loss, 1.0), 1.0)
        failed: BoolArray = ~(loss <= self.factor * self._first)  # NaN too
        if not failed.any():
            return failed
        for run in np.flatnonzero(failed):
            if self.reasons[run] is None:
                self.reasons[run] = (
                    f"diverged at step {step + 1}: the loss was {float(loss[run]):.3g}; "
                    "use a lower learning rate"
                )
            else:
                failed[run] = False
        return failed

    @property
    def all_failed(self) -> bool:
        """Whether no run is left."""
        return all(reason is not None for reason in self.reasons)
