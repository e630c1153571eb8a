"""One cell in several runs: which cell of each it is, and where a pointer's cell is at home.

The head focused is the same in every run; where a run has fewer key-value heads, the one that
serves it stands there. Pure functions of the columns and of where the person looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.trace import Trace
from core.variants import VARIANTS
from gui.comparison import Column
from gui.follow import inside, serving_head
from gui.follow import moved as moved_in
from gui.i18n import translate
from gui.state import Cell, State
from gui.widgets.column_origins import LETTERS
from gui.widgets.focus import Focus
from gui.widgets.run_lens import RunCell


def cell_in(trace: Trace, cell: Cell | None, head: int) -> Cell | None:
    """Return the cell of a run that stands for ``cell``; None where the run has none."""
    if cell is None or not trace.has(cell.grid):
        return None
    grid = trace.grid(cell.grid)
    there = replace(cell, head=serving_head(grid, trace.resolved, head))
    return there if inside(there, trace) else None


def at_home(columns: Sequence[Column], state: State, cell: Cell | None) -> Cell | None:
    """Return a pointer's cell as the first run that has it counts its heads."""
    for column in columns:
        there = None if column.trace is None else cell_in(column.trace, cell, state.view.head)
        if there is not None:
            return there
    return None


def foci(columns: Sequence[Column], state: State) -> tuple[Focus, ...]:
    """Return the focus of every run, and last that of the plots of their differences."""
    view = state.view
    pinned = view.focus is not None and view.focus == view.pin
    found = []
    for column in columns:
        trace = column.trace
        cell = None if trace is None else cell_in(trace, view.focus, view.head)
        if cell is None or trace is None:
            found.append(Focus(None))
            continue
        sources = trace.explain(cell.grid, cell.head, cell.row, cell.col).sources
        found.append(Focus(cell, tuple(sources), pinned))
    here = next((focus.cell for focus in found if focus.cell is not None), None)
    minus = Focus(None) if here is None else Focus(replace(here, head=0), (), pinned)
    return (*found, minus)


def of_columns(columns: Sequence[Column], state: State) -> tuple[RunCell, ...]:
    """Return the focused cell of every run, as the lens shows them; empty when there is none."""
    view = state.view
    if at_home(columns, state, view.focus) is None:
        return ()
    found = []
    for letter, column in zip(LETTERS, columns, strict=False):
        name = translate("core", VARIANTS[column.variant].label)
        cell = None
        reason = translate("run_cells", "computing…")
        if column.trace is not None and view.focus is not None:
            cell = cell_in(column.trace, view.focus, view.head)
            reason = translate("run_cells", "this variant has no such cell")
        found.append(RunCell(letter, name, column.trace, cell, "" if cell else reason))
    return tuple(found)


def moved(columns: Sequence[Column], state: State, rows: int, cols: int) -> Cell | None:
    """Return the pin so many rows and columns on, in the first run that has it; None without."""
    for column in columns:
        trace = column.trace
        cell = None if trace is None else cell_in(trace, state.view.pin, state.view.head)
        if cell is not None and trace is not None:
            return moved_in(cell, rows, cols, trace)
    return None
