"""An edited cell changes what is computed from it, and nothing else."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.edits import EDITABLE, Edits
from core.layouts import LAYOUTS
from core.pipeline import run
from core.records import MOST_ITEMS
from core.scenario import Edit, Scenario
from core.variants import VARIANTS

TARGET = "le chat dormait"
STAGES = ["scores", "scaled", "capped", "masked", "weights", "context", "joined", "output"]
STATISTICS = {"row_sum", "entropy", "mean_weights"}
AFTER_SCORES = {*STAGES, *STATISTICS}
AFTER_VALUE = {"value", "k_minus_v", "context", "joined", "output"}


def changed(variant, *edits, **fields):
    """Names of the grids that differ from the unedited run, of the edited one, and its arrays."""
    fields |= {"variant": variant, "target": TARGET, "softcap": 4.0, "output_projection": True}
    before, after = run(Scenario(**fields)), run(Scenario(**fields, edits=edits))
    names = {
        name
        for name, array in before.computed.arrays.items()
        if not np.array_equal(array, after.computed.arrays[name])
    }
    return names, after


@pytest.mark.parametrize(
    ("variant", "grid", "downstream"),
    [
        ("self", "embedding", {"embedding", "x", "query", "key", *AFTER_VALUE, *AFTER_SCORES}),
        ("self", "position", {"position", "x", "query", "key", *AFTER_VALUE, *AFTER_SCORES}),
        ("self", "x", {"x", "query", "key", *AFTER_VALUE, *AFTER_SCORES}),
        ("self", "w_q", {"w_q", "query", *AFTER_SCORES}),
        ("self", "query", {"query", *AFTER_SCORES}),
        ("self", "w_k", {"w_k", "key", "k_minus_v", *AFTER_SCORES}),
        ("self", "key", {"key", "k_minus_v", *AFTER_SCORES}),
        ("self", "w_v", {"w_v", *AFTER_VALUE}),
        ("self", "value", AFTER_VALUE),
        ("self", "scores", AFTER_SCORES),
        ("self", "scaled", AFTER_SCORES - {"scores"}),
        ("self", "capped", AFTER_SCORES - {"scores", "scaled"}),
        ("self", "mask", {"mask", *AFTER_SCORES} - {"scores", "scaled", "capped"}),
        ("self", "masked", AFTER_SCORES - {"scores", "scaled", "capped"}),
        ("self", "weights", {"weights", "context", "joined", "output", *STATISTICS}),
        ("self", "context", {"context", "joined", "output"}),
        ("self", "joined", {"joined", "output"}),
        ("self", "w_o", {"w_o", "output"}),
        ("self", "output", {"output"}),
        ("k_eq_v", "key", {"query", "key", *AFTER_VALUE, *AFTER_SCORES} - {"query", "k_minus_v"}),
        ("k_eq_v", "w_k", {"w_k", "key", *AFTER_VALUE, *AFTER_SCORES} - {"k_minus_v"}),
        ("k_eq_v", "value", AFTER_VALUE),
        ("q_eq_k", "key", {"query", "key", "k_minus_v", *AFTER_SCORES}),
        ("q_eq_k", "query", {"query", *AFTER_SCORES}),
        ("gqa_k_eq_v", "key", {"key", *AFTER_VALUE, *AFTER_SCORES} - {"k_minus_v"}),
        ("mla", "latent", {"latent", "key", *AFTER_VALUE, *AFTER_SCORES}),
        ("mla", "w_dkv", {"w_dkv", "latent", "key", *AFTER_VALUE, *AFTER_SCORES}),
        ("mla", "w_uv", {"w_uv", *AFTER_VALUE}),
        ("mla", "value", AFTER_VALUE),
        ("gta", "w_kr", {"w_kr", "key", "k_minus_v", *AFTER_SCORES}),
        ("gta", "key", {"key", "k_minus_v", *AFTER_SCORES}),
        ("gta", "value", {"key", *AFTER_VALUE, *AFTER_SCORES} - {"k_minus_v"}),
        ("slim", "key", {"key", "joined_key", *AFTER_VALUE, *AFTER_SCORES}),
        ("slim", "joined_key", {"joined_key", *AFTER_VALUE}),
        ("slim", "w_v", {"w_v", "w_recover", *AFTER_VALUE}),
        ("slim", "w_recover", {"w_recover", *AFTER_VALUE}),
        ("slim", "value", AFTER_VALUE),
        ("bahdanau", "v_a", {"v_a", *AFTER_SCORES}),
        ("bahdanau", "tanh", {"tanh", *AFTER_SCORES}),
        ("bahdanau", "w_h", {"w_h", "key", "k_minus_v", "tanh", *AFTER_SCORES}),
        ("luong_dot", "decoder_states", {"decoder_states", "query", *AFTER_SCORES}),
        (
            "luong_general",
            "w_a",
            {"w_a", "query", "other_key", "other_k_minus_v", *AFTER_SCORES},
        ),
    ],
)
def test_exactly_what_follows_from_it_changes(variant, grid, downstream):
    value = 0.0 if grid == "mask" else 0.875
    names, after = changed(variant, Edit(grid, 0, 1, 0, value))
    # Row sums stay 1 up to their rounding, which may or may not differ.
    assert names - {"row_sum"} == downstream - {"row_sum"}
    assert after.grid(grid).values[0, 1, 0] == value
    assert after.grid(grid).edited == {(0, 1, 0)}
    assert all(not g.edited for step in after.steps for g in step.grids if g.name != grid)


def test_a_token_that_stands_twice_is_two_cells_of_the_embedding():
    _, after = changed("self", Edit("embedding", 0, 0, 0, 5.0))
    embedding = after.grid("embedding").values[0]
    assert embedding[0, 0] == 5.0
    assert embedding[4, 0] != 5.0


def test_an_edit_of_a_key_goes_to_the_value_it_is_tied_to():
    _, after = changed("k_eq_v", Edit("key", 2, 3, 1, 9.0))
    assert after.computed.arrays["value"] is after.computed.arrays["key"]
    assert after.grid("value").values[2, 3, 1] == 9.0
    _, after = changed("q_eq_k_eq_v", Edit("key", 2, 3, 1, 9.0))
    assert after.computed.arrays["value"] is after.computed.arrays["query"]


def test_an_edit_of_a_value_alone_breaks_the_tie_in_that_cell_only():
    _, after = changed("k_eq_v", Edit("value", 2, 3, 1, 9.0))
    assert np.argwhere(after.grid("k_minus_v").values).tolist() == [[2, 3, 1]]


def test_the_last_edit_of_a_cell_wins_and_those_that_do_not_fit_rest():
    edits = (
        Edit("query", 0, 0, 0, 1.0),
        Edit("query", 0, 0, 0, 2.0),
        Edit("query", 9, 0, 0, 3.0),
        Edit("query", 0, 0, 99, 3.0),
        Edit("w_a", 0, 0, 0, 3.0),
    )
    _, after = changed("self", *edits)
    assert after.grid("query").values[0, 0, 0] == 2.0
    assert after.grid("query").edited == {(0, 0, 0)}
    assert run(Scenario(edits=edits, d_head=100)).grid("query").values[0, 0, 99] == 3.0


def test_masking_the_last_key_of_a_query_by_hand_leaves_it_nothing():
    cells = tuple(Edit("mask", 0, 2, key, 0.0) for key in range(10))
    _, after = changed("self", *cells)
    assert not after.grid("weights").values[:, 2].any()
    assert not after.grid("context").values[:, 2].any()
    assert np.allclose(after.grid("row_sum").values[:, [0, 1, 3]], 1.0)


def test_letting_a_masked_key_in_by_hand():
    _, after = changed("self", Edit("mask", 0, 0, 5, 1.0), mask="causal")
    assert np.all(after.grid("weights").values[:, 0, 5] > 0)
    assert np.all(after.grid("weights").values[:, 0, 6] == 0)


_GATES = ("update", "candidate")


def test_what_only_reports_cannot_be_edited_and_all_else_can():
    shown = {layout.name for layouts in LAYOUTS.values() for layout in layouts}
    shown |= {row.grid for variant in VARIANTS.values() for row in variant.parameters}
    reports = {"k_minus_v", "other_query", "other_key", "other_k_minus_v", *STATISTICS}
    answers = {"logits", "answer", "reading", "right"}  # of a trained model
    gates = {
        f"{part}_{what}" for part in ("encoder", "decoder") for what in ("update", "candidate")
    }
    assert shown - EDITABLE == reports | answers | gates
    assert shown >= EDITABLE


@settings(deadline=None, max_examples=150)
@given(
    variant=st.sampled_from(list(VARIANTS)),
    grid=st.sampled_from(sorted(EDITABLE - {"mask", "weights", "masked"})),
    value=st.sampled_from([1e30, -1e30, 5e-324, 0.0, 1.7e308, -1.7e308]),
    dtype=st.sampled_from(["float64", "float32"]),
    positions=st.sampled_from(["sinusoidal", "rotary"]),
    head=st.integers(0, 1),
    row=st.integers(0, 2),
    col=st.integers(0, 2),
)
def test_extreme_numbers_warn_nobody_and_keep_weights_below_one(
    variant, grid, value, dtype, positions, head, row, col
):
    edits = (Edit(grid, head, row, col, value),)
    if dtype == "float32" and abs(value) > 1e38:
        dtype = "float64"
    scenario = Scenario(
        variant=variant, target=TARGET, dtype=dtype, edits=edits, positions=positions
    )
    assume(not scenario.validate())  # a W_K that slim attention cannot undo
    trace = run(scenario)
    weights = trace.grid("weights").values
    assert np.all((weights >= 0) & (weights <= 1))
    assert np.allclose(weights.sum(axis=-1), 1.0, atol=1e-5)


def test_as_many_edits_as_a_session_may_hold_are_sorted_at_once():
    edit = Edit("x", 0, 0, 0, 1.0)
    start = time.process_time()
    assert len(Edits.of([edit] * MOST_ITEMS).by_grid["x"]) == MOST_ITEMS
    assert time.process_time() - start < 2.0  # copying a tuple for each took twenty seconds


def test_as_many_edits_of_states_hold_up_no_recurrence():
    edits = Edits.of([Edit("x", 0, row % 1000, 0, 0.5) for row in range(MOST_ITEMS)])
    states = np.zeros((1000, 3))
    start = time.process_time()
    for row, state in enumerate(states):
        edits.apply_row("x", row, state)
    assert time.process_time() - start < 1.0  # each row looked through all of them: ten seconds
    assert np.all(states == [0.5, 0.0, 0.0])
