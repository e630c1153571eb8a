"""Rotary positions on one head of a run: what they do to the values."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.heads import draw_head, head_of
from core.pipeline import run
from core.scenario import Edit, Scenario
from core.trained.scenarios import scenario_of
from core.turned import stand_in_error, turnable, turned, turning_obstacle

LONG = " ".join(f"w{number}" for number in range(40))


@pytest.mark.parametrize("variant", ["self", "gqa", "k_eq_v", "q_eq_k_eq_v", "cross"])
@pytest.mark.parametrize("mask", ["none", "causal"])
def test_k_only_leaves_the_value_clean_and_turning_it_cannot_be_undone(variant, mask):
    mask = "none" if variant == "cross" else mask
    trace = run(Scenario(variant=variant, text=LONG, target=LONG, mask=mask))
    found = turned(trace, 1)
    shared = 1 // trace.resolved.group
    assert np.array_equal(found.value, trace.grid("value").values[shared])
    assert np.allclose(found.weights.sum(axis=1), 1.0)
    assert np.allclose(found.clean, found.weights @ found.value, atol=1e-13)
    assert found.moved > 0.1
    assert found.residuals is not None
    clean, mixed, back = found.residuals
    assert clean < 1e-12
    assert min(mixed, back) > 0.05
    if mask == "causal":
        assert not np.triu(found.weights, 1).any()


def test_tied_keys_and_values_are_turned_alike():
    found = turned(run(Scenario(variant="k_eq_v")), 0)
    assert np.array_equal(found.key, found.value)
    assert np.array_equal(found.turned_key, found.turned_value)


def test_scores_depend_on_distances_whatever_was_added_to_the_inputs():
    """The same word at every position: weights that know distances only."""
    trace = run(Scenario(text="go go go go go go", positions="none", d_model=8, n_heads=1))
    weights = turned(trace, 0).weights
    scores = np.log(weights)
    assert np.allclose(scores[1, 1] - scores[1, 2], scores[4, 4] - scores[4, 5], atol=1e-12)


def test_too_few_rows_give_no_residual():
    short = run(Scenario(text="a b c d", n_heads=4, d_model=16))
    assert turned(short, 0).residuals is None
    assert turned(run(Scenario(text="a b c d e", n_heads=4, d_model=16)), 0).residuals is not None


def test_at_full_width_a_tied_head_loses_nothing_and_below_it_does():
    assert stand_in_error(draw_head(8, 8, 0)) < 1e-12
    assert stand_in_error(draw_head(4, 8, 0)) > 0.3
    assert stand_in_error(head_of(run(Scenario(variant="k_eq_v")), 0)) < 1e-12


def test_what_cannot_be_turned_says_why():
    base = Scenario(text=LONG, target=LONG)
    reasons = {
        "tanh": replace(base, variant="bahdanau"),
        "width of 3": replace(base, d_model=6, n_heads=2),
        "no tokens": replace(base, text=""),
        "not finite": replace(base, edits=(Edit("w_k", 0, 0, 0, float("inf")),)),
    }
    for words, scenario in reasons.items():
        trace = run(scenario)
        obstacle = turning_obstacle(trace, 0)
        assert obstacle is not None
        assert words in obstacle.english()
        with pytest.raises(ValueError, match=words):
            turned(trace, 0)
    assert turning_obstacle(run(base), 0) is None
    with pytest.raises(IndexError, match="4 heads"):
        turned(run(base), 4)


@pytest.mark.parametrize("variant", ["self", "k_eq_v", "mla"])
@pytest.mark.parametrize("rotary_value", [False, True])
def test_a_run_that_turns_already_is_turned_once(variant, rotary_value):
    plain = turned(run(Scenario(variant=variant, text=LONG, positions="none")), 1)
    chosen = {"positions": "rotary", "rotary_value": rotary_value}
    trace = run(Scenario(variant=variant, text=LONG, **chosen))
    found = turned(trace, 1)
    assert np.allclose(found.weights, trace.grid("weights").values[1], atol=1e-12)
    for name in ("weights", "clean", "mixed", "turned_back"):
        assert np.allclose(getattr(found, name), getattr(plain, name), atol=1e-12)
    mine = found.mixed if trace.resolved.rotary_value else found.clean
    assert np.allclose(mine, trace.grid("context").values[1], atol=1e-12)


def test_an_odd_head_is_turned_in_a_random_twin_or_says_why_not():
    """What a trained model decides is no part of what the twin can be run with."""
    odd = scenario_of("recall-self-r3")
    assert turning_obstacle(turnable(run(odd)), 0) is None
    unfit = run(replace(odd, n_heads=5, positions="rotary"))
    assert "width of 3 is not even" in turning_obstacle(turnable(unfit), 0).english()


@pytest.mark.filterwarnings("error")
def test_a_turn_that_overflows_warns_nobody_and_has_no_residual():
    edits = (Edit(grid="x", head=0, row=2, col=1, value=-1.7e308),)
    scenario = Scenario(variant="mqa_k_eq_v", text="a a a a", edits=edits, seed=11, d_model=2)
    trace = run(replace(scenario, n_heads=4, n_kv_heads=1, d_head=32, scaled=False, mask="none"))
    found = [turned(trace, head) for head in range(4)]
    assert all(each.residuals is None for each in found)  # 4 rows, 32 features
    assert not all(np.isfinite(each.mixed).all() for each in found)
