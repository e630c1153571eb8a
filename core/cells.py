r"""A run as explanations see it: cells with their symbols, columns of numbers, labels.

Symbols are TeX with the tokens themselves as ``\text{}``, whatever characters they hold.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np

from core.axes import axis
from core.explanation import (
    Explanation,
    Operand,
    Operation,
    Rule,
    Source,
    Stage,
    apply,
    recompute,
    terms_of,
    total_of,
)
from core.formulas import (
    coloured,
    joined_key_symbol,
    joined_symbol,
    letter,
    stage_symbol,
    tied_colours,
)
from core.forward import Computed
from core.layouts import LAYOUTS, Layout
from core.messages import QT_TRANSLATE_NOOP, Message
from core.numerics import FloatArray
from core.resolve import Resolved
from core.scenario import Scenario
from core.trace import Role
from core.variants import Parameter

_PRINTED: Mapping[int, str] = MappingProxyType(
    str.maketrans(
        {
            "\\": r"\textbackslash ",
            "~": r"\textasciitilde ",
            "^": r"\textasciicircum ",
            **{character: rf"\{character}" for character in "{}_%#&$"},
        }
    )
)
_LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {layout.name: layout for layouts in LAYOUTS.values() for layout in layouts}
)

Following = tuple[Operation, float | None, str]
"""An operation after the sum: what, with which number, and that number's TeX."""


