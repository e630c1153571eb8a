"""How samples reach the runs that train together: drawn ahead, stacked, cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import numpy as np

from core.lab.batches import Batch, source
from core.lab.tasks import Task
from core.layers import IntArray
from core.numerics import FloatArray

BLOCK_STEPS = 16  # steps whose samples are drawn at once


def held_out(task: Task, seed: int, text: Path | None = None) -> Batch:
    """Return the test samples of a seed: [n_test, ...]."""
    return task.generate(source(task.key, seed, "test", text=text), task.n_test)


def batches(
    task: Task, seeds: tuple[int, ...], steps: int, batch: int, text: Path | None = None
) -> Iterator[Batch]:
    """Yield the samples of every step: [runs, batch, ...]."""
    if task.n_train:
        yield from _batches_of_few(task, seeds, steps, batch, text)
        return
    for block, start in enumerate(range(0, steps, BLOCK_STEPS)):
        drawn = stacked(
            [
                task.generate(
                    source(task.key, seed, "train", block, text),
                    BLOCK_STEPS * batch,
                )
                for seed in seeds
            ]
        )
        for step in range(min(BLOCK_STEPS, steps - start)):
            yield part(drawn, slice(step * batch, (step + 1) * batch))


def _batches_of_few(
    task: Task, seeds: tuple[int, ...], steps: int, batch: int, text: Path | None
) -> Iterator[Batch]:
    """Yield batches out of the same few samples, none again before the others.

    What is left over, too few for a batch, is shuffled in again.
    """
    drawn = stacked(
        [task.generate(source(task.key, seed, "train", 0, text), task.n_train) for seed in seeds]
    )
    size = min(batch, task.n_train)
    streams = [source(task.key, seed, "train", 1).rng for seed in seeds]
    runs = np.arange(len(seeds))[:, None]
    order = np.empty((len(seeds), 0), np.int64)
    for _ in range(steps):
        if order.shape[1] < size:
            order = np.stack([rng.permutation(task.n_train) for rng in streams])
        chosen, order = order[:, :size], order[:, size:]
        yield Batch(drawn.inputs[runs, chosen], drawn.targets[runs, chosen])


def stacked(batches: list[Batch]) -> Batch:
    """Put the samples of all runs into one batch: [runs, ...]."""
    return Batch(
        _stack([batch.inputs for batch in batches]),
        _stack([batch.targets for batch in batches]),
    )


def _stack(arrays: list[FloatArray | IntArray]) -> FloatArray | IntArray:
    return cast("FloatArray | IntArray", np.stack(arrays))


def part(batch: Batch, samples: slice) -> Batch:
    """Return some of the samples of every run, views."""
    return Batch(batch.inputs[:, samples], batch.targets[:, samples])
