"""K against V: the three meanings of "K = V", each with its reason, and what the tie costs.

Same source (made from the same vectors), same map (by the same matrix) and same numbers are three
different relations. All are judged on the run itself, edited cells included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from core.costs import Costs, costs
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.numerics import FloatArray
from core.resolve import Resolved
from core.routes import matrices, origin, whole_map
from core.scenario import ReadingName
from core.trace import Trace
from core.variants import Route, SourceName

_VECTORS: Mapping[SourceName, str] = MappingProxyType(
    {
        "x": QT_TRANSLATE_NOOP("core", "the input vectors X"),
        "encoder_states": QT_TRANSLATE_NOOP("core", "the encoder states H"),
        "decoder_states": QT_TRANSLATE_NOOP("core", "the decoder states S"),
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer, yes or no, with its reason."""

    holds: bool
    reason: Message


@dataclass(frozen=True, slots=True)
class Reading:
    """Keys against values, for one way of telling which side a matrix belongs to.

    Attributes
    ----------
    name : the side on which Luong general's W_a is counted; "query" where there is no choice.
    source, map, numbers : whether keys and values share them.
    max_difference : the largest ``|K - V|``; None where the widths differ.
    mean_cosine : mean over heads and tokens of the cosine between k_i and v_i, vectors of length 0
        left out; None where the widths differ or no vector is left.
    costs : what this reading costs.
    """

    name: ReadingName
    source: Finding
    map: Finding
    numbers: Finding
    max_difference: float | None
    mean_cosine: float | None
    costs: Costs


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a run says about keys against values.

    Attributes
    ----------
    reading : the one that the run computes with.
    other : for Luong general, the reading that the run did not choose; None elsewhere.
    """

    reading: Reading
    other: Reading | None = None

    @property
    def source(self) -> Finding:
        """Whether keys and values are made from the same vectors."""
        return self.reading.source

    @property
    def map(self) -> Finding:
        """Whether the same matrix (or none) makes them."""
        return self.reading.map

    @property
    def numbers(self) -> Finding:
        """Whether they are equal, number by number."""
        return self.reading.numbers

    @property
    def max_difference(self) -> float | None:
        """The largest ``|K - V|``; None where the widths differ."""
        return self.reading.max_difference

    @property
    def mean_cosine(self) -> float | None:
        """Mean cosine of k_i and v_i; see :class:`Reading`."""
        return self.reading.mean_cosine

    @property
    def costs(self) -> Costs:
        """Parameters, cache and operations."""
        return self.reading.costs


def evidence(trace: Trace) -> Evidence:
    """Judge keys against values on a finished run."""
    resolved, scenario = trace.resolved, trace.scenario
    key, value = trace.grid("key").values, trace.grid("value").values
    chosen: ReadingName = "query"
    if resolved.variant.other_reading is None:
        return Evidence(_reading(trace, chosen, resolved, key, value))
    chosen = scenario.reading
    unchosen: ReadingName = "memory" if chosen == "query" else "query"
    return Evidence(
        _reading(trace, chosen, resolved, key, value),
        _reading(trace, unchosen, _turned(resolved), trace.grid("other_key").values, value),
    )


def _turned(resolved: Resolved) -> Resolved:
    """Return the same run with the matrix counted on the other side."""
    variant = resolved.variant
    routes = (variant.make_query, variant.make_key)
    if variant.other_reading is not None and resolved.make_key == variant.make_key:
        routes = variant.other_reading
    return replace(resolved, make_query=routes[0], make_key=routes[1])


def _reading(
    trace: Trace, name: ReadingName, resolved: Resolved, key: FloatArray, value: FloatArray
) -> Reading:
    """Judge ``key`` and ``value``, [n_kv_heads, n_k, width] each, made by the routes given."""
    key_route, value_route = resolved.make_key, resolved.make_value
    comparable = key.shape == value.shape
    same_map = _map(trace, resolved)
    numbers = _numbers(trace, resolved, key, value, same_map.holds)
    difference = _max_difference(key, value) if comparable else None
    one_store = None
    if same_map.holds:
        one_store = np.array_equal(_kept(trace, resolved, key), value, equal_nan=True)
    return Reading(
        name=name,
        source=_source(resolved, key_route, value_route),
        map=same_map,
        numbers=numbers,
        max_difference=difference,
        mean_cosine=_mean_cosine(key, value) if comparable else None,
        costs=costs(resolved, one_store=one_store),
    )


def _kept(trace: Trace, resolved: Resolved, key: FloatArray) -> FloatArray:
    """Return the keys as a cache keeps them: before their turn, unless values are turned too."""
    if resolved.tied_grid == "key":
        return key
    return trace.grid(resolved.tied_grid).values


def _source(resolved: Resolved, key: Route, value: Route) -> Finding:
    """Compare what keys and values are made from."""
    if key.source == value.source == "latent":
        text = QT_TRANSLATE_NOOP("core", "both are made from one latent, made from {vectors}")
        return Finding(True, message(text, vectors=message(_VECTORS[origin(resolved, key)])))
    names = (_VECTORS[origin(resolved, key)], _VECTORS[origin(resolved, value)])
    if names[0] == names[1]:
        text = QT_TRANSLATE_NOOP("core", "both are made from {vectors}")
        return Finding(True, message(text, vectors=message(names[0])))
    text = QT_TRANSLATE_NOOP("core", "keys are made from {key}, values from {value}")
    return Finding(False, message(text, key=message(names[0]), value=message(names[1])))


def _map(trace: Trace, resolved: Resolved) -> Finding:
    """Compare the maps that make keys and values."""
    key, value = resolved.make_key, resolved.make_value
    if key == value:
        if key.bare:
            text = QT_TRANSLATE_NOOP("core", "no matrix makes either: both are taken as they are")
            return Finding(True, message(text))
        text = QT_TRANSLATE_NOOP("core", "one matrix, {matrix}, makes both")
        return Finding(True, message(text, matrix=key.parameter))
    names = {"key": _map_name(resolved, key), "value": _map_name(resolved, value)}
    if _same_matrix(trace, resolved):
        text = QT_TRANSLATE_NOOP("core", "two maps, {key} and {value}, that hold the same numbers")
        return Finding(True, Message(text, names))
    if key.source == "value":
        text = QT_TRANSLATE_NOOP(
            "core", "{value} makes values and one half of the keys, {other} the other half"
        )
        names["other"] = key.parts[-1].parameter or ""
    else:
        text = QT_TRANSLATE_NOOP("core", "the key's map is {key}, the value's is {value}")
    return Finding(False, Message(text, names))


def _map_name(resolved: Resolved, route: Route) -> str | Message:
    """Name the map of a route: its matrices, from the inputs on."""
    names = matrices(resolved, route)
    if not names:
        return message(QT_TRANSLATE_NOOP("core", "the identity (no matrix)"))
    return f"{names[0]}ᵀ" if route.transposed else " ".join(names)


def _same_matrix(trace: Trace, resolved: Resolved) -> bool:
    """Whether both routes multiply by equal numbers, as edits can bring about."""
    arrays = trace.computed.arrays
    first = whole_map(resolved, arrays, resolved.make_key)
    second = whole_map(resolved, arrays, resolved.make_value)
    if first is None:
        first, second = second, first
    if first is None:
        return True
    if second is None:
        return first.shape[-1] == first.shape[-2] and bool((first == np.eye(first.shape[-1])).all())
    return np.array_equal(first, second)


def _numbers(
    trace: Trace, resolved: Resolved, key: FloatArray, value: FloatArray, same_map: bool
) -> Finding:
    """Compare keys and values number by number."""
    if key.shape != value.shape:
        text = QT_TRANSLATE_NOOP("core", "keys have {key} numbers a token, values {value}")
        return Finding(False, message(text, key=key.shape[-1], value=value.shape[-1]))
    if np.array_equal(key, value, equal_nan=True):
        if same_map:
            text = QT_TRANSLATE_NOOP("core", "every number of K equals the one of V in its place")
        else:
            text = QT_TRANSLATE_NOOP("core", "two maps, but they agree on these vectors")
        return Finding(True, message(text))
    alike = int((key == value).all(axis=(0, 1)).sum()) if resolved.make_key.beside else 0
    if same_map and np.array_equal(_kept(trace, resolved, key), value, equal_nan=True):
        text = QT_TRANSLATE_NOOP(
            "core", "K is turned by its positions, V is not: they differ, by up to {difference:.4g}"
        )
    elif same_map:
        text = QT_TRANSLATE_NOOP("core", "edited cells set them apart, by up to {difference:.4g}")
    elif alike:
        text = QT_TRANSLATE_NOOP(
            "core",
            "{alike} features of {width} are the same; the others differ, by up to "
            "{difference:.4g}",
        )
    else:
        text = QT_TRANSLATE_NOOP("core", "they differ, by up to {difference:.4g}")
    values = {"alike": alike, "width": key.shape[-1], "difference": _max_difference(key, value)}
    return Finding(False, Message(text, values))


def _max_difference(key: FloatArray, value: FloatArray) -> float:
    """Return the largest ``|K - V|``; 0 where they are equal, infinities included."""
    with np.errstate(all="ignore"):
        return float(np.abs(np.where(key == value, 0.0, key - value)).max(initial=0.0))


def _mean_cosine(key: FloatArray, value: FloatArray) -> float | None:
    """Return the mean cosine of the rows of two arrays [heads, n, width] that are not zero."""
    first, second = _directions(key), _directions(value)
    cosines = np.einsum("hnd,hnd->hn", first, second)
    counted = first.any(axis=-1) & second.any(axis=-1)
    return float(cosines[counted].mean()) if counted.any() else None


def _directions(rows: FloatArray) -> FloatArray:
    """Bring rows [..., d] to length 1 without overflow; zero rows stay zero."""
    wide = rows.astype(np.float64)
    largest = np.abs(wide).max(axis=-1, keepdims=True, initial=0.0)
    unit = np.divide(wide, largest, out=np.zeros_like(wide), where=largest > 0)
    length = np.sqrt(np.square(unit).sum(axis=-1, keepdims=True))
    directions: FloatArray = np.divide(unit, length, out=unit, where=length > 0)
    return directions
