"""The seventh step: every gradient says by the chain rule how it came about, and is right."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import cycle

import numpy as np
import pytest

from core.explanation import recompute
from core.gradients.scenario_gradients import gradients
from core.gradients.step_formula import formulas
from core.gradients.step_grids import gradient_name
from core.gradients.step_notes import cosine_of
from core.objective import CopyToken, MakeLarger, read_loss, write_loss
from core.pipeline import run
from core.scenario import Edit
from core.trace import ALL_STEP_KEYS, BACK, BACK_PREFIX, STEP_KEYS
from core.variants import VARIANTS
from tests.core.test_explain import BASE, OPTIONS, agrees, check_form, some_cells

LOSSES = (None, MakeLarger(2, 1), CopyToken(1, 2), CopyToken(2, 0, "value"))
# What matters to the way back; the others differ in the mask or the tokens alone.
CASES = [
    (variant, option)
    for option in OPTIONS
    for variant in VARIANTS
    if option not in ("window", "causal window", "characters", "no positions", "output matrix")
]
WISHES = dict(zip(CASES, cycle((*LOSSES, LOSSES[1])), strict=False))


def asked(variant, loss=LOSSES[1], **options):
    return run(replace(BASE, variant=variant, **options)).asked(loss)


@pytest.mark.parametrize(("variant", "option"), CASES)
def test_recomputing_a_gradient_from_its_explanation_gives_its_value(variant, option):
    scenario = replace(BASE, variant=variant, **OPTIONS[option])
    if scenario.validate():
        return
    trace = run(scenario).asked(WISHES[variant, option])
    for grid in trace.back.grids:
        for cell in some_cells(grid.values.shape, most=4):
            explanation = trace.explain(grid.name, *cell)
            value = float(grid.values[cell])
            place = (explanation.grid, explanation.head, explanation.row, explanation.col)
            assert place == (grid.name, *cell)
            check_form(trace, explanation)
            if math.isfinite(value):  # a number that is not finite spoils what it reaches
                assert agrees(trace, explanation, value), (grid.name, cell)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_cell_answers_as_finite_differences_say(variant):
    """Overwrite one cell as a person would: the loss moves as its gradient says."""
    step, loss = 1e-5, MakeLarger(2, 1)
    trace = asked(variant, loss, mask="causal")
    rng = np.random.default_rng(5)
    for name in ("scores", "query", "key", "value", "x", "encoder_states", "w_q", "w_k", "w_a"):
        if not trace.has(gradient_name(name)):
            continue
        values = trace.grid(name).values
        cell = tuple(int(rng.integers(size)) for size in values.shape)
        cell = (cell[0], 2 if name in ("scores", "query") else 1, cell[2] % 3)
        moved = []
        for sign in (1, -1):
            edit = Edit(name, *cell, float(values[cell]) + sign * step)
            output = run(replace(trace.scenario, edits=(edit,))).grid("output").values
            moved.append(-float(output[0, loss.row, loss.feature]))
        slope = (moved[0] - moved[1]) / (2 * step)
        gradient = float(trace.grid(gradient_name(name)).values[cell])
        assert gradient == pytest.approx(slope, rel=1e-6, abs=1e-9), name


def test_a_run_has_its_six_steps_and_goes_back_only_when_it_is_asked_to():
    trace = run(BASE)
    assert tuple(step.key for step in trace.steps) == STEP_KEYS
    assert (*STEP_KEYS, BACK) == ALL_STEP_KEYS
    assert "back" not in vars(trace)
    assert trace.has("scores")
    assert not trace.has("nothing")
    assert "back" not in vars(trace)  # none of these needs it
    assert trace.has("d_scores")
    assert "back" in vars(trace)
    assert trace[BACK] is trace.back


def test_asking_for_something_else_runs_nothing_anew():
    trace = run(BASE)
    other = trace.asked(MakeLarger(1, 3))
    assert other.computed is trace.computed
    assert other.steps is trace.steps
    assert other.asked(MakeLarger(1, 3)) is other
    assert not np.array_equal(other.grid("d_scores").values, trace.grid("d_scores").values)


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_grids_are_the_gradients_with_the_labels_of_what_they_are_of(variant):
    trace = asked(variant)
    found = gradients(trace, MakeLarger(2, 1))
    names = [grid.name for grid in trace.back.grids]
    assert len(names) == len(set(names))
    for grid in trace.back.grids:
        base, _, use = grid.name.removeprefix(BACK_PREFIX).partition("_via_")
        of = trace.grid(base)
        expected = found.parts[base].parts[use] if use else found.grids[base]
        assert np.array_equal(grid.values, expected)
        assert (grid.rows, grid.cols, grid.heads) == (of.rows, of.cols, of.heads)
        assert not grid.values.flags.writeable
    wanted = {"scores", "query", "key", "value", "weights", "context", "output"}
    wanted |= {row.grid for row in trace.resolved.parameters}
    wanted |= {"encoder_states", "decoder_states"} if trace.resolved.two_texts else {"x"}
    assert {gradient_name(name) for name in wanted} <= set(names)


@pytest.mark.parametrize("variant", VARIANTS)
def test_parts_are_told_apart_and_their_sum_says_so(variant):
    trace = asked(variant, positions="rotary", d_model=16)
    found = trace.back.found
    for name, tied in found.parts.items():
        if not trace.has(gradient_name(name)):
            continue
        parts = [trace.grid(gradient_name(name, use)).values for use in tied.parts]
        np.testing.assert_allclose(sum(parts), trace.grid(gradient_name(name)).values, atol=1e-14)
        explanation = trace.explain(gradient_name(name), 0, 1, 0)
        assert explanation.rule == "sum"
        assert {source.grid for source in explanation.sources} == {
            gradient_name(name, use) for use in tied.parts
        }


def test_a_tied_matrix_tells_whether_matching_and_carrying_pull_alike():
    trace = asked("k_eq_v", n_heads=1, n_kv_heads=1)
    a, b = (trace.grid(f"d_w_k_via_{use}").values.ravel() for use in ("key", "value"))
    cosine = a @ b / np.linalg.norm(a) / np.linalg.norm(b)
    assert cosine_of(trace.back.found, "w_k", "key", "value") == pytest.approx(cosine, abs=1e-12)
    note = next(text for text in map(english, trace.back.notes) if "W_K" in text)
    assert f"{cosine:+.3f}".replace("-", "−") in note
    told = "alike" if cosine > 0.1 else "against" if cosine < -0.1 else "hardly"
    words = {"alike": "pull the same way", "against": "against each other", "hardly": "hardly"}
    assert words[told] in note


def english(note):
    return note.english()


@pytest.mark.parametrize("variant", ["self", "gqa", "mqa", "cross"])
def test_untied_matrices_are_told_to_be_free_of_each_other(variant):
    notes = [note.english() for note in asked(variant).back.notes]
    assert any("W_K and W_V each receive their own" in note for note in notes)


def test_what_slim_attention_solves_cancels_and_is_not_called_an_angle():
    notes = [note.english() for note in asked("slim").back.notes]
    (told,) = (note for note in notes if note.startswith("∂L/∂W_K"))
    assert told.endswith("none, for one of them is zero.")


def test_one_key_alone_has_no_say():
    trace = run(replace(BASE, text="alone"))
    for name in ("d_scores", "d_query", "d_key", "d_w_q", "d_w_k"):
        assert not trace.grid(name).values.any()
    assert trace.grid("d_value").values.any()
    assert any("weight is 1 whatever its score" in note.english() for note in trace.back.notes)


def test_a_row_without_a_key_receives_nothing():
    trace = run(replace(BASE, padding=5))
    assert not trace.grid("d_value").values.any()
    assert any("sees no key" in note.english() for note in trace.back.notes)


def test_what_cannot_be_asked_gives_no_grids_but_the_reason():
    trace = asked("self", CopyToken(0, 1), d_head=3, output_projection=False)
    assert trace.back.grids == ()
    assert not trace.has("d_scores")
    assert "turn W_O on" in trace.back.notes[0].english()
    assert trace.asked(CopyToken(0, 1, "value")).has("d_scores")


def test_a_token_that_a_shorter_text_lacks_is_the_last_one():
    trace = asked("self", MakeLarger(40, 99), text="one two")
    assert trace.back.loss == MakeLarger(1, 7)
    assert run(BASE).back.loss == MakeLarger(4, 0)


def test_the_loss_itself_is_explained():
    trace = asked("self", MakeLarger(2, 1))
    assert trace.explain("d_output", 0, 2, 1).value == -1.0
    assert "another row" in trace.explain("d_output", 0, 0, 1).note.english()
    assert "another number" in trace.explain("d_output", 0, 2, 0).note.english()
    copying = trace.asked(CopyToken(2, 0))
    explanation = copying.explain("d_output", 0, 2, 5)
    expected = trace.grid("output").values[0, 2, 5] - trace.grid("x").values[0, 0, 5]
    assert recompute(explanation) == pytest.approx(expected)
    assert {source.grid for source in explanation.sources} == {"output", "x"}
    carrying = trace.asked(CopyToken(2, 0, "value")).explain("d_joined", 0, 2, 5)
    assert carrying.sources[1].grid == "value"


def test_a_score_is_pushed_by_what_its_key_brings_beyond_the_mean():
    explanation = asked("self").explain("d_masked", 1, 2, 3)
    weights, brought = (operand.values for operand in explanation.operands)
    assert [stage.operation for stage in explanation.stages] == ["from", "multiply"]
    expected = weights[3] * (brought[3] - weights @ brought)
    assert explanation.value == pytest.approx(float(expected))
    (scaled,) = asked("self").explain("d_scores", 1, 2, 3).stages
    assert (scaled.operation, scaled.operand) == ("divide", math.sqrt(2))


def test_cells_that_were_overwritten_hand_nothing_back_and_it_is_said():
    trace = run(replace(BASE, edits=(Edit("context", 0, 4, 0, 2.0),)))
    explanation = trace.explain("d_weights", 0, 4, 1)
    assert explanation.operands[0].values[0] == 0.0
    assert "overwrote" in explanation.note.english()
    assert trace.explain("d_weights", 1, 4, 1).note is None


@pytest.mark.parametrize("variant", VARIANTS)
def test_formulas_name_what_is_in_force(variant):
    trace = asked(variant, softcap=2.0, temperature=0.5)
    lines = formulas(trace.back.found)
    assert r"\tanh^2" in lines["scores"]
    assert r"\partial L" in lines["vectors"]
    drawn = [row for row in trace.resolved.parameters if row.name not in ("W_O", "v_a")]
    for row in drawn:
        if row.solved is None and variant != "slim":
            assert rf"\partial {row.symbol}" in lines["matrices"]
    for line in (*lines.values(), trace.back.formula):
        assert line.count("{") == line.count("}")


@pytest.mark.parametrize(
    ("text", "loss"),
    [
        ("larger:8:3", MakeLarger(7, 2)),
        ("copy:8:2", CopyToken(7, 1)),
        ("copy:8:2:value", CopyToken(7, 1, "value")),
    ],
)
def test_a_loss_is_written_as_one_word(text, loss):
    assert read_loss(text) == loss
    assert write_loss(loss) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "larger", "larger:0:1", "larger:1", "larger:1:2:3", "larger:1:1.5", "larger:²:1"),
        *("copy:1:2:x", "copy:-1:2", "copy:1:2:vector:value", "x:1:2", "larger:9999999:1"),
    ],
)
def test_what_is_no_loss_is_refused(text):
    assert read_loss(text) is None


def test_single_precision_stays_single():
    trace = run(replace(BASE, dtype="float32"))
    assert {grid.values.dtype for grid in trace.back.grids} == {np.dtype(np.float32)}
