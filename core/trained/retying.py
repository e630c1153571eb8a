"""How the source of a retied scenario is made: its model, what is lent to it, its sizes."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import lru_cache

from core.fitting import misfits
from core.inputs import Drawn
from core.lab.spec import ModelSpec
from core.messages import QT_TRANSLATE_NOOP, Problem, message
from core.scenario import Scenario, Seeded, Trained
from core.source import Source
from core.trained.catalogue import Stamp, about, counterpart, path_of, stamp_of
from core.trained.encoder_decoder import EncoderDecoderSource
from core.trained.problem import ModelError
from core.trained.retied import (
    DrawnFor,
    Learned,
    Retied,
    RetiedEncoderDecoder,
    RetiedStack,
    Supply,
)
from core.trained.sources import trained_source
from core.trained.stack import StackSource
from core.variants import VARIANTS


def retied_source(scenario: Scenario) -> Source:
    """Return the source of a scenario whose variant puts a trained model's matrices together.

    Raises
    ------
    core.trained.problem.ModelError : the model cannot be used, or not with this text.
    """
    assert isinstance(scenario.weights, Trained)
    names = _lent_by(scenario.weights.model, scenario.variant)
    stamps = tuple(stamp_of(path_of(name)) for name in (scenario.weights.model, *names))
    return _retied_source(replace(scenario, edits=(), mask="none", padding=0), names, stamps)


@lru_cache(maxsize=16)
def _retied_source(
    scenario: Scenario,
    names: tuple[str, ...],
    stamps: tuple[Stamp, ...],  # noqa: ARG001 (a new file, anew)
) -> Source:
    """Return the source of a variant that the matrices of a model and of others make."""
    weights = scenario.weights
    assert isinstance(weights, Trained)
    own = about(weights.model).spec.variant
    plain = trained_source(replace(scenario, variant=own, weights=replace(weights, retied=False)))
    if own == scenario.variant:
        return plain
    return _retied(_learned(plain), _lenders(scenario, names), scenario)


def retied_misfits(scenario: Scenario) -> tuple[Problem, ...]:
    """Return why a variant cannot have the sizes of a trained model."""
    source = trained_source(scenario)
    if isinstance(source, DrawnFor):
        return tuple(misfits(replace(scenario, weights=Seeded())))
    if not isinstance(source, RetiedStack | RetiedEncoderDecoder):
        return ()
    right = message(QT_TRANSLATE_NOOP("core", "choose another model, or random vectors"))
    return tuple(Problem("weights", one.wrong, right) for one in misfits(source.sized))


def _lent_by(model: str, variant: str) -> tuple[str, ...]:
    """Return the models that have what a model lacks: an untied one, then one of the variant.

    So whatever variants stand beside each other, they have one matrix of a name.
    """
    found = (counterpart(model, each) for each in dict.fromkeys(("self", variant)))
    return tuple(name for name in found if name is not None)


def _lenders(scenario: Scenario, names: tuple[str, ...]) -> tuple[Learned, ...]:
    """Return the learned layers of the models that lend, as far as they read the same texts."""
    assert isinstance(scenario.weights, Trained)
    found: list[Learned] = []
    for name in names:
        spec = about(name).spec
        deepest = spec.n_layers - 1 if isinstance(spec, ModelSpec) else 0
        layer = min(scenario.weights.layer, deepest)
        lent = replace(scenario, variant=spec.variant, weights=Trained(name, layer))
        try:
            found.append(_learned(trained_source(lent)))
        except ModelError:
            continue  # it reads other texts, or is broken
    return tuple(found)


def _learned(source: Source) -> Learned:
    assert isinstance(source, StackSource | EncoderDecoderSource)
    return source


def _retied(base: Learned, lenders: tuple[Learned, ...], scenario: Scenario) -> Retied:
    """Return the source of a scenario whose variant is not the one its model was trained with."""
    drawn = Drawn(scenario.seed)
    two_texts = VARIANTS[scenario.variant].mode == "traditional"
    sizes = _sized(base, lenders, scenario)
    supply = Supply(base, lenders, drawn)
    given = {field.name: getattr(base, field.name) for field in fields(base)}
    if isinstance(base, StackSource) and not two_texts:
        return RetiedStack(**given, sized=sizes, supply=supply)
    if isinstance(base, EncoderDecoderSource) and two_texts:
        return RetiedEncoderDecoder(**given, sized=sizes, supply=supply)
    tokens = base.tokens if isinstance(base, EncoderDecoderSource) else base.example.tokens
    return DrawnFor(scenario.seed, tokens)


def _sized(base: Learned, lenders: tuple[Learned, ...], scenario: Scenario) -> Scenario:
    """Return a scenario that says itself the sizes which the model has, as far as they reach."""
    plain, spec = replace(scenario, weights=Seeded(), edits=()), base.spec
    two_texts = VARIANTS[scenario.variant].mode == "traditional"
    if isinstance(spec, ModelSpec) and not two_texts:
        grouped = spec.row.kv_heads == "groups"
        groups = spec.kv_heads if grouped else scenario.n_kv_heads
        return replace(
            plain,
            d_model=spec.d_model,
            n_heads=spec.n_heads,
            n_kv_heads=groups if groups and spec.n_heads % groups == 0 else None,
            d_head=spec.width,
            positions="none",
        )
    if not isinstance(spec, ModelSpec) and two_texts:
        layers = [one.spec for one in (base, *lenders) if isinstance(one, EncoderDecoderSource)]
        additive = VARIANTS[scenario.variant].score == "additive"
        units = next((one.units for one in layers if additive and one.additive), None)
        heads = scenario.n_heads if spec.d_model % scenario.n_heads == 0 else 1
        return replace(plain, d_model=spec.d_model, n_heads=heads, d_head=units)
    return plain
