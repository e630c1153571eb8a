"""How long an experiment will take here, measured beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.lab.experiment import Experiment, Group
from core.lab.forecast import forecast, total_seconds
from core.lab.preflight import check_ready

WORK = 1 << 40  # bytes that nobody moves within a frame: it always goes to a worker


@dataclass(frozen=True)
class Question:
    """What is to be trained, and by how many processes."""

    experiment: Experiment
    groups: tuple[Group, ...]
    n_workers: int


@dataclass(frozen=True)
class Answer:
    """Seconds of every group, and of all together."""

    seconds: Mapping[Group, float]
    total: float


def cost(_question: Question) -> int:
    """Return more than a frame's work."""
    return WORK


def predict(
    question: Question, cancelled: Callable[[], bool], _progress: Callable[[float], None]
) -> Answer:
    """Train a few steps of some of the models, and reckon.

    Raises
    ------
    core.pipeline.Cancelled : ``cancelled`` said so.
    core.lab.experiment.ExperimentError : the text cannot be used, or the memory does not suffice.
    """
    made = question.experiment
    check_ready(made, question.n_workers)
    seconds = forecast(made, question.groups, cancelled=cancelled)
    return Answer(seconds, total_seconds(seconds, question.n_workers))
