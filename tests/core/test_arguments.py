"""Checks of arguments over whole arrays: whatever their shape and however they lie in memory."""

import numpy as np
import pytest
from scipy.special import softmax

from core.arguments import all_finite, bound_on_scores
from core.attention import attend
from core.gradients.maps import silent_product


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("shape", [(8,), (3, 4), (2, 3, 4), (2, 2, 3, 4)])
def test_an_array_is_looked_through_however_it_lies_in_memory(
    shape: tuple[int, ...], bad: float
) -> None:
    whole = np.ones(shape)
    for view in (whole, whole.T, whole[..., ::2], whole[::-1]):
        assert all_finite(view)
    whole.flat[0] = bad
    for view in (whole, whole.T, whole[..., ::2], whole[::-1]):
        assert not all_finite(view)


def test_a_gradient_of_zero_silences_a_transposed_matrix() -> None:
    operand = np.array([[1.0, 2.0], [3.0, np.nan]]).T
    product = silent_product(np.array([[1.0, 0.0], [1.0, 1.0]]), operand)
    np.testing.assert_array_equal(product, [[1.0, 3.0], [3.0, np.nan]])


def test_repeated_entries_count_each_time() -> None:
    repeated = np.broadcast_to(np.full((1, 1, 1), 30.0), (2, 5, 64))
    product = repeated @ repeated.swapaxes(-1, -2)
    assert bound_on_scores(repeated, repeated) >= product.max()


def test_attention_of_repeated_entries_overflows_nowhere() -> None:
    query = np.broadcast_to(np.full((1, 1, 1), 30.0), (1, 5, 64))
    value = np.random.default_rng(0).normal(size=(1, 5, 3))
    attended = attend(query, query, value)
    scores = query @ query.swapaxes(-1, -2) / np.sqrt(64)
    expected = softmax(scores, axis=-1) @ value
    np.testing.assert_allclose(attended.context, expected)
