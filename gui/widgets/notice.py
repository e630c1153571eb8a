"""A sentence at the lower edge of the window that goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

SECONDS = 6
ABOVE = 64  # pixels between it and the window's lower edge, where the strip stands


class Notice(QFrame):
    """Tell of something that went well, without asking for a click."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setProperty("look", "card")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.addWidget(self._text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def text(self) -> str:
        """Return what is told, or was last."""
        return self._text.text()

    def tell(self, text: str) -> None:
        """Show a sentence for a while, above everything else in the window."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    @staticmethod
    def of(window: QWidget) -> Notice:
        """Return the window's notice; it has one from the first sentence on."""
        return window.findChild(Notice) or Notice(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    @Slot()
    def hide(self) -> None:
        self._timer.stop()
        super().hide()

    def _place(self) -> None:
        room = max(200, self._window.width() * 2 // 3)
        natural = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 48
        self.setFixedWidth(min(room, natural))
        self.adjustSize()
        left = (self._window.width() - self.width()) // 2
        self.move(left, self._window.height() - self.height() - ABOVE)
