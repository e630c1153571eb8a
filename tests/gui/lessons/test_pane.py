"""A lesson beside the window: it points, lets go, comes back, and is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gui import settings
from gui.appearance import Appearance
from gui.lessons.answer_fields import typed_number
from gui.lessons.handout_dialog import HandoutDialog
from gui.lessons.library import read_entry, shipped_folders
from gui.lessons.progress import Progress, load_progress, save_progress
from gui.pages.lessons import LessonsPage
from gui.save_dialog import folder_of
from gui.state import Cell
from gui.widgets.notice import Notice
from tests.gui.conftest import Opener, Person
from tests.gui.lessons.test_play import Student, entry_of

FIRST = shipped_folders()[0]


def student_at(person: Person, step: int) -> Student:
    student = Student(person, entry_of(person, FIRST))
    student.side.guide.go(step)
    student.settle()
    return student


def press(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_it_points_at_what_it_speaks_of_and_lets_go_when_somebody_touches_the_window(
    person: Person,
) -> None:
    student = student_at(person, 3)  # the row of "it"
    marks = person.window.panel().figure._marks
    assert [(mark.grid, mark.row, mark.col) for mark in marks] == [("scores", 7, None)]
    assert not student.pane.banner.isVisible()
    person.store.edit(seed=99)
    student.settle()
    assert student.pane.banner.isVisible()
    assert person.window.panel().figure._marks == ()
    press(student.pane.back_button)
    student.settle()
    assert person.state.scenario == student.step.place.scenario
    assert not student.pane.banner.isVisible()
    assert person.window.panel().figure._marks == marks


def test_looking_closer_is_not_leaving_and_another_step_is(person: Person) -> None:
    student = student_at(person, 3)
    person.click("scores", 1, 2)
    student.settle()
    assert person.state.view.pin == Cell("scores", 0, 1, 2)
    assert not student.pane.banner.isVisible()
    press(person.window.rail._buttons[5])
    assert student.pane.banner.isVisible()


def test_what_a_step_gives_to_the_person_is_not_leaving(person: Person) -> None:
    student = student_at(person, 10)  # the temperature
    person.store.edit(temperature=3.0)
    student.settle()
    assert not student.pane.banner.isVisible()
    person.store.edit(temperature=3.0, variant="k_eq_v")
    student.settle()
    assert student.pane.banner.isVisible()


def test_a_variant_that_may_be_chosen_is_not_leaving(person: Person) -> None:
    """Compare's columns change places with the variant, wherever one is."""
    student = Student(person, entry_of(person, shipped_folders()[3]))
    student.side.guide.go(len(student.entry.lesson.steps) - 1)
    person.store.edit(variant="k_eq_v")
    student.settle()
    assert not student.pane.banner.isVisible()
    assert not student.said()
    person.store.edit(positions="rotary")
    student.settle()
    assert student.said()
    assert not student.pane.banner.isVisible()
    person.store.look(step="weights")
    student.settle()
    assert student.pane.banner.isVisible()


def test_figures_in_the_text_follow_the_live_state(person: Person) -> None:
    student = student_at(person, 0)
    assert "<b>10</b> tokens" in student.pane.words.text()
    person.store.edit(text="one two three")
    student.settle()
    assert "<b>3</b> tokens" in student.pane.words.text()


def test_what_cannot_be_read_stays_where_it_was_typed(person: Person) -> None:
    student = student_at(person, 6)
    student.type("about four")
    assert student.card.number.line.text() == "about four"
    assert student.card.trouble.isVisible()
    assert not student.said()


def test_dots_and_keys_lead_to_every_step(person: Person) -> None:
    student = student_at(person, 0)
    press(student.pane.dots._dots[4])
    assert student.side.guide.at == 4
    person.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert student.side.guide.at == 5
    person.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert student.side.guide.at == 4


def test_a_lesson_goes_on_where_it_was_left_and_can_be_forgotten(person: Person) -> None:
    student = student_at(person, 5)
    press(student.pane.close_button)
    assert student.side.isHidden()
    entry = entry_of(person, FIRST)
    person.window.lessons.open(entry)
    assert person.window.lessons.guide.at == 5
    assert load_progress(settings.stored(), entry.key).seen == {0, 5}
    save_progress(settings.stored(), entry.key, None)
    assert load_progress(settings.stored(), entry.key) == Progress()


