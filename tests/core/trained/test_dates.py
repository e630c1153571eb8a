"""A trained encoder-decoder in the traditional variants: its own states, scores and answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.explanation import recompute
from core.lab.checkpoint import read
from core.lab.dates import source_ids, target_ids
from core.lab.seq2seq import Seq2SeqRun, forward
from core.lab.seq2seq_spec import SEQ2SEQ_KEYS, Seq2SeqSpec
from core.pipeline import run
from core.scenario import Edit, Scenario
from core.trained.scenarios import scenario_of

_STAGES = ("scores", "weights", "context")
TOLERANCE = 1e-12  # float64 arithmetic on the float32 parameters


def lab_run(path: Path, scenario: Scenario) -> Seq2SeqRun:
    checkpoint = read(path)
    spec = checkpoint.about.spec
    assert isinstance(spec, Seq2SeqSpec)
    parameters = {name: array[None].astype(float) for name, array in checkpoint.parameters.items()}
    sources = source_ids(scenario.text)[None, None]
    return forward(spec, parameters, sources, target_ids(scenario.target)[None, None])


@pytest.mark.parametrize("variant", SEQ2SEQ_KEYS)
def test_every_stage_is_the_labs_own(variant: str, model: Any) -> None:
    path = model("dates", variant, 12)
    trace = run(scenario_of(path, example=2))
    ran = lab_run(path, trace.scenario)
    arrays = trace.computed.arrays
    close = {
        "encoder_states": ran.encoded.states[0],
        "decoder_states": ran.decoder.states[0],
        "query": ran.attention.query,
        "key": ran.attention.key,
        "value": ran.attention.value,
        "logits": ran.answer[0],
        **{
            name: getattr(ran.attention.attended, name) for name in ("scores", "weights", "context")
        },
    }
    for name, wanted in close.items():
        np.testing.assert_allclose(arrays[name], wanted, rtol=0, atol=TOLERANCE, err_msg=name)
    assert trace.resolved.query_tokens == tuple(trace.scenario.target)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_every_cell_is_explained(dtype: Any, model: Any) -> None:
    scenario = replace(scenario_of(model("dates", "bahdanau", 8)), dtype=dtype)
    last = len("".join(scenario.text.split())) - 1
    # An overwritten state of each network: those after it follow, and are explained by it.
    edits = (
        Edit("encoder_states", 0, 3, 1, 0.5),
        Edit("encoder_states", 0, 3, 7, -0.5),
        Edit("encoder_states", 0, last, 0, 0.25),
        Edit("decoder_states", 0, 4, 2, 0.9),
    )
    tolerance = 1e-10 if dtype == "float64" else 2e-4
    for each in (scenario, replace(scenario, edits=edits)):
        trace = run(each)
        for step in trace.steps:
            for grid in step.grids:
                for place in range(0, grid.values.size, max(1, grid.values.size // 40)):
                    cell = tuple(int(i) for i in np.unravel_index(place, grid.values.shape))
                    told, shown = trace.explain(grid.name, *cell), float(grid.values[cell])
                    assert told.value == pytest.approx(shown, rel=1e-12), grid.name
                    again = recompute(told)
                    assert again == pytest.approx(shown, rel=tolerance, abs=tolerance), grid.name


def test_an_overwritten_state_reaches_the_states_after_it_and_the_answer(model: Any) -> None:
    scenario = scenario_of(model("dates", "luong_dot", 8))
    plain = run(scenario)
    edited = run(replace(scenario, edits=(Edit("encoder_states", 0, 2, 0, 3.0),)))
    moved = ~np.isclose(
        plain.grid("encoder_states").values, edited.grid("encoder_states").values, atol=1e-15
    )
    assert not moved[0, :2].any()
    assert moved[0, 3, :4].any()  # what reads forwards
    assert not moved[0, :, 4:].any()  # what reads backwards knows nothing of it
    changed = edited.grid("logits").values - plain.grid("logits").values
    assert np.abs(changed).max() > 1e-6
