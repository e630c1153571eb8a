"""Checks and conversions of what attention is given: ranks, heads, precision, mask and bias."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np

from core.numerics import BoolArray, FloatArray

# A view is a quarter of what it was cut from, or more: going through a part takes that much longer.
MUCH_LARGER = 4

Shape: TypeAlias = tuple[int, ...]


def check_query_key_value(query: Shape, key: Shape, value: Shape) -> None:
    """Raise unless the three shapes fit each other; names the two that do not."""
    _check_rank("query", query, "key", key)
    _check_rank("query", query, "value", value)
    if query[-1] != key[-1]:
        raise ValueError(
            f"query of shape {query} and key of shape {key} differ in d_head: "
            f"{query[-1]} and {key[-1]}"
        )
    if key[-3:-1] != value[-3:-1]:
        raise ValueError(
            f"key of shape {key} and value of shape {value} differ in [n_kv_heads, n_k]; "
            "every key needs its value"
        )
    _check_heads("query", query, "key", key)


def check_scores_value(scores: Shape, value: Shape) -> None:
    """Raise unless the shapes fit each other; names both."""
    _check_rank("scores", scores, "value", value)
    if scores[-1] != value[-2]:
        raise ValueError(
            f"scores of shape {scores} and value of shape {value} differ in n_k: "
            f"{scores[-1]} and {value[-2]}"
        )
    _check_heads("scores", scores, "value", value)


def _check_rank(name: str, shape: Shape, other_name: str, other_shape: Shape) -> None:
    """Raise unless both arrays have the axes heads, rows and columns."""
    if len(shape) < 3 or len(other_shape) < 3:
        raise ValueError(
            f"{name} of shape {shape} and {other_name} of shape {other_shape}: both need at least "
            "three axes, [..., heads, rows, columns]; use x[None] for a single head"
        )


def _check_heads(name: str, shape: Shape, kv_name: str, kv_shape: Shape) -> None:
    """Raise unless the heads divide evenly among the key-value heads."""
    n_heads, n_kv_heads = shape[-3], kv_shape[-3]
    if n_kv_heads == 0 or n_heads % n_kv_heads:
        raise ValueError(
            f"{n_heads} heads of {name} {shape} do not divide among {n_kv_heads} heads of "
            f"{kv_name} {kv_shape}; n_heads must be a multiple of n_kv_heads"
        )


def common_batch(*arrays: FloatArray) -> Shape:
    """Return the common leading axes, those before [heads, rows, columns]."""
    batches = {array.shape[:-3] for array in arrays}
    if len(batches) == 1:
        return batches.pop()
    try:
        return np.broadcast_shapes(*batches)
    except ValueError:
        shapes = " and ".join(str(array.shape) for array in arrays)
        raise ValueError(f"the leading axes of shapes {shapes} do not broadcast") from None


def common_precision(*arrays: FloatArray) -> np.dtype[np.floating]:
    """Return the precision of the result: the widest input's, float64 for what is not a float."""
    dtypes = {array.dtype for array in arrays}
    common = dtypes.pop() if len(dtypes) == 1 else np.result_type(*dtypes)
    return common if common.kind == "f" else np.dtype(np.float64)


def working_precision(dtype: np.dtype[np.floating]) -> np.dtype[np.floating]:
    """Return the precision to compute in: float32 for float16, which has no fast loops."""
    return np.dtype(np.float32) if dtype == np.float16 else dtype


def per_head(
    array: FloatArray, batch: Shape, group: int, dtype: np.dtype[np.floating]
) -> FloatArray:
    """Give every query head its own rows: [..., n_kv_heads, n, d] -> [*batch, n_heads, n, d]."""
    if array.dtype != dtype:
        array = array.astype(dtype)
    if group > 1:
        array = np.repeat(array, group, axis=-3)
    if array.shape[:-3] != batch:
        array = np.broadcast_to(array, batch + array.shape[-3:])
    return array


def merged_addend(
    mask: BoolArray | None,
    bias: FloatArray | None,
    shape: Shape,
    dtype: np.dtype[np.floating],
) -> FloatArray | None:
    """Merge mask and bias into one array to add, -inf where masked, that broadcasts to ``shape``.

    The free cells of a mask are -0.0, the one number whose addition changes nothing, not even
    the sign of a zero.
    """
    if mask is None and bias is None:
        return None
    addend = None
    if bias is not None:
        addend = np.asarray(bias)
        _check_broadcast("bias", addend.shape, shape)
        addend = addend.astype(dtype)
    if mask is not None:
        mask = np.asarray(mask)
        if mask.dtype != np.bool_:
            raise TypeError(
                f"mask must be boolean (True = may attend), got {mask.dtype}; "
                "numbers to add to the scores go into bias"
            )
        _check_broadcast("mask", mask.shape, shape)
        if addend is None:
            addend = np.empty(mask.shape, dtype)
            addend.fill(-np.inf)
            np.copyto(addend, -0.0, where=mask)  # two thirds of the time of np.where
        else:
            addend = np.where(mask, addend, dtype.type(-np.inf))
    return addend


def _check_broadcast(name: str, shape: Shape, scores_shape: Shape) -> None:
    """Raise unless ``shape`` broadcasts to the scores' shape without enlarging it."""
    if shape == scores_shape[len(scores_shape) - len(shape) :]:
        return
    try:
        fits = np.broadcast_shapes(shape, scores_shape) == scores_shape
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(
            f"{name} of shape {shape} does not broadcast to the scores' shape {scores_shape}, "
            "[..., n_heads, n_q, n_k]"
        )


def checked_softcap(softcap: float | None) -> float | None:
    """Return ``softcap``, or raise if it is not a positive finite bound."""
    if softcap is not None and not (0.0 < softcap < float("inf")):
        raise ValueError(f"softcap {softcap} is not a positive finite number; None = no cap")
    return None if softcap is None else float(softcap)


def bound_on_scores(query: FloatArray, key: FloatArray) -> float:
    """Return what no dot product of a query and a key exceeds in size; inf or NaN if not known.

    Cauchy-Schwarz over whole arrays: no dot product exceeds the product of their norms.
    """
    return math.sqrt(_square_sum(query) * _square_sum(key))


def all_finite(array: FloatArray) -> bool:
    """Tell whether no entry is NaN or infinite."""
    return math.isfinite(_square_sum(array)) or bool(np.isfinite(array).all())


def _square_sum(array: FloatArray) -> float:
    """Return a bound on the sum of the squares; NaN or inf if an entry is, or if it overflows."""
    if not array.flags.c_contiguous and array.ndim > 2:
        # Projected heads lie side by side in memory: swapped so, vdot need not copy them.
        array = array.swapaxes(-3, -2)
    if not array.flags.c_contiguous:
        array = _surroundings(array)
    return float(np.vdot(array, array))


def _surroundings(array: FloatArray) -> FloatArray:
    """Return the contiguous array that a view was cut from, if it is not much larger.

    Keys and values may be columns of one product: all of it is gone through faster than a part.
    A view that repeats entries of a smaller array is no cut: its sum counts them each time.
    """
    whole = array.base
    if (
        isinstance(whole, np.ndarray)
        and whole.dtype == array.dtype
        and whole.flags.c_contiguous
        and array.size <= whole.size <= MUCH_LARGER * array.size
    ):
        return whole
    return array
