"""Step 1: what attention starts from: tokens as vectors, and the states of two networks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.trace import Trace
from gui.i18n import translate
from gui.panels.step_panel import StepPanel
from gui.state import State
from gui.widgets.spec_builders import matrix, shared_levels, sign, titled
from gui.widgets.specs import Spec

# Of each text: the sum, the network that reads it, and the states that come out.
Names = Mapping[str, tuple[str, str, str]]
SUMS: Names = MappingProxyType(
    {
        "one": ("embedding", "position", "x"),
        "source": ("source_embedding", "source_position", "source_x"),
        "target": ("target_embedding", "target_position", "target_x"),
    }
)
NETWORKS: Names = MappingProxyType(
    {
        "source": ("w_enc", "u_enc", "encoder_states"),
        "target": ("w_dec", "u_dec", "decoder_states"),
    }
)


class InputsPanel(StepPanel):
    """Embedding + position = X; in traditional mode on to encoder states H and decoder states S.

    The two texts stand one above the other; each network has a view of its own with its matrices.
    """

    key = "inputs"

    def views(self) -> tuple[tuple[str, str], ...]:
        if not self._store.state.trace.resolved.two_texts:
            return ()
        return (
            ("states", translate("inputs", "States")),
            ("vectors", translate("inputs", "Vectors")),
            ("encoder", translate("inputs", "Encoder")),
            ("decoder", translate("inputs", "Decoder")),
        )

    def specs(self, state: State) -> tuple[Spec, ...]:
        trace, view = state.trace, self.view()
        if view == "states":
            return (*_reading(trace, "source", 0), *_reading(trace, "target", 1))
        if view == "vectors":
            return (*_sum(trace, "source", 0), *_sum(trace, "target", 1))
        if view:
            return _network(trace, "source" if view == "encoder" else "target")
        return _sum(trace, "one", 0)


def _sum(trace: Trace, text: str, row: int) -> tuple[Spec, ...]:
    """Return embedding + position = X in a row, in one colour scale."""
    embedding, position, x = SUMS[text]
    cols = {embedding: 0, position: 2, x: 4}
    headings = {
        embedding: translate("inputs", "Embedding"),
        position: translate("inputs", "Position"),
        x: titled(trace.grid(x)),
    }
    shown = [name for name in cols if trace.has(name)]
    levels = shared_levels((trace.grid(name), 0) for name in shown)
    specs: list[Spec] = [
        matrix(
            trace,
            name,
            row=row,
            col=cols[name],
            heading=headings[name],
            levels=levels,
            row_labels=name == embedding,
            colorbar=name == x,
        )
        for name in shown
    ]
    if position in shown:
        specs.append(sign("+", row=row, col=1))
    return (*specs, sign("=", row=row, col=3))


def _reading(trace: Trace, text: str, row: int) -> tuple[Spec, ...]:
    """Return one text's vectors and the states that a network makes of them, in a row."""
    x, states = trace.grid(SUMS[text][2]), trace.grid(NETWORKS[text][2])
    return (
        matrix(trace, x.name, row=row, col=0, heading=titled(x), colorbar=True),
        sign("→", row=row, col=1),
        matrix(
            trace,
            states.name,
            row=row,
            col=2,
            heading=titled(states),
            row_labels=False,
            colorbar=True,
        ),
    )


def _network(trace: Trace, text: str) -> tuple[Spec, ...]:
    """Return what one network reads and writes, and its two matrices below: in a step they add up.

    Each matrix stands below what it is applied to: the vectors, and the state before.
    """
    w, u = (trace.grid(name) for name in NETWORKS[text][:2])
    levels = shared_levels(((w, 0), (u, 0)))
    return (
        *_reading(trace, text, 0),
        matrix(trace, w.name, row=1, col=0, levels=levels),
        sign("+", row=1, col=1),
        matrix(
            trace,
            u.name,
            row=1,
            col=2,
            levels=levels,
            row_labels=False,
            colorbar=True,
        ),
    )
