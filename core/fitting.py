"""misfits(): sizes that do not fit one another, each with those nearest that would."""

from __future__ import annotations

from collections.abc import Iterator

from core.messages import QT_TRANSLATE_NOOP, Message, Problem, message
from core.scenario import Scenario
from core.variants import VARIANTS, Variant


def misfits(scenario: Scenario) -> Iterator[Problem]:
    """Check the sizes of a scenario whose fields are right one by one."""
    variant = VARIANTS[scenario.variant]
    heads, d_model = scenario.n_heads, scenario.d_model
    splits_width = variant.splits and not variant.make_key.bare
    if splits_width and scenario.d_head is None and d_model % heads:
        yield _width(d_model, heads)
        return
    kv_heads = scenario.n_kv_heads
    if variant.kv_heads == "groups" and kv_heads is not None and heads % kv_heads:
        yield _groups(heads, kv_heads)
    width = scenario.d_head or d_model // heads
    if any(row.solved for row in variant.parameters) and heads * width != d_model:
        yield _square(d_model, heads, width)
        return
    yield from _pairs(scenario, variant, width if splits_width else d_model)


def _width(width: int, heads: int) -> Problem:
    """Name the nearest widths that divide into the heads."""
    below = width - width % heads
    wrong = message(
        QT_TRANSLATE_NOOP("core", "width {width} does not divide into {heads} heads"),
        width=width,
        heads=heads,
    )
    return Problem("d_model", wrong, _either(below, below + heads))


def _groups(heads: int, kv_heads: int) -> Problem:
    """Name the nearest numbers of key-value heads that share the heads out evenly."""
    divisors = [count for count in range(1, heads + 1) if heads % count == 0]
    below = max(count for count in divisors if count < kv_heads)
    above = min((count for count in divisors if count > kv_heads), default=0)
    wrong = message(
        QT_TRANSLATE_NOOP("core", "{heads} heads do not divide among {kv_heads} key-value heads"),
        heads=heads,
        kv_heads=kv_heads,
    )
    return Problem("n_kv_heads", wrong, _either(below, above))


def _square(d_model: int, heads: int, width: int) -> Problem:
    """Name the width at which W_K of all heads together is square."""
    wrong = message(
        QT_TRANSLATE_NOOP(
            "core",
            "V is recovered by the inverse of W_K, which must be square: {joined} key features "
            "together, width {width}",
        ),
        joined=heads * width,
        width=d_model,
    )
    if d_model % heads:
        return Problem("d_model", wrong, _either(heads * width, 0))
    return Problem("d_head", wrong, _either(d_model // heads, 0))


def _pairs(scenario: Scenario, variant: Variant, width: int) -> Iterator[Problem]:
    """Check that what is halved has halves, and that what is turned falls into pairs."""
    rotary = scenario.positions == "rotary" and variant.mode != "traditional"
    halved = variant.turned == "second_half"
    divisor = (2 if halved else 1) * (2 if rotary else 1)
    if width % divisor == 0:
        return
    if halved and rotary and width % 2 == 0:
        text = QT_TRANSLATE_NOOP(
            "core", "half of a head is turned, in pairs of features: {width} does not divide by 4"
        )
    elif halved:
        text = QT_TRANSLATE_NOOP("core", "half of a head is tied: a width of {width} has no half")
    else:
        text = QT_TRANSLATE_NOOP(
            "core", "rotary positions turn pairs of features: a width of {width} leaves one over"
        )
    wrong = message(text, width=width)
    below = width - width % divisor
    if variant.make_key.bare:
        yield Problem("d_model", wrong, _either(below, below + divisor))
    elif any(row.solved for row in variant.parameters):  # of full width: the model grows with it
        heads = scenario.n_heads
        yield Problem("d_model", wrong, _either(heads * below, heads * (below + divisor)))
    else:
        yield Problem("d_head", wrong, _either(below, below + divisor))


def _either(first: int, second: int) -> Message:
    """Return ``use first or second``, leaving out what is not positive."""
    if first < 1 or second < 1:
        return message(QT_TRANSLATE_NOOP("core", "use {number}"), number=max(first, second))
    return message(QT_TRANSLATE_NOOP("core", "use {first} or {second}"), first=first, second=second)
