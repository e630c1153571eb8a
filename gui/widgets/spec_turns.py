"""What rotary positions turn, and how slim attention recovers its values."""

from __future__ import annotations

from core.trace import Trace
from gui.widgets.spec_builders import matrix, shared_levels, sign, symbol, symbol_of
from gui.widgets.specs import Spec

TURNS = ("query", "key")


def turn_specs(trace: Trace, head: int) -> tuple[Spec, ...]:
    """Return queries and keys before and after their turn; values below what they are like.

    A value stands below the vectors that are not turned, or, if the turned key is the value, below
    the turned ones.
    """
    grids = [name for role in TURNS for name in (f"{role}_unrotated", role)]
    levels = shared_levels((trace.grid(name), None) for name in (*grids, "value"))
    specs: list[Spec] = []
    for row, role in enumerate(TURNS):
        for col, name in ((0, f"{role}_unrotated"), (2, role)):
            specs.append(_map(trace, name, row, col, head, levels))
        specs.append(sign("→", row=row, col=1))
    col = 2 if trace.resolved.rotary_value else 0
    return (*specs, _map(trace, "value", len(TURNS), col, head, levels))


def _map(
    trace: Trace, name: str, row: int, col: int, head: int, levels: tuple[float, float]
) -> Spec:
    return matrix(
        trace,
        name,
        row=row,
        col=col,
        head=head,
        heading=symbol_of(trace, name, head),
        levels=levels,
        row_labels=col == 0 or name == "value",
        colorbar=col == 2,
    )


def recovery_specs(trace: Trace, head: int) -> tuple[Spec, ...]:
    """Return W_K, W_V and what stands in the place of W_V, one head of each."""
    names = ("w_k", "w_v", "w_recover")
    levels = shared_levels((trace.grid(name), None) for name in names[:2])
    maps = tuple(
        matrix(
            trace,
            name,
            row=0,
            col=2 * place,
            head=head,
            heading=symbol(trace.grid(name)),
            levels=levels if name in names[:2] else None,  # an inverse is of another size
            colorbar=name != "w_k",
        )
        for place, name in enumerate(names)
    )
    return (*maps, sign("⁻¹ ·", row=0, col=1), sign("=", row=0, col=3))
