"""What flows back to encoder and decoder states from the states that follow them.

The decoder starts from the last encoder state: its first state follows that.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from core.explanation import Source
from core.gradients.paths import Back, Flow
from core.messages import QT_TRANSLATE_NOOP

_RECURRENT: Mapping[str, str] = MappingProxyType(
    {"encoder_states": "u_enc", "decoder_states": "u_dec"}
)
"""States -> the matrix that each goes through to the next."""


def state_flows(back: Back, grid: str, use: str, place: tuple[int, int, int]) -> tuple[Flow, ...]:
    """Return what reaches a state through the next one."""
    _, row, col = place
    if use != "recurrence":
        return ()
    if back.resolved.gated:
        from core.gradients.flows_gated import gated_flows  # only a trained run needs it

        return gated_flows(back, grid, place)
    if row + 1 < back.array(grid).shape[1]:
        return (_through(back, grid, row + 1, col),)
    if grid == "encoder_states" and back.array("decoder_states").shape[1]:
        return (_through(back, "decoder_states", 0, col),)
    return ()


def _through(back: Back, grid: str, row: int, col: int) -> Flow:
    """Return what comes back through a state: its gradient times 1 - state², times the matrix."""
    state = back.array(grid)[0, row]  # [d]
    gradient = back.onward(grid)[0, row] * (1.0 - np.square(state))
    matrix = _RECURRENT[grid]
    return Flow(
        gradient,
        back.cells.labels("state", len(gradient)),
        (
            Source(f"d_{grid}", 0, row, None),
            Source(grid, 0, row, None),
            Source(matrix, 0, col, None),
        ),
        slope=back.array(matrix)[0, col],
        name=QT_TRANSLATE_NOOP("core", "matrix row"),
        symbol=back.found.trace.grid(matrix).symbol,
        name_of_gradient=QT_TRANSLATE_NOOP("core", "gradient × (1 − state²)"),
    )
