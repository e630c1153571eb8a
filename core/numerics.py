"""The arithmetic that every step shares: stable softmax, linear maps, entropy, distances.

Overflow is an answer here, not an accident: whoever types 1e30 into a cell sees what comes of it,
and no function of this module warns about it.
"""

from __future__ import annotations

import functools
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.parallel import for_each

FloatArray: TypeAlias = NDArray[np.floating[Any]]
BoolArray: TypeAlias = NDArray[np.bool_]

# Multiplications in a matrix product that are worth starting threads for, about a millisecond.
PARALLEL_PRODUCTS = 1 << 25
# Lengths at which the maximum of a row is found faster by its place.
SHORT_ROWS = range(16, 512)
# Fewer scores are not worth finding out what would spare work on them.
FEW_SCORES = 1 << 12
# Numbers up to this size have exponentials that single precision holds, and millions of them added.
SAFE_EXPONENT = 72.0
# What the exponentials of a row that is masked throughout are taken to add up to, instead of 0: a
# number that single precision still holds, far below the exponential of any safe number.
LEAST_TOTAL = 1e-38
# Sums of exponentials between these tell that none has overflowed, and that what has vanished is
# less than 1e-30 of its row.
SAFE_TOTALS = (1e-8, 1e30)
# Rows of a product that one thread computes at a time.
BLOCK_ROWS = 256


@np.errstate(all="ignore")
def softmax(scores: FloatArray, axis: int = -1) -> FloatArray:
    """Softmax that cannot overflow: ``exp(s - max s) / sum of exp(s - max s)``.

    A slice that is -inf throughout (every key masked) gives zeros, as does an empty one.

    Parameters
    ----------
    scores : any shape; -inf means "not available".
    axis : the axis that sums to 1.

    Returns
    -------
    weights : the shape and precision of the scores; float64 of what is not a float. float16 is
        computed in float32.
    """
    rows = np.moveaxis(np.asarray(scores), axis, -1)
    dtype = rows.dtype if rows.dtype.kind == "f" else np.dtype(np.float64)
    rows = rows.astype(np.float32 if dtype == np.float16 else dtype, copy=False)
    weights = np.empty_like(rows)
    softmax_rows(rows, out=weights)
    return np.moveaxis(weights.astype(dtype, copy=False), -1, axis)


def softmax_rows(scores: FloatArray, out: FloatArray) -> None:
    """Write the softmax over the last axis of ``scores`` into ``out``, without temporaries.

    The arithmetic of :func:`softmax` for callers who own the memory and the error state.

    Parameters
    ----------
    scores : [..., rows, n], of single precision or better.
    out : the same shape; may not be ``scores``.
    """
    total, _ = exp_with_totals(scores, out)
    np.divide(out, total, out=out)


def softmax_unshifted(scores: FloatArray, out: FloatArray) -> None:
    """Write the softmax as :func:`softmax_rows` does, for scores whose ``exp`` cannot overflow.

    ``softmax(s) = softmax(s - c)`` for any c, so for c = 0: no row's maximum is looked for, and
    nothing is subtracted, which would only round the scores once more.

    Parameters
    ----------
    scores : [..., rows, n], each -inf or within ±:data:`SAFE_EXPONENT`.
    out : the same shape; may not be ``scores``.
    """
    np.exp(scores, out=out)
    np.divide(out, _totals(out), out=out)


def exp_is_safe(bound: float, dtype: np.dtype[np.floating[Any]]) -> bool:
    """Tell whether :func:`softmax_unshifted` may take scores of a size of at most ``bound``.

    Only single precision is hurried so: in double precision, which is what is shown, a row does
    not depend, not even in its last bit, on how large the scores of other rows may be.
    """
    return dtype == np.float32 and bound <= SAFE_EXPONENT  # False for NaN


def exp_with_totals(rows: FloatArray, out: FloatArray) -> tuple[FloatArray, FloatArray | None]:
    """Write ``exp(rows - shift)``, of which none overflows and not all of a row vanish.

    The shift is the maximum of each row; or, where single precision shows by the totals that none
    was needed, nothing: looking for the maximum is the larger part of the work on short rows.
    For callers who own the error state: what overflows is only seen by its total.

    Parameters
    ----------
    rows : [..., n]; -inf gives 0.
    out : the same shape; may not be ``rows``.

    Returns
    -------
    total : [..., 1], the sum of each row, never 0: :data:`LEAST_TOTAL` of a row of -inf.
    shift : [..., 1], or None = 0.
    """
    if out.dtype == np.float32 and out.size >= FEW_SCORES:
        np.exp(rows, out=out)
        total = _totals(out)
        lowest, highest = SAFE_TOTALS
        if total.min() >= lowest and total.max() <= highest:  # False for NaN
            return total, None
    peak = row_peaks(rows, -largest(out.dtype))
    # Spreading the peaks first spares NumPy a buffer: faster than rows - peak by a sixth.
    np.copyto(out, peak)
    np.subtract(rows, out, out=out)
    np.exp(out, out=out)
    return _totals(out), peak


def _totals(rows: FloatArray) -> FloatArray:
    """Return the sum of each row, :data:`LEAST_TOTAL` at least: [..., n] -> [..., 1]."""
    if rows.size < FEW_SCORES:
        # Added to any other sum, it is less than the last bit.
        few: FloatArray = np.add.reduce(rows, axis=-1, keepdims=True, initial=LEAST_TOTAL)
        return few
    # Of many short rows in a third of the time of reduce, which starts anew for every row.
    total: FloatArray = np.einsum("...k->...", rows)[..., None]
    return np.maximum(total, LEAST_TOTAL, out=total)


