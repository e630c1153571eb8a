"""Cells that the user has overwritten, laid over arrays while they are computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np

from core.numerics import FloatArray
from core.scenario import Edit
from core.variants import VARIANTS

Cell = tuple[int, int, int]

_COMPUTED = (
    *("embedding", "position", "stream", "norm_gain", "norm_bias", "x"),
    *("source_embedding", "source_position", "source_x", "encoder_states"),
    *("target_embedding", "target_position", "target_x", "decoder_states"),
    *("latent", "query_unrotated", "key_unrotated", "query", "key", "joined_key", "value"),
    *("tanh", "scores", "scaled", "capped", "mask", "masked"),
    *("weights", "context", "joined", "output"),
)
RECURRENT = ("w_enc", "u_enc", "w_dec", "u_dec")
"""Grids of the matrices that make the encoder and decoder states."""

EDITABLE: frozenset[str] = frozenset(
    (
        *_COMPUTED,
        *RECURRENT,
        *(row.grid for variant in VARIANTS.values() for row in variant.parameters),
    )
)
"""Names of all grids on the way to the output, in any variant: the others only report."""


@dataclass(frozen=True)
class Edits:
    """The user's edits by grid.

    Attributes
    ----------
    by_grid : grid -> its edits, the latest last.
    """

    by_grid: Mapping[str, tuple[Edit, ...]]

    @classmethod
    def of(cls, edits: Sequence[Edit]) -> Edits:
        """Sort edits by grid."""
        by_grid: dict[str, list[Edit]] = {}
        for edit in edits:
            by_grid.setdefault(edit.grid, []).append(edit)
        return cls(MappingProxyType({grid: tuple(own) for grid, own in by_grid.items()}))

    def touch(self, grids: Sequence[str]) -> bool:
        """Whether any of these grids has an edit."""
        return any(grid in self.by_grid for grid in grids)

    def cells(self, grid: str, shape: tuple[int, ...]) -> dict[Cell, float]:
        """Return the edited cells of a grid that lie inside ``shape``, and their numbers."""
        return {
            (edit.head, edit.row, edit.col): edit.value
            for edit in self.by_grid.get(grid, ())
            if edit.head < shape[0] and edit.row < shape[1] and edit.col < shape[2]
        }

    def apply(self, grid: str, array: FloatArray) -> FloatArray:
        """Return ``array`` [heads, rows, cols], or a copy of it with the edits in place."""
        cells = self.cells(grid, array.shape)
        if not cells:
            return array
        edited = array.copy()
        with np.errstate(over="ignore"):  # 1e300 is inf in float32
            for cell, value in cells.items():
                edited[cell] = value
        return edited

    def apply_row(self, grid: str, row: int, vector: FloatArray) -> None:
        """Write the edits of one row into ``vector`` [cols], in place."""
        with np.errstate(over="ignore"):
            for edit in self._of_first_head.get((grid, row), ()):
                if edit.col < vector.shape[0]:
                    vector[edit.col] = edit.value

    @cached_property
    def _of_first_head(self) -> Mapping[tuple[str, int], list[Edit]]:
        """The edits of every row of a grid's first head: a recurrence asks row by row."""
        by_row: dict[tuple[str, int], list[Edit]] = {}
        for grid, edits in self.by_grid.items():
            for edit in edits:
                if edit.head == 0:
                    by_row.setdefault((grid, edit.row), []).append(edit)
        return by_row
