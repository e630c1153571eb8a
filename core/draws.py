"""Random numbers by name: the same on every machine, in every run, at every size.

What is drawn under a name depends on the seed and the name alone, so a matrix that two variants
share is the same matrix, and what a comparison shows is what was tied.
"""

from __future__ import annotations

import hashlib
import math
from functools import lru_cache

import numpy as np

from core.numerics import FloatArray
from core.scenario import DTypeName

DECIMALS = 1000.0
"""Drawn numbers are multiples of 1 / DECIMALS: all that is drawn can be shown in full."""

_DOUBLE = 2.0**-53


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
    size = math.prod(shape)
    digest = hashlib.blake2b(f"{seed}|{name}".encode("utf-8", "surrogatepass"), digest_size=16)
    stream = np.random.Philox(key=int.from_bytes(digest.digest(), "little"))
    raw = stream.random_raw(size + size % 2).reshape(-1, 2)  # [pairs, 2] of 64 bits
    uniform = (raw >> np.uint64(11)) * _DOUBLE  # [0, 1)
    radius = np.sqrt(-2.0 * np.log(uniform[:, 0] + _DOUBLE))  # the logarithm takes (0, 1]
    angle = 2.0 * math.pi * uniform[:, 1]
    normal = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1).ravel()[:size]
    # Adding 0 turns -0 into 0, which would be shown as -0.000.
    drawn: FloatArray = np.rint(normal * (scale * DECIMALS)) / DECIMALS + 0.0
    return drawn.reshape(shape)


@lru_cache(maxsize=2048)
def token_vector(seed: int, token: str, d_model: int) -> FloatArray:
    """Return the vector N(0, 1) of a token: [d_model], its first entries the same at any width."""
    vector = draw(seed, f"token/{token}", (d_model,))
    vector.setflags(write=False)
    return vector


# The matrices of the present and of the previous scenario; a larger store would only hold memory.
@lru_cache(maxsize=24)
def matrix(
    seed: int, name: str, heads: int, rows: int, cols: int, dtype: DTypeName = "float64"
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
