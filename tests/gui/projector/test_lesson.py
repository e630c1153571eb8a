"""A lesson on the projector: read, answered and turned with a presenter remote or the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.lessons import answers
from core.lessons.model import Choice, Number, PickCell
from gui.lessons.library import read_entry, shipped_folders
from gui.projector.middle import Middle
from gui.projector.window import Projector
from tests.gui.conftest import Opener, Person

Key = Qt.Key
Begun = tuple[Person, Projector]


@pytest.fixture
def begin(open_window: Opener) -> Callable[..., Begun]:
    """Play a lesson from a step on, and press F11."""

    def begun(lesson: int, step: int) -> Begun:
        person = open_window(size=(1024, 700))
        entry = read_entry(shipped_folders()[lesson - 1], person.state.view)
        person.window.lessons.open(entry, step - 1)
        QTest.qWaitForWindowActive(person.window)
        person.window.panel().figure.setFocus()
        person.press(Key.Key_F11)
        (projector,) = person.window.findChildren(Projector)
        projector.resize(1920, 1080)
        settle()
        return person, projector

    return begun


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def press(projector: Projector, *keys: Key | str) -> None:
    for key in keys:
        QTest.keyClick(projector, key)
        settle()


def test_a_lesson_that_ends_on_the_projector_leaves_its_pane_to_the_next(
    begin: Callable[..., Begun],
) -> None:
    """Also where the projector is asked for again meanwhile, from the window on another screen."""
    person, projector = begin(1, 2)
    lessons = person.window.lessons
    lessons.close_all()
    person.window.commands.projector()
    assert person.window.findChildren(Projector) == [projector]
    assert lessons.lend() is None
    projector.close()
    settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    person.window.resize(1280, 800)
    entry = read_entry(shipped_folders()[1], person.state.view)
    lessons.open(entry, 0)
    settle()
    assert lessons.pane.isVisible()
    assert lessons.pane.window() is person.window


def test_the_text_stands_beside_the_plot_that_it_is_about(begin: Callable[..., Begun]) -> None:
    person, projector = begin(1, 4)
    pane = person.window.lessons.pane
    assert pane.window() is projector
    assert pane.isVisible()
    assert pane.title.fontInfo().pointSizeF() >= 20
    assert projector.slide().plot == "scores"
    assert projector.figure.marks == person.window.lessons.marks != ()
    press(projector, Key.Key_Escape)
    settle()
    assert pane.window() is person.window
    assert pane.isVisible()
    assert person.window.lessons.guide.at == 3
    assert "font-size: 2" not in pane.styleSheet()


def test_a_remote_with_two_buttons_plays_a_lesson_to_its_end(begin: Callable[..., Begun]) -> None:
    """Read on, see the answer, next step: nothing but Page Down; and Page Up leads back."""
    person, projector = begin(1, 1)
    side, seen, revealed = person.window.lessons, [0], 0
    for _ in range(120):
        if side.guide is None:
            break
        was_open = side.pane.question.open
        press(projector, Key.Key_PageDown)
        if side.guide is not None:
            revealed += was_open and not side.pane.question.open and side.guide.at == seen[-1]
            if side.guide.at != seen[-1]:
                seen.append(side.guide.at)
    asked = [step.question is not None for step in lesson_steps(1)]
    assert seen == list(range(len(asked)))
    assert revealed == sum(asked)
    assert side.guide is None
    assert projector.isVisible()
    assert not side.pane.isVisible()
    press(projector, Key.Key_PageDown)  # the plots go on without it
    projector.close()


def lesson_steps(lesson: int):
    from gui.state import View

    return read_entry(shipped_folders()[lesson - 1], View()).lesson.steps


def test_page_up_goes_back(begin: Callable[..., Begun]) -> None:
    person, projector = begin(1, 3)
    press(projector, Key.Key_PageUp)
    assert person.window.lessons.guide.at == 1
    projector.close()


def test_a_choice_is_answered_with_its_digit(begin: Callable[..., Begun]) -> None:
    person, projector = begin(3, 7)
    side = person.window.lessons
    question = side.guide.step.question
    assert isinstance(question, Choice)
    row = side.pane.question.options.rows[0]
    assert row.label.text().startswith("<b>1</b>")
    right = answers.right_option(question, live(person))
    press(projector, str(right + 1), Key.Key_Return)
    assert side.guide.at in side.guide.progress.answered
    projector.close()
    settle()
    assert not row.label.text().startswith("<b>1</b>")


def test_a_number_is_typed_and_backspace_belongs_to_it(begin: Callable[..., Begun]) -> None:
    person, projector = begin(1, 7)
    side = person.window.lessons
    question = side.guide.step.question
    assert isinstance(question, Number)
    answer, _ = answers.expected(question, live(person))
    press(projector, "9", Key.Key_Backspace, *f"{answer:.4f}", Key.Key_Return)
    assert side.guide.at == 6
    assert 6 in side.guide.progress.answered
    projector.close()


def test_a_cell_is_found_by_the_arrows_and_never_given_away(begin: Callable[..., Begun]) -> None:
    person, projector = begin(1, 4)
    side = person.window.lessons
    question = side.guide.step.question
    assert isinstance(question, PickCell)
    best = answers.best_spots(question, live(person))[0]
    press(projector, Key.Key_Return)
    pin = person.state.view.pin
    assert (pin.row, pin.col) == (0, 0)
    press(projector, *[Key.Key_Down] * best.row, *[Key.Key_Right] * best.col, Key.Key_Return)
    assert 3 in side.guide.progress.answered
    projector.close()


def test_the_arrows_stay_with_the_step_and_home_leads_back_to_the_lesson(
    begin: Callable[..., Begun],
) -> None:
    person, projector = begin(1, 3)
    side = person.window.lessons
    press(projector, *[Key.Key_Right] * 9)
    assert projector.slide().step == person.state.view.step == "scores"
    press(projector, "6")
    assert person.state.view.step == "output"
    assert side.pane.banner.isVisible()
    press(projector, Key.Key_Home)
    assert person.state.view.step == "scores"
    assert not side.pane.banner.isVisible()
    projector.close()


def test_a_lesson_s_page_is_shown_in_the_view_that_it_asks_for(
    begin: Callable[..., Begun],
) -> None:
    person, projector = begin(4, 8)
    assert person.state.view.page == "compare"
    assert projector.findChild(Middle).currentWidget().view() == "tie"
    press(projector, Key.Key_Right)
    assert person.state.view.beside.alpha == 0.1
    projector.close()


def live(person: Person):
    from core.lessons.check import live_on

    return live_on(person.state.scenario)
