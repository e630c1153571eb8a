"""Every grid of every variant can be drawn: axes, colours, formulas and notes fit the numbers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from core.outside import outside_keys
from core.pipeline import run
from core.scenario import Edit, Scenario
from core.trace import STEP_KEYS
from core.variants import VARIANTS

every_variant = pytest.mark.parametrize("variant", VARIANTS)
TARGET = "le chat dormait"
CHOICES = (
    {},
    {"positions": "none", "scaled": True, "temperature": 0.5, "softcap": 30.0, "mask": "causal"},
    {"scaled": False, "temperature": 1e-5, "output_projection": False, "reading": "memory"},
    {"positions": "rotary"},
    {"positions": "rotary", "rotary_value": True, "n_heads": 1},
)
KNOWN = {
    *("frac", "sqrt", "tanh", "mathrm", "left", "right", "qquad", "top", "tilde", "sum"),
    *("ln", "bar", "hat", "to", "ldots", "cdot"),
    *("query", "key", "value", "tied", "querykey"),
}


def trace_of(variant, **fields):
    return run(Scenario(variant=variant, target=TARGET, **fields))


def note_texts(trace, step):
    return " ".join(note.english() for note in trace[step].notes)


@every_variant
@pytest.mark.parametrize("fields", CHOICES)
def test_labels_slices_and_titles_fit_the_numbers(variant, fields):
    trace = trace_of(variant, **fields)
    assert tuple(step.key for step in trace.steps) == STEP_KEYS
    names = [name for step in trace.steps for name in step.grid_names()]
    assert sorted(names) == sorted(trace.computed.arrays)
    for step in trace.steps:
        assert step.notes
        for grid in step.grids:
            heads, rows, cols = grid.values.shape
            assert (len(grid.rows.labels), len(grid.cols.labels)) == (rows, cols), grid.name
            assert (1 if grid.heads is None else len(grid.heads.labels)) == heads, grid.name
            assert grid.title
            assert grid.symbol
            assert grid.cols.title or grid.cols.kind == "single"
            for axis, length in ((grid.rows, rows), (grid.cols, cols)):
                if axis.kind == "features":
                    assert axis.labels == tuple(str(k + 1) for k in range(length))


def test_tokens_are_labelled_as_they_are():
    trace = run(Scenario(text="the cat the", variant="cross", target="le chat"))
    weights = trace.grid("weights")
    assert weights.cols.labels == ("the", "cat", "the")
    assert weights.rows.labels == ("le", "chat")
    assert (weights.rows.role, weights.cols.role) == ("query", "key")


def test_slices_are_named():
    gqa = trace_of("gqa")
    assert gqa.grid("weights").heads.title == "heads"
    assert gqa.grid("key").heads.title == "key-value heads"
    assert trace_of("self").grid("key").heads.title == "heads"
    assert trace_of("bahdanau").grid("tanh").heads.labels == ("le", "chat", "dormait")
    assert trace_of("mqa").grid("key").heads is None


@pytest.mark.parametrize(
    ("variant", "query", "key", "value"),
    [
        ("self", ("query",), ("key",), ("value",)),
        ("k_eq_v", ("query",), ("key", "value"), ("key", "value")),
        ("gqa_k_eq_v", ("query",), ("key", "value"), ("key", "value")),
        ("gta", ("query",), ("key",), ("value",)),
        ("mla", ("query",), ("key",), ("value",)),
        ("slim", ("query",), ("key",), ("value",)),
        ("q_eq_k", ("query", "key"), ("query", "key"), ("value",)),
        ("q_eq_k_eq_v", *(("query", "key", "value"),) * 3),
        ("luong_dot", ("query",), ("key", "value"), ("key", "value")),
        ("bahdanau", ("query",), ("key",), ("value",)),
    ],
)
def test_what_is_one_wears_both_colours(variant, query, key, value):
    trace = trace_of(variant)
    assert [trace.grid(name).roles for name in ("query", "key", "value")] == [query, key, value]


def test_the_colours_follow_the_reading():
    assert trace_of("luong_general").grid("value").roles == ("key", "value")
    memory = trace_of("luong_general", reading="memory")
    assert memory.grid("value").roles == ("value",)
    assert memory.grid("w_a").roles == ("key",)


@every_variant
def test_matrices_are_parameters_and_numbers_are_not(variant):
    trace = trace_of(variant, output_projection=True)
    marked = {grid.name for step in trace.steps for grid in step.grids if grid.parameter}
    own = {row.grid for row in VARIANTS[variant].parameters if row.solved is None}
    assert marked - {"w_enc", "u_enc", "w_dec", "u_dec"} == own


@every_variant
@pytest.mark.parametrize("fields", CHOICES)
def test_every_formula_and_symbol_is_tex_that_the_window_knows(variant, fields):
    trace = trace_of(variant, **fields)
    texts = {step.formula for step in trace.steps}
    texts |= {grid.symbol for step in trace.steps for grid in step.grids}
    for tex in texts:
        assert tex.count("{") == tex.count("}")
        assert set(re.findall(r"\\([A-Za-z]+)", tex)) <= KNOWN


def test_the_formula_shows_what_is_in_force_and_nothing_else():
    formula = trace_of("self")["scale_mask"].formula
    assert formula == r"\tilde S = \frac{S}{\sqrt{d}} \qquad d = 4"
    assert trace_of("luong_dot")["scale_mask"].formula == r"\tilde S = S"
    assert r"\mathrm{mask}" in trace_of("self", mask="causal")["scale_mask"].formula
    assert r"\mathrm{mask}" in trace_of("self", padding=1)["scale_mask"].formula
    by_hand = trace_of("self", edits=(Edit("mask", 0, 0, 0, 0.0),))
    assert r"\mathrm{mask}" in by_hand["scale_mask"].formula
    warm = trace_of("self", temperature=2.0, softcap=30.0)["scale_mask"].formula
    assert r"\frac{S}{c\,\sqrt{d}\,T}" in warm
    assert warm.endswith(r"d = 4,\; T = 2,\; c = 30")
    assert trace_of("self")["inputs"].formula == "X = E + P"
    assert trace_of("self", positions="none")["inputs"].formula == "X = E"
    assert trace_of("self")["output"].formula.endswith(r"O = [C_1; \ldots; C_{4}]\,W_O")
    assert trace_of("self", n_heads=1)["output"].formula.endswith(r"O = C\,W_O")
    assert trace_of("self", output_projection=False, n_heads=2)["output"].formula.endswith(
        "O = [C_1; C_{2}]"
    )
    assert r"W_a^\top" in trace_of("luong_general", reading="memory")["projections"].formula
    assert r"W_a^\top" not in trace_of("luong_general")["projections"].formula


def test_notes_say_what_holds_here():
    assert "no matrix here" in note_texts(trace_of("luong_dot"), "projections")
    assert "query's side" in note_texts(trace_of("luong_general"), "projections")
    assert "memory's side." in note_texts(
        trace_of("luong_general", reading="memory"), "projections"
    )
    assert "same numbers" in note_texts(trace_of("k_eq_v"), "projections")
    assert "one latent of 8 numbers" in note_texts(trace_of("mla"), "projections")
    assert "first 2 features" in note_texts(trace_of("gta"), "projections")
    assert "condition number" in note_texts(trace_of("slim"), "projections")
    assert "stored patterns" in note_texts(trace_of("k_eq_v_eq_x"), "projections")
    assert "diagonal" in note_texts(trace_of("q_eq_k"), "scores")
    assert "diagonal" not in note_texts(trace_of("self"), "scores")
    assert "seed 7" in note_texts(trace_of("self"), "inputs")
    assert "each shared by 2" in note_texts(trace_of("gqa"), "projections")


def test_notes_name_what_the_mask_leaves_out():
    everything = "every query may attend to every key"
    plain = Scenario()
    assert everything in note_texts(run(plain), "scale_mask")
    for change in ({"padding": 2}, {"edits": (Edit("mask", 0, 0, 1, 0.0),)}):
        assert everything not in note_texts(run(replace(plain, **change)), "scale_mask")
    by_hand = run(replace(plain, mask="causal", edits=(Edit("mask", 0, 0, 1, 1.0),)))
    assert "overwritten by hand: 1." in note_texts(by_hand, "scale_mask")


def test_a_context_lies_in_the_hull_of_what_was_averaged():
    """A value by hand is no key: the context is a mean of the values, and leaves the keys' hull."""
    tied = Scenario(variant="k_eq_v")
    assert "weighted mean of the keys" in note_texts(run(tied), "output")
    edited = run(replace(tied, edits=(Edit("value", 0, 0, 0, 50.0),)))
    assert outside_keys(edited, head=0).fraction == 1.0
    assert "weighted mean of the values" in note_texts(edited, "output")


