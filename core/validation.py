"""problems(): everything wrong with a scenario, each with what would be right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import get_args

from core import imported
from core.edits import EDITABLE
from core.faults import shown
from core.fitting import misfits
from core.memory import in_units, run_limit
from core.messages import QT_TRANSLATE_NOOP, Message, Problem, message
from core.resolve import Resolved, resolve
from core.scenario import (
    DTypeName,
    Edit,
    Imported,
    MaskName,
    PositionName,
    ReadingName,
    Scenario,
    Seeded,
    SplitName,
    Trained,
)
from core.slim import slim_problems
from core.source import model_misfits, model_problem
from core.text import tokenise
from core.variants import VARIANTS, of_mode

MAX_WIDTH = 8192
MAX_HEADS = 1024
MAX_SEED = 2**31 - 1
MAX_CHARACTERS = 200_000
MAX_COUNT = 1_000_000
# Scores divided by less, or by more, would leave even the range of float32.
SMALLEST_DIVISOR, LARGEST_DIVISOR = 1e-30, 1e30
_LARGEST = MappingProxyType({"float64": 1.7976931348623157e308, "float32": 3.4028234663852886e38})

_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "variant": tuple(VARIANTS),
        "split": get_args(SplitName),
        "mask": get_args(MaskName),
        "positions": get_args(PositionName),
        "reading": get_args(ReadingName),
        "dtype": get_args(DTypeName),
    }
)
_RANGES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "d_model": (1, MAX_WIDTH),
        "n_heads": (1, MAX_HEADS),
        "n_kv_heads": (1, MAX_HEADS),
        "d_head": (1, MAX_WIDTH),
        "d_latent": (1, MAX_WIDTH),
        "window": (0, MAX_COUNT),
        "padding": (0, MAX_COUNT),
        "seed": (0, MAX_SEED),
    }
)
_OPTIONAL = ("n_kv_heads", "d_head", "d_latent", "softcap", "output_projection", "scaled")


def problems(scenario: Scenario, memory_limit: int | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with a scenario, nothing when it can be run.

    Fields that the variant does not use are held to their own range all the same, so that
    switching the variant never meets nonsense.

    Parameters
    ----------
    scenario : any values, of any type.
    memory_limit : bytes that a run may take; None takes half of the machine's memory.
    """
    alone = (*_fields(scenario), *_texts(scenario), *_edits(scenario))
    if alone:
        return alone
    misplaced = model_problem(scenario)
    if misplaced is not None:
        return (misplaced,)
    together = tuple(_sizes(scenario))
    if together:
        return together
    limit = run_limit() if memory_limit is None else memory_limit
    resolved = resolve(scenario)
    return tuple(_memory(resolved, limit)) or tuple(slim_problems(scenario, resolved))


def _fields(scenario: Scenario) -> Iterator[Problem]:
    """Check each field that holds one choice or one number."""
    for field, choices in _CHOICES.items():
        value = getattr(scenario, field)
        if not isinstance(value, str) or value not in choices:
            yield Problem(field, _unknown(field, value), _one_of(choices))
    for field, (lowest, highest) in _RANGES.items():
        value = getattr(scenario, field)
        if not _absent(field, value) and not _is_int(value, lowest, highest):
            yield Problem(field, _unfit(field, value), _whole_between(lowest, highest))
    for field in ("temperature", "softcap"):
        value = getattr(scenario, field)
        if not _absent(field, value) and not _is_number(value, SMALLEST_DIVISOR, LARGEST_DIVISOR):
            yield Problem(field, _unfit(field, value), _positive())
    for field in ("output_projection", "scaled", "rotary_value"):
        value = getattr(scenario, field)
        if not _absent(field, value) and not isinstance(value, bool):
            choices = ("True", "False", "None") if field in _OPTIONAL else ("True", "False")
            yield Problem(field, _unfit(field, value), _one_of(choices))
    yield from _weights(scenario.weights)


def _weights(weights: object) -> Iterator[Problem]:
    """Check where vectors and matrices come from."""
    if isinstance(weights, Seeded):
        return
    if isinstance(weights, Imported):
        yield from imported.problems(weights)
        return
    if not isinstance(weights, Trained) or not isinstance(weights.model, str):
        kinds = ("Seeded()", "Trained(model, layer)", "Imported(given)")
        yield Problem("weights", _unfit("weights", weights), _one_of(kinds))
    elif not _is_int(weights.layer, 0, MAX_COUNT):
        text = QT_TRANSLATE_NOOP("core", "the model has no layer {layer}")
        right = message(QT_TRANSLATE_NOOP("core", "layers count from 0"))
        yield Problem("weights", message(text, layer=shown(weights.layer)), right)
    elif not isinstance(weights.retied, bool):
        yield Problem("weights", _unfit("retied", weights.retied), _one_of(("True", "False")))


def _texts(scenario: Scenario) -> Iterator[Problem]:
    """Check the texts that the variant reads."""
    reads_target = scenario.variant in [row.key for row in of_mode("traditional")]
    for field in ("text", "target"):
        value = getattr(scenario, field)
        if not isinstance(value, str):
            right = message(QT_TRANSLATE_NOOP("core", "use a text"))
            yield Problem(field, _unfit(field, value), right)
        elif len(value) > MAX_CHARACTERS:
            yield Problem(
                field,
                message(
                    QT_TRANSLATE_NOOP("core", "the text has {count} characters"), count=len(value)
                ),
                message(QT_TRANSLATE_NOOP("core", "use at most {most}"), most=MAX_CHARACTERS),
            )
        elif (field == "text" or reads_target) and not tokenise(value, "words"):
            yield Problem(
                field,
                message(QT_TRANSLATE_NOOP("core", "there is no text")),
                message(QT_TRANSLATE_NOOP("core", "type at least one word")),
            )


