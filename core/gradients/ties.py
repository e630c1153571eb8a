"""The gradient of what serves twice: a matrix tied for keys and values, a vector that both read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.gradients.maps import map_input_gradient, weight_gradient
from core.numerics import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class TiedGradient:
    r"""The gradient of what serves twice: the sum of both paths.

    A matrix that makes keys and values receives
    :math:`\partial L/\partial W = \partial L/\partial W_K + \partial L/\partial W_V`, each part as
    if the other use were another matrix.

    Attributes
    ----------
    parts : use (``key``, ``value``, ...) -> gradient through it, all of one shape.
    """

    parts: Mapping[str, FloatArray]

    @property
    def total(self) -> FloatArray:
        """The sum of all parts."""
        first, *others = self.parts.values()
        total = first
        for part in others:
            total = total + part
        return total

    def cosine(self, first: str, second: str, n_runs: int = 0) -> FloatArray:
        """Cosine between two parts, one a run: 1 pull alike, -1 against each other: [*runs].

        NaN where a part is zero, which has no direction.

        Raises
        ------
        KeyError : no part has that name.
        """
        runs = self.parts[first].shape[:n_runs]
        a, b = (self.parts[name].reshape(*runs, -1) for name in (first, second))
        # Brought near 1 first: squares of small gradients would vanish in single precision.
        a, b = _unit(a), _unit(b)
        cosine: FloatArray = np.clip(np.einsum("...i,...i->...", a, b), -1.0, 1.0)
        return cosine


@dataclass(frozen=True, slots=True, eq=False)
class TiedMapGradients:
    """Gradients of one matrix that maps one input to several uses.

    Attributes
    ----------
    x : as the input, all uses together.
    weight : [*runs, d_in, d_out], the parts by use.
    """

    x: FloatArray
    weight: TiedGradient


def tied_map_gradients(
    x: FloatArray, weight: FloatArray, d_outputs: Mapping[str, FloatArray]
) -> TiedMapGradients:
    """Backward pass of one matrix whose product serves several uses: tied K and V, say.

    Parameters
    ----------
    x : [*runs, ..., n, d_in].
    weight : [*runs, d_in, d_out].
    d_outputs : use -> dL/d(x W) through that use, each [*runs, ..., n, d_out].
    """
    n_runs, d_out = weight.ndim - 2, weight.shape[-1]
    # One product for all uses: it reads x once, and wide products are the fast ones.
    side_by_side = np.concatenate([*d_outputs.values()], axis=-1)  # [..., n, uses * d_out]
    together = weight_gradient(x, side_by_side, n_runs)  # [*runs, d_in, uses * d_out]
    parts = {
        use: together[..., index * d_out : (index + 1) * d_out]
        for index, use in enumerate(d_outputs)
    }
    total = TiedGradient(d_outputs).total
    return TiedMapGradients(map_input_gradient(weight, total), TiedGradient(parts))


def _unit(rows: FloatArray) -> FloatArray:
    """Bring rows to length 1, in double precision; NaN where a row is zero."""
    wide = rows.astype(np.float64)
    with np.errstate(all="ignore"):
        wide /= np.abs(wide).max(axis=-1, keepdims=True, initial=0.0)
        unit: FloatArray = wide / np.sqrt(np.einsum("...i,...i->...", wide, wide))[..., None]
    return unit
