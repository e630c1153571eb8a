"""How long an experiment will take on this machine, from a few steps of some of its models."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextvars import copy_context

import numpy as np

from core.lab.experiment import Experiment, Group
from core.lab.feed import BLOCK_STEPS, batches
from core.lab.kinds import measured
from core.lab.progress import makespan
from core.lab.training import N_LOOKS, Trainer
from core.parallel import stay_on_one_thread
from core.pipeline import Cancelled

START_SECONDS = 0.8  # of a worker process
LEAST_STEPS, LEAST_SECONDS = 3, 0.03
MOST_WIDTHS = 3  # of each variant that are measured; the others lie between them


def forecast(
    experiment: Experiment,
    groups: tuple[Group, ...],
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Mapping[Group, float]:
    """Return the seconds that each group takes on one worker of this machine.

    Of every variant a few widths are trained for a few steps; it takes a second or two.

    Raises
    ------
    Cancelled : ``cancelled`` said so.
    """
    found: dict[Group, float] = {}
    for variant in experiment.variants:
        own = [group for group in groups if group.variant == variant]
        if not own:
            continue
        widths = sorted({group.width for group in own})
        chosen = np.linspace(0, len(widths) - 1, min(MOST_WIDTHS, len(widths))).round()
        measured_at = [widths[int(index)] for index in dict.fromkeys(chosen)]
        per_run = []
        for width in measured_at:
            if cancelled():
                raise Cancelled
            sample = max((g for g in own if g.width == width), key=lambda g: len(g.seeds))
            seconds = copy_context().run(_seconds_of, experiment, sample)
            per_run.append(seconds / len(sample.seeds))
        for group in own:
            each = float(np.interp(group.width, measured_at, per_run))
            found[group] = each * len(group.seeds)
    return found


def total_seconds(seconds: Mapping[Group, float], n_workers: int) -> float:
    """Return how long all groups take together, the start of the workers counted."""
    return START_SECONDS + makespan(seconds.values(), n_workers) if seconds else 0.0


def _seconds_of(experiment: Experiment, group: Group) -> float:
    """Time a group's preparation, a few of its steps and one of its tests, as a worker would."""
    stay_on_one_thread()
    how = experiment.training
    start = time.perf_counter()
    spec = experiment.spec(group.variant, group.width)
    trainer = Trainer(experiment.row, spec, group.seeds, how)
    prepared = time.perf_counter()
    feed = batches(experiment.row, group.seeds, 1 << 30, how.batch, how.text)
    first = next(feed)
    drawn = time.perf_counter()
    trainer.gradients(first)  # the first is slower than the others
    times: list[float] = []
    while len(times) < LEAST_STEPS or sum(times) < LEAST_SECONDS:
        begun = time.perf_counter()
        trainer.step(first)
        times.append(time.perf_counter() - begun)
    before_test = time.perf_counter()
    measured(experiment.row, spec, trainer.parameters, trainer.tests)
    test = time.perf_counter() - before_test
    drawing = (drawn - prepared) / (1 if experiment.row.n_train else BLOCK_STEPS)
    step = float(np.median(times)) + (0.0 if experiment.row.n_train else drawing)
    return (prepared - start) + how.steps * step + min(N_LOOKS, how.steps) * test
