"""What may be concluded from the runs of an experiment: means, intervals, paired differences.

All intervals are percentile bootstrap (Efron 1979). With few seeds they are too narrow: of five,
they hold the truth less often than 95 times in 100. So a verdict always shows its interval, its
number of seeds and how long the training was.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from core.lab.experiment import Experiment
from core.lab.results import Result
from core.lab.tasks import Measure
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.variants import VARIANTS

LEVEL = 0.95
N_RESAMPLES = 10_000
LEAST_PAIRS = 3
MEASURES: Mapping[Measure, str] = MappingProxyType(
    {
        "accuracy": QT_TRANSLATE_NOOP("core", "accuracy"),
        "exact match": QT_TRANSLATE_NOOP("core", "exact match"),
        "squared error": QT_TRANSLATE_NOOP("core", "squared error"),
        "cross-entropy": QT_TRANSLATE_NOOP("core", "cross-entropy"),
    }
)
"""Measure -> its name, marked text in the context ``core``."""

Word = Literal["better", "worse", "no difference seen", "too few runs"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and how sure it is.

    Attributes
    ----------
    mean : NaN without any value.
    low, high : ends of the 95 % bootstrap interval; NaN with fewer than two values.
    n : number of values.
    """

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The runs of one variant at one width.

    Attributes
    ----------
    variant, width : which.
    values : (seed, measure) of every run that ended well.
    measure : their mean and interval.
    difference : of the pairs of one seed, this variant less the first one at this width; None for
        the first one itself, and where that has no such width.
    failed : (seed, reason) of every run that failed.
    """

    variant: str
    width: int
    values: tuple[tuple[int, float], ...]
    measure: Interval
    difference: Interval | None
    failed: tuple[tuple[int, str], ...]


def interval(values: Sequence[float]) -> Interval:
    """Return the mean of values and its 95 % bootstrap interval, the same every time."""
    sample = np.asarray(values, np.float64)
    n = len(sample)
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0)
    mean = float(sample.mean())
    if n == 1:
        return Interval(mean, math.nan, math.nan, 1)
    rng = np.random.Generator(np.random.Philox(key=n))
    means = sample[rng.integers(n, size=(N_RESAMPLES, n))].mean(axis=1)
    low, high = np.quantile(means, [(1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0])
    return Interval(mean, float(low), float(high), n)


def paired(first: Iterable[tuple[int, float]], second: Iterable[tuple[int, float]]) -> Interval:
    """Return the difference second - first over the seeds that both have.

    Runs of one seed saw the same samples and, where they have the same matrix, began with it: what
    both owe to the seed cancels out.
    """
    before = dict(first)
    return interval([value - before[seed] for seed, value in second if seed in before])


def word(difference: Interval, *, more_is_better: bool) -> Word:
    """Return the word for a paired difference; it is never to be shown without its interval."""
    if difference.n < LEAST_PAIRS:
        return "too few runs"
    if difference.low <= 0.0 <= difference.high:
        return "no difference seen"
    return "better" if (difference.mean > 0.0) == more_is_better else "worse"


def summaries(experiment: Experiment, results: Iterable[Result]) -> tuple[Summary, ...]:
    """Return one summary for every variant and width of an experiment."""
    by_pair: dict[tuple[str, int], list[Result]] = {pair: [] for pair in experiment.pairs()}
    for result in results:
        by_pair.setdefault((result.variant, result.width), []).append(result)
    reference = experiment.variants[0]
    values = {
        pair: tuple((each.seed, each.measure) for each in runs if each.measure is not None)
        for pair, runs in by_pair.items()
    }
    return tuple(
        Summary(
            variant,
            width,
            values[variant, width],
            interval([value for _, value in values[variant, width]]),
            None
            if variant == reference or (reference, width) not in values
            else paired(values[reference, width], values[variant, width]),
            tuple((each.seed, each.reason or "") for each in runs if each.state == "failed"),
        )
        for (variant, width), runs in by_pair.items()
    )


def verdict(experiment: Experiment, summary: Summary) -> Message | None:
    """Say in a sentence what a summary shows; None where nothing is compared.

    The training length, the number of pairs and the interval stand beside the word.
    """
    difference = summary.difference
    if difference is None:
        return None
    found = word(difference, more_is_better=experiment.row.more_is_better)
    if found == "too few runs":
        text = QT_TRANSLATE_NOOP(
            "core",
            "{variant}, width {width}: {n} pairs of runs are too few to say anything.",
        )
        return message(text, variant=_label(summary.variant), width=summary.width, n=difference.n)
    return message(
        _SENTENCES[found],
        variant=_label(summary.variant),
        reference=_label(experiment.variants[0]),
        width=summary.width,
        measure=message(MEASURES[experiment.row.measure]),
        mean=f"{difference.mean:+.3f}",
        low=f"{difference.low:+.3f}",
        high=f"{difference.high:+.3f}",
        n=difference.n,
        steps=experiment.steps,
    )


def _label(variant: str) -> Message:
    return message(VARIANTS[variant].label)


_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "better": QT_TRANSLATE_NOOP(
            "core",
            "{variant}, width {width}: better than {reference}; {measure} differs by {mean} "
            "(95 % interval {low} to {high}, {n} pairs, {steps} steps).",
        ),
        "worse": QT_TRANSLATE_NOOP(
            "core",
            "{variant}, width {width}: worse than {reference}; {measure} differs by {mean} "
            "(95 % interval {low} to {high}, {n} pairs, {steps} steps).",
        ),
        "no difference seen": QT_TRANSLATE_NOOP(
            "core",
            "{variant}, width {width}: no difference seen from {reference}; {measure} differs by "
            "{mean} (95 % interval {low} to {high}, {n} pairs, {steps} steps).",
        ),
    }
)
