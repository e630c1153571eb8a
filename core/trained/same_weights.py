"""Other variants beside a scenario: on the same text, seed and weights, or trained apart."""

from __future__ import annotations

from dataclasses import replace

from core.resolve import Resolved
from core.scenario import Scenario, Trained
from core.source import source_of
from core.trained.catalogue import about, counterpart
from core.trained.problem import ModelError
from core.trained.retied import DrawnFor, Makeup, RetiedEncoderDecoder, RetiedStack
from core.trained.scenarios import n_layers
from core.variants import VARIANTS


def same_weights(scenario: Scenario, variant: str) -> Scenario:
    """Return a scenario with another variant on the same text, seed and weights.

    Of a trained model the variant takes the matrices that it shares with it; see
    :mod:`core.trained.retied`. Where it takes nothing, the mask of the model's task and cells
    changed by hand have no meaning, and go.
    """
    changed, weights = replace(scenario, variant=variant), scenario.weights
    if not isinstance(weights, Trained):
        return changed
    try:
        own = about(weights.model).spec.variant
    except ModelError:
        return changed  # validation says what is wrong
    changed = replace(changed, weights=replace(weights, retied=variant != own))
    if reads_alike(scenario, variant):
        return changed
    return replace(changed, mask="none", padding=0, edits=())


def reads_alike(scenario: Scenario, variant: str) -> bool:
    """Whether a variant reads as many texts as a scenario's trained model."""
    if not isinstance(scenario.weights, Trained):
        return True
    try:
        own = about(scenario.weights.model).spec.variant
    except ModelError:
        return False
    return (VARIANTS[own].mode == "traditional") == (VARIANTS[variant].mode == "traditional")


def trained_apart(scenario: Scenario, variant: str) -> Scenario | None:
    """Return a scenario with the model of a variant that was trained by itself; None without any.

    Its task and, as far as there is a choice, its width are those of the scenario's own model.
    """
    weights = scenario.weights
    if not isinstance(weights, Trained):
        return None
    try:
        other = counterpart(weights.model, variant)
        if other is None:
            return None
        layer = min(weights.layer, n_layers(about(other)) - 1)
    except ModelError:
        return None
    return replace(scenario, variant=variant, weights=Trained(other, layer))


def untied_model(scenario: Scenario) -> Scenario:
    """Return a scenario, of a tied model the untied one of its task where there is one."""
    weights = scenario.weights
    if not isinstance(weights, Trained):
        return scenario
    try:
        own = about(weights.model).spec.variant
    except ModelError:
        return scenario
    tied = VARIANTS[own].mode == "tied"
    return (trained_apart(scenario, "self") if tied else None) or scenario


def makeup(scenario: Scenario, resolved: Resolved) -> Makeup | None:
    """Return where a valid retied scenario has its matrices from; None of any other."""
    if not isinstance(scenario.weights, Trained) or not scenario.weights.retied:
        return None
    source = source_of(scenario)
    if isinstance(source, RetiedStack | RetiedEncoderDecoder | DrawnFor):
        return source.makeup(resolved)
    return None
