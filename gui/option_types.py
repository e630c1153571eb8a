"""What the values of options mean: each function takes the text and returns the value.

All raise :class:`argparse.ArgumentTypeError`, which says what would be right.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from core.objective import Objective, read_loss
from core.scenario import Edit
from gui.state import Cell

SMALLEST_DPI, LARGEST_DPI = 36, 2400
SMALLEST_SIDE, LARGEST_SIDE = 200, 20_000


def clean_text(text: str) -> str:
    """Replace bytes of the command line that are no text, so that every file can hold it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def as_folder(text: str) -> Path:
    """Return a folder; an empty name would mean the present one, which nobody intends."""
    if not text:
        raise argparse.ArgumentTypeError("the folder has no name; . is the present one")
    return Path(text)


def as_language(text: str) -> str:
    """Return ``zh_CN`` for ``zh-CN``."""
    return text.replace("-", "_")


def list_of(what: str, known: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    """Return a converter of ``a,b`` or ``all``; order and doubles do not matter."""

    def convert(text: str) -> tuple[str, ...]:
        names = [name.strip() for name in text.split(",") if name.strip()]
        choice = f"choose all, or some of {', '.join(known)}"
        for name in names:
            if name not in known and name != "all":
                raise argparse.ArgumentTypeError(f"unknown {what} {name!r}; {choice}")
        if not names:
            raise argparse.ArgumentTypeError(f"no {what} is named; {choice}")
        return known if "all" in names else tuple(name for name in known if name in names)

    return convert


def in_order(what: str, known: tuple[str, ...], most: int) -> Callable[[str], tuple[str, ...]]:
    """Return a converter of ``a,b`` that keeps the order, of at most ``most`` names."""

    def convert(text: str) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
        choice = f"choose one to {most} of {', '.join(known)}"
        for name in names:
            if name not in known:
                raise argparse.ArgumentTypeError(f"unknown {what} {name!r}; {choice}")
        if not 1 <= len(names) <= most:
            raise argparse.ArgumentTypeError(f"{len(names)} {what}s are named; {choice}")
        return names

    return convert


def or_none(word: str, kind: Callable[[str], float]) -> Callable[[str], float | None]:
    """Return a converter that takes ``word`` for None."""

    def convert(text: str) -> float | None:
        try:
            return None if text == word else kind(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is neither a number nor {word}") from None

    return convert


def number_in(what: str, low: float, high: float) -> Callable[[str], float]:
    """Return a converter of numbers from ``low`` to ``high``, called ``what``."""

    def convert(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
        return value

    return convert


def as_dots(text: str) -> int:
    """Return a resolution in dots an inch."""
    what = f"a whole number of dots an inch from {SMALLEST_DPI} to {LARGEST_DPI}"
    value = number_in(what, SMALLEST_DPI, LARGEST_DPI)(text)
    if value != int(value):
        raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
    return int(value)


def as_size(text: str) -> tuple[int, int]:
    """Return ``1000x760`` as (width, height)."""
    sides = text.lower().replace("×", "x").split("x")
    if len(sides) == 2 and all(
        side.isascii() and side.isdigit() and SMALLEST_SIDE <= int(side) <= LARGEST_SIDE
        for side in sides
    ):
        return int(sides[0]), int(sides[1])
    raise argparse.ArgumentTypeError(
        f"{text!r} is not a size such as 1000x760, each side from {SMALLEST_SIDE} to {LARGEST_SIDE}"
    )


def as_head(text: str) -> int:
    """Return the index of a head counted from 1."""
    return _index(text, "a head")


def as_cell(text: str) -> Cell:
    """Return ``scores:1:8:2`` as a cell, counted from 1."""
    parts = text.split(":")
    if len(parts) != 4 or not parts[0]:
        raise argparse.ArgumentTypeError(f"{text!r} is not a cell such as scores:1:8:2")
    head, row, col = map(_index, parts[1:], ("a head", "a row", "a column"))
    return Cell(parts[0], head, row, col)


def as_edit(text: str) -> Edit:
    """Return ``w_q:1:3:2=0.5`` as an edit, the cell counted from 1."""
    place, _, number = text.partition("=")
    cell = as_cell(place)
    try:
        return Edit(cell.grid, cell.head, cell.row, cell.col, float(number))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not an edit such as w_q:1:3:2=0.5") from None


def as_loss(text: str) -> Objective:
    """Return ``larger:8:3`` or ``copy:8:2:value`` as a loss, counted from 1."""
    loss = read_loss(text)
    if loss is None:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a loss such as larger:8:3, copy:8:2 or copy:8:2:value"
        )
    return loss


def _index(text: str, what: str) -> int:
    if text.isascii() and text.isdigit() and int(text) >= 1:
        return int(text) - 1
    raise argparse.ArgumentTypeError(f"{text!r} is not the number of {what}, counted from 1")
