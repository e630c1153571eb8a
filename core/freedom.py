r"""Freedom lost by tying: the rank of the Jacobian of a head's matrices -> its maps (M, N).

Untied, :math:`(W_Q, W_K, W_V, W_O) \mapsto (W_Q W_K^\top, W_V W_O)`. Each product of two matrices
of width r over d has :math:`2dr - r^2` degrees of freedom (an invertible r × r matrix can be moved
from one factor to the other without a trace), so together :math:`4dr - 2r^2`.

Tied, :math:`(W_Q, W, W_O) \mapsto (W_Q W^\top, W W_O)` has 3dr parameters, and one invertible
matrix can still be moved (:math:`W \to W G`, :math:`W_Q \to W_Q G^{-\top}`,
:math:`W_O \to G^{-1} W_O`), which leaves :math:`3dr - r^2`.

Tying therefore costs :math:`dr - r^2 = r(d - r)` a head: the dimension of the choice of an
r-dimensional subspace of d, which the untied head makes twice. H = d / r heads lose d (d - r).
Nothing is lost at r = d. Here the ranks are measured, not asserted.

With row-major vec, vec(A X B) = (A ⊗ Bᵀ) vec X gives the blocks of the Jacobian.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.heads import Head, draw_head
from core.numerics import FloatArray

SIZES: tuple[tuple[int, int], ...] = ((4, 1), (6, 2), (6, 3), (8, 4), (5, 5))
"""(d, r) at which the law is shown: small enough to measure in a moment."""


@dataclass(frozen=True, slots=True)
class Freedom:
    """Degrees of freedom of H heads of width r over d, measured.

    Attributes
    ----------
    d, r, n_heads : the sizes.
    untied, tied : ranks of the Jacobians, summed over the heads.
    """

    d: int
    r: int
    n_heads: int
    untied: int
    tied: int

    @property
    def lost(self) -> int:
        """What tying costs, as measured."""
        return self.untied - self.tied

    @property
    def predicted(self) -> int:
        """What tying costs by the formula: r (d - r) a head."""
        return self.n_heads * self.r * (self.d - self.r)


def freedom(d: int, r: int, n_heads: int = 1, seed: int = 0) -> Freedom:
    """Measure the freedom of ``n_heads`` random heads, untied and tied.

    The pairs (M, N) of different heads depend on different matrices, so the layer's Jacobian has
    one block a head and ranks add up. Time grows as d^6: d = 8 takes milliseconds, 16 some tens.

    Raises
    ------
    ValueError : unless 1 <= r <= d and n_heads >= 1.
    """
    if n_heads < 1:
        raise ValueError(f"{n_heads} heads; use 1 or more")
    heads = [draw_head(r, d, seed + head) for head in range(n_heads)]
    return Freedom(
        d=d,
        r=r,
        n_heads=n_heads,
        untied=sum(_rank(untied_jacobian(head)) for head in heads),
        tied=sum(_rank(tied_jacobian(head)) for head in heads),
    )


def untied_jacobian(head: Head) -> FloatArray:
    """Return d(M, N) / d(W_Q, W_K, W_V, W_O) at a head with W_O.

    Returns
    -------
    jacobian : [2 d², 4 d r]; rows vec M then vec N, columns vec of each matrix, all row-major.
    """
    by_query, by_key = _score_blocks(head)
    by_value, by_output = _output_blocks(head, head.w_v)
    none = np.zeros_like(by_query)
    return np.block([[by_query, by_key, none, none], [none, none, by_value, by_output]])


def tied_jacobian(head: Head) -> FloatArray:
    """Return d(M, N) / d(W_Q, W, W_O) with W = W_K for keys and values, at a head with W_O.

    Returns
    -------
    jacobian : [2 d², 3 d r]; the shared matrix moves both maps.
    """
    by_query, by_key = _score_blocks(head)
    by_value, by_output = _output_blocks(head, head.w_k)
    none = np.zeros_like(by_query)
    return np.block([[by_query, by_key, none], [none, by_value, by_output]])


def _score_blocks(head: Head) -> tuple[FloatArray, FloatArray]:
    """Return dM / dW_Q and dM / dW_K, [d², d r] each, of M = W_Q W_Kᵀ."""
    d, r = head.w_q.shape
    by_query = np.kron(np.eye(d), head.w_k)  # M = I W_Q W_Kᵀ: I ⊗ W_K
    # M_ij = Σ_l Q_il K_jl, so dM_ij / dK_kl = Q_il [j = k]: W_Q ⊗ I with its columns exchanged.
    by_key = np.einsum("il,jk->ijkl", head.w_q, np.eye(d)).reshape(d * d, d * r)
    return by_query, by_key


def _output_blocks(head: Head, w_v: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return dN / dW_V and dN / dW_O, [d², d r] each, of N = W_V W_O."""
    d = len(w_v)
    if head.w_o is None:
        raise ValueError("a head without W_O has no output matrix to differentiate by")
    return np.kron(np.eye(d), head.w_o.T), np.kron(w_v, np.eye(d))


def _rank(jacobian: FloatArray) -> int:
    """Return the numerical rank: singular values below size · ε times the largest count as zero."""
    return int(np.linalg.matrix_rank(jacobian))
