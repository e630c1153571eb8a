"""The arithmetic of one cell as columns of text, without Qt: what the lens paints."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.explanation import Explanation, Operand, Stage
from core.trace import Kind, Role
from gui.i18n import render, translate
from gui.widgets.numbers import MINUS, format_number
from gui.widgets.tex_text import plain

Align = Literal["left", "right", "centre"]
DECIMALS, FEWER_DECIMALS = 3, 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its cells, and whose colour they wear."""

    heading: str
    cells: tuple[str, ...]
    role: Role | None = None
    align: Align = "right"
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line under the columns: a sign or word, a number, and how loud it is."""

    label: str
    number: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What the lens shows between its title and its notes.

    Attributes
    ----------
    columns : of equal length.
    bars : one number a row, drawn to scale; empty for none.
    kind : the colour map that the bars take their colours from.
    picked : the row above the fraction line of a softmax; None elsewhere.
    sum_column : the column under which the sum stands; None where nothing is summed.
    total : the sum.
    lines : what followed the sum.
    more : words for the terms that are not shown, "" when all are.
    """

    columns: tuple[Column, ...] = ()
    bars: tuple[float, ...] = ()
    kind: Kind = "signed"
    picked: int | None = None
    sum_column: int | None = None
    total: str = ""
    lines: tuple[Line, ...] = ()
    more: str = ""

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return len(self.columns[0].cells) if self.columns else 0


def number(value: float, *, signed: bool = False, decimals: int = DECIMALS) -> str:
    """Write a number as the lens does: three decimals, more where it is smaller than these.

    Fewer decimals are asked for where it has to be narrow; then it is so however small it is.
    """
    small = 0 < abs(value) < 0.5 * 10**-DECIMALS
    if small and decimals == DECIMALS:
        mantissa, exponent = f"{value:.1e}".split("e")
        text = f"{mantissa}e{int(exponent)}".replace("-", MINUS)
    else:
        text = format_number(value, decimals)
    return f"+{text}" if signed and value > 0 else text


def table(
    explanation: Explanation,
    most: int,
    rows: tuple[int, ...] | None = None,
    *,
    decimals: int = DECIMALS,
) -> Table:
    """Lay out an explanation with at most ``most`` rows; the sum counts the hidden ones too.

    Parameters
    ----------
    rows : which to show, where the caller has chosen (:func:`common_rows`).
    decimals : of the terms; sums and stages keep theirs.
    """
    terms = explanation.terms
    chosen = _shown(explanation, most) if rows is None else rows
    made = _Maker(explanation, chosen, decimals)
    layout: dict[str, Callable[[], Table]] = {
        "product": made.product,
        "sum": made.plain_sum,
        "tanh": made.tanh,
        "softmax": made.softmax,
        "entropy": made.entropy,
        "all": made.conditions,
    }
    if explanation.rule not in layout or (terms is None and explanation.rule != "all"):
        return Table(lines=tuple(stage_line(stage) for stage in explanation.stages))
    return layout[explanation.rule]()


def common_rows(explanations: Sequence[Explanation], most: int) -> tuple[int, ...] | None:
    """Return the rows that several explanations show alike, in order, so that they can be compared.

    They are those with the largest terms in any of them; None where the explanations differ in
    length, or all rows fit.
    """
    counts = {_count(explanation) for explanation in explanations}
    if len(counts) != 1 or min(counts) <= most:
        return None
    sizes = np.zeros(min(counts))
    for explanation in explanations:
        terms = np.abs(np.asarray(explanation.terms, dtype=float))
        finite = np.where(np.isnan(terms), np.inf, terms)
        largest = finite.max(initial=0.0)
        sizes = np.maximum(sizes, finite / largest if 0 < largest < np.inf else finite)
    chosen = np.argsort(-sizes, kind="stable")[:most].tolist()
    picks = {explanation.pick for explanation in explanations} - {None}
    missing = [pick for pick in picks if pick is not None and pick not in chosen]
    return tuple(sorted([*chosen[: most - len(missing)], *missing]))


