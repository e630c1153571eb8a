"""VARIANTS: the table is complete, consistent and frozen."""

from __future__ import annotations

import dataclasses

import pytest

from core.resolve import resolve
from core.routes import matrices, origin, roles_of_matrix
from core.scenario import Scenario
from core.variants import VARIANTS, of_mode

EXPECTED = {
    "traditional": ["luong_dot", "luong_general", "luong_concat", "bahdanau", "cross"],
    "self": ["self", "gqa", "mqa"],
    "tied": [
        *("k_eq_v", "gqa_k_eq_v", "mqa_k_eq_v", "q_eq_k", "q_eq_k_eq_v", "k_eq_v_eq_x"),
        *("gta", "mla", "slim"),
    ],
}
every_variant = pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS.keys())


def test_all_stand_in_menu_order():
    assert {mode: [row.key for row in of_mode(mode)] for mode in EXPECTED} == EXPECTED
    assert list(VARIANTS) == [key for keys in EXPECTED.values() for key in keys]


def test_the_table_cannot_be_changed():
    with pytest.raises(TypeError):
        VARIANTS["other"] = VARIANTS["self"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        VARIANTS["self"].scaled = False


@every_variant
def test_every_matrix_is_used_and_every_used_matrix_is_owned(variant):
    resolved = resolve(Scenario(variant=variant.key))
    routes = [variant.make_query, variant.make_key, variant.make_value]
    used = {name for route in routes for name in matrices(resolved, route)}
    used |= {name for row in variant.parameters for name in row.solved or ()}
    used |= {"W_O"} | ({"v_a"} if variant.score == "additive" else set())
    assert used == {row.name for row in variant.parameters}
    assert len({row.grid for row in variant.parameters}) == len(variant.parameters)
    assert variant.parameters[-1].name == "W_O"
    with pytest.raises(KeyError, match="has no parameter"):
        variant.parameter("W_Z")


@every_variant
def test_a_matrix_wears_the_colours_of_what_it_makes(variant):
    resolved = resolve(Scenario(variant=variant.key))
    for row in variant.parameters:
        if row.name not in ("W_O", "v_a"):
            assert row.roles == roles_of_matrix(resolved, row)


@every_variant
def test_sources_belong_to_the_mechanism(variant):
    if variant.mode == "traditional":
        assert variant.make_query.source == "decoder_states"
        assert variant.make_key.source == variant.make_value.source == "encoder_states"
    else:
        routes = (variant.make_query, variant.make_key, variant.make_value)
        resolved = resolve(Scenario(variant=variant.key))
        assert {origin(resolved, route) for route in routes} == {"x"}


def test_which_keys_and_values_share_their_map():
    same_map = {key for key, row in VARIANTS.items() if row.make_key == row.make_value}
    assert same_map == {
        *("luong_dot", "luong_general", "k_eq_v", "gqa_k_eq_v", "mqa_k_eq_v"),
        *("q_eq_k_eq_v", "k_eq_v_eq_x"),
    }
    assert {key for key, row in VARIANTS.items() if row.make_query == row.make_key} == {
        "q_eq_k",
        "q_eq_k_eq_v",
    }


@every_variant
def test_the_paper_is_named_with_its_year_and_number(variant):
    assert "arXiv" in variant.source
    assert any(str(year) in variant.source for year in range(2014, 2027))
