"""All heads at once: each head of keys and values below the query heads that it serves."""

from __future__ import annotations

from core.trace import Role, Trace
from gui.follow import serving_head
from gui.i18n import translate
from gui.widgets.spec_builders import shared_levels, symbol
from gui.widgets.specs import MatrixSpec, MosaicSpec, Spec

ROLES: tuple[Role, ...] = ("query", "key", "value")
MOST_MAPS = 8
FEW_NAMES = 3


def heads_specs(trace: Trace, head: int) -> tuple[Spec, ...]:
    """Return Q, K and V of every head in three rows; a mosaic of each where there are many."""
    if trace.resolved.n_heads > MOST_MAPS:
        return tuple(
            MosaicSpec(
                key=f"{role}_heads",
                grid=trace.grid(role),
                focused=serving_head(trace.grid(role), trace.resolved, head),
                row=0,
                col=col,
                heading=symbol(trace.grid(role)),
                serves=trace.resolved.n_heads // trace.grid(role).n_heads,
            )
            for col, role in enumerate(ROLES)
        )
    levels = shared_levels((trace.grid(role), None) for role in ROLES)
    return tuple(
        _map(trace, role, number, row, levels)
        for row, role in enumerate(ROLES)
        for number in range(trace.grid(role).n_heads)
    )


def _map(
    trace: Trace, role: Role, number: int, row: int, levels: tuple[float, float]
) -> MatrixSpec:
    """Return one head of Q, K or V, in the column of the first query head that it serves."""
    grid, n_heads = trace.grid(role), trace.resolved.n_heads
    serves = n_heads // grid.n_heads
    return MatrixSpec(
        key=f"{role}_{number + 1}",
        grid=grid,
        head=number,
        row=row,
        col=number * serves,
        heading=_heading(trace, role, number, serves),
        levels=levels,
        row_labels=number == 0,
        col_labels=row == 0,
        colorbar=role == "query" and number == n_heads - 1,
    )


def _heading(trace: Trace, role: Role, number: int, serves: int) -> str:
    """Return K₁, or K₁ for Q₁ Q₂ where query heads share it."""
    grid, query = trace.grid(role), trace.grid("query")
    own = symbol(grid, number if grid.n_heads > 1 else None)
    if serves == 1:
        return own
    served = [symbol(query, number * serves + place) for place in range(serves)]
    names = " ".join(served) if serves <= FEW_NAMES else f"{served[0]} … {served[-1]}"
    return translate("projections", "{key} for {queries}").format(key=own, queries=names)
