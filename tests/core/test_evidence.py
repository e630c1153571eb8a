"""Source, map and numbers of K and V: three relations, judged on the run itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.costs import costs
from core.evidence import evidence
from core.geometry import in_hull
from core.pipeline import run
from core.scenario import Edit, Scenario
from core.variants import VARIANTS

BASE = Scenario(text="the cat sat on mats", target="le chat dort", d_model=8, n_heads=2)
SAME_MAP = {
    *("luong_dot", "luong_general"),
    *("k_eq_v", "gqa_k_eq_v", "mqa_k_eq_v", "q_eq_k_eq_v", "k_eq_v_eq_x"),
}


def judged(**choices):
    return evidence(run(replace(BASE, **choices)))


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_source_map_and_numbers_are_those_of_the_literature(variant, dtype):
    found = judged(variant=variant, dtype=dtype)
    assert found.source.holds  # in every mechanism
    assert found.map.holds == (variant in SAME_MAP)
    assert found.numbers.holds == (variant in SAME_MAP)
    assert (found.max_difference == 0.0) == (variant in SAME_MAP)
    if variant in SAME_MAP:
        assert found.mean_cosine == pytest.approx(1.0, abs=1e-12)
    else:
        assert -1.0 < found.mean_cosine < 1.0
    for finding in (found.source, found.map, found.numbers):
        assert "{" not in finding.reason.english()


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_difference_is_the_largest_of_the_grid_that_is_shown(variant):
    trace = run(replace(BASE, variant=variant))
    shown = np.abs(trace.grid("k_minus_v").values).max()
    assert evidence(trace).max_difference == shown


def test_the_cosine_is_the_mean_over_heads_and_tokens():
    trace = run(BASE)
    key, value = trace.grid("key").values, trace.grid("value").values
    cosines = [
        key[h, i] @ value[h, i] / np.linalg.norm(key[h, i]) / np.linalg.norm(value[h, i])
        for h in range(2)
        for i in range(5)
    ]
    assert evidence(trace).mean_cosine == pytest.approx(np.mean(cosines), rel=1e-12)


@pytest.mark.parametrize("variant", ["bahdanau", "luong_concat"])
def test_vectors_of_different_widths_differ_and_say_why(variant):
    found = judged(variant=variant, d_head=3)
    assert not found.numbers.holds
    assert found.numbers.reason.english() == "keys have 3 numbers a token, values 8"
    assert found.max_difference is found.mean_cosine is None


def test_reasons_name_the_matrices():
    assert judged(variant="k_eq_v").map.reason.english() == "one matrix, W_K, makes both"
    assert judged().map.reason.english() == "the key's map is W_K, the value's is W_V"
    assert "no matrix" in judged(variant="luong_dot").map.reason.english()
    memory = judged(variant="luong_general", reading="memory").map.reason.english()
    assert memory == "the key's map is W_aᵀ, the value's is the identity (no matrix)"
    latent = judged(variant="mla")
    assert latent.source.reason.english() == (
        "both are made from one latent, made from the input vectors X"
    )
    assert latent.map.reason.english() == ("the key's map is W_DKV W_UK, the value's is W_DKV W_UV")
    assert judged(variant="slim").map.reason.english() == (
        "the key's map is W_K, the value's is W_K W_K⁻¹W_V"
    )
    half = judged(variant="gta", d_model=16, n_heads=2)
    assert half.map.reason.english() == (
        "W_KV makes values and one half of the keys, W_KR the other half"
    )
    assert half.numbers.reason.english().startswith("4 features of 8 are the same; the others")
    assert judged().source.reason.english() == "both are made from the input vectors X"


def test_luong_general_is_told_in_both_readings():
    query, memory = (judged(variant="luong_general", reading=side) for side in ("query", "memory"))
    assert (query.reading.name, query.other.name) == ("query", "memory")
    assert (memory.reading.name, memory.other.name) == ("memory", "query")
    assert query.numbers.holds
    assert not memory.numbers.holds
    assert query.other.max_difference == memory.max_difference > 0
    assert memory.other.max_difference == query.max_difference == 0
    assert query.other.costs == memory.costs
    assert query.other.costs.cache_floats == 2 * query.costs.cache_floats


@pytest.mark.parametrize("variant", sorted(VARIANTS.keys() - {"luong_general"}))
def test_other_mechanisms_have_one_reading(variant):
    assert judged(variant=variant).other is None


@pytest.mark.parametrize("variant", sorted(SAME_MAP))
def test_an_edited_value_breaks_the_numbers_but_not_the_map(variant):
    value = float(run(replace(BASE, variant=variant)).grid("value").values[0, 1, 2])
    found = judged(variant=variant, edits=(Edit("value", 0, 1, 2, value + 0.5),))
    assert found.map.holds
    assert not found.numbers.holds
    assert found.max_difference == pytest.approx(0.5)
    assert "edited cells set them apart, by up to 0.5" in found.numbers.reason.english()
    assert found.costs.cache_floats == 2 * judged(variant=variant).costs.cache_floats


@pytest.mark.parametrize("variant", sorted(SAME_MAP))
def test_an_edited_key_takes_its_tied_value_along(variant):
    found = judged(variant=variant, edits=(Edit("key", 0, 1, 2, 9.0),))
    assert found.numbers.holds
    assert found.max_difference == 0.0


def test_two_matrices_edited_to_be_equal_are_one_map():
    matrix = run(BASE).grid("w_k").values
    edits = tuple(Edit("w_v", *cell, float(matrix[cell])) for cell in np.ndindex(*matrix.shape))
    found = judged(edits=edits)
    assert found.map.holds
    assert found.numbers.holds
    assert "that hold the same numbers" in found.map.reason.english()
    assert found.costs.cache_floats == judged(variant="k_eq_v").costs.cache_floats
    assert not judged(edits=edits[1:]).map.holds


def test_a_matrix_edited_to_the_identity_is_no_map():
    edits = tuple(Edit("w_a", 0, i, j, float(i == j)) for i in range(8) for j in range(8))
    found = judged(variant="luong_general", reading="memory", edits=edits)
    assert found.map.holds
    assert found.numbers.holds


def test_equal_numbers_from_two_maps_are_not_one_map():
    zeros = tuple(Edit("x", 0, i, j, 0.0) for i in range(5) for j in range(8))
    found = judged(edits=zeros)
    assert (found.map.holds, found.numbers.holds) == (False, True)
    assert "they agree on these vectors" in found.numbers.reason.english()
    assert found.mean_cosine is None  # no vector has a direction
    assert found.costs.cache_floats == judged().costs.cache_floats


def test_extreme_numbers_give_a_cosine_and_a_difference():
    found = judged(edits=(Edit("key", 0, 0, 0, 1e300), Edit("value", 0, 0, 0, -1e300)))
    assert found.max_difference == 2e300
    assert -1 <= found.mean_cosine <= 1


@pytest.mark.parametrize("variant", VARIANTS)
def test_costs_are_those_of_the_shape(variant):
    trace = run(replace(BASE, variant=variant))
    assert evidence(trace).costs == costs(trace.resolved)
    counted = evidence(trace).costs.parameters
    grids = {row.name: trace.grid(row.grid).values.size for row in trace.resolved.parameters}
    grids.pop("v_a", None)  # it scores and projects nothing
    if variant == "slim":
        grids.pop("W_V")  # W_K⁻¹W_V takes its place
    assert dict(counted) == grids


@pytest.mark.parametrize("mask", ["none", "causal"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_contexts_lie_in_the_hull_of_the_values(variant, mask):
    trace = run(replace(BASE, variant=variant, mask=mask))
    contexts, values = trace.grid("context").values, trace.grid("value").values
    group = trace.resolved.group
    for head, rows in enumerate(contexts):
        assert all(in_hull(row, values[head // group]) for row in rows)
        assert not in_hull(rows[0] + 100, values[head // group])


ROTARY_TIES = sorted(SAME_MAP - {"luong_dot", "luong_general"})


@pytest.mark.parametrize("variant", ROTARY_TIES)
def test_turning_keys_alone_keeps_the_map_and_parts_the_numbers(variant):
    found = judged(variant=variant, positions="rotary")
    assert (found.source.holds, found.map.holds, found.numbers.holds) == (True, True, False)
    assert "K is turned by its positions, V is not" in found.numbers.reason.english()
    assert found.max_difference > 0
    both = judged(variant=variant, positions="rotary", rotary_value=True)
    assert (both.map.holds, both.numbers.holds, both.max_difference) == (True, True, 0.0)
    assert both.costs.cache_floats == found.costs.cache_floats


@pytest.mark.parametrize("variant", ROTARY_TIES)
def test_an_edit_beside_rotary_positions_makes_two_stores(variant):
    plain = judged(variant=variant, positions="rotary")
    found = judged(variant=variant, positions="rotary", edits=(Edit("value", 0, 1, 1, 9.0),))
    assert "edited cells set them apart" in found.numbers.reason.english()
    assert found.costs.cache_floats == 2 * plain.costs.cache_floats


def test_equal_up_projections_are_one_map():
    matrix = run(replace(BASE, variant="mla")).grid("w_uk").values
    edits = tuple(Edit("w_uv", *cell, float(matrix[cell])) for cell in np.ndindex(*matrix.shape))
    found = judged(variant="mla", edits=edits)
    assert (found.map.holds, found.numbers.holds) == (True, True)
    assert not judged(variant="mla").map.holds