def test_notes_do_not_claim_what_an_edit_has_undone():
    edited = trace_of("k_eq_v", edits=(Edit("value", 0, 0, 0, 9.0),))
    assert "no longer the same numbers" in note_texts(edited, "projections")
    edited = trace_of("q_eq_k", edits=(Edit("query", 0, 0, 0, 9.0),))
    assert "diagonal" not in note_texts(edited, "scores")
    edited = trace_of("self", edits=(Edit("weights", 0, 0, 0, 9.0),))
    assert "hull" not in note_texts(edited, "output")
    masked = trace_of("self", padding=10)
    assert "no key is left for: 10" in note_texts(masked, "weights")
    assert "hull" not in note_texts(masked, "output")


def test_notes_say_what_rotary_positions_do_to_values():
    clean = trace_of("k_eq_v", positions="rotary")
    assert "only keys are turned" in note_texts(clean, "projections")
    assert "mean of the values" in note_texts(clean, "output")
    turned = trace_of("k_eq_v", positions="rotary", rotary_value=True)
    assert "no W_O can undo that" in note_texts(turned, "projections")
    assert "mean of the keys" in note_texts(turned, "output")
    assert "turn queries and keys in the next step" in note_texts(clean, "inputs")
    assert "here there are none" in note_texts(trace_of("cross", positions="rotary"), "inputs")
    assert "no longer be multiplied into one" in note_texts(
        trace_of("mla", positions="rotary"), "projections"
    )
    assert "stays clean" in note_texts(trace_of("gta", positions="rotary"), "projections")


def test_the_formula_turns_what_is_turned():
    assert r"\to" not in trace_of("self")["projections"].formula
    rotary = trace_of("k_eq_v", positions="rotary")["projections"].formula
    assert r"\tied{k_j} \to R_{j}\,\tied{k_j}" in rotary
    assert "v_j" not in rotary
    both = trace_of("k_eq_v", positions="rotary", rotary_value=True)["projections"].formula
    assert r"\tied{v_j} \to R_{j}\,\tied{v_j}" in both


@pytest.mark.parametrize(
    ("variant", "grid", "roles"),
    [
        ("mla", "w_dkv", ("key", "value")),
        ("mla", "w_uk", ("key",)),
        ("mla", "w_uv", ("value",)),
        ("gta", "w_kv", ("key", "value")),
        ("gta", "w_kr", ("key",)),
        ("slim", "w_k", ("key",)),
        ("slim", "w_v", ("value",)),
        ("slim", "w_recover", ("value",)),
    ],
)
def test_matrices_wear_the_colours_of_what_they_have_a_part_in(variant, grid, roles):
    assert trace_of(variant).grid(grid).roles == roles
