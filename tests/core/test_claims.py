"""The verdict's evidence is computed: it follows the scenario, and stays where the maths says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.claims import CLAIMS, verdicts
from core.figures import Runs
from core.pipeline import Cancelled, run
from core.scenario import Edit, Scenario
from core.trace import STEP_KEYS
from core.trained.scenarios import scenario_of
from core.variants import VARIANTS
from core.verdict import judge

TEXT = "the cat sat on the mat because it was tired"
OTHER = "one dog ran by my house since he was late"  # as many tokens, other words


def evidence(**fields):
    """Value of every figure, by claim and key."""
    return {
        f"{claim.key}:{figure.key}": figure.value
        for claim, figures in verdicts(Scenario(**fields))
        for figure in figures
    }


def moved(before, after):
    """Figures that change by more than rounding."""
    assert set(before) == set(after)
    return {key for key in before if before[key] != pytest.approx(after[key], abs=1e-12)}


ZERO_BY_CONSTRUCTION = {
    "maps_differ:max_difference/luong_dot",
    "maps_differ:max_difference/luong_general/query",
    "self_differs:max_difference/k_eq_v",
    "possible:max_difference/k_eq_v",
    "limits:outside/k_eq_v",
    "performance:error/cache",
}
OF_NUMBERS = {
    "maps_differ:max_difference/luong_general/memory",
    "maps_differ:max_difference/luong_concat",
    "maps_differ:max_difference/bahdanau",
    "maps_differ:max_difference/cross",
    "self_differs:max_difference/self",
    "self_differs:max_difference/gqa",
    "self_differs:max_difference/mqa",
    "self_differs:cosine/self",
    "possible:change/value",
    "possible:change/context",
    "possible:change/output",
    "limits:farthest/self",
    "performance:moved",
}
OF_MATRICES = {"limits:error/width", "limits:error/bare", "performance:error/width"}
MAY_MOVE = {"limits:outside/self"}  # a part of few rows: other rows, perhaps the same part


def test_another_seed_changes_every_number_and_no_truth():
    changed = moved(evidence(seed=1), evidence(seed=2)) - MAY_MOVE
    assert changed == OF_NUMBERS | OF_MATRICES


def test_another_text_changes_what_depends_on_the_tokens_and_leaves_the_matrices():
    changed = moved(evidence(text=TEXT), evidence(text=OTHER)) - MAY_MOVE
    assert changed == OF_NUMBERS


def test_a_longer_text_costs_more_operations_but_no_more_cache_a_token():
    changed = moved(evidence(text=TEXT), evidence(text=f"{TEXT} {OTHER}"))
    assert "not_recommended:ratio/operations" in changed
    assert not {key for key in changed if key.startswith("not_recommended:cache")}
    assert not changed & (OF_MATRICES | ZERO_BY_CONSTRUCTION)


def test_another_width_changes_the_threshold_the_freedom_and_the_cost():
    before, after = evidence(d_model=16, n_heads=4), evidence(d_model=24, n_heads=4)
    changed = moved(before, after)
    for key in ("limits:width", "limits:threshold", "limits:freedom", "not_recommended:cache/self"):
        assert key in changed
    assert not changed & ZERO_BY_CONSTRUCTION
    for found, r in ((before, 4), (after, 6)):
        assert found["limits:width"] == r
        assert found["limits:threshold"] == 2 * r
        assert found["limits:span/self"] == min(2 * r, 10)  # ten tokens span no more
        assert found["limits:span/k_eq_v"] == r
        assert found["limits:freedom"] == 4 * r * (4 * r - r)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("mask", ["none", "causal"])
def test_what_is_true_by_construction_is_found_to_be(mask, dtype):
    found = evidence(mask=mask, dtype=dtype)
    for key in ZERO_BY_CONSTRUCTION - {"limits:outside/k_eq_v"}:
        assert found[key] < 1e-14
    assert found["limits:farthest/k_eq_v"] < (1e-9 if dtype == "float64" else 1e-5)
    truths = {key: value for key, value in found.items() if "identical/" in key or "source/" in key}
    assert len(truths) == 10
    assert set(truths.values()) == {1.0}
    assert found["not_recommended:ratio/cache"] == 0.5
    assert found["not_recommended:ratio/parameters"] == 0.75
    assert found["limits:farthest/self"] > 0.1
    assert found["limits:error/bare"] > found["limits:error/width"] > 0.01


def test_at_full_width_nothing_is_lost():
    found = evidence(n_heads=1, d_model=8)
    for key in ("limits:error/width", "limits:error/bare", "performance:error/cache"):
        assert found[key] < 1e-14
    assert found["limits:threshold"] == found["limits:width"] == 8
    assert found["limits:freedom"] == 0


def test_a_head_wider_than_the_model_loses_nothing_either():
    """A monkey's find: no width beyond the model's adds to what a tied head can do."""
    found = evidence(n_heads=1, d_model=4, d_head=7)
    assert found["limits:width"] == 7
    for key in ("limits:error/width", "performance:error/cache"):
        assert found[key] < 1e-14


@pytest.mark.parametrize("grid", ["w_q", "w_k", "w_v", "w_o", "value", "embedding", "weights"])
@pytest.mark.parametrize("value", [1e160, -1e308])
def test_numbers_without_measure_are_judged_without_a_warning(grid, value):
    """A monkey's find: whatever is typed into a cell, each figure is a number or says why not."""
    scenario = Scenario(text="a b c d", edits=(Edit(grid, 0, 0, 0, value),))
    with np.errstate(all="ignore"):  # as the window computes
        found = judge(scenario)
    for _claim, figures in found.claims:
        for figure in figures:
            assert figure.value is not None or figure.reason is not None


