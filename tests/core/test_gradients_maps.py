"""Backward passes of linear maps, heads, turns, solutions, and of ties."""

from __future__ import annotations

import numpy as np
import pytest

from core.attention import attend, join_heads, project_heads
from core.gradients.attention import (
    attention_gradients,
)
from core.gradients.maps import (
    affine_gradients,
    concatenate_gradients,
    join_heads_gradient,
    project_heads_gradients,
    rotate_gradient,
    silent_product,
    solve_gradients,
    split_heads_gradient,
    sum_to,
)
from core.gradients.ties import TiedGradient, tied_map_gradients
from core.layers import affine, split_heads
from core.rotary import rotate
from tests.core.gradient_checks import assert_gradients


@pytest.fixture
def normal():
    rng = np.random.default_rng(3)
    return lambda *shape: rng.normal(size=shape)


def test_maps_turns_heads_and_halves(normal):
    x, w, seen = normal(4, 6), normal(3, 6, 2), normal(3, 4, 2)
    found = project_heads_gradients(x, w, seen)
    assert_gradients(
        lambda x, w: np.vdot(project_heads(x, w), seen),
        {"x": x, "w": w},
        {"x": found.x, "w": found.weight},
    )
    heads = normal(2, 3, 4, 6)
    joined = normal(2, 4, 18)
    assert np.vdot(join_heads(heads), joined) == pytest.approx(
        np.vdot(heads, join_heads_gradient(joined, 3))
    )
    assert np.vdot(split_heads(joined, 3), heads) == pytest.approx(
        np.vdot(joined, split_heads_gradient(heads))
    )
    places = np.arange(4)
    turned = normal(2, 3, 4, 6)
    assert np.vdot(rotate(heads, places), turned) == pytest.approx(
        np.vdot(heads, rotate_gradient(turned, places))
    )
    left, right = concatenate_gradients(joined, (8, 10))
    np.testing.assert_array_equal(np.concatenate([left, right], axis=-1), joined)
    with pytest.raises(ValueError, match="do not add up"):
        concatenate_gradients(joined, (8, 8))


def test_a_solution_hands_its_gradient_to_both_sides(normal):
    matrix, target, seen = normal(2, 4, 4) + 3 * np.eye(4), normal(2, 4, 3), normal(2, 4, 3)
    found = solve_gradients(matrix, np.linalg.solve(matrix, target), seen)
    assert_gradients(
        lambda matrix, target: np.vdot(np.linalg.solve(matrix, target), seen),
        {"matrix": matrix, "target": target},
        {"matrix": found.matrix, "target": found.target},
    )


def test_a_gradient_of_zero_silences_what_is_not_finite():
    d = np.array([[0.0, 2.0], [1.0, 0.0]])
    operand = np.array([[np.nan, 1.0], [3.0, np.inf]])
    np.testing.assert_array_equal(silent_product(d, operand), [[6.0, np.nan], [np.nan, 1.0]])
    np.testing.assert_array_equal(silent_product(d, np.eye(2)), d)


def test_what_was_repeated_is_added_up(normal):
    seen = normal(4, 3, 5)
    for shape in [(4, 3, 5), (3, 5), (5,), (3, 1), (1, 3, 5), (4, 1, 1), ()]:
        array = normal(*shape)
        expected = np.vdot(np.broadcast_to(array, seen.shape), seen)
        assert np.vdot(array, sum_to(seen, shape)) == pytest.approx(expected)


@pytest.mark.parametrize("runs", [(), (3,)])
def test_affine_maps_with_runs(normal, runs):
    arrays = {"x": normal(*runs, 2, 4, 5), "weight": normal(*runs, 5, 3), "bias": normal(*runs, 3)}
    seen = normal(*runs, 2, 4, 3)
    found = affine_gradients(arrays["x"], arrays["weight"], seen, bias=True)
    gradients = {"x": found.x, "weight": found.weight, "bias": found.bias}
    assert_gradients(lambda **given: np.vdot(affine(**given), seen), arrays, gradients)
    for run in range(3 if runs else 0):  # each run as if it were alone
        alone = affine_gradients(arrays["x"][run], arrays["weight"][run], seen[run])
        np.testing.assert_allclose(alone.weight, found.weight[run], atol=1e-14)
        np.testing.assert_allclose(alone.x, found.x[run], atol=1e-14)
        assert alone.bias is None


def test_a_tied_matrix_receives_the_sum_of_both_paths(normal):
    x, w_q, w_k, seen = normal(2, 5, 6), normal(6, 3), normal(6, 3), normal(2, 5, 3)

    def context(w_q, w_k, w_v):
        query, key, value = (affine(x, w)[:, None] for w in (w_q, w_k, w_v))
        return attend(query, key, value)

    query, key = affine(x, w_q)[:, None], affine(x, w_k)[:, None]
    heads = attention_gradients(context(w_q, w_k, w_k), query, key, key, seen[:, None])
    tied = tied_map_gradients(x, w_k, {"key": heads.key[:, 0], "value": heads.value[:, 0]})
    untied = {"w_q": w_q, "w_k": w_k, "w_v": w_k}
    parts = {"w_k": tied.weight.parts["key"], "w_v": tied.weight.parts["value"]}
    assert_gradients(lambda **w: np.vdot(context(**w).context, seen[:, None]), untied, parts)
    assert_gradients(
        lambda w: np.vdot(context(w_q, w, w).context, seen[:, None]),
        {"w": w_k},
        {"w": tied.weight.total},
    )
    np.testing.assert_allclose(tied.weight.total, parts["w_k"] + parts["w_v"], atol=1e-15)
    a, b = parts["w_k"].ravel(), parts["w_v"].ravel()
    expected = a @ b / np.linalg.norm(a) / np.linalg.norm(b)
    assert tied.weight.cosine("key", "value") == pytest.approx(expected)


def test_the_cosine_of_each_run_and_its_edges():
    one = np.array([[1.0, 0.0], [1e-200, 0.0], [0.0, 0.0]])
    other = np.array([[-2.0, 0.0], [1e-200, 1e-200], [1.0, 0.0]])
    cosine = TiedGradient({"key": one, "value": other}).cosine("key", "value", n_runs=1)
    np.testing.assert_allclose(cosine, [-1.0, np.sqrt(0.5), np.nan])
    with pytest.raises(KeyError):
        TiedGradient({"key": one}).cosine("key", "query")
