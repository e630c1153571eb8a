"""Another variant with a trained model's matrices: the tie is all that differs, and it is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copy
from typing import Any

import numpy as np
import pytest

from core.compare import compare, difference_of
from core.gradients.scenario_gradients import MakeLarger
from core.pipeline import run
from core.resolve import resolve
from core.scenario import Edit, Scenario, Trained
from core.session import scenario_from_dict, scenario_to_dict
from core.trained.catalogue import path_of, shipped
from core.trained.same_weights import makeup, same_weights, trained_apart, untied_model
from core.trained.scenarios import scenario_of
from core.variants import VARIANTS, of_mode
from tests.core.test_explain import agrees, check_form, some_cells
from tests.core.test_gradients_scenario import assert_every_grid_answers

UNTIED = ("recall-self-r3", "recall-self-r6", "induction-self")
STAY = ("x", "query", "key", "scores", "scaled", "mask", "masked", "weights")
CHANGE = ("value", "context", "output")
TIED = [row.key for row in of_mode("tied")]


def verdicts(first: Scenario, second: Scenario) -> dict[str, str]:
    found = compare(run(first), run(second))
    return {name: difference_of(found, name).verdict for name in (*STAY, *CHANGE)}


@pytest.mark.parametrize("example", [0, 7])
@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize("model", UNTIED)
def test_tying_a_trained_model_leaves_everything_up_to_the_weights(
    model: str, layer: int, example: int
) -> None:
    if layer and not model.startswith("induction"):
        return
    scenario = scenario_of(model, layer, example)
    tied = same_weights(scenario, "k_eq_v")
    assert not tied.validate()
    expected = dict.fromkeys(STAY, "identical") | dict.fromkeys(CHANGE, "different")
    assert verdicts(scenario, tied) == expected
    trace = run(tied)
    assert trace.grid("value").values is trace.grid("key").values
    assert not list(makeup(tied, resolve(tied)).messages())  # nothing that is not the model's own


@pytest.mark.parametrize("model", UNTIED)
def test_the_tied_output_is_what_pytorch_makes_of_the_models_matrices(model: str) -> None:
    torch = pytest.importorskip("torch")
    scenario = scenario_of(model)
    arrays = run(scenario).computed.arrays
    x, w_q, w_k, w_o = (
        torch.from_numpy(np.array(arrays[name])) for name in ("x", "w_q", "w_k", "w_o")
    )
    mask = torch.from_numpy(np.array(arrays["mask"]) != 0)
    query, key = x @ w_q, x @ w_k  # [1, n, d] @ [h, d, r] -> [h, n, r]
    context = torch.nn.functional.scaled_dot_product_attention(
        query[None], key[None], key[None], attn_mask=mask[None]
    )[0]
    context = context.nan_to_num()  # rows that may look nowhere
    joined = context.swapaxes(0, 1).reshape(x.shape[1], -1)  # [h, n, r] -> [n, h r]
    tied = run(same_weights(scenario, "k_eq_v")).grid("output").values[0]
    wanted = (joined @ w_o[0]).numpy()
    np.testing.assert_allclose(tied, wanted, atol=1e-12 * np.abs(wanted).max())


@pytest.mark.parametrize("model", ["recall-k_eq_v-r3", "recall-k_eq_v-r6", "induction-k_eq_v"])
def test_a_tied_model_is_untied_with_a_value_matrix_of_its_twin(model: str) -> None:
    scenario = scenario_of(model)
    untied = same_weights(scenario, "self")
    expected = dict.fromkeys(STAY, "identical") | dict.fromkeys(CHANGE, "different")
    assert verdicts(scenario, untied) == expected
    twin = trained_apart(scenario, "self")
    assert twin is not None
    mine, theirs = (run(one).computed.arrays["w_v"] for one in (untied, twin))
    assert np.array_equal(mine, theirs)
    assert not np.array_equal(
        run(twin).computed.arrays["w_k"], run(scenario).computed.arrays["w_k"]
    )
    note = run(untied).explain("w_v", 0, 1, 1).note
    assert "of another model, " in note.english()
    (told,) = makeup(untied, resolve(untied)).messages()
    assert told.english().startswith("W_V, which the model lacks, from ")


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("model", [model.name for model in shipped()])
def test_every_variant_can_be_asked_of_every_model(model: str, variant: str) -> None:
    """It runs on the model's tokens, every number has an origin; or one clear line says why not."""
    scenario = scenario_of(model)
    other = same_weights(scenario, variant)
    problems = other.validate()
    if problems:
        assert (variant, problems[0].field) in (("slim", "weights"), ("gta", "weights"))
        return
    trace, tokens = run(other), run(scenario).resolved.key_tokens
    assert trace.resolved.key_tokens == tokens
    for grid in (grid for step in trace.steps for grid in step.grids):
        for cell in some_cells(grid.values.shape, most=2):
            explanation = trace.explain(grid.name, *cell)
            value = float(grid.values[cell])
            assert explanation.value == value or np.isnan(value)
            assert agrees(trace, explanation, value), (grid.name, cell)
            check_form(trace, explanation)
    made = makeup(other, trace.resolved)
    assert (made is None) == (not isinstance(other.weights, Trained) or not other.weights.retied)
    for step in trace.steps:
        assert all(note.english() for note in step.notes)


