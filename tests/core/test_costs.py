"""Costs against the table of the literature, and operations against a count by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.costs import costs
from core.evidence import evidence
from core.pipeline import run
from core.resolve import resolve
from core.scenario import Scenario
from core.variants import VARIANTS

LATENT = 5
TRADITIONAL = ("luong_dot", "luong_general", "luong_concat", "bahdanau", "cross")


def table(variant, d, r, n_heads, groups):
    """Return projection parameters and numbers in the cache of a token, by the known formulas."""
    heads = n_heads
    return {
        "cross": (d * r * (2 * heads + 2 * heads), 2 * heads * r),
        "self": (d * r * (2 * heads + 2 * heads), 2 * heads * r),
        "gqa": (d * r * (2 * heads + 2 * groups), 2 * groups * r),
        "mqa": (d * r * (2 * heads + 2), 2 * r),
        "k_eq_v": (d * r * 3 * heads, heads * r),
        "gqa_k_eq_v": (d * r * (2 * heads + groups), groups * r),
        "mqa_k_eq_v": (d * r * (2 * heads + 1), r),
        "gta": (d * r * (2 * heads + groups) + d * r // 2, groups * r + r // 2),
        "mla": (2 * d * r * heads + d * LATENT + 2 * LATENT * heads * r, LATENT),
        "slim": (d * r * 4 * heads, heads * r),
        "q_eq_k": (d * r * 3 * heads, 2 * heads * r),
        "q_eq_k_eq_v": (d * r * 2 * heads, heads * r),
        "k_eq_v_eq_x": (d * d * heads + heads * d * d, d),
        "luong_dot": (0, d),
        "luong_general": (d * d, d),
        "luong_concat": (2 * d * r, r + d),
        "bahdanau": (2 * d * r, r + d),
    }[variant]


@pytest.mark.parametrize(("dtype", "size"), [("float64", 8), ("float32", 4)])
@pytest.mark.parametrize(
    ("d", "r", "n_heads", "groups"), [(16, 4, 4, 2), (16, 8, 4, 1), (12, 3, 6, 3), (8, 8, 1, 1)]
)
@pytest.mark.parametrize("variant", VARIANTS)
def test_parameters_and_cache_are_those_of_the_table(variant, d, r, n_heads, groups, dtype, size):
    scenario = Scenario(
        variant=variant,
        d_model=d,
        d_head=r,
        n_heads=n_heads,
        n_kv_heads=groups,
        d_latent=LATENT,
        dtype=dtype,
    )
    if scenario.validate():
        assert (variant == "gta" and r % 2) or (variant == "slim" and n_heads * r != d)
        return
    resolved = resolve(scenario)
    parameters, floats = table(variant, d, r, n_heads, groups)
    found = costs(resolved)
    assert (found.n_parameters, found.cache_floats) == (parameters, floats)
    assert found.cache_bytes == floats * size


@pytest.mark.parametrize(
    ("variant", "turned", "floats"),
    [
        ("self", False, 32),
        ("k_eq_v", False, 16),
        ("k_eq_v", True, 16),
        ("k_eq_v_eq_x", False, 16),
        ("gta", False, 10),
        ("mla", False, 8),
        ("slim", False, 16),
    ],
)
def test_rotary_positions_leave_the_cache_as_it_is(variant, turned, floats):
    """Tied keys are turned as they are read: one store serves both, if it is not the turned one."""
    scenario = Scenario(variant=variant, positions="rotary", rotary_value=turned)
    assert costs(resolve(scenario)).cache_floats == floats
    assert evidence(run(scenario)).costs.cache_floats == floats
    reason = costs(resolve(scenario)).cache_reason.english()
    assert ("turned to be a key" in reason) == (variant.startswith("k_eq_v") and not turned)


@pytest.mark.parametrize("variant", ["gqa", "mqa"])
def test_tying_grouped_heads_saves_one_projection_and_half_of_the_cache(variant):
    resolved = resolve(Scenario(variant=variant, d_model=16, d_head=4, n_heads=4, n_kv_heads=2))
    groups = resolved.n_kv_heads
    tied = costs(replace(resolved, make_value=resolved.make_key))
    assert tied.n_parameters == 16 * 4 * (2 * 4 + groups)
    assert tied.cache_floats == groups * 4 == costs(resolved).cache_floats // 2
    row = resolve(
        Scenario(variant=f"{variant}_k_eq_v", d_model=16, d_head=4, n_heads=4, n_kv_heads=2)
    )
    assert (costs(row).n_parameters, costs(row).cache_floats) == (
        tied.n_parameters,
        tied.cache_floats,
    )


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_output_projection_counts_only_where_it_is_on(variant):
    on, off = (
        costs(resolve(Scenario(variant=variant, output_projection=choice)))
        for choice in (True, False)
    )
    resolved = resolve(Scenario(variant=variant))
    assert on.n_parameters - off.n_parameters == resolved.joined * resolved.d_model
    assert on.projection_operations - off.projection_operations == (
        2 * resolved.n_q * resolved.joined * resolved.d_model
    )
    assert on.attention_operations == off.attention_operations


def test_luong_general_caches_the_memory_once_or_beside_its_image():
    query, memory = (
        costs(resolve(Scenario(variant="luong_general", d_model=8, reading=reading)))
        for reading in ("query", "memory")
    )
    assert (query.cache_floats, memory.cache_floats) == (8, 16)
    assert query.n_parameters == memory.n_parameters == 64


def test_two_stores_cost_twice_though_the_map_is_one():
    resolved = resolve(Scenario(variant="k_eq_v"))
    assert costs(resolved, one_store=False).cache_floats == 2 * costs(resolved).cache_floats


@pytest.mark.parametrize(
    ("variant", "products"),
    [("self", 4), ("k_eq_v", 3), ("q_eq_k", 3), ("q_eq_k_eq_v", 2)],
)
def test_what_is_made_the_same_way_is_made_once(variant, products):
    found = costs(resolve(Scenario(variant=variant, text="a b c", d_model=8, n_heads=2)))
    assert found.projection_operations == 2 * products * 3 * 8 * 8


def test_operations_of_a_single_pair_by_hand():
    one = Scenario(variant="self", text="a", d_model=2, n_heads=1, scaled=False)
    # q.k 4, softmax 4 (subtract, exp, add, divide), w v 4.
    assert costs(resolve(one)).attention_operations == 12
    assert costs(resolve(replace(one, scaled=True))).attention_operations == 13
    assert costs(resolve(replace(one, softcap=5.0))).attention_operations == 15
    additive = Scenario(variant="bahdanau", text="a", target="b", d_model=2, d_head=3)
    # 3 units x (add, tanh, multiply-add), softmax 4, w v 4.
    assert costs(resolve(additive)).attention_operations == 12 + 4 + 4


@pytest.mark.parametrize("variant", TRADITIONAL)
def test_attention_grows_with_both_texts_and_projections_with_either(variant):
    short, long = (
        costs(resolve(Scenario(variant=variant, text=text, target="a b"))) for text in ("a", "a b")
    )
    assert long.attention_operations == 2 * short.attention_operations
