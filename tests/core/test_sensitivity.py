"""The Jacobian of the context in the query: finite differences, and covariance when tied."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.attention import attend
from core.forward import compute
from core.pipeline import run
from core.resolve import resolve
from core.scenario import Edit, Scenario
from core.sensitivity import asymmetry, context_jacobian, key_covariance, sensitivity
from core.variants import VARIANTS

STEP = 1e-5


def by_differences(context, query):
    """∂ context / ∂ query [d_value, d_head], of any function of one query."""
    columns = []
    for col in range(len(query)):
        step = np.zeros(len(query))
        step[col] = STEP
        columns.append((context(query + step) - context(query - step)) / (2 * STEP))
    return np.transpose(columns)


@pytest.mark.parametrize("tied", [False, True])
@pytest.mark.parametrize("scale", [1.0, 0.5, 0.1])
def test_attention_answers_to_its_query_by_the_covariance(tied, scale):
    rng = np.random.default_rng(0)
    query, key = rng.normal(size=5), rng.normal(size=(7, 5))
    value = key if tied else rng.normal(size=(7, 4))

    def context(moved):
        return attend(moved[None, None], key[None], value[None], scale=scale).context[0, 0]

    weights = attend(query[None, None], key[None], value[None], scale=scale).weights[0, 0]
    jacobian = context_jacobian(weights, key, value, scale)
    assert np.allclose(jacobian, by_differences(context, query), atol=1e-9)
    mean = weights @ key
    by_hand = scale * sum(
        w * np.outer(v, k - mean) for w, k, v in zip(weights, key, value, strict=True)
    )
    assert np.allclose(jacobian, by_hand, atol=1e-14)
    if tied:
        covariance = scale * np.cov(key.T, aweights=weights, ddof=0)
        assert np.allclose(jacobian, covariance, atol=1e-14)
        assert np.linalg.eigvalsh((jacobian + jacobian.T) / 2).min() > -1e-14


def context_of(scenario, head, row):
    """Context of a run whose query is moved by editing it, as the user would."""

    def context(query):
        edits = tuple(Edit("query", head, row, col, float(x)) for col, x in enumerate(query))
        moved = replace(scenario, edits=(*scenario.edits, *edits))
        return compute(moved, resolve(moved)).arrays["context"][head, row]

    return context


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"mask": "causal", "temperature": 0.5},
        {"softcap": 1.5},
        {"text": "as many tokens as a long row has, for which maxima are found by place: 16"},
        {"mask": "window", "window": 1, "padding": 2},
        {"edits": (Edit("scores", 1, 3, 0, 2.0), Edit("weights", 1, 3, 2, 0.4))},
        {"edits": (Edit("masked", 1, 3, 1, 1.0), Edit("context", 1, 3, 0, 9.0))},
        {"edits": (Edit("scaled", 1, 3, 1, 1.0), Edit("capped", 1, 3, 5, 0.5)), "softcap": 2.0},
    ],
)
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_answers_as_finite_differences_say(variant, fields):
    scenario = Scenario(variant=variant, d_model=8, n_heads=2, positions="none", **fields)
    trace = run(scenario)
    head = trace.resolved.n_heads - 1
    if variant in ("luong_concat", "bahdanau"):
        edit = Edit("tanh", 3, 1, 2, 0.3)
        scenario = replace(scenario, edits=(*scenario.edits, edit))
        trace = run(scenario)
    found = sensitivity(trace, head, 3)
    query = trace.grid("query").values[head, 3]
    assert np.allclose(
        found.jacobian, by_differences(context_of(scenario, head, 3), query), atol=2e-8
    )


@pytest.mark.parametrize("mask", ["none", "causal"])
@pytest.mark.parametrize("variant", ["k_eq_v", "q_eq_k_eq_v", "k_eq_v_eq_x", "luong_dot"])
def test_with_k_equal_v_it_is_the_covariance_of_the_keys(variant, mask):
    trace = run(Scenario(variant=variant, mask=mask))
    for head in range(trace.resolved.n_heads):
        found = sensitivity(trace, head, 4)
        assert found.difference <= 1e-14 * max(1.0, np.abs(found.jacobian).max())
        assert found.asymmetry < 1e-14


@pytest.mark.parametrize("variant", ["self", "gqa", "mqa", "cross", "q_eq_k"])
def test_with_two_maps_it_is_neither_that_nor_symmetric(variant):
    found = sensitivity(run(Scenario(variant=variant)), 0, 4)
    assert found.difference > 0.01
    assert found.asymmetry > 0.1
    assert np.array_equal(found.covariance, found.covariance.T)


def test_where_widths_differ_there_is_nothing_to_compare():
    found = sensitivity(run(Scenario(variant="bahdanau", d_head=5)), 0, 0)
    assert found.jacobian.shape == (16, 5)
    assert found.asymmetry is None
    assert found.difference is None


def test_edges():
    trace = run(Scenario(mask="causal_window", window=0, padding=9))
    silent = sensitivity(trace, 0, 5)
    assert not silent.jacobian.any()
    assert not silent.covariance.any()
    assert silent.asymmetry == silent.difference == 0.0
    spoilt = Scenario(mask="causal", edits=(Edit("value", 0, 5, 0, float("nan")),))
    assert np.isfinite(sensitivity(run(spoilt), 0, 2).jacobian).all()
    one = np.zeros(3)
    one[1] = 1.0
    assert not key_covariance(one, np.random.default_rng(0).normal(size=(3, 2))).any()
    assert asymmetry(np.array([[0.0, 1.0], [-1.0, 0.0]])) == 1.0
    for cell in ((4, 0), (0, 10), (-1, 0)):
        with pytest.raises(IndexError, match="lies outside"):
            sensitivity(trace, *cell)


@pytest.mark.parametrize("fields", [{"temperature": 1e-30}, {"softcap": 1e-30}])
def test_numbers_as_large_as_there_are_warn_nobody(fields):
    edits = tuple(Edit(grid, 0, 0, 2, 1.7e308) for grid in ("key", "query"))
    found = sensitivity(run(Scenario(scaled=False, edits=edits, **fields)), 0, 0)
    assert found.jacobian.shape == found.covariance.shape
