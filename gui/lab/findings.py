"""What is known of an experiment at a moment: the runs that ended, and the curves of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from core.lab.bands import Band, band
from core.lab.experiment import Experiment, RunKey
from core.lab.results import Result
from core.lab.statistics import Summary, summaries
from core.lab.training import Curves, Look
from core.numerics import FloatArray

Points = tuple[tuple[int, float], ...]
MOST_KEPT = 400  # bands, for a while


@dataclass(frozen=True, eq=False)
class Findings:
    """A moment of an experiment.

    Attributes
    ----------
    experiment : what was asked for.
    results : of the runs that ended, by run.
    table : their summaries, one a variant and width.
    curves : of every run that has begun.
    """

    experiment: Experiment
    results: Mapping[RunKey, Result]
    table: tuple[Summary, ...]
    curves: Mapping[RunKey, Curves]

    @property
    def failed(self) -> tuple[Result, ...]:
        """The runs that failed."""
        return tuple(each for each in self.results.values() if each.state == "failed")

    @property
    def complete(self) -> bool:
        """Whether every run has ended."""
        return len(self.results) == len(self.experiment.runs())

    def widths(self) -> tuple[int, ...]:
        """Return the widths of all runs, ascending."""
        return tuple(sorted({width for _, width in self.experiment.pairs()}))

    def at(self, width: int) -> tuple[tuple[str, int], ...]:
        """Return the variants beside a width; one that has a width of its own is there always."""
        pairs = self.experiment.pairs()
        chosen = []
        for variant in self.experiment.variants:
            own = [each for key, each in pairs if key == variant]
            if width in own or len(own) == 1:
                chosen.append((variant, width if width in own else own[0]))
        return tuple(chosen)


@dataclass(frozen=True, eq=False)
class Curve:
    """Several runs over the same steps: [runs, n], with their band."""

    each: FloatArray
    seeds: tuple[int, ...]
    band: Band


@dataclass
class Reckoner:
    """Makes findings, and the bands of their curves; what has not changed is not computed again."""

    _summed: tuple[object, tuple[Summary, ...]] | None = None
    _bands: dict[object, Curve] = field(default_factory=dict)

    def findings(
        self,
        experiment: Experiment,
        results: Mapping[RunKey, Result],
        curves: Mapping[RunKey, Curves],
    ) -> Findings:
        """Return what is known now."""
        what = (experiment, tuple((key, id(result)) for key, result in results.items()))
        if self._summed is None or self._summed[0] != what:
            self._summed = (what, summaries(experiment, results.values()))
        own = {key: Curves(each.losses, each.looks) for key, each in results.items()}
        return Findings(experiment, results, self._summed[1], {**curves, **own})

    def losses(self, found: Findings, variant: str, width: int, steps: FloatArray) -> Curve:
        """Return the training losses of a variant at a width, over ``steps`` [n]."""
        return self._curve(found, variant, width, steps, "loss", lambda curves: curves.losses)

    def measures(self, found: Findings, variant: str, width: int, steps: FloatArray) -> Curve:
        """Return the measures of the tests."""

        def points(curves: Curves) -> Points:
            return tuple((look.step, look.measure) for look in curves.looks)

        return self._curve(found, variant, width, steps, "measure", points)

    def cosines(
        self, found: Findings, variant: str, width: int, steps: FloatArray, pair: str
    ) -> Curve:
        """Return the cosines between two parts of the gradient of a tied matrix."""

        def points(curves: Curves) -> Points:
            return tuple((look.step, look.cosines.get(pair, np.nan)) for look in curves.looks)

        return self._curve(found, variant, width, steps, pair, points)

    def _curve(
        self,
        found: Findings,
        variant: str,
        width: int,
        steps: FloatArray,
        what: str,
        points: Callable[[Curves], Points],
    ) -> Curve:
        seeds = found.experiment.seeds
        keys = [RunKey(variant, width, seed) for seed in seeds]
        rows = [points(found.curves[key]) if key in found.curves else () for key in keys]
        key = (what, variant, width, len(steps), tuple(rows))
        if key not in self._bands:
            if len(self._bands) > MOST_KEPT:
                self._bands.clear()
            each = np.full((len(seeds), len(steps)), np.nan)
            for row, known in zip(each, rows, strict=True):
                if known:
                    at, values = np.array(known).T
                    row[np.searchsorted(steps, at)] = values
            self._bands[key] = Curve(each, seeds, band(each))
        return self._bands[key]


def steps_of(found: Findings, points: Callable[[Curves], Iterable[int]]) -> FloatArray:
    """Return the steps at which any run has been looked at, ascending: [n]."""
    every = {step for curves in found.curves.values() for step in points(curves)}
    return np.array(sorted(every), dtype=np.float64)


def loss_steps(curves: Curves) -> Iterable[int]:
    """Return the steps of a curve's losses."""
    return (step for step, _ in curves.losses)


def look_steps(curves: Curves) -> Iterable[int]:
    """Return the steps of a curve's tests."""
    return (look.step for look in curves.looks)


def pairs_of(looks: Iterable[Look]) -> tuple[str, ...]:
    """Return the pairs of uses whose cosine is known."""
    return tuple(dict.fromkeys(pair for look in looks for pair in look.cosines))
