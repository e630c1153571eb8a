"""A switch of a few large segments, one of them chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from gui.widgets.segment_button import SegmentButton


class Segments(QFrame):
    """Choose one of a few keys; ``chosen(key)`` on a user's choice only."""

    chosen = Signal(str)

    def __init__(self, keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setProperty("look", "track")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        for number, _ in enumerate(keys):
            button = SegmentButton()
            button.setProperty("look", "segment")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idClicked.connect(self._clicked)

    def set_text(self, key: str, text: str, tip: str) -> None:
        """Name one segment."""
        button = self._group.button(self._keys.index(key))
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setAccessibleDescription(tip)

    def show_key(self, key: str) -> None:
        """Mark the segment that is chosen; emits nothing."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the arrow keys belong to the steps and the pinned cell

    @Slot(int)
    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])
