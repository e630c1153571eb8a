"""Backward passes of linear maps, of heads, of turns and of repetition.

Runs are as in :mod:`core.layers`: leading axes of a parameter are the first axes of its input.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.arguments import all_finite
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
class SolveGradients:
    """Gradients of ``matrix⁻¹ target``.

    Attributes
    ----------
    matrix, target : as the inputs.
    """

    matrix: FloatArray
    target: FloatArray


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
    # A copy: BLAS takes twice the time for a product of many rows with a transposed matrix.
    transposed = np.ascontiguousarray(weight.swapaxes(-1, -2))
    rows = linear(as_rows(d_output, n_runs), transposed)  # [*runs, m, d_out] -> [*runs, m, d_in]
    return rows.reshape(*d_output.shape[:-1], weight.shape[-2])


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
    # [n_heads, n, d_head] @ [n_heads, d_head, d_model] -> [n_heads, n, d_model], summed
    d_x = silent_product(d_projected, w.swapaxes(-1, -2)).sum(axis=0)
    # [n_heads, d_head, n] @ [n, d_model] -> [n_heads, d_head, d_model]
    d_w = silent_product(d_projected.swapaxes(-1, -2), x)
    return AffineGradients(d_x, d_w.swapaxes(-1, -2), None)


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


def solve_gradients(
    matrix: FloatArray, solution: FloatArray, d_solution: FloatArray
) -> SolveGradients:
    """Backward pass of ``solution = matrix⁻¹ target``, as in values made from keys.

    Parameters
    ----------
    matrix : [..., d, d], invertible.
    solution, d_solution : [..., d, d_out].
    """
    # [..., d, d] and [..., d, d_out] -> [..., d, d_out]
    d_target = np.linalg.solve(matrix.swapaxes(-1, -2), d_solution)
    return SolveGradients(-(d_target @ solution.swapaxes(-1, -2)), d_target)


def silent_product(d: FloatArray, operand: FloatArray) -> FloatArray:
    """Matrix product ``d @ operand`` in which a gradient of 0 silences what is not finite.

    In floats 0 · NaN is NaN; but what no gradient reaches must not spoil those of others. A sum
    that such a number does reach is NaN.

    Parameters
    ----------
    d : [..., m, n].
    operand : [..., n, d_out].
    """
    if all_finite(operand):
        product: FloatArray = d @ operand
        return product
    finite = np.isfinite(operand)
    product = d @ np.where(finite, operand, 0.0)
    reached = (d != 0).astype(d.dtype) @ (~finite).astype(d.dtype)
    product[reached > 0] = np.nan
    return product


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