def row_peaks(scores: FloatArray, lowest: float) -> FloatArray:
    """Return the maximum of each row, ``lowest`` at least: [..., rows, n] -> [..., rows, 1].

    With a finite peak, a row of -inf gives exp(-inf) = 0 and not exp(-inf + inf).
    """
    n = scores.shape[-1]
    if n not in SHORT_ROWS:
        peak: FloatArray = np.maximum.reduce(scores, axis=-1, keepdims=True, initial=lowest)
        return peak
    # On short rows argmax is much faster than max, which starts anew for every row.
    place = scores.argmax(axis=-1)
    place += np.arange(0, scores.size, n).reshape(place.shape)
    peak = np.asarray(scores.reshape(-1)[place])  # of a single row an array, too
    return np.maximum(peak, lowest, out=peak)[..., None]


@functools.cache
def largest(dtype: np.dtype[np.floating[Any]]) -> float:
    """Return the largest finite number of a precision."""
    return float(np.finfo(dtype).max)


@np.errstate(all="ignore")
def linear(x: FloatArray, weight: FloatArray, bias: FloatArray | None = None) -> FloatArray:
    """Affine map of rows, ``x W + b``: [..., n, d_in], [..., d_in, d_out] -> [..., n, d_out].

    Raises
    ------
    ValueError : if the width of ``x`` is not the height of ``weight``; names both shapes.
    """
    if weight.ndim < 2 or x.shape[-1:] != weight.shape[-2:-1]:
        raise ValueError(
            f"x of shape {x.shape} cannot be multiplied by a weight of shape {weight.shape}; "
            "the last axis of x must be as long as the second to last of the weight"
        )
    product: FloatArray
    if x.ndim < 2 or x.size * weight.size < PARALLEL_PRODUCTS * x.shape[-1]:
        product = x @ weight  # [..., n, d_in] -> [..., n, d_out]
    else:
        product = _large_product(x, weight)
    return product if bias is None else product + bias


def _large_product(x: FloatArray, weight: FloatArray) -> FloatArray:
    """Multiply matrices on all cores, in blocks that depend on the shapes only."""
    n = x.shape[-2]
    batch = np.broadcast_shapes(x.shape[:-2], weight.shape[:-2])
    x = np.broadcast_to(x, batch + x.shape[-2:])
    weight = np.broadcast_to(weight, batch + weight.shape[-2:])
    product = np.empty((*batch, n, weight.shape[-1]), np.result_type(x, weight))

    def work(block: tuple[tuple[int, ...], slice]) -> None:
        index, rows = block
        np.matmul(x[index][rows], weight[index], out=product[index][rows])

    row_blocks = [slice(start, start + BLOCK_ROWS) for start in range(0, n, BLOCK_ROWS)]
    for_each(work, [(index, rows) for index in np.ndindex(*batch) for rows in row_blocks])
    return product


def entropy(weights: FloatArray) -> FloatArray:
    """Shannon entropy of each row in nats: [..., n] -> [...], with 0 log 0 = 0.

    0 for a row that looks at one key only, ``log n`` for one that looks at n keys alike.
    """
    safe = np.where(weights > 0, weights, 1.0)
    # The final + 0 turns the -0 of a one-hot row into 0.
    result: FloatArray = -(weights * np.log(safe)).sum(axis=-1) + 0.0
    return result


def rank_of(matrices: FloatArray) -> NDArray[np.intp]:
    """Numerical rank of finite matrices, [..., n, d] -> [...], as :func:`numpy.linalg.matrix_rank`.

    Of entries near the largest float too, where singular values would overflow.
    """
    # A power of two changes no digit.
    _, exponent = np.frexp(np.abs(matrices).max(axis=(-2, -1), keepdims=True, initial=0.0))
    return np.asarray(np.linalg.matrix_rank(np.ldexp(matrices, -exponent)))


@np.errstate(all="ignore")
def relative_error(actual: FloatArray, expected: FloatArray) -> float:
    """Distance ``‖actual - expected‖ / ‖expected‖`` in the Euclidean norm over all entries.

    0 if both are zero, inf if only ``expected`` is.

    Raises
    ------
    ValueError : if the shapes differ; names both.
    """
    if actual.shape != expected.shape:
        raise ValueError(f"actual has shape {actual.shape} but expected has {expected.shape}")
    distance = float(np.linalg.norm(np.subtract(actual, expected).ravel()))
    reference = float(np.linalg.norm(np.ravel(expected)))
    if reference == 0.0:
        return 0.0 if distance == 0.0 else float("inf")
    return distance / reference


def saturate(result: FloatArray, *operands: FloatArray) -> None:
    """Replace, in place, every overflow of ``result`` by the largest finite number of its sign.

    An infinity counts as an overflow only where every operand was finite; an infinity that was
    put in stays one. The operands broadcast against ``result``.
    """
    overflowed = np.isinf(result)
    if not overflowed.any():
        return
    for operand in operands:
        overflowed &= np.isfinite(operand)
    bound = result.dtype.type(largest(result.dtype))
    np.copyto(result, np.copysign(bound, result), where=overflowed)
