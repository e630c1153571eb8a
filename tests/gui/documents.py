"""Files and messages of a window, as tests of its documents have them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from core.scenario import Edit, Scenario
from tests.gui.conftest import Person

CONTROL = Qt.KeyboardModifier.ControlModifier
EDITED = Scenario(text="a dog saw a cat", variant="k_eq_v", edits=(Edit("w_q", 0, 1, 1, 2.5),))


def told(person: Person) -> str:
    """What the open warnings say; they are closed."""
    boxes = [box for box in person.window.findChildren(QMessageBox) if box.isVisible()]
    text = " ".join(f"{box.text()} {box.informativeText()}" for box in boxes)
    for box in boxes:
        box.close()
    return text


def drop(target: QWidget, path: Path) -> None:
    """Drag a file over a widget and let it go; it is opened once the hand is free."""
    let_go(target, path)
    QApplication.processEvents()


def let_go(target: QWidget, path: Path) -> None:
    """Drag a file over a widget and let it go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(30, 30), action, data, button, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(30, 30), action, data, button, none))


def files_kept(tmp_path: Path) -> list[Path]:
    return sorted(tmp_path.glob("home/**/unsaved/*.qkv"))


def crash(person: Person) -> None:
    """End without a word, as far as the files can tell."""
    document = person.window.work.document
    document._timer.stop()
    document._recovery._lock.unlock()
    document._recovery = None