@pytest.mark.parametrize(
    ("task", "own", "variant", "text"),
    [
        ("recall", "self", "k_eq_v", "c=7 a=2 b=9 d=1 ?a"),
        ("recall", "k_eq_v", "self", "c=7 a=2 b=9 d=1 ?a"),
        ("induction", "self", "mqa_k_eq_v", "3: c b a d ?a ?c"),
        ("induction", "self", "mla", "3: c b a d ?a ?c"),
    ],
)
def test_gradients_of_a_retied_run_are_right(
    task: str, own: str, variant: str, text: str, model: Any
) -> None:
    scenario = same_weights(replace(scenario_of(model(task, own, 4)), text=text), variant)
    assert isinstance(scenario.weights, Trained)
    assert scenario.weights.retied
    assert_every_grid_answers(run(scenario), MakeLarger(row=3, feature=1))


def test_gradients_through_gated_networks_with_another_score(model: Any) -> None:
    scenario = replace(scenario_of(model("dates", "luong_dot", 6)), text="3.V.98", target="199")
    trace = run(same_weights(scenario, "bahdanau"))
    assert_every_grid_answers(trace, MakeLarger(row=1, feature=1))


def test_groups_share_the_mean_of_their_heads() -> None:
    scenario = scenario_of("induction-self")
    heads = run(scenario).computed.arrays
    for variant, groups in (("gqa", 2), ("mqa", 1)):
        other = same_weights(scenario, variant)
        arrays = run(other).computed.arrays
        for name in ("w_k", "w_v"):
            parts = np.split(heads[name], groups)  # heads in a row share a group
            assert np.array_equal(arrays[name], np.stack([part.mean(axis=0) for part in parts]))
        assert np.array_equal(arrays["w_q"], heads["w_q"])
        assert makeup(other, resolve(other)).pooled == ("W_K", "W_V")
    one_head = scenario_of("recall-self-r3")
    found = compare(run(one_head), run(same_weights(one_head, "gqa")))
    assert difference_of(found, "output").verdict == "identical"


def test_what_the_model_lacks_is_drawn_from_the_seed_and_the_rest_is_not() -> None:
    before = same_weights(scenario_of("recall-self-r3"), "mla")
    assert makeup(before, resolve(before)).drawn == ("W_DKV", "W_UK", "W_UV")
    first, second = (run(one).computed.arrays for one in (before, replace(before, seed=5)))
    moved = {name for name in first if not np.array_equal(first[name], second[name])}
    assert {"w_dkv", "w_uk", "w_uv", "key", "value", "output"} <= moved
    assert not moved & {"x", "w_q", "query", "w_o"}
    plain = scenario_of("recall-self-r3")
    drawn = run(replace(Scenario(), variant="mla", d_model=64, n_heads=1, d_head=3, seed=0))
    assert np.array_equal(first["w_dkv"], drawn.computed.arrays["w_dkv"])  # by name, as ever
    assert np.array_equal(first["w_q"], run(plain).computed.arrays["w_q"])


def test_slim_attention_gives_a_full_width_model_back() -> None:
    """H r = d, W_K can be inverted: V comes back from K, up to rounding times the condition."""
    scenario = scenario_of("induction-self")
    first, second = run(scenario), run(same_weights(scenario, "slim"))
    assert np.array_equal(first.grid("weights").values, second.grid("weights").values)
    mine, theirs = (one.grid("output").values for one in (first, second))
    np.testing.assert_allclose(mine, theirs, atol=1e-8 * np.abs(mine).max())


@pytest.mark.parametrize(
    ("model", "variant", "count"),
    [("recall-self-r3", "luong_dot", 16), ("dates-luong_dot", "self", 11)],
)
def test_another_way_of_reading_leaves_the_tokens_and_the_seed(
    model: str, variant: str, count: int
) -> None:
    scenario = scenario_of(model)
    other = same_weights(scenario, variant)
    assert makeup(other, resolve(other)).alone
    trace = run(other)
    assert trace.resolved.n_k == count
    assert (other.mask, other.padding, other.edits) == ("none", 0, ())
    again = run(replace(other, seed=scenario.seed + 1))
    assert not np.array_equal(trace.grid("key").values, again.grid("key").values)
    assert "random, not trained" in next(iter(trace["inputs"].notes)).english()


