"""Digits being typed into a box for a number: what undo, Escape and saving make of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QDoubleSpinBox, QSpinBox


class UndoKeys(QObject):
    """Leave undo and redo to the window while nothing is being typed into a box.

    Qt would keep them for the box, where there is nothing to undo once a number is taken: whoever
    stepped it with an arrow could not go back without leaving it.
    """

    def __init__(self, box: QSpinBox | QDoubleSpinBox) -> None:
        super().__init__(box)
        self._box = box
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not is_undo(event) or self._box.text() != taken_text(self._box):
            return False
        event.ignore()
        return True


def is_undo(event: QEvent) -> bool:
    """Whether a widget is asked if it will undo or redo something itself."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    return any(event.matches(key) for key in keys)


def taken_text(box: QSpinBox | QDoubleSpinBox) -> str:
    """Return what a box shows of the number that was taken last."""
    if box.value() == box.minimum() and box.specialValueText():
        return box.specialValueText()
    number = box.textFromValue(box.value())  # type: ignore[arg-type]
    return f"{box.prefix()}{number}{box.suffix()}"


def finish_typing() -> None:
    """Take the number whose digits are being typed, as leaving its box would."""
    box = QApplication.focusWidget()
    if isinstance(box, QAbstractSpinBox):
        box.interpretText()
