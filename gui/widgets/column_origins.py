"""Where the columns of a comparison have their numbers from, beside a trained model."""

from __future__ import annotations

from collections.abc import Sequence

from core.scenario import Trained
from gui.comparison import Column
from gui.i18n import render, translate

LETTERS = "ABC"


def column_origins(columns: Sequence[Column], *, apart: bool) -> tuple[str, ...]:
    """Return in a paragraph which model the columns show, and what is not that model's own.

    Parameters
    ----------
    columns : the first, then those that are compared with it; random ones need no word.
    apart : whether models that were trained by themselves were asked for.
    """
    own = _model(columns[0])
    if not own:
        return ()
    sentences: list[str] = []
    if any(_model(column) == own and not _alone(column) for column in columns[1:]):
        text = translate(
            "spec_columns",
            "One trained model ({model}) in every column, tied now, not trained again.",
        )
        if columns[0].trace is not None and columns[0].trace.resolved.two_texts:
            text = translate(
                "spec_columns", "One trained model ({model}) in every column, not trained again."
            )
        if apart:
            text = translate("spec_columns", "A is the model {model}.")
        sentences.append(text.format(model=_title(own, variant=apart)))
    for letter, column in zip(LETTERS, columns, strict=False):
        sentences += _of_column(letter, column, own, apart=apart and column is not columns[0])
    return (" ".join(sentences),) if sentences else ()


def _of_column(letter: str, column: Column, own: str, *, apart: bool) -> list[str]:
    """Return what is to be said of one column."""
    model = _model(column)
    if not model:
        return []
    if model != own:
        text = translate(
            "spec_columns",
            "{letter} is {model}, trained by itself from the same start: the variant is not all "
            "that tells it from A.",
        )
        return [text.format(letter=letter, model=_title(model, variant=True))]
    found = []
    if apart and not _alone(column):
        text = translate(
            "spec_columns", "No model was trained with {letter}'s variant: it has A's matrices."
        )
        found.append(text.format(letter=letter))
    told = translate("spec_columns", "{letter} takes {told}.")
    parts = () if column.makeup is None else tuple(column.makeup.messages())
    if parts:
        found.append(told.format(letter=letter, told="; ".join(map(render, parts))))
    return found


def _model(column: Column) -> str:
    """Return the model of a column that has a run; "" without one."""
    weights = None if column.trace is None else column.trace.scenario.weights
    return weights.model if isinstance(weights, Trained) else ""


def _alone(column: Column) -> bool:
    """Whether a column has nothing from the model."""
    return column.makeup is not None and column.makeup.alone


def _title(model: str, *, variant: bool) -> str:
    from core.trained.titles import title_of

    return render(title_of(model, variant=variant))
