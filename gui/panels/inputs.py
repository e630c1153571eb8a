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
            text = "source" if view == "encoder" else "target"
            return _gated(trace, text) if trace.resolved.gated else _network(trace, text)
        return _normed(trace) if trace.has("stream") else _sum(trace, "one", 0)


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


def _normed(trace: Trace) -> tuple[Spec, ...]:
    """Return what a layer of a model starts from, and what layer norm makes of it.

    Gain and bias stand below, feature under feature.
    """
    parts = [name for name in ("embedding", "position") if trace.has(name)]
    levels = shared_levels((trace.grid(name), 0) for name in (*parts, "stream"))
    specs: list[Spec] = []
    for place, name in enumerate((*parts, "stream")):
        if place:
            specs.append(sign("=" if name == "stream" else "+", row=0, col=2 * place - 1))
        specs.append(
            matrix(
                trace,
                name,
                row=0,
                col=2 * place,
                heading=titled(trace.grid(name)),
                levels=levels,
                row_labels=not place,
                colorbar=name == "stream",
            )
        )
    last = 2 * len(parts) + 2
    specs.append(sign("→", row=0, col=last - 1))
    x = titled(trace.grid("x"))
    specs.append(matrix(trace, "x", row=0, col=last, heading=x, row_labels=False, colorbar=True))
    for row, name in enumerate(("norm_gain", "norm_bias"), start=1):
        if trace.has(name):
            specs.append(
                matrix(
                    trace,
                    name,
                    row=row,
                    col=last,
                    heading=titled(trace.grid(name)),
                    row_labels=False,
                    col_labels=False,
                )
            )
    return tuple(specs)


def _gated(trace: Trace, text: str) -> tuple[Spec, ...]:
    """Return what one learned network reads and writes, and below, its update gate and candidate.

    A state is the candidate where the gate is 0, and the state before where it is 1.
    """
    part = "encoder" if text == "source" else "decoder"
    update, candidate = (trace.grid(f"{part}_{name}") for name in ("update", "candidate"))
    return (
        *_reading(trace, text, 0),
        matrix(trace, update.name, row=1, col=0, heading=titled(update), colorbar=True),
        matrix(
            trace,
            candidate.name,
            row=1,
            col=2,
            heading=titled(candidate),
            row_labels=False,
            colorbar=True,
        ),
    )


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
