r"""What flows back into a cell, as the terms of one sum: where it came from, times which slope.

A gradient reaches a grid through its *uses*; each use is a sum of :class:`Flow`, columns of
gradients of what was computed from the cell, beside the numbers that they are multiplied with.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.cells import Cells, Site
from core.explanation import Source
from core.gradients.ledger import held_cells
from core.gradients.scenario_gradients import GradientTrace
from core.gradients.step_grids import gradient_name
from core.messages import QT_TRANSLATE_NOOP
from core.numerics import BoolArray, FloatArray
from core.resolve import Resolved
from core.trace import Role

GRADIENT = QT_TRANSLATE_NOOP("core", "gradient")


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    r"""Terms of what reaches a cell: term_t = gradient_t * slope_t.

    Attributes
    ----------
    gradient : [terms], the gradients of what was computed from the cell.
    labels : one a term.
    sources : where both columns stand.
    slope : [terms], what they are multiplied with; None hands them on as they are.
    name : marked text in the context ``core``: what the slopes are.
    symbol : their TeX.
    role : whose colour they wear.
    name_of_gradient : marked text in the context ``core``: what the gradients are.
    """

    gradient: FloatArray
    labels: tuple[str, ...]
    sources: tuple[Source, ...]
    slope: FloatArray | None = None
    name: str = ""
    symbol: str = ""
    role: Role | None = None
    name_of_gradient: str = GRADIENT


@dataclass(frozen=True, eq=False)
class Back:
    """One loss of one run, as what explains its gradients sees it."""

    found: GradientTrace

    @cached_property
    def cells(self) -> Cells:
        """The cells of the run itself."""
        return Cells(self.found.trace.computed)

    @property
    def resolved(self) -> Resolved:
        """The sizes and routes of the run."""
        return self.found.trace.resolved

    @cached_property
    def _handed(self) -> dict[tuple[str, str | None], FloatArray]:
        return {}

    def array(self, grid: str) -> FloatArray:
        """Return the numbers of a grid of the run: [heads, rows, cols]."""
        return self.found.trace.computed.arrays[grid]

    def onward(self, grid: str, use: str | None = None) -> FloatArray:
        """Return what a grid hands back, through all its uses or one: 0 where the user wrote.

        A cell that was overwritten answers to nothing; see :class:`core.gradients.ledger.Ledger`.
        """
        place = (grid, use)
        if place not in self._handed:
            self._handed[place] = self._silenced(grid, use)
        return self._handed[place]

    def parts(self, grid: str) -> tuple[str, ...]:
        """Return the uses through which a gradient reaches a grid; none where none does."""
        return self.found.uses.get(grid, ())

    def source(
        self, grid: str, use: str | None, head: int, row: int | None, col: int | None
    ) -> Source:
        """Return where a gradient stands: with its part where there are several."""
        several = grid in self.found.parts
        return Source(gradient_name(grid, use if several else None), head, row, col)

    def held(self, grid: str) -> BoolArray | None:
        """Return which cells of a grid the user has overwritten; None where none is."""
        return held_cells(self.found.trace.computed, grid)

    def head_label(self, head: int, heads: int, label: str) -> str:
        """Return a term's label with the number of its head, where terms of several stand."""
        return label if heads == 1 else f"{label} · {head + 1}"

    def _silenced(self, grid: str, use: str | None) -> FloatArray:
        whole = use is None or grid not in self.found.parts
        total = self.found.grids[grid] if whole else self.found.parts[grid].parts[str(use)]
        held = self.held(grid)
        return total if held is None else np.where(held, 0.0, total).astype(total.dtype)


def gradient_site(back: Back, grid: str, use: str | None, place: tuple[int, int, int]) -> Site:
    """Return a cell of a gradient with its number and its symbol."""
    found = back.found
    values = found.grids[grid] if use is None else found.parts[grid].parts[use]
    symbol = rf"\partial L/\partial {back.cells.symbol(grid, *place)}"
    return Site(gradient_name(grid, use), *place, float(values[place]), symbol)
