"""A field for a text, with the number of its tokens, and what is wrong with it underneath."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.widgets.typed_digits import is_undo

LONGEST = 1_000_000


class TextField(QWidget):
    """Edit one text; ``typed(text)`` at every change by the user.

    Ctrl+Z and Ctrl+Y are left to the window, whose history knows about texts as well.
    """

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefix, self._count, self._error = QLabel(), QLabel(), QLabel()
        self._prefix.setProperty("look", "muted")
        self._count.setProperty("look", "muted")
        self._error.setProperty("look", "error")
        self._error.setWordWrap(True)
        self._error.hide()
        self._edit = QLineEdit()
        self._edit.setProperty("look", "bare")
        self._edit.setFrame(False)
        self._edit.setMaxLength(LONGEST)
        self._edit.setMinimumWidth(60)
        self._edit.textEdited.connect(self.typed)
        self._edit.installEventFilter(self)
        self._frame = QFrame()
        self._frame.setProperty("look", "field")
        inner = QHBoxLayout(self._frame)
        inner.setContentsMargins(10, 0, 10, 0)
        inner.setSpacing(8)
        inner.addWidget(self._prefix)
        inner.addWidget(self._edit, 1)
        inner.addWidget(self._count)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addWidget(self._frame)
        outer.addWidget(self._error)
        self._prefix.hide()

    @property
    def edit(self) -> QLineEdit:
        """The line in which the text is typed."""
        return self._edit

    def set_height(self, height: int) -> None:
        """Make the field as tall as what stands beside it."""
        self._frame.setFixedHeight(height)

    def show_text(self, text: str) -> None:
        """Show a text, the cursor left where it was if the text is the same; emits nothing."""
        if text == self._edit.text():
            return
        with QSignalBlocker(self._edit):
            place = self._edit.cursorPosition()
            self._edit.setText(text)
            self._edit.setCursorPosition(min(place, len(text)) if self._edit.hasFocus() else 0)

    def show_count(self, words: str) -> None:
        """Show how many tokens the text makes."""
        self._count.setText(words)

    def show_error(self, text: str) -> None:
        """Show what is wrong, "" for nothing."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        mark(self._frame, bool(text))
        self._edit.setAccessibleDescription(text)

    def name(self, name: str, tip: str, placeholder: str, prefix: str = "") -> None:
        """Set the field's texts; a prefix stands inside it, where there are two fields."""
        self._edit.setAccessibleName(name)
        self._edit.setToolTip(tip)
        self._edit.setPlaceholderText(placeholder)
        self._prefix.setText(prefix)
        self._prefix.setVisible(bool(prefix))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_undo(event):
            event.ignore()  # the window undoes what was typed, as it does every edit
            return True
        if isinstance(event, QDropEvent) and event.mimeData().hasUrls():
            event.ignore()  # files are dropped on the window; text may be dropped here
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            focused = event.type() == QEvent.Type.FocusIn
            self._frame.setProperty("focused", "true" if focused else "false")
            repolish(self._frame)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._leave(event)
        return False

    def _leave(self, event: QKeyEvent) -> bool:
        """Escape and Enter hand the keyboard back to the window."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._edit.clearFocus()
            return True
        return False


def mark(widget: QWidget, invalid: bool) -> None:
    """Draw a widget's border in red, or not."""
    wanted = "true" if invalid else "false"
    if widget.property("invalid") != wanted:
        widget.setProperty("invalid", wanted)
        repolish(widget)


def repolish(widget: QWidget) -> None:
    """Make the stylesheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
