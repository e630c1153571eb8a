"""Where a person answers: options, a number, a cell, or the state that they bring about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTextDocument
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import translate

_NUMBER = re.compile(
    r"([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?)\s*(%|/)?\s*(\d+(?:\.\d*)?)?"
)

_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?")


def typed_number(text: str) -> float | None:
    """Return the number that a person typed: ``0.25``, ``0,25``, ``25 %``, ``1/4``; None: none."""
    clean = text.strip().translate(str.maketrans("−–，．％", "--,.%")).replace(" ", "")
    if "," in clean and not _THOUSANDS.fullmatch(clean):
        clean = clean.replace(",", ".")
    match = _NUMBER.fullmatch(clean.replace(",", ""))
    if match is None:
        return None
    number, sign, below = match.groups()
    if (sign == "/") != bool(below):
        return None
    value = float(number)
    if sign == "%":
        return value / 100
    if below:
        return value / float(below) if float(below) else None
    return value


class OptionRow(QWidget):
    """One option: a radio button with words that break into lines."""

    chosen = Signal()

    def __init__(self, group: QButtonGroup, place: int) -> None:
        super().__init__()
        self.number = place + 1
        self.button = QRadioButton()
        group.addButton(self.button, place)
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setCursor(Qt.CursorShape.PointingHandCursor)
        self.label.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)

    def show_text(self, html: str, plain: str, *, numbered: bool = False) -> None:
        """Say what the option is."""
        shown = f"<b>{self.number}</b>&nbsp; {html}" if numbered else html
        self.label.setText(shown)
        self.button.setAccessibleName(plain)
        line = QTextDocument()  # Chinese lines are higher than the font that Latin ones take
        line.setDocumentMargin(0)
        line.setDefaultFont(self.label.font())
        line.setHtml(shown)
        self.button.setMinimumHeight(round(line.size().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a click on the words for one on the button."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self.button.click()
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
        return super().eventFilter(watched, event)


class Options(QWidget):
    """Some options, one of which is picked; ``picked()``."""

    picked = Signal()

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._pick)
        self.rows = [OptionRow(self._group, place) for place in range(count)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows:
            column.addWidget(row)

    def show_texts(self, texts: Sequence[tuple[str, str]], *, numbered: bool = False) -> None:
        """Show what the options are, each as rich and as plain text; numbers are keys."""
        for row, (html, plain) in zip(self.rows, texts, strict=True):
            row.show_text(html, plain, numbered=numbered)

    def choice(self) -> int | None:
        """Return the option picked, from 0."""
        place = self._group.checkedId()
        return place if place >= 0 else None

    def pick(self, place: int) -> None:
        """Pick an option, as a click does."""
        self.rows[place].button.setChecked(True)

    @Slot(int)
    def _pick(self, _place: int) -> None:
        self.picked.emit()


class NumberField(QWidget):
    """A number to be typed; ``entered()`` with Enter, ``typed()`` with every letter."""

    entered = Signal()
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setMaxLength(40)
        self.line.returnPressed.connect(self.entered)
        self.line.textEdited.connect(self._typed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self.line.setPlaceholderText(translate("lesson_question", "your number"))
        self.line.setAccessibleName(translate("lesson_question", "Your number"))

    def number(self) -> float | None:
        """Return the number typed; None where it is none."""
        return typed_number(self.line.text())

    def take(self, event: QKeyEvent) -> None:
        """Take a key that was pressed elsewhere, as if it had been pressed here."""
        if event.key() == Qt.Key.Key_Backspace:
            self.line.backspace()
        else:
            self.line.insert(event.text())
        self.typed.emit()

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self.typed.emit()
