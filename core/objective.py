"""What a person may ask of one row of a run: a loss that falls when the wish comes true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class MakeLarger:
    """Make one number of the output larger: L = -output[row, feature].

    Attributes
    ----------
    row : the query token.
    feature : the output feature.
    """

    row: int
    feature: int


@dataclass(frozen=True, slots=True)
class CopyToken:
    r"""Make one row the copy of a token: :math:`L = \tfrac12 \| row - target \|^2`.

    The target is taken as it stands: it is a constant and receives no gradient.

    Attributes
    ----------
    row : the query token.
    source_row : the key token to copy.
    what : ``vector`` compares the output with the token's vector, X or H;
        ``value`` compares the heads joined, before W_O, with the token's values side by side.
    """

    row: int
    source_row: int
    what: Literal["vector", "value"] = "vector"


MOST_DIGITS = 6
Objective: TypeAlias = MakeLarger | CopyToken


def write_loss(loss: Objective) -> str:
    """Return a loss as one word, counted from 1.

    >>> write_loss(MakeLarger(7, 2)), write_loss(CopyToken(7, 1, "value"))
    ('larger:8:3', 'copy:8:2:value')
    """
    if isinstance(loss, MakeLarger):
        return f"larger:{loss.row + 1}:{loss.feature + 1}"
    what = "" if loss.what == "vector" else f":{loss.what}"
    return f"copy:{loss.row + 1}:{loss.source_row + 1}{what}"


def read_loss(text: str) -> Objective | None:
    """Return what :func:`write_loss` wrote; None where it is anything else."""
    kind, *rest = text.split(":")
    what = rest.pop() if kind == "copy" and len(rest) == 3 else "vector"
    if len(rest) != 2 or not all(_is_count(part) for part in rest):
        return None
    first, second = (int(part) - 1 for part in rest)
    if kind == "larger":
        return MakeLarger(first, second)
    if kind == "copy" and what == "vector":
        return CopyToken(first, second)
    if kind == "copy" and what == "value":
        return CopyToken(first, second, "value")
    return None


def _is_count(text: str) -> bool:
    """Whether a text is a number that counts from 1."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text) >= 1
