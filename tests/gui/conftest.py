"""A window as a person has it: real widgets, real mouse and keys, no display."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from core.scenario import Scenario
from gui import appearance as looks
from gui import i18n
from gui.appearance import Appearance
from gui.state import Cell, State
from gui.store import Store
from gui.window import Window

TEXT = "the cat sat on the mat"


class Person:
    """Somebody at the window."""

    def __init__(self, window: Window, store: Store) -> None:
        self.window = window
        self.store = store

    @property
    def state(self) -> State:
        return self.store.state

    def point(self, plot: str, row: int, col: int) -> QPoint:
        """Where a cell of a plot is, on the figure's viewport; as the grid counts, not the eye."""
        figure = self.window.panel().figure
        item = figure.item(plot)
        return figure.mapFromScene(item.mapRectToScene(item.rect_of(row, col)).center())

    def hover(self, plot: str, row: int, col: int) -> None:
        QTest.mouseMove(self.window.panel().figure.viewport(), self.point(plot, row, col))
        QApplication.processEvents()

    def click(self, plot: str, row: int, col: int) -> None:
        viewport = self.window.panel().figure.viewport()
        where = self.point(plot, row, col)
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=where)

    def double_click(self, plot: str, row: int, col: int) -> None:
        viewport = self.window.panel().figure.viewport()
        where = self.point(plot, row, col)
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=where)

    def press(
        self,
        key: Qt.Key | str,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key where the keyboard is."""
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifiers)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def look_away(self) -> None:
        """Move the pointer off the plots."""
        figure = self.window.panel().figure
        QTest.mouseMove(self.window, QPoint(2, 2))
        figure.hovered.emit(None)
        if self.state.view.hover is not None:
            self.store.look(hover=None)


Opener = Callable[..., Person]


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Opener]:
    """Open windows of scenarios; they are closed at the end."""
    opened: list[Person] = []
    usual = qapp.font()

    def opener(*, size: tuple[int, int] = (1280, 800), look: Appearance | None = None, **fields):
        look = look or Appearance()
        qapp.setStyle("Fusion")
        looks.apply(qapp, look)
        i18n.install(qapp, look.language)
        # Time stands still: however busy the machine, edits in a row are one burst.
        store = Store(Scenario(**({"text": TEXT} | fields)), clock=lambda: 0.0)
        store.look(step="scores")
        window = Window(qapp, store, look)
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        person = Person(window, store)
        opened.append(person)
        return person

    yield opener
    for person in opened:
        person.window.close()
        person.window.deleteLater()
        person.store.deleteLater()
    i18n.install(qapp, i18n.SOURCE)
    qapp.setStyleSheet("")
    qapp.setFont(usual)  # large letters would stay for who opens no window
    opened.clear()


@pytest.fixture
def person(open_window: Opener) -> Person:
    """Somebody before a window of six tokens."""
    return open_window()


@pytest.fixture
def cell() -> Callable[..., Cell]:
    return Cell


@pytest.fixture
def begun(open_window: Opener) -> Iterator[Callable[..., Person]]:
    """Windows whose work counts, as main() makes them."""
    opened: list[Person] = []

    def begin(**fields: object) -> Person:
        person = open_window(**fields)
        person.window.work.begin()
        QApplication.processEvents()
        opened.append(person)
        return person

    yield begin
    for person in opened:
        person.window.work.document.end()


@pytest.fixture
def answer() -> Callable[[str], list[str]]:
    """Click a button of the next message by its text; returns what was read there."""

    def plan(button: str) -> list[str]:
        read: list[str] = []

        def click() -> None:
            box = QApplication.activeModalWidget()
            if not isinstance(box, QMessageBox):
                return
            timer.stop()
            read.append(f"{box.text()} {box.informativeText()}")
            buttons = {one.text().replace("&", ""): one for one in box.findChildren(QPushButton)}
            if button in buttons:
                buttons[button].click()
            else:
                read.append(f"no {button}: {list(buttons)}")
                box.close()

        timer = QTimer()
        timer.timeout.connect(click)
        timer.start(20)
        timers.append(timer)
        return read

    timers: list[QTimer] = []
    yield plan
    for timer in timers:
        timer.stop()


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | str], None]:
    """Choose a file in the next file dialog."""

    def plan(path: Path | str) -> None:
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))

    return plan
