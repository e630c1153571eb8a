"""The lens as a caption: the arithmetic of one cell in a line or two."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from core.explanation import Explanation, Operand
from core.trace import Grid
from gui.follow import inside
from gui.i18n import translate
from gui.state import Cell, State
from gui.theme import Theme
from gui.widgets.lens_table import note_text, number, stage_words
from gui.widgets.lens_title import head_words, title
from gui.widgets.numbers import MINUS
from gui.widgets.tex_text import Run, plain

MOST_TERMS = 4  # more could not be read from the back row


def words_of(state: State, theme: Theme) -> str:
    """Return the caption: the arithmetic of the cell in focus, else how to hold one."""
    cell = focus(state)
    if cell is None:
        return f'<span style="color:{theme.muted}">{escape(_how())}</span>'
    grid = state.trace.grid(cell.grid)
    explanation = state.trace.explain(cell.grid, cell.head, cell.row, cell.col)
    head = head_words(grid, cell)
    name = f"{name_of(grid, cell, theme)} = <b>{number(explanation.value)}</b>"
    if head:
        name += f' &nbsp;<span style="color:{theme.muted}">{head}</span>'
    return f"{name}<br>{arithmetic(explanation, theme)}"


def plain_words_of(state: State) -> str:
    """Return what a screen reader says of the cell in focus."""
    cell = focus(state)
    if cell is None:
        return _how()
    grid = state.trace.grid(cell.grid)
    value = float(grid.values[cell.head, cell.row, cell.col])
    return f"{grid.rows.labels[cell.row]}, {grid.cols.labels[cell.col]}: {number(value)}"


def focus(state: State) -> Cell | None:
    """Return the cell in focus; None where it is one of a page, whose runs are no slides."""
    return _of_trace(state.view.focus, state)


def held(state: State) -> Cell | None:
    """Return the held cell, on the same condition."""
    return _of_trace(state.view.pin, state)


def _of_trace(cell: Cell | None, state: State) -> Cell | None:
    return cell if inside(cell, state.trace) else None


def _how() -> str:
    return translate("projector", "Enter holds a cell; the arrow keys move it.")


def name_of(grid: Grid, cell: Cell, theme: Theme) -> str:
    """Return the name of a cell, ``S[it, cat]``, as rich text in the colours of its roles."""
    return "".join(_run(run, theme) for run in title(grid, cell))


def arithmetic(explanation: Explanation, theme: Theme, most: int = MOST_TERMS) -> str:
    """Return how a cell came about as rich text: terms, sum, and what followed.

    Of more than ``most`` terms the largest are shown, in their order, and how many are left out.
    """
    shown = explanation.was or explanation
    parts = [_start(shown, theme, most)]
    for stage in shown.stages:
        words = escape(stage_words(stage))
        parts.append(f"{words} = <b>{escape(number(stage.result))}</b>")
    if explanation.was is not None:
        words = translate("projector", "changed by hand to {value}")
        parts.append(escape(words.format(value=number(explanation.value))))
    return " &nbsp;→&nbsp; ".join(part for part in parts if part)


def _start(explanation: Explanation, theme: Theme, most: int) -> str:
    """Return what stands before the stages."""
    if explanation.terms is None or explanation.rule == "all":
        return escape(note_text(explanation))
    rows = largest(explanation, most)
    if explanation.rule == "softmax":
        return _softmax(explanation)
    joined = " + ".join(_term(explanation, row, theme) for row in rows)
    hidden = len(explanation.terms) - len(rows)
    if hidden:
        joined += " + " + escape(
            translate("projector", "… ({count} more)").format(count=f"{hidden:,}")
        )
    total = explanation.total
    return joined if total is None else f"{joined} = <b>{escape(number(total))}</b>"


def largest(explanation: Explanation, most: int) -> tuple[int, ...]:
    """Return the terms to show: all, or the largest ``most`` in their order."""
    terms = np.abs(np.asarray(explanation.terms, dtype=float))
    if len(terms) <= most:
        return tuple(range(len(terms)))
    order = np.argsort(-np.where(np.isnan(terms), np.inf, terms), kind="stable")
    return tuple(sorted(order[:most].tolist()))


def _term(explanation: Explanation, row: int, theme: Theme) -> str:
    operands = explanation.operands
    if explanation.rule == "product":
        return " × ".join(_factor(operand, row, theme) for operand in operands)
    if explanation.rule == "tanh":
        first, second, weight = operands
        inner = f"{_factor(first, row, theme)} + {_factor(second, row, theme)}"
        return f"{_factor(weight, row, theme)} · tanh({inner})"
    if explanation.rule == "entropy":
        share = _factor(operands[0], row, theme)
        return f"({MINUS}{share} ln {share})"
    return _factor(operands[0], row, theme)


def _softmax(explanation: Explanation) -> str:
    """Return e to the score over the sum of the row."""
    terms, pick, total = explanation.terms, explanation.pick, explanation.total
    if terms is None or pick is None or not total:
        return escape(note_text(explanation))
    above = number(float(terms[pick]))
    score = number(float(explanation.operands[0].values[pick]))
    symbol = escape(plain(explanation.operands[0].symbol) or "s")
    shift = "" if explanation.shift is None else f" {MINUS} {_bracketed(explanation.shift)}"
    return (
        f"exp({symbol} {escape(shift.strip())}) = exp({score}{escape(shift)}) = {above} "
        f"&nbsp;→&nbsp; {above} / Σ = {above} / {number(total)} = "
        f"<b>{number(float(terms[pick]) / total)}</b>"
        if shift
        else f"exp({score}) / Σ = {above} / {number(total)} = "
        f"<b>{number(float(terms[pick]) / total)}</b>"
    )


def _factor(operand: Operand, row: int, theme: Theme) -> str:
    text = escape(_bracketed(float(operand.values[row])))
    return f'<span style="color:{theme.role(operand.role)}">{text}</span>'


def _bracketed(value: float) -> str:
    text = number(value)
    return f"({text})" if text.startswith(MINUS) else text


def _run(run: Run, theme: Theme) -> str:
    text = escape(run.text)
    if run.script:
        tag = "sub" if run.script < 0 else "sup"
        text = f"<{tag}>{text}</{tag}>"
    if not run.upright:
        text = f"<i>{text}</i>"
    return f'<span style="color:{_colour(run.roles, theme)}">{text}</span>'


def _colour(roles: Sequence[str], theme: Theme) -> str:
    return theme.role(roles[0]) if roles else theme.text  # type: ignore[arg-type]
