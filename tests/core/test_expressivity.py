"""The width law: what a tied head of each width can and cannot do, against brute force."""

from __future__ import annotations

import numpy as np
import pytest

from core.attention import attend
from core.expressivity import best_tied_head, reachable_errors, threshold, tied_error
from core.heads import Head, doubled, draw_head, full_width, head_obstacle, head_of
from core.pipeline import run
from core.scenario import Edit, Scenario

optimize = pytest.importorskip("scipy.optimize")


def output(head: Head, x, scale=0.5):
    """The head's output on real inputs [n, d], through the program's own attention."""
    attended = attend((x @ head.w_q)[None], (x @ head.w_k)[None], (x @ head.w_v)[None], scale=scale)
    return attended.context[0] if head.w_o is None else attended.context[0] @ head.w_o


def maps(r, d, seed):
    head = draw_head(r, d, seed)
    return head.score_map, head.output_map


def test_two_random_subspaces_of_4_need_8_columns_and_lose_what_was_measured_before():
    errors = np.array([reachable_errors(*maps(4, 20, seed)) for seed in range(40)])
    assert np.abs(errors[:, 2:7].mean(axis=0) - [0.52, 0.43, 0.35, 0.26, 0.13]).max() < 0.05
    assert errors[:, 6].min() > 0.05
    assert errors[:, 7:].max() < 1e-14


@pytest.mark.parametrize(("r", "d"), [(1, 5), (2, 6), (3, 9), (4, 8), (5, 8), (6, 6)])
@pytest.mark.parametrize("with_output", [True, False])
def test_the_error_vanishes_at_the_threshold_and_not_before(r, d, with_output):
    for seed in range(5):
        head = draw_head(r, d, seed, with_output=with_output)
        m, n = head.score_map, head.output_map
        errors = reachable_errors(m, n, with_output)
        enough = threshold(m, n, with_output)
        assert enough == min(2 * r, d)
        assert np.all(np.diff(errors) <= 1e-12)
        assert np.all(errors[enough - 1 :] < 1e-14)
        assert np.all(errors[: enough - 1] > 1e-3)


def test_shared_directions_are_paid_for_once():
    d, basis = 9, np.linalg.qr(np.random.default_rng(0).normal(size=(9, 9)))[0]
    rng = np.random.default_rng(1)
    rows, columns = basis[:, :4], basis[:, 2:5]  # two directions in common
    m, n = rng.normal(size=(d, 4)) @ rows.T, columns @ rng.normal(size=(3, d))
    assert threshold(m, n) == 5
    assert threshold(m, columns, with_output=False) == 5
    assert reachable_errors(m, n)[4] < 1e-14 < 1e-3 < reachable_errors(m, n)[3]


@pytest.mark.parametrize("s", range(1, 10))
def test_the_best_tied_head_attains_the_bound_and_doing_is_believing(s):
    m, n = maps(2, 9, s)
    head = best_tied_head(m, n, s)
    assert head.tied
    assert head.w_k.shape == (9, s)
    assert tied_error(head, m, n) == pytest.approx(reachable_errors(m, n)[s - 1], abs=1e-14)


def descend(loss, sizes, starts, seed):
    """Least loss that L-BFGS finds from random starts; ``loss`` returns value and gradients."""
    rng = np.random.default_rng(seed)
    cuts = np.cumsum([np.prod(size) for size in sizes])

    def flat(vector):
        parts = [
            part.reshape(size)
            for part, size in zip(np.split(vector, cuts[:-1]), sizes, strict=True)
        ]
        value, gradients = loss(*parts)
        return value, np.concatenate([gradient.ravel() for gradient in gradients])

    options = {"maxiter": 1500, "ftol": 1e-13, "gtol": 1e-8}
    found = [
        optimize.minimize(
            flat, rng.normal(size=cuts[-1]), jac=True, method="L-BFGS-B", options=options
        )
        for _ in range(starts)
    ]
    return min(float(one.fun) for one in found)


@pytest.mark.parametrize(("r", "d", "s"), [(2, 5, 1), (2, 5, 2), (2, 5, 3)])
@pytest.mark.parametrize("seed", [0, 1])
def test_no_search_beats_the_bound_with_an_output_matrix(r, d, s, seed):
    m, n = (matrix / np.linalg.norm(matrix) for matrix in maps(r, d, seed))

    def loss(w_q, w, w_o):
        dm, dn = w_q @ w.T - m, w @ w_o - n
        value = np.square(dm).sum() + np.square(dn).sum()
        return value, (2 * dm @ w, 2 * dm.T @ w_q + 2 * dn @ w_o.T, 2 * w.T @ dn)

    found = np.sqrt(descend(loss, [(d, s), (d, s), (s, d)], 3, seed) / 2)
    bound = reachable_errors(m, n)[s - 1]
    assert bound - 1e-9 <= found <= bound + 1e-5


