from __future__ import annotations

import math

import pytest

from gui.widgets.number_axis import round_numbers
from gui.widgets.numbers import format_number, format_per_cent, format_short


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (-1.234, 2, "−1.23"),
        (-0.001, 2, "0.00"),
        (1.0, 3, "1.000"),
        (-math.inf, 2, "−∞"),
        (math.nan, 2, "?"),
        (-1.7e30, 1, "−2e30"),
        (99_999.4, 0, "99999"),
    ],
)
def test_cells_print_a_true_minus_and_no_negative_zero(
    value: float, decimals: int, text: str
) -> None:
    assert format_number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(10.42, "10.4"), (0.0, "0"), (-3.0, "−3"), (1e-9, "1e−9"), (2.5e12, "2.5e12"), (100.0, "100")],
)
def test_scales_are_stated_in_three_digits(value: float, text: str) -> None:
    assert format_short(value) == text


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (0.4149, "41.5 %"),
        (0.9996, "99.96 %"),
        (0.99996, "99.996 %"),
        (1.0, "100 %"),
        (1 - 1e-7, "100 %"),  # rounding of 32 bits
        (1.0004, "100.04 %"),
        (0.0, "0 %"),
    ],
)
def test_what_is_not_the_whole_is_not_100_per_cent(part: float, text: str) -> None:
    assert format_per_cent(part, format_short, 3) == text


def test_ticks_are_round_and_within_the_range() -> None:
    assert round_numbers(-1.2, 2.6, 5) == [-1.0, 0.0, 1.0, 2.0]
    assert round_numbers(0.0, 0.0, 5) == []
    assert round_numbers(0.0, 5e-324, 5) == []
    assert round_numbers(-math.inf, 1.0, 5) == []
