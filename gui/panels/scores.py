"""Step 3: the scores, laid out as the product they are."""

from __future__ import annotations

from core.messages import QT_TRANSLATE_NOOP
from gui.follow import query_in_focus
from gui.panels.step_panel import StepPanel, head_of, heading
from gui.state import State
from gui.widgets.specs import MatrixSpec, MosaicSpec, Spec


class ScoresPanel(StepPanel):
    """Q at the left of S and Kᵀ above it, so that S[i, j] stands where row i meets column j.

    In additive scores the tanh layer of the focused query stands between Kᵀ and S.
    """

    key = "scores"
    title = QT_TRANSLATE_NOOP("panels", "Scores")
    question = QT_TRANSLATE_NOOP("panels", "How well does each query match each key?")
    order = 3

    def wants(self, old: State, new: State) -> bool:
        return super().wants(old, new) or (
            new.trace.resolved.additive
            and query_in_focus(old.view, old.trace) != query_in_focus(new.view, new.trace)
        )

    def specs(self, state: State) -> tuple[Spec, ...]:
        return (*self._operands(state), *self._layer(state), *self._scores(state))

    def _operands(self, state: State) -> tuple[Spec, ...]:
        trace, head = state.trace, state.view.head
        return (
            MatrixSpec(
                key="key",
                grid=trace.grid("key"),
                head=head_of(trace, "key", head),
                row=0,
                col=1,
                heading=heading(trace, "key", transposed=True),
                transposed=True,
            ),
            MatrixSpec(
                key="query",
                grid=trace.grid("query"),
                head=head_of(trace, "query", head),
                row=_row_of_scores(state),
                col=0,
                heading=heading(trace, "query"),
            ),
        )

    def _layer(self, state: State) -> tuple[Spec, ...]:
        trace = state.trace
        if not trace.resolved.additive:
            return ()
        return (
            MatrixSpec(
                key="v_a",
                grid=trace.grid("v_a"),
                head=0,
                row=1,
                col=2,
                heading=heading(trace, "v_a"),
                row_labels=False,
                col_labels=False,
            ),
            MatrixSpec(
                key="tanh",
                grid=trace.grid("tanh"),
                head=query_in_focus(state.view, trace),
                row=1,
                col=1,
                heading=heading(trace, "tanh"),
                transposed=True,
                row_labels=False,
                col_labels=False,
            ),
        )

    def _scores(self, state: State) -> tuple[Spec, ...]:
        trace, head = state.trace, state.view.head
        row = _row_of_scores(state)
        focused = MatrixSpec(
            key="scores",
            grid=trace.grid("scores"),
            head=head_of(trace, "scores", head),
            row=row,
            col=1,
            heading=heading(trace, "scores"),
            row_labels=False,
            col_labels=False,
            colorbar=True,
        )
        if trace.resolved.n_heads == 1:
            return (focused,)
        mosaic = MosaicSpec(
            key="scores_heads",
            grid=trace.grid("scores"),
            focused=head,
            row=row,
            col=2,
            heading=heading(trace, "scores"),
        )
        return (focused, mosaic)


def _row_of_scores(state: State) -> int:
    return 2 if state.trace.resolved.additive else 1
