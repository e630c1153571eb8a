"""The explorer shows a trained model's own numbers: what the lab's forward pass computes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.explanation import recompute
from core.lab.batches import one_hot, source
from core.lab.checkpoint import read
from core.lab.forward import ModelRun, forward
from core.lab.spec import VARIANT_KEYS, ModelSpec
from core.lab.tasks import TASKS
from core.pipeline import run
from core.scenario import Edit, Scenario
from core.trace import Trace
from core.trained.notations import NOTATIONS
from core.trained.scenarios import scenario_of

TOLERANCE = 1e-12  # of float64 arithmetic on the float32 parameters, relative to the largest entry
CASES = [(task, variant) for task in TASKS if task in NOTATIONS for variant in VARIANT_KEYS]


def lab_run(path: Path, trace: Trace) -> tuple[ModelSpec, ModelRun]:
    """Run the lab's own model, in float64, on the example that the explorer shows."""
    checkpoint = read(path)
    spec = checkpoint.about.spec
    assert isinstance(spec, ModelSpec)
    example = NOTATIONS[checkpoint.about.task].read(
        trace.scenario.text, checkpoint.about, trace.scenario.seed
    )
    parameters = {name: array[None].astype(float) for name, array in checkpoint.parameters.items()}
    inputs = example.inputs if spec.n_words else example.inputs.astype(float)
    spec = replace(spec, n_read=example.asked.n if spec.n_read else 0)
    return spec, forward(spec, parameters, inputs[None, None])


def assert_close(found: Any, wanted: Any) -> None:
    assert found.shape == wanted.shape
    np.testing.assert_allclose(
        found, wanted, rtol=0, atol=TOLERANCE * max(1.0, np.abs(wanted[np.isfinite(wanted)]).max())
    )


@pytest.mark.parametrize(("task", "variant"), CASES)
def test_every_stage_is_the_labs_own(task: str, variant: str, model: Any) -> None:
    path = model(task, variant, 4)
    n_layers = TASKS[task].model.n_layers
    for layer in range(n_layers):
        trace = run(scenario_of(path, layer, example=5))
        spec, ran = lab_run(path, trace)
        mine = ran.layers[layer].attention
        arrays = trace.computed.arrays
        assert_close(arrays["x"][0], mine.x[0, 0])
        asking = slice(mine.first, None)  # the lab computes only what is read
        assert_close(arrays["query"][:, asking], mine.query.reshape(spec.n_heads, -1, spec.width))
        assert_close(arrays["key"], mine.key.reshape(spec.kv_heads, -1, spec.width))
        assert_close(arrays["value"], mine.value.reshape(spec.kv_heads, -1, spec.width))
        for stage in ("scores", "scaled", "masked", "weights", "context"):
            wanted = getattr(mine.attended, stage)
            wanted = wanted.reshape(spec.n_heads, *wanted.shape[-2:])
            assert_close(arrays[stage][:, asking], wanted)
        assert_close(arrays["output"][0, asking, mine.columns], mine.output[0, 0])
        name = "reading" if "reading" in arrays else "logits"
        assert_close(arrays[name][0], ran.answer[0, 0])


@pytest.mark.parametrize("task", [task for task in TASKS if task in NOTATIONS])
def test_an_example_is_a_sample_of_the_lab(task: str, model: Any) -> None:
    """What is written of a seed is read again, as a sample that the generator could draw."""
    path = model(task)
    about = read(path).about
    for seed in range(5):
        text = NOTATIONS[task].write(seed, about)
        example = NOTATIONS[task].read(text, about, seed)
        sample = TASKS[task].generate(source(task, seed, "test"), 1)
        if task in ("recall", "reverse", "majority", "induction"):
            np.testing.assert_array_equal(example.inputs, sample.inputs[0])
            np.testing.assert_array_equal(example.asked.right, sample.targets[0])
        elif task in ("lookup", "denoise"):
            assert example.inputs.shape == sample.inputs.shape[1:]
            assert example.right is not None
            assert example.right.shape == sample.targets.shape[1:]
            keys = example.inputs[:8, : about.spec.d_model if task == "denoise" else 8]
            np.testing.assert_allclose(np.square(keys).mean(axis=1), 1.0, rtol=1e-5)
        else:
            assert example.asked.right[:-1] == tuple(example.inputs[1:])


