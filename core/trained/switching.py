"""From random to trained vectors and back, from variant to variant: what stays, what comes along.

Each task, and the random vectors, keep what was last chosen with them: text, mask and scale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from core.scenario import Edit, MaskName, Scenario, Trained, WeightSource
from core.trained.catalogue import about, counterpart
from core.trained.problem import ModelError
from core.trained.scenarios import example_of, first_model, mask_of, n_layers
from core.variants import VARIANTS, Mode, of_mode

RANDOM = ""
"""In place of a task: vectors that are drawn."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What belongs to a task and would be lost by a look at another; fields of Scenario."""

    text: str
    target: str
    mask: MaskName = "none"
    window: int = 2
    padding: int = 0
    scaled: bool | None = None
    temperature: float = 1.0
    softcap: float | None = None
    edits: tuple[Edit, ...] = ()
    seed: int = 0


def task_of(scenario: Scenario) -> str:
    """Return the task of a scenario's trained model; RANDOM without one, or where it is gone."""
    if not isinstance(scenario.weights, Trained):
        return RANDOM
    try:
        return about(scenario.weights.model).task
    except ModelError:
        return RANDOM


def kept_of(scenario: Scenario) -> Kept:
    """Return what is to be kept of a scenario."""
    return Kept(**{each.name: getattr(scenario, each.name) for each in fields(Kept)})


def with_weights(scenario: Scenario, weights: WeightSource, kept: Mapping[str, Kept]) -> Scenario:
    """Return a scenario with other vectors; a trained model brings its variant and its task.

    Parameters
    ----------
    kept : by task, what was chosen with it before.
    """
    if not isinstance(weights, Trained):
        plain = Scenario()
        drawn = kept.get(RANDOM, Kept(plain.text, plain.target, seed=plain.seed))
        return replace(_put(scenario, drawn), weights=weights)
    try:
        what = about(weights.model)
    except ModelError:
        return replace(scenario, weights=weights)  # validation says what is wrong
    layer = max(0, min(weights.layer, n_layers(what) - 1))
    trained = replace(weights, layer=layer)
    variant = scenario.variant if weights.retied else what.spec.variant
    if task_of(scenario) == what.task:
        return replace(scenario, variant=variant, weights=trained)
    before = kept.get(what.task)
    if before is None:
        try:
            text, target = example_of(what, 0)
        except ModelError:
            return replace(scenario, variant=variant, weights=trained)
        before = Kept(text, target or scenario.target, mask_of(what))
    return replace(_put(scenario, before), variant=variant, weights=trained)


def with_variant(scenario: Scenario, variant: str, kept: Mapping[str, Kept]) -> Scenario:
    """Return a scenario with another variant, and a trained model of it where one was trained.

    The nearest model of the same task comes first, then a shipped one of another task. Without
    any, the scenario keeps its model, and validation says that it does not fit.
    """
    weights = scenario.weights
    if not isinstance(weights, Trained):
        return replace(scenario, variant=variant)
    name = _model_for(weights.model, variant)
    if name is None:
        return replace(scenario, variant=variant)
    return with_weights(scenario, Trained(name, weights.layer), kept)


def in_mode(scenario: Scenario, mode: Mode, preferred: str, kept: Mapping[str, Kept]) -> Scenario:
    """Return a scenario of another mechanism.

    Parameters
    ----------
    preferred : the variant, unless another of the mechanism has a trained model and it has not.
    """
    weights = scenario.weights
    if not isinstance(weights, Trained):
        return replace(scenario, variant=preferred)
    for variant in (preferred, *(row.key for row in of_mode(mode) if row.key != preferred)):
        if _model_for(weights.model, variant) is not None:
            return with_variant(scenario, variant, kept)
    return replace(scenario, variant=preferred)


def another_example(scenario: Scenario, seed: int) -> Scenario:
    """Return a scenario with another example of its model's task, drawn by a seed."""
    if not isinstance(scenario.weights, Trained):
        return replace(scenario, seed=seed)
    try:
        text, target = example_of(about(scenario.weights.model), seed)
    except ModelError:
        return replace(scenario, seed=seed)
    two = VARIANTS[scenario.variant].mode == "traditional"
    return replace(
        scenario, text=text, target=target if two else scenario.target, seed=seed, edits=()
    )


def _model_for(model: str, variant: str) -> str | None:
    """Return the model of a variant to show after another."""
    try:
        found = counterpart(model, variant)
    except ModelError:
        found = None
    return found or first_model(variant)


def _put(scenario: Scenario, kept: Kept) -> Scenario:
    return replace(scenario, **{each.name: getattr(kept, each.name) for each in fields(Kept)})
