"""Specs from a trace: what the panels of the steps say again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from core.trace import Grid, Trace
from gui.follow import serving_head
from gui.i18n import translate
from gui.widgets.colormaps import levels_of
from gui.widgets.specs import MatrixSpec, NoteSpec, ScaleSpec
from gui.widgets.tex_text import plain

LONGEST_SYMBOL = 3  # a longer one would say the title again, in another way
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def matrix(
    trace: Trace,
    name: str,
    *,
    row: int,
    col: int,
    head: int = 0,
    key: str = "",
    heading: str = "",
    levels: tuple[float, float] | None = None,
    transposed: bool = False,
    row_labels: bool = True,
    col_labels: bool = True,
    colorbar: bool = False,
    lesser: bool = False,
    full: float | None = None,
) -> MatrixSpec:
    """Return the map of the slice of a grid that a query head works with.

    Parameters
    ----------
    head : the query head; a grid with fewer heads shows the one that serves it.
    key, heading : the grid's name and its symbol where they are not given.
    """
    grid = trace.grid(name)
    return MatrixSpec(
        key=key or name,
        grid=grid,
        head=serving_head(grid, trace.resolved, head),
        row=row,
        col=col,
        heading=heading or symbol(grid),
        levels=levels,
        transposed=transposed,
        row_labels=row_labels,
        col_labels=col_labels,
        colorbar=colorbar,
        lesser=lesser,
        full=full,
    )


def sign(text: str, *, row: int, col: int) -> NoteSpec:
    """Return an operator between two plots."""
    return NoteSpec(f"sign_{row}_{col}", text, row, col, large=True)


def scale(levels: tuple[float, float], *, row: int, col: int) -> ScaleSpec:
    """Return the scale of the signed maps of a row, at the row's end."""
    return ScaleSpec(f"scale_{row}_{col}", "signed", levels, row, col)


def symbol(grid: Grid, head: int | None = None) -> str:
    """Return a grid's symbol as text, with the number of a head where one is given: Q₂."""
    text = plain(grid.symbol)
    return text if head is None else text + str(head + 1).translate(_SUBSCRIPTS)


def symbol_of(trace: Trace, name: str, head: int) -> str:
    """Return a grid's symbol with the number of the slice that serves a query head, if it has many.

    With two key-value heads for four query heads, the third query works with Q₃, K₂ and V₂.
    """
    grid = trace.grid(name)
    many = grid.n_heads > 1
    return symbol(grid, serving_head(grid, trace.resolved, head) if many else None)


def numbered(labels: Sequence[str]) -> tuple[str, ...]:
    """Return labels of which the repeated ones are told apart: the₁, cat, the₂.

    For a legend or a plane, where a word does not stand in its place in the sentence.
    """
    repeated = {label for label, count in Counter(labels).items() if count > 1}
    seen: Counter[str] = Counter()
    told: list[str] = []
    for label in labels:
        seen[label] += 1
        number = str(seen[label]).translate(_SUBSCRIPTS) if label in repeated else ""
        told.append(label + number)
    return tuple(told)


def titled(grid: Grid) -> str:
    """Return a grid's title in the reader's language, and its symbol where that is short."""
    title, short = translate("core", grid.title), symbol(grid)
    return f"{title} {short}" if len(short) <= LONGEST_SYMBOL else title


def shared_levels(slices: Iterable[tuple[Grid, int | None]]) -> tuple[float, float]:
    """Return one colour scale for several signed maps, so that equal colours are equal numbers.

    Parameters
    ----------
    slices : grids, each with one head, or None for all of its heads.
    """
    shown = [
        (grid, grid.values if head is None else grid.values[head], head) for grid, head in slices
    ]
    # A map of zeros has the scale of 1, which would bleach its neighbours.
    high = max(
        (levels_of(grid, head).high for grid, values, head in shown if values.any()), default=1.0
    )
    return -high, high
