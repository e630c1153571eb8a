"""From untied to tied: the linear way is the computed one."""

from __future__ import annotations

from dataclasses import replace
from time import thread_time

import numpy as np
import pytest

from core.attention import attend, join_heads, project_heads
from core.pipeline import run
from core.scenario import Edit, Scenario
from core.tie_path import GRIDS, at, tie_ends, tie_obstacle, tie_path

ALPHAS = (0.0, 0.1, 0.37, 0.5, 0.99, 1.0)
UNTIED = ("self", "gqa", "mqa", "cross", "q_eq_k")


def computed(trace, alpha):
    """Value, context and output with the matrix W_V(α) written out, the whole way down."""
    resolved = trace.resolved
    source = trace.grid(resolved.make_key.source).values[0]
    w_k, w_v = trace.grid("w_k").values, trace.grid("w_v").values
    value = project_heads(source, (1 - alpha) * w_v + alpha * w_k)
    mask = trace.grid("mask").values[0] != 0
    query, key = trace.grid("query").values, trace.grid("key").values
    context = attend(query, key, value, mask=mask, scale=resolved.scale).context
    return value, context, join_heads(context) @ trace.grid("w_o").values[0]


@pytest.mark.parametrize("mask", ["none", "causal"])
@pytest.mark.parametrize("variant", UNTIED)
def test_the_mean_of_both_ends_is_the_run_with_the_mean_of_both_matrices(variant, mask):
    trace = run(Scenario(variant=variant, mask=mask))
    for alpha in ALPHAS:
        value, context, output = computed(trace, alpha)
        found = at(trace, alpha)
        assert set(found) == set(GRIDS)
        assert np.allclose(found["value"], value, atol=1e-13)
        assert np.allclose(found["context"], context, atol=1e-13)
        assert np.allclose(found["output"][0], output, atol=1e-13)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(("untied", "tied"), [("self", "k_eq_v"), ("q_eq_k", "q_eq_k_eq_v")])
@pytest.mark.parametrize("output_projection", [True, False])
def test_the_ends_are_the_two_variants(untied, tied, dtype, output_projection):
    edits = (
        Edit("w_k", 0, 1, 1, 2.0),
        Edit("key", 1, 2, 0, -1.0),
        Edit("value", 1, 1, 1, 4.0),
        Edit("context", 0, 3, 2, 0.5),
        Edit("joined", 0, 4, 4, 0.25),
        Edit("output", 0, 5, 5, 0.75),
    )
    scenario = Scenario(
        variant=untied, dtype=dtype, output_projection=output_projection, edits=edits
    )
    trace, other = run(scenario), run(replace(scenario, variant=tied))
    ends = tie_ends(trace)
    for grid in GRIDS:
        assert np.array_equal(ends.at(0.0)[grid], trace.grid(grid).values)
        expected = other.grid(grid).values
        assert np.allclose(ends.at(1.0)[grid], expected, rtol=0, atol=8 * np.finfo(dtype).eps)
        half = ends.at(0.5)[grid]
        assert half.dtype == dtype
        for edit in edits:
            if edit.grid == grid:
                assert half[edit.head, edit.row, edit.col] == edit.value


@pytest.mark.parametrize("variant", UNTIED)
def test_the_curves(variant):
    trace = run(Scenario(variant=variant, d_model=12, n_heads=4))
    path = tie_path(trace, np.linspace(0, 1, 11))
    start = np.abs(trace.grid("k_minus_v").values).max()
    assert np.allclose(path.max_difference, start * (1 - path.alphas), atol=1e-14)
    assert path.max_difference[-1] == 0.0
    length = np.linalg.norm(path.ends.tied["output"] - path.ends.untied["output"])
    for alpha, near, far in zip(path.alphas, path.to_tied, path.to_untied, strict=True):
        output = path.ends.at(float(alpha))["output"]
        assert near == pytest.approx(np.linalg.norm(output - path.ends.tied["output"]), abs=1e-13)
        assert far == pytest.approx(np.linalg.norm(output - path.ends.untied["output"]), abs=1e-13)
        assert near + far == pytest.approx(length)
    assert set(path.value_rank.tolist()) == {3}
    assert path.joint_rank.tolist() == [6] * 10 + [3]


def test_one_drag_of_the_slider_takes_less_than_5_ms_at_16_tokens():
    trace = run(Scenario(text=" ".join("abcdefghijklmnop"), d_model=64, n_heads=8))
    ends = tie_ends(trace)
    for step in (lambda: ends.at(0.3), lambda: at(trace, 0.3)):
        times = []
        for _ in range(20):
            start = thread_time()
            step()
            times.append(thread_time() - start)
        assert sorted(times)[10] < 0.005


def test_what_has_no_such_way_says_why():
    reasons = {
        "k_eq_v": "tied already",
        "luong_dot": "tied already",
        "k_eq_v_eq_x": "tied already",
    }
    for variant, reason in reasons.items():
        assert reason in tie_obstacle(run(Scenario(variant=variant))).english()
    narrow = run(Scenario(variant="bahdanau", d_head=5))
    assert "5 numbers a token, values 16" in tie_obstacle(narrow).english()
    assert tie_obstacle(run(Scenario(variant="bahdanau"))) is None
    spoilt = run(Scenario(edits=(Edit("key", 0, 0, 0, float("inf")),)))
    assert "not finite" in tie_obstacle(spoilt).english()
    with pytest.raises(ValueError, match="not finite"):
        tie_path(spoilt, [0.0])


def test_the_identity_can_be_tied_to_a_matrix():
    """Bahdanau's value is the encoder state itself: W_V is the identity, and moves to U_a."""
    trace = run(Scenario(variant="bahdanau"))
    states, u_a = trace.grid("encoder_states").values[0], trace.grid("w_h").values[0]
    value = at(trace, 0.25)["value"][0]
    assert np.allclose(value, states @ (0.75 * np.eye(16) + 0.25 * u_a), atol=1e-14)


def test_no_token_is_no_reason_to_fail():
    path = tie_path(run(Scenario(text="")), [0.0, 1.0])
    assert path.max_difference.tolist() == path.to_tied.tolist() == [0.0, 0.0]
    assert path.value_rank.tolist() == [0, 0]
