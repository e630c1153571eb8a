"""Unsaved work: kept while the program runs, and offered after a crash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from core import session
from core.session import Session
from gui.recovery import Recovery, left_behind
from tests.gui.conftest import Person
from tests.gui.documents import CONTROL, EDITED, crash, files_kept


def test_unsaved_work_is_kept_and_offered_after_a_crash(
    begun: Callable[..., Person], answer: Callable[[str], list[str]], qtbot, tmp_path: Path
) -> None:
    person = begun()
    person.window.work.document._timer.setInterval(30)
    person.store.edit(**{name: getattr(EDITED, name) for name in ("text", "variant", "edits")})
    qtbot.waitUntil(lambda: len(files_kept(tmp_path)) == 1, timeout=3000)
    (kept,) = files_kept(tmp_path)
    assert session.load(kept).scenario == person.state.scenario
    assert left_behind() == ()  # the program that keeps it is alive
    crash(person)
    read = answer("Bring it back")
    other = begun()
    assert "a dog saw a cat" in read[0]
    assert other.state.scenario.edits == EDITED.edits
    assert other.window.work.document.modified  # it still is not saved
    assert left_behind() == ()


def test_what_is_saved_or_undone_is_not_kept(
    begun: Callable[..., Person], choose: Callable[[Path], None], tmp_path: Path
) -> None:
    person = begun()
    document = person.window.work.document
    person.store.edit(seed=5)
    document._keep()
    assert len(files_kept(tmp_path)) == 1
    person.press("z", CONTROL)
    assert files_kept(tmp_path) == []
    person.store.edit(seed=6)
    document._keep()
    choose(tmp_path / "saved.qkv")
    person.press("s", CONTROL)
    assert files_kept(tmp_path) == []
    person.store.edit(seed=7)
    document._keep()
    document.end()
    assert files_kept(tmp_path) == []


def test_the_system_ends_the_program_while_it_asks_whether_to_save(
    begun: Callable[..., Person], tmp_path: Path
) -> None:
    """Nobody may be there to answer: the window goes, and the work is offered at the next start."""
    person = begun()
    person.store.edit(seed=1234)
    asked: list[QWidget | None] = []

    def end() -> None:
        asked.append(QApplication.activeModalWidget())
        person.window.work.close_now()

    QTimer.singleShot(50, end)
    assert person.window.close()
    assert isinstance(asked[0], QMessageBox)
    assert not person.window.isVisible()
    (kept,) = files_kept(tmp_path)
    assert session.load(kept).scenario.seed == 1234


@pytest.mark.parametrize(("button", "left"), [("Throw it away", 0), ("Not now", 1)])
def test_unsaved_work_may_be_thrown_away_or_left(
    begun: Callable[..., Person], answer: Callable[[str], list[str]], button: str, left: int
) -> None:
    recovery = Recovery()
    recovery.keep(Session(EDITED, origin="/no/such/file.qkv"))
    recovery._lock.unlock()
    read = answer(button)
    person = begun()
    assert "/no/such/file.qkv" in read[0]
    assert person.state.scenario != EDITED
    assert len(left_behind()) == left


def test_work_that_cannot_be_read_is_no_reason_to_ask_nor_to_remove_it() -> None:
    """A newer version of the program may have written it."""
    recovery = Recovery()
    recovery.keep(Session(EDITED))
    recovery._lock.unlock()
    recovery._path.write_bytes(b"{")
    assert left_behind() == ()
    assert recovery._path.exists()
