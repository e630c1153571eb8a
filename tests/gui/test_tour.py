"""The tour, the glossary and what a screen reader is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui import i18n
from gui.announcer import words_of
from gui.appearance import Appearance
from gui.glossary import Glossary, entries
from gui.glossary_terms import TERMS
from gui.lessons.library import read_entry, shipped_folders
from gui.tour import STOPS, Tour
from tests.gui.conftest import Opener, Person


def toured(person: Person) -> Tour:
    person.window.menus.actions["tour"].trigger()
    (tour,) = person.window.findChildren(Tour)
    return tour


def press_button(tour: Tour, text: str) -> None:
    for button in tour.findChildren(QPushButton):
        if button.text() == text and button.isVisible():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            QApplication.processEvents()
            return
    raise AssertionError(f"no button {text!r}")


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_five_bubbles_stand_inside_the_window_and_end(
    open_window: Opener, qtbot: QtBot, size: tuple[int, int]
) -> None:
    person = open_window(size=size)
    tour = toured(person)
    assert len(STOPS) == 5
    for place in range(5):
        assert tour.place == place
        assert person.window.rect().contains(tour.geometry())
        texts = [part.text() for part in tour.findChildren(QPushButton)]
        assert texts
        if place < 4:
            press_button(tour, "Next")
    with qtbot.waitSignal(tour.ended):
        press_button(tour, "Done")
    assert not [tour for tour in person.window.findChildren(Tour) if tour.isVisible()]


def test_a_lesson_that_begins_ends_the_tour_and_has_the_keys(person: Person) -> None:
    """The bubbles would stand on its text."""
    tour = toured(person)
    person.window.lessons.open(read_entry(shipped_folders()[0], person.state.view))
    assert not tour.isVisible()
    assert QApplication.focusWidget() is person.window.lessons.pane.after


def test_the_tour_is_worked_by_keys_and_left_by_escape(person: Person, qtbot: QtBot) -> None:
    tour = toured(person)
    QTest.keyClick(tour, Qt.Key.Key_Right)
    QTest.keyClick(tour, Qt.Key.Key_Return)
    assert tour.place == 2
    QTest.keyClick(tour, Qt.Key.Key_Left)
    assert tour.place == 1
    with qtbot.waitSignal(tour.ended):
        QTest.keyClick(tour, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is person.window.panel().figure


def test_the_window_beneath_stays_usable(person: Person) -> None:
    tour = toured(person)
    person.store.edit(text="another text")
    person.window.resize(1100, 720)
    QApplication.processEvents()
    assert person.window.rect().contains(tour.geometry())
    tour.close()


def test_asked_for_twice_there_is_one(person: Person) -> None:
    toured(person)
    person.window.menus.actions["tour"].trigger()
    QApplication.sendPostedEvents(None, 52)
    tours = [tour for tour in person.window.findChildren(Tour) if tour.isVisible()]
    assert len(tours) == 1
    tours[0].close()


def test_it_follows_the_language(person: Person) -> None:
    tour = toured(person)
    person.window.set_appearance(Appearance(language="zh_CN"))
    QApplication.processEvents()
    assert "三种机制" in tour.accessibleName()
    tour.close()


def test_the_glossary_gives_every_term_in_both_languages(person: Person) -> None:
    person.window.menus.actions["glossary"].trigger()
    (box,) = person.window.findChildren(Glossary)
    assert len(box.shown()) == len(TERMS) >= 30
    for term in TERMS:
        assert any("一" <= letter <= "鿿" for letter in term.chinese), term.english
    box.search.setText("上下文")
    assert box.shown() == ("context vector",)
    box.search.setText("no such term")
    assert box.shown() == ()
    box.close()


def test_the_glossarys_meanings_are_in_the_readers_language(person: Person) -> None:
    english = {entry.english: entry.meaning for entry in entries()}
    i18n.install(QApplication.instance(), "zh_CN")
    chinese = {entry.english: entry.meaning for entry in entries()}
    assert all(chinese[term] != english[term] for term in english)


def listening(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what a screen reader is told from now on."""
    told: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: told.append(event.message())
    )
    return told


def test_a_pinned_cell_is_announced(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    told = listening(monkeypatch)
    person.click("scores", 2, 1)
    value = person.state.trace["scores"].grid("scores").values[0, 2, 1]
    assert len(told) == 1
    assert "sat" in told[0]
    assert "cat" in told[0]
    assert f"{abs(value):.3f}" in told[0]
    person.press(Qt.Key.Key_Down)
    assert len(told) == 2
    person.hover("scores", 0, 0)  # a preview is not announced: it would never fall silent
    assert len(told) == 2
    person.press(Qt.Key.Key_Escape)
    assert told[-1] == "no cell is held"
    person.look_away()


def test_an_edit_of_the_held_cells_number_is_announced(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.click("scores", 2, 1)
    told = listening(monkeypatch)
    pin = person.state.view.pin
    assert pin is not None
    person.store.edit_cell(pin, 7.25)
    assert "7.250" in told[-1]
    assert words_of(person.state) == told[-1]
    person.look_away()


def test_the_first_start_shows_the_tour_and_the_second_does_not(qapp: QApplication) -> None:
    import main

    seen: list[int] = []

    def look() -> None:
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.metaObject().className() == "Window":
                seen.append(len([t for t in window.findChildren(Tour) if t.isVisible()]))
                window.close()

    for _ in range(2):
        QTimer.singleShot(2500, look)
        assert main.main([]) == 0
    assert seen == [1, 0]
