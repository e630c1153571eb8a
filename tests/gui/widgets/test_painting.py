"""An error while something is painted is told, and the program goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.painting import told


class Item(QGraphicsItem):
    """Fails in C code, whose errors PySide 6.10 survives least."""

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, 50, 50)

    @told
    def paint(self, painter: QPainter, option: object, widget: QWidget | None = None) -> None:
        [0].__getitem__(1)


class Widget(QWidget):
    """The same, as a widget."""

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        {}.__getitem__("no such key")


@pytest.mark.parametrize(("kind", "error"), [(Item, IndexError), (Widget, KeyError)])
def test_what_fails_while_it_is_painted_is_told_and_ends_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: type, error: type[Exception]
) -> None:
    heard: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: heard.append(kind))
    view: QWidget = Widget()
    if kind is Item:
        scene = QGraphicsScene()
        scene.addItem(Item())
        view = QGraphicsView(scene)
    qtbot.addWidget(view)
    view.show()
    view.grab()
    assert error in heard


def test_a_picture_with_a_part_that_fails_is_not_taken_for_whole(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: heard.append(kind))
    scene, image = QGraphicsScene(), QImage(50, 50, QImage.Format.Format_RGB32)
    scene.addItem(Item())
    painter = QPainter(image)
    with pytest.raises(IndexError):
        scene.render(painter)
    painter.end()
    assert heard == []
