"""How computed figures are written, the same on the screen, in pictures and in HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from core.figures import Figure, Form
from gui.i18n import render, translate
from gui.report.model import Fact, Facts
from gui.widgets.lens_table import number
from gui.widgets.numbers import format_number, format_per_cent, format_short

NONE = "–"
SMALLEST_PART = 0.0005  # less than this is 0.0 % when rounded


def facts(figures: tuple[Figure, ...]) -> Facts:
    """Return computed figures as a part of the report."""
    return Facts(tuple(fact(figure) for figure in figures))


def fact(figure: Figure) -> Fact:
    """Return a figure with its label and its reason in the reader's language."""
    reason = "" if figure.reason is None else render(figure.reason)
    return Fact(render(figure.label), written(figure), reason, figure.value is None)


def written(figure: Figure) -> str:
    """Return a figure as a person reads it; a dash where there is none."""
    return NONE if figure.value is None else _WRITERS[figure.form](figure.value)


def count(value: float) -> str:
    """Return a whole number, its thousands apart."""
    return f"{round(value):,}"


def size(value: float) -> str:
    """Return a number of bytes."""
    return translate("report", "{count} B").format(count=count(value))


def _yes_no(value: float) -> str:
    return translate("report", "yes") if value else translate("report", "no")


def _fraction(value: float) -> str:
    """Return a part as per cent; one too small for that as it is, for it is not nothing."""
    if 0 < abs(value) < SMALLEST_PART:
        return number(value)
    return format_per_cent(value, format_number, 1 if value else 0)


def _ratio(value: float) -> str:
    return f"{format_short(value)} ×"


_WRITERS: Mapping[Form, Callable[[float], str]] = MappingProxyType(
    {
        "number": number,
        "yes_no": _yes_no,
        "count": count,
        "bytes": size,
        "fraction": _fraction,
        "ratio": _ratio,
    }
)
