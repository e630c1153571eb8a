"""Training of runs of one shape together, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.lab.batches import Batch
from core.lab.feed import batches, held_out, stacked
from core.lab.kinds import learn, measured
from core.lab.model import Ties
from core.lab.optimiser import Adam, Divergence, Schedule
from core.lab.seq2seq_spec import AnySpec
from core.lab.spec import Store, initial
from core.lab.tasks import Task
from core.memory import keep_freed_memory
from core.numerics import FloatArray
from core.pipeline import Cancelled

N_LOOKS = 10  # tests during a training, the last at its end
N_POINTS = 50  # of the curve of the training loss


@dataclass(frozen=True, slots=True)
class Look:
    """A test during the training of one run.

    Attributes
    ----------
    step : steps taken.
    loss, measure : of the test samples.
    cosines : of tied matrices, pair of uses -> cosine of the gradient's parts in the last step.
    beside : what else was measured, by name.
    """

    step: int
    loss: float
    measure: float
    cosines: dict[str, float] = field(default_factory=dict)
    beside: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Curves:
    """How one run has gone so far.

    Attributes
    ----------
    losses : (steps taken, mean training loss since the point before).
    looks : the tests.
    """

    losses: tuple[tuple[int, float], ...] = ()
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True)
class Trained:
    """What came of one run.

    Attributes
    ----------
    seed : its seed.
    looks : the tests, the last one at the end.
    losses : (steps taken, mean training loss since the point before).
    reason : why it failed; None = it did not.
    parameters : name -> array, at the end.
    """

    seed: int
    looks: tuple[Look, ...]
    losses: tuple[tuple[int, float], ...]
    reason: str | None
    parameters: dict[str, FloatArray]


@dataclass(frozen=True, slots=True)
class Training:
    """How runs are trained.

    Attributes
    ----------
    steps, batch, learning_rate : as in :class:`core.lab.tasks.Task`.
    text : file of the character model's text; None = what the task has.
    clip : largest norm of a run's gradient.
    """

    steps: int
    batch: int
    learning_rate: float
    text: Path | None = None
    clip: float = 1.0


def train(
    task: Task,
    spec: AnySpec,
    seeds: tuple[int, ...],
    training: Training,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[Trainer], None] = lambda _trainer: None,
) -> tuple[Trained, ...]:
    """Train one run a seed, together.

    Parameters
    ----------
    cancelled : asked before every step.
    progress : called after every point of the curves.

    Raises
    ------
    Cancelled : ``cancelled`` said so.
    """
    trainer = Trainer(task, spec, seeds, training)
    for batch in batches(task, seeds, training.steps, training.batch, training.text):
        if cancelled():
            raise Cancelled
        trainer.step(batch)
        if trainer.at_point:
            progress(trainer)
        if trainer.divergence.all_failed:
            break
    return trainer.trained()


class Trainer:
    """Runs in training, batch by batch.

    Attributes
    ----------
    steps_taken : how many.
    at_point : whether the last step added a point to the curves.
    divergence : which runs have failed.
    """

    def __init__(
        self, task: Task, spec: AnySpec, seeds: tuple[int, ...], training: Training
    ) -> None:
        keep_freed_memory()
        self.task, self.spec, self.seeds, self.training = task, spec, seeds, training
        self.parameters = initial(spec, seeds)
        self.steps_taken, self.at_point = 0, False
        self.divergence = Divergence(len(seeds))
        self._gradients = Store(spec, len(seeds))
        self._adam = Adam(self.parameters.flat, training.clip)
        warm_up = min(task.warm_up, training.steps // 10)
        self._schedule = Schedule(training.steps, training.learning_rate, warm_up)
        self.tests = stacked([held_out(task, seed, training.text) for seed in seeds])
        self._looks: list[list[Look]] = [[] for _ in seeds]
        self._losses: list[list[tuple[int, float]]] = [[] for _ in seeds]
        self._sum, self._since = np.zeros(len(seeds)), 0
        self._look_steps = _spread(training.steps, N_LOOKS)
        self._point_steps = _spread(training.steps, N_POINTS)

    @np.errstate(all="ignore")
    def step(self, batch: Batch) -> None:
        """Take one step with samples [runs, batch, ...], and test when it is time."""
        look = self.steps_taken + 1 in self._look_steps
        loss, ties = self.gradients(batch, parts=look)
        failed = self.divergence.check(self.steps_taken, loss)
        if any(self.divergence.reasons):
            gone = np.array([reason is not None for reason in self.divergence.reasons])
            self._gradients.flat[gone] = 0.0
            if failed.any():
                self._adam.halt(failed)
        self._adam.step(self._gradients.flat, self._schedule.rate(self.steps_taken))
        self.steps_taken += 1
        self._note(loss)
        if look:
            self._test(ties)
        self.at_point = look or self.steps_taken in self._point_steps

    def gradients(self, batch: Batch, *, parts: bool = False) -> tuple[FloatArray, Ties]:
        """Compute the loss of every run, [runs], and fill their gradients."""
        views, gradients = self.parameters.views, self._gradients.views
        return learn(self.task, self.spec, views, batch, gradients, parts=parts)

    def curves(self) -> tuple[Curves, ...]:
        """Return how every run has gone so far."""
        return tuple(
            Curves(tuple(losses), tuple(looks))
            for losses, looks in zip(self._losses, self._looks, strict=True)
        )

    def trained(self) -> tuple[Trained, ...]:
        """Return what came of every run so far."""
        return tuple(
            Trained(
                seed,
                curves.looks,
                curves.losses,
                self.divergence.reasons[run],
                {name: view[run].copy() for name, view in self.parameters.views.items()},
            )
            for run, (seed, curves) in enumerate(zip(self.seeds, self.curves(), strict=True))
        )

    def _note(self, loss: FloatArray) -> None:
        """Add to the curve of the training loss."""
        self._sum += loss
        self._since += 1
        if self.steps_taken in self._point_steps:
            for run, total in enumerate(self._sum):
                if self.divergence.reasons[run] is None:
                    self._losses[run].append((self.steps_taken, float(total / self._since)))
            self._sum[:] = 0.0
            self._since = 0

    def _test(self, ties: Ties) -> None:
        """Test every run that has not failed."""
        loss, measure, beside = measured(self.task, self.spec, self.parameters, self.tests)
        cosines = ties.cosines()
        for run, reason in enumerate(self.divergence.reasons):
            if reason is not None:
                continue
            if np.isfinite(loss[run]):
                own = {pair: float(each[run]) for pair, each in cosines.items()}
                own = {pair: cosine for pair, cosine in own.items() if np.isfinite(cosine)}
                also = {name: float(each[run]) for name, each in beside.items()}
                look = Look(self.steps_taken, float(loss[run]), float(measure[run]), own, also)
                self._looks[run].append(look)
            else:
                self.divergence.reasons[run] = (
                    f"diverged at step {self.steps_taken}: the loss of the test is not finite"
                )


def _spread(steps: int, count: int) -> frozenset[int]:
    """Return ``count`` numbers of steps, evenly spread, the last the end."""
    return frozenset(max(1, round(steps * (i + 1) / count)) for i in range(count))
