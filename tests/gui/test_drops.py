"""What is dropped on the window: a picture, a session, something else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from core import session
from core.session import Session
from gui.export import panel_bytes
from tests.gui.conftest import Person
from tests.gui.documents import EDITED, drop, let_go, told


@pytest.mark.parametrize("target", ["window", "figure", "text"])
def test_a_picture_dropped_on_the_window_brings_back_what_it_shows(
    begun: Callable[..., Person], tmp_path: Path, target: str
) -> None:
    person = begun(variant="k_eq_v", n_heads=2)
    person.press("3")
    person.click("scores", 2, 1)
    person.look_away()
    before = person.state
    path = tmp_path / "picture.png"
    path.write_bytes(panel_bytes(person.window.panel(), person.state, "png", 60, caption=True))
    other = begun()
    places = {
        "window": other.window,
        "figure": other.window.panel().figure.viewport(),
        "text": other.window.bar.texts.findChild(QLineEdit),
    }
    drop(places[target], path)
    assert other.state.scenario == before.scenario
    assert other.state.view == before.view
    assert other.window.work.document.path is None  # a picture is not saved into
    assert not other.window.work.document.modified


def test_a_picture_without_a_state_is_refused(begun: Callable[..., Person], tmp_path: Path) -> None:
    person = begun()
    path = tmp_path / "bare.png"
    path.write_bytes(
        panel_bytes(person.window.panel(), person.state, "png", 60, caption=True, carry=False)
    )
    drop(person.window, path)
    assert "carries no session" in told(person)


def test_a_question_about_a_dropped_file_does_not_hold_up_the_drop(
    begun: Callable[..., Person], answer: Callable[[str], list[str]], tmp_path: Path, qtbot
) -> None:
    person = begun()
    person.store.edit(seed=3)
    path = tmp_path / "other.qkv"
    path.write_bytes(session.write(Session(EDITED)))
    read = answer("Cancel")
    let_go(person.window, path)
    assert read == []
    qtbot.waitUntil(lambda: bool(read))
    assert "Save what you have changed?" in read[0]


def test_a_drag_of_something_else_is_left_alone(begun: Callable[..., Person]) -> None:
    person = begun()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/elsewhere/a.exe")])
    event = QDragEnterEvent(
        QPoint(30, 30),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(person.window, event)
    assert event.type() == QEvent.Type.DragEnter
    assert not event.isAccepted()
