"""Degrees of freedom: measured ranks against the formula, Jacobians against differences."""

from __future__ import annotations

import numpy as np
import pytest

from core.freedom import SIZES, freedom, tied_jacobian, untied_jacobian
from core.heads import Head, draw_head


@pytest.mark.parametrize(("d", "r"), SIZES)
@pytest.mark.parametrize("seed", [0, 1])
def test_tying_a_head_loses_r_times_d_minus_r(d, r, seed):
    found = freedom(d, r, seed=seed)
    assert found.untied == 4 * d * r - 2 * r * r
    assert found.tied == 3 * d * r - r * r
    assert found.lost == found.predicted == r * (d - r)


@pytest.mark.parametrize(("d", "r"), [(4, 1), (6, 2), (6, 3), (4, 4)])
def test_all_heads_of_a_layer_lose_d_times_d_minus_r(d, r):
    found = freedom(d, r, n_heads=d // r)
    assert found.lost == found.predicted == d * (d - r)


@pytest.mark.parametrize("tied", [False, True])
def test_the_jacobian_is_that_of_finite_differences(tied):
    d, r, step = 5, 2, 1e-6
    head = draw_head(r, d, 3)
    start = [head.w_q, head.w_k, head.w_o] if tied else [head.w_q, head.w_k, head.w_v, head.w_o]

    def maps(matrices):
        first, *between, last = matrices
        made = Head(first, between[0], between[-1], last)
        return np.concatenate([made.score_map.ravel(), made.output_map.ravel()])

    columns = []
    for index, matrix in enumerate(start):
        for cell in np.ndindex(matrix.shape):
            moved = [[part.copy() for part in start] for _ in range(2)]
            moved[0][index][cell] += step
            moved[1][index][cell] -= step
            columns.append((maps(moved[0]) - maps(moved[1])) / (2 * step))
    jacobian = tied_jacobian(head) if tied else untied_jacobian(head)
    assert jacobian.shape == (2 * d * d, (3 if tied else 4) * d * r)
    assert np.allclose(jacobian, np.transpose(columns), atol=1e-9)


@pytest.mark.parametrize(("d", "r"), SIZES)
def test_the_rank_has_a_clear_gap_behind_it(d, r):
    found = freedom(d, r)
    for jacobian, rank in (
        (untied_jacobian(draw_head(r, d, 0)), found.untied),
        (tied_jacobian(draw_head(r, d, 0)), found.tied),
    ):
        singular = np.linalg.svd(jacobian, compute_uv=False)
        assert singular[rank - 1] > 1e-6 * singular[0]
        assert np.all(singular[rank:] < 1e-13 * singular[0])


def test_sizes_that_make_no_head():
    with pytest.raises(ValueError, match="width 5"):
        freedom(4, 5)
    with pytest.raises(ValueError, match="0 heads"):
        freedom(4, 2, n_heads=0)
    with pytest.raises(ValueError, match="without W_O"):
        untied_jacobian(draw_head(2, 4, 0, with_output=False))
