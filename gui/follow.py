"""Where a cell leads: the head that serves it, the same cell in the next grid, keeping it valid.

Pure functions of the trace and of where the person looks.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from core.resolve import Resolved
from core.trace import BACK, BACK_PREFIX, Grid, Trace
from gui.state import STEPS, Beside, Cell, View

# The chain in which one and the same cell is worked on, grid after grid.
_CHAINS = (
    ("embedding", "x"),
    ("source_embedding", "source_x"),
    ("target_embedding", "target_x"),
    ("query_unrotated", "query"),
    ("key_unrotated", "key"),
    ("scores", "scaled", "capped", "masked", "weights"),
    ("d_weights", "d_masked", "d_capped", "d_scaled", "d_scores"),
)
# The grid of each step that shows query i against key j.
_PAIRS = MappingProxyType(
    {
        "scores": "scores",
        "scale_mask": "masked",
        "weights": "weights",
        "output": "weights",
        BACK: "d_scores",
    }
)
_FORWARD_PAIRS = ("scores", "scaled", "capped", "mask", "masked", "weights")
_PAIR_GRIDS = frozenset(
    (*_FORWARD_PAIRS, *(f"{BACK_PREFIX}{name}" for name in _FORWARD_PAIRS if name != "mask"))
)
# Grids with one row a query, besides those.
_QUERY_ROWS = _PAIR_GRIDS | {
    "query",
    "query_unrotated",
    "row_sum",
    "entropy",
    "mean_weights",
    "context",
    "joined",
    "output",
    *(
        f"{BACK_PREFIX}{name}"
        for name in ("query", "query_unrotated", "context", "joined", "output")
    ),
}
# Without a softcap they repeat the stage before.
_CAPPED = frozenset(("capped", "d_capped", "d_scaled"))
# Their first axis counts queries, not heads.
_SLABS = frozenset(("tanh", "d_tanh"))


def serving_head(grid: Grid, resolved: Resolved, head: int) -> int:
    """Return the slice of ``grid`` that a query head works with.

    Key-value heads are shared by groups of query heads; a grid without heads has one slice.
    """
    if grid.name in _SLABS:
        return min(head, grid.n_heads - 1)
    if grid.n_heads >= resolved.n_heads:
        return min(head, grid.n_heads - 1)
    return min(head * grid.n_heads // resolved.n_heads, grid.n_heads - 1)


def inside(cell: Cell | None, trace: Trace) -> bool:
    """Whether the trace has this cell."""
    if cell is None or not trace.has(cell.grid):
        return False
    shape = trace.grid(cell.grid).values.shape
    indices = (cell.head, cell.row, cell.col)
    return all(0 <= index < size for index, size in zip(indices, shape, strict=True))


def next_cell(cell: Cell, trace: Trace) -> Cell | None:
    """Return the same cell one grid on, where its number is worked on next; None at an end."""
    for chain in _CHAINS:
        if cell.grid not in chain:
            continue
        for name in chain[chain.index(cell.grid) + 1 :]:
            if name in _CAPPED and trace.resolved.softcap is None:
                continue
            if trace.has(name):
                return replace(cell, grid=name)
    return None


def settled(view: View, trace: Trace) -> View:
    """Return the view with every head and cell that the trace no longer has let go.

    Beside the steps cells are the page's affair: it may show other runs too.
    """
    ours = view.page == STEPS
    variant = trace.scenario.variant
    return replace(
        view,
        head=max(0, min(view.head, trace.resolved.n_heads - 1)),
        hover=view.hover if not ours or inside(view.hover, trace) else None,
        pin=view.pin if not ours or inside(view.pin, trace) else None,
        beside=exchanged(view.beside, variant, "self" if variant != "self" else "k_eq_v"),
    )


def exchanged(beside: Beside, variant: str, other: str) -> Beside:
    """Return the columns with ``other`` where ``variant`` stood: no two of them are alike."""
    if variant not in beside.variants:
        return beside
    kept = tuple(other if key == variant else key for key in beside.variants)
    return replace(beside, variants=tuple(dict.fromkeys(kept)))


def carried(pin: Cell | None, step: str, trace: Trace) -> Cell | None:
    """Return the pin as another step shows it: query i and key j stay in hand from step to step."""
    if pin is None or pin.grid not in _PAIR_GRIDS or step not in _PAIRS:
        return pin
    if pin.grid in trace[step].grid_names():
        return pin
    return replace(pin, grid=_PAIRS[step])


def with_head(pin: Cell | None, head: int, trace: Trace) -> Cell | None:
    """Return the pin in another head."""
    if pin is None or pin.grid in _SLABS or not trace.has(pin.grid):
        return pin
    return replace(pin, head=serving_head(trace.grid(pin.grid), trace.resolved, head))


def query_in_focus(view: View, trace: Trace) -> int:
    """Return the query that a detail follows: the hovered one, else the pinned one, else the first.

    An unpinned hover leads too, so that a detail (the tanh layer, the contributions) previews.
    """
    for cell in (view.hover, view.pin):
        if cell is None:
            continue
        if cell.grid in _SLABS:
            return cell.head
        if cell.grid in _QUERY_ROWS:
            return min(cell.row, max(0, trace.resolved.n_q - 1))
    return 0


def moved(cell: Cell, rows: int, cols: int, trace: Trace) -> Cell:
    """Return the cell so many rows down and columns to the right, held within its grid."""
    _, n_rows, n_cols = trace.grid(cell.grid).values.shape
    return replace(
        cell,
        row=max(0, min(cell.row + rows, n_rows - 1)),
        col=max(0, min(cell.col + cols, n_cols - 1)),
    )
