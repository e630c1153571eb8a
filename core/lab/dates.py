"""Samples of the task ``dates``: a date spelled in one of many styles, and the same in ISO 8601.

Every token is one character, as the explorer cuts a text into characters: white space is dropped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache

import numpy as np

from core.lab.batches import Batch, Source, Split
from core.lab.spelling import STYLES, letters
from core.layers import IntArray
from core.text import tokenise

PADDING = 0  # id of what stands after the end of a shorter text
FIRST_YEAR, LAST_YEAR = 1900, 2099
N_DAYS = 73_049  # from the first day of the first year to the last of the last
HELD_OUT = 8  # one date in so many is for tests alone, in every style

TARGET_TOKENS: tuple[str, ...] = tuple("0123456789-")
N_TARGET = len("1998-05-03")
LONGEST = len("thetwenty-seventhofSeptembernineteenseventy-seven")
"""Tokens of the longest text."""


def dates(source: Source, count: int) -> Batch:
    """Draw spelled dates, each in a style drawn for it, and the same in ISO: ids, padded.

    Dates for tests are never trained on, in no style.
    """
    spelled = spelled_dates(source, count)
    inputs = _ids((text for text, _ in spelled), _source_table(), LONGEST) + 1  # [count, LONGEST]
    targets = _ids((iso for _, iso in spelled), _target_table(), N_TARGET)  # [count, N_TARGET]
    return Batch(inputs, targets)


def spelled_dates(source: Source, count: int) -> list[tuple[str, str]]:
    """Draw the samples of :func:`dates` as a person reads them: (spelled, ISO)."""
    days = _days(source.split)
    ordinals = days[source.rng.integers(len(days), size=count)]
    styles = source.rng.integers(len(STYLES), size=count)
    writers = tuple(STYLES.values())
    drawn = [dt.date.fromordinal(int(ordinal)) for ordinal in ordinals]
    return [
        (writers[style](date), date.isoformat()) for style, date in zip(styles, drawn, strict=True)
    ]


def source_ids(text: str) -> IntArray:
    """Return the ids of a text's characters: [n].

    Raises
    ------
    ValueError : the text is empty, or has a character that no date has; names it.
    """
    tokens = tokenise(text, "characters")
    if not tokens:
        raise ValueError("the text is empty; write a date such as 3 May 1998")
    known = {token: place + 1 for place, token in enumerate(letters())}
    for token in tokens:
        if token not in known:
            raise ValueError(f"the model has never seen {token!r}; dates are written without it")
    return np.array([known[token] for token in tokens], np.int64)


def target_ids(text: str) -> IntArray:
    """Return the ids of an ISO date's characters, or of its beginning: [n].

    Raises
    ------
    ValueError : another character than a digit or a hyphen; names it.
    """
    tokens = tokenise(text, "characters")
    for token in tokens:
        if token not in TARGET_TOKENS:
            raise ValueError(f"{token!r} stands in no ISO date; write one such as 1998-05-03")
    return np.array([TARGET_TOKENS.index(token) for token in tokens], np.int64)


@cache
def _days(split: Split) -> IntArray:
    """Return the days of one part, counted as ``datetime`` does."""
    first = dt.date(FIRST_YEAR, 1, 1).toordinal()
    every = np.arange(first, dt.date(LAST_YEAR, 12, 31).toordinal() + 1)
    # A multiplicative hash: no rule of the calendar tells the parts apart.
    held = (every * 2654435761 % 2**32) < 2**32 // HELD_OUT
    days: IntArray = every[held if split == "test" else ~held]
    days.setflags(write=False)
    return days


def _ids(texts: Iterable[str], table: IntArray, width: int) -> IntArray:
    """Look up all characters at once, spaces dropped; -1 after the end: [n, width]."""
    padded = "".join(text.replace(" ", "").ljust(width, "\0") for text in texts)
    codes = np.frombuffer(padded.encode("utf-32-le"), np.uint32)
    return table[codes].reshape(-1, width)


@cache
def _source_table() -> IntArray:
    return _table(letters())


@cache
def _target_table() -> IntArray:
    return _table(TARGET_TOKENS)


def _table(tokens: tuple[str, ...]) -> IntArray:
    """Return code point -> place among the tokens, -1 for what is none of them."""
    table = np.full(max(map(ord, tokens)) + 1, -1, np.int64)
    table[[ord(token) for token in tokens]] = np.arange(len(tokens))
    table.setflags(write=False)
    return table
