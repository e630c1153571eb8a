"""What is said of an answer by the program itself: the numbers that decided."""

from __future__ import annotations

from html import escape

from core.lessons.answers import Spot
from core.lessons.expressions import write_number
from core.lessons.model import PickCell
from gui.i18n import translate


def wrong_number(given: float | None, answer: float) -> str:
    """Say on which side of the answer a number lies, without giving it away."""
    if given is None:
        return translate("lesson_question", "Not so.")
    shown = write_number(given)
    if given < answer:
        return translate("lesson_question", "{number} is too small.").format(number=shown)
    return translate("lesson_question", "{number} is too large.").format(number=shown)


def wrong_cell(question: PickCell, best: Spot, held: Spot | None, *, right: bool) -> str:
    """Say which cell it is, and what the one that was clicked holds."""
    if right or held is None:
        text = translate("lesson_question", "It is {best}, {value}.")
        return text.format(best=_cell(best), value=write_number(best.value, ".3f"))
    if _outside(question, held):
        return translate("lesson_question", "{cell} is not in the row that is asked for.").format(
            cell=_cell(held)
        )
    return translate("lesson_question", "Not so: {cell} gets {value}.").format(
        cell=_cell(held), value=write_number(held.value, ".3f")
    )


def _outside(question: PickCell, held: Spot) -> bool:
    """Whether a cell lies outside the row or column that is asked for."""
    row, col = question.row, question.col
    wrong_row = row is not None and row not in (held.row + 1, held.row_label)
    wrong_col = col is not None and col not in (held.col + 1, held.col_label)
    return wrong_row or wrong_col


def _cell(spot: Spot) -> str:
    return f"({escape(spot.row_label)}, {escape(spot.col_label)})"
