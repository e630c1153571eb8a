"""What the mouse wheel does to a number."""

from __future__ import annotations

import math

from core.trace import Grid
from gui.state import Cell

STEP = 0.1
WEIGHT_STEP = 0.05


def nudged(grid: Grid, cell: Cell, steps: int) -> float | None:
    """Return a cell's number after so many notches of the wheel; None when nothing changes.

    A mask's cell is switched, a weight stays between 0 and 1, and what is not finite stays.
    """
    value = float(grid.values[cell.head, cell.row, cell.col])
    if grid.kind == "mask":
        wanted = 1.0 if steps > 0 else 0.0
        return wanted if wanted != value else None
    if not math.isfinite(value) or steps == 0:
        return None
    if grid.kind == "weights":
        wanted = round(min(1.0, max(0.0, value + steps * WEIGHT_STEP)), 6)
    else:
        wanted = round(value + steps * STEP, 6)
    return wanted if wanted != value else None
