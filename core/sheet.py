"""A table of numbers as a file holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from core.numerics import FloatArray


@dataclass(frozen=True, eq=False)
class Sheet:
    """One table of a file.

    Attributes
    ----------
    name : of the array in an NPZ file; of the others, the file's name without its ending.
    values : [heads, rows, cols], float64, finite.
    labels : of the rows; empty where there are none.
    """

    name: str
    values: FloatArray
    labels: tuple[str, ...] = ()


def fitted(sheet: Sheet, shape: tuple[int, int, int]) -> Sheet | None:
    """Return a table in the shape that is needed; None where it has another.

    Matrices of all heads may stand side by side, [1, rows, heads * cols], as many programs save
    them; those of one head need no axis for it.
    """
    heads, rows, cols = shape
    if sheet.values.shape == shape:
        return sheet
    if sheet.values.shape == (1, rows, heads * cols):
        # [1, rows, heads * cols] -> [heads, rows, cols]
        values = sheet.values[0].reshape(rows, heads, cols).swapaxes(0, 1)
        return replace(sheet, values=np.ascontiguousarray(values))
    return None
