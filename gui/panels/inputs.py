"""Step 1: what attention starts from: tokens as vectors, and the states of two networks."""

from __future__ import annotations

from core.messages import QT_TRANSLATE_NOOP
from core.trace import Trace
from gui.i18n import translate
from gui.panels.step_panel import StepPanel
from gui.state import State
from gui.widgets.spec_builders import matrix, shared_levels, sign, titled
from gui.widgets.specs import Spec

# Of each text: the grids of its sum, of its recurrence, and the states that come out.
SOURCE = ("source_embedding", "source_position", "source_x", "w_enc", "u_enc", "encoder_states")
TARGET = ("target_embedding", "target_position", "target_x", "w_dec", "u_dec", "decoder_states")


class InputsPanel(StepPanel):
    """Embedding + position = X; in traditional mode on to encoder states H and decoder states S.

    The two texts stand one above the other; each network has a view of its own with its matrices.
    """

    key = "inputs"
    title = QT_TRANSLATE_NOOP("panels", "Inputs")
    question = QT_TRANSLATE_NOOP("panels", "Which vectors does attention start from?")
    order = 1

    def views(self) -> tuple[tuple[str, str], ...]:
        if not self._store.state.trace.resolved.two_texts:
            return ()
        return (
            ("texts", translate("inputs", "Texts and states")),
            ("encoder", translate("inputs", "Encoder")),
            ("decoder", translate("inputs", "Decoder")),
        )

    def specs(self, state: State) -> tuple[Spec, ...]:
        trace = state.trace
        view = self.view()
        if view == "texts":
            return (*_text_to_states(trace, SOURCE, 0), *_text_to_states(trace, TARGET, 1))
        if view:
            return _network(trace, SOURCE if view == "encoder" else TARGET)
        return _sum(trace, ("embedding", "position", "x"), 0, colorbar=True)


def _sum(
    trace: Trace, names: tuple[str, ...], row: int, *, colorbar: bool = False
) -> tuple[Spec, ...]:
    """Return embedding + position = X in a row, in one colour scale."""
    embedding, position, x = names[:3]
    shown = [name for name in (embedding, position, x) if trace.has(name)]
    levels = shared_levels((trace.grid(name), 0) for name in shown)
    cols = {embedding: 0, position: 2, x: 4}
    specs: list[Spec] = [
        matrix(
            trace,
            name,
            row=row,
            col=cols[name],
            heading=titled(trace.grid(name)),
            levels=levels,
            row_labels=name == embedding,
            colorbar=colorbar and name == x,
        )
        for name in shown
    ]
    if position in shown:
        specs.append(sign("+", row=row, col=1))
    specs.append(sign("=", row=row, col=3))
    return tuple(specs)


def _text_to_states(trace: Trace, names: tuple[str, ...], row: int) -> tuple[Spec, ...]:
    """Return one text's row: its vectors, and the states that a network makes of them."""
    states = names[5]
    return (
        *_sum(trace, names, row),
        sign("→", row=row, col=5),
        matrix(
            trace,
            states,
            row=row,
            col=6,
            heading=titled(trace.grid(states)),
            row_labels=False,
            colorbar=True,
        ),
    )


def _network(trace: Trace, names: tuple[str, ...]) -> tuple[Spec, ...]:
    """Return one network: the vectors it reads, its two matrices, and its states."""
    _, _, _, w, u, states = names
    return (
        *_sum(trace, names, 0, colorbar=True),
        matrix(trace, w, row=1, col=0, heading=titled(trace.grid(w))),
        matrix(trace, u, row=1, col=2, heading=titled(trace.grid(u))),
        sign("→", row=1, col=3),
        matrix(trace, states, row=1, col=4, heading=titled(trace.grid(states)), colorbar=True),
    )
