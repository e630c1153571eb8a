"""Backward passes of linear maps, of heads, of turns; and of a matrix that is used twice.

Runs are as in :mod:`core.layers`: leading axes of a parameter are the first axes of its input.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.attention import join_heads
from core.layers import as_rows, check_runs, split_heads
from core.numerics import FloatArray, linear
from core.rotary import BASE, rotate


@dataclass(frozen=True, slots=True, eq=False)
class AffineGradients:
    """Gradients of ``x W + b``.

    Attributes
    ----------
    x : as the input.
    weight : [*runs, d_in, d_out].
    bias : [*runs, d_out]; None where the map has none.
    """

    x: FloatArray
    weight: FloatArray
    bias: FloatArray | None


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


def affine_gradients(
    x: FloatArray, weight: FloatArray, d_output: FloatArray, *, bias: bool = False
) -> AffineGradients:
    """Backward pass of :func:`core.layers.affine`.

    Parameters
    ----------
    x : [*runs, ..., n, d_in].
    weight : [*runs, d_in, d_out].
    d_output : [*runs, ..., n, d_out], dL/d(x W + b).
    bias : whether the map has one.
    """
    n_runs = weight.ndim - 2
    return AffineGradients(
        x=map_input_gradient(weight, d_output),
        weight=weight_gradient(x, d_output, n_runs),
        bias=bias_gradient(d_output, n_runs) if bias else None,
    )


def weight_gradient(x: FloatArray, d_output: FloatArray, n_runs: int = 0) -> FloatArray:
    """dL/dW = Σ xᵀ dL/d(x W) over all rows of a run: [*runs, d_in, d_out].

    Parameters
    ----------
    x : [*runs, ..., n, d_in].
    d_output : [*runs, ..., n, d_out].
    n_runs : number of axes of the runs.
    """
    check_runs("x", x.shape, n_runs, d_output.shape)
    columns = as_rows(x, n_runs).swapaxes(-1, -2)  # [*runs, d_in, m]
    return linear(columns, as_rows(d_output, n_runs))  # [d_in, m] @ [m, d_out] -> [d_in, d_out]


def bias_gradient(d_output: FloatArray, n_runs: int = 0) -> FloatArray:
    """dL/db, the sum over all rows of a run: [*runs, ..., n, d_out] -> [*runs, d_out]."""
    rows = as_rows(d_output, n_runs)  # [*runs, m, d_out]
    # A product with ones: several times faster than sum, which goes through memory by columns.
    ones = np.ones(rows.shape[-2], rows.dtype)
    total: FloatArray = ones @ rows
    return total


def map_input_gradient(weight: FloatArray, d_output: FloatArray) -> FloatArray:
    """dL/dx = dL/d(x W) Wᵀ: [*runs, ..., n, d_in].

    Parameters
    ----------
    weight : [*runs, d_in, d_out].
    d_output : [*runs, ..., n, d_out].
    """
    n_runs = weight.ndim - 2
    check_runs("weight", weight.shape, n_runs, d_output.shape)
    rows = linear(as_rows(d_output, n_runs), weight.swapaxes(-1, -2))  # [m, d_out] -> [m, d_in]
    return rows.reshape(*d_output.shape[:-1], weight.shape[-2])


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


@np.errstate(all="ignore")
def project_heads_gradients(
    x: FloatArray, w: FloatArray, d_projected: FloatArray
) -> AffineGradients:
    """Backward pass of :func:`core.attention.project_heads`.

    Parameters
    ----------
    x : [n, d_model].
    w : [n_heads, d_model, d_head].
    d_projected : [n_heads, n, d_head].
    """
    return AffineGradients(
        x=np.einsum("hnd->nd", d_projected @ w.swapaxes(-1, -2)),  # heads [n, d_model], summed
        weight=x.T
        @ d_projected,  # [d_model, n] @ [n_heads, n, d_head] -> [n_heads, d_model, d_head]
        bias=None,
    )


def join_heads_gradient(d_joined: FloatArray, n_heads: int) -> FloatArray:
    """Backward pass of ``join_heads``: [..., n, n_heads * d] -> [..., n_heads, n, d], a view."""
    return split_heads(d_joined, n_heads)


def split_heads_gradient(d_heads: FloatArray) -> FloatArray:
    """Backward pass of ``split_heads``: [..., n_heads, n, d] -> [..., n, n_heads * d]."""
    return join_heads(d_heads)


def concatenate_gradients(
    d_whole: FloatArray, widths: tuple[int, ...], axis: int = -1
) -> tuple[FloatArray, ...]:
    """Backward pass of putting arrays side by side: each gets its own piece, as views.

    Raises
    ------
    ValueError : the widths do not add up to the length of the axis; names both.
    """
    if sum(widths) != d_whole.shape[axis]:
        raise ValueError(f"widths {widths} do not add up to axis {axis} of shape {d_whole.shape}")
    cuts = np.cumsum(widths)[:-1]
    return tuple(np.split(d_whole, cuts, axis=axis))


def rotate_gradient(d_turned: FloatArray, positions: ArrayLike, base: float = BASE) -> FloatArray:
    """Backward pass of :func:`core.rotary.rotate`: a turn's transpose turns back."""
    return rotate(d_turned, -np.asarray(positions), base)


def sum_to(gradient: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Backward pass of broadcasting: sum over every axis along which an array was repeated.

    Parameters
    ----------
    gradient : what the array of ``shape`` broadcast to.
    """
    if gradient.shape == shape:
        return gradient
    extra = gradient.ndim - len(shape)
    repeated = tuple(
        extra + axis for axis, size in enumerate(shape) if size == 1 != gradient.shape[extra + axis]
    )
    summed: FloatArray = gradient.sum(axis=(*range(extra), *repeated), keepdims=True)
    return summed.reshape(shape)


def _unit(rows: FloatArray) -> FloatArray:
    """Bring rows to length 1, in double precision; NaN where a row is zero."""
    wide = rows.astype(np.float64)
    with np.errstate(all="ignore"):
        wide /= np.abs(wide).max(axis=-1, keepdims=True, initial=0.0)
        unit: FloatArray = wide / np.sqrt(np.einsum("...i,...i->...", wide, wide))[..., None]
    return unit
