"""Specs of several runs in columns, step below step: the same grids, and how they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from core.compare import Difference
from core.trace import STEP_KEYS, Grid, Trace
from gui.comparison import Column
from gui.follow import serving_head
from gui.i18n import told, translate
from gui.state import Beside
from gui.widgets.colormaps import levels_of
from gui.widgets.column_origins import LETTERS
from gui.widgets.spec_builders import matrix, shared_levels, symbol_of
from gui.widgets.spec_marks import MAIN, grid_mark, plot_column, step_marks
from gui.widgets.specs import HeadingSpec, MatrixSpec, NoteSpec, ScaleSpec, Spec

NEVER = frozenset(("tanh",))  # a slice a query, not a head
Levels = tuple[float, float]


def column_specs(
    columns: Sequence[Column], head: int, beside: Beside, titles: dict[str, str]
) -> tuple[Spec, ...]:
    """Return the plots of every column, their marks, and the scales.

    Parameters
    ----------
    columns : the first, then those that are compared with it.
    head : the focused query head.
    beside : what else to show.
    titles : of the steps, in the reader's language.
    """
    made: list[Spec] = []
    row = 0
    for step in STEP_KEYS:
        names = grid_names(columns, step, everything=beside.everything)
        made.append(HeadingSpec(f"step_{step}", titles[step], row, 0))
        made += step_marks(columns, step, row)
        row += 1
        for name in names:
            made += _Row(columns, name, head, beside, row).specs()
            row += 2
    return (*made, *_absent(columns))


def run_of_differences(columns: Sequence[Column]) -> int:
    """Return the number of the run that stands for A - B in the figure."""
    return len(columns)


def grid_names(columns: Sequence[Column], step: str, *, everything: bool) -> tuple[str, ...]:
    """Return the grids of a step that any run has, in the order of the first that has them."""
    names = dict.fromkeys(
        name
        for trace in _traces(columns)
        for name in trace[step].grid_names()
        if name not in NEVER and (everything or name in MAIN)
    )
    return tuple(names)


class _Row:
    """One grid in every column."""

    def __init__(
        self, columns: Sequence[Column], name: str, head: int, beside: Beside, row: int
    ) -> None:
        self._columns, self._name, self._head = columns, name, head
        self._beside, self._row = beside, row
        self._levels = None if beside.own_scales else self._shared()

    def specs(self) -> Iterator[Spec]:
        for place, column in enumerate(self._columns):
            if column.trace is None:
                continue
            if not column.trace.has(self._name):
                text = translate("spec_columns", "not in this variant")
                col = plot_column(place)
                yield NoteSpec(f"{self._name}_{LETTERS[place]}", text, self._row, col)
                continue
            yield self._plot(place, column.trace)
        first = self._columns[0].trace
        for place, column in enumerate(self._columns[1:], start=1):
            difference = self._difference(column)
            if difference is None:
                continue
            key = f"{self._name}_mark_{LETTERS[place]}"
            mark = grid_mark(difference, key, self._row + 1, plot_column(place), self._head)
            if mark is not None:
                yield mark
            if self._beside.differences and column.trace is not None and first is not None:
                yield from self._minus(first, column.trace, difference, place)
        yield from self._scale()

    def _grids(self) -> list[tuple[Grid, int]]:
        """Return the grid of each run that has it, and the head that serves there."""
        return [
            (grid, serving_head(grid, trace.resolved, self._head))
            for trace in _traces(self._columns)
            if trace.has(self._name)
            for grid in (trace.grid(self._name),)
        ]

    def _shared(self) -> Levels | None:
        """Return the scale of all plots of the row, their differences among them."""
        grids = self._grids()
        if grids[0][0].kind != "signed":
            return None
        first = self._columns[0].trace
        if self._beside.differences and first is not None:
            grids += [
                (difference_grid(first, column.trace, self._name, self._head), 0)
                for column in self._columns[1:]
                if column.trace is not None and self._is_measured(column)
            ]
        return shared_levels(grids)

    def _is_measured(self, column: Column) -> bool:
        """Whether there is a difference of a column to show."""
        difference = self._difference(column)
        return difference is not None and difference.largest is not None

    def _plot(self, place: int, trace: Trace) -> MatrixSpec:
        first = self._columns[0].trace
        grid = trace.grid(self._name)
        told = (
            place > 0
            and first is not None
            and first.has(self._name)
            and first.grid(self._name).rows.labels == grid.rows.labels
        )
        spec = matrix(
            trace,
            self._name,
            row=self._row,
            col=plot_column(place),
            head=self._head,
            key=f"{self._name}_{LETTERS[place]}",
            heading=symbol_of(trace, self._name, self._head),
            levels=self._levels,
            row_labels=not told,
            colorbar=self._beside.own_scales and grid.kind == "signed",
        )
        return replace(spec, run=place, fitted=True)

    def _minus(
        self, first: Trace, other: Trace, difference: Difference, place: int
    ) -> Iterator[Spec]:
        """Yield A - B of the focused head."""
        if difference.largest is None:
            return
        grid = difference_grid(first, other, self._name, self._head)
        levels, heading = self._levels, f"A − {LETTERS[place]}"
        if self._beside.own_scales:
            found = levels_of(grid)
            levels = (found.low, found.high)
        elif levels is None:  # of weights and masks, whose scale at the row's end is from 0 to 1
            levels = (-1.0, 1.0)
            heading = heading if difference.verdict == "identical" else f"{heading}, ±1"
        yield MatrixSpec(
            key=f"{self._name}_A_minus_{LETTERS[place]}",
            grid=grid,
            head=0,
            row=self._row,
            col=plot_column(place) - 1,
            heading=heading,
            levels=levels,
            row_labels=False,
            colorbar=self._beside.own_scales,
            run=run_of_differences(self._columns),
            fitted=True,
        )

    def _difference(self, column: Column) -> Difference | None:
        found = (one for one in column.differences if one.grid == self._name)
        return next(found, None)

    def _scale(self) -> Iterator[ScaleSpec]:
        """Yield the row's one scale, at its end."""
        grid, col = self._grids()[0][0], plot_column(len(self._columns))
        key = f"{self._name}_scale"
        if grid.kind == "weights":
            yield ScaleSpec(key, "weights", (0.0, 1.0), self._row, col)
        elif grid.kind == "signed" and self._levels is not None:
            yield ScaleSpec(key, "signed", self._levels, self._row, col)


def difference_grid(first: Trace, other: Trace, name: str, head: int) -> Grid:
    """Return A - B of the slices that serve a query head, [1, rows, cols]; equal infinities give 0.

    It has the name of the grid, so that a cell of it is that cell in every run.
    """
    mine, others = first.grid(name), other.grid(name)
    a = mine.values[serving_head(mine, first.resolved, head)].astype(np.float64)
    b = others.values[serving_head(others, other.resolved, head)].astype(np.float64)
    with np.errstate(all="ignore"):
        minus = np.where(a == b, 0.0, a - b)[None]
    return replace(mine, values=minus, kind="signed", roles=(), edited=frozenset(), heads=None)


def _traces(columns: Sequence[Column]) -> list[Trace]:
    return [column.trace for column in columns if column.trace is not None]


def _absent(columns: Sequence[Column]) -> Iterator[NoteSpec]:
    """Yield why a column has no plots: it is being computed, or cannot be."""
    for place, column in enumerate(columns):
        if column.trace is None:
            text = translate("spec_columns", "computing…")
            if column.problems:
                text = "\n".join(told(problem) for problem in column.problems)
            yield NoteSpec(f"absent_{LETTERS[place]}", text, 1, plot_column(place))
