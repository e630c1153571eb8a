"""What is worth saying about the gradients of one run, as sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import combinations
from types import MappingProxyType

import numpy as np

from core.gradients.scenario_gradients import GradientTrace
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.objective import CopyToken
from core.trace import Role

_STORES: Mapping[str, str] = MappingProxyType(
    {"key": "K", "key_unrotated": "K̂", "value": "V", "latent": "c", "x": "X", "encoder_states": "H"}
)
_AGREEMENT = QT_TRANSLATE_NOOP(
    "core", "∂L/∂{grid}, cosine of its parts as {first} and as {second}: {words}"
)
_AGREEMENT_OF_HEADS = QT_TRANSLATE_NOOP(
    "core", "∂L/∂{grid} of all heads, cosine of its parts as {first} and as {second}: {words}"
)
ALIKE = 0.1
"""Cosine from which on two gradients are said to pull the same way."""
_ROLES: tuple[Role, ...] = ("query", "key", "value")
_LETTERS: Mapping[str, str] = MappingProxyType({"query": "Q", "key": "K", "value": "V"})


def step_notes(found: GradientTrace) -> tuple[Message, ...]:
    """Return the loss in words, what ties do to the gradients, and why some are zero."""
    return (*tie_notes(found), *_silence(found), loss_note(found))


def loss_note(found: GradientTrace) -> Message:
    """Say what is asked, and what the loss is as things stand."""
    loss, resolved = found.loss, found.trace.resolved
    token = resolved.query_tokens[loss.row]
    if not isinstance(loss, CopyToken):
        text = QT_TRANSLATE_NOOP(
            "core",
            "Asked: make output {feature} of “{token}” larger. L is minus that number, {value} "
            "now; a step against a gradient lowers L.",
        )
        return message(
            text, feature=loss.feature + 1, token=token, value=_written(found.value, ".3f")
        )
    text = QT_TRANSLATE_NOOP(
        "core",
        "Asked: let the output of “{token}” become the vector of “{copied}”. L is half of the "
        "squared distance, {value} now; a step against a gradient lowers L.",
    )
    if loss.what == "value":
        text = QT_TRANSLATE_NOOP(
            "core",
            "Asked: let the context of “{token}” become the value of “{copied}”. L is half of the "
            "squared distance, {value} now; a step against a gradient lowers L.",
        )
    copied = resolved.key_tokens[loss.source_row]
    return message(text, token=token, copied=copied, value=_written(found.value, ".3f"))


def tie_notes(found: GradientTrace) -> tuple[Message, ...]:
    """Say of each store that serves several uses how its parts agree; else that none does."""
    told = [
        note for grid in _stores(found) for note in _cosines(found, grid) if grid in found.parts
    ]
    return tuple(told) if told else (_untied(found),)


def common_stores(found: GradientTrace) -> tuple[str, ...]:
    """Return the matrices and vectors, X and states aside, whose gradient is a sum of parts."""
    return tuple(_stores(found))


def cosine_of(
    found: GradientTrace, grid: str, first: str, second: str, head: int | None = None
) -> float:
    """Return the cosine of two parts of a gradient, of one head or all; NaN where one is zero.

    Parts of what slim attention solves cancel: what is left of them is rounding, and counts as
    zero.
    """
    tied = found.parts[grid]
    if any(row.solved for row in found.trace.resolved.parameters):
        sizes = [float(np.abs(tied.parts[use]).max(initial=0.0)) for use in (first, second)]
        rounding = math.sqrt(float(np.finfo(found.trace.resolved.dtype).eps))
        if min(sizes) <= rounding * max(sizes):
            return math.nan
    if head is None:
        return float(tied.cosine(first, second))
    return float(tied.cosine(first, second, n_runs=1)[head])


def _stores(found: GradientTrace) -> Iterator[str]:
    matrices = [row.grid for row in found.trace.resolved.parameters]
    vectors = ("key", "key_unrotated", "value", "latent")
    names = [grid for grid in (*matrices, *vectors) if grid in found.parts]
    if not names and found.trace.resolved.same_map:  # no matrix makes them: the states are both
        names = [grid for grid in ("x", "encoder_states") if grid in found.parts]
    yield from names


def _cosines(found: GradientTrace, grid: str) -> Iterator[Message]:
    """Yield how each pair of parts agrees, and what that means."""
    uses = [role for role in _ROLES if role in found.uses[grid]]
    name = _name(found, grid)
    for first, second in combinations(uses, 2):
        cosine = cosine_of(found, grid, first, second)
        names = {"first": _LETTERS[first], "second": _LETTERS[second]}
        yield message(
            _AGREEMENT if found.trace.grid(grid).n_heads == 1 else _AGREEMENT_OF_HEADS,
            grid=name,
            **names,
            words=_words(cosine, through_value=second == "value"),
        )


def _name(found: GradientTrace, grid: str) -> str:
    """Return the name of a grid as the field writes it."""
    for parameter in found.trace.resolved.parameters:
        if parameter.grid == grid:
            return parameter.name
    return _STORES[grid]


def _words(cosine: float, *, through_value: bool) -> Message:
    value = _written(cosine, "+.3f")
    if math.isnan(cosine):
        return message(QT_TRANSLATE_NOOP("core", "none, for one of them is zero."))
    if cosine >= ALIKE:
        text = QT_TRANSLATE_NOOP("core", "{value}: both uses pull the same way.")
        if through_value:
            text = QT_TRANSLATE_NOOP("core", "{value}: matching and carrying pull the same way.")
    elif cosine <= -ALIKE:
        text = QT_TRANSLATE_NOOP("core", "{value}: the two uses pull against each other.")
        if through_value:
            text = QT_TRANSLATE_NOOP(
                "core", "{value}: matching and carrying pull against each other."
            )
    else:
        text = QT_TRANSLATE_NOOP("core", "{value}: the two uses hardly touch each other.")
        if through_value:
            text = QT_TRANSLATE_NOOP(
                "core", "{value}: matching and carrying hardly touch each other."
            )
    return message(text, value=value)


def _untied(found: GradientTrace) -> Message:
    """Say that keys and values each have their own gradient."""
    resolved = found.trace.resolved
    names = {"key": resolved.make_key.parameter, "value": resolved.make_value.parameter}
    if names["value"] is None:
        text = QT_TRANSLATE_NOOP(
            "core",
            "Not tied: {key} learns from matching alone; what is carried goes through no matrix.",
        )
        return message(text, key=names["key"])
    text = QT_TRANSLATE_NOOP(
        "core", "Not tied: {key} and {value} each receive their own gradient, free of the other's."
    )
    return message(text, **names)


def _silence(found: GradientTrace) -> Iterator[Message]:
    """Say why nothing reaches the scores."""
    if found.grids["scores"].any():
        return
    free = found.trace.computed.arrays["mask"][0, found.loss.row]  # [n_k]
    if free.sum() == 1:
        text = QT_TRANSLATE_NOOP(
            "core",
            "This query sees one key alone: its weight is 1 whatever its score, so that nothing "
            "reaches the scores, queries and keys.",
        )
    elif not free.any():
        text = QT_TRANSLATE_NOOP(
            "core", "This query sees no key: nothing reaches what stands before the weights."
        )
    else:
        text = QT_TRANSLATE_NOOP("core", "Nothing reaches the scores.")
    yield message(text)


def _written(value: float, form: str) -> str:
    """Write a number as the window does, with a true minus."""
    return format(value, form).replace("-", "−")
