"""A line of words that gives way: cut with an ellipsis, all of it in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from gui.widgets.painting import told

LEAST = 60  # pixels below which a cut word says nothing
LEAST_SHARE = 0.55  # of a text, below which its beginning asks more than it tells


class ElidedLabel(QLabel):
    """A label that may become narrower than its text."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        wanted = self.fontMetrics().horizontalAdvance(self.text())
        if self.width() < min(wanted, max(LEAST, LEAST_SHARE * wanted)):
            return
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
