r"""The width law: how near a tied head of width s can come to a head given by its maps (M, N).

A head has scores :math:`X M X^\top` and output :math:`A X N` (see :mod:`core.heads`). A tied head
of width s has one :math:`W \in R^{d \times s}` for keys and values, so

.. math:: M' = W_Q W^\top, \qquad N' = W W_O.

With :math:`U = \mathrm{col}(W)` and its projector P, the rows of M' and the columns of N' lie in
U, and every such pair can be had by choosing :math:`W_Q` and :math:`W_O`. Nearest are
:math:`M' = M P` and :math:`N' = P N`, which leave

.. math:: \|M - M P\|^2 + \|N - P N\|^2 = \mathrm{tr}\,(I - P)(M^\top M + N N^\top).

This is least where U is spanned by the s leading eigenvectors of :math:`M^\top M + N N^\top` (Ky
Fan 1949), that is by the s leading right singular vectors of the stack :math:`[M; N^\top]`; what
is left is the sum of the other squared singular values. It is zero exactly when
:math:`s \ge \dim(\mathrm{row}\,M + \mathrm{col}\,N)`: address and content share one budget.

M and N are first brought to norm 1 each, because their units have nothing to do with one another:
doubling W_Q changes what M weighs, not what the head is for. The error is
:math:`\sqrt{(\|M - M'\|^2 + \|N - N'\|^2)/2}` of these, so 1 means that nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.heads import Head
from core.numerics import FloatArray

_ROUNDING = float(np.finfo(np.float64).eps)


def reachable_errors(
    score_map: FloatArray, output_map: FloatArray, with_output: bool = True
) -> FloatArray:
    r"""Return the least relative error of a tied head of each width s = 1 .. d.

    **With W_O** the question is the module's: the best pair (M', N') of any tied head.

    **Without W_O** the context is the output, so the shared matrix has no freedom in the columns
    that are read: its first v columns *are* N [d, v]. The question is then: with the output exact,
    how near can the scores come? Their rows lie in col(W). Columns beyond the first v are never
    read as output, so they are free for addresses, and the best are the leading right singular
    vectors of M (I - P_N). At s < v the last v - s features are missing and count as zero.

    The output is held exact, not traded against the scores. If it may err, a little buys much: at
    s = v columns of N that depend on one another can be tilted by any ε into the row space of M,
    at the price of a W_Q that grows as 1/ε. That compromise has no optimum, only an infimum.

    Parameters
    ----------
    score_map : M [d, d], or any [k, d] with its MᵀM: see :meth:`core.heads.Head.compact`.
    output_map : N = W_V W_O [d, d_out], or any with its N Nᵀ; without W_O the very W_V [d, v].
    with_output : whether the tied head has a W_O of its own.

    Returns
    -------
    errors : [d]; falls with s.

    Raises
    ------
    ValueError : the shapes do not fit; names both.
    """
    m, n = _unit(score_map, output_map)
    d = m.shape[1]
    if with_output:
        left = _tails(np.linalg.svd(np.concatenate([m, n.T]), compute_uv=False), d)  # [d + 1]
        return _relative(left[1:], m, n)
    v = n.shape[1]
    lost = np.empty(d)
    rest, missing, beyond = _beside_first(m, n), np.square(n).sum(axis=0), m
    for s in range(1, min(v, d) + 1):
        beyond = next(rest)
        lost[s - 1] = np.square(beyond).sum() + missing[s:].sum()
    if v < d:
        left = _tails(np.linalg.svd(beyond, compute_uv=False), d)
        lost[v:] = left[1 : d - v + 1]
    return _relative(lost, m, n)


def threshold(score_map: FloatArray, output_map: FloatArray, with_output: bool = True) -> int:
    """Return the least width at which a tied head is exact.

    With W_O it is dim(row M + col N). Without, the first v columns are N whether or not they depend
    on one another, and what they leave of row M needs columns of its own:
    v + dim(row M + col N) - rank N. This may exceed d: then not even full width is enough.

    Ranks are numerical, as NumPy's are: singular values below ε times the longer side of the stack
    times the largest count as zero.

    Parameters
    ----------
    score_map, output_map, with_output : as in :func:`reachable_errors`.
    """
    m, n = _unit(score_map, output_map)
    together = int(np.linalg.matrix_rank(np.concatenate([m, n.T])))
    if with_output:
        return together
    return int(n.shape[1]) + together - int(np.linalg.matrix_rank(n))


def best_tied_head(score_map: FloatArray, output_map: FloatArray, s: int) -> Head:
    """Return a tied head of width ``s``, with W_O, that attains :func:`reachable_errors`.

    Its shared matrix has orthonormal columns: the s leading right singular vectors of the stack.

    Raises
    ------
    ValueError : the shapes do not fit, or ``s`` is not a width from 1 to d.
    """
    m, n = _unit(score_map, output_map)
    d = m.shape[1]
    if not 1 <= s <= d:
        raise ValueError(f"a tied head of width {s}; use a width from 1 to {d}")
    shared = np.linalg.svd(np.concatenate([m, n.T]), full_matrices=True)[2][:s].T  # [d, s]
    return Head(score_map @ shared, shared, shared, shared.T @ output_map)


@np.errstate(all="ignore")
def tied_error(head: Head, score_map: FloatArray, output_map: FloatArray) -> float:
    """Return the relative error of a head's own maps against (M, N), as the module defines it."""
    m, n = _unit(score_map, output_map)
    own_m = head.score_map / (_norm(score_map) or 1.0)
    own_n = head.output_map / (_norm(output_map) or 1.0)
    lost = np.square(m - own_m).sum() + np.square(n - own_n).sum()
    return float(_relative(lost, m, n))


