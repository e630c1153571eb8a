"""What stands above and below the lens's columns: the cell's name, and what becomes of it next."""

from __future__ import annotations

from core.trace import BACK_PREFIX, Axis, Grid, Role, Trace
from gui.follow import next_cell
from gui.i18n import translate
from gui.state import Cell
from gui.widgets.lens_table import number, stage_words
from gui.widgets.tex_text import Run, plain, runs

LONGEST = 14  # characters of a token in a title
LONGEST_SYMBOL, LONGEST_GRADIENT = 6, 12


def title(grid: Grid, cell: Cell) -> tuple[Run, ...]:
    """Return the name of a cell, ``S[it, cat]``, its tokens in the colours of their axes."""
    symbol = runs(grid.symbol)
    longest = LONGEST_GRADIENT if grid.name.startswith(BACK_PREFIX) else LONGEST_SYMBOL
    if "\\frac" in grid.symbol or sum(len(run.text) for run in symbol) > longest:
        symbol = (Run(translate("core", grid.title), grid.roles[:1], upright=True),)
    places = [(grid.rows, cell.row), (grid.cols, cell.col)]
    if grid.heads is not None and grid.heads.kind == "tokens":
        places.insert(0, (grid.heads, cell.head))
    inner: list[Run] = []
    for axis, index in places:
        if axis.kind != "single":
            inner += [Run(", ", upright=True)] if inner else []
            inner.append(_entry(axis, index))
    return (*symbol, Run("[", upright=True), *inner, Run("]", upright=True))


def spoken(grid: Grid, cell: Cell) -> str:
    """Return the name of a cell as one line of text."""
    return "".join(run.text for run in title(grid, cell))


def _entry(axis: Axis, index: int) -> Run:
    label = axis.labels[index]
    text = label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"
    roles: tuple[Role, ...] = (axis.role,) if axis.role and axis.kind == "tokens" else ()
    return Run(text, roles, upright=True)


def head_words(grid: Grid, cell: Cell) -> str:
    """Say which head a cell belongs to, where there are several."""
    if grid.heads is None or grid.heads.kind != "heads":
        return ""
    return translate("lens", "head {number}").format(number=cell.head + 1)


def next_words(trace: Trace, cell: Cell) -> str:
    """Say what the next grid makes of this cell: "next: ÷ √8 = −0.478"; "" at an end."""
    following = next_cell(cell, trace)
    if following is None:
        return ""
    grid = trace.grid(following.grid)
    explanation = trace.explain(following.grid, following.head, following.row, following.col)
    if explanation.rule == "edited":
        words = translate("lens", "overwritten by you")
    elif explanation.stages:
        words = ", ".join(stage_words(stage) for stage in explanation.stages)
    elif explanation.rule == "softmax":
        words = translate("lens", "softmax over the row")
    else:
        words = plain(grid.symbol)
    return translate("lens", "next: {words} = {value}").format(
        words=words, value=number(explanation.value)
    )
