"""What is half typed into a field: what undo, Escape, saving and changes make of it."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QDoubleSpinBox,
    QLineEdit,
    QSpinBox,
)


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
    """Take what is being typed, as leaving its field would."""
    field = QApplication.focusWidget()
    if isinstance(field, QAbstractSpinBox):
        field.interpretText()
    elif isinstance(field, QLineEdit):
        field.editingFinished.emit()


class HeldBox(QObject):
    """Let a change that takes away the box with the keyboard take the digits half typed, too.

    Qt leaves a box that is hidden or disabled as if a person had left it, and it would ask for a
    change of its own in the middle of the one that is being shown. A box that stays is untouched.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._box: QSpinBox | QDoubleSpinBox | None = None

    @Slot(bool)
    def hold(self, showing: bool) -> None:
        """Begin, or end, to watch the box that has the keyboard."""
        box, self._box = self._box, None
        if box is not None and shiboken6.isValid(box):
            box.removeEventFilter(self)
        focus = QApplication.focusWidget() if showing else None
        if isinstance(focus, (QSpinBox, QDoubleSpinBox)):
            self._box = focus
            focus.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide) and self._box is not None:
            self._box.lineEdit().setText(taken_text(self._box))
        return False