def test_another_language_and_theme_in_the_middle_of_a_lesson(person: Person) -> None:
    student = student_at(person, 1)
    student.choose(1)
    assert "two directions" in student.said()
    languages = person.window._languages._group.actions()
    next(action for action in languages if action.data() == "zh_CN").trigger()
    student.settle()
    assert "两个方向" in student.said()
    assert "三种身份" in student.pane.title.text()
    person.window._themes._group.actions()[-1].trigger()
    student.settle()
    assert student.side.guide.at == 1


def test_in_a_narrow_window_the_lens_is_there_while_a_cell_is_held(open_window: Opener) -> None:
    person = open_window(size=(1024, 700))
    student = student_at(person, 3)
    assert not person.window.lens.isVisible()
    person.click("scores", 1, 2)
    student.settle()
    assert person.window.lens.isVisible()
    press(student.pane.close_button)
    person.store.look(pin=None)
    student.settle()
    assert person.window.lens.isVisible()
    assert person.window.explanation.isVisible()


def page_of(person: Person, qtbot: QtBot) -> LessonsPage:
    person.store.look(page="lessons")
    page = person.window.shown()
    assert isinstance(page, LessonsPage)
    qtbot.waitUntil(lambda: bool(page.entries), timeout=60_000)
    return page


def test_the_page_lists_every_lesson_and_a_broken_one_with_its_fault(
    person: Person, qtbot: QtBot, lesson
) -> None:
    page = page_of(person, qtbot)
    assert len(page.cards) == len(shipped_folders()) == 7
    press(page.cards[0].begin)
    assert person.window.lessons.guide is not None
    press(person.window.lessons.pane.after)
    person.store.look(page="lessons")
    assert "2 of 14 steps seen" in page.cards[0].progress.text()
    broken = lesson(minutes=-1)
    page.add_folder(str(broken))
    qtbot.waitUntil(lambda: len(page.entries) == 8, timeout=60_000)
    card = page.cards[-1]
    assert "minutes" in card.summary.text()
    assert not card.begin.isVisible()
    press(card.remove)
    qtbot.waitUntil(lambda: len(page.entries) == 7, timeout=60_000)
    press(page.cards[0].forget)
    assert page.cards[0].progress.text() == "not begun"


def test_a_teacher_records_a_lesson_and_plays_it(
    person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(person, qtbot)
    press(page.record_button)
    recorder = person.window.lessons.recorder
    person.store.look(step="projections")
    press(recorder.keep)
    person.store.edit(variant="bahdanau")
    person.window.panel().set_view("difference")
    press(recorder.keep)
    press(recorder.keep)
    press(recorder.drop)
    assert recorder.list.count() == 2
    folder = tmp_path / "mine"
    recorder.save_to(str(folder))
    assert person.window.lessons.isHidden()
    qtbot.waitUntil(lambda: folder in [one.folder for one in page.entries], timeout=30_000)
    assert recorder.kept == ()  # whoever records again begins anew
    entry = read_entry(folder, person.state.view)
    assert entry.fault is None
    assert [step.place.scenario.variant for step in entry.lesson.steps] == ["self", "bahdanau"]
    person.store.edit(variant="mqa")
    person.window.lessons.open(entry, 1)
    assert person.state.scenario.variant == "bahdanau"
    assert person.window.panel().view() == "difference"


def test_recording_says_what_stands_against_a_folder(person: Person, qtbot: QtBot, lesson) -> None:
    person.window.lessons.record()
    recorder = person.window.lessons.recorder
    press(recorder.keep)
    recorder.save_to(str(lesson()))
    assert recorder.trouble.isVisible()
    assert len(recorder.kept) == 1
    press(recorder.stop)
    assert person.window.lessons.isHidden()
    person.window.lessons.record()
    assert len(recorder.kept) == 1  # one click is not enough to lose an hour's work


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.25", 0.25),
        (" 0,25 ", 0.25),
        ("25 %", 0.25),
        ("1/4", 0.25),
        ("−3", -3.0),
        ("1,048,576", 1048576.0),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("０．５", 0.5),
        ("", None),
        ("four", None),
        ("1/0", None),
        ("1/", None),
        ("1.2.3", None),
        ("nan", None),
        ("0.1:", None),
    ],
)
def test_numbers_as_people_type_them(text: str, number: float | None) -> None:
    assert typed_number(text) == number


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_button_stands_beside_the_first_line_of_its_option(
    open_window: Opener, language: str, scale: float
) -> None:
    look = Appearance(language=language, scale=scale)
    student = student_at(open_window(size=(1024, 700), look=look), 7)
    student.settle()
    rows = student.card.options.rows
    heights = [row.label.heightForWidth(row.label.width()) for row in rows]
    on_one_line = [row for row, height in zip(rows, heights, strict=True) if height == min(heights)]
    assert on_one_line
    for row in on_one_line:
        assert abs(row.button.geometry().center().y() - row.label.geometry().center().y()) <= 1


