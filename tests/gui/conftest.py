"""A window as a person has it: real widgets, real mouse and keys, no display."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
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
