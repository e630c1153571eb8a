"""Beside a trained model: the same weights, or models trained apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.scenario import Seeded, Trained
from core.trained.scenarios import scenario_of
from core.variants import VARIANTS
from gui.pages.compare import ComparePage
from gui.state import Beside
from gui.store import Store
from tests.gui.pages.comparing import CHANGE, STAY, marks


@pytest.mark.parametrize("example", [0, 3])
@pytest.mark.parametrize(
    "model", ["recall-self-r3", "recall-self-r6", "induction-self", "recall-k_eq_v-r6"]
)
def test_the_same_weights_stand_in_every_column_of_a_trained_model(
    trained_page: tuple[ComparePage, Store], model: str, example: int
) -> None:
    page, store = trained_page
    store.take(scenario_of(model, example=example))
    store.look(beside=Beside(("k_eq_v",)))  # of the tied one, self-attention takes its place
    page.show_state(store.state)
    found = marks(page, store)
    assert {found[f"{name}_mark_B"].verdict for name in STAY} == {"identical"}
    assert {found[f"{name}_mark_B"].verdict for name in CHANGE} == {"different"}
    line, told = page.notes(store.state)
    assert line.endswith("; different: V, context C, output O")
    assert "in every column, tied now, not trained again." in told


def test_models_trained_apart_are_an_explicit_choice(
    trained_page: tuple[ComparePage, Store],
) -> None:
    page, store = trained_page
    assert not page.boxes["apart"].isHidden()
    page.boxes["apart"].setChecked(True)
    assert store.state.view.beside.apart
    page.show_state(store.state)
    (_, other) = page.columns(store.state)
    assert other.trace.scenario.weights == Trained("recall-k_eq_v-r3")
    (_, told) = page.notes(store.state)
    assert told == (
        "B is Recall, r = 3 (K = V), trained by itself from the same start: the variant is not "
        "all that tells it from A."
    )
    store.look(beside=replace(store.state.view.beside, variants=("k_eq_v", "mqa")))
    page.show_state(store.state)
    told = page.notes(store.state)[-1]
    assert told.startswith("A is the model Recall, r = 3 (Multi-head self-attention). B is Recall")
    assert told.endswith("No model was trained with C's variant: it has A's matrices.")


def test_the_choice_stands_only_where_there_are_models_to_choose(
    trained_page: tuple[ComparePage, Store],
) -> None:
    page, store = trained_page
    store.look(beside=Beside(("mla",), apart=True))
    page.show_state(store.state)
    assert page.boxes["apart"].isHidden()
    store.look(beside=Beside(("k_eq_v",)))
    page.show_state(store.state)
    assert not page.boxes["apart"].isHidden()
    store.choose_weights(Seeded())
    page.show_state(store.state)
    assert page.boxes["apart"].isHidden()
    assert len(page.notes(store.state)) == 1  # of random vectors nothing more is to be said


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("model", ["recall-self-r3", "induction-k_eq_v", "dates-luong_dot"])
def test_every_variant_stands_beside_a_trained_model(
    trained_page: tuple[ComparePage, Store], model: str, variant: str
) -> None:
    page, store = trained_page
    store.take(scenario_of(model))
    store.look(beside=Beside((variant, "gqa"), differences=True, everything=True))
    page.show_state(store.state)
    for column in page.columns(store.state)[1:]:
        assert column.trace is not None or column.problems
        if column.trace is None:
            assert column.problems[0].field == "weights"
        elif column.makeup is not None and column.makeup.alone:
            assert "all vectors and matrices from seed 0" in page.notes(store.state)[-1]


def test_columns_of_one_model_change_places(trained_page: tuple[ComparePage, Store]) -> None:
    page, store = trained_page
    model = store.state.scenario.weights
    before = [column.trace.grid("output").values for column in page.columns(store.state)]
    page._choose(0, "k_eq_v")
    page.show_state(store.state)
    assert store.state.scenario.weights == replace(model, retied=True)
    assert store.state.view.beside.variants == ("self",)
    after = [column.trace.grid("output").values for column in page.columns(store.state)]
    assert all(map(np.array_equal, before[::-1], after))
    page._choose(1, "mla")
    page._choose(0, "mla")  # it has no model of its own: the matrices are those shown before
    assert store.state.problems == ()
    assert store.state.scenario.variant == "mla"
    page._choose(0, "self")
    assert store.state.scenario.weights == model
    page._choose(0, "bahdanau")  # reads two texts: a model of its own, with its own text
    assert store.state.scenario.weights == Trained("dates-bahdanau")
