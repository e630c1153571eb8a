"""Step 2: which input goes through which matrix, and how the keys differ from the values."""

from __future__ import annotations

import numpy as np

from core.trace import Trace
from core.variants import Route
from gui.follow import serving_head
from gui.i18n import translate
from gui.panels.step_panel import StepPanel
from gui.state import State
from gui.widgets.field_rules import matters
from gui.widgets.fields import CheckField, ChoiceField, Field
from gui.widgets.numbers import format_short
from gui.widgets.spec_builders import matrix, shared_levels, sign, symbol, symbol_of
from gui.widgets.spec_heads import heads_specs
from gui.widgets.spec_maps import layouts, map_specs
from gui.widgets.spec_planes import plane_specs
from gui.widgets.spec_turns import recovery_specs, turn_specs
from gui.widgets.specs import NoteSpec, Spec


class ProjectionsPanel(StepPanel):
    """The maps; keys beside values beside their difference; all rows in one plane; all heads.

    Luong general has a view more, with both readings of its matrix; rotary positions have one,
    with what they turn, and slim attention one, with the matrix that gives its values back.
    """

    key = "projections"

    def views(self) -> tuple[tuple[str, str], ...]:
        resolved = self._store.state.trace.resolved
        views = [
            ("maps", translate("projections", "Maps")),
            ("difference", translate("projections", "K and V")),
            ("plane", translate("projections", "Plane")),
        ]
        if resolved.variant.other_reading is not None:
            views.insert(2, ("readings", translate("projections", "Readings")))
        if any(row.solved for row in resolved.parameters):
            views.insert(1, ("recovery", translate("projections", "Recovery")))
        if resolved.rotary:
            views.insert(1, ("turns", translate("projections", "Turns")))
        if resolved.n_heads > 1:
            views.append(("heads", translate("projections", "Heads")))
        return tuple(views)

    def fields(self) -> tuple[Field, ...]:
        return (ChoiceField("reading"), ChoiceField("positions"), CheckField("rotary_value"))

    def show_controls(self, state: State) -> None:
        super().show_controls(state)
        chosen = matters("positions", state.scenario) and not state.trace.resolved.two_texts
        self.controls.field("positions").setVisible(chosen)
        for name in ("reading", "rotary_value"):
            self.controls.field(name).setVisible(matters(name, state.scenario))

    def hints(self, state: State) -> tuple[str, ...]:
        if self.view() != "recovery":
            return ()
        text = translate(
            "projections",
            "W_K of all heads side by side is square, {width} × {width}, and inverted as a whole; "
            "one head of it is shown.",
        )
        return (text.format(width=state.trace.resolved.d_model),)

    def arrangements(self, state: State) -> tuple[tuple[Spec, ...], ...]:
        trace, head, view = state.trace, state.view.head, self.view()
        if view == "difference":
            return (_difference(trace, head),)
        if view == "readings":
            return (_readings(trace),)
        if view == "turns":
            return (turn_specs(trace, head),)
        if view == "recovery":
            return (recovery_specs(trace, head),)
        if view == "plane":
            return (plane_specs(trace, head),)
        if view == "heads":
            return (heads_specs(trace, head),)
        return tuple(map_specs(trace, head, layout) for layout in layouts(trace))


def _difference(trace: Trace, head: int) -> tuple[Spec, ...]:
    """Return K − V = K−V in a row and one colour scale, or why there is no difference."""
    both = (trace.grid("key"), trace.grid("value"))
    compared = (*both, trace.grid("k_minus_v")) if trace.has("k_minus_v") else both
    levels = shared_levels((grid, serving_head(grid, trace.resolved, head)) for grid in compared)
    specs: list[Spec] = [
        matrix(
            trace,
            grid.name,
            row=0,
            col=col,
            head=head,
            heading=symbol_of(trace, grid.name, head),
            levels=levels,
            row_labels=col == 0,
        )
        for grid, col in zip(both, (0, 2), strict=True)
    ]
    if not trace.has("k_minus_v"):
        text = translate(
            "projections",
            "A key has {key} features and a value {value}: there is no difference to take.",
        ).format(key=trace.resolved.d_head, value=trace.resolved.d_value)
        return (*specs, NoteSpec("no_difference", text, 0, 3))
    difference = matrix(
        trace,
        "k_minus_v",
        row=0,
        col=4,
        head=head,
        heading=_largest(trace, "k_minus_v", head),
        levels=levels,
        row_labels=False,
        colorbar=True,
    )
    return (*specs, sign("−", row=0, col=1), sign("=", row=0, col=3), difference)


def _readings(trace: Trace) -> tuple[Spec, ...]:
    """Return queries, keys and K − V in the reading chosen, and below in the other one."""
    resolved = trace.resolved
    variant = resolved.variant
    mine = (variant.make_query, variant.make_key)
    other = variant.other_reading or mine
    chosen = (resolved.make_query, resolved.make_key)
    below = other if chosen == mine else mine
    names = [
        f"{prefix}{name}" for prefix in ("", "other_") for name in ("query", "key", "k_minus_v")
    ]
    levels = shared_levels((trace.grid(name), 0) for name in names)
    specs: list[Spec] = []
    for row, (prefix, routes) in enumerate((("", chosen), ("other_", below))):
        for col, (role, route) in enumerate(zip(("query", "key"), routes, strict=True)):
            name = prefix + role
            made = _made(trace, name, route)
            specs.append(matrix(trace, name, row=row, col=col, heading=made, levels=levels))
        name = f"{prefix}k_minus_v"
        specs.append(
            matrix(
                trace,
                name,
                row=row,
                col=2,
                heading=_largest(trace, name),
                levels=levels,
                row_labels=False,
                colorbar=True,
            )
        )
    return tuple(specs)


def _made(trace: Trace, name: str, route: Route) -> str:
    """Return how a grid is made, in symbols: K = H W_aᵀ."""
    made, source = symbol(trace.grid(name)), symbol(trace.grid(route.source))
    if route.parameter is None:
        return f"{made} = {source}"
    parameter = trace.resolved.variant.parameter(route.parameter)
    return f"{made} = {source} {symbol(trace.grid(parameter.grid))}{'ᵀ' * route.transposed}"


def _largest(trace: Trace, name: str, head: int = 0) -> str:
    """Return the caption of a difference: its symbol, and its largest number in size."""
    grid = trace.grid(name)
    values = np.abs(grid.values[serving_head(grid, trace.resolved, head)])
    largest = format_short(float(values.max(initial=0.0)))
    return translate("projections", "max |{difference}| = {largest}").format(
        difference=symbol(grid), largest=largest
    )