def test_figures_are_those_of_the_runs():
    found = evidence()
    traces = {key: run(Scenario(variant=key)) for key in VARIANTS}
    for key in ("self", "gqa", "mqa"):
        expected = np.abs(traces[key].grid("k_minus_v").values).max()
        assert found[f"self_differs:max_difference/{key}"] == expected
    outputs = [traces[key].grid("output").values for key in ("self", "k_eq_v")]
    assert found["possible:change/output"] == np.abs(outputs[0] - outputs[1]).max()
    expected = np.linalg.norm(outputs[1] - outputs[0]) / np.linalg.norm(outputs[0])
    assert found["performance:moved"] == pytest.approx(expected)


def test_an_edit_speaks_too():
    before = evidence()
    cell = moved(before, evidence(edits=(Edit("w_v", 0, 0, 0, 5.0),)))
    assert {"limits:error/width", "limits:error/bare", "possible:change/value"} <= cell
    broken = evidence(edits=(Edit("value", 0, 0, 0, 99.0),))
    assert broken["possible:max_difference/k_eq_v"] > 50
    assert broken["not_recommended:ratio/cache"] == 1.0
    spoilt = evidence(edits=(Edit("w_q", 0, 0, 0, float("nan")),))
    assert spoilt["limits:threshold"] is None


def test_the_verdict_on_maps_agrees_with_what_is_found():
    claim = next(claim for claim in CLAIMS if claim.key == "maps_differ")
    values = [figure.value for figure in claim.evidence(Runs(Scenario()))]
    assert claim.verdict == "qualified"
    assert 0 < sum(value == 0 for value in values) < len(values)


def test_without_a_target_text_traditional_figures_say_why_and_the_others_stand():
    for claim, figures in verdicts(Scenario(target="", variant="self")):
        traditional = claim.key in ("same_source", "maps_differ")
        for figure in figures:
            assert (figure.value is None) == traditional
            if traditional:
                assert figure.reason.english() == "there is no text"


def test_what_cannot_be_divided_says_why():
    figures = {
        figure.key: figure
        for _, found in verdicts(Scenario(n_heads=3, d_model=16))
        for figure in found
    }
    assert figures["change/value"].value is None
    assert "3" in figures["change/value"].reason.english()
    assert figures["max_difference/luong_dot"].value == 0.0


