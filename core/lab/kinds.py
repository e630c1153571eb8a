"""What training asks of a model of either kind: stacks of layers, and encoders with decoders."""

from __future__ import annotations

from typing import NamedTuple, cast

import numpy as np

from core.lab import model, seq2seq, seq2seq_back
from core.lab.batches import Batch
from core.lab.feed import part
from core.lab.model import Ties
from core.lab.seq2seq_spec import AnySpec, Seq2SeqSpec
from core.lab.spec import Parameters, Store
from core.lab.tasks import Task
from core.layers import IntArray
from core.losses import Loss, cross_entropy, squared_error
from core.numerics import BoolArray, FloatArray

TEST_PART = 256  # test samples that go through a model at once


class Measured(NamedTuple):
    """What a test gives, each [runs].

    Attributes
    ----------
    loss, measure : the task's.
    beside : what else was measured, by name.
    """

    loss: FloatArray
    measure: FloatArray
    beside: dict[str, FloatArray]


def learn(
    task: Task,
    spec: AnySpec,
    parameters: Parameters,
    batch: Batch,
    gradients: Parameters,
    *,
    parts: bool = False,
) -> tuple[FloatArray, Ties]:
    """Fill the gradients of a batch, and return its loss [runs] and the parts of what is tied.

    Parameters
    ----------
    parameters : name -> [runs, ...].
    batch : samples [runs, batch, ...].
    gradients : by the names of the parameters, overwritten.
    parts : whether the parts of tied matrices are wanted.
    """
    if isinstance(spec, Seq2SeqSpec):
        sources, targets = _ids(batch)
        translated = seq2seq.forward(spec, parameters, sources, targets)
        loss = loss_of(task, translated.answer, batch)
        seq2seq_back.backward(spec, parameters, translated, loss.gradient, gradients)
        return loss.value, Ties()
    run = model.forward(spec, parameters, batch.inputs)
    loss = loss_of(task, run.answer, batch)
    ties = model.backward(spec, parameters, run, loss.gradient, gradients, parts=parts)
    return loss.value, ties


def loss_of(task: Task, answer: FloatArray, batch: Batch) -> Loss:
    """Return the loss of answers [runs, batch, n_read, d], one a run."""
    if task.measure == "squared error":
        return squared_error(answer, cast("FloatArray", batch.targets), n_runs=1)
    return cross_entropy(answer, batch.targets.astype(np.int64, copy=False), n_runs=1)


def measured(task: Task, spec: AnySpec, parameters: Store, samples: Batch) -> Measured:
    """Return loss and measure of samples [runs, count, ...]."""
    found, sizes = [], []
    count = samples.targets.shape[1]
    for start in range(0, count, TEST_PART):
        some = part(samples, slice(start, start + TEST_PART))
        found.append(_measured(task, spec, parameters.views, some))
        sizes.append(some.targets.shape[1])
    return Measured(
        np.average([each.loss for each in found], axis=0, weights=sizes),
        np.average([each.measure for each in found], axis=0, weights=sizes),
        {
            name: np.average([each.beside[name] for each in found], axis=0, weights=sizes)
            for name in found[0].beside
        },
    )


def _measured(task: Task, spec: AnySpec, parameters: Parameters, some: Batch) -> Measured:
    if isinstance(spec, Seq2SeqSpec):
        return _translated(task, spec, parameters, some)
    answer = model.forward(spec, parameters, some.inputs).answer
    loss = loss_of(task, answer, some).value
    if task.measure != "accuracy":
        return Measured(loss, loss, {})
    return Measured(loss, _mean(answer.argmax(axis=-1) == some.targets), {})


def _translated(task: Task, spec: Seq2SeqSpec, parameters: Parameters, some: Batch) -> Measured:
    """Measure what an encoder-decoder writes by itself, token by token; the loss is as trained."""
    sources, targets = _ids(some)
    answer = seq2seq.forward(spec, parameters, sources, targets).answer
    right = seq2seq.greedy(spec, parameters, sources) == targets  # [runs, batch, n_target]
    exact = _mean(right.all(axis=-1))
    return Measured(loss_of(task, answer, some).value, exact, {"token accuracy": _mean(right)})


def _mean(right: BoolArray) -> FloatArray:
    """Return the share of what is right in each run: [runs, ...] -> [runs]."""
    share: FloatArray = right.reshape(len(right), -1).mean(axis=1)
    return share


def _ids(batch: Batch) -> tuple[IntArray, IntArray]:
    return cast("IntArray", batch.inputs), cast("IntArray", batch.targets)
