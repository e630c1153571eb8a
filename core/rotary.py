r"""Rotary positions: queries and keys are turned by an angle that grows with their position.

Su et al. 2021, "RoFormer: Enhanced Transformer with Rotary Position Embedding", arXiv 2104.09864,
equations 13 to 15 and 34. In the paper's convention, kept here, neighbouring features (2i, 2i + 1)
form a pair that turns in its plane by :math:`p\,\theta_i`, :math:`\theta_i = base^{-2i/d}`, at
position p counted from 0. (Many programs pair feature i with i + d/2 instead: the same model, its
features in another order.) With :math:`R_p` for the turn,

.. math:: (R_m q) \cdot (R_n k) = q^\top R_{n-m}\, k,

so scores depend on the distance of positions alone, and lengths are kept.

**What this does to K = V.** Turned keys serve the scores; a value must be the same wherever it
stands. If only K is turned, on the fly, the tied value stays clean, and one store serves both. If
the *turned* key is stored and read as the value, the context is
:math:`\sum_j w_{ij} R_j k_j`: each term is turned by its own position, and no matrix that follows,
the same for every row, undoes that. Turning back by the query's position,
:math:`R_{-i} \sum_j w_{ij} R_j k_j = \sum_j w_{ij} R_{j-i} k_j`, makes it depend on distances
alone, which is what DeepSeek-V4 does on the output, but is still not the clean context.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from core.numerics import FloatArray

BASE = 10000.0
"""The paper's base, after the sinusoidal positions of Vaswani et al. 2017."""


def frequencies(d: int, base: float = BASE) -> FloatArray:
    """Return the angle per position of each pair of features, base^(-2i / d): [d / 2].

    Raises
    ------
    ValueError : ``d`` is odd or negative, or ``base`` is not positive.
    """
    if d < 0 or d % 2:
        raise ValueError(f"rotary positions turn pairs of features; width {d} is not even")
    if not 0.0 < base < float("inf"):
        raise ValueError(f"base {base} is not a positive number; {BASE:g} is usual")
    rates: FloatArray = base ** (-np.arange(0, d, 2) / max(d, 1))
    return rates


def rotate(x: FloatArray, positions: ArrayLike, base: float = BASE) -> FloatArray:
    """Turn the rows of ``x`` by their positions; ``-positions`` turns them back.

    Parameters
    ----------
    x : [..., n, d], d even.
    positions : [n], or any shape that broadcasts to [..., n]; need not be whole.
    base : as in :func:`frequencies`.

    Returns
    -------
    turned : as ``x``, in its precision; the angles are computed in double precision.

    Raises
    ------
    ValueError : the width is odd, or the positions do not fit; names the shapes.
    """
    rates = frequencies(x.shape[-1], base)  # [d / 2]
    places = np.asarray(positions, dtype=np.float64)
    try:
        fits = np.broadcast_shapes(places.shape, x.shape[:-1]) == x.shape[:-1]
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"positions of shape {places.shape} do not fit x of shape {x.shape}")
    angles = places[..., None] * rates  # [..., n, d / 2]
    cosine, sine = np.cos(angles).astype(x.dtype), np.sin(angles).astype(x.dtype)
    even, odd = x[..., 0::2], x[..., 1::2]  # [..., n, d / 2]
    turned = np.empty_like(x)
    with np.errstate(all="ignore"):
        turned[..., 0::2] = even * cosine - odd * sine
        turned[..., 1::2] = even * sine + odd * cosine
    return turned


@np.errstate(all="ignore")
def linear_residual(source: FloatArray, target: FloatArray) -> float:
    r"""Return the least :math:`\|source\, W - target\| / \|target\|` over all matrices W.

    0 (to rounding) where some matrix turns every row of ``source`` into that of ``target``. Rows
    must outnumber columns for the answer to mean anything: up to d rows some matrix always fits.
    NaN where an entry is not finite.

    Parameters
    ----------
    source : [n, d].
    target : [n, d_out].

    Raises
    ------
    ValueError : the numbers of rows differ; names both shapes.
    """
    if source.ndim != 2 or target.ndim != 2 or len(source) != len(target):
        raise ValueError(
            f"source {source.shape} and target {target.shape} must be [n, d] and [n, d_out]"
        )
    if not (np.isfinite(source).all() and np.isfinite(target).all()):
        return float("nan")
    left, singular, _ = np.linalg.svd(_unit(source), full_matrices=False)
    kept = singular > max(source.shape) * np.finfo(np.float64).eps * singular.max(initial=0.0)
    basis, wide = left[:, kept], _unit(target)
    norm = float(np.linalg.norm(wide))
    return float(np.linalg.norm(wide - basis @ (basis.T @ wide))) / norm if norm else 0.0


def _unit(matrix: FloatArray) -> FloatArray:
    """Return the matrix over its largest entry, in float64: the same directions, no overflow."""
    wide = matrix.astype(np.float64)
    largest = float(np.abs(wide).max(initial=0.0))
    return wide / largest if largest else wide