def test_the_table_is_complete_and_points_to_what_exists():
    assert [claim.key for claim in CLAIMS] == [
        *("same_source", "maps_differ", "self_differs", "possible"),
        *("limits", "performance", "not_recommended"),
    ]
    for claim, figures in verdicts(Scenario()):
        assert claim.verdict in ("right", "qualified", "wrong")
        assert claim.text
        assert claim.why
        assert claim.look
        assert {look.variant for look in claim.look} <= set(VARIANTS)
        assert {look.step for look in claim.look} <= set(STEP_KEYS)
        assert len({figure.key for figure in figures}) == len(figures)
        for figure in figures:
            assert figure.label.english()
            assert figure.reason is None or figure.reason.english()


def test_no_variant_runs_twice_and_a_run_can_be_stopped(monkeypatch):
    made = []
    monkeypatch.setattr(
        "core.figures.run", lambda scenario, _: made.append(scenario.variant) or run(scenario)
    )
    verdicts(Scenario())
    assert len(made) == len(set(made))
    monkeypatch.undo()
    with pytest.raises(Cancelled):
        verdicts(Scenario(), cancelled=lambda: True)


@pytest.mark.parametrize("value", [1e308, -1e308, 1e155, 1e-320])
@pytest.mark.parametrize("grid", ["w_v", "w_k", "w_q", "w_o", "x", "value", "weights", "output"])
def test_what_is_too_large_to_be_measured_is_said_and_nothing_warns(grid, value):
    """Warnings are errors here; a figure is a finite number, or says why there is none."""
    scenario = Scenario(edits=(Edit(grid, 0, 1, 1, value),))
    assert not scenario.validate()
    for claim, figures in verdicts(scenario):
        for figure in figures:
            assert figure.value is None or np.isfinite(figure.value), (claim.key, figure.key)
            assert figure.value is not None or figure.reason is not None, figure.key


# ---- beside a trained model ----------------------------------------------------------------------


def trained_evidence(scenario):
    """Value of every figure of a scenario, by claim and key."""
    return {
        f"{claim.key}:{figure.key}": figure.value
        for claim, figures in verdicts(scenario)
        for figure in figures
    }


TRADITIONAL = {key for key in OF_NUMBERS if key.startswith("maps_differ")}
LEARNED = OF_NUMBERS - TRADITIONAL


def test_another_example_changes_what_depends_on_the_tokens_of_a_trained_model():
    """What its matrices alone decide (width, errors, threshold, costs, truths) stays."""
    first = scenario_of("recall-self-r3")
    before = trained_evidence(first)
    other = replace(first, text=first.text.replace("C=13", "C=14"))
    changed = moved(before, trained_evidence(other)) - MAY_MOVE
    # One payload less alike: where the extremes lie elsewhere, they stay.
    assert changed <= OF_NUMBERS
    assert {"possible:change/output", "self_differs:cosine/self", "performance:moved"} <= changed
    whole = moved(before, trained_evidence(scenario_of("recall-self-r3", example=4))) - MAY_MOVE
    assert whole == OF_NUMBERS


def test_another_seed_changes_only_what_is_drawn_beside_a_trained_model():
    first = scenario_of("recall-self-r3")
    changed = moved(trained_evidence(first), trained_evidence(replace(first, seed=5)))
    assert changed == TRADITIONAL


def test_another_model_changes_what_its_matrices_decide():
    narrow, wide = (trained_evidence(scenario_of(f"recall-self-r{r}")) for r in (3, 6))
    changed = moved(narrow, wide) - MAY_MOVE
    assert changed >= LEARNED | OF_MATRICES | {"limits:width", "limits:threshold", "limits:freedom"}
    assert not changed & (TRADITIONAL | ZERO_BY_CONSTRUCTION)  # the same tokens, the same seed
    for found, r in ((narrow, 3), (wide, 6)):
        assert (found["limits:width"], found["limits:threshold"]) == (r, 2 * r)
        assert (found["limits:span/self"], found["limits:span/k_eq_v"]) == (2 * r, r)
        assert found["limits:freedom"] == r * (64 - r)
        assert found["not_recommended:cache/self"] == 2 * r * 8
    assert narrow["limits:error/width"] > 0.01  # of the learned head: it uses both its maps


