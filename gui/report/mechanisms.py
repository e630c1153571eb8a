"""The three mechanisms side by side, filled with what the runs say about keys against values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from core.evidence import Evidence, Finding
from core.messages import QT_TRANSLATE_NOOP, Message
from core.variants import VARIANTS, Mode
from core.verdict import Mechanism
from gui.i18n import render, translate
from gui.report.figures import NONE, count, size
from gui.report.model import Cell, Chip, Column, Fact, Facts, Row, Symbols, Table, Words
from gui.widgets.lens_table import number

_NAMES: Mapping[Mode, str] = MappingProxyType(
    {
        "traditional": QT_TRANSLATE_NOOP("report", "Traditional"),
        "self": QT_TRANSLATE_NOOP("report", "Self-attention"),
        "tied": QT_TRANSLATE_NOOP("report", "K = V tied"),
    }
)
_PURPOSES: Mapping[Mode, str] = MappingProxyType(
    {
        "traditional": QT_TRANSLATE_NOOP(
            "report",
            "A decoder looks into another text: which of its words matter for the word that is "
            "being written? The memory is there to be searched and to be read.",
        ),
        "self": QT_TRANSLATE_NOOP(
            "report",
            "The tokens of one text look at each other. Three maps let a token ask for one thing, "
            "be found by another, and hand on a third.",
        ),
        "tied": QT_TRANSLATE_NOOP(
            "report",
            "Self-attention that ties maps: with K = V a token is found by what it hands on, "
            "and one store serves for both.",
        ),
    }
)


def mechanisms(found: tuple[Mechanism, ...]) -> Table:
    """Return the comparison, a column a mechanism."""
    columns = (
        Column("", 1.2),
        *(Column(translate("report", _NAMES[one.mode]), 3.0) for one in found),
    )
    texts: tuple[tuple[str, str, Callable[[Mechanism], Cell]], ...] = (
        ("variant", translate("report", "Seen in"), _variant),
        ("purpose", translate("report", "What it is for"), _purpose),
        ("maps", translate("report", "Where Q, K, V come from"), _maps),
        ("source", translate("report", "Same source"), _source),
        ("map", translate("report", "Same map"), _map),
        ("numbers", translate("report", "Same numbers"), _numbers),
        ("cost", translate("report", "Cost"), _cost),
    )
    rows = tuple(
        Row(key, ((Words(title, "strong"),), *(cell(one) for one in found)))
        for key, title, cell in texts
    )
    return Table(columns, rows, least=760)


def _variant(one: Mechanism) -> Cell:
    row = VARIANTS[one.variant]
    return Words(translate("core", row.label), "strong"), Words(row.source, "muted")


def _purpose(one: Mechanism) -> Cell:
    return (Words(translate("report", _PURPOSES[one.mode])),)


def _maps(one: Mechanism) -> Cell:
    """Return the formulas of queries, keys and values, one below the other."""
    return tuple(Symbols(part.strip()) for part in one.formula.split(r"\qquad") if part.strip())


def _source(one: Mechanism) -> Cell:
    return _judged(one, lambda found: found.source)


def _map(one: Mechanism) -> Cell:
    return _judged(one, lambda found: found.map)


def _numbers(one: Mechanism) -> Cell:
    cell = _judged(one, lambda found: found.numbers)
    if isinstance(one.found, Message):
        return cell
    rows = (
        _measured(translate("report", "largest |K − V|"), one.found.max_difference),
        _measured(translate("report", "mean cosine of k and v"), one.found.mean_cosine),
    )
    other = one.found.other
    if other is None:
        return *cell, Facts(rows)
    turned = translate("report", "With W_a counted on the other side: {reason}.").format(
        reason=render(other.numbers.reason)
    )
    return *cell, Facts(rows), Words(turned, "muted")


def _cost(one: Mechanism) -> Cell:
    if isinstance(one.found, Message):
        return (Words(NONE),)
    costs = one.found.costs
    operations = costs.projection_operations + costs.attention_operations
    rows = (
        Fact(translate("report", "projection parameters"), count(costs.n_parameters)),
        Fact(translate("report", "KV cache a token"), size(costs.cache_bytes)),
        Fact(translate("report", "operations for the text"), count(operations)),
    )
    return Facts(rows), Words(render(costs.cache_reason), "muted")


def _judged(one: Mechanism, which: Callable[[Evidence], Finding]) -> Cell:
    """Return yes or no with its reason, or why there was no run."""
    if isinstance(one.found, Message):
        return (Words(render(one.found), "muted"),)
    finding = which(one.found)
    yes, no = translate("report", "yes"), translate("report", "no")
    chip = Chip(f"✓ {yes}", "good") if finding.holds else Chip(f"✗ {no}", "warn")
    return chip, Words(render(finding.reason), "muted")


def _measured(label: str, value: float | None) -> Fact:
    return Fact(label, NONE if value is None else number(value), missing=value is None)
