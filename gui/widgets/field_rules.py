"""Which choices have an effect on a scenario, and which values they can take."""

from __future__ import annotations

from core.scenario import Scenario, Trained
from core.variants import VARIANTS
from gui.widgets.field_texts import CHOICES

OF_THE_MODEL = frozenset(
    (
        *("d_model", "n_heads", "n_kv_heads", "d_head", "d_latent"),
        *("output_projection", "positions", "rotary_value", "split"),
    )
)
"""What a trained model brings with it."""


def matters(field: str, scenario: Scenario) -> bool:
    """Whether a choice has an effect on what this scenario runs."""
    if isinstance(scenario.weights, Trained) and field in OF_THE_MODEL:
        return False
    variant = VARIANTS[scenario.variant]
    additive = variant.score == "additive"
    turned = scenario.positions == "rotary" and variant.mode != "traditional"
    return {
        "n_heads": variant.splits,
        "n_kv_heads": variant.kv_heads == "groups",
        "d_head": additive or (variant.splits and not variant.make_key.bare),
        "d_latent": variant.latent is not None,
        "rotary_value": turned and variant.make_key == variant.make_value,
        "window": "window" in scenario.mask,
        "reading": variant.other_reading is not None,
    }.get(field, True)


def offered(field: str, scenario: Scenario) -> tuple[str, ...]:
    """Return the values of a choice that have an effect on what this scenario runs."""
    values = tuple(CHOICES[field])
    if field == "positions" and VARIANTS[scenario.variant].mode == "traditional":
        return tuple(value for value in values if value != "rotary")
    return values


def in_force(field: str, scenario: Scenario) -> object:
    """Return a field's value, or what one amounts to that this scenario cannot have."""
    value = getattr(scenario, field)
    if field in CHOICES and value not in offered(field, scenario):
        return "none" if value in CHOICES[field] else value
    return value
