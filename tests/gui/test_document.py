"""Files from the window: open, save, recent, in use elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from core import session
from core.scenario import Scenario
from core.session import Session
from gui import recent
from gui.document import Document, InUseError
from gui.settings import stored
from gui.state import Cell
from tests.gui.conftest import Opener, Person
from tests.gui.documents import CONTROL, EDITED, told


def test_saved_and_opened_again_it_is_the_same(
    begun: Callable[..., Person], choose: Callable[[Path], None], tmp_path: Path
) -> None:
    person = begun(variant="gqa")
    person.press("2")
    person.store.edit_cell(Cell("w_q", 0, 1, 2), -3.25)
    person.click("query", 2, 1)
    person.look_away()
    before, view = person.state.scenario, person.state.view
    choose(tmp_path / "lesson")
    person.press("s", CONTROL)
    assert (tmp_path / "lesson.qkv").exists()
    other = begun()
    choose(tmp_path / "lesson.qkv")
    person.window.work.document.end()
    other.press("o", CONTROL)
    assert other.state.scenario == before
    assert other.state.view == view
    assert not other.state.can_undo
    assert other.window.windowTitle().startswith("lesson.qkv[*]")


def test_the_title_tells_the_file_and_whether_all_is_saved(
    begun: Callable[..., Person], choose: Callable[[Path], None], tmp_path: Path
) -> None:
    person = begun()
    assert person.window.windowTitle() == "QKV Explorer"
    choose(tmp_path / "one.qkv")
    person.press("s", CONTROL)
    assert (person.window.windowTitle(), person.window.isWindowModified()) == (
        "one.qkv[*] — QKV Explorer",
        False,
    )
    person.store.edit(seed=99)
    assert person.window.isWindowModified()
    person.press("z", CONTROL)
    assert not person.window.isWindowModified()  # undone: there is nothing to save
    person.store.edit(seed=98)
    person.press("s", CONTROL)  # no dialog this time
    assert not person.window.isWindowModified()
    assert session.load(tmp_path / "one.qkv").scenario.seed == 98
    choose(tmp_path / "a[*]b.qkv")
    person.press("s", CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert person.window.windowTitle() == "a[*][*]b.qkv[*] — QKV Explorer"  # as Qt has it


def test_digits_being_typed_are_saved_and_asked_about(
    begun: Callable[..., Person],
    answer: Callable[[str], list[str]],
    choose: Callable[[Path], None],
    tmp_path: Path,
) -> None:
    person = begun()
    box = person.window.bar.seeds[0]
    choose(tmp_path / "kept.qkv")
    for seed in ("77", "88"):
        box.setFocus()
        box.selectAll()
        person.type(seed)
        person.press("s", CONTROL)
        assert session.load(tmp_path / "kept.qkv").scenario.seed == int(seed)
    box.setFocus()
    box.selectAll()
    person.type("99")
    read = answer("Cancel")
    assert not person.window.close()
    assert "Save what you have changed" in read[0]


def test_looking_around_is_no_work(begun: Callable[..., Person]) -> None:
    person = begun()
    person.press("4")
    person.click("scaled", 1, 1)
    assert not person.window.work.document.modified
    assert person.window.close()


@pytest.mark.parametrize(
    ("button", "closes", "saves"),
    [("Do not save", True, False), ("Cancel", False, False), ("Save", True, True)],
)
def test_leaving_with_unsaved_work_asks_once(
    begun: Callable[..., Person],
    answer: Callable[[str], list[str]],
    choose: Callable[[Path], None],
    tmp_path: Path,
    button: str,
    closes: bool,
    saves: bool,
) -> None:
    person = begun()
    person.store.edit(seed=1234)
    choose(tmp_path / "kept.qkv")
    read = answer(button)
    assert person.window.close() is closes
    assert len(read) == 1
    assert "Save what you have changed?" in read[0]
    assert person.window.isVisible() is not closes
    assert (tmp_path / "kept.qkv").exists() is saves


def test_a_damaged_file_changes_nothing(
    begun: Callable[..., Person], choose: Callable[[Path], None], tmp_path: Path
) -> None:
    person = begun()
    before = person.state
    for content, expected in (
        (b"{", "line 1, column 2 is no JSON"),
        (b'{"format": 9, "needs": "4.0"}', "needs QKV Explorer 4.0"),
        (b'{"format": 1, "scenario": {"n_heads": 5}}', "use 15 or 20"),
        (b'{"format": 1, "scenario": {}, "view": {"page": "moon"}}', "view.page"),
    ):
        path = tmp_path / "broken.qkv"
        path.write_bytes(content)
        choose(path)
        person.press("o", CONTROL)
        line = told(person)
        assert expected in line
        assert "broken.qkv" in line
        assert person.state is before


def test_the_second_window_on_a_file_is_told(
    begun: Callable[..., Person],
    answer: Callable[[str], list[str]],
    choose: Callable[[Path], None],
    tmp_path: Path,
) -> None:
    path = tmp_path / "shared.qkv"
    path.write_bytes(session.write(Session(EDITED)))
    first, second = begun(), begun()
    first.window.work.files.open_path(path)
    read = answer("Cancel")
    second.window.work.files.open_path(path)
    assert "shared.qkv is open in another window" in read[0]
    assert second.state.scenario != EDITED
    read = answer("Open a copy")
    second.window.work.files.open_path(path)
    assert second.state.scenario == EDITED
    assert second.window.work.document.path is None
    choose(path)
    second.window.menus.actions["save_as"].trigger()
    assert "open in another window" in told(second)
    first.window.work.document.end()  # as closing the window does
    second.window.menus.actions["save_as"].trigger()
    assert second.window.work.document.path == path


def test_recent_files_are_listed_the_newest_first(
    begun: Callable[..., Person], tmp_path: Path
) -> None:
    person = begun()
    paths = [tmp_path / f"{number} & more.qkv" for number in range(10)]
    for path in paths:
        path.write_bytes(session.write(Session(EDITED)))
        person.window.work.files.open_path(path)
    menu = person.window.menus.submenus["recent"]
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions() if action.data()]
    assert len(texts) == recent.MOST
    assert "9 && more.qkv" in texts[0]
    actions = [action for action in menu.actions() if action.data()]
    menu.triggered.emit(actions[3])
    assert person.window.work.document.path == paths[6]
    paths[6].unlink()
    person.window.work.files.open_path(paths[6])
    assert "cannot be read" in told(person)
    assert paths[6] not in recent.recent(stored())
    menu.triggered.emit(menu.actions()[-1])
    assert recent.recent(stored()) == ()


@pytest.mark.parametrize("value", ["rubbish", "[1, null]", "{}", "[" * 5000, '["\\u0000"]', ""])
def test_a_damaged_list_of_recent_files_is_empty(value: str) -> None:
    stored().setValue("recent", value)
    assert recent.recent(stored()) == ()


def test_new_begins_again_and_undo_brings_the_old_back(begun: Callable[..., Person]) -> None:
    person = begun(variant="k_eq_v")
    before = person.state.scenario
    person.press("n", CONTROL)
    assert person.state.scenario == Scenario()
    assert not person.window.work.document.modified
    person.press("z", CONTROL)
    assert person.state.scenario == before


def test_a_file_too_large_to_run_is_refused(
    begun: Callable[..., Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = begun()
    path = tmp_path / "large.qkv"
    huge = replace(Scenario(), d_model=8192, text="word " * 5000)
    path.write_bytes(session.write(Session(huge)))
    monkeypatch.setattr("core.validation.run_limit", lambda: 10**9)
    before = person.state
    person.window.work.files.open_path(path)
    assert "of memory" in told(person)
    assert person.state is before


def opening_a_large_one(person: Person, folder: Path) -> Path:
    """A session that is being computed in the background, to be shown when that is done."""
    person.window.work.begin()
    path = folder / "big.qkv"
    path.write_bytes(session.write(Session(replace(EDITED, d_model=64))))
    person.store._big = 1
    person.window.work.document.open(path)
    assert person.store.computing
    return path


def test_a_large_session_that_is_cancelled_leaves_the_window_its_file(
    open_window: Opener, tmp_path: Path, qtbot
) -> None:
    person = open_window()
    work, path = person.window.work, opening_a_large_one(person, tmp_path)
    assert work.document.path is None
    person.store.cancel()
    assert work.document.path is None
    work.document.open(path)
    qtbot.waitUntil(lambda: not person.store.computing)
    assert work.document.path == path
    assert person.state.scenario.d_model == 64
    work.document.end()


def test_a_large_session_is_opened_twice_while_it_is_computed(
    open_window: Opener, tmp_path: Path, qtbot
) -> None:
    person = open_window()
    work, path = person.window.work, opening_a_large_one(person, tmp_path)
    work.document.open(path)  # impatient
    qtbot.waitUntil(lambda: not person.store.computing)
    assert work.document.path == path
    with pytest.raises(InUseError):
        Document(person.store, person.window.work._aside).claim(path, person.state.scenario)
    work.document.end()
    assert not (tmp_path / ".big.qkv.lock").exists()


def test_the_switch_for_states_in_pictures_is_in_the_menu(begun: Callable[..., Person]) -> None:
    person = begun()
    action = person.window.menus.actions["carry"]
    person.window.menus.tops["file"].aboutToShow.emit()
    assert action.isChecked()
    action.trigger()
    assert json.loads(stored().value("export/carry")) is False
    person.window.menus.tops["file"].aboutToShow.emit()
    assert not action.isChecked()
