"""Softmax, linear maps, entropy and distances."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.special
import scipy.stats

from core.numerics import (
    SAFE_EXPONENT,
    entropy,
    exp_is_safe,
    exp_with_totals,
    linear,
    rank_of,
    relative_error,
    saturate,
    softmax,
    softmax_unshifted,
)


@pytest.fixture
def draw():
    return np.random.default_rng(7)


@pytest.mark.parametrize("axis", [-1, 0, 1])
def test_softmax_agrees_with_scipy(draw, axis):
    scores = draw.normal(size=(3, 4, 5)) * 10
    np.testing.assert_allclose(
        softmax(scores, axis=axis), scipy.special.softmax(scores, axis=axis), rtol=1e-13
    )


@pytest.mark.parametrize("n", [1, 2, 15, 16, 17, 300, 511, 512, 513])
def test_softmax_of_one_row_alone_agrees_with_scipy(draw, n):
    row = draw.normal(size=n) * 10
    np.testing.assert_allclose(softmax(row), scipy.special.softmax(row), rtol=1e-13)


def test_softmax_ignores_a_common_shift(draw):
    scores = np.round(draw.normal(size=(4, 6)), 3)
    np.testing.assert_allclose(softmax(scores + 1e6), softmax(scores), rtol=1e-9)


def test_softmax_of_equal_scores_is_uniform():
    for score in (0.0, 1e30, -1e30, 5e-324):
        assert (softmax(np.full((2, 4), score)) == 0.25).all()


def test_softmax_of_scores_too_far_apart_for_exp_does_not_overflow():
    assert softmax(np.array([1e308, -1e308, 0.0])).tolist() == [1.0, 0.0, 0.0]


def test_softmax_of_nothing_but_minus_infinity_is_zero():
    scores = np.array([[-np.inf, -np.inf], [-np.inf, 3.0]])
    assert softmax(scores).tolist() == [[0.0, 0.0], [0.0, 1.0]]


def test_softmax_of_an_empty_axis_is_empty():
    assert softmax(np.empty((3, 0))).shape == (3, 0)


def test_softmax_keeps_the_precision_and_its_argument(draw):
    scores = draw.normal(size=(2, 3)).astype(np.float32)
    before = scores.copy()
    assert softmax(scores).dtype == np.float32
    assert (scores == before).all()


@pytest.mark.parametrize("shape", [(2, 12, 12), (4, 2, 40, 40)])
def test_softmax_without_a_shift_agrees_with_scipy(draw, shape):
    """Up to the largest scores that it may take, and beside a row that may see nothing."""
    scores = draw.uniform(-SAFE_EXPONENT, SAFE_EXPONENT, shape).astype(np.float32)
    scores[..., 0, :] = SAFE_EXPONENT
    scores[..., 1, :] = -SAFE_EXPONENT
    scores = np.where(np.tri(*shape[-2:], dtype=bool), scores, np.float32(-np.inf))
    scores[..., 3, :] = -np.inf
    weights = np.empty_like(scores)
    softmax_unshifted(scores, out=weights)
    assert not weights[..., 3, :].any()
    seen = np.arange(shape[-2]) != 3
    expected = scipy.special.softmax(scores[..., seen, :].astype(np.float64), axis=-1)
    np.testing.assert_allclose(weights[..., seen, :], expected, rtol=3e-6, atol=1e-37)


def test_in_double_precision_every_row_has_its_maximum_subtracted():
    assert exp_is_safe(SAFE_EXPONENT, np.dtype(np.float32))
    assert not exp_is_safe(np.nextafter(SAFE_EXPONENT, 100), np.dtype(np.float32))
    assert not exp_is_safe(float("nan"), np.dtype(np.float32))
    assert not exp_is_safe(1.0, np.dtype(np.float64))


LARGE_ROWS = (8, 32, 40)  # enough for single precision to try without a shift


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("row", ["near", "far above", "far below", "at infinity", "masked"])
def test_totals_of_exponentials_agree_with_scipy_whatever_one_row_holds(draw, dtype, row):
    rows = draw.normal(size=LARGE_ROWS).astype(dtype)
    rows[2, 5] += {"far above": 1e3, "far below": -1e3}.get(row, 0.0)
    if row == "at infinity":
        rows[2, 5, ::2] = -np.inf
    elif row == "masked":
        rows[2, 5] = -np.inf
    out = np.empty_like(rows)
    with np.errstate(all="ignore"):
        total, shift = exp_with_totals(rows, out)
    assert total.shape == (8, 32, 1)
    log_total = np.log(total.astype(np.float64)) + (0.0 if shift is None else shift)
    seen = np.isfinite(rows).any(axis=-1)
    expected = scipy.special.logsumexp(rows.astype(np.float64), axis=-1)
    np.testing.assert_allclose(log_total[..., 0][seen], expected[seen], rtol=1e-6, atol=1e-6)
    assert (total > 0).all()
    assert not out[~seen].any()
    assert (shift is None) == (dtype == np.float32 and row in ("near", "at infinity"))


@pytest.mark.parametrize("shape", [(3, 5), LARGE_ROWS])
def test_softmax_of_halves_and_of_integers(draw, shape):
    scores = draw.integers(-9, 9, shape)
    exact = scipy.special.softmax(scores.astype(np.float64), axis=-1)
    np.testing.assert_allclose(softmax(scores), exact, rtol=1e-13)
    halves = scores.astype(np.float16)
    halves[..., 1, :] = -np.inf
    weights = softmax(halves)
    assert weights.dtype == np.float16
    assert not weights[..., 1, :].any()
    np.testing.assert_allclose(weights[..., 0, :], exact[..., 0, :], rtol=1e-3, atol=1e-6)


def test_softmax_of_many_rows_gives_nan_for_a_nan_and_nowhere_else(draw):
    rows = draw.normal(size=LARGE_ROWS).astype(np.float32)
    rows[1, 2, 3] = np.nan
    weights = softmax(rows)
    assert np.isnan(weights[1, 2]).all()
    weights[1, 2] = 0.0
    assert np.isfinite(weights).all()


@pytest.mark.parametrize("size", [5e-324, 1e-160, 1.0, 1e160, 1.7e308])
def test_the_rank_does_not_depend_on_the_size_of_the_numbers(size):
    """A stack of matrices of ranks 0 to 3; NumPy's own finds 0 where singular values overflow."""
    stack = np.array([np.diag([1.0] * rank + [0.0] * (3 - rank)) for rank in range(4)])
    stack[3] += np.array([[0.0, -1.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    assert rank_of(stack * size).tolist() == [0, 1, 2, 3]


def test_linear_is_the_sum_over_inputs(draw):
    x, weight, bias = draw.normal(size=(3, 4)), draw.normal(size=(4, 2)), draw.normal(size=2)
    np.testing.assert_allclose(
        linear(x, weight, bias), np.einsum("ni,io->no", x, weight) + bias, rtol=1e-13
    )


def test_linear_of_large_matrices_agrees_with_one_product(draw):
    x = draw.normal(size=(2, 700, 300)).astype(np.float32)
    weight = draw.normal(size=(300, 200)).astype(np.float32)
    np.testing.assert_allclose(linear(x, weight), x @ weight, rtol=1e-3, atol=1e-4)


def test_linear_names_both_shapes_when_they_do_not_fit():
    with pytest.raises(ValueError, match=r"\(3, 4\).*\(5, 2\)"):
        linear(np.zeros((3, 4)), np.zeros((5, 2)))


def test_linear_overflows_without_a_warning():
    huge = np.full((2, 2), 1e30, np.float32)
    assert np.isinf(linear(huge, huge)).all()


def test_entropy_agrees_with_scipy(draw):
    weights = softmax(draw.normal(size=(3, 5)))
    np.testing.assert_allclose(entropy(weights), scipy.stats.entropy(weights, axis=-1))


def test_entropy_is_log_n_when_uniform_and_zero_when_one_hot():
    assert entropy(np.full(8, 1 / 8)) == pytest.approx(math.log(8))
    one_hot = entropy(np.eye(3))
    assert (one_hot == 0).all()
    assert not np.signbit(one_hot).any()
    assert entropy(np.zeros(4)) == 0.0


def test_relative_error():
    assert relative_error(np.array([3.0, 4.5]), np.array([3.0, 4.0])) == pytest.approx(0.1)
    assert relative_error(np.zeros(2), np.zeros(2)) == 0.0
    assert relative_error(np.ones(2), np.zeros(2)) == math.inf
    with pytest.raises(ValueError, match=r"\(2,\).*\(3,\)"):
        relative_error(np.zeros(2), np.zeros(3))


def test_saturate_replaces_overflow_but_not_infinity():
    with np.errstate(over="ignore"):
        operand = np.array([1e300, -1e300, np.inf, 2.0])
        result = operand * 1e10
    saturate(result, operand)
    largest = np.finfo(np.float64).max
    assert result.tolist() == [largest, -largest, np.inf, 2e10]