@pytest.mark.parametrize(("r", "d", "s"), [(2, 5, 2), (2, 5, 3), (2, 6, 3)])
@pytest.mark.parametrize("seed", [0, 1])
def test_no_search_beats_the_bound_where_the_output_is_the_context(r, d, s, seed):
    head = draw_head(r, d, seed, with_output=False)
    m = head.score_map / np.linalg.norm(head.score_map)
    n = head.output_map

    def loss(w_q, free):
        w = np.concatenate([n, free], axis=1)  # the columns that are read are forced
        dm = w_q @ w.T - m
        gradient = (2 * dm.T @ w_q)[:, r:]
        return np.square(dm).sum(), (2 * dm @ w, gradient)

    found = np.sqrt(descend(loss, [(d, s), (d, s - r)], 3, seed) / 2)
    bound = reachable_errors(m, n, with_output=False)[s - 1]
    assert bound - 1e-9 <= found <= bound + 1e-5


def test_without_an_output_matrix_even_full_width_can_fail():
    d = 6
    rng = np.random.default_rng(3)
    m, n = rng.normal(size=(d, d)), rng.normal(size=(d, d))
    n[:, -1] = n[:, 0]  # W_V = N is forced, and is singular
    assert reachable_errors(m, n)[-1] < 1e-14
    errors = reachable_errors(m, n, with_output=False)
    assert errors[-1] > 0.05
    assert threshold(m, n, with_output=False) == d + 1
    invertible = rng.normal(size=(d, d))
    assert reachable_errors(m, invertible, with_output=False)[-1] < 1e-14


def test_giving_up_a_little_of_a_singular_output_buys_the_scores_with_a_large_query_matrix():
    d = 6
    rng = np.random.default_rng(3)
    m, n = rng.normal(size=(2, d, d))
    n[:, -1] = n[:, 0]
    errors, sizes = [], []
    for tilt in (1e-1, 1e-3, 1e-5):
        tilted = n + tilt * rng.normal(size=(d, d))
        w_q = np.linalg.solve(tilted, m.T).T
        errors.append(tied_error(Head(w_q, tilted, tilted), m, n))
        sizes.append(np.linalg.norm(w_q))
    assert errors[0] > 50 * errors[1] > 50**2 * errors[2]
    assert sizes[0] < sizes[1] / 50 < sizes[2] / 50**2


def test_a_head_too_narrow_for_the_output_leaves_the_last_features_out():
    head = draw_head(4, 9, 0, with_output=False)
    m, n = head.score_map, head.output_map
    errors = reachable_errors(m, n, with_output=False)
    missing = np.linalg.norm(n[:, 2:]) / np.linalg.norm(n)
    basis = np.linalg.qr(n[:, :2])[0]
    beyond = np.linalg.norm(m - m @ basis @ basis.T) / np.linalg.norm(m)
    assert errors[1] == pytest.approx(np.sqrt((missing**2 + beyond**2) / 2))


@pytest.mark.parametrize("factor", [1e-6, 1e6])
def test_units_do_not_matter(factor):
    m, n = maps(3, 8, 0)
    assert np.allclose(reachable_errors(factor * m, n), reachable_errors(m, n), atol=1e-14)
    assert threshold(factor * m, n) == threshold(m, n) == 6


def test_a_map_that_does_nothing_costs_nothing():
    m, n = maps(2, 6, 0)
    zero = np.zeros_like(m)
    assert threshold(zero, n) == threshold(m, zero) == 2
    assert reachable_errors(zero, n)[1] < 1e-14 < 0.1 < reachable_errors(zero, n)[0] < 1
    assert np.array_equal(reachable_errors(zero, zero), np.zeros(6))


@pytest.mark.parametrize("with_output", [True, False])
@pytest.mark.parametrize("r", [1, 2, 4, 8])
def test_the_construction_of_twice_the_width_does_what_the_untied_head_does(r, with_output):
    x = np.random.default_rng(r).normal(size=(11, 8))
    head = draw_head(r, 8, r, with_output=with_output)
    tied = doubled(head)
    assert tied.tied
    assert tied.w_k.shape == (8, 2 * r)
    expected = output(head, x)
    assert np.abs(output(tied, x) - expected).max() <= 1e-12 * np.abs(expected).max()


