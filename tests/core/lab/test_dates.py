from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from core.lab import dates as d
from core.lab.batches import source
from core.lab.spelling import STYLES, letters
from core.text import tokenise

DAY = dt.date(1998, 5, 3)
READ_BY_THE_LIBRARY = {
    "3 May 1998": "%d %B %Y",
    "3 Feb 1998": "%d %b %Y",
    "3-MAY-1998": "%d-%b-%Y",
    "May 3, 1998": "%B %d, %Y",
    "1998 May 3": "%Y %b %d",
    "Sunday, 3 May 1998": "%A, %d %B %Y",
    "Sun, May 3, 1998": "%a, %b %d, %Y",
    "03.05.1998": "%d.%m.%Y",
    "3.5.1998": "%d.%m.%Y",
    "19980503": "%Y%m%d",
    "1998年5月3日": "%Y年%m月%d日",
    "1998年05月03日": "%Y年%m月%d日",
}


def some_days(step: int) -> list[dt.date]:
    first = dt.date(d.FIRST_YEAR, 1, 1).toordinal()
    return [dt.date.fromordinal(first + i) for i in range(0, d.N_DAYS, step)]


def test_the_range_is_whole_years() -> None:
    assert dt.date(d.LAST_YEAR, 12, 31) - dt.date(d.FIRST_YEAR, 1, 1) == dt.timedelta(d.N_DAYS - 1)


@pytest.mark.parametrize("style", READ_BY_THE_LIBRARY)
def test_python_reads_a_style_as_the_same_date(style: str) -> None:
    for day in some_days(97):
        read = dt.datetime.strptime(STYLES[style](day), READ_BY_THE_LIBRARY[style])
        assert read.date() == day


@pytest.mark.parametrize(
    ("style", "day", "text"),
    [
        ("May 3rd, 1998", DAY, "May 3rd, 1998"),
        ("May 3rd, 1998", dt.date(1911, 1, 11), "January 11th, 1911"),
        ("3rd of May 1998", dt.date(2012, 12, 22), "22nd of December 2012"),
        ("3.V.1998", dt.date(1999, 9, 9), "9.IX.1999"),
        ("28/05/1998 or 05/28/1998", DAY, "1998/05/03"),
        (
            "the third of May nineteen ninety-eight",
            DAY,
            "the third of May nineteen ninety-eight",
        ),
        (
            "the third of May nineteen ninety-eight",
            dt.date(2005, 8, 30),
            "the thirtieth of August two thousand five",
        ),
        (
            "the third of May nineteen ninety-eight",
            dt.date(1900, 2, 12),
            "the twelfth of February nineteen hundred",
        ),
        (
            "May the third, nineteen ninety-eight",
            dt.date(1907, 7, 21),
            "July the twenty-first, nineteen oh seven",
        ),
        (
            "May the third, nineteen ninety-eight",
            dt.date(2040, 10, 8),
            "October the eighth, twenty forty",
        ),
        ("1998年5月3日星期日", DAY, "1998年5月3日星期日"),
        ("一九九八年五月三日", DAY, "一九九八年五月三日"),
        ("一九九八年五月三日", dt.date(2010, 12, 20), "二〇一〇年十二月二十日"),
        ("一九九八年五月三日", dt.date(2031, 10, 31), "二〇三一年十月三十一日"),
    ],
)
def test_dates_are_spelled_as_people_spell_them(style: str, day: dt.date, text: str) -> None:
    assert STYLES[style](day) == text


def test_the_day_of_the_week_is_the_right_one() -> None:
    assert STYLES["Sunday, 3 May 1998"](DAY) == f"{DAY:%A}, 3 May 1998"


def test_with_slashes_only_one_reading_is_a_date() -> None:
    for day in some_days(1):
        one, two, year = STYLES["28/05/1998 or 05/28/1998"](day).split("/")
        if len(year) == 4:
            assert int(one) > 12 or int(two) > 12 or one == two
            assert {int(one), int(two)} == {day.month, day.day}


@pytest.mark.parametrize("step", [11, pytest.param(1, marks=pytest.mark.slow)])
def test_no_text_has_two_readings(step: int) -> None:
    meant: dict[str, dt.date] = {}
    for day in some_days(step):
        for write in STYLES.values():
            text = "".join(write(day).split())
            assert meant.setdefault(text, day) == day, text
            assert len(text) <= d.LONGEST


def test_ids_are_what_the_explorer_cuts_a_text_into() -> None:
    drawn = d.spelled_dates(source("dates", 5, "train"), 300)
    batch = d.dates(source("dates", 5, "train"), 300)
    assert batch.inputs.shape == (300, d.LONGEST)
    for (text, iso), ids, target in zip(drawn, batch.inputs, batch.targets, strict=True):
        n = int((ids != d.PADDING).sum())
        assert not ids[n:].any()
        assert tuple(letters()[each - 1] for each in ids[:n]) == tokenise(text, "characters")
        np.testing.assert_array_equal(d.source_ids(text), ids[:n])
        np.testing.assert_array_equal(d.target_ids(iso), target)


def test_a_date_that_is_tested_is_never_trained_on() -> None:
    train, test = (
        {iso for _, iso in d.spelled_dates(source("dates", seed, split), 20_000)}
        for seed, split in ((0, "train"), (1, "test"))
    )
    assert not train & test
    assert len(train) > 10_000  # many dates, not few again and again
    assert len(test) > 5_000


@pytest.mark.parametrize(
    ("text", "problem"),
    [("", "empty"), (" \t", "empty"), ("3 May 1998?", r"never seen '\?'"), ("é", "'é'")],
)
def test_a_text_that_is_no_date_is_named(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        d.source_ids(text)
    with pytest.raises(ValueError, match="'M' stands in no ISO date"):
        d.target_ids("May")
