"""The arithmetic of one cell as data: enough to read it aloud, and enough to compute it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from core.messages import Message

if TYPE_CHECKING:
    from core.numerics import FloatArray
    from core.trace import Role

Rule = Literal[
    "product",  # a sum of products of two columns: term_t = first_t * second_t
    "sum",  # a plain sum of one column: term_t = first_t
    "tanh",  # additive scores: term_t = third_t * tanh(first_t + second_t)
    "softmax",  # term_t = exp(first_t - shift); the cell is term[pick] / sum of terms
    "entropy",  # term_t = -first_t * ln(first_t), 0 where first_t is 0
    "all",  # a mask: the cell is 1 where every condition (a column of 0 and 1) holds
    "drawn",  # drawn from the seed by name
    "edited",  # put there by the user
    "copy",  # the same number as its only source, through no arithmetic
]

Operation = Literal["divide", "multiply", "add", "tanh", "softcap", "mask", "sin", "cos"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where operands stand: a row, a column or a cell of a grid, outlined in every visible plot.

    ``row`` or ``col`` None means all of that axis: ``Source("query", 0, 3, None)`` is row 3.
    """

    grid: str
    head: int
    row: int | None
    col: int | None


@dataclass(frozen=True, slots=True)
class Operand:
    """One column of the arithmetic.

    Attributes
    ----------
    symbol : TeX, for instance ``\\query{q}``.
    name : marked text in the context ``core`` for the column's heading ("query", "key").
    values : [terms]
    role : whose colour it wears, if any.
    """

    symbol: str
    name: str
    values: FloatArray
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """What followed the sum, one operation at a time.

    Attributes
    ----------
    operation : what was done.
    operand : the number it was done with (the divisor, the cap, 1 or 0 for an allowed or masked
        cell); None for tanh, sin and cos.
    symbol : TeX of the operand, for instance ``\\sqrt{8}``.
    result : the value after it.
    """

    operation: Operation
    operand: float | None
    symbol: str
    result: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one cell came to its value.

    Attributes
    ----------
    grid, head, row, col : the cell.
    symbol : TeX of the cell: ``S_{it, cat}`` with the tokens themselves as ``\\text{}``.
    value : the number displayed.
    rule : how ``terms`` come from ``operands``.
    operands : columns of equal length.
    labels : one a term: tokens or feature numbers.
    terms : [terms], what is summed; the products, the exponentials, ...
    total : the sum of the terms (for softmax the row sum).
    pick : for softmax, which term stands above the fraction line.
    shift : for softmax, the maximum that was subtracted.
    stages : what followed.
    sources : what it was computed from, for the outlines.
    note : one sentence for what columns cannot say ("drawn from seed 7 under the name W_Q").
    was : for an edited cell, the arithmetic that it replaced.
    """

    grid: str
    head: int
    row: int
    col: int
    symbol: str
    value: float
    rule: Rule
    operands: tuple[Operand, ...] = ()
    labels: tuple[str, ...] = ()
    terms: FloatArray | None = None
    total: float | None = None
    pick: int | None = None
    shift: float | None = None
    stages: tuple[Stage, ...] = ()
    sources: tuple[Source, ...] = ()
    note: Message | None = None
    was: Explanation | None = None