def _shown(explanation: Explanation, most: int) -> tuple[int, ...]:
    """Return the rows to show: all in order, or the largest terms first."""
    count = _count(explanation)
    if count <= most:
        return tuple(range(count))
    size = np.abs(explanation.terms) if explanation.terms is not None else np.zeros(count)
    chosen = np.argsort(-np.where(np.isnan(size), np.inf, size), kind="stable")[:most].tolist()
    pick = explanation.pick
    if pick is not None and pick not in chosen:
        chosen[-1] = pick
    return tuple(chosen)


def _count(explanation: Explanation) -> int:
    return 0 if explanation.terms is None else len(explanation.terms)


class _Maker:
    """Build the table of one explanation from the rows chosen."""

    def __init__(self, explanation: Explanation, rows: tuple[int, ...], decimals: int) -> None:
        self._e = explanation
        self._decimals = decimals
        self._rows = rows

    def product(self) -> Table:
        first, second = self._e.operands
        return self._sum(
            [
                *self._labels(),
                self._operand(first),
                self._sign("×"),
                self._operand(second),
                self._sign("="),
                self._terms(translate("lens", "product")),
            ]
        )

    def plain_sum(self) -> Table:
        (only,) = self._e.operands
        heading = translate("core", only.name)
        terms = self._terms(heading)
        column = Column(heading, terms.cells, only.role)
        return self._sum([*self._labels(always=True), column])

    def tanh(self) -> Table:
        first, second, weight = self._e.operands
        with np.errstate(all="ignore"):
            inner = np.tanh(first.values.astype(float) + second.values.astype(float))
        return self._sum(
            [
                self._operand(first),
                self._sign("+"),
                self._operand(second),
                self._sign("→"),
                self._numbers("tanh", inner),
                self._sign("×"),
                self._numbers(plain(weight.symbol), weight.values, weight.role),
                self._sign("="),
                self._terms(translate("lens", "product")),
            ]
        )

    def softmax(self) -> Table:
        e = self._e
        (only,) = e.operands
        shift = e.shift if e.shift is not None else 0.0
        with np.errstate(all="ignore"):
            shifted = only.values.astype(float) - shift
        shares = (self._values(e.terms) / (e.total or 1.0)).tolist()
        columns = [
            *self._labels(always=True),
            self._numbers(plain(only.symbol) or "s", only.values, only.role),
            self._numbers(f"{MINUS} max", shifted),
            self._terms("exp", signed=False),
        ]
        lines = [Line("max", number(shift))] if e.shift is not None else []
        if e.pick is not None and e.terms is not None and e.total:
            text = f"{number(float(e.terms[e.pick]))} / {number(e.total)} ="
            share = float(e.terms[e.pick]) / e.total
            lines.append(Line(text, number(share), strong=True))
        picked = self._rows.index(e.pick) if e.pick in self._rows else None
        return self._sum(columns, bars=shares, picked=picked, before=lines)

    def entropy(self) -> Table:
        (only,) = self._e.operands
        return self._sum(
            [
                *self._labels(always=True),
                self._operand(only),
                self._terms(f"{MINUS}a ln a"),
            ]
        )

    def conditions(self) -> Table:
        holds = tuple("✓" if operand.values.all() else "✗" for operand in self._e.operands)
        names = tuple(translate("core", operand.name) for operand in self._e.operands)
        columns = (Column("", names, align="left"), Column("", holds, align="centre"))
        return Table(columns, lines=self._stages())

    def _sum(
        self,
        columns: Sequence[Column],
        *,
        bars: Sequence[float] | None = None,
        picked: int | None = None,
        before: Sequence[Line] = (),
    ) -> Table:
        """Finish a table whose last column is summed."""
        e = self._e
        terms = self._values(e.terms) if bars is None else bars
        return Table(
            columns=tuple(columns),
            bars=tuple(float(term) for term in terms),
            kind="signed" if bars is None else "weights",
            picked=picked,
            sum_column=len(columns) - 1,
            total="" if e.total is None or _speaks_for_itself(e) else number(e.total),
            lines=(*before, *self._stages()),
            more=self._more(),
        )

    def _stages(self) -> tuple[Line, ...]:
        return tuple(stage_line(stage) for stage in self._e.stages)

    def _more(self) -> str:
        """Say what the hidden terms come to."""
        terms = self._e.terms
        if terms is None or len(self._rows) == len(terms):
            return ""
        hidden = len(terms) - len(self._rows)
        mask = np.ones(len(terms), dtype=bool)
        mask[list(self._rows)] = False
        rest = terms[mask].astype(float)
        together = math.fsum(rest) if np.isfinite(rest).all() else float(rest.sum())
        return translate("lens", "… and {count} more, together {sum}").format(
            count=f"{hidden:,}", sum=number(together, signed=True)
        )

    def _labels(self, *, always: bool = False) -> tuple[Column, ...]:
        """Return the column of labels where it tells something: words, or rows out of order."""
        labels = self._e.labels
        in_order = self._rows == tuple(range(_count(self._e)))
        if not labels or (in_order and not always and all(map(str.isdigit, labels))):
            return ()
        cells = tuple(labels[row] for row in self._rows)
        return (Column("", cells, align="left", muted=True),)

    def _operand(self, operand: Operand) -> Column:
        return self._numbers(translate("core", operand.name), operand.values, operand.role)

    def _numbers(self, heading: str, values: np.ndarray, role: Role | None = None) -> Column:
        shown = self._values(values).tolist()
        cells = tuple(number(value, decimals=self._decimals) for value in shown)
        return Column(heading, cells, role)

    def _terms(self, heading: str, *, signed: bool = True) -> Column:
        shown = self._values(self._e.terms).tolist()
        decimals = self._decimals
        cells = (number(value, signed=signed, decimals=decimals) for value in shown)
        return Column(heading, tuple(cells))

    def _sign(self, sign: str) -> Column:
        return Column("", (sign,) * len(self._rows), align="centre", muted=True)

    def _values(self, values: np.ndarray | None) -> np.ndarray:
        if values is None:
            return np.zeros(0)
        return np.asarray(values, dtype=float)[list(self._rows)]