@np.errstate(all="ignore")
def _unit(score_map: FloatArray, output_map: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return M and N in double precision with norm 1 each; zero stays zero."""
    if (score_map.ndim, output_map.ndim) != (2, 2) or score_map.shape[1] != len(output_map):
        raise ValueError(
            f"M of shape {score_map.shape} and N of shape {output_map.shape} must be [d, d] and "
            "[d, v] with one d"
        )
    m, n = score_map.astype(np.float64), output_map.astype(np.float64)
    return m / (_norm(m) or 1.0), n / (_norm(n) or 1.0)


def _norm(matrix: FloatArray) -> float:
    """Return the Frobenius norm."""
    return float(np.linalg.norm(matrix))


def _relative(lost: FloatArray, m: FloatArray, n: FloatArray) -> FloatArray:
    """Return errors from squared ones; a map that is zero has nothing to lose and counts for none.

    ``lost`` is of any shape, ``m`` and ``n`` have norm 1 or 0.
    """
    relative: FloatArray = np.sqrt(lost / max(1, int(m.any()) + int(n.any())))
    return relative


def _tails(singular: FloatArray, d: int) -> FloatArray:
    """Return what is left of the squares after the first s: [d + 1], from s = 0 to d."""
    squares = np.zeros(d)
    squares[: len(singular)] = np.square(singular)
    return np.append(np.cumsum(squares[::-1])[::-1], 0.0)


def _beside_first(m: FloatArray, columns: FloatArray) -> Iterator[FloatArray]:
    """Yield M (I - P) for the first, the first two, ... columns; dependent ones count once.

    Gram and Schmidt, each direction cleared twice, which keeps it orthogonal to rounding: one pass
    over the columns instead of a decomposition for every width.
    """
    rest, basis = m.copy(), np.empty((len(columns), 0))
    longest = float(np.linalg.norm(columns, axis=0).max(initial=0.0))
    smallest = max(columns.shape) * _ROUNDING * longest
    for column in columns.T:
        new = column
        for _ in range(2):
            new = new - basis @ (basis.T @ new)
        length = float(np.linalg.norm(new))
        if length > smallest:
            new = new / length
            basis = np.column_stack([basis, new])
            rest = rest - np.outer(rest @ new, new)
        yield rest
