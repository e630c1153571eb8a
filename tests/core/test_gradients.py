"""Backward passes of attention and its scores: finite differences, masks, groups, precision."""

from __future__ import annotations

import numpy as np
import pytest

from core import masks, scores
from core.attention import attend, attend_from_scores
from core.gradients.attention import (
    attention_gradients,
    context_gradients,
    dot_gradients,
    scale_gradient,
    scored_gradients,
    softcap_gradient,
    softmax_gradient,
)
from core.gradients.maps import (
    sum_to,
)
from core.gradients.scores import additive_gradients, concat_gradients, general_gradients
from core.numerics import softmax
from core.sensitivity import context_jacobian, key_covariance
from tests.core.gradient_checks import assert_gradients, by_differences


@pytest.fixture
def normal():
    rng = np.random.default_rng(3)
    return lambda *shape: rng.normal(size=shape)


@pytest.mark.parametrize("softcap", [None, 1.5])
@pytest.mark.parametrize("scale", [None, 0.3, 1.0])
@pytest.mark.parametrize("mask", [None, "causal", "gone"])
@pytest.mark.parametrize("groups", [1, 2, 4])
def test_attention_agrees_with_finite_differences(normal, groups, mask, scale, softcap):
    query, key, value = normal(2, 4, 3, 2), normal(2, groups, 5, 2), normal(2, groups, 5, 3)
    bias, seen = normal(3, 5), normal(2, 4, 3, 3)
    allowed = {"causal": masks.causal(3, 5), "gone": masks.causal(3, 5, offset=-1), None: None}

    def forward(query, key, value, bias):
        return attend(
            query, key, value, mask=allowed[mask], bias=bias, scale=scale, softcap=softcap
        )

    arrays = {"query": query, "key": key, "value": value, "bias": bias}
    found = attention_gradients(
        forward(**arrays), query, key, value, seen, scale=scale, softcap=softcap
    )
    gradients = {"query": found.query, "key": found.key, "value": found.value}
    gradients["bias"] = sum_to(found.masked, bias.shape)
    assert_gradients(
        lambda **given: np.vdot(forward(**given).context, seen),
        arrays,
        gradients,
        every_entry=groups == 2,
    )


def test_what_broadcast_is_summed(normal):
    query, key, value = normal(5, 2, 3, 2), normal(2, 4, 2), normal(1, 2, 4, 3)
    seen = normal(5, 2, 3, 3)
    found = attention_gradients(attend(query, key, value), query, key, value, seen)
    assert_gradients(
        lambda query, key, value: np.vdot(attend(query, key, value).context, seen),
        {"query": query, "key": key, "value": value},
        {"query": found.query, "key": found.key, "value": found.value},
    )


@pytest.mark.parametrize("softcap", [None, 2.0])
def test_a_fully_masked_row_has_no_gradient(normal, softcap):
    query, key, value = normal(2, 4, 3), normal(2, 4, 3), normal(2, 4, 3)
    mask = masks.causal(4, 4, offset=-2)  # rows 0 and 1 see no key, and nobody sees keys 2 and 3
    attended = attend(query, key, value, mask=mask, softcap=softcap)
    found = attention_gradients(attended, query, key, value, normal(2, 4, 3), softcap=softcap)
    for name in ("query", "key", "value", "scaled", "masked", "scores"):
        assert np.isfinite(getattr(found, name)).all()
    assert not found.query[:, :2].any()
    assert not found.masked[:, ~mask].any()
    assert not found.key[:, 2:].any()
    assert not found.value[:, 2:].any()
    assert found.query[:, 3:].all()


def test_a_masked_value_that_is_not_a_number_spoils_no_gradient(normal):
    query, key, value = normal(1, 3, 2), normal(1, 3, 2), normal(1, 3, 2)
    value[0, 2] = np.nan, np.inf
    mask = np.array([True, True, False])
    found = attention_gradients(
        attend(query, key, value, mask=mask), query, key, value, normal(1, 3, 2)
    )
    for gradient in (found.query, found.key, found.value):
        assert np.isfinite(gradient).all()


def test_gradients_of_scores_sum_to_nothing_along_a_row(normal):
    # Adding one number to a whole row leaves its softmax as it is.
    found = softmax_gradient(softmax(normal(3, 4, 6)), normal(3, 4, 6))
    np.testing.assert_allclose(found.sum(axis=-1), 0.0, atol=1e-15)


def test_a_shared_offset_of_all_values_reaches_no_score(normal):
    query, key, value, seen = (normal(1, 4, 3) for _ in range(4))
    attended = attend(query, key, value)
    a = attention_gradients(attended, query, key, value, seen)
    b = attention_gradients(attended, query, key, value + 7.0, seen)
    np.testing.assert_allclose(a.scores, b.scores, atol=1e-13)


