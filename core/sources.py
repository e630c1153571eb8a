"""Where matrices come from, as sessions write it: an object with a ``kind``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from core.faults import InputError, shown
from core.messages import QT_TRANSLATE_NOOP, message
from core.records import changed, plain
from core.scenario import Seeded, Trained, WeightSource

_KINDS: Mapping[str, type[Any]] = MappingProxyType({"seeded": Seeded, "trained": Trained})


def written_source(source: WeightSource) -> dict[str, Any]:
    """Return a source of weights as values that JSON holds."""
    kind = next(name for name, known in _KINDS.items() if type(source) is known)
    values: dict[str, Any] = plain(source)
    return {"kind": kind, **values}


def read_source(value: object, place: str) -> WeightSource:
    """Return the source of weights that a file names.

    Raises
    ------
    InputError : there is no such kind, or what it needs is missing or wrong.
    """
    if not isinstance(value, Mapping) or value.get("kind") not in tuple(_KINDS):
        known = ", ".join(f'{{"kind": "{kind}"}}' for kind in _KINDS)
        raise InputError(
            place,
            message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=shown(value)),
            message(QT_TRANSLATE_NOOP("core", "use one of {choices}"), choices=known),
        )
    rest = {name: item for name, item in value.items() if name != "kind"}
    made: WeightSource = changed(_KINDS[value["kind"]](), rest, place)
    return made
