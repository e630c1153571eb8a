"""What a lesson points at, and whether the person has gone their own way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType

from core.explanation import Source
from core.lessons.check import placed
from core.lessons.figure_error import FigureError
from core.lessons.figures import LiveFigures
from core.lessons.model import Step
from core.scenario import Scenario
from gui.state import STEPS, State, View

_PLACES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {STEPS: ("step",), "compare": ("beside",), "bench": ("bench",)}
)
"""Page -> the part of the view that says what is shown there."""
_ALSO: Mapping[str, frozenset[str]] = MappingProxyType(
    {"beside": frozenset(("beside", "variant"))}  # columns change places with the variant
)


def sources(step: Step, live: LiveFigures) -> tuple[Source, ...]:
    """Return what a step points at; what the present run does not have is left out."""
    found = []
    for mark in step.marks:
        try:
            head, row, col = placed(mark, live)
        except FigureError:
            continue
        found.append(Source(mark.grid, head, row, col))
    return tuple(found)


def left(state: State, scenario: Scenario, view: View, may_change: tuple[str, ...]) -> bool:
    """Whether the window shows something else than a lesson has set.

    Fields in ``may_change`` are the step's own exercise; to point at cells and to choose a head is
    to look, not to leave.
    """
    changed = any(
        getattr(state.shown, row.name) != getattr(scenario, row.name)
        for row in fields(Scenario)
        if row.name not in may_change
    )
    now, places = state.view, _PLACES.get(view.page, ())
    moved = now.page != view.page or any(
        getattr(now, name) != getattr(view, name)
        for name in places
        if not _ALSO.get(name, frozenset((name,))) & set(may_change)
    )
    return changed or moved
