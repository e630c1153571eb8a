"""The bar of what takes its time: it shows at once, holds the window, and can be cancelled."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from gui.widgets.wait_bar import WaitBar


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    window.setCentralWidget(QPushButton("Again"))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def test_it_holds_the_window_from_the_first_moment_and_is_gone_after(window: QMainWindow) -> None:
    with WaitBar(window, "Making", 3) as bar:
        assert bar.isVisible()
        assert QApplication.activeModalWidget() is bar
        assert bar.go_on(3, "the last")
        assert (bar.isVisible(), bar.value(), bar.labelText()) == (True, 3, "the last")
    assert not bar.isVisible()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(WaitBar) == []


def test_escape_cancels_what_is_being_made(window: QMainWindow) -> None:
    with WaitBar(window, "Making", 2) as bar:
        assert bar.go_on(0)
        QTimer.singleShot(0, lambda: QTest.keyClick(bar, Qt.Key.Key_Escape))
        assert not bar.go_on(1)


def test_it_is_gone_after_an_error_too(window: QMainWindow) -> None:
    with pytest.raises(OSError, match="full"), WaitBar(window, "Making", 2) as bar:
        raise OSError("full")
    assert not bar.isVisible()