@dataclass(frozen=True, slots=True)
class Site:
    """One cell of one grid, with its number and its symbol."""

    grid: str
    head: int
    row: int
    col: int
    value: float
    symbol: str


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of one run.

    Attributes
    ----------
    computed : the run.
    """

    computed: Computed

    @property
    def resolved(self) -> Resolved:
        """The sizes and routes of the run."""
        return self.computed.resolved

    @property
    def scenario(self) -> Scenario:
        """What the user chose."""
        return self.computed.scenario

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """The matrices in force by grid."""
        return {parameter.grid: parameter for parameter in self.resolved.parameters}

    def array(self, grid: str, head: int = 0) -> FloatArray:
        """Return one slice of a grid: [rows, cols]."""
        matrix: FloatArray = self.computed.arrays[grid][head]
        return matrix

    def is_edited(self, grid: str, head: int, row: int, col: int) -> bool:
        """Whether the user has overwritten a cell."""
        return (head, row, col) in self.computed.edited.get(grid, ())

    def site(self, grid: str, head: int, row: int, col: int) -> Site:
        """Return a cell with its number and symbol; KeyError if the run has no such grid."""
        value = float(self.computed.arrays[grid][head, row, col])
        return Site(grid, head, row, col, value, self.symbol(grid, head, row, col))

    def labels(self, name: str, length: int) -> tuple[str, ...]:
        """Return the labels of an axis; see :mod:`core.axes`."""
        return axis(name, self.resolved, length).labels

    def coloured(self, symbol: str, role: Role) -> str:
        """Wrap TeX into the colours of all that the query, key or value is tied to."""
        return coloured(symbol, tied_colours(self.resolved, role))

    def symbol(self, grid: str, head: int, row: int, col: int) -> str:
        """Return the TeX of a cell, its tokens in it."""
        if grid in self.parameters and grid != "v_a":
            return rf"({self.parameters[grid].symbol})_{{{row + 1},{col + 1}}}"
        layout = _LAYOUTS[grid]
        places = [self._place(layout.rows, row), self._place(layout.cols, col)]
        if grid == "tanh":
            query, key = self._place("queries", head), places[0]
            inner = rf"\query{{q_{{{query}}}}} + \key{{k_{{{key}}}}}"
            return rf"\tanh({inner})_{{{places[1]}}}"
        if grid == "row_sum":
            return rf"\sum_j A_{{{places[0]},j}}"
        if grid == "entropy":
            return rf"-\sum_j A_{{{places[0]},j}} \ln A_{{{places[0]},j}}"
        return f"{self._letter(layout)}_{{{','.join(place for place in places if place)}}}"

    def _place(self, name: str, index: int) -> str:
        """Return the TeX of an index along an axis: the token, the number, or nothing."""
        along = axis(name, self.resolved, 1)  # tokens come whole, and numbers need no list
        if along.kind == "tokens":
            return rf"\text{{{printed(along.labels[index])}}}"
        return "" if along.kind == "single" else str(index + 1)

    def _letter(self, layout: Layout) -> str:
        """Return the TeX of a grid, ready to take an index."""
        name = layout.name
        own = letter(self.resolved, name)
        if own is not None:
            return own
        if name in ("scaled", "capped"):
            symbol = stage_symbol(name, self.resolved)
            return symbol if symbol == "S" else rf"\left({symbol}\right)"
        if name == "joined":
            return joined_symbol(self.resolved)
        if name == "joined_key":
            return joined_key_symbol(self.resolved)
        plain = layout.symbol.startswith("\\") or not layout.roles
        symbol = layout.symbol if plain else coloured(layout.symbol, layout.roles)
        # What has an index or a sign of its own takes another in parentheses.
        return f"({symbol})" if "_" in symbol or "-" in symbol else symbol

    def explain(
        self,
        site: Site,
        rule: Rule,
        operands: tuple[Operand, ...] = (),
        labels: tuple[str, ...] = (),
        *,
        sources: tuple[Source, ...] = (),
        following: Sequence[Following] = (),
        note: Message | None = None,
        pick: int | None = None,
        shift: float | None = None,
    ) -> Explanation:
        """Return the arithmetic of a cell by a rule that sums, and by what followed.

        Parameters
        ----------
        site : the cell.
        rule, operands, labels, sources, note, pick, shift : as in :class:`Explanation`.
        following : the operations after the sum, in order.
        """
        terms = terms_of(rule, operands, shift)
        total = total_of(operands, terms)
        start = total
        if rule == "softmax" and pick is not None:
            start = float(terms[pick]) / total if total else 0.0
        return Explanation(
            grid=site.grid,
            head=site.head,
            row=site.row,
            col=site.col,
            symbol=site.symbol,
            value=site.value,
            rule=rule,
            operands=operands,
            labels=labels,
            terms=terms,
            total=total,
            pick=pick,
            shift=shift,
            stages=self._stages(start, following, site.value),
            sources=sources,
            note=note,
        )

    def _stages(
        self, value: float, following: Sequence[Following], shown: float
    ) -> tuple[Stage, ...]:
        """Return the operations with their results, and the cut where a number is too large."""
        stages = []
        for operation, operand, symbol in following:
            with np.errstate(all="ignore"):
                value = apply(operation, value, operand)
            stages.append(Stage(operation, operand, symbol, value))
        largest = float(np.finfo(self.resolved.dtype).max)
        if abs(value) > largest and not math.isnan(shown):
            instead, symbol = (
                (largest, r"x_{\max}") if math.isfinite(shown) else (math.inf, r"\infty")
            )
            stages.append(Stage("overflow", instead, symbol, apply("overflow", value, instead)))
        return tuple(stages)

    def copy(
        self,
        site: Site,
        source: Source,
        operand: Operand,
        note: Message | None = None,
        was: Explanation | None = None,
    ) -> Explanation:
        """Return the explanation of a cell that is another cell's number."""
        return Explanation(
            *(site.grid, site.head, site.row, site.col, site.symbol, site.value),
            rule="copy",
            operands=(operand,),
            labels=("",),
            sources=(source,),
            note=note,
            was=was,
        )

    def given(self, site: Site, name: str) -> Explanation:
        """Return the explanation of a number that the run's source gives.

        Parameters
        ----------
        name : what the source calls it: the grid, or the matrix.
        """
        origin = self.computed.source.origin(self.resolved, name, site.head, site.row, site.col)
        if origin.drawn is None:
            return self.as_given(site, origin.value, origin.note)
        return Explanation(
            *(site.grid, site.head, site.row, site.col, site.symbol, origin.value),
            rule="drawn",
            note=origin.note,
            drawn=origin.drawn,
        )

    def as_given(
        self, site: Site, value: float, note: Message, sources: tuple[Source, ...] = ()
    ) -> Explanation:
        """Return the explanation of a number that no arithmetic of the run's cells makes."""
        name = QT_TRANSLATE_NOOP("core", "given")
        return Explanation(
            *(site.grid, site.head, site.row, site.col, site.symbol, value),
            rule="given",
            operands=(Operand(site.symbol, name, np.array([value])),),
            labels=("",),
            sources=sources,
            note=note,
        )

    def replaced(self, plain: Explanation) -> Explanation:
        """Return the arithmetic that an edit replaced, with the number that it would give."""
        if plain.rule in ("drawn", "given"):
            return plain
        with np.errstate(over="ignore"):
            value = float(np.dtype(self.resolved.dtype).type(recompute(plain)))
        return replace(plain, value=value)


def printed(token: str) -> str:
    r"""Return a token as TeX that may stand inside ``\text{}``."""
    return token.translate(_PRINTED)
