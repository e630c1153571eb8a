"""gradient_step(): the seventh step, back from a loss that the user chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.gradients.explain import gradient_explainer
from core.gradients.objectives import fitted, objective_obstacle, usual
from core.gradients.scenario_gradients import GradientTrace, gradients
from core.gradients.step_formula import formulas, step_formula
from core.gradients.step_grids import gradient_grids
from core.gradients.step_notes import step_notes
from core.objective import MakeLarger, Objective
from core.trace import BACK, Step, Trace

_FIRST = MakeLarger(0, 0)


@dataclass(frozen=True, eq=False)
class GradientStep(Step):
    """The step with what it was made of.

    Attributes
    ----------
    loss : the loss in force.
    lines : TeX of each stretch of the way back; see :func:`core.gradients.step_formula.formulas`.
    found : the gradients; None where the run cannot be asked this, and ``notes`` says why.
    """

    loss: Objective = _FIRST
    found: GradientTrace | None = None
    lines: Mapping[str, str] = field(default_factory=dict)


def asked_of(trace: Trace) -> Objective:
    """Return the loss in force: what the user asks, brought inside the run."""
    return usual(trace) if trace.loss is None else fitted(trace, trace.loss)


def gradient_step(trace: Trace) -> GradientStep:
    """Go back through a run, and lay out what was found; without grids where it cannot be asked."""
    loss = asked_of(trace)
    obstacle = objective_obstacle(trace, loss)
    if obstacle is not None:
        return GradientStep(BACK, "", (), (obstacle,), loss=loss)
    found = gradients(trace, loss)
    lines = formulas(found)
    return GradientStep(
        key=BACK,
        formula=step_formula(lines),
        grids=gradient_grids(found),
        notes=step_notes(found),
        explainer=gradient_explainer(found),
        loss=loss,
        found=found,
        lines=lines,
    )
