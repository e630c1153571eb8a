"""Step 5: the softmax: each row of scores becomes weights that sum to 1."""

from __future__ import annotations

from core.messages import QT_TRANSLATE_NOOP
from core.trace import Trace
from gui.i18n import translate
from gui.panels.step_panel import StepPanel
from gui.state import State
from gui.widgets.spec_builders import matrix, sign, symbol, titled
from gui.widgets.specs import MosaicSpec, Spec


class WeightsPanel(StepPanel):
    """Masked scores beside their weights, the sum and the entropy of each row; then all heads."""

    key = "weights"
    title = QT_TRANSLATE_NOOP("panels", "Weights")
    question = QT_TRANSLATE_NOOP("panels", "What share of its attention does each key get?")
    order = 5

    def views(self) -> tuple[tuple[str, str], ...]:
        if self._store.state.trace.resolved.n_heads == 1:
            return ()
        return (
            ("softmax", translate("weights", "Softmax of one head")),
            ("heads", translate("weights", "All heads and their mean")),
        )

    def specs(self, state: State) -> tuple[Spec, ...]:
        if self.view() == "heads":
            return _heads(state.trace, state.view.head)
        return _softmax(state.trace, state.view.head)


def _softmax(trace: Trace, head: int) -> tuple[Spec, ...]:
    """Return what went in, what came out, and what each row of it amounts to."""
    return (
        matrix(trace, "masked", row=0, col=0, head=head),
        sign("→", row=0, col=1),
        matrix(trace, "weights", row=0, col=2, head=head, row_labels=False, colorbar=True),
        matrix(
            trace,
            "row_sum",
            row=0,
            col=3,
            head=head,
            heading="Σ",
            row_labels=False,
            col_labels=False,
        ),
        matrix(
            trace,
            "entropy",
            row=0,
            col=4,
            head=head,
            heading=translate("weights", "entropy"),
            row_labels=False,
            col_labels=False,
        ),
    )


def _heads(trace: Trace, head: int) -> tuple[Spec, ...]:
    """Return the focused head beside all of them, and their mean."""
    weights = trace.grid("weights")
    return (
        matrix(trace, "weights", row=0, col=0, head=head, heading=symbol(weights, head)),
        MosaicSpec(
            key="weights_heads",
            grid=weights,
            focused=head,
            row=0,
            col=1,
            heading=translate("weights", "every head"),
        ),
        matrix(
            trace,
            "mean_weights",
            row=1,
            col=0,
            heading=titled(trace.grid("mean_weights")),
            colorbar=True,
        ),
    )