@pytest.mark.parametrize("r", [1, 3, 8])
def test_at_full_width_any_shared_matrix_will_do(r):
    rng = np.random.default_rng(r)
    x, shared = rng.normal(size=(11, 8)), np.linalg.qr(rng.normal(size=(8, 8)))[0]
    head = draw_head(r, 8, r)
    tied = full_width(head.score_map, head.output_map, shared)
    assert tied_error(tied, head.score_map, head.output_map) < 1e-14
    expected = output(head, x)
    assert np.abs(output(tied, x) - expected).max() <= 1e-12 * np.abs(expected).max()


@pytest.mark.parametrize("variant", ["self", "gqa", "mqa", "cross", "k_eq_v", "k_eq_v_eq_x"])
@pytest.mark.parametrize("output_projection", [True, False])
def test_the_maps_of_a_runs_heads_make_its_scores_and_its_output(variant, output_projection):
    scenario = Scenario(
        variant=variant,
        output_projection=output_projection,
        edits=(Edit("w_k" if variant != "k_eq_v_eq_x" else "w_q", 0, 1, 1, 3.0),),
    )
    trace = run(scenario)
    resolved = trace.resolved
    queries = trace.grid(resolved.make_query.source).values[0]
    memory = trace.grid(resolved.make_key.source).values[0]
    total = 0.0
    for index in range(resolved.n_heads):
        head = head_of(trace, index)
        scores = queries @ head.score_map @ memory.T
        assert np.allclose(scores, trace.grid("scores").values[index], atol=1e-12)
        made = trace.grid("weights").values[index] @ memory @ head.output_map
        if output_projection:
            total = total + made
        else:
            assert np.allclose(made, trace.grid("context").values[index], atol=1e-12)
        assert head.tied == resolved.same_map
    if output_projection:
        assert np.allclose(total, trace.grid("output").values[0], atol=1e-12)


def test_a_tied_run_is_reachable_at_its_own_width_and_an_untied_one_at_twice():
    untied, tied = (run(Scenario(variant=variant, d_model=16)) for variant in ("self", "k_eq_v"))
    for index in range(4):
        head = head_of(untied, index)
        assert threshold(head.score_map, head.output_map) == 8
        head = head_of(tied, index)
        assert threshold(head.score_map, head.output_map) == 4


@pytest.mark.parametrize("reading", ["query", "memory"])
def test_scores_without_matrices_go_through_the_identity(reading):
    head = head_of(run(Scenario(variant="luong_general", reading=reading)), 0)
    w_a = run(Scenario(variant="luong_general")).grid("w_a").values[0]
    assert np.allclose(head.score_map, w_a)
    assert np.array_equal(head.output_map, np.eye(16))


@pytest.mark.parametrize("with_output", [True, False])
@pytest.mark.parametrize(("r", "d"), [(1, 5), (3, 9), (6, 6)])
def test_the_law_needs_only_what_a_narrow_head_has(r, d, with_output):
    head = draw_head(r, d, 2, with_output=with_output)
    m, n = head.compact()
    assert m.shape == (r, d)
    assert n.shape == (d, r)
    whole = reachable_errors(head.score_map, head.output_map, with_output)
    assert np.allclose(reachable_errors(m, n, with_output), whole, atol=1e-14)
    assert threshold(m, n, with_output) == min(2 * r, d)


def test_what_has_no_maps_says_why():
    trace = run(Scenario(variant="bahdanau"))
    assert "tanh" in head_obstacle(trace).english()
    with pytest.raises(ValueError, match="tanh"):
        head_of(trace, 0)
    spoilt = run(Scenario(edits=(Edit("w_q", 0, 0, 0, float("inf")),)))
    assert "not finite" in head_obstacle(spoilt).english()
    with pytest.raises(IndexError, match="4 heads"):
        head_of(run(Scenario()), 4)


def test_wrong_sizes_are_named():
    m = np.eye(3)
    with pytest.raises(ValueError, match=r"\(3, 3\).*\(4, 2\)"):
        reachable_errors(m, np.zeros((4, 2)))
    with pytest.raises(ValueError, match="width 4"):
        best_tied_head(m, m, 4)
    with pytest.raises(ValueError, match="width 4 over model width 3"):
        draw_head(4, 3, 0)
    with pytest.raises(ValueError, match="singular"):
        full_width(m, m, np.ones((3, 3)))
    with pytest.raises(ValueError, match=r"\(2, 2\)"):
        full_width(m, m, np.eye(2))
