"""Boolean masks: True = this query may attend to this key. Masks compose with ``&``."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.numerics import BoolArray


def causal(n_q: int, n_k: int, offset: int = 0) -> BoolArray:
    """Each query sees the keys up to its own position: [n_q, n_k], True where j <= i + offset.

    Parameters
    ----------
    n_q, n_k : number of queries and keys.
    offset : the position of query 0; n_k - n_q aligns the last query with the last key.
    """
    return np.tri(n_q, n_k, k=offset, dtype=np.bool_)


def sliding_window(
    n_q: int, n_k: int, left: int | None, right: int | None, offset: int = 0
) -> BoolArray:
    """Each query sees its neighbourhood: [n_q, n_k], True where -left <= j - (i + offset) <= right.

    Parameters
    ----------
    n_q, n_k : number of queries and keys.
    left, right : number of keys seen before and after the query's own position; None = unbounded.
    offset : the position of query 0.

    Raises
    ------
    ValueError : if ``left`` or ``right`` is negative.
    """
    for name, count in (("left", left), ("right", right)):
        if count is not None and count < 0:
            raise ValueError(f"{name} counts keys and cannot be {count}; use 0 or more, or None")
    allowed = np.ones((n_q, n_k), dtype=np.bool_)
    if right is not None:
        allowed &= np.tri(n_q, n_k, k=offset + right, dtype=np.bool_)
    if left is not None:
        allowed &= ~np.tri(n_q, n_k, k=offset - left - 1, dtype=np.bool_)
    return allowed


def padding(lengths: Sequence[int] | NDArray[np.integer], n_k: int) -> BoolArray:
    """Hide the padding after each sequence's end: [batch, 1, 1, n_k], True where j < length.

    Parameters
    ----------
    lengths : [batch], the number of real keys of each sequence, 0 to n_k.
    n_k : number of keys, padding included.

    Raises
    ------
    ValueError : if ``lengths`` is not one row of numbers from 0 to n_k.
    """
    counts = np.asarray(lengths, dtype=np.int64)
    if counts.ndim != 1:
        raise ValueError(f"lengths must have shape [batch], got {counts.shape}")
    wrong = counts[(counts < 0) | (counts > n_k)]
    if wrong.size:
        raise ValueError(f"length {wrong[0]} does not fit {n_k} keys; use 0 to {n_k}")
    allowed: BoolArray = np.arange(n_k) < counts[:, None]  # [batch, n_k]
    return allowed[:, None, None, :]  # [batch, n_k] -> [batch, 1, 1, n_k]


def stored(n_q: int, n_k: int, n_asking: int) -> BoolArray:
    """Let every query see what is stored, not the tokens that ask: [n_q, n_k].

    Parameters
    ----------
    n_q, n_k : number of queries and keys.
    n_asking : number of tokens that ask, the last.
    """
    visible: BoolArray = np.broadcast_to(np.arange(n_k) < n_k - n_asking, (n_q, n_k))
    return visible.copy()
