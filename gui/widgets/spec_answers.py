"""What a trained model answers, beside what would be right."""

from __future__ import annotations

import numpy as np

from core.answers import Answer, answers_of, errors_of
from core.trace import Trace
from gui.i18n import translate
from gui.state import Cell
from gui.widgets.numbers import format_short
from gui.widgets.spec_builders import matrix, numbered, shared_levels, sign, titled
from gui.widgets.specs import RowBarsSpec, Spec


def answer_specs(trace: Trace) -> tuple[Spec, ...]:
    """Return the answers as a map of all classes, or of the vectors, and a bar a token."""
    return _classes(trace) if trace.has("answer") else _vectors(trace)


def _classes(trace: Trace) -> tuple[Spec, ...]:
    """Return the probability of every class, and that of the likeliest beside the right one."""
    grid = trace.grid("answer")
    answers = answers_of(trace.computed)
    rights = [answer.right_probability for answer in answers]
    bars = RowBarsSpec(
        key="answers",
        values=np.array([answer.probability for answer in answers]),
        labels=numbered(grid.rows.labels),
        texts=tuple(_told(answer) for answer in answers),
        row=0,
        col=1,
        heading=translate("output", "Likeliest answer; ◆ the right one"),
        unit="fraction",
        axis_label=translate("output", "probability"),
        row_labels=True,
        marks=np.array([np.nan if right is None else right for right in rights]),
        full=1.0,
        cells=tuple(_best(trace, row) for row in range(len(answers))),
    )
    return (matrix(trace, "answer", row=0, col=0, heading=titled(grid), colorbar=True), bars)


def _best(trace: Trace, row: int) -> Cell:
    """Return the cell of a token's likeliest answer."""
    chances = trace.grid("answer").values[0, row]
    return Cell("answer", 0, row, int(np.argmax(np.nan_to_num(chances))))


def _told(answer: Answer) -> str:
    """Write one answer: what it is, whether it is right, and else what would be."""
    if answer.right is None:
        return answer.given
    if answer.correct:
        return f"{answer.given} ✓"
    text = translate("output", "{given} ✗ right: {right}")
    return text.format(given=answer.given, right=answer.right)


def _vectors(trace: Trace) -> tuple[Spec, ...]:
    """Return the answers beside the right vectors, and how far they are apart."""
    reading, right = trace.grid("reading"), trace.grid("right")
    levels = shared_levels(((reading, 0), (right, 0)))
    errors = errors_of(trace.computed)
    bars = RowBarsSpec(
        key="answers",
        values=np.array(errors),
        labels=numbered(reading.rows.labels),
        texts=tuple(format_short(error) for error in errors),
        row=1,
        col=0,
        heading=translate("output", "Mean squared error"),
        axis_label=translate("output", "mean squared error"),
    )
    return (
        matrix(trace, "reading", row=0, col=0, heading=titled(reading), levels=levels),
        sign("≈", row=0, col=1),
        matrix(
            trace,
            "right",
            row=0,
            col=2,
            heading=titled(right),
            levels=levels,
            row_labels=False,
            colorbar=True,
        ),
        bars,
    )