def _edits(scenario: Scenario) -> Iterator[Problem]:
    """Check every overwritten cell."""
    if not isinstance(scenario.edits, tuple):
        right = message(QT_TRANSLATE_NOOP("core", "use a tuple of edits"))
        yield Problem("edits", _unfit("edits", scenario.edits), right)
        return
    largest = _LARGEST["float32" if scenario.dtype == "float32" else "float64"]
    for edit in scenario.edits:
        right_or_none = _edit(edit, largest)
        if right_or_none is not None:
            yield Problem("edits", _unfit("edits", edit), right_or_none)


def _edit(edit: object, largest: float) -> Message | None:
    """Return what would be right, None where the edit is."""
    if not isinstance(edit, Edit):
        return message(QT_TRANSLATE_NOOP("core", "use a tuple of edits"))
    if edit.grid not in EDITABLE:
        return message(
            QT_TRANSLATE_NOOP("core", "only these grids can be edited: {grids}"),
            grids=", ".join(sorted(EDITABLE)),
        )
    if not all(_is_int(index, 0, MAX_COUNT) for index in (edit.head, edit.row, edit.col)):
        return message(QT_TRANSLATE_NOOP("core", "head, row and column count from 0"))
    if not _is_number(edit.value, -largest, largest):
        return message(
            QT_TRANSLATE_NOOP("core", "use a finite number of at most {most} in size"),
            most=f"{largest:.4g}",
        )
    if edit.grid == "mask" and edit.value not in (0, 1):
        return message(QT_TRANSLATE_NOOP("core", "use 1 (may attend) or 0 (masked)"))
    return None


def _sizes(scenario: Scenario) -> Iterator[Problem]:
    """Check the fields that must fit one another."""
    if not isinstance(scenario.weights, Trained):  # which brings sizes of its own
        wrong = tuple(misfits(scenario)) or tuple(imported.misfits(scenario))
    else:
        wrong = model_misfits(scenario)
    if wrong:
        yield from wrong
        return
    n_k = resolve(scenario).n_k
    if scenario.padding > n_k:
        yield Problem(
            "padding",
            message(
                QT_TRANSLATE_NOOP("core", "there are {count} keys, not {padding}, to mask"),
                count=n_k,
                padding=scenario.padding,
            ),
            _whole_between(0, n_k),
        )


def _memory(resolved: Resolved, limit: int) -> Iterator[Problem]:
    """Refuse a run that the machine cannot hold, with the figures."""
    needed = resolved.memory_needed
    if needed <= limit:
        return
    tokens = max(resolved.n_q, resolved.n_k)
    wide = resolved.memory_of_parameters > needed // 2
    yield Problem(
        "d_model" if wide else "text",
        message(
            QT_TRANSLATE_NOOP(
                "core",
                "{tokens} tokens at width {width} in {heads} heads need {needed} of memory; "
                "a run may take {limit}",
            ),
            tokens=tokens,
            width=resolved.d_model,
            heads=resolved.n_heads,
            needed=in_units(needed),
            limit=in_units(limit),
        ),
        message(QT_TRANSLATE_NOOP("core", "use a smaller width or fewer heads"))
        if wide
        else message(
            QT_TRANSLATE_NOOP("core", "use about {fewer} tokens, or fewer heads"),
            fewer=max(1, int(tokens * math.sqrt(max(limit, 0) / needed))),
        ),
    )


def _absent(field: str, value: object) -> bool:
    return value is None and field in _OPTIONAL


def _is_int(value: object, lowest: int, highest: int) -> bool:
    """Whether a value is a whole number in range; True and False are none."""
    return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest


def _is_number(value: object, lowest: float, highest: float) -> bool:
    """Whether a value is a number in range; NaN is in none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return lowest <= value <= highest


def _unknown(field: str, value: object) -> Message:
    return message(
        QT_TRANSLATE_NOOP("core", "there is no {field} {value}"), field=field, value=repr(value)
    )


def _unfit(field: str, value: object) -> Message:
    if field == "d_latent" and value == 0:
        return message(QT_TRANSLATE_NOOP("core", "a latent of width 0 keeps nothing"))
    text = repr(value)
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    return message(QT_TRANSLATE_NOOP("core", "{field} cannot be {value}"), field=field, value=shown)


def _one_of(choices: tuple[str, ...]) -> Message:
    return message(QT_TRANSLATE_NOOP("core", "use one of {choices}"), choices=", ".join(choices))


def _whole_between(lowest: int, highest: int) -> Message:
    return message(
        QT_TRANSLATE_NOOP("core", "use a whole number from {lowest} to {highest}"),
        lowest=lowest,
        highest=highest,
    )


def _positive() -> Message:
    return message(
        QT_TRANSLATE_NOOP("core", "use a number above 0, from {lowest} to {highest}"),
        lowest=f"{SMALLEST_DIVISOR:g}",
        highest=f"{LARGEST_DIVISOR:g}",
    )
