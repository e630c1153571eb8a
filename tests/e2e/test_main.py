"""The program as a person has it: ``main()`` with its window, from the start to the last click."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from core.answers import answers_of
from core.scenario import Seeded
from core.trace import ALL_STEP_KEYS
from core.variants import VARIANTS
from gui.state import Cell
from tests.e2e.visitor import visited
from tests.gui.conftest import Person

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def button(person: Person, text: str) -> QAbstractButton:
    """The visible button that says ``text``."""
    for found in person.window.findChildren(QAbstractButton):
        if found.isVisible() and found.text() == text:
            return found
    raise AssertionError(f"no button {text!r}")


def click(person: Person, text: str) -> None:
    QTest.mouseClick(button(person, text), LEFT)
    QApplication.processEvents()


def typed(person: Person, text: str) -> None:
    person.press("t", CONTROL)
    person.type(text)
    person.press(Qt.Key.Key_Return)


def random_vectors(person: Person) -> None:
    """Take the first entry of the list of vectors, by the keyboard."""
    models, _ = person.window.bar.source.boxes()
    models.setFocus()
    QTest.keyClick(models, Qt.Key.Key_Home)
    assert person.state.scenario.weights == Seeded()


@pytest.mark.usefixtures("qapp")
def test_a_first_visit() -> None:
    """Everything that a person may do in the first five minutes, in one go."""

    def visit(person: Person) -> None:
        assert person.state.view.pin is not None  # the lens has something to say at once
        typed(person, "c=7 a=2 b=9 ? a")
        (answer,) = answers_of(person.state.trace.computed)
        assert (answer.given, answer.right) == ("2", "2")  # what the model learned to fetch
        random_vectors(person)
        typed(person, "a dog saw a cat and ran")
        assert len(person.state.trace.resolved.query_tokens) == 7
        for title in ("Traditional", "K = V tied", "Self-attention", "K = V tied", "Traditional"):
            QTest.mouseClick(button(person, title), LEFT)  # without a breath in between
        assert VARIANTS[person.state.scenario.variant].mode == "traditional"
        click(person, "Self-attention")
        for number, step in enumerate(ALL_STEP_KEYS, start=1):
            person.window.panel().figure.setFocus()
            person.press(str(number))
            assert person.state.view.step == step
        click(person, "Scores")
        person.hover("scores", 1, 1)
        person.click("scores", 2, 1)
        person.look_away()
        assert person.state.view.pin == Cell("scores", person.state.view.head, 2, 1)

    assert visited(visit) == 0


@pytest.mark.usefixtures("qapp")
def test_an_edit_is_undone_and_redone() -> None:
    def visit(person: Person) -> None:
        click(person, "Projections")
        before = person.state.scenario
        person.double_click("query", 1, 1)
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, "2.5")
        person.press(Qt.Key.Key_Return)
        (edit,) = person.state.scenario.edits
        assert (edit.grid, edit.row, edit.col, edit.value) == ("query", 1, 1, 2.5)
        changed = person.state.trace
        assert changed.grid("scores").values[edit.head, 1] is not None
        person.press("z", CONTROL)
        assert person.state.scenario == before
        person.press("z", CONTROL | Qt.KeyboardModifier.ShiftModifier)
        assert person.state.scenario.edits == (edit,)

    assert visited(visit) == 0


@pytest.mark.usefixtures("qapp")
def test_language_theme_and_size_change_while_it_runs() -> None:
    def visit(person: Person) -> None:
        window = person.window
        for width, height in ((1024, 700), (2560, 1440), (1280, 800)):
            window.resize(width, height)
            QApplication.processEvents()
            assert (window.width(), window.height()) == (width, height)
        for theme in ("dark", "light"):
            window.set_appearance(dataclasses.replace(window.appearance, theme=themed(theme)))
            QApplication.processEvents()
        title = window.windowTitle()
        for language in ("zh_CN", "en"):
            window.set_appearance(dataclasses.replace(window.appearance, language=language))
            QApplication.processEvents()
            for step in ALL_STEP_KEYS:
                person.store.look(step=step)
                QApplication.processEvents()
        assert window.windowTitle() == title
        assert button(person, "Self-attention")

    assert visited(visit, "--lang", "en") == 0


def themed(name: str) -> object:
    from gui.appearance import theme_called

    return theme_called(name)


@pytest.mark.usefixtures("qapp")
def test_the_next_start_shows_what_the_last_one_showed() -> None:
    def first(person: Person) -> None:
        random_vectors(person)
        typed(person, "we met before")
        click(person, "K = V tied")
        click(person, "Weights")
        person.window.resize(1111, 777)
        person.press("+", CONTROL)

    seen: list[Person] = []

    def second(person: Person) -> None:
        assert person.state.scenario.text == "we met before"
        assert VARIANTS[person.state.scenario.variant].mode == "tied"
        assert person.state.view.step == "weights"
        assert person.window.appearance.scale > 1
        seen.append(person)

    assert visited(first) == 0
    assert visited(second) == 0
    assert seen


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("variant", VARIANTS)
def test_it_opens_as_the_command_line_says(variant: str) -> None:
    def visit(person: Person) -> None:
        assert person.state.scenario.variant == variant
        assert person.state.view.step == "output"
        assert (person.window.width(), person.window.height()) == (1100, 750)
        QTest.mouseMove(person.window, QPoint(5, 5))

    options = ("--variant", variant, "--step", "output", "--size", "1100x750", "--theme", "dark")
    assert visited(visit, *options) == 0
