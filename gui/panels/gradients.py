"""Step 7: from a loss that the person chooses back through every number."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.gradients.step import GradientStep
from core.objective import CopyToken, Objective
from gui.follow import query_in_focus
from gui.i18n import render, translate
from gui.panels.step_panel import StepPanel
from gui.state import State
from gui.theme import Theme
from gui.widgets.loss_row import LossRow
from gui.widgets.spec_gradients import input_specs, matrix_specs, score_specs, vector_specs
from gui.widgets.specs import NoteSpec, Spec

INPUTS: Mapping[str, str] = MappingProxyType(
    {"inputs": "x", "decoder": "decoder_states", "encoder": "encoder_states"}
)
"""View -> the vectors that attention starts from."""


class GradientsPanel(StepPanel):
    """The way through the softmax; queries, keys and values; the matrices; X, or the states.

    What serves twice (a matrix that makes keys and values, say) is shown as the sum of its parts.
    """

    key = "gradients"

    def more_controls(self) -> tuple[QWidget, ...]:
        self.loss = LossRow(self)
        self.loss.set_theme(self.look.theme)
        self.loss.chosen.connect(self._choose_loss)
        return (self.loss,)

    def views(self) -> tuple[tuple[str, str], ...]:
        states = self._store.state.trace.resolved.two_texts
        has_matrices = bool(self._store.state.trace.resolved.parameters)
        return (
            ("scores", translate("gradients", "Scores")),
            ("vectors", translate("gradients", "Q, K, V")),
            *((("matrices", translate("gradients", "Matrices")),) if has_matrices else ()),
            *(
                (
                    ("decoder", translate("gradients", "Decoder")),
                    ("encoder", translate("gradients", "Encoder")),
                )
                if states
                else (("inputs", translate("gradients", "Inputs")),)
            ),
        )

    def wants(self, old: State, new: State) -> bool:
        follows = self.view() == "vectors" and new.trace.resolved.additive
        return super().wants(old, new) or (
            follows and query_in_focus(old.view, old.trace) != query_in_focus(new.view, new.trace)
        )

    def formula(self, state: State) -> str:
        lines, view = state.trace.back.lines, self.view()
        if not lines:
            return ""
        if view == "scores":
            return r" \qquad ".join((lines["loss"], lines[view]))
        return lines[view]

    def hints(self, state: State) -> tuple[str, ...]:
        wanted, step = state.view.loss, state.trace.back
        if wanted is None or step.found is None or wanted == step.loss:
            return ()
        return (_instead(wanted, step.loss, state),)

    def show_controls(self, state: State) -> None:
        super().show_controls(state)
        step = state.trace.back
        self.loss.show_state(state, step.loss, step.notes[0] if step.found is None else None)

    def set_look(self, theme: Theme, scale: float) -> None:
        super().set_look(theme, scale)
        self.loss.set_theme(theme)

    def show_focus(self, state: State) -> None:
        super().show_focus(state)
        self.loss.show_pin(state)

    def arrangements(self, state: State) -> tuple[tuple[Spec, ...], ...]:
        found, view = state.trace.back.found, self.view()
        if found is None:
            return ((NoteSpec("obstacle", _obstacle(state.trace.back), 0, 0),),)
        head, ways = state.view.head, (True, False)
        if view == "vectors":
            return tuple(vector_specs(found, state.view, beside=beside) for beside in ways)
        if view == "matrices":
            return tuple(matrix_specs(found, head, beside=beside) for beside in ways)
        if view in INPUTS:
            return (input_specs(found, head, INPUTS[view]),)
        return tuple(score_specs(state.trace, head, beside=beside) for beside in ways)

    @Slot(object)
    def _choose_loss(self, loss: Objective) -> None:
        self._store.look(loss=loss)


def _obstacle(step: GradientStep) -> str:
    """Return why there are no gradients."""
    return translate("gradients", "No gradients: {reason}.").format(reason=render(step.notes[0]))


def _instead(wanted: Objective, loss: Objective, state: State) -> str:
    """Say what stands in for a token or feature that this run does not have."""
    resolved = state.trace.resolved
    parts = []
    if wanted.row != loss.row:
        parts.append((wanted.row, loss.row, resolved.query_tokens))
    sources = [one.source_row for one in (wanted, loss) if isinstance(one, CopyToken)]
    if len(set(sources)) == 2:
        parts.append((sources[0], sources[1], resolved.key_tokens))
    if not parts:
        return translate(
            "gradients",
            "The output is narrower now: its last feature stands in for the chosen one.",
        )
    return " ".join(
        translate(
            "gradients", "There is no token {wanted} here: “{token}” stands in for it."
        ).format(wanted=missing + 1, token=tokens[taken])
        for missing, taken, tokens in parts
    )
