"""Rotary positions: what they keep, and what they do to a value that is a key."""

from __future__ import annotations

import numpy as np
import pytest

from core.attention import attend
from core.rotary import frequencies, linear_residual, rotate

D = 8


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def by_matrix(vector, position, base=10000.0):
    """Equation 15 of the paper, written out as a matrix."""
    d = len(vector)
    turn = np.zeros((d, d))
    for i in range(d // 2):
        angle = position * base ** (-2 * i / d)
        turn[2 * i : 2 * i + 2, 2 * i : 2 * i + 2] = [
            [np.cos(angle), -np.sin(angle)],
            [np.sin(angle), np.cos(angle)],
        ]
    return turn @ vector


@pytest.mark.parametrize("base", [10000.0, 500.0])
def test_rows_turn_as_the_papers_matrix_says(rng, base):
    x = rng.normal(size=(3, 6, D))
    positions = np.array([0, 1, 2, 7, 100, 3.5])
    turned = rotate(x, positions, base)
    expected = [[by_matrix(row, p, base) for row, p in zip(m, positions, strict=True)] for m in x]
    assert np.allclose(turned, expected, atol=1e-12)
    assert np.array_equal(turned[:, 0], x[:, 0])
    assert np.allclose(np.linalg.norm(turned, axis=-1), np.linalg.norm(x, axis=-1), rtol=1e-14)
    assert np.allclose(rotate(turned, -positions, base), x, atol=1e-13)


def test_scores_depend_on_the_distance_alone(rng):
    query, key = rng.normal(size=(5, D)), rng.normal(size=(6, D))

    def scores(shift):
        return rotate(query, np.arange(5) + shift) @ rotate(key, np.arange(6) + shift).T

    assert np.allclose(scores(0), scores(1000), atol=1e-11)
    assert not np.allclose(scores(0), query @ key.T, atol=0.1)
    same = np.ones(5)
    assert np.allclose(rotate(query, same) @ rotate(query, same).T, query @ query.T, atol=1e-13)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_precision_is_kept(rng, dtype):
    x = rng.normal(size=(4, D)).astype(dtype)
    turned = rotate(x, np.arange(4) + 100_000)
    assert turned.dtype == dtype
    exact = rotate(x.astype(np.float64), np.arange(4) + 100_000)
    assert np.allclose(turned, exact, atol=1e-6 if dtype == np.float32 else 0)


def test_what_cannot_be_turned_is_refused(rng):
    with pytest.raises(ValueError, match="width 7 is not even"):
        rotate(np.zeros((2, 7)), [0, 1])
    with pytest.raises(ValueError, match=r"\(3,\).*\(2, 8\)"):
        rotate(np.zeros((2, 8)), [0, 1, 2])
    with pytest.raises(ValueError, match="base 0"):
        frequencies(4, 0.0)
    assert rotate(np.zeros((0, 4)), []).shape == (0, 4)
    assert frequencies(4).tolist() == [1.0, 0.01]


def test_keys_turned_on_the_fly_leave_the_value_clean_and_full_width_loses_nothing(rng):
    """Only K is turned: the tied head of full width is the untied one, W_O = W_K⁻¹ W_V W_O."""
    n, positions = 20, np.arange(20)
    x = rng.normal(size=(n, D))
    w_q, w_k, w_v, w_o = rng.normal(size=(4, D, D)) / np.sqrt(D)
    query = rotate(x @ w_q, positions)[None]
    key = rotate(x @ w_k, positions)[None]
    untied = attend(query, key, (x @ w_v)[None]).context[0] @ w_o
    tied = attend(query, key, (x @ w_k)[None]).context[0] @ np.linalg.solve(w_k, w_v @ w_o)
    assert np.abs(tied - untied).max() <= 1e-12 * np.abs(untied).max() * np.linalg.cond(w_k)


def test_no_output_matrix_undoes_a_turned_value_but_turning_back_each_position_does(rng):
    n, positions = 60, np.arange(60)
    x = rng.normal(size=(n, D))
    w_q, w_k = rng.normal(size=(2, D, D)) / np.sqrt(D)
    query = rotate(x @ w_q, positions)[None]
    clean = x @ w_k
    cached = rotate(clean, positions)  # what a cache holds that keeps the turned key only
    expected = attend(query, cached[None], clean[None]).context[0]
    turned = attend(query, cached[None], cached[None])
    assert linear_residual(turned.context[0], expected) > 0.1
    restored = turned.weights[0] @ rotate(cached, -positions)
    assert np.allclose(restored, expected, atol=1e-13)
    relative = rotate(turned.context[0], -positions)  # on the output, by the query's position
    assert linear_residual(relative, expected) > 0.1
    offsets = positions[None, :] - positions[:, None]
    one_by_one = [turned.weights[0, i] @ rotate(clean, offsets[i]) for i in range(n)]
    assert np.allclose(relative, one_by_one, atol=1e-12)


def test_the_residual_is_that_of_least_squares(rng):
    source, target = rng.normal(size=(30, 5)), rng.normal(size=(30, 3))
    solved = np.linalg.lstsq(source, target, rcond=None)[0]
    expected = np.linalg.norm(source @ solved - target) / np.linalg.norm(target)
    assert linear_residual(source, target) == pytest.approx(expected)
    assert linear_residual(source, source @ rng.normal(size=(5, 2))) < 1e-14
    assert linear_residual(source[:4], target[:4]) < 1e-14  # too few rows to say anything
    assert linear_residual(source, np.zeros((30, 2))) == 0.0
    assert linear_residual(np.zeros((30, 2)), target) == 1.0
    with pytest.raises(ValueError, match=r"\(30, 5\).*\(3, 3\)"):
        linear_residual(source, target[:3])


@pytest.mark.parametrize("size", [1e-300, 1e160, 1e300])
def test_the_residual_depends_on_no_unit(rng, size):
    source, target = rng.normal(size=(30, 5)), rng.normal(size=(30, 2))
    expected = linear_residual(source, target)
    assert linear_residual(size * source, target) == pytest.approx(expected)
    assert linear_residual(source, size * target) == pytest.approx(expected)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_not_finite_has_no_residual(rng, bad):
    source, target = rng.normal(size=(30, 5)), rng.normal(size=(30, 2))
    spoiled = source.copy()
    spoiled[3, 2] = bad
    assert np.isnan(linear_residual(spoiled, target))
    assert np.isnan(linear_residual(source, spoiled))
