"""Random numbers by name: the same on every machine, in every run, at every size.

What is drawn under a name depends on the seed and the name alone, so a matrix that two variants
share is the same matrix, and what a comparison shows is what was tied.
"""

from __future__ import annotations

import hashlib
import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.kept import kept
from core.numerics import FloatArray
from core.scenario import DTypeName

DECIMALS = 1000.0
"""Drawn numbers are multiples of 1 / DECIMALS: all that is drawn can be shown in full."""

WIDE = 1 << 10
"""Numbers of a token's vector from which on none is kept."""

_DOUBLE = 2.0**-53
_PART = 1 << 16  # even: a pair of normal numbers comes from a pair of raw ones


def draw(seed: int, name: str, shape: tuple[int, ...], scale: float = 1.0) -> FloatArray:
    """Draw normal numbers N(0, scale²), rounded to three decimals, under a name.

    The raw stream of Philox (Salmon et al. 2011) is guaranteed never to change, NumPy's
    distributions are not: hence Box and Muller (1958) by hand. The rounding absorbs what
    mathematics libraries differ by in the last bit, and leaves the very numbers that a student
    types into a calculator.

    Parameters
    ----------
    seed, name : what the numbers depend on.
    shape : filled in row-major order, so that the first rows stay as rows are added.
    scale : standard deviation before the rounding.

    Returns
    -------
    drawn : float64 of that shape.
    """
    digest = hashlib.blake2b(f"{seed}|{name}".encode("utf-8", "surrogatepass"), digest_size=16)
    stream = np.random.Philox(key=int.from_bytes(digest.digest(), "little"))
    drawn = np.empty(math.prod(shape))
    for start in range(0, drawn.size, _PART):  # bounds the temporaries
        part = drawn[start : start + _PART]
        normal = _normal(stream.random_raw(part.size + part.size % 2))[: part.size]
        # Adding 0 turns -0 into 0, which would be shown as -0.000.
        part[:] = np.rint(normal * (scale * DECIMALS)) / DECIMALS + 0.0
    return drawn.reshape(shape)


def _normal(raw: NDArray[np.uint64]) -> FloatArray:
    """Turn pairs of 64 random bits into pairs of normal numbers: [2 n] -> [2 n]."""
    uniform = (raw.reshape(-1, 2) >> np.uint64(11)) * _DOUBLE  # [n, 2] in [0, 1)
    radius = np.sqrt(-2.0 * np.log(uniform[:, 0] + _DOUBLE))  # the logarithm takes (0, 1]
    angle = 2.0 * math.pi * uniform[:, 1]
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1).ravel()


def token_vector(seed: int, token: str, d_model: int) -> FloatArray:
    """Return the vector N(0, 1) of a token: [d_model], its first entries the same at any width."""
    drawn = _kept_vector if d_model <= WIDE else _new_vector
    return drawn(seed, token, d_model)


def _new_vector(seed: int, token: str, d_model: int) -> FloatArray:
    """Draw what :func:`token_vector` returns."""
    vector = draw(seed, f"token/{token}", (d_model,))
    vector.setflags(write=False)
    return vector


_kept_vector = lru_cache(maxsize=2048)(_new_vector)


# Small ones: the matrices of the present and of the previous scenario.
@kept(24, lambda _seed, _name, *sizes, **_: math.prod(sizes[:3]))
def matrix(
    seed: int, name: str, heads: int, rows: int, cols: int, /, dtype: DTypeName = "float64"
) -> FloatArray:
    """Draw the matrix of every head, N(0, 1 / rows): [heads, rows, cols], read-only.

    Each head has a name of its own, and its columns (output features) are drawn one after
    another: heads stay as heads are added, and columns as columns are added.
    """
    scale = 1.0 / math.sqrt(rows) if rows else 1.0
    drawn = np.empty((heads, rows, cols), dtype=dtype)
    for head in range(heads):
        drawn[head] = draw(seed, f"{name}/{head}", (cols, rows), scale).T
    drawn.setflags(write=False)
    return drawn
