"""Step 4: what happens to the scores before the softmax: first the scale, then the mask."""

from __future__ import annotations

from core.messages import QT_TRANSLATE_NOOP
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
from gui.widgets.specs import MosaicSpec, NoteSpec, Spec

BEFORE, STEP, AFTER = range(3)
TEMPERATURES = (0.1, 10.0)
FIRST_SOFTCAP = 5.0


class ScaleMaskPanel(StepPanel):
    """Two stages one below the other, each with what it was before at the left.

    Scores become scaled (and capped) scores; the mask decides which of them remain.
    """

    key = "scale_mask"
    title = QT_TRANSLATE_NOOP("panels", "Scale and mask")
    question = QT_TRANSLATE_NOOP("panels", "How strong, and which, may the matches be?")
    order = 4

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

    def specs(self, state: State) -> tuple[Spec, ...]:
        trace, head = state.trace, state.view.head
        if self.view() == "heads":
            return _heads(trace, head)
        stages = [name for name in ("scores", "scaled", "capped") if name in _shown(trace)]
        levels = shared_levels((trace.grid(name), head) for name in stages)
        return _stages(trace, head, levels if self.view() == "one_scale" else None)


def _shown(trace: Trace) -> tuple[str, ...]:
    """Return the stages that differ from the one before."""
    if trace.resolved.softcap is None:
        return ("scores", "scaled", "mask", "masked")
    return ("scores", "scaled", "capped", "mask", "masked")


def _stages(trace: Trace, head: int, levels: tuple[float, float] | None) -> tuple[Spec, ...]:
    """Return scores → scaled (→ capped), and below mask → masked, in one colour scale or in own."""
    capped = trace.resolved.softcap is not None
    last = 2 if capped else 1
    own = levels is None
    specs: list[Spec] = [
        matrix(
            trace,
            "scores",
            row=0,
            col=BEFORE,
            head=head,
            heading=symbol_of(trace, "scores", head),
            levels=levels,
            colorbar=own,
        ),
        sign("→", row=0, col=STEP),
        matrix(
            trace,
            "scaled",
            row=0,
            col=AFTER,
            head=head,
            heading=_scaled(trace),
            levels=levels,
            row_labels=False,
            colorbar=True,
        ),
    ]
    if capped:
        specs += [
            NoteSpec("softcap", _bend(trace), 1, BEFORE),
            sign("→", row=1, col=STEP),
            matrix(
                trace,
                "capped",
                row=1,
                col=AFTER,
                head=head,
                heading=titled(trace.grid("capped")),
                levels=levels,
                col_labels=False,
                colorbar=True,
            ),
        ]
    return (
        *specs,
        matrix(
            trace,
            "mask",
            row=last,
            col=BEFORE,
            heading=titled(trace.grid("mask")),
            col_labels=False,
        ),
        sign("→", row=last, col=STEP),
        matrix(
            trace,
            "masked",
            row=last,
            col=AFTER,
            head=head,
            heading=titled(trace.grid("masked")),
            levels=levels,
            row_labels=False,
            col_labels=False,
            colorbar=True,
        ),
    )


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


def _bend(trace: Trace) -> str:
    """Say what the softcap does to each score."""
    cap = format_short(trace.resolved.softcap or 0.0)
    return translate("scale_mask", "softcap: {cap} tanh(s / {cap})").format(cap=cap)
