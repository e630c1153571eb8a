"""Scenarios that show trained models: of a file, of the same task with another variant."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.lab.checkpoint import About
from core.lab.spec import ModelSpec
from core.scenario import MaskName, Scenario, Trained
from core.trained.catalogue import about, counterpart, of_variant
from core.trained.notations import NOTATIONS
from core.trained.problem import ModelError, unknown_task

FIRST_TASKS = ("recall", "dates", "induction")
"""What a mechanism shows first, where there is a model of it."""


def scenario_of(
    model: str | Path, layer: int = 0, example: int = 0, base: Scenario | None = None
) -> Scenario:
    """Return a scenario that shows a layer of a model on an example of its task.

    Parameters
    ----------
    model : name of a shipped model, or path of a checkpoint.
    layer : from 0.
    example : seed of the example.
    base : what else is chosen; the mask is the task's, and nothing is edited.

    Raises
    ------
    core.trained.problem.ModelError : the model cannot be used, or its task cannot be written.
    """
    name = str(model)
    what = about(name)
    text, target = example_of(what, example)
    return replace(
        base or Scenario(),
        variant=what.spec.variant,
        text=text,
        target=target or (base or Scenario()).target,
        weights=Trained(name, layer),
        seed=example,
        mask=mask_of(what),
        padding=0,
        scaled=None,
        temperature=1.0,
        softcap=None,
        edits=(),
    )


def example_of(what: About, seed: int) -> tuple[str, str]:
    """Return an example of a model's task: text and, with two texts, target."""
    if what.kind == "seq2seq":
        from core.trained.encoder_decoder import TASK, date_pair

        if what.task == TASK:
            return date_pair(seed)
    notation = NOTATIONS.get(what.task)
    if notation is None or not isinstance(what.spec, ModelSpec) or not notation.fits(what.spec):
        raise unknown_task(what.task)
    return notation.write(seed, what), ""


def mask_of(what: About) -> MaskName:
    """Return the mask that a model was trained with."""
    return what.spec.mask if isinstance(what.spec, ModelSpec) else "none"


def first_model(variant: str) -> str | None:
    """Return the shipped model that shows a variant first; None without any."""
    found = of_variant(variant)

    def place(task: str) -> int:
        return FIRST_TASKS.index(task) if task in FIRST_TASKS else len(FIRST_TASKS)

    ranked = sorted(found, key=lambda model: (place(model.about.task), model.name))
    return ranked[0].name if ranked else None


def with_variant(scenario: Scenario, variant: str) -> Scenario:
    """Return a scenario with another variant; a trained one takes the model nearest to its own.

    Where there is no such model the scenario keeps its own, and :meth:`Scenario.validate` says
    that it does not fit.
    """
    changed = replace(scenario, variant=variant)
    weights = scenario.weights
    if not isinstance(weights, Trained):
        return changed
    other = counterpart(weights.model, variant)
    if other is None:
        return changed
    return replace(changed, weights=Trained(other, min(weights.layer, n_layers(about(other)) - 1)))


def n_layers(what: About) -> int:
    """Return how many layers of a model can be shown."""
    return what.spec.n_layers if isinstance(what.spec, ModelSpec) else 1


def first_scenario() -> Scenario:
    """Return what a first start shows: a learned pattern, random vectors where there is none."""
    base = Scenario()
    name = first_model(base.variant)
    try:
        shown = base if name is None else scenario_of(name, base=base)
    except ModelError:
        return base
    return base if shown.validate() else shown
