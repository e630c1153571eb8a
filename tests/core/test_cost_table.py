"""Closed formulas of cost: against the runs themselves, and against published figures."""

from __future__ import annotations

import pytest

from core.cost_rows import COST_ROWS
from core.cost_table import cost_table
from core.costs import costs
from core.presets import NUMBER_TYPES, PRESETS, Size, size_of
from core.resolve import resolve
from core.scenario import Scenario
from core.variants import VARIANTS


def by_key(size, context=1, number_type="float32"):
    return {cost.row.key: cost for cost in cost_table(size, context, number_type)}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"d_model": 12, "n_heads": 6, "d_head": 3, "n_kv_heads": 2},
        {"d_model": 8, "n_heads": 1, "d_head": 5, "output_projection": False},
        {"d_model": 8, "n_heads": 8, "scaled": False, "output_projection": True},
        {"d_model": 6, "n_heads": 2, "scaled": True, "softcap": 3.0},
        {"scaled": False, "temperature": 0.7},
        {"scaled": True, "temperature": 0.5},  # with four features a factor of 1
        {"d_model": 8, "n_heads": 8, "temperature": 2.0},
        {"d_model": 8, "n_heads": 4, "n_kv_heads": 2, "d_latent": 5},
    ],
)
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_formulas_count_what_a_run_counts(variant, fields):
    scenario = Scenario(variant=variant, text="a b c d e", target="v w x", **fields)
    if scenario.validate():  # a width that this variant does not take
        assert COST_ROWS[variant].obstacle(size_of(scenario)) is not None
        return
    resolved = resolve(scenario)
    run, layer = costs(resolved), COST_ROWS[variant].layer(size_of(scenario))
    assert dict(layer.parameters) == dict(run.parameters)
    assert layer.cache_floats == run.cache_floats
    together = run.projection_operations + run.attention_operations
    assert layer.operations(resolved.n_q, resolved.n_k) == together


def test_every_variant_has_a_row():
    assert list(COST_ROWS) == list(VARIANTS)


D, H, G, R, M = 24, 4, 2, 6, 10
TABLE = {
    "gqa_k_eq_v": (D * R * (2 * H + G), G * R),
    "mqa_k_eq_v": (D * R * (2 * H + 1), R),
    "mla": (2 * D * R * H + D * M + 2 * M * H * R, M),
    "gta": (D * R * (2 * H + G) + D * R // 2, G * R + R // 2),
    "slim": (D * R * 4 * H, H * R),
}


@pytest.mark.parametrize("variant", TABLE)
def test_further_ties_cost_what_the_table_says(variant):
    layer = COST_ROWS[variant].layer(Size(D, H, G, R, latent=M))
    assert (layer.n_parameters, layer.cache_floats) == TABLE[variant]


def test_grouped_tied_attention_caches_what_its_paper_prints():
    """Zadouri et al. 2025: 16 heads of 128, 4 groups, 2 bytes: 8192, 2048 and 1152 bytes."""
    found = by_key(Size(2048, 16, 4, 128), number_type="bfloat16")
    for key, printed in {"self": 8192, "gqa": 2048, "gta": 1152}.items():
        assert found[key].cache_bytes_per_token == printed


def test_deepseek_v2_caches_the_latent_and_the_rotary_part():
    preset = PRESETS["DeepSeek-V2"]
    found = by_key(preset.size, number_type="bfloat16")["mla"]
    assert found.cache_bytes_per_token == 2 * (512 + 64)


def test_llama_2_70b_needs_320_kib_a_token_and_untied_heads_eight_times_that():
    found = by_key(PRESETS["Llama 2 70B"].size, context=4096, number_type="float16")
    assert found["gqa"].cache_bytes == 320 * 1024 * 4096
    assert found["self"].cache_bytes == 8 * found["gqa"].cache_bytes
    assert found["gqa_k_eq_v"].cache_bytes == found["gqa"].cache_bytes // 2


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_the_tie_halves_the_cache_at_every_published_size(preset):
    found = by_key(preset.size, context=1000)
    assert found["k_eq_v"].cache_bytes * 2 == found["self"].cache_bytes
    assert found["k_eq_v"].parameters * 4 == found["self"].parameters * 3
    assert found["mqa_k_eq_v"].cache_bytes <= found["mqa"].cache_bytes
    assert found[preset.variant].obstacle is None
    assert preset.size.n_heads % preset.size.n_kv_heads == 0
    assert "arXiv" in preset.source or "2019" in preset.source


def test_depth_context_and_number_type_multiply():
    size = Size(16, 4, 2, 4)
    deep = Size(16, 4, 2, 4, n_layers=3)
    for number_type, width in NUMBER_TYPES.items():
        one, many = by_key(size, 1, number_type), by_key(deep, 7, number_type)
        for key, cost in one.items():
            assert many[key].cache_bytes == 21 * cost.cache_bytes
            assert many[key].parameters == 3 * cost.parameters
            assert cost.cache_bytes == width * COST_ROWS[key].layer(size).cache_floats
    with pytest.raises(KeyError):
        cost_table(size, 1, "float7")


@pytest.mark.parametrize("variant", COST_ROWS)
def test_one_more_token_costs_its_projections_and_one_row_of_pairs(variant):
    layer = COST_ROWS[variant].layer(Size(24, 4, 2, 6, latent=10, d_rope=2))
    per_pair = layer.operations_per_token(11) - layer.operations_per_token(10)
    assert layer.operations_per_token(0) + 10 * per_pair == layer.operations_per_token(10)
    if variant in ("mla", "slim"):  # they read whole latents, or whole keys, for every head
        assert layer.cached_widths[1] > layer.widths[1]
    else:
        assert layer.operations_per_token(1) == layer.operations(1, 1) - 2 * sum(
            layer.parameters[name] for name in layer.of_memory
        )


def test_sizes_at_which_a_variant_does_not_exist_say_why():
    found = by_key(Size(16, 4, 3, 5, latent=0))
    reasons = {key: cost.obstacle.english() for key, cost in found.items() if cost.obstacle}
    assert set(reasons) == {"gqa", "gqa_k_eq_v", "mla", "gta", "slim"}
    assert "4 heads do not divide among 3" in reasons["gqa"]
    assert "latent of width 0" in reasons["mla"]
    assert "width of 5 has no half" in reasons["gta"]
    assert "20 key features together, width 16" in reasons["slim"]
    assert found["slim"].parameters == 0
