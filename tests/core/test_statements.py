"""Truths about tying that belong to no single module, on random heads."""

from __future__ import annotations

import numpy as np
import pytest

from core.attention import attend


def test_with_queries_equal_to_keys_no_routing_is_without_a_fixed_point():
    """K Kᵀ is positive semi-definite: its largest entry is on the diagonal, 20,000 draws of it."""
    rng = np.random.default_rng(0)
    without = 0
    for n in (2, 3, 5, 8):
        for r in (1, 2, 4, 8, 16):
            key = rng.normal(size=(1000, n, r))
            target = attend(key[:, None], key[:, None], key[:, None]).weights[:, 0].argmax(axis=-1)
            without += int((target != np.arange(n)).all(axis=-1).sum())
    assert without == 0


def test_with_queries_of_their_own_such_routings_are_common():
    rng = np.random.default_rng(0)
    query, key = rng.normal(size=(2, 1000, 1, 5, 4))
    target = attend(query, key, key).weights[:, 0].argmax(axis=-1)
    assert (target != np.arange(5)).all(axis=-1).mean() > 0.2


@pytest.mark.parametrize("seed", range(3))
def test_the_shared_matrix_receives_the_gradients_of_both(seed):
    """dL / dW = dL / dW_K + dL / dW_V, each by central differences."""
    rng = np.random.default_rng(seed)
    x, w_q, shared, towards = (rng.normal(size=size) for size in ((6, 5), (5, 3), (5, 3), (6, 3)))

    def loss(w_k, w_v):
        context = attend((x @ w_q)[None], (x @ w_k)[None], (x @ w_v)[None]).context[0]
        return float((context * towards).sum())

    def gradient(of):
        found = np.empty_like(shared)
        for cell in np.ndindex(shared.shape):
            step = np.zeros_like(shared)
            step[cell] = 1e-5
            found[cell] = (of(shared + step) - of(shared - step)) / 2e-5
        return found

    by_key = gradient(lambda w: loss(w, shared))
    by_value = gradient(lambda w: loss(shared, w))
    tied = gradient(lambda w: loss(w, w))
    assert np.allclose(tied, by_key + by_value, atol=1e-8)
    assert not np.allclose(by_key, by_value, atol=0.1)


def test_keys_and_values_equal_to_the_patterns_are_a_hopfield_network():
    """Ramsauer et al. 2020: one step is softmax(β q Xᵀ) X, and finds a stored pattern again."""
    rng = np.random.default_rng(0)
    patterns, beta = rng.normal(size=(16, 32)), 2.0
    noisy = patterns[3] + 0.5 * rng.normal(size=32)
    scores = beta * noisy @ patterns.T
    weights = np.exp(scores - scores.max())
    expected = weights / weights.sum() @ patterns
    step = attend(noisy[None, None], patterns[None], patterns[None], scale=beta).context[0, 0]
    assert np.allclose(step, expected, atol=1e-13)
    assert np.allclose(step, patterns[3], atol=1e-6)