def test_a_number_is_not_judged_before_it_is_checked(person: Person) -> None:
    """Else typing digit after digit, and changing a colour between, would find the answer."""
    student = student_at(person, 6)
    student.type("1000000")
    assert "1000000 is too large" in student.said()
    person.window._themes._group.actions()[-1].trigger()
    student.settle()
    assert "1000000 is too large" in student.said()
    line = student.card.number.line
    line.selectAll()
    QTest.keyClicks(line, "-1000000")
    person.window._themes._group.actions()[0].trigger()
    student.settle()
    assert not student.said()


def test_another_cell_is_not_judged_before_it_is_checked(person: Person) -> None:
    student = student_at(person, 3)
    student.pick_cell(0, 0)
    student.click(student.card.check)
    assert student.said()
    student.pick_cell(7, 3)
    assert not student.said()


def test_a_token_that_html_would_take_for_a_tag_is_named_as_it_is(person: Person) -> None:
    student = student_at(person, 3)
    person.store.edit(text="<unk> a<b c d e f g h")
    student.settle()
    student.pick_cell(1, 0)
    document = QTextDocument()
    document.setHtml(student.card.cell.text())
    assert document.toPlainText() == "Your cell: unk → <"


def test_a_cell_that_the_run_lacks_is_no_answer(person: Person) -> None:
    student = student_at(person, 3)
    grid = student.step.question.click
    person.store.look(pin=Cell(grid, 0, 2, 1))
    assert student.card.check.isEnabled()
    person.store.look(page="compare", pin=Cell(grid, 0, 99, 1))  # as of a column's longer run
    assert not student.card.check.isEnabled()


def naming_a_handout(person: Person, qtbot: QtBot, folder: Path, file: Path) -> QLineEdit:
    """The field of the dialog that saves the handout of another's lesson, ``file`` typed in."""
    page = page_of(person, qtbot)
    page.add_folder(str(folder))
    qtbot.waitUntil(lambda: len(page.entries) == 8, timeout=60_000)
    press(page.cards[-1].handout)
    (dialog,) = page.findChildren(HandoutDialog)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    line.setText(str(file))
    return line


def test_a_handout_is_told_of_and_the_next_goes_into_the_same_folder(
    person: Person, qtbot: QtBot, lesson, tmp_path: Path
) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    line = naming_a_handout(person, qtbot, lesson(), folder / "sheet.html")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil((folder / "sheet.html").exists, timeout=60_000)
    QApplication.processEvents()
    notice = person.window.findChild(Notice)
    assert notice.isVisible()
    assert str(folder / "sheet.html") in notice.text()
    assert folder_of(settings.stored()) == folder


def test_escape_while_a_handout_is_drawn_cancels_it_and_ends_nothing_else(
    person: Person, qtbot: QtBot, lesson, tmp_path: Path
) -> None:
    """Whatever is in front is closed, again and again, from the key that accepts the name on."""
    line = naming_a_handout(person, qtbot, lesson(), tmp_path / "sheet.html")
    page = page_of(person, qtbot)
    closed = []

    def close_what_is_in_front() -> None:
        front = QApplication.activeModalWidget()
        if front is not None:
            closed.append(type(front).__name__)
            QTest.keyClick(front, Qt.Key.Key_Escape)

    impatient = QTimer(interval=5)
    impatient.timeout.connect(close_what_is_in_front)
    impatient.start()
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(closed), timeout=60_000)
    impatient.stop()
    qtbot.waitUntil(lambda: page.findChildren(HandoutDialog) == [], timeout=60_000)
    assert closed == ["WaitBar"]
    assert not (tmp_path / "sheet.html").exists()
    assert page.isVisible()


@pytest.mark.parametrize("tex", [r"\frac{1}{", "x^", "a & b", r"\left( x"])
def test_a_formula_that_cannot_be_set_is_a_fault_of_the_lesson_and_names_its_place(
    person: Person, lesson, tex: str
) -> None:
    text = lesson().joinpath("en.md").read_text(encoding="utf-8")
    folder = lesson(text=text.replace("## Third\n", f"## Third\n\n$${tex}$$\n"))
    fault = read_entry(folder, person.state.view).fault
    assert fault is not None
    assert "en.md: ## 3: the formula" in fault.english()
