"""Panel at the left, lens and explanation at the right: shares of the width, until moved.

A page may put something else at the right, or take the whole width.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

LEAST_RIGHT, MOST_RIGHT = 240, 560
SHARE = 0.31  # of the two columns, for the lens
GAP = 16


class Columns(QSplitter):
    """Keep the lens's share of the width at any size; the person's own choice wins."""

    def __init__(self, left: QWidget, upper: QWidget, lower: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._chosen = False
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(upper)
        right.addWidget(lower)
        right.setSizes([54, 46])
        self._usual = right
        self._right = QStackedWidget()
        self._right.addWidget(right)
        self._right.setMinimumWidth(LEAST_RIGHT)
        self.addWidget(left)
        self.addWidget(self._right)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        for splitter in (right, self):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(GAP)
        self.setContentsMargins(GAP, GAP - 4, GAP, GAP - 4)
        self.splitterMoved.connect(self._moved)

    def show_usual(self) -> None:
        """Show lens and explanation at the right."""
        self._show_right(self._usual)

    def show_side(self, side: QWidget | None) -> None:
        """Show something else at the right; None leaves the whole width to the left."""
        if side is None:
            self._right.hide()
        else:
            self._show_right(side)

    def _show_right(self, widget: QWidget) -> None:
        if self._right.indexOf(widget) < 0:
            self._right.addWidget(widget)
        self._right.setCurrentWidget(widget)
        self._right.show()

    def restore(self, saved: bytes) -> None:
        """Set the columns as they were saved."""
        if saved and self.restoreState(QByteArray(saved)):
            self._chosen = True

    def saved(self) -> bytes:
        """Return the columns as Qt writes them, nothing unless the person has set them."""
        return bytes(self.saveState().data()) if self._chosen else b""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._chosen:
            right = max(LEAST_RIGHT, min(round(self.width() * SHARE), MOST_RIGHT))
            self.setSizes([max(1, self.width() - right), right])

    @Slot()
    def _moved(self) -> None:
        self._chosen = True
