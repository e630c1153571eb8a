"""A session opens next week exactly as it was saved: the lesson in play and the view come along."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core import session
from core.session import LessonPlace
from gui.export import panel_bytes
from gui.lessons.library import Entry, read_entry, shipped_folders
from gui.lessons.progress import save_progress
from gui.session_options import as_opened
from gui.settings import stored
from tests.gui.conftest import Opener, Person

FOLDER = shipped_folders()[2]  # self-attention, whose seventh step shows the view of the heads
HEADS = 6


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def playing(person: Person, step: int, folder: Path = FOLDER) -> Person:
    person.window.lessons.open(read_entry(folder, person.state.view), step)
    settle()
    return person


def saved(person: Person, path: Path) -> Path:
    person.window.work.document.save(path)
    person.window.work.document.end()
    save_progress(stored(), FOLDER.name, None)
    return path


def opened(person: Person, path: Path) -> Person:
    person.window.work.document.open(path)
    settle()
    return person


def test_a_lesson_in_play_is_played_on_where_it_was(open_window: Opener, tmp_path: Path) -> None:
    first = playing(open_window(), HEADS)
    assert first.window.shown().view() == "heads"
    state = first.state
    path = saved(first, tmp_path / "class.qkv")
    later = opened(open_window(), path)
    side = later.window.lessons
    assert (side.guide.at, side.guide.entry.folder) == (HEADS, FOLDER)
    assert side.isVisible()
    assert later.window.shown().view() == "heads"
    assert (later.state.scenario, later.state.view) == (state.scenario, state.view)
    assert not side.pane.banner.isVisible()
    QTest.mouseClick(side.pane.after, Qt.MouseButton.LeftButton)
    assert side.guide.at == HEADS + 1


def test_what_the_student_had_changed_stays_and_there_is_a_way_back(
    open_window: Opener, tmp_path: Path
) -> None:
    first = playing(open_window(), HEADS)
    first.store.edit(seed=77)
    path = saved(first, tmp_path / "class.qkv")
    later = opened(open_window(), path)
    side = later.window.lessons
    assert later.state.scenario.seed == 77
    assert side.pane.banner.isVisible()
    QTest.mouseClick(side.pane.back_button, Qt.MouseButton.LeftButton)
    assert later.state.scenario == side.guide.step.place.scenario


def test_a_session_without_a_lesson_ends_the_one_in_play(
    open_window: Opener, tmp_path: Path
) -> None:
    path = saved(open_window(), tmp_path / "plain.qkv")
    later = opened(playing(open_window(), 2), path)
    assert later.window.lessons.guide is None
    assert not later.window.lessons.isVisible()


def test_a_picture_brings_its_view_back_and_lets_the_lesson_be(
    open_window: Opener, tmp_path: Path
) -> None:
    first = playing(open_window(), HEADS)
    path = tmp_path / "heads.svg"
    path.write_bytes(panel_bytes(first.window.panel(), first.state, "svg", 96, caption=True))
    later = opened(playing(open_window(), 1), path)
    assert later.window.shown().view() == "heads"
    side = later.window.lessons
    assert side.guide.at == 1
    assert side.pane.banner.isVisible()  # on another way than the lesson's; there is one back


def test_the_command_line_opens_the_lesson_too(open_window: Opener, tmp_path: Path) -> None:
    path = saved(playing(open_window(), HEADS), tmp_path / "class.qkv")
    found = as_opened(str(path))
    later = open_window()
    later.store.show(found.session.scenario, later.state.view)
    later.window.work.begin(found)
    settle()
    assert later.window.lessons.guide.at == HEADS
    later.window.work.document.end()


@pytest.mark.parametrize("folder", ["99-none", "/etc", "../01-query-key-value", "\\\\host\\share"])
def test_a_lesson_that_is_not_here_is_told_and_its_state_shown(
    open_window: Opener, tmp_path: Path, folder: str
) -> None:
    """No session decides which folders are read: only lessons known here are played."""
    path = tmp_path / "elsewhere.qkv"
    kept = session.Session(playing(open_window(), 0).state.scenario)
    made = session.Session(kept.scenario, lesson=LessonPlace(folder, 3))
    path.write_bytes(session.write(made))
    later = opened(open_window(), path)
    assert later.state.scenario == kept.scenario
    assert later.window.lessons.guide is None
    assert "cannot be played here" in later.window.work.files.notice.text()


def test_a_broken_lesson_does_not_keep_a_session_from_opening(
    open_window: Opener, tmp_path: Path
) -> None:
    entry = Entry(tmp_path)
    assert entry.key == str(tmp_path)
    person = open_window()
    assert not person.window.lessons.resume(LessonPlace(entry.key, 0))


def test_recording_survives_a_look_at_a_lesson(open_window: Opener) -> None:
    person = open_window()
    side = person.window.lessons
    side.record()
    side.recorder.keep_state()
    playing(person, 0)
    assert not side.recorder.isVisible()
    side.record()
    assert side.guide is None
    assert not side.pane.isVisible()
    assert len(side.recorder.kept) == 1


def test_a_lesson_that_opens_beside_a_held_cell_does_not_widen_the_window(
    open_window: Opener,
) -> None:
    person = open_window(size=(1024, 700))
    folder = shipped_folders()[0]
    for _ in range(2):  # the second time from the wide rail, with the cell that the first held
        playing(person, 9, folder)
        assert person.window.size().toTuple() == (1024, 700)
        person.window.lessons.close_all()
        settle()
        assert person.state.view.pin is not None
        assert person.window.size().toTuple() == (1024, 700)
