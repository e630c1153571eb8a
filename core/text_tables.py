"""Tables in CSV and TSV files, with or without labels, whoever wrote them."""

from __future__ import annotations

import csv
import io
import math

import numpy as np

from core.faults import shown
from core.imported import MOST_NUMBERS
from core.messages import QT_TRANSLATE_NOOP, message
from core.number_faults import damaged, fault, no_table, not_finite, too_much
from core.numerics import FloatArray
from core.sheet import Sheet

_HEADS = ("head", "heads", "key-value heads")  # what the first column of our own files counts


def text_sheet(data: bytes, name: str, *, tab: bool) -> Sheet:
    """Return the table in a CSV or TSV file, with or without labels."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise fault(
            "",
            message(
                QT_TRANSLATE_NOOP("core", "byte {place} is no UTF-8 text"), place=error.start + 1
            ),
            message(QT_TRANSLATE_NOOP("core", "save it as UTF-8")),
        ) from None
    lines = _lines(text, "\t" if tab else _delimiter(text))
    if not lines:
        raise no_table("")
    header = [] if _is_row(lines[0]) else lines.pop(0)
    if not lines:
        raise no_table("")
    width = len(lines[0])
    for number, line in enumerate(lines, start=2 if header else 1):
        if len(line) != width or (header and len(header) not in (width, width - 1)):
            raise fault(
                "",
                message(
                    QT_TRANSLATE_NOOP("core", "row {row} has {found} columns, others have {width}"),
                    row=number,
                    found=len(line),
                    width=len(header) or width,
                ),
                message(QT_TRANSLATE_NOOP("core", "give every row the same number of columns")),
            )
    heads = bool(header) and len(header) == width and header[0].strip().lower() in _HEADS
    before = 2 if heads else int(_has_labels(lines, header))
    if width <= before:
        raise no_table("")
    values = _matrix(lines, before, first=2 if header else 1)
    labels = tuple(line[before - 1].strip() for line in lines) if before else ()
    if heads:
        return _by_heads(name, [line[0] for line in lines], values, labels)
    return Sheet(name, values[None], labels)  # [rows, cols] -> [1, rows, cols]


def _lines(text: str, delimiter: str) -> list[list[str]]:
    """Return the cells of every line that is not empty."""
    if text.count("\n") + text.count(delimiter) > 2 * MOST_NUMBERS:
        raise too_much(len(text))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [line for line in reader if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise damaged("", error) from None


def _delimiter(text: str) -> str:
    """Return what parts the cells of the first line: the sign that stands there most."""
    first = text.lstrip().partition("\n")[0]
    return max(",;\t", key=first.count)


def _is_row(line: list[str]) -> bool:
    """Whether a line is numbers, after at most one label."""
    return all(_number(cell) is not None for cell in line[1:]) and (
        len(line) > 1 or _number(line[0]) is not None
    )


def _has_labels(lines: list[list[str]], header: list[str]) -> bool:
    """Whether the first column is labels: words, or nothing, or a column that the header names."""
    width = len(lines[0])
    if width == 1:
        return False
    if header and (len(header) == width - 1 or not header[0].strip()):
        return True
    named = bool(header) and header[0].strip().lower() in ("row", "token", "tokens", "label")
    return named or any(_number(line[0]) is None for line in lines)


def _matrix(lines: list[list[str]], before: int, *, first: int) -> FloatArray:
    """Return the numbers right of the labels: [rows, cols]."""
    values = np.empty((len(lines), len(lines[0]) - before))
    for row, line in enumerate(lines):
        for col, cell in enumerate(line[before:]):
            number = _number(cell)
            if number is None:
                raise fault(
                    "",
                    message(
                        QT_TRANSLATE_NOOP("core", "row {row}, column {col} holds {value}"),
                        row=row + first,
                        col=col + before + 1,
                        value=shown(cell),
                    ),
                    message(QT_TRANSLATE_NOOP("core", "use a number such as -0.25")),
                )
            if not math.isfinite(number):
                raise not_finite("", cell.strip(), 0, row + first - 1, col + before)
            values[row, col] = number
    return values


def _by_heads(name: str, heads: list[str], values: FloatArray, labels: tuple[str, ...]) -> Sheet:
    """Return the table whose first column counts heads: as many rows in each."""
    order = list(dict.fromkeys(heads))
    rows = len(heads) // len(order)
    expected = [head for head in order for _ in range(rows)]
    if heads != expected:
        raise fault(
            "",
            message(QT_TRANSLATE_NOOP("core", "the heads do not have the same number of rows")),
            message(QT_TRANSLATE_NOOP("core", "list head after head, each with all its rows")),
        )
    cut = values.reshape(len(order), rows, -1)  # [heads * rows, cols] -> [heads, rows, cols]
    return Sheet(name, cut, labels[:rows])


def _number(text: str) -> float | None:
    """Return a number as Python writes it; None for anything else."""
    try:
        return None if "_" in text else float(text)
    except ValueError:
        return None
