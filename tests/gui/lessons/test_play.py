"""Every shipped lesson is played to its end in the real window, by clicking as a student would."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from core.lessons import answers
from core.lessons.check import live_on, solved
from core.lessons.model import Choice, Lesson, Number, PickCell, Task
from core.lessons.read import read_lesson
from gui.appearance import Appearance
from gui.lessons.figures import NO_VALUE
from gui.lessons.library import Entry, read_entry, shipped_folders
from gui.lessons.words import Words
from gui.lessons.writing import html
from gui.theme import LIGHT
from gui.widgets.figure import Figure
from gui.widgets.formula import formula_svg
from tests.gui.conftest import Opener, Person

FOLDERS = shipped_folders()
SMALL, PROJECTOR = (1024, 700), (1920, 1080)
LESSONS = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def entry_of(person: Person, folder: Path) -> Entry:
    entry = read_entry(folder, person.state.view)
    assert entry.fault is None, entry.fault.english()
    return entry


@lru_cache
def lesson_in(folder: Path) -> Lesson:
    return read_lesson(folder)


class Student:
    """Somebody who plays a lesson by mouse and keyboard."""

    def __init__(self, person: Person, entry: Entry) -> None:
        self.person, self.entry = person, entry
        person.window.lessons.open(entry, 0)
        self.settle()

    @property
    def side(self):
        return self.person.window.lessons

    @property
    def pane(self):
        return self.side.pane

    @property
    def card(self):
        return self.pane.question

    @property
    def step(self):
        return self.side.guide.step

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()

    def click(self, button: QPushButton) -> None:
        self.pane.area.ensureWidgetVisible(button)
        self.settle()
        assert button.isVisible()
        assert button.isEnabled(), button.text()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
        self.settle()

    def said(self) -> str:
        return (
            re.sub("<[^>]+>", " ", self.card.said.text()) if self.card.verdict.isVisible() else ""
        )

    def live(self):
        return live_on(self.person.state.scenario)

    def pick_cell(self, row: int, col: int) -> None:
        self.settle()
        plots = self.person.window.panel().figure.plot_keys()
        grid = self.step.question.click
        plot = next(
            key
            for key in plots
            if getattr(self.person.window.panel().figure.item(key).spec, "grid", None) is not None
            and self.person.window.panel().figure.item(key).spec.grid.name == grid
        )
        self.person.click(plot, row, col)
        self.settle()

    def answer_wrongly(self) -> None:
        """Answer so that it is not right, and be told why."""
        question, live = self.step.question, self.live()
        if isinstance(question, Choice):
            right = answers.right_option(question, live)
            for place in range(len(question.right)):
                if place != right:
                    self.choose(place)
                    assert len(self.said()) > 20
        elif isinstance(question, Number):
            answer, within = answers.expected(question, live)
            self.type(f"{answer + 3 * within + 1:.6f}")
            assert "too large" in self.said() or "太大" in self.said()
        elif isinstance(question, PickCell):
            best = {(one.row, one.col) for one in answers.best_spots(question, live)}
            shape = live.grid(question.click).values.shape[1:]
            wrong = next(
                (row, col)
                for row in range(shape[0])
                for col in range(shape[1])
                if (row, col) not in best
            )
            self.pick_cell(*wrong)
            self.click(self.card.check)
            assert self.said()
        if not isinstance(question, Task):
            assert self.side.guide.at not in self.side.guide.progress.answered

    def answer_rightly(self) -> None:
        question, live = self.step.question, self.live()
        if isinstance(question, Choice):
            self.choose(answers.right_option(question, live))
        elif isinstance(question, Number):
            self.type(repr(answers.expected(question, live)[0]))
        elif isinstance(question, PickCell):
            best = answers.best_spots(question, live)[0]
            self.pick_cell(best.row, best.col)
            self.click(self.card.check)
        elif isinstance(question, Task):
            assert not self.said()
            self.person.store.edit(
                **{name: getattr(solved(self.step), name) for name in question.solution}
            )
            self.settle()
        assert self.side.guide.at in self.side.guide.progress.answered
        assert self.said()

    def choose(self, place: int) -> None:
        row = self.card.options.rows[place]
        self.pane.area.ensureWidgetVisible(row.label)
        self.settle()
        QTest.mouseClick(row.label, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
        self.click(self.card.check)

    def type(self, text: str) -> None:
        line = self.card.number.line
        self.pane.area.ensureWidgetVisible(line)
        self.settle()
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.settle()


def nothing_is_missing(student: Student) -> None:
    """Every figure has a value, every formula a picture, every word room."""
    pane = student.pane
    labels = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    for text in labels:
        assert f"<b>{NO_VALUE}</b>" not in text, text
        assert "\ue000" not in text
        assert "$" not in text, text
    words = pane.findChild(Words)
    assert words is not None
    assert pane.width() <= 0.4 * student.person.window.width()
    inside = pane.area.widget()
    assert inside.minimumSizeHint().width() <= pane.area.viewport().width()
    figures = student.person.window.findChildren(Figure)
    aside = [figure.horizontalScrollBar().maximum() for figure in figures if figure.isVisible()]
    assert not any(aside), (student.side.guide.at, aside)


def play(open_window: Opener, folder: Path, language: str, size: tuple[int, int]) -> None:
    person = open_window(size=size, look=Appearance(language=language))
    student = Student(person, entry_of(person, folder))
    for number, step in enumerate(student.entry.lesson.steps):
        assert student.side.guide.at == number
        assert person.state.scenario == step.place.scenario
        nothing_is_missing(student)
        if step.question is not None:
            student.answer_wrongly()
            student.answer_rightly()
            nothing_is_missing(student)
        assert person.window.size().toTuple() == size
        student.click(student.pane.after)
    assert student.side.guide is None
    assert student.side.isHidden()


@pytest.mark.parametrize(
    ("folder", "language"), [(FOLDERS[0], "en"), (FOLDERS[-1], "zh_CN")], ids=["first", "last"]
)
def test_a_student_plays_a_lesson_to_its_end(
    open_window: Opener, folder: Path, language: str
) -> None:
    play(open_window, folder, language, SMALL)


@pytest.mark.slow
@LESSONS
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [SMALL, PROJECTOR])
def test_a_student_plays_every_lesson_to_its_end(
    open_window: Opener, folder: Path, language: str, size: tuple[int, int]
) -> None:
    play(open_window, folder, language, size)


@LESSONS
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_lesson_is_worth_a_class_and_says_all_in_both_languages(
    folder: Path, language: str
) -> None:
    lesson = lesson_in(folder)
    assert 8 <= len(lesson.steps) <= 15
    assert lesson.steps[-1].question is not None
    assert language in lesson.texts
    text = lesson.texts[language]
    assert text.title
    assert text.summary
    for step, words in zip(lesson.steps, text.steps, strict=True):
        assert words.title.text
        if isinstance(step.question, (Number, PickCell)):
            assert words.right.text
            assert words.wrong.text or words.why
        if isinstance(step.question, Task):
            assert words.hint.text
            assert step.question.solution


@LESSONS
def test_both_languages_use_the_same_figures(folder: Path) -> None:
    """What one says with a number the other says too; none is typed by hand."""
    texts = lesson_in(folder).texts
    for english, chinese in zip(texts["en"].steps, texts["zh_CN"].steps, strict=True):
        for one, other in zip(english.templates(), chinese.templates(), strict=True):
            mine, theirs = (sorted(f.text for f in t.figures) for t in (one, other))
            assert mine == theirs, english.title.text


@LESSONS
def test_every_mark_of_a_text_is_set(folder: Path) -> None:
    """No star is left: one beside a Chinese bracket opens or ends nothing."""
    for text in lesson_in(folder).texts.values():
        for step in text.steps:
            for template in step.templates():
                assert "*" not in html(template, str, LIGHT), template.text


@LESSONS
def test_every_formula_can_be_set(folder: Path) -> None:
    for text in lesson_in(folder).texts.values():
        for step in text.steps:
            for template in step.templates():
                for tex in re.findall(r"\$\$(.+?)\$\$", template.text, re.DOTALL):
                    filled = re.sub("\ue000\\d+\ue001", "1.5", " ".join(tex.split()))
                    assert "<svg" in formula_svg(filled, LIGHT, 20)


@LESSONS
def test_a_lesson_s_json_holds_no_answer(folder: Path) -> None:
    """Answers are expressions over the run; a bare number would be a typed result."""
    content = json.loads((folder / "lesson.json").read_text(encoding="utf-8"))
    for step in content["steps"]:
        question = step.get("question", {})
        if question.get("kind") == "number":
            assert isinstance(question["answer"], str)
            assert re.search("[a-z_]{3}", question["answer"]), question
        for right in question.get("right", []):
            assert re.search("[a-z_]{3}", right), question
