"""Other variants on the scenario's own text, seed and weights, and how their runs differ from it.

Pure functions; :class:`gui.derived.Derived` keeps what they return and sends large ones to a
worker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.compare import Difference, compare
from core.messages import Problem
from core.pipeline import run
from core.resolve import resolve
from core.scenario import Scenario, Trained
from core.trace import Trace
from gui.state import Beside

if TYPE_CHECKING:
    from core.trained.retied import Makeup


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
    makeup : where it has its matrices from, if it takes those of a model trained with another
        variant.
    """

    variant: str
    trace: Trace | None = None
    problems: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = ()
    makeup: Makeup | None = None

    @property
    def pending(self) -> bool:
        """Whether its run is still being computed."""
        return self.trace is None and not self.problems


def wanted(first: Trace, beside: Beside) -> Wanted:
    """Return the runs that the columns need beside the first; invalid ones not."""
    return Wanted(first, tuple(other for other in _others(first, beside) if not other.validate()))


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
        found = compare(request.first, trace)
        columns.append(Column(scenario.variant, trace, (), found, makeup_of(trace)))
    return tuple(columns)


def columns(first: Trace, beside: Beside, found: tuple[Column, ...] | None) -> tuple[Column, ...]:
    """Return every column: the first, then the others, with what has been found of them so far."""
    by_variant = {column.variant: column for column in found or ()}
    others = (
        by_variant.get(other.variant) or Column(other.variant, problems=other.validate())
        for other in _others(first, beside)
    )
    return (Column(first.scenario.variant, first, makeup=makeup_of(first)), *others)


def _others(first: Trace, beside: Beside) -> tuple[Scenario, ...]:
    return tuple(
        of_variant(first.scenario, variant, apart=beside.apart) for variant in beside.variants
    )


def of_variant(scenario: Scenario, variant: str, *, apart: bool = False) -> Scenario:
    """Return a scenario with another variant, on the same text, seed and weights.

    Parameters
    ----------
    apart : whether a model that was trained with the variant takes the place of the scenario's
        own, where there is one.
    """
    if not isinstance(scenario.weights, Trained):
        return replace(scenario, variant=variant)
    from core.trained.same_weights import same_weights, trained_apart

    other = trained_apart(scenario, variant) if apart else None
    return other or same_weights(scenario, variant)


def fits(scenario: Scenario, variant: str) -> bool:
    """Whether a variant reads as many texts as the trained model of a scenario, if it has one."""
    if not isinstance(scenario.weights, Trained):
        return True
    from core.trained.same_weights import reads_alike

    return reads_alike(scenario, variant)


def have_own_models(scenario: Scenario, variants: Sequence[str]) -> bool:
    """Whether one of these variants has a model of the scenario's task, trained by itself."""
    if not isinstance(scenario.weights, Trained):
        return False
    from core.trained.same_weights import trained_apart

    return any(trained_apart(scenario, variant) for variant in variants)


def makeup_of(trace: Trace) -> Makeup | None:
    """Return where a run has its matrices from, if not all from one model or one seed."""
    if not isinstance(trace.scenario.weights, Trained):
        return None
    from core.trained.same_weights import makeup

    return makeup(trace.scenario, trace.resolved)


def _part(progress: Callable[[float], None], done: int, of: int) -> Callable[[float], None]:
    def report(part: float) -> None:
        progress((done + part) / of)

    return report