def test_the_pieces_compose_to_the_whole(normal):
    query, key, value, seen = normal(4, 3, 2), normal(2, 5, 2), normal(2, 5, 3), normal(4, 3, 3)
    attended = attend(query, key, value, softcap=0.9)
    whole = attention_gradients(attended, query, key, value, seen, softcap=0.9)
    context = context_gradients(attended.weights, value, seen)
    masked = softmax_gradient(attended.weights, context.weights)
    scaled = softcap_gradient(attended.capped, masked, 0.9)
    dot = dot_gradients(query, key, scaled * whole.scale)
    np.testing.assert_array_equal(whole.value, context.value)
    np.testing.assert_array_equal(whole.scaled, scaled)
    np.testing.assert_allclose(whole.query, dot.query, atol=1e-15)
    np.testing.assert_allclose(whole.key, dot.key, atol=1e-15)
    np.testing.assert_allclose(whole.scores, scaled / np.sqrt(2), atol=1e-15)


def test_the_scale_has_a_gradient_of_its_own(normal):
    query, key, value, seen = normal(6, 1, 3, 2), normal(6, 1, 5, 2), normal(6, 1, 5, 3), None
    seen = normal(6, 1, 3, 3)
    attended = attend(query, key, value, scale=0.8)
    found = attention_gradients(attended, query, key, value, seen, scale=0.8)

    def loss(scale):
        return np.vdot(attend(query, key, value, scale=float(scale[0])).context, seen)

    expected = by_differences(loss, np.array([0.8]))
    np.testing.assert_allclose(
        scale_gradient(attended.scores, found.scaled).sum(), expected[0], rtol=1e-6
    )


def test_scores_of_ones_own(normal):
    given, value, seen = normal(2, 3, 5), normal(1, 5, 4), normal(2, 3, 4)
    attended = attend_from_scores(given, value, scale=0.7, softcap=2.0)
    found = scored_gradients(attended, value, seen, scale=0.7, softcap=2.0)
    assert_gradients(
        lambda scores, value: np.vdot(
            attend_from_scores(scores, value, scale=0.7, softcap=2.0).context, seen
        ),
        {"scores": given, "value": value},
        {"scores": found.scores, "value": found.value},
    )


def test_general(normal):
    arrays = {"query": normal(2, 3, 4), "key": normal(2, 5, 3), "w_a": normal(4, 3)}
    seen = normal(2, 3, 5)
    found = general_gradients(**arrays, d_scores=seen)
    gradients = {name: getattr(found, name) for name in arrays}
    assert_gradients(lambda **given: np.vdot(scores.general(**given), seen), arrays, gradients)


def test_additive(normal):
    arrays = {
        "query": normal(2, 3, 4),
        "key": normal(2, 5, 3),
        "w_q": normal(4, 6),
        "w_k": normal(3, 6),
        "v": normal(6),
    }
    seen = normal(2, 3, 5)
    layer = scores.tanh_layer(arrays["query"] @ arrays["w_q"], arrays["key"] @ arrays["w_k"])
    found = additive_gradients(**arrays, layer=layer, d_scores=seen)
    gradients = {name: getattr(found, name) for name in arrays}
    assert_gradients(lambda **given: np.vdot(scores.additive(**given), seen), arrays, gradients)


def test_concat(normal):
    arrays = {"query": normal(2, 3, 4), "key": normal(2, 5, 3), "w": normal(7, 6), "v": normal(6)}
    seen = normal(2, 3, 5)
    layer = scores.tanh_layer(arrays["query"] @ arrays["w"][:4], arrays["key"] @ arrays["w"][4:])
    found = concat_gradients(**arrays, layer=layer, d_scores=seen)
    gradients = {name: getattr(found, name) for name in arrays}
    assert_gradients(lambda **given: np.vdot(scores.concat(**given), seen), arrays, gradients)


def test_tied_the_gradient_of_a_query_is_the_covariance_of_the_keys(normal):
    query, key = normal(1, 1, 4), normal(1, 6, 4)
    attended = attend(query, key, key)
    rows = [
        attention_gradients(attended, query, key, key, seen[None, None]).query[0, 0]
        for seen in np.eye(4)
    ]
    weights = attended.weights[0, 0]
    np.testing.assert_allclose(rows, context_jacobian(weights, key[0], key[0], 0.5), atol=1e-15)
    np.testing.assert_allclose(rows, 0.5 * key_covariance(weights, key[0]), atol=1e-15)


@pytest.mark.parametrize("softcap", [None, 1.5])
def test_single_precision_stays_single_and_is_near(normal, softcap):
    wide = [normal(3, 2, 8, 4), normal(3, 1, 8, 4), normal(3, 1, 8, 4), normal(3, 2, 8, 4)]
    narrow = [array.astype(np.float32) for array in wide]
    exact, found = (
        attention_gradients(attend(*inputs[:3], softcap=softcap), *inputs, softcap=softcap)
        for inputs in (wide, narrow)
    )
    for name in ("query", "key", "value", "masked", "scaled", "scores"):
        assert getattr(found, name).dtype == np.float32
        np.testing.assert_allclose(getattr(found, name), getattr(exact, name), atol=1e-5)