@pytest.mark.parametrize("task", ["recall", "induction", "denoise", "charlm"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_every_cell_is_explained(task: str, dtype: Any, model: Any) -> None:
    path = model(task, "k_eq_v_eq_x" if task == "denoise" else "k_eq_v")
    rng = np.random.default_rng(0)
    for layer in range(TASKS[task].model.n_layers):
        trace = run(replace(scenario_of(path, layer), dtype=dtype))
        tolerance = 1e-10 if dtype == "float64" else 2e-4
        for step in trace.steps:
            for grid in step.grids:
                for _ in range(3):
                    cell = tuple(int(rng.integers(size)) for size in grid.values.shape)
                    told = trace.explain(grid.name, *cell)
                    shown = grid.values[cell]
                    assert told.value == pytest.approx(float(shown), rel=1e-12), grid.name
                    if np.isfinite(shown):
                        assert recompute(told) == pytest.approx(
                            float(shown), rel=tolerance, abs=tolerance
                        ), grid.name


@pytest.mark.parametrize("layer", [0, 1])
def test_an_edit_reaches_the_models_answer(layer: int, model: Any) -> None:
    """Silencing every head of a layer by W_O gives what the lab gives without that layer's head."""
    path = model("induction", "self", 4)
    scenario = scenario_of(path, layer)
    plain = run(scenario)
    w_o = plain.grid("w_o").values
    edits = tuple(
        Edit("w_o", 0, row, col, 0.0) for row in range(w_o.shape[1]) for col in range(w_o.shape[2])
    )
    edited = run(replace(scenario, edits=edits))
    checkpoint = read(path)
    parameters = {name: array[None].astype(float) for name, array in checkpoint.parameters.items()}
    parameters[f"{layer}/W_O"] = np.zeros_like(parameters[f"{layer}/W_O"])
    spec = checkpoint.about.spec
    assert isinstance(spec, ModelSpec)
    example = NOTATIONS["induction"].read(scenario.text, checkpoint.about, 0)
    inputs = np.asarray(example.inputs, np.float64)[None, None]
    answer = forward(spec, parameters, inputs).answer[0, 0]
    assert_close(edited.grid("logits").values[0], answer)
    assert np.abs(edited.grid("logits").values - plain.grid("logits").values).max() > 1e-3


def test_the_answer_is_a_probability_of_each_class(model: Any) -> None:
    trace = run(scenario_of(model("recall")))
    answer = trace.grid("answer")
    np.testing.assert_allclose(answer.values.sum(axis=-1), 1.0, rtol=1e-12)
    assert answer.cols.labels == tuple(str(value) for value in range(32))
    assert answer.rows.labels == trace.resolved.query_tokens[8:]


def test_real_vectors_are_drawn_by_the_seed(model: Any) -> None:
    scenario = scenario_of(model("denoise"), example=3)
    first, again = run(scenario), run(replace(scenario, seed=4))
    assert not np.array_equal(first.grid("x").values, again.grid("x").values)
    noise = first.grid("x").values[0, 8] - first.grid("right").values[0, 0]
    assert 0.2 < float(np.std(noise)) < 0.9  # the lab's is 0.5


def test_one_hot_rows_of_recall_are_key_and_value(model: Any) -> None:
    trace = run(replace(scenario_of(model("recall")), text="c=7 a=2 ? a"))
    wanted = np.zeros((3, 64))
    wanted[0, [2, 32 + 7]] = wanted[1, [0, 32 + 2]] = wanted[2, 0] = 1.0
    np.testing.assert_array_equal(trace.grid("x").values[0], wanted)
    np.testing.assert_array_equal(one_hot(np.array([2]), 32)[0], wanted[0, :32])
    assert trace.resolved.key_tokens == ("c=7", "a=2", "?a")


def test_the_mask_is_the_tasks(model: Any) -> None:
    recall = run(scenario_of(model("recall")))
    assert recall.scenario.mask == "stored"
    assert recall.grid("mask").values[0].all(axis=0).tolist() == [True] * 8 + [False] * 8
    induction = run(scenario_of(model("induction")))
    assert induction.scenario.mask == "none"


def test_a_random_scenario_with_the_stored_mask_asks_with_its_last_token() -> None:
    trace = run(Scenario(text="a b c", mask="stored"))
    assert trace.grid("mask").values[0].tolist() == [[1, 1, 0]] * 3
