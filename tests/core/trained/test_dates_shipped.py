"""The shipped models of the task ``dates``: how often they are right, and where they look."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from core.lab.dates import target_ids
from core.lab.spelling import STYLES
from core.numerics import FloatArray
from core.pipeline import run
from core.trained.catalogue import about
from core.trained.scenarios import scenario_of

every_model = pytest.mark.parametrize("variant", ["luong_dot", "luong_general", "bahdanau"])
ROWS = {"year": (0, 1, 2, 3), "month": (5, 6), "day": (8, 9)}  # of the ISO date
PARTED = {  # style -> its parts, in the order in which it writes them
    "3 May 1998": "day month year",
    "May 3, 1998": "month day , year",
    "Sunday, 3 May 1998": "weekday , day month year",
    "03.05.1998": "day . month . year",
    "19980503": "year month day",
    "1998年05月03日": "year 年 month 月 day 日",
}


@every_model
def test_dates_that_no_training_saw_are_written_to_the_last_character(variant: str) -> None:
    assert about(f"dates-{variant}").figures["exact match"] >= 0.99


def parts_of(style: str, day: dt.date) -> dict[str, slice]:
    """Which characters of a date in this style, white space aside, are its year, month and day."""
    text = "".join(STYLES[style](day).split())
    written = {
        "year": str(day.year),
        "weekday": f"{day:%A}",
        "month": f"{day:%B}" if "May" in style else f"{day.month:02}",
        "day": str(day.day) if "May" in style else f"{day.day:02}",
    }
    spans, start = {}, 0
    for name in PARTED[style].split():
        piece = written.get(name, name)
        assert text[start : start + len(piece)] == piece
        spans[name] = slice(start, start + len(piece))
        start += len(piece)
    assert start == len(text)
    return spans


def seen(variant: str, text: str, day: dt.date) -> tuple[FloatArray, bool]:
    """The weights that the explorer shows for a date [10, n], and whether all answers are right."""
    name = f"dates-{variant}"
    trace = run(replace(scenario_of(name), text=text, target=day.isoformat()))
    answers = trace.grid("answer").values[0].argmax(axis=-1)
    right = np.array_equal(answers, target_ids(day.isoformat()))
    return trace.grid("weights").values[0], right


@every_model
def test_year_month_and_day_are_read_where_they_stand(variant: str) -> None:
    """The alignment that a teacher projects: the weight lies on the right characters."""
    within: dict[str, list[float]] = {name: [] for name in ROWS}
    hits: dict[str, list[bool]] = {name: [] for name in ROWS}
    for style in PARTED:
        for month in (1, 5, 9, 12):
            day = dt.date(1998, month, 13 + month)
            weights, right = seen(variant, STYLES[style](day), day)
            assert right, STYLES[style](day)
            for name, span in parts_of(style, day).items():
                for row in ROWS.get(name, ()):
                    within[name].append(float(weights[row, span].sum()))
                    hits[name].append(span.start <= weights[row].argmax() < span.stop)
    for name in ROWS:
        assert len(hits[name]) >= 2 * 6 * 4
        assert np.mean(within[name]) > 0.9, name
        assert np.mean(hits[name]) > 0.9, name


@every_model
def test_what_is_written_in_the_order_of_iso_is_read_along_the_diagonal(variant: str) -> None:
    """One beside at most: of 19 and 20, say, the second digit tells the first."""
    digits = [row for rows in ROWS.values() for row in rows]
    beside = []
    for day in (dt.date(1964, 3, 13), dt.date(2031, 7, 17), dt.date(1987, 12, 22)):
        weights, _ = seen(variant, f"{day:%Y%m%d}", day)
        beside.append(np.abs(weights[digits].argmax(axis=-1) - np.arange(8)))
    assert np.max(beside) <= 1
    assert np.mean(beside) < 0.2
