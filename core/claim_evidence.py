"""The evidence for each claim: figures computed by running the variants that it speaks of.

Figures of a single head are those of the first. Where a variant cannot be run (a missing target
text, say) its figures have no value and say why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from core.compare import Difference, difference_of
from core.costs import Costs
from core.evidence import Evidence
from core.figures import Figure, Form, Runs, finite, named
from core.head_figures import at_twice_the_width, at_width, freedom_lost, hull, needed, spanned
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.numerics import relative_error
from core.scenario import ReadingName
from core.trace import Trace

TRADITIONAL = ("luong_dot", "luong_general", "luong_concat", "bahdanau", "cross")

_STAYS: Mapping[str, str] = MappingProxyType(
    {
        "query": QT_TRANSLATE_NOOP("core", "Q identical, bit for bit"),
        "key": QT_TRANSLATE_NOOP("core", "K identical, bit for bit"),
        "scores": QT_TRANSLATE_NOOP("core", "scores identical, bit for bit"),
        "mask": QT_TRANSLATE_NOOP("core", "mask identical, bit for bit"),
        "weights": QT_TRANSLATE_NOOP("core", "weights identical, bit for bit"),
    }
)
_CHANGES: Mapping[str, str] = MappingProxyType(
    {
        "value": QT_TRANSLATE_NOOP("core", "V changes by up to"),
        "context": QT_TRANSLATE_NOOP("core", "context changes by up to"),
        "output": QT_TRANSLATE_NOOP("core", "output changes by up to"),
    }
)


def same_source(runs: Runs) -> tuple[Figure, ...]:
    """Tell whether keys and values of each traditional variant are made from the same vectors."""
    label = QT_TRANSLATE_NOOP("core", "same source, {variant}")

    def figure(variant: str) -> Figure:
        key, found = f"source/{variant}", runs.evidence(variant)
        if isinstance(found, Message):
            return Figure(key, named(label, variant), None, "yes_no", found)
        holds = float(found.source.holds)
        return Figure(key, named(label, variant), holds, "yes_no", found.source.reason)

    return tuple(figure(variant) for variant in TRADITIONAL)


def maps_differ(runs: Runs) -> tuple[Figure, ...]:
    """Return the largest ``|K - V|`` of each traditional variant, in each of its readings."""
    return tuple(figure for variant in TRADITIONAL for figure in _apart(runs, variant))


def self_differs(runs: Runs) -> tuple[Figure, ...]:
    """Return the largest ``|K - V|`` of self-attention by default, and with the map forced."""
    apart = (_apart(runs, variant) for variant in ("self", "gqa", "mqa", "k_eq_v"))
    label = named(QT_TRANSLATE_NOOP("core", "mean cosine of k and v, {variant}"), "self")
    return (
        *(figure for figures in apart for figure in figures),
        _judged(runs, "self", "cosine/self", label, lambda found: found.mean_cosine),
    )


def possible(runs: Runs) -> tuple[Figure, ...]:
    """Return what tying leaves identical, and what it changes and by how much."""
    found = runs.differences("self", "k_eq_v")
    stays = (_identical(found, grid, text) for grid, text in _STAYS.items())
    changes = (_change(found, grid, text) for grid, text in _CHANGES.items())
    return (*_apart(runs, "k_eq_v"), *stays, *changes)


def limits(runs: Runs) -> tuple[Figure, ...]:
    """Return the width that an untied head needs, what a tied one misses, and the hulls."""
    return (
        *needed(runs),
        at_width(runs, with_output=True),
        at_width(runs, with_output=False),
        freedom_lost(runs),
        *(spanned(runs, variant) for variant in ("self", "k_eq_v")),
        *(figure for variant in ("self", "k_eq_v") for figure in hull(runs, variant)),
    )


def performance(runs: Runs) -> tuple[Figure, ...]:
    """Return what tying takes of these very matrices, at equal width and at equal cache."""

    def moved(trace: Trace) -> float | Message:
        tied = runs.attempt("k_eq_v")
        if isinstance(tied, Message):
            return tied
        untied = trace.grid("output").values.astype(np.float64)
        return relative_error(tied.grid("output").values.astype(np.float64), untied)

    label = QT_TRANSLATE_NOOP(
        "core", "how far tying moves the output, relative to its size, with these matrices"
    )
    return (
        at_width(runs, with_output=True),
        at_twice_the_width(runs),
        runs.figure("self", "moved", message(label), moved),
    )


def not_recommended(runs: Runs) -> tuple[Figure, ...]:
    """Return what tying saves, and what sharing among heads saves beside it."""
    cache = QT_TRANSLATE_NOOP("core", "KV cache a token, {variant}")
    stores = tuple(
        _judged(
            runs,
            variant,
            f"cache/{variant}",
            named(cache, variant),
            lambda found: float(found.costs.cache_bytes),
            "bytes",
        )
        for variant in ("self", "k_eq_v", "gqa", "mqa")
    )
    ratios = (
        _ratio(runs, "cache", QT_TRANSLATE_NOOP("core", "KV cache, tied to untied"), _cache),
        _ratio(
            runs,
            "parameters",
            QT_TRANSLATE_NOOP("core", "projection parameters, tied to untied"),
            lambda costs: costs.n_parameters,
        ),
        _ratio(
            runs,
            "operations",
            QT_TRANSLATE_NOOP("core", "floating-point operations, tied to untied"),
            lambda costs: costs.projection_operations + costs.attention_operations,
        ),
    )
    return (*stores, *ratios)


def _cache(costs: Costs) -> int:
    return costs.cache_bytes


def _apart(runs: Runs, variant: str) -> tuple[Figure, ...]:
    """Return the largest ``|K - V|`` of a variant, of either reading where it has two."""
    key, found = f"max_difference/{variant}", runs.evidence(variant)
    plain = QT_TRANSLATE_NOOP("core", "largest |K − V|, {variant}")
    if isinstance(found, Message):
        return (Figure(key, named(plain, variant), None, reason=found),)
    if found.other is None:
        reading = found.reading
        label = named(plain, variant)
        figure = Figure(key, label, reading.max_difference, reason=reading.numbers.reason)
        return (finite(figure),)
    texts: dict[ReadingName, str] = {
        "query": QT_TRANSLATE_NOOP("core", "largest |K − V|, {variant}, W_a on the query's side"),
        "memory": QT_TRANSLATE_NOOP("core", "largest |K − V|, {variant}, W_a on the memory's side"),
    }
    both = {reading.name: reading for reading in (found.reading, found.other)}
    return tuple(
        finite(
            Figure(
                f"{key}/{name}",
                named(text, variant),
                both[name].max_difference,
                reason=both[name].numbers.reason,
            )
        )
        for name, text in texts.items()
    )


def _judged(
    runs: Runs,
    variant: str,
    key: str,
    label: Message,
    measure: Callable[[Evidence], float | None],
    form: Form = "number",
) -> Figure:
    """Return a figure that the evidence of one variant holds."""
    found = runs.evidence(variant)
    if isinstance(found, Message):
        return Figure(key, label, None, form, found)
    return finite(Figure(key, label, measure(found), form))


def _ratio(runs: Runs, key: str, text: str, count: Callable[[Costs], int]) -> Figure:
    """Return a cost of the tied variant as a multiple of the untied one's."""

    def measure(found: Evidence) -> float | None:
        untied = runs.evidence("self")
        if isinstance(untied, Message) or not count(untied.costs):
            return None
        return count(found.costs) / count(untied.costs)

    return _judged(runs, "k_eq_v", f"ratio/{key}", message(text), measure, "ratio")


def _identical(found: tuple[Difference, ...] | Message, grid: str, text: str) -> Figure:
    """Return whether a grid of the tied run is that of the untied one, bit for bit."""
    key = f"identical/{grid}"
    if isinstance(found, Message):
        return Figure(key, message(text), None, "yes_no", found)
    same = difference_of(found, grid).verdict == "identical"
    return Figure(key, message(text), float(same), "yes_no")


def _change(found: tuple[Difference, ...] | Message, grid: str, text: str) -> Figure:
    """Return by how much a grid of the tied run differs from that of the untied one."""
    key = f"change/{grid}"
    if isinstance(found, Message):
        return Figure(key, message(text), None, reason=found)
    one = difference_of(found, grid)
    return finite(Figure(key, message(text), one.largest, reason=one.reason))
