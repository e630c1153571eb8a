"""Step 5: the softmax: each row of scores becomes weights that sum to 1."""

from __future__ import annotations

import math

from core.trace import Trace
from gui.i18n import translate
from gui.panels.step_panel import StepPanel
from gui.state import State
from gui.widgets.spec_builders import matrix, sign, symbol, titled
from gui.widgets.specs import MosaicSpec, ScaleSpec, Spec

WEIGHT_LEVELS = (0.0, 1.0)


class WeightsPanel(StepPanel):
    """Masked scores beside their weights, the sum and the entropy of each row; then all heads."""

    key = "weights"

    def views(self) -> tuple[tuple[str, str], ...]:
        if self._store.state.trace.resolved.n_heads == 1:
            return ()
        return (
            ("softmax", translate("weights", "One head")),
            ("heads", translate("weights", "All heads")),
        )

    def specs(self, state: State) -> tuple[Spec, ...]:
        if self.view() == "heads":
            return _heads(state.trace, state.view.head)
        return _softmax(state.trace, state.view.head)


def _softmax(trace: Trace, head: int) -> tuple[Spec, ...]:
    """Return what went in, what came out, and what each row of it amounts to.

    The sum stands right at the end of its row; the scale of the weights behind all.
    """
    return (
        matrix(trace, "masked", row=0, col=0, head=head, lesser=True),
        sign("→", row=0, col=1),
        matrix(trace, "weights", row=0, col=2, head=head, row_labels=False),
        matrix(trace, "row_sum", row=0, col=3, head=head, heading="Σ", row_labels=False),
        matrix(
            trace,
            "entropy",
            row=0,
            col=4,
            head=head,
            heading=translate("weights", "entropy"),
            row_labels=False,
            full=_most_entropy(trace),
        ),
        ScaleSpec("weights_scale", "weights", WEIGHT_LEVELS, row=0, col=5),
    )


def _most_entropy(trace: Trace) -> float | None:
    """Return the entropy of a row that looks at all keys alike; None where there is no choice."""
    n_k = trace.resolved.n_k
    return math.log(n_k) if n_k > 1 else None


def _heads(trace: Trace, head: int) -> tuple[Spec, ...]:
    """Return the focused head above the mean of all, and every head beside both."""
    weights = trace.grid("weights")
    return (
        matrix(trace, "weights", row=0, col=0, head=head, heading=symbol(weights, head)),
        matrix(
            trace,
            "mean_weights",
            row=1,
            col=0,
            heading=titled(trace.grid("mean_weights")),
            col_labels=False,
        ),
        ScaleSpec("weights_scale", "weights", WEIGHT_LEVELS, row=0, col=1),
        MosaicSpec(
            key="weights_heads",
            grid=weights,
            focused=head,
            row=0,
            col=2,
            heading=translate("weights", "every head"),
            last_row=1,
        ),
    )
