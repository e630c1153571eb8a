"""What each row of the weights tells, without temporaries as large as the weights."""

from __future__ import annotations

import numpy as np

from core.numerics import FloatArray, entropy
from core.parallel import for_each

_BLOCK_CELLS = 1 << 16


def row_entropy(weights: FloatArray) -> FloatArray:
    """Entropy of every row in nats: [heads, n_q, n_k] -> [heads, n_q, 1]."""
    heads, n_q, n_k = weights.shape
    if weights.size <= _BLOCK_CELLS:
        return entropy(weights)[..., None]
    result = np.empty((heads, n_q, 1), dtype=weights.dtype)
    height = max(1, _BLOCK_CELLS // n_k)

    def work(block: tuple[int, slice]) -> None:
        head, rows = block
        with np.errstate(all="ignore"):
            result[head, rows, 0] = entropy(weights[head, rows])

    for_each(
        work,
        [
            (head, slice(start, start + height))
            for head in range(heads)
            for start in range(0, n_q, height)
        ],
    )
    return result