def _speaks_for_itself(explanation: Explanation) -> bool:
    """Whether a sum has but one term, and something follows it: then Σ would only repeat it."""
    return _count(explanation) == 1 and bool(explanation.stages)


def stage_line(stage: Stage) -> Line:
    """Write one operation after the sum."""
    words = stage_words(stage)
    if stage.operation == "mask":
        return Line(words, number(stage.result), strong=True)
    return Line(f"{words} =", number(stage.result), strong=True)


def stage_words(stage: Stage) -> str:
    """Name one operation: "÷ √8"."""
    symbol = plain(stage.symbol)
    if stage.operand is not None and not any(sign.isdigit() for sign in symbol):
        symbol = f"{symbol} {number(stage.operand)}".strip()
    if stage.operation == "mask":
        if stage.operand:
            return translate("lens", "allowed by the mask")
        return translate("lens", "masked")
    if stage.operation == "overflow":
        return translate("lens", "too large: held at the largest number")
    if stage.operation == "softcap":
        return translate("lens", "softcap {cap}").format(cap=symbol)
    if stage.operation == "from":
        return translate("lens", "{number} − Σ").format(number=number(stage.operand or 0.0))
    signs = {"divide": "÷", "multiply": "×", "add": "+"}
    return f"{signs.get(stage.operation, stage.operation)} {symbol}".strip()


def note_text(explanation: Explanation) -> str:
    """Return the explanation's note in the reader's language, "" for none."""
    return "" if explanation.note is None else render(explanation.note)
