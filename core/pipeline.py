"""run(): a scenario to its trace."""

from __future__ import annotations

from collections.abc import Callable

from core.explain import explainer_for
from core.formulas import formula
from core.forward import Computed, compute
from core.grids import contributions_grid, grids_of
from core.notes import notes
from core.resolve import resolve
from core.scenario import Scenario
from core.trace import STEP_KEYS, Grid, Step, Trace

__all__ = ["Cancelled", "Computed", "contributions", "run"]


class Cancelled(BaseException):  # not an Exception: no handler of failures may take it for one
    """The run was stopped on request."""


def run(
    scenario: Scenario,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Trace:
    """Run a valid scenario: every grid of every step.

    Parameters
    ----------
    scenario : what to run; see :meth:`core.scenario.Scenario.validate`.
    cancelled : asked after every stage whether to stop.
    progress : told after every stage which part is done, 0 to 1.

    Raises
    ------
    Cancelled : ``cancelled`` said so.
    KeyError : no such variant.
    """
    report = None

    if cancelled is not None or progress is not None:

        def report(part: float) -> None:
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                progress(part)

    return trace_of(compute(scenario, resolve(scenario), report))


def trace_of(computed: Computed) -> Trace:
    """Lay out what was computed as the six steps."""
    scenario, resolved = computed.scenario, computed.resolved
    explain = explainer_for(computed)  # looks at nothing until it is asked
    steps = tuple(
        Step(
            key=key,
            formula=formula(key, scenario, resolved),
            grids=grids_of(key, computed),
            notes=notes(key, computed),
            explainer=explain,
        )
        for key in STEP_KEYS
    )
    return Trace(scenario, resolved, steps, computed)


def contributions(trace: Trace, head: int, row: int) -> Grid:
    """Return what each key adds to one context row, w_ij v_j: a grid [1, n_k, d_value].

    Parameters
    ----------
    trace : the run.
    head, row : the query head and the query.

    Raises
    ------
    IndexError : there is no such head or query.
    """
    return contributions_grid(trace.computed, head, row)