def test_between_texts_of_two_the_states_stay_and_the_score_changes() -> None:
    scenario = scenario_of("dates-luong_dot")
    first = run(scenario)
    for variant in ("luong_general", "luong_concat", "bahdanau", "cross"):
        found = compare(first, run(same_weights(scenario, variant)))
        for name in ("encoder_states", "decoder_states"):
            assert difference_of(found, name).verdict == "identical"
        assert difference_of(found, "scores").verdict in ("different", "shapes")  # cross has heads


def test_what_follows_a_tied_layer_is_the_models_own() -> None:
    """The answer goes on from the tied layer's output: untied it is right, tied now it is not."""
    scenario = scenario_of("recall-self-r6")
    first, second = run(scenario), run(same_weights(scenario, "k_eq_v"))
    assert first.has("answer")
    assert second.has("answer")
    right = list(first.resolved.asked.right)
    answers = [one.grid("answer").values[0].argmax(axis=1).tolist() for one in (first, second)]
    assert answers[0] == right
    assert answers[1] != right


def test_edits_and_masks_go_along() -> None:
    scenario = replace(scenario_of("recall-self-r3"), edits=(Edit("w_k", 0, 0, 0, 9.0),))
    tied = run(same_weights(scenario, "k_eq_v"))
    assert tied.grid("w_k").values[0, 0, 0] == 9.0
    assert difference_of(compare(run(scenario), tied), "weights").verdict == "identical"


def test_a_retied_scenario_is_kept_in_sessions_and_checked() -> None:
    other = same_weights(scenario_of("induction-self", 1), "gqa")
    assert scenario_from_dict(scenario_to_dict(other)) == other
    old = scenario_to_dict(scenario_of("induction-self", 1))
    del old["weights"]["retied"]  # as it was written before
    assert scenario_from_dict(old) == scenario_of("induction-self", 1)
    wrong = replace(other, weights=Trained("induction-self", 1, retied=2))  # type: ignore[arg-type]
    (problem,) = wrong.validate()
    assert problem.field == "weights"
    (problem,) = replace(other, text="no example").validate()
    assert problem.field == "text"
    own = replace(scenario_of("recall-self-r3"), weights=Trained("recall-self-r3", 0, retied=True))
    found = compare(run(scenario_of("recall-self-r3")), run(own))
    assert {one.verdict for one in found} == {"identical"}


def test_the_untied_model_of_a_task() -> None:
    tied, untied = scenario_of("recall-k_eq_v-r6"), scenario_of("recall-self-r6")
    assert untied_model(tied).weights == untied.weights
    assert untied_model(untied) == untied
    assert untied_model(scenario_of("dates-luong_dot")).weights == Trained("dates-luong_dot")
    assert untied_model(Scenario()) == Scenario()
    assert trained_apart(untied, "mla") is None
    assert trained_apart(Scenario(), "k_eq_v") is None


def test_whatever_stands_side_by_side_has_one_matrix_of_a_name() -> None:
    """Of Q = K neither self-attention nor K = V finds a W_Q: both take that of one model."""
    scenario = scenario_of("induction-q_eq_k")
    first, second = (run(same_weights(scenario, key)).computed.arrays for key in ("self", "k_eq_v"))
    for name in set(first) & set(second) & {"w_q", "w_k", "w_o", "query", "key", "weights"}:
        assert np.array_equal(first[name], second[name])


def test_a_model_without_a_twin_is_untied_with_a_drawn_matrix(model: Any) -> None:
    scenario = replace(scenario_of(model("recall", "k_eq_v", 4)), text="c=7 a=2 b=9 d=1 ?a")
    untied = same_weights(scenario, "self")
    assert makeup(untied, resolve(untied)).drawn == ("W_V",)
    expected = dict.fromkeys(STAY, "identical") | dict.fromkeys(CHANGE, "different")
    assert verdicts(scenario, untied) == expected
    assert untied_model(scenario) == scenario


def test_a_twin_that_comes_or_goes_is_seen_at_once(tmp_path: Path) -> None:
    tied, twin = (tmp_path / f"{key}.npz" for key in ("tied", "twin"))
    copy(path_of("recall-k_eq_v-r3"), tied)
    untied = same_weights(scenario_of(str(tied)), "self")
    drawn = run(untied).computed.arrays["w_v"]
    copy(path_of("recall-self-r3"), twin)
    lent = run(untied).computed.arrays["w_v"]
    assert np.array_equal(lent, run(scenario_of(str(twin))).computed.arrays["w_v"])
    assert not np.array_equal(lent, drawn)
    twin.unlink()
    assert np.array_equal(run(untied).computed.arrays["w_v"], drawn)


def test_a_model_that_is_gone_is_one_clear_problem() -> None:
    gone = replace(scenario_of("recall-self-r3"), weights=Trained("no-such-model"))
    for other in (same_weights(gone, "k_eq_v"), replace(gone, weights=Trained("no", 0, True))):
        (problem,) = other.validate()
        assert problem.field == "weights"
    assert untied_model(gone) == gone
    assert trained_apart(gone, "k_eq_v") is None
