"""Other variants on the scenario's own text, seed and weights, and how their runs differ from it.

Pure functions; :class:`gui.derived.Derived` keeps what they return and sends large ones to a
worker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.compare import Difference, compare
from core.messages import Problem
from core.pipeline import run
from core.resolve import resolve
from core.scenario import Scenario, Trained
from core.trace import Trace


@dataclass(frozen=True)
class Wanted:
    """Runs to compare: the one that is there already, and what else to run."""

    first: Trace
    others: tuple[Scenario, ...]


@dataclass(frozen=True, eq=False)
class Column:
    """One variant beside the others.

    Attributes
    ----------
    variant : its key.
    trace : its run; None while it is computed, or when it cannot be.
    problems : why it cannot be run.
    differences : from the first column's run, grid by grid; empty for that column itself.
    """

    variant: str
    trace: Trace | None = None
    problems: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def pending(self) -> bool:
        """Whether its run is still being computed."""
        return self.trace is None and not self.problems


def wanted(first: Trace, variants: tuple[str, ...]) -> Wanted:
    """Return the runs that columns of these variants need beside the first; invalid ones not."""
    return Wanted(first, tuple(other for other in _others(first, variants) if not other.validate()))


def cost(request: Wanted) -> int:
    """Return the bytes that the runs will take."""
    return sum(resolve(scenario).memory_needed for scenario in request.others)


def compute(
    request: Wanted, cancelled: Callable[[], bool], progress: Callable[[float], None]
) -> tuple[Column, ...]:
    """Run the other variants and compare each with the first.

    Raises
    ------
    core.pipeline.Cancelled : ``cancelled`` said so.
    """
    columns = []
    for done, scenario in enumerate(request.others):
        trace = run(scenario, cancelled, _part(progress, done, len(request.others)))
        columns.append(Column(scenario.variant, trace, differences=compare(request.first, trace)))
    return tuple(columns)


def columns(
    first: Trace, variants: tuple[str, ...], found: tuple[Column, ...] | None
) -> tuple[Column, ...]:
    """Return every column: the first, then the others, with what has been found of them so far."""
    by_variant = {column.variant: column for column in found or ()}
    others = (
        by_variant.get(other.variant) or Column(other.variant, problems=other.validate())
        for other in _others(first, variants)
    )
    return (Column(first.scenario.variant, first), *others)


def _others(first: Trace, variants: tuple[str, ...]) -> tuple[Scenario, ...]:
    return tuple(of_variant(first.scenario, variant) for variant in variants)


def of_variant(scenario: Scenario, variant: str) -> Scenario:
    """Return a scenario with another variant; of a trained one, with the model nearest to its own.

    Where there is none of the same task, validation says so.
    """
    if not isinstance(scenario.weights, Trained):
        return replace(scenario, variant=variant)
    from core.trained.scenarios import with_variant

    return with_variant(scenario, variant)


def _part(progress: Callable[[float], None], done: int, of: int) -> Callable[[float], None]:
    def report(part: float) -> None:
        progress((done + part) / of)

    return report
