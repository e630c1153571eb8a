"""Step 4: what happens to the scores before the softmax: first the scale, then the mask."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.trace import Trace
from gui.i18n import translate
from gui.panels.step_panel import StepPanel
from gui.state import State
from gui.widgets.fields import (
    CheckField,
    ChoiceField,
    CountField,
    Field,
    OptionalRealField,
    RealField,
)
from gui.widgets.numbers import format_short
from gui.widgets.spec_builders import matrix, shared_levels, sign, symbol_of, titled
from gui.widgets.specs import MosaicSpec, Spec

TEMPERATURES = (0.1, 10.0)
FIRST_SOFTCAP = 5.0
SCORES = ("scores", "scaled", "capped")
ARRIVED_AT = ("scaled", "capped", "masked")  # an arrow leads there

# Row and column of each stage: what it was before stands at its left or above it.
Places = Mapping[str, tuple[int, int]]
PLAIN: Places = MappingProxyType(
    {"scores": (0, 0), "scaled": (0, 2), "mask": (1, 0), "masked": (1, 2)}
)
CAPPED: Places = MappingProxyType(
    {"scores": (0, 0), "scaled": (0, 2), "capped": (0, 4), "mask": (1, 2), "masked": (1, 4)}
)
CAPPED_HIGH: Places = MappingProxyType(
    {"scores": (0, 0), "scaled": (0, 2), "capped": (1, 2), "mask": (2, 0), "masked": (2, 2)}
)


class ScaleMaskPanel(StepPanel):
    """Two stages one below the other, each with what it was before at the left.

    Scores become scaled (and capped) scores; the mask decides which of them remain.
    """

    key = "scale_mask"

    def views(self) -> tuple[tuple[str, str], ...]:
        views = [
            ("one_scale", translate("scale_mask", "One scale")),
            ("own_scales", translate("scale_mask", "Own scales")),
        ]
        if self._store.state.trace.resolved.n_heads > 1:
            views.append(("heads", translate("scale_mask", "All heads")))
        return tuple(views)

    def fields(self) -> tuple[Field, ...]:
        return (
            CheckField("scaled"),
            RealField("temperature", TEMPERATURES),
            OptionalRealField("softcap", FIRST_SOFTCAP),
            ChoiceField("mask", labelled=False),
            CountField("window"),
            CountField("padding"),
        )

    def show_controls(self, state: State) -> None:
        super().show_controls(state)
        wrong = any(problem.field == "window" for problem in state.problems)
        self.controls.field("window").setVisible(wrong or "window" in state.shown.mask)

    def arrangements(self, state: State) -> tuple[tuple[Spec, ...], ...]:
        trace, head = state.trace, state.view.head
        if self.view() == "heads":
            return (_heads(trace, head),)
        ways = (PLAIN,) if trace.resolved.softcap is None else (CAPPED, CAPPED_HIGH)
        levels = shared_levels((trace.grid(name), head) for name in ways[0] if name in SCORES)
        shared = levels if self.view() == "one_scale" else None
        return tuple(_stages(trace, head, places, shared) for places in ways)


def _stages(
    trace: Trace, head: int, places: Places, levels: tuple[float, float] | None
) -> tuple[Spec, ...]:
    """Return the stages in their places, in one colour scale or each in its own."""
    headings = {
        "scores": symbol_of(trace, "scores", head),
        "scaled": _scaled(trace),
        "capped": _capped(trace),
    }
    columns = [col for _, col in places.values()]
    specs: list[Spec] = []
    for name, (row, col) in places.items():
        leftmost = all(other[1] >= col for other in places.values() if other[0] == row)
        if name in ARRIVED_AT:
            specs.append(sign("→", row=row, col=col - 1))
        specs.append(
            matrix(
                trace,
                name,
                row=row,
                col=col,
                head=head,
                heading=headings.get(name) or titled(trace.grid(name)),
                levels=None if name == "mask" else levels,
                row_labels=leftmost,
                col_labels=row == 0,
                colorbar=name != "mask" and (levels is None or col == max(columns)),
            )
        )
    return tuple(specs)


def _heads(trace: Trace, head: int) -> tuple[Spec, ...]:
    """Return all heads before and after; a click focuses one."""
    return tuple(
        MosaicSpec(
            key=f"{name}_heads",
            grid=trace.grid(name),
            focused=head,
            row=0,
            col=col,
            heading=titled(trace.grid(name)),
        )
        for col, name in enumerate(("scores", "masked"))
    )


def _scaled(trace: Trace) -> str:
    """Return the caption of the scaled scores, with what they were divided by."""
    title = translate("core", trace.grid("scaled").title)
    return f"{title} S ÷ {format_short(1 / trace.resolved.scale)}"


def _capped(trace: Trace) -> str:
    """Return the caption of the capped scores, with what was done to each."""
    title, cap = translate("core", trace.grid("capped").title), trace.resolved.softcap
    return f"{title} {format_short(cap or 0.0)} tanh(s/{format_short(cap or 0.0)})"
