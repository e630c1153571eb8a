"""How a date is written: :data:`STYLES`, one function a style, in English and Chinese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

_ONES = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = (
    "zero",
    "ten",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
)
_ORDINALS = MappingProxyType(
    {
        "one": "first",
        "two": "second",
        "three": "third",
        "five": "fifth",
        "eight": "eighth",
        "nine": "ninth",
        "twelve": "twelfth",
        "twenty": "twentieth",
        "thirty": "thirtieth",
    }
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_ROMAN = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
)
_HAN = "〇一二三四五六七八九"
_HAN_DAYS = "一二三四五六日"

Date: TypeAlias = dt.date


def _cardinal(number: int) -> str:
    """Spell a number below 100: "ninety-eight"."""
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens]


def _ordinal(number: int) -> str:
    """Spell the number of a day: "twenty-first"."""
    before, dash, last = _cardinal(number).rpartition("-")
    return before + dash + _ORDINALS.get(last, f"{last}th")


def _numbered(number: int) -> str:
    """Write the number of a day with its ending: "21st"."""
    ending = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _spelled_year(year: int) -> str:
    """Spell a year as it is said: "nineteen oh five", "two thousand one", "twenty ten"."""
    century, rest = divmod(year, 100)
    if year // 10 == 200:
        return f"two thousand {_cardinal(rest)}" if rest else "two thousand"
    if not rest:
        return f"{_cardinal(century)} hundred"
    return f"{_cardinal(century)} {'oh ' if rest < 10 else ''}{_cardinal(rest)}"


def _han(number: int) -> str:
    """Spell a number below 100 in Chinese: 三, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    before = (_HAN[tens] if tens > 1 else "") + ("十" if tens else "")
    return before + (_HAN[ones] if ones else "")


def _han_year(year: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(year))


def _month(date: Date) -> str:
    return _MONTHS[date.month - 1]


def _weekday(date: Date) -> str:
    return _DAYS[date.weekday()]


def _slashed(date: Date) -> str:
    """Day and month in either order, where only one of them can be the month; else the year first.

    Which order it is depends on the date alone, so that a date has one such form.
    """
    if date.day <= 12 and date.day != date.month:
        return f"{date:%Y/%m/%d}"
    return f"{date:%d/%m/%Y}" if date.toordinal() % 2 else f"{date:%m/%d/%Y}"


STYLES: Mapping[str, Callable[[Date], str]] = MappingProxyType(
    {
        "3 May 1998": lambda d: f"{d.day} {_month(d)} {d.year}",
        "3 Feb 1998": lambda d: f"{d.day} {_month(d)[:3]} {d.year}",
        "3-MAY-1998": lambda d: f"{d.day:02}-{_month(d)[:3].upper()}-{d.year}",
        "May 3, 1998": lambda d: f"{_month(d)} {d.day}, {d.year}",
        "May 3rd, 1998": lambda d: f"{_month(d)} {_numbered(d.day)}, {d.year}",
        "3rd of May 1998": lambda d: f"{_numbered(d.day)} of {_month(d)} {d.year}",
        "1998 May 3": lambda d: f"{d.year} {_month(d)[:3]} {d.day:02}",
        "Sunday, 3 May 1998": lambda d: f"{_weekday(d)}, {d.day} {_month(d)} {d.year}",
        "Sun, May 3, 1998": lambda d: f"{_weekday(d)[:3]}, {_month(d)[:3]} {d.day}, {d.year}",
        "03.05.1998": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
        "3.5.1998": lambda d: f"{d.day}.{d.month}.{d.year}",
        "3.V.1998": lambda d: f"{d.day}.{_ROMAN[d.month - 1]}.{d.year}",
        "28/05/1998 or 05/28/1998": _slashed,
        "19980503": lambda d: f"{d.year}{d.month:02}{d.day:02}",
        "the third of May nineteen ninety-eight": lambda d: (
            f"the {_ordinal(d.day)} of {_month(d)} {_spelled_year(d.year)}"
        ),
        "May the third, nineteen ninety-eight": lambda d: (
            f"{_month(d)} the {_ordinal(d.day)}, {_spelled_year(d.year)}"
        ),
        "the third of May 1998": lambda d: f"the {_ordinal(d.day)} of {_month(d)} {d.year}",
        "1998年5月3日": lambda d: f"{d.year}年{d.month}月{d.day}日",
        "1998年05月03日": lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
        "1998年5月3日星期日": lambda d: (
            f"{d.year}年{d.month}月{d.day}日星期{_HAN_DAYS[d.weekday()]}"
        ),
        "一九九八年五月三日": lambda d: f"{_han_year(d.year)}年{_han(d.month)}月{_han(d.day)}日",
    }
)
"""Every style, by the way in which it writes 3 May 1998; no text of any style has two readings."""


@cache
def letters() -> tuple[str, ...]:
    """Return every character that a date is written with, white space aside, in order."""
    spelled = [*_ONES, *_TENS, *_ORDINALS.values(), *_MONTHS, *_DAYS, *_ROMAN]
    spelled += [month[:3].upper() for month in _MONTHS]
    spelled += ["0123456789.,-/", "theofohhundredthousandstndrdth", "年月日星期十", _HAN]
    return tuple(sorted({letter for word in spelled for letter in word}))