@pytest.mark.parametrize("model", ["recall-self-r3", "induction-self", "dates-luong_dot"])
def test_truths_hold_of_trained_models_and_of_their_tokens(model):
    found = trained_evidence(scenario_of(model))
    assert not [key for key, value in found.items() if value is None]
    for key in ZERO_BY_CONSTRUCTION - {"limits:outside/k_eq_v"}:
        assert found[key] < 1e-12, key
    truths = {key: value for key, value in found.items() if "identical/" in key or "source/" in key}
    assert len(truths) == 10
    assert set(truths.values()) == {1.0}
    assert found["not_recommended:ratio/cache"] == 0.5
    assert found["limits:farthest/self"] > 0.1
    # Even a date of one word has tokens enough to span what a head can hold.
    assert found["limits:span/self"] == 2 * found["limits:width"] or model == "induction-self"


def test_the_figures_of_a_trained_model_are_those_of_its_own_run():
    scenario = scenario_of("recall-self-r3")
    found, trace = trained_evidence(scenario), run(scenario)
    apart = np.abs(trace.grid("key").values - trace.grid("value").values).max()
    assert found["self_differs:max_difference/self"] == apart
    assert found["possible:change/value"] == apart  # V becomes K
    weights, key = (trace.grid(name).values for name in ("weights", "key"))
    context = np.abs(trace.grid("context").values - weights @ key).max()
    assert found["possible:change/context"] == pytest.approx(context)


def test_of_a_tied_model_the_evidence_is_that_of_the_untied_one_of_its_task():
    for r in (3, 6):
        tied, untied = (scenario_of(f"recall-{key}-r{r}") for key in ("k_eq_v", "self"))
        assert trained_evidence(tied) == trained_evidence(untied)


def test_each_traditional_variant_is_seen_in_a_model_of_its_own():
    found = trained_evidence(scenario_of("dates-luong_dot"))
    own = scenario_of("dates-bahdanau")
    trace = run(own)
    apart = np.abs(trace.grid("key").values - trace.grid("value").values).max()
    assert found["maps_differ:max_difference/bahdanau"] == apart
    assert trained_evidence(own)["maps_differ:max_difference/bahdanau"] == apart


def bases_of(scenario):
    """By claim, in English, where its figures come from."""
    found = judge(scenario)
    told = zip(found.claims, found.bases, strict=True)
    return {claim.key: " ".join(one.english() for one in basis) for (claim, _), basis in told}


def test_every_row_says_where_its_figures_come_from_beside_a_trained_model():
    assert set(bases_of(Scenario()).values()) == {""}  # the first line says it
    recall = bases_of(scenario_of("recall-self-r3"))
    shown = "Computed with the vectors and matrices of the model shown."
    random = "The model has no encoder and no decoder: computed with random vectors and matrices "
    assert recall == {
        claim.key: shown
        if claim.key not in ("same_source", "maps_differ")
        else f"{random}(seed 0) for the 16 tokens of its text."
        for claim in CLAIMS
    }
    tied = bases_of(scenario_of("recall-k_eq_v-r3"))
    assert "of Recall, r = 3 (Multi-head self-attention): of this task" in tied["possible"]
    dates = bases_of(scenario_of("dates-luong_dot"))
    assert dates["maps_differ"] == (
        "Computed with the models Dates, d = 64, one for each variant. Luong concat takes W_a[s], "
        "W_a[h], v_a, which the model lacks, from seed 0. Cross-attention (Transformer) takes W_Q, "
        "W_K, W_V, W_O, which the model lacks, from seed 0."
    )
    assert dates["limits"] == (
        "The model has no self-attention: computed with random vectors and matrices (seed 0) for "
        "the 11 tokens of its text."
    )
