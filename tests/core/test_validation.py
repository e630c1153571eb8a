"""Nothing that cannot be run gets through, and what is said about it can be followed."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import memory
from core.edits import EDITABLE
from core.memory import in_units, physical_memory, run_limit
from core.pipeline import run
from core.scenario import Edit, Scenario
from core.variants import VARIANTS

PLENTY = 10**12


def said(memory_limit=PLENTY, **fields):
    return [(p.field, p.english()) for p in Scenario(**fields).validate(memory_limit)]


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_starts_without_a_problem(variant):
    assert Scenario(variant=variant).validate() == ()


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        (
            {"d_model": 7, "n_heads": 2},
            "d_model",
            "width 7 does not divide into 2 heads; use 6 or 8",
        ),
        (
            {"d_model": 3, "n_heads": 4},
            "d_model",
            "width 3 does not divide into 4 heads; use 4",
        ),
        (
            {"variant": "gqa", "n_heads": 6, "n_kv_heads": 4, "d_model": 12},
            "n_kv_heads",
            "6 heads do not divide among 4 key-value heads; use 3 or 6",
        ),
        (
            {"variant": "gqa", "n_heads": 2, "n_kv_heads": 3},
            "n_kv_heads",
            "2 heads do not divide among 3 key-value heads; use 2",
        ),
        (
            {"variant": "mla", "d_latent": 0},
            "d_latent",
            "a latent of width 0 keeps nothing; use a whole number from 1 to 8192",
        ),
        (
            {"positions": "rotary", "d_head": 3},
            "d_head",
            "rotary positions turn pairs of features: a width of 3 leaves one over; use 2 or 4",
        ),
        (
            {"positions": "rotary", "d_model": 9, "variant": "k_eq_v_eq_x"},
            "d_model",
            "rotary positions turn pairs of features: a width of 9 leaves one over; use 8 or 10",
        ),
        (
            {"variant": "gta", "d_model": 12, "n_heads": 4},
            "d_head",
            "half of a head is tied: a width of 3 has no half; use 2 or 4",
        ),
        (
            {"variant": "gta", "positions": "rotary", "d_head": 6},
            "d_head",
            "half of a head is turned, in pairs of features: 6 does not divide by 4; use 4 or 8",
        ),
        (
            {"variant": "slim", "d_head": 3},
            "d_head",
            (
                "V is recovered by the inverse of W_K, which must be square: 12 key features "
                "together, width 16; use 4"
            ),
        ),
        (
            {"variant": "slim", "d_model": 15, "d_head": 3},
            "d_model",
            (
                "V is recovered by the inverse of W_K, which must be square: 12 key features "
                "together, width 15; use 12"
            ),
        ),
        (
            {"variant": "slim", "d_model": 12, "positions": "rotary"},
            "d_model",
            "rotary positions turn pairs of features: a width of 3 leaves one over; use 8 or 16",
        ),
        ({"text": "  \n"}, "text", "there is no text; type at least one word"),
        (
            {"variant": "bahdanau", "target": ""},
            "target",
            "there is no text; type at least one word",
        ),
        (
            {"text": "a b", "padding": 3},
            "padding",
            "there are 2 keys, not 3, to mask; use a whole number from 0 to 2",
        ),
        (
            {"mask": "diagonal"},
            "mask",
            "there is no mask 'diagonal'; use one of none, causal, window, causal_window, stored",
        ),
        (
            {"window": -1},
            "window",
            "window cannot be -1; use a whole number from 0 to 1000000",
        ),
        (
            {"temperature": 0},
            "temperature",
            "temperature cannot be 0; use a number above 0, from 1e-30 to 1e+30",
        ),
    ],
)
def test_it_says_what_is_wrong_and_what_would_be_right(fields, field, sentence):
    assert said(**fields) == [(field, sentence)]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("variant", ["", "Self", None, 3, ["self"]]),
        ("split", ["letters", None]),
        ("mask", [None, True]),
        ("positions", ["learned", None, True]),
        ("rotary_value", [None, 1, "yes"]),
        ("d_latent", [0, -1, 2.0, True, "8", 10**9]),
        ("reading", ["both"]),
        ("dtype", ["float16", float, ["float32"]]),
        ("text", [None, 3, b"bytes"]),
        ("target", [None]),
        ("d_model", [0, -1, 1.0, "16", True, None, 10**9, float("nan")]),
        ("n_heads", [0, True, None, 2.5]),
        ("n_kv_heads", [0, -2, True, "1"]),
        ("d_head", [0, -2, False, 2.0]),
        ("window", [-1, None, 1.5, True]),
        ("padding", [-1, None]),
        ("seed", [-1, 2**31, 1.0, True, None, "7"]),
        ("temperature", [0.0, -1, float("nan"), float("inf"), 1e-320, None, "1", True]),
        ("softcap", [0, -5.0, float("nan"), float("inf"), True, "30"]),
        ("scaled", [1, "yes"]),
        ("output_projection", [0, "no"]),
        ("weights", [None, "seeded"]),
        ("edits", [None, [], (1,), (Edit("nowhere", 0, 0, 0, 1.0),)]),
    ],
)
def test_every_field_refuses_what_is_no_such_value(field, values):
    for value in values:
        found = Scenario(**{field: value}).validate(PLENTY)
        assert found, value
        assert {problem.field for problem in found} == {field}
        for problem in found:
            assert problem.wrong.english()
            assert problem.right.english()


@pytest.mark.parametrize(
    "edit",
    [
        Edit("row_sum", 0, 0, 0, 1.0),
        Edit("query", -1, 0, 0, 1.0),
        Edit("query", 0, True, 0, 1.0),
        Edit("query", 0, 0, 1.0, 1.0),
        Edit("query", 0, 0, 0, float("nan")),
        Edit("query", 0, 0, 0, float("-inf")),
        Edit("query", 0, 0, 0, "1"),
        Edit("query", 0, 0, 0, True),
        Edit("mask", 0, 0, 0, 0.5),
    ],
)
def test_an_edit_needs_a_grid_a_cell_and_a_finite_number(edit):
    assert [problem.field for problem in Scenario(edits=(edit,)).validate()] == ["edits"]


def test_what_single_precision_cannot_hold_is_refused_there_only():
    edits = (Edit("query", 0, 0, 0, 1e300),)
    assert not said(edits=edits)
    assert said(edits=edits, dtype="float32")[0][0] == "edits"


@pytest.mark.parametrize(
    "fields",
    [
        {"d_model": 7, "n_heads": 2, "variant": "luong_dot"},
        {"d_model": 7, "n_heads": 2, "variant": "k_eq_v_eq_x"},
        {"d_model": 7, "n_heads": 2, "d_head": 3},
        {"d_model": 7, "n_heads": 1, "positions": "sinusoidal"},
        {"d_model": 7, "n_heads": 7, "positions": "rotary", "variant": "cross"},
        {"d_model": 7, "n_heads": 1, "positions": "rotary", "variant": "luong_dot"},
        {"d_latent": 3},
        {"n_heads": 4, "n_kv_heads": 3},
        {"variant": "gqa", "n_heads": 5, "d_model": 15},
        {"target": ""},
        {"text": "a b", "padding": 2},
        {"temperature": 2, "softcap": 30},
        {"edits": (Edit("w_a", 7, 700, 700, -1),)},
        {"text": "猫"},
    ],
)
def test_what_does_not_matter_here_is_no_problem(fields):
    assert said(**fields) == []


def test_memory_is_refused_with_the_figures():
    ((field, sentence),) = said(10**6, text="a " * 400)
    assert field == "text"
    assert "400 tokens" in sentence
    assert "MB of memory; a run may take 1 MB; use about" in sentence
    ((field, sentence),) = said(10**6, text="a", d_model=8000, n_heads=1)
    assert field == "d_model"
    assert "smaller width" in sentence


def test_as_many_tokens_as_it_says_would_fit():
    limit = 5 * 10**6
    ((_, sentence),) = said(limit, text="a " * 4000)
    fewer = int(sentence.split("use about ")[1].split(" tokens")[0].replace(",", ""))
    assert said(limit, text="a " * (fewer * 9 // 10)) == []
    assert said(limit, text="a " * (fewer * 2))


def test_a_pasted_book_is_refused_before_it_is_read():
    ((field, sentence),) = said(text="word " * 10**6)
    assert (field, sentence) == ("text", "the text has 5000000 characters; use at most 200000")


def test_the_machine_is_asked_and_may_stay_silent(monkeypatch):
    assert physical_memory() > 2**28
    assert run_limit() == physical_memory() // 2
    monkeypatch.delattr(memory.os, "sysconf")
    assert physical_memory() == 4 * 1024**3
    monkeypatch.setattr(memory.os, "sysconf", lambda name: -1, raising=False)
    assert physical_memory() == 4 * 1024**3


def test_sizes_read_like_sizes():
    sizes = [0, 999, 1000, 1_240_000, 3_200_000_000, 5 * 10**18]
    assert [in_units(size) for size in sizes] == [
        "0 bytes",
        "999 bytes",
        "1 kB",
        "1.24 MB",
        "3.2 GB",
        "5e+03 PB",
    ]


ANY = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 40),
    st.floats(),
    st.text(string.printable, max_size=4),
)
PLAUSIBLE = {
    "variant": st.sampled_from(list(VARIANTS)),
    "text": st.text(max_size=8),
    "target": st.text(max_size=8),
    "d_model": st.integers(0, 20),
    "n_heads": st.integers(0, 6),
    "n_kv_heads": st.none() | st.integers(0, 6),
    "d_head": st.none() | st.integers(0, 6),
    "d_latent": st.none() | st.integers(0, 6),
    "positions": st.sampled_from(["none", "sinusoidal", "rotary"]),
    "rotary_value": st.booleans(),
    "window": st.integers(-1, 4),
    "padding": st.integers(-1, 4),
    "temperature": st.floats(),
    "softcap": st.none() | st.floats(),
    "mask": st.sampled_from(["none", "causal", "window", "causal_window", "other"]),
    "dtype": st.sampled_from(["float64", "float32", "float16"]),
    "edits": st.lists(
        st.builds(
            Edit,
            st.sampled_from([*sorted(EDITABLE), "entropy"]),
            st.integers(-1, 3),
            st.integers(0, 5),
            st.integers(0, 5),
            st.floats() | st.sampled_from([0.0, 1.0]),
        ),
        max_size=2,
    ).map(tuple),
}


@settings(deadline=None, max_examples=200)
@given(st.fixed_dictionaries({}, optional={name: given | ANY for name, given in PLAUSIBLE.items()}))
def test_what_is_let_through_can_be_run(fields):
    scenario = Scenario(**fields)
    if not scenario.validate(PLENTY):
        run(scenario)
