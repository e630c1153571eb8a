"""Numbers as they are printed in cells and beside scales: a true minus, no negative zero."""

from __future__ import annotations

import math
from collections.abc import Callable

MINUS = "\N{MINUS SIGN}"
MORE_DIGITS = 3  # than asked for, where a part would else be taken for the whole


def format_number(value: float, decimals: int) -> str:
    """Return ``value`` with a fixed number of decimals; powers of ten beyond 99,999.

    >>> format_number(-0.25, 1), format_number(-0.001, 2), format_number(float("-inf"), 2)
    ('−0.2', '0.00', '−∞')
    """
    if math.isnan(value):
        return "?"
    if math.isinf(value):
        return "∞" if value > 0 else MINUS + "∞"
    if abs(value) >= 99_999.5:
        mantissa, exponent = f"{value:.0e}".split("e")
        text = f"{mantissa}e{int(exponent)}"
    else:
        text = f"{value:.{decimals}f}"
        if float(text) == 0:
            text = text.lstrip("-")
    return text.replace("-", MINUS)


def format_per_cent(part: float, write: Callable[[float, int], str], digits: int) -> str:
    """Return a part of 1 as per cent, ``write(100 part, digits)``, as 100 only where it is whole.

    >>> format_per_cent(0.5, format_number, 1), format_per_cent(0.99992, format_number, 1)
    ('50.0 %', '99.992 %')
    """
    most = digits + MORE_DIGITS
    whole = write(100.0, digits)
    while part != 1 and digits < most and write(100 * part, digits) == whole:
        digits += 1
        whole = write(100.0, digits)
    return f"{write(100 * part, digits)} %"


def format_short(value: float, digits: int = 3) -> str:
    """Return ``value`` with that many significant digits and no trailing zeros: "10.4", "0"."""
    if value == 0 or not math.isfinite(value):
        return format_number(value, 0)
    text = f"{value:.{digits}g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = f"{mantissa}e{int(exponent)}"
    elif "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)
