"""The choice of vectors, as a person uses it: lists, layers, links, and what comes along."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from core.answers import answers_of
from core.scenario import Scenario, Seeded, Trained
from core.trained.catalogue import shipped
from core.trained.scenarios import first_scenario, scenario_of
from core.variants import VARIANTS
from gui import settings as memory
from gui.settings import read_scenario, write_scenario
from gui.widgets.way_out import RANDOM_LINK, TEXT_LINK
from tests.gui.conftest import Opener, Person

RECALL, WIDER = "recall-self-r3", "recall-self-r6"


@pytest.fixture
def learned(open_window: Opener) -> Person:
    """Somebody before a window that shows a trained model."""
    person = open_window()
    person.store.choose_weights(Trained(RECALL))
    return person


def choose(box: QComboBox, data: object) -> None:
    """Open a list and take an entry of it."""
    box.setFocus()
    QApplication.processEvents()
    place = box.findData(data)
    assert place >= 0, [box.itemData(each) for each in range(box.count())]
    box.setCurrentIndex(place)
    box.activated.emit(place)


def error(person: Person) -> QLabel:
    return person.window.bar._error


def test_the_list_offers_every_shipped_model_of_the_variant(learned: Person) -> None:
    models, _ = learned.window.bar.source.boxes()
    models.setFocus()
    QApplication.processEvents()
    listed = {models.itemData(place) for place in range(models.count())}
    of_self = {model.name for model in shipped() if model.about.spec.variant == "self"}
    assert of_self <= listed
    choose(models, WIDER)
    assert learned.state.scenario.weights == Trained(WIDER)
    assert learned.state.trace.resolved.d_head == 6


def test_the_arrow_keys_walk_through_the_list(learned: Person) -> None:
    models, _ = learned.window.bar.source.boxes()
    models.setFocus()
    QApplication.processEvents()
    seen = []
    for _ in range(models.count()):
        QTest.keyClick(models, Qt.Key.Key_Up)
        weights = learned.state.scenario.weights
        seen.append(weights.model if isinstance(weights, Trained) else "")
    assert seen[-1] == ""  # random vectors stand first


def test_random_is_one_choice_away_and_brings_its_own_text_back(learned: Person) -> None:
    models, _ = learned.window.bar.source.boxes()
    example = learned.state.scenario.text
    assert not learned.window.bar._seed.isVisible()  # it would draw nothing
    choose(models, "")
    assert learned.state.scenario.weights == Seeded()
    assert learned.state.scenario.text == "the cat sat on the mat"
    assert learned.state.scenario.mask == "none"
    assert learned.window.bar._seed.isVisible()
    choose(models, RECALL)
    assert learned.state.scenario.text == example
    assert learned.state.scenario.mask == "stored"
    learned.store.undo()
    assert learned.state.scenario.weights == Seeded()


def test_a_mechanism_or_variant_brings_its_own_model_and_keeps_the_example(
    learned: Person,
) -> None:
    bar, example = learned.window.bar, learned.state.scenario.text
    bar._modes._group.button(2).click()
    assert learned.state.scenario.weights == Trained("recall-k_eq_v-r3")
    assert learned.state.scenario.text == example
    bar._modes._group.button(0).click()
    weights = learned.state.scenario.weights
    assert isinstance(weights, Trained)
    assert VARIANTS[learned.state.scenario.variant].mode == "traditional"
    assert len(learned.state.trace.resolved.query_tokens) == 10  # an ISO date
    bar._modes._group.button(1).click()
    assert learned.state.scenario.weights == Trained(RECALL)
    assert learned.state.scenario.text == example


def test_a_variant_without_a_model_is_said_to_have_none_and_offers_random(
    learned: Person,
) -> None:
    picture = learned.state.trace
    learned.store.choose_variant("mla")
    assert [problem.field for problem in learned.state.problems] == ["weights"]
    assert learned.state.trace is picture  # the last good one stays
    assert "not with" in error(learned).text()
    error(learned).linkActivated.emit(RANDOM_LINK)
    assert learned.state.scenario.weights == Seeded()
    assert learned.state.scenario.variant == "mla"
    assert not error(learned).text()


def test_a_text_that_is_no_example_is_explained_and_may_be_taken_along(learned: Person) -> None:
    learned.window.bar.texts.focus_text()
    QTest.keyClicks(learned.window.bar.texts.source.edit, "so it goes")
    assert [problem.field for problem in learned.state.problems] == ["text"]
    assert "?c" in learned.window.bar.texts.source._error.text()
    error(learned).linkActivated.emit(TEXT_LINK)
    assert learned.state.scenario.text == "so it goes"
    assert learned.state.scenario.weights == Seeded()
    assert not learned.state.problems


def test_another_example_is_another_text_of_the_task(learned: Person) -> None:
    before = learned.state.scenario.text
    learned.window.bar.reroll()
    assert learned.state.scenario.text != before
    assert learned.state.scenario.weights == Trained(RECALL)
    assert all(answer.correct for answer in answers_of(learned.state.trace.computed))


def test_layers_are_chosen_where_there_are_several(open_window: Opener) -> None:
    person = open_window()
    person.store.choose_weights(Trained("induction-self"))
    _, layers = person.window.bar.source.boxes()
    assert layers.isVisible()
    choose(layers, 1)
    assert person.state.scenario.weights == Trained("induction-self", 1)
    person.store.choose_weights(Trained(RECALL, 1))
    assert person.state.scenario.weights == Trained(RECALL, 0)
    assert not layers.isVisible()


def test_a_missing_or_damaged_file_is_one_clear_line(learned: Person, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes(b"no model")
    for path in (damaged, tmp_path / "none.npz"):
        learned.window.bar.source._open(str(path))
        (problem,) = learned.state.problems
        assert problem.field == "weights"
        assert path.name in problem.english()
        assert learned.state.scenario.weights == Trained(RECALL)


def test_a_model_file_opens_and_its_neighbours_are_listed(learned: Person, tmp_path: Path) -> None:
    from core.trained.catalogue import path_of

    for name in (RECALL, "recall-k_eq_v-r3"):
        (tmp_path / f"{name}.npz").write_bytes(path_of(name).read_bytes())
    learned.window.bar.source._open(str(tmp_path / f"{RECALL}.npz"))
    assert learned.state.scenario.weights == Trained(str(tmp_path / f"{RECALL}.npz"))
    learned.store.choose_variant("k_eq_v")  # the twin of the same sweep, not the shipped one
    assert learned.state.scenario.weights == Trained(str(tmp_path / "recall-k_eq_v-r3.npz"))


def test_the_note_says_what_is_true_of_the_model(learned: Person) -> None:
    from gui.explanations import caution, explanation

    note = caution(learned.state)
    assert "1500 steps" in note
    assert "accuracy 1" in note
    for step in ("inputs", "projections", "scores", "scale_mask", "weights", "output"):
        text = explanation(step, "self", learned.state)
        assert text
        assert "random" not in text
        assert "bit for bit" not in text


def test_settings_remember_the_model_and_fall_back_when_it_is_gone(tmp_path: Path) -> None:
    from core.trained.catalogue import path_of

    file = tmp_path / "mine.npz"
    file.write_bytes(path_of(RECALL).read_bytes())
    for scenario in (scenario_of("induction-self", 1), scenario_of(file)):
        assert read_scenario(write_scenario(scenario)) == scenario
    file.unlink()
    assert read_scenario(write_scenario(scenario)) is None
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    memory.save(store, replace(memory.Settings(), scenario=scenario))
    assert memory.load(store).scenario is None  # then the program begins as at first


def test_each_mechanism_begins_with_something_learned() -> None:
    first = first_scenario()
    assert isinstance(first.weights, Trained)
    assert first.variant == Scenario().variant
    assert not first.validate()
    modes = {VARIANTS[model.about.spec.variant].mode for model in shipped()}
    assert modes == {"traditional", "self", "tied"}


# ---- a model under another variant ---------------------------------------------------------------


def test_a_model_under_another_variant_says_so(learned: Person) -> None:
    from core.trained.same_weights import same_weights
    from gui.explanations import caution, explanation

    learned.store.take(same_weights(learned.state.scenario, "mla"))
    models, _ = learned.window.bar.source.boxes()
    assert models.currentText() == "Recall, r = 3 (retied)"
    assert "It was not trained so." in models.toolTip()
    note = caution(learned.state)
    assert "1500 steps" in note
    assert "it was not trained so" in note
    assert "This variant takes W_DKV, W_UK, W_UV, which the model lacks, from seed 0." in note
    learned.store.take(same_weights(learned.state.scenario, "k_eq_v"))
    texts = {step: explanation(step, "k_eq_v", learned.state) for step in ("projections", "output")}
    assert all(texts.values())
    assert not [text for text in texts.values() if "learned" in text or "random" in text]
    assert "bit for bit" in texts["output"]  # what the tie leaves as it was


def test_choosing_the_same_model_again_changes_nothing_and_a_mechanism_leads_back(
    learned: Person,
) -> None:
    from core.trained.same_weights import same_weights

    models, _ = learned.window.bar.source.boxes()
    learned.store.take(same_weights(learned.state.scenario, "k_eq_v"))
    here = learned.state.scenario
    models.setFocus()  # the list is filled
    choose(models, RECALL)
    assert learned.state.scenario == here
    assert models.currentText() == "Recall, r = 3 (retied)"
    choose(models, "recall-k_eq_v-r3")
    assert learned.state.scenario.weights == Trained("recall-k_eq_v-r3")
    learned.store.undo()
    assert learned.state.scenario == here
    learned.window.bar._modes._group.button(1).click()
    assert learned.state.scenario.weights == Trained(RECALL)


def test_another_layer_stays_retied(open_window: Opener) -> None:
    from core.trained.same_weights import same_weights

    person = open_window()
    person.store.choose_weights(Trained("induction-self"))
    person.store.take(same_weights(person.state.scenario, "gqa"))
    _, layers = person.window.bar.source.boxes()
    choose(layers, 1)
    assert person.state.scenario.weights == Trained("induction-self", 1, retied=True)
    assert person.state.scenario.variant == "gqa"
