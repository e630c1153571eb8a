"""Routes followed back to the inputs: what they start from, and what they amount to."""

from __future__ import annotations

import numpy as np
import pytest

from core.heads import head_obstacle, head_of
from core.pipeline import run
from core.resolve import resolve
from core.routes import matrices, origin, roles_of, route_of, steps, whole_map
from core.scenario import Scenario
from core.tie_path import tie_ends, tie_obstacle
from core.variants import VARIANTS, Route

SELF = [key for key, row in VARIANTS.items() if row.mode != "traditional"]


@pytest.mark.parametrize("role", ["query", "key", "value"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_whole_map_makes_queries_keys_and_values_from_the_inputs(variant, role):
    trace = run(Scenario(variant=variant))
    route = route_of(trace.resolved, role)
    source = trace.grid(origin(trace.resolved, route)).values
    one = whole_map(trace.resolved, trace.computed.arrays, route)
    made = source if one is None else source @ one
    assert np.allclose(made, trace.grid(role).values, rtol=0, atol=1e-9)


def test_steps_are_passed_from_the_inputs_on_each_once():
    resolved = resolve(Scenario(variant="mla"))
    assert steps(resolved, resolved.make_key) == (Route("x", "W_DKV"), Route("latent", "W_UK"))
    resolved = resolve(Scenario(variant="gta"))
    assert steps(resolved, resolved.make_key) == (
        Route("x", "W_KV"),
        Route("value", columns="first_half"),
        Route("x", "W_KR"),
    )
    resolved = resolve(Scenario(variant="slim"))
    assert matrices(resolved, resolved.make_value) == ("W_K", "W_K⁻¹W_V")


def test_equal_routes_share_their_roles():
    resolved = resolve(Scenario(variant="gqa_k_eq_v"))
    assert roles_of(resolved, resolved.make_key) == ("key", "value")
    resolved = resolve(Scenario(variant="gta"))
    assert roles_of(resolved, resolved.make_key) == ("key",)


@pytest.mark.parametrize("variant", SELF)
def test_the_maps_of_a_head_make_its_scores_and_output(variant):
    trace = run(Scenario(variant=variant))
    x = trace.grid("x").values[0]
    output = np.zeros_like(x)
    for number in range(trace.resolved.n_heads):
        head = head_of(trace, number)
        scores = x @ head.score_map @ x.T
        assert np.allclose(scores, trace.grid("scores").values[number], atol=1e-9)
        output += trace.grid("weights").values[number] @ x @ head.output_map
    assert np.allclose(output, trace.grid("output").values[0], atol=1e-9)


@pytest.mark.parametrize("variant", SELF)
def test_no_one_matrix_tells_where_a_turned_head_looks(variant):
    trace = run(Scenario(variant=variant, positions="rotary"))
    assert "M changes with their distance" in head_obstacle(trace).english()


@pytest.mark.parametrize("positions", ["sinusoidal", "rotary"])
@pytest.mark.parametrize(
    ("untied", "tied"), [("self", "k_eq_v"), ("gqa", "gqa_k_eq_v"), ("mqa", "mqa_k_eq_v")]
)
def test_the_way_to_the_tie_ends_where_the_tied_variant_is(untied, tied, positions):
    for turned in (False, True):
        chosen = {"positions": positions, "rotary_value": turned}
        ends = tie_ends(run(Scenario(variant=untied, **chosen)))
        end = run(Scenario(variant=tied, **chosen))
        for grid in ("value", "context", "output"):
            assert np.allclose(ends.at(1.0)[grid], end.grid(grid).values, rtol=0, atol=1e-13)


def test_which_stores_can_still_be_tied():
    assert tie_obstacle(run(Scenario(variant="mla"))) is None
    assert tie_obstacle(run(Scenario(variant="slim"))) is None
    half = tie_obstacle(run(Scenario(variant="gta")))
    assert half.english() == "half of each key is its value already"
