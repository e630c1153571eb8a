"""Who owes what to whom: the gradients that reach each grid of a run, by use, edits respected."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.forward import Computed
from core.gradients.ties import TiedGradient
from core.numerics import BoolArray, FloatArray


def held_cells(computed: Computed, grid: str) -> BoolArray | None:
    """Return which cells of a grid the user has overwritten; None where none is."""
    cells = computed.edited.get(grid)
    if not cells:
        return None
    held = np.zeros(computed.arrays[grid].shape, dtype=np.bool_)
    held[tuple(np.transpose(sorted(cells)))] = True
    return held


class Ledger:
    """Gradients while they are collected, from the output back to the inputs.

    A cell that the user has overwritten has a gradient itself, but does not answer to anything:
    nothing is handed on through it.
    """

    def __init__(self, computed: Computed) -> None:
        self.computed = computed
        self._parts: dict[str, dict[str, FloatArray]] = {}

    def array(self, grid: str) -> FloatArray:
        """Return the numbers of a grid: [heads, rows, cols]."""
        return self.computed.arrays[grid]

    def receive(self, grid: str, use: str, gradient: FloatArray) -> None:
        """Add a gradient that reaches a grid through a use; the same use again adds up."""
        parts = self._parts.setdefault(grid, {})
        gradient = gradient.reshape(self.array(grid).shape)
        parts[use] = parts[use] + gradient if use in parts else gradient

    def total(self, grid: str) -> FloatArray:
        """Return all that has reached a grid, zeros if nothing has."""
        parts = self._parts.get(grid)
        return TiedGradient(parts).total if parts else np.zeros_like(self.array(grid))

    def onward(self, grid: str) -> FloatArray:
        """Return what a grid hands on to what it was made from."""
        return self.silenced(grid, self.total(grid))

    def onward_parts(self, grid: str) -> Mapping[str, FloatArray]:
        """Return what a grid hands on, by use."""
        parts = self._parts.get(grid, {})
        return {use: self.silenced(grid, part) for use, part in parts.items()}

    def silenced(self, grid: str, gradient: FloatArray) -> FloatArray:
        """Return a gradient without the cells of a grid that the user has overwritten."""
        held = self.held(grid)
        return gradient if held is None else np.where(held, 0.0, gradient)

    def held(self, grid: str) -> BoolArray | None:
        """Return which cells of a grid the user has overwritten; None where none is."""
        return held_cells(self.computed, grid)

    def totals(self) -> dict[str, FloatArray]:
        """Return the gradients of all grids that any reached, read-only."""
        totals = {grid: self.total(grid) for grid in self._parts}
        for gradient in totals.values():
            gradient.setflags(write=False)
        return totals

    def uses(self) -> dict[str, tuple[str, ...]]:
        """Return through what each grid is used, in the order in which gradients reached it."""
        return {grid: tuple(parts) for grid, parts in self._parts.items()}

    def shared(self) -> dict[str, TiedGradient]:
        """Return the grids that serve several uses, with the part through each."""
        return {
            grid: TiedGradient(dict(parts)) for grid, parts in self._parts.items() if len(parts) > 1
        }
