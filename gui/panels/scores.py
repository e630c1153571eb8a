"""Step 3: the scores, laid out as the product they are."""

from __future__ import annotations

from gui.follow import query_in_focus
from gui.panels.step_panel import StepPanel, head_of, heading
from gui.state import State
from gui.widgets.specs import MatrixSpec, MosaicSpec, Spec


class ScoresPanel(StepPanel):
    """Q at the left of S and Kᵀ above it, so that S[i, j] stands where row i meets column j.

    In additive scores the tanh layer of the focused query stands between Kᵀ and S, or beside Kᵀ.
    """

    key = "scores"

    def wants(self, old: State, new: State) -> bool:
        return super().wants(old, new) or (
            new.trace.resolved.additive
            and query_in_focus(old.view, old.trace) != query_in_focus(new.view, new.trace)
        )

    def arrangements(self, state: State) -> tuple[tuple[Spec, ...], ...]:
        if not state.trace.resolved.additive:
            return ((*_operands(state, 1), *_scores(state, 1)),)
        between = (*_operands(state, 2), *_layer(state, beside=False), *_scores(state, 2))
        beside = (*_operands(state, 1), *_layer(state, beside=True), *_scores(state, 1))
        return between, beside


def _operands(state: State, row: int) -> tuple[Spec, ...]:
    """Return Kᵀ on top, and Q in the row of the scores."""
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
            row=row,
            col=0,
            heading=heading(trace, "query"),
        ),
    )


def _layer(state: State, *, beside: bool) -> tuple[Spec, ...]:
    """Return the tanh layer of the query in focus, below Kᵀ or beside it, and v behind it."""
    trace = state.trace
    row, col = (0, 2) if beside else (1, 1)
    return (
        MatrixSpec(
            key="v_a",
            grid=trace.grid("v_a"),
            head=0,
            row=row,
            col=col + 1,
            heading=heading(trace, "v_a"),
            row_labels=False,
            col_labels=False,
        ),
        MatrixSpec(
            key="tanh",
            grid=trace.grid("tanh"),
            head=query_in_focus(state.view, trace),
            row=row,
            col=col,
            heading=heading(trace, "tanh"),
            transposed=True,
            row_labels=False,
            col_labels=beside,
        ),
    )


def _scores(state: State, row: int) -> tuple[Spec, ...]:
    """Return the scores of the head in focus, and beside them those of all."""
    trace, head = state.trace, state.view.head
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
