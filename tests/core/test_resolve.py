"""What is left open in a scenario, and what a run will need."""

from __future__ import annotations

import math
import tracemalloc

import pytest

from core.pipeline import run
from core.resolve import resolve
from core.scenario import Scenario
from core.variants import VARIANTS

LONG = " ".join(f"word{i}" for i in range(60))


@pytest.mark.parametrize(
    ("variant", "heads", "kv_heads", "d_head", "d_value"),
    [
        ("luong_dot", 1, 1, 24, 24),
        ("luong_general", 1, 1, 24, 24),
        ("luong_concat", 1, 1, 24, 24),
        ("bahdanau", 1, 1, 24, 24),
        ("cross", 6, 6, 4, 4),
        ("self", 6, 6, 4, 4),
        ("gqa", 6, 3, 4, 4),
        ("mqa", 6, 1, 4, 4),
        ("k_eq_v", 6, 6, 4, 4),
        ("gqa_k_eq_v", 6, 3, 4, 4),
        ("mqa_k_eq_v", 6, 1, 4, 4),
        ("gta", 6, 3, 4, 4),
        ("mla", 6, 6, 4, 4),
        ("slim", 6, 6, 4, 4),
        ("q_eq_k", 6, 6, 4, 4),
        ("q_eq_k_eq_v", 6, 6, 4, 4),
        ("k_eq_v_eq_x", 6, 1, 24, 24),
    ],
)
def test_sizes_at_width_24_and_6_heads(variant, heads, kv_heads, d_head, d_value):
    resolved = resolve(Scenario(variant=variant, d_model=24, n_heads=6))
    found = (resolved.n_heads, resolved.n_kv_heads, resolved.d_head, resolved.d_value)
    assert found == (heads, kv_heads, d_head, d_value)


def test_a_head_width_of_ones_own():
    assert resolve(Scenario(d_head=5, d_model=7)).joined == 20
    additive = resolve(Scenario(variant="bahdanau", d_head=5, d_model=7))
    assert (additive.d_head, additive.d_value, additive.joined) == (5, 7, 7)
    raw = resolve(Scenario(variant="k_eq_v_eq_x", d_head=5, d_model=7))
    assert (raw.d_head, raw.d_value) == (7, 7)


@pytest.mark.parametrize(("heads", "kv_heads"), [(1, 1), (2, 1), (5, 1), (6, 3), (8, 4), (9, 3)])
def test_groups_are_half_of_the_heads_or_the_next_number_that_divides(heads, kv_heads):
    assert resolve(Scenario(variant="gqa", n_heads=heads, d_model=heads)).n_kv_heads == kv_heads


def test_scaling_and_output_projection_are_the_papers_unless_chosen():
    for variant in VARIANTS.values():
        resolved = resolve(Scenario(variant=variant.key))
        assert resolved.scaled == variant.scaled
        assert resolved.output_projection == variant.output_projection
        turned = Scenario(
            variant=variant.key,
            scaled=not variant.scaled,
            output_projection=not variant.output_projection,
        )
        assert resolve(turned).scaled != variant.scaled
        assert resolve(turned).output_projection != variant.output_projection


def test_scale():
    assert resolve(Scenario(d_model=32, n_heads=2)).scale == 1 / 4
    assert resolve(Scenario(d_model=32, n_heads=2, temperature=2)).scale == 1 / 8
    assert resolve(Scenario(variant="luong_dot", temperature=0.5)).scale == 2
    assert resolve(Scenario(variant="bahdanau", d_head=9, scaled=True)).scale == 1 / 3


def test_queries_come_from_the_target_in_traditional_mode_only():
    for variant in VARIANTS.values():
        resolved = resolve(Scenario(variant=variant.key, text="a b c", target="x y"))
        assert resolved.key_tokens == ("a", "b", "c")
        expected = ("x", "y") if variant.mode == "traditional" else ("a", "b", "c")
        assert resolved.query_tokens == expected


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("positions", ["sinusoidal", "rotary"])
@pytest.mark.parametrize("sizes", [(16, 4), (64, 2), (16, 8)])
def test_the_memory_foretold_holds_every_array(variant, dtype, sizes, positions):
    scenario = Scenario(
        variant=variant,
        text=LONG,
        target=LONG,
        d_model=sizes[0],
        n_heads=sizes[1],
        dtype=dtype,
        softcap=5.0,
        mask="causal",
        output_projection=True,
        positions=positions,
    )
    if scenario.validate():
        assert (variant, sizes, positions) == ("gta", (16, 8), "rotary")
        return
    trace = run(scenario)
    arrays = {id(array): array.nbytes for array in trace.computed.arrays.values()}
    kept = sum(arrays.values())
    assert kept <= trace.resolved.memory_needed <= 2 * kept


@pytest.mark.parametrize("variant", ["luong_dot", "self", "k_eq_v_eq_x"])
def test_the_memory_foretold_suffices_while_wide_matrices_are_drawn(variant):
    """float32 is drawn in float64, and rounded: half as much again as a wide model keeps."""
    scenario = Scenario(variant=variant, d_model=896, n_heads=2, dtype="float32", seed=12345)
    assert not scenario.validate()
    tracemalloc.start()
    try:
        run(scenario)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < resolve(scenario).memory_needed + 4_000_000  # what a part of a drawing takes


def test_shapes_are_counted_in_the_resolved_sizes():
    resolved = resolve(Scenario(variant="gqa", d_model=24, n_heads=6, d_head=5))
    shapes = {row.name: resolved.shape(row) for row in resolved.parameters}
    assert shapes == {
        "W_Q": (6, 24, 5),
        "W_K": (3, 24, 5),
        "W_V": (3, 24, 5),
        "W_O": (1, 30, 24),
    }
    assert resolved.memory_of_parameters == 8 * sum(math.prod(s) for s in shapes.values())


def test_a_latent_is_half_as_wide_as_the_model_unless_it_is_chosen():
    widths = {1: 1, 2: 1, 7: 3, 16: 8}
    assert {d: resolve(Scenario(variant="mla", d_model=d, n_heads=1)).d_latent for d in widths} == (
        widths
    )
    assert resolve(Scenario(variant="mla", d_latent=5)).d_latent == 5


def test_rotary_positions_belong_to_variants_of_one_text():
    for variant in VARIANTS.values():
        resolved = resolve(Scenario(variant=variant.key, positions="rotary", rotary_value=True))
        assert not resolved.positions
        assert resolved.rotary == (variant.mode != "traditional")
        assert resolved.rotary_value == (resolved.rotary and resolved.same_map)
        assert not resolve(Scenario(variant=variant.key, rotary_value=True)).rotary_value
