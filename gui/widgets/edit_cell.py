"""The small editor of one number, inside the lens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from gui.i18n import translate
from gui.widgets.numbers import MINUS
from gui.widgets.text_field import mark


class CellEditor(QWidget):
    """Ask for a number; ``entered(value)`` when it is one, ``left()`` on Escape.

    The number that was offered is left, too: it is printed in fewer digits than the cell has. What
    is not a number stays in the field, with a word on what would be.
    """

    entered = Signal(float)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered = ""
        self._field = QLineEdit()
        self._field.returnPressed.connect(self._enter)
        self._field.textEdited.connect(self._forgive)
        self._apply = QPushButton()
        self._apply.setProperty("look", "primary")
        self._apply.clicked.connect(self._enter)
        self._error = QLabel()
        self._error.setProperty("look", "error")
        self._error.setWordWrap(True)
        self._error.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setSpacing(6)
        grid.addWidget(self._field, 0, 0)
        grid.addWidget(self._apply, 0, 1)
        grid.addWidget(self._error, 1, 0, 1, 2)
        self.retranslate()
        self.hide()

    def begin(self, value: float) -> None:
        """Offer a cell's number, selected, ready to be typed over."""
        self._forgive()
        self._offered = f"{value:.12g}"
        self._field.setText(self._offered)
        self.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.selectAll()

    def complain(self, text: str) -> None:
        """Say under the field what is wrong; what was typed stays."""
        self._error.setText(text)
        self._error.show()
        mark(self._field, True)
        self._field.setAccessibleDescription(text)

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self._apply.setText(translate("edit_cell", "Set"))
        self._apply.setToolTip(translate("edit_cell", "Put this number into the cell (Enter)"))
        self._field.setAccessibleName(translate("edit_cell", "New number for this cell"))
        self._field.setToolTip(translate("edit_cell", "Type a number; Escape leaves it as it was"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # the field has taken it; beyond, it would begin another edit
        else:
            super().keyPressEvent(event)

    @Slot()
    def _enter(self) -> None:
        if self._field.text() == self._offered:
            self.left.emit()
            return
        value = parsed(self._field.text())
        if value is None:
            self.complain(
                translate("edit_cell", "“{text}” is not a number; try 0.25, −3 or 1e−3").format(
                    text=self._field.text()
                )
            )
            return
        self.entered.emit(value)

    @Slot()
    def _forgive(self) -> None:
        self._error.hide()
        mark(self._field, False)


def parsed(text: str) -> float | None:
    """Read a number as a person writes it: a true minus, a comma for the point; None if it is none.

    >>> parsed("−0,5"), parsed("1e-3"), parsed("one")
    (-0.5, 0.001, None)
    """
    text = text.strip().replace(MINUS, "-").replace("∞", "inf")
    if "," in text and "." not in text and text.count(",") == 1:
        text = text.replace(",", ".")
    if "_" in text:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return None if value != value else value
