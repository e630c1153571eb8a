"""The arithmetic of one cell as data: enough to read it aloud, and enough to compute it again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from core.draws import draw
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
    "all",  # a mask: one operand a condition, 1 or 0; the cell is 1 where every condition holds
    "drawn",  # drawn from the seed by name, as ``drawn`` says
    "given",  # learned, or read from a file: the only operand holds the number
    "edited",  # put there by the user; the only operand holds the number
    "copy",  # the same number as its only operand, through no arithmetic
]

KEPT = 4
"""Cells whose arithmetic is kept: sources, lens and what comes next ask for the same, in turn."""

Operation = Literal[
    "divide",
    "multiply",
    "add",
    "from",  # what is there is taken off the operand
    "tanh",
    "softcap",
    "mask",
    "sin",
    "cos",
    "overflow",
]


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
    r"""One column of the arithmetic.

    Attributes
    ----------
    symbol : TeX, for instance ``\query{q}``.
    name : marked text in the context ``core`` for the column's heading ("query", "key").
    values : [terms]
    role : whose colour it wears, if any.
    """

    symbol: str
    name: str
    values: FloatArray
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """Which random number a cell is; see :func:`core.draws.draw`.

    Attributes
    ----------
    seed, name : what the numbers depend on.
    index : the cell's place among the numbers drawn under that name, from 0.
    scale : standard deviation before the rounding.
    """

    seed: int
    name: str
    index: int
    scale: float


@dataclass(frozen=True, slots=True)
class Stage:
    r"""What followed the sum, one operation at a time.

    Attributes
    ----------
    operation : what was done.
    operand : the number it was done with (the divisor, the cap, 1 or 0 for an allowed or masked
        cell; for overflow, the largest float or infinity, whichever stands in place of a number
        too large for the run's precision); None for tanh, sin and cos.
    symbol : TeX of the operand, for instance ``\sqrt{8}``.
    result : the value after it.
    """

    operation: Operation
    operand: float | None
    symbol: str
    result: float


@dataclass(frozen=True, slots=True)
class Explanation:
    r"""How one cell came to its value.

    Operands are views of the trace's arrays, in its precision; terms and totals are computed from
    them in float64, so that they agree with ``value`` to the trace's rounding.

    Attributes
    ----------
    grid, head, row, col : the cell.
    symbol : TeX of the cell: ``S_{it, cat}`` with the tokens themselves as ``\text{}``.
    value : the number displayed.
    rule : how ``terms`` come from ``operands``.
    operands : columns of equal length.
    labels : one a term: tokens, feature numbers or short symbols; never translated.
    terms : [terms], what is summed; the products, the exponentials, ...
    total : the sum of the terms (for softmax the row sum).
    pick : for softmax, which term stands above the fraction line.
    shift : for softmax, the maximum that was subtracted.
    stages : what followed.
    sources : what it was computed from, for the outlines.
    note : one sentence for what columns cannot say ("drawn from seed 7 under the name W_Q").
    was : for an edited cell, the arithmetic that it replaced.
    drawn : for a drawn cell, which number it is.
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
    drawn: Draw | None = None


def recompute(explanation: Explanation) -> float:
    """Compute a cell again from nothing but its explanation: operands, rule, stages.

    Returns
    -------
    value : what ``explanation.value`` equals to the rounding of the trace's precision.

    Raises
    ------
    ValueError : if the explanation lacks what its rule needs.
    """
    with np.errstate(all="ignore"):
        value = _start(explanation)
        for stage in explanation.stages:
            value = apply(stage.operation, value, stage.operand)
    return value


def terms_of(
    rule: Rule, operands: tuple[Operand, ...], shift: float | None = None
) -> NDArray[np.float64]:
    """Return what a rule sums: [terms], computed in float64.

    Raises
    ------
    ValueError : if the rule does not sum.
    """
    columns = [operand.values.astype(np.float64, copy=False) for operand in operands]
    with np.errstate(all="ignore"):
        if rule == "product":
            # A masked key has weight 0 and adds nothing, not even where its value is infinite.
            return np.where(columns[0] == 0, 0.0, columns[0] * columns[1])
        if rule == "sum":
            return columns[0]
        if rule == "tanh":
            return np.asarray(columns[2] * np.tanh(columns[0] + columns[1]))
        if rule == "softmax":
            return np.exp(columns[0] - (shift or 0.0))
        if rule == "entropy":
            positive = columns[0] > 0
            logarithms = np.log(columns[0], where=positive, out=np.zeros(len(positive)))
            return np.asarray(-columns[0] * logarithms)
    raise ValueError(f"rule {rule!r} sums no terms")


def total_of(operands: tuple[Operand, ...], terms: NDArray[np.float64]) -> float:
    """Return the sum of the terms; of two columns whose products overflow, with its true sign."""
    with np.errstate(all="ignore"):
        total = float(terms.sum())
        if math.isfinite(total) or len(operands) != 2:
            return total
        first, second = (operand.values.astype(np.float64) for operand in operands)
        powers = [int(np.frexp(np.abs(column).max())[1]) for column in (first, second)]
        # Columns brought near 1 by powers of two, which is exact: no inf - inf on the way.
        unit = np.ldexp(first, -powers[0]) * np.ldexp(second, -powers[1])  # [terms]
        return float(np.ldexp(unit.sum(), sum(powers)))


def apply(operation: Operation, value: float, operand: float | None) -> float:
    """Return ``value`` after one operation; ``operand`` as in :class:`Stage`."""
    if operand is None:
        return float({"tanh": np.tanh, "sin": np.sin, "cos": np.cos}[operation](value))
    if operation == "mask":
        return value if operand else -math.inf
    if operation == "softcap":
        return operand * math.tanh(value / operand)
    if operation == "overflow":
        return math.copysign(operand, value)
    if operation == "from":
        return operand - value
    if operation == "divide":
        return value / operand
    return value * operand if operation == "multiply" else value + operand


def _start(explanation: Explanation) -> float:
    """Return the value before the stages."""
    rule, operands = explanation.rule, explanation.operands
    if rule == "drawn":
        if explanation.drawn is None:
            raise ValueError(f"{explanation.grid!r} is drawn, but the explanation has no Draw")
        drawn = explanation.drawn
        return float(draw(drawn.seed, drawn.name, (drawn.index + 1,), drawn.scale)[drawn.index])
    if rule in ("copy", "edited", "given"):
        return float(operands[0].values[0])
    if rule == "all":
        return float(all(operand.values.all() for operand in operands))
    terms = terms_of(rule, operands, explanation.shift)
    total = total_of(operands, terms)
    if rule != "softmax":
        return total
    if explanation.pick is None:
        raise ValueError("a softmax needs to know which term it picks")
    return float(terms[explanation.pick]) / total if total else 0.0
