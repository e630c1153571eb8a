"""Where matrices come from, as sessions write it: an object with a ``kind``."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from core.faults import InputError, shown
from core.imported import MOST_NUMBERS, array_of, given_of
from core.messages import QT_TRANSLATE_NOOP, message
from core.numerics import FloatArray
from core.records import changed, plain
from core.scenario import Given, Imported, Seeded, Trained, WeightSource

MOST_GIVEN, LONGEST_LABEL = 100, 10_000
_IMPORTED = "imported"
_KINDS: Mapping[str, type[Any]] = MappingProxyType({"seeded": Seeded, "trained": Trained})


def written_source(source: WeightSource) -> dict[str, Any]:
    """Return a source of weights as values that JSON holds."""
    if isinstance(source, Imported):
        return {"kind": _IMPORTED, "given": [_written(given) for given in source.given]}
    kind = next(name for name, known in _KINDS.items() if type(source) is known)
    values: dict[str, Any] = plain(source)
    return {"kind": kind, **values}


def read_source(value: object, place: str) -> WeightSource:
    """Return the source of weights that a file names.

    Raises
    ------
    InputError : there is no such kind, or what it needs is missing or wrong.
    """
    if isinstance(value, Mapping) and value.get("kind") == _IMPORTED:
        return Imported(_read_given(value.get("given"), f"{place}.given"))
    if not isinstance(value, Mapping) or value.get("kind") not in tuple(_KINDS):
        known = ", ".join(f'{{"kind": "{kind}"}}' for kind in (*_KINDS, _IMPORTED))
        raise InputError(
            place,
            message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=shown(value)),
            message(QT_TRANSLATE_NOOP("core", "use one of {choices}"), choices=known),
        )
    rest = {name: item for name, item in value.items() if name != "kind"}
    made: WeightSource = changed(_KINDS[value["kind"]](), rest, place)
    return made


def _written(given: Given) -> dict[str, Any]:
    """Return numbers from a file as lists of lists, every digit kept."""
    return {
        "name": given.name,
        "values": array_of(given).tolist(),
        "labels": list(given.labels),
        "file": given.file,
    }


def _read_given(value: object, place: str) -> tuple[Given, ...]:
    if not isinstance(value, list) or len(value) > MOST_GIVEN:
        raise _unfit(place, value, QT_TRANSLATE_NOOP("core", "use a list in brackets"))
    return tuple(_read_one(item, f"{place}[{at}]") for at, item in enumerate(value))


def _read_one(value: object, place: str) -> Given:
    """Return numbers as a session holds them; the scenario checks what they are called."""
    if not isinstance(value, Mapping) or set(value) != {"name", "values", "labels", "file"}:
        right = QT_TRANSLATE_NOOP("core", "all of {names} are needed")
        raise _unfit(place, value, right, names="name, values, labels, file")
    labels = value["labels"]
    texts = [value["name"], value["file"], *(labels if isinstance(labels, list) else [None])]
    if not all(isinstance(text, str) and len(text) <= LONGEST_LABEL for text in texts):
        raise _unfit(place, texts, QT_TRANSLATE_NOOP("core", "use a text in quotes"))
    values = _array(value["values"], f"{place}.values")
    return given_of(value["name"], values, tuple(texts[2:]), value["file"])


def _array(value: object, place: str) -> FloatArray:
    """Return lists of lists of lists of finite numbers as an array [heads, rows, cols]."""
    right = QT_TRANSLATE_NOOP("core", "use a list of heads, each a list of rows of finite numbers")
    heads = value if isinstance(value, list) else []
    rows: list[Any] = [row for head in heads for row in (head if isinstance(head, list) else [0])]
    alike = {len(head) for head in heads if isinstance(head, list)}
    widths = {len(row) if isinstance(row, list) else 0 for row in rows}
    if len(alike) != 1 or len(widths) != 1 or 0 in widths:
        raise _unfit(place, value, right)
    if len(rows) * max(widths) > MOST_NUMBERS:
        raise _unfit(place, value, QT_TRANSLATE_NOOP("core", "use fewer numbers"))
    try:
        flat = [_finite(number) for row in rows for number in row]
    except (TypeError, ValueError, OverflowError):
        raise _unfit(place, value, right) from None
    return np.array(flat).reshape(len(heads), *alike, *widths)


def _finite(number: object) -> float:
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        raise TypeError(number)
    found = float(number)
    if not math.isfinite(found):
        raise ValueError(number)
    return found


def _unfit(place: str, value: object, right: str, **values: object) -> InputError:
    wrong = message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=shown(value))
    return InputError(place, wrong, message(right, **values))
