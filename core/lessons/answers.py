"""Whether an answer is right: computed from the live state, every time it is asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.lessons.expressions import number
from core.lessons.figure_error import fault
from core.lessons.figures import LiveFigures, along, place
from core.lessons.model import Choice, Number, PickCell, Task
from core.messages import QT_TRANSLATE_NOOP
from core.trace import Grid


@dataclass(frozen=True, slots=True)
class Judged:
    """What is to be said of an answer.

    Attributes
    ----------
    right : whether it is right.
    why : which of the explanations fits; None where none is its own.
    """

    right: bool
    why: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the grid that is clicked, with the number that decides.

    Attributes
    ----------
    head, row, col : from 0.
    row_label, col_label : as they stand on the axes.
    value : in the deciding grid.
    """

    head: int
    row: int
    col: int
    row_label: str
    col_label: str
    value: float


def right_option(question: Choice, live: LiveFigures) -> int:
    """Return the option that is right; FigureError unless there is exactly one."""
    holds = [bool(number(condition, live)) for condition in question.right]
    if sum(holds) != 1:
        raise fault(
            QT_TRANSLATE_NOOP("core", "{count} options are right, not one"), count=sum(holds)
        )
    return holds.index(True)


def judge_option(question: Choice, live: LiveFigures, picked: int) -> Judged:
    """Judge the option that was picked, from 0."""
    return Judged(picked == right_option(question, live), picked)


def expected(question: Number, live: LiveFigures) -> tuple[float, float]:
    """Return the right number, and how far off an answer may be."""
    return number(question.answer, live), abs(number(question.within, live))


def judge_number(question: Number, live: LiveFigures, given: float) -> Judged:
    """Judge a number."""
    answer, within = expected(question, live)
    slack = within + 1e-9 * max(1.0, abs(answer))
    if abs(given - answer) <= slack:
        return Judged(True)
    for place_of, mistake in enumerate(question.mistakes):
        if abs(given - number(mistake, live)) <= slack:
            return Judged(False, place_of)
    return Judged(False)


def best_spots(question: PickCell, live: LiveFigures) -> tuple[Spot, ...]:
    """Return the cells that are right: more than one where several are equal."""
    grid, head = _deciding(question, live), question.head
    values = live.slab(question.of, float(head))
    asked = np.zeros(values.shape, dtype=bool)
    asked[_span(grid, question)] = True
    sizes = np.abs(values) if question.find == "largest_size" else values
    sign = -1.0 if question.find == "smallest" else 1.0
    ranked = np.where(asked & np.isfinite(values), sign * sizes, -np.inf)
    best = float(ranked.max(initial=-np.inf))
    if not np.isfinite(best):
        raise fault(QT_TRANSLATE_NOOP("core", "no cell of {name} holds a number"), name=question.of)
    return tuple(
        spot(question, live, int(row), int(col)) for row, col in np.argwhere(ranked == best)
    )


def spot(question: PickCell, live: LiveFigures, row: int, col: int) -> Spot:
    """Return a clicked cell with what decides about it."""
    grid = _deciding(question, live)
    value = float(live.slab(question.of, float(question.head))[row, col])
    head = place(float(question.head), live.grid(question.click).n_heads)
    return Spot(head, row, col, grid.rows.labels[row], grid.cols.labels[col], value)


def judge_cell(question: PickCell, live: LiveFigures, row: int, col: int) -> Judged:
    """Judge a click on a cell, from 0; one outside the row asked for is wrong."""
    return Judged(any((one.row, one.col) == (row, col) for one in best_spots(question, live)))


def done(question: Task, live: LiveFigures) -> bool:
    """Whether the task is done on the live state."""
    return bool(number(question.done, live))


def _deciding(question: PickCell, live: LiveFigures) -> Grid:
    """Return the grid that decides; FigureError where it is not shaped as the clicked one."""
    grid, clicked = live.grid(question.of), live.grid(question.click)
    if grid.values.shape != clicked.values.shape:
        raise fault(
            QT_TRANSLATE_NOOP("core", "{first} and {second} differ in shape"),
            first=question.click,
            second=question.of,
        )
    return grid


def _span(grid: Grid, question: PickCell) -> tuple[slice | int, slice | int]:
    row = slice(None) if question.row is None else along(grid.rows, _value(question.row))
    col = slice(None) if question.col is None else along(grid.cols, _value(question.col))
    return row, col


def _value(where: str | int) -> str | float:
    return where if isinstance(where, str) else float(where)
