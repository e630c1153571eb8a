"""Texts that are no example of a task, and models that cannot be shown, are said to be so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.lab import checkpoint
from core.pipeline import run
from core.scenario import Scenario, Trained
from core.session import scenario_from_dict, scenario_to_dict
from core.trained.scenarios import scenario_of, with_variant
from core.trained.titles import statement

WRONG = [
    ("recall", "the cat", "the cannot stand here"),
    ("recall", "c=7 a=2", "nothing is asked"),
    ("recall", "?c", "no pair is stored"),
    ("recall", "c=32 ?c", "c=32 cannot stand here"),
    ("recall", "c=7 ?c a=2", "a=2 cannot stand here"),
    ("recall", "ab=7 ?a", "ab=7 cannot stand here"),
    ("induction", "a b q ?a", "q cannot stand here"),
    ("induction", "a b c", "nothing is asked"),
    ("induction", "?a", "no word stands"),
    ("induction", "14: a b c d ?a", "do not fit"),
    ("reverse", "a b c", "there are 3 letters"),
    ("reverse", "a b c d e f g h i k", "k cannot stand here"),
    ("majority", "+ - + - ?", "there are 4 votes"),
    ("majority", "+ x +", "x cannot stand here"),
    ("denoise", "p1 p2", "nothing is asked"),
    ("denoise", "p1 p2 ?p3", "pattern 3 is asked for, but not stored"),
    ("lookup", "one ?one", "one cannot stand here"),
    ("charlm", "x" * 65, "65 characters, and the model knows 64"),
    ("dates", "3 May 1998!", "never seen !"),
]


@pytest.mark.parametrize(("task", "text", "said"), WRONG)
def test_a_text_that_is_no_example_says_what_is_wrong_and_how_one_is_written(
    task: str, text: str, said: str, model: Any
) -> None:
    width = 8 if task == "dates" else 4
    variant = "luong_dot" if task == "dates" else "self"
    scenario = replace(scenario_of(model(task, variant, width)), text=text)
    (problem,) = scenario.validate()
    assert problem.field == "text"
    assert said in problem.wrong.english()
    assert problem.right.english()


def test_a_wrong_target_is_said_beside_the_target(model: Any) -> None:
    scenario = replace(scenario_of(model("dates", "luong_dot", 8)), target="May")
    (problem,) = scenario.validate()
    assert problem.field == "target"


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (Trained("no-such-model"), "there is no trained model no-such-model"),
        (Trained(""), "no trained model is named"),
        (Trained("a\0b"), "no trained model is named"),
        (Trained("recall-self-r3", 1), "no layer 2"),
        (Trained("recall-self-r3", -1), "no layer -1"),
        (Trained("recall-k_eq_v-r3"), "was trained with K = V, not with Multi-head"),
    ],
)
def test_a_model_that_cannot_be_shown_is_one_clear_problem(weights: Trained, said: str) -> None:
    scenario = replace(scenario_of("recall-self-r3"), weights=weights)
    (problem,) = scenario.validate()
    assert problem.field == "weights"
    assert said in problem.english()


@pytest.mark.parametrize("words", [(), ("a", "b"), ("a",) * 200])
def test_characters_that_stand_for_no_id_make_no_model(words: tuple[str, ...], model: Any) -> None:
    path = model("charlm", width=2)
    found = checkpoint.read(path)
    about = replace(found.about, words=words)
    checkpoint.write(path, checkpoint.Checkpoint(about, found.parameters))
    scenario = replace(Scenario(), weights=Trained(str(path)))
    (problem,) = scenario.validate()
    assert problem.field == "weights"
    assert "no task charlm of this form" in problem.english()


def test_a_number_of_pairs_of_ones_own(model: Any) -> None:
    """The attention of recall knows no length: any number of pairs and questions is an example."""
    scenario = replace(scenario_of(model("recall")), text="c=7, a=2; b = 9 ? a c")
    trace = run(scenario)
    assert trace.resolved.key_tokens == ("c=7", "a=2", "b=9", "?a", "?c")
    assert trace.resolved.asked is not None
    assert trace.resolved.asked.right == (2, 7)


def test_a_key_with_two_values_or_none_has_no_right_answer(model: Any) -> None:
    trace = run(replace(scenario_of(model("recall")), text="c=7 c=2 a=1 ?c ?b ?a"))
    assert trace.resolved.asked is not None
    assert trace.resolved.asked.right == (-1, -1, 1)


def test_a_session_keeps_a_trained_scenario() -> None:
    scenario = scenario_of("induction-self", 1, example=3)
    assert scenario_from_dict(scenario_to_dict(scenario)) == scenario


def test_the_twin_of_a_model_is_of_its_task_and_width() -> None:
    for width in (3, 6):
        twin = with_variant(scenario_of(f"recall-self-r{width}"), "k_eq_v")
        assert twin.weights == Trained(f"recall-k_eq_v-r{width}")
        assert not twin.validate()
    layer = with_variant(scenario_of("induction-self", 1), "q_eq_k")
    assert layer.weights == Trained("induction-q_eq_k", 1)
    (problem,) = with_variant(scenario_of("recall-self-r3"), "mla").validate()
    assert problem.field == "weights"


def test_shipped_models_show_what_the_issue_is_about() -> None:
    """At width 3 the untied head fetches every payload, and the tied one returns a mixture."""
    from core.answers import answers_of

    untied = scenario_of("recall-self-r3", example=11, base=Scenario())
    tied = with_variant(untied, "k_eq_v")
    answers = {key: answers_of(run(each).computed) for key, each in (("u", untied), ("t", tied))}
    assert all(answer.correct and answer.probability > 0.8 for answer in answers["u"])
    assert sum(bool(answer.correct) for answer in answers["t"]) <= 3
    assert max(answer.probability for answer in answers["t"]) < 0.6


def test_a_statement_names_task_training_and_what_was_reached() -> None:
    from core.trained.catalogue import about

    said = statement(about("recall-k_eq_v-r3")).english()
    assert said == "Recall, r = 3, K = V: 1500 steps, seed 0, accuracy 0.105 on test samples"
