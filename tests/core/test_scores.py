"""Score functions against their equations, written out."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core import scores


@pytest.fixture
def draw():
    return np.random.default_rng(11)


def test_dot_is_the_sum_of_products(draw):
    query, key = draw.normal(size=(2, 3, 4)), draw.normal(size=(2, 5, 4))
    expected = np.einsum("hid,hjd->hij", query, key)
    np.testing.assert_allclose(scores.dot(query, key), expected, rtol=1e-12)


def test_scaled_dot_divides_by_the_root_of_the_width(draw):
    query, key = draw.normal(size=(3, 9)), draw.normal(size=(5, 9))
    np.testing.assert_allclose(scores.scaled_dot(query, key), (query @ key.T) / 3, rtol=1e-13)


def test_scaling_keeps_the_variance_near_one(draw):
    query, key = draw.normal(size=(400, 64)), draw.normal(size=(400, 64))
    assert scores.scaled_dot(query, key).var() == pytest.approx(1.0, rel=0.1)


def test_general_with_the_identity_is_dot(draw):
    query, key = draw.normal(size=(3, 4)), draw.normal(size=(5, 4))
    np.testing.assert_allclose(
        scores.general(query, key, np.eye(4)), scores.dot(query, key), rtol=1e-14
    )


def test_general_may_count_its_matrix_to_the_query_or_to_the_key(draw):
    query, key, w_a = draw.normal(size=(3, 4)), draw.normal(size=(5, 6)), draw.normal(size=(4, 6))
    on_key = scores.dot(query, key @ w_a.T)
    np.testing.assert_allclose(scores.general(query, key, w_a), on_key, rtol=1e-12)


def test_concat_is_what_the_paper_writes(draw):
    query, key = draw.normal(size=(3, 4)), draw.normal(size=(5, 6))
    w, v = draw.normal(size=(10, 7)), draw.normal(size=7)
    result = scores.concat(query, key, w, v)
    for i in range(3):
        for j in range(5):
            pair = np.concatenate([query[i], key[j]])
            assert result[i, j] == pytest.approx(v @ np.tanh(w.T @ pair), rel=1e-12)


def test_additive_is_concat_with_the_matrix_split(draw):
    query, key = draw.normal(size=(2, 3, 4)), draw.normal(size=(2, 5, 6))
    w_q, w_k, v = draw.normal(size=(4, 7)), draw.normal(size=(6, 7)), draw.normal(size=7)
    joined = scores.concat(query, key, np.concatenate([w_q, w_k]), v)
    np.testing.assert_allclose(scores.additive(query, key, w_q, w_k, v), joined, rtol=1e-13)


def test_additive_is_bounded_by_the_sum_of_v(draw):
    query, key = draw.normal(size=(3, 4)) * 1e30, draw.normal(size=(5, 4)) * 1e30
    w, v = draw.normal(size=(4, 7)), draw.normal(size=7)
    assert (np.abs(scores.additive(query, key, w, w, v)) <= np.abs(v).sum() * (1 + 1e-12)).all()


def test_tanh_layer_holds_every_pair(draw):
    query, key = draw.normal(size=(3, 7)), draw.normal(size=(5, 7))
    layer = scores.tanh_layer(query, key)
    assert layer.shape == (3, 5, 7)
    np.testing.assert_allclose(layer[2, 4], np.tanh(query[2] + key[4]), rtol=1e-14)


def test_heads_may_have_parameters_of_their_own(draw):
    query, key = draw.normal(size=(2, 3, 4)), draw.normal(size=(2, 5, 4))
    w, v = draw.normal(size=(2, 4, 7)), draw.normal(size=(2, 7))
    result = scores.additive(query, key, w, w, v)
    alone = scores.additive(query[1], key[1], w[1], w[1], v[1])
    np.testing.assert_allclose(result[1], alone, rtol=1e-13)


def test_a_score_too_large_for_its_precision_saturates():
    query = np.array([[1e30, 1e30], [1.0, 2.0]], np.float32)
    key = np.array([[1e30, 1e30], [-1e30, -1e30], [2e30, -1e30], [1e-30, 0]], np.float32)
    result = scores.dot(query, key)
    largest = np.finfo(np.float32).max
    np.testing.assert_allclose(result[0], [largest, -largest, largest, 1], rtol=1e-6)
    np.testing.assert_allclose(result[1], [3e30, -3e30, 0, 1e-30], rtol=1e-6)


def test_a_score_that_overflows_leaves_the_others_bit_for_bit(draw):
    query, key = draw.normal(size=(6, 8)), draw.normal(size=(6, 8))
    before = scores.dot(query, key)
    key[3] *= 1e308
    after = scores.dot(query * 1.0, key)
    others = [0, 1, 2, 4, 5]
    assert not np.isinf(after).any()
    assert (after[:, others] == before[:, others]).all()


def test_scores_do_not_depend_on_who_shares_an_array(draw):
    x = draw.normal(size=(2, 50, 9)).astype(np.float32)
    assert (scores.dot(x, x) == scores.dot(x, x.copy())).all()


def test_a_head_of_no_width_scores_zero():
    assert scores.scaled_dot(np.zeros((2, 0)), np.zeros((3, 0))).tolist() == [[0.0] * 3] * 2
    assert scores.default_scale(0) == 1.0
    assert scores.default_scale(16) == 1 / math.sqrt(16)


@pytest.mark.parametrize(
    ("call", "shapes"),
    [
        (lambda z: scores.dot(z(3, 4), z(5, 6)), r"\(3, 4\).*\(5, 6\)"),
        (lambda z: scores.scaled_dot(z(4), z(5, 4)), r"\(4,\).*\(5, 4\)"),
        (lambda z: scores.general(z(3, 4), z(5, 6), z(4, 7)), r"\(3, 7\).*\(5, 6\)"),
        (lambda z: scores.concat(z(3, 4), z(5, 6), z(9, 7), z(7)), r"\(9, 7\).*\(3, 4\)"),
        (lambda z: scores.additive(z(3, 4), z(5, 6), z(4, 7), z(5, 7), z(7)), r"\(5, 7\)"),
        (lambda z: scores.additive(z(3, 4), z(5, 6), z(4, 7), z(6, 7), z(8)), r"\(8,\)"),
        (lambda z: scores.tanh_layer(z(3, 4), z(5, 6)), r"\(3, 4\).*\(5, 6\)"),
    ],
)
def test_shapes_that_do_not_fit_are_named(call, shapes):
    with pytest.raises(ValueError, match=shapes):
        call(lambda *shape: np.zeros(shape))
