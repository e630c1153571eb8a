"""Gradients of runs of trained models: every grid answers as finite differences say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.gradients.scenario_gradients import MakeLarger, gradients
from core.pipeline import run
from core.scenario import Edit
from core.trained.scenarios import scenario_of
from tests.core.test_explain import agrees, check_form, some_cells
from tests.core.test_gradients_scenario import assert_every_grid_answers

LOSS = MakeLarger(row=3, feature=1)


@pytest.mark.parametrize(
    ("task", "variant", "layer", "text"),
    [
        ("recall", "k_eq_v", 0, "c=7 a=2 b=9 d=1 ?a"),
        ("induction", "self", 0, "3: c b a d ?a ?c"),
        ("induction", "q_eq_k", 1, "3: c b a d ?a ?c"),
    ],
)
def test_a_layer_of_a_stack(task: str, variant: str, layer: int, text: str, model: Any) -> None:
    path = model(task, variant, 4)
    scenario = replace(scenario_of(path, layer), text=text)
    assert_every_grid_answers(run(scenario), LOSS)
    if task == "induction":
        found = gradients(run(scenario), LOSS).grids
        assert {"stream", "norm_gain", "norm_bias", "x"} <= set(found)
        assert ("embedding" in found) == (layer == 0)


@pytest.mark.parametrize("variant", ["luong_dot", "luong_general", "bahdanau"])
@pytest.mark.parametrize("edited", [False, True])
def test_an_encoder_decoder(variant: str, edited: bool, model: Any) -> None:
    path = model("dates", variant, 6)
    scenario = replace(scenario_of(path), text="3.V.1998", target="1998-0")
    if edited:
        edits = (
            Edit("encoder_states", 0, 2, 1, 0.4),
            Edit("encoder_states", 0, 5, 4, -0.3),
            Edit("decoder_states", 0, 1, 3, 0.2),
        )
        scenario = replace(scenario, edits=edits)
    trace = run(scenario)
    assert_every_grid_answers(trace, LOSS)
    assert {"source_embedding", "target_embedding"} <= set(gradients(trace, LOSS).grids)


@pytest.mark.parametrize(
    ("task", "variant", "width", "layer", "fields"),
    [
        ("recall", "k_eq_v", 4, 0, {"text": "c=7 a=2 b=9 d=1 ?a"}),
        ("induction", "q_eq_k", 4, 1, {"text": "3: c b a d ?a ?c"}),
        ("dates", "luong_dot", 6, 0, {"text": "3.V.1998", "target": "1998-0"}),
        ("dates", "bahdanau", 6, 0, {"text": "3.V.1998", "target": "1998-0"}),
    ],
)
def test_every_gradient_of_a_trained_model_says_how_it_came_about(
    task: str, variant: str, width: int, layer: int, fields: dict[str, str], model: Any
) -> None:
    trace = run(replace(scenario_of(model(task, variant, width), layer), **fields)).asked(LOSS)
    assert {"d_scores", "d_value"} <= set(trace.back.grid_names())
    for grid in trace.back.grids:
        for cell in some_cells(grid.values.shape, most=8):
            explanation = trace.explain(grid.name, *cell)
            check_form(trace, explanation)
            assert explanation.rule in ("product", "sum", "tanh", "copy")
            assert agrees(trace, explanation, float(grid.values[cell])), (grid.name, cell)
