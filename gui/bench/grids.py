"""Matrices of the bench as grids: they belong to no step, so their axes are named here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.messages import QT_TRANSLATE_NOOP
from core.numerics import FloatArray
from core.trace import Axis, Grid, Role

OWN = "bench/"
"""What the names of such grids begin with: no run has a grid of that name."""


def own_grid(
    name: str, values: FloatArray, rows: Axis, cols: Axis, roles: tuple[Role, ...] = ()
) -> Grid:
    """Return a grid of one slice from a matrix [rows, cols]."""
    return Grid(
        name=OWN + name,
        symbol="",
        title=QT_TRANSLATE_NOOP("core", "Matrix"),
        values=np.ascontiguousarray(values)[None],
        rows=rows,
        cols=cols,
        roles=roles,
    )


def features(count: int, role: Role | None = None, letter: str = "") -> Axis:
    """Return an axis of features 1 .. count, each after a letter where one is given: k1, k2."""
    labels = tuple(f"{letter}{number}" for number in range(1, count + 1))
    return Axis("features", QT_TRANSLATE_NOOP("core", "features"), labels, role)


def joined(first: Axis, second: Axis) -> Axis:
    """Return two axes of features one after the other."""
    return Axis("features", first.title, (*first.labels, *second.labels))


def tokens(labels: Sequence[str], role: Role) -> Axis:
    """Return an axis of tokens."""
    return Axis("tokens", QT_TRANSLATE_NOOP("core", "tokens"), tuple(labels), role)
