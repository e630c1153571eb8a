"""What is said under the plots: whole where there is room, one line of it where there is little."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

BETWEEN = "   "


class NotesLine(QLabel):
    """Muted notes; folded they take one line, cut with an ellipsis, whole in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[str, ...] = ()
        self._folded = False
        self.setProperty("look", "muted")
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    @property
    def folded(self) -> bool:
        """Whether they stand on one line."""
        return self._folded

    def show_notes(self, notes: Sequence[str]) -> None:
        """Show these notes; nothing at all when there are none."""
        self._notes = tuple(notes)
        self._write()
        self.setVisible(bool(notes))

    def fold(self, folded: bool) -> None:
        """Take one line only, or as many as the notes need."""
        if folded != self._folded:
            self._folded = folded
            self.setWordWrap(not folded)
            policy = QSizePolicy.Policy.Ignored if folded else QSizePolicy.Policy.Preferred
            self.setSizePolicy(policy, QSizePolicy.Policy.Preferred)
            self._write()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(0, least.height()) if self._folded else least

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._folded or self.fontMetrics().horizontalAdvance(self.text()) <= self.width():
            super().paintEvent(event)
            return
        elide = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), elide, self.width())
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)

    def _write(self) -> None:
        whole = "\n".join(self._notes)
        self.setText(BETWEEN.join(self._notes) if self._folded else whole)
        self.setToolTip(whole if self._folded else "")
