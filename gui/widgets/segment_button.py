"""One segment of a switch, as wide as its words in bold, which they are when it is chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QToolButton


class SegmentButton(QToolButton):
    """A button that keeps its width when it is chosen, and never cuts its words."""

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        bold = QFont(self.font())
        bold.setBold(True)
        words = QFontMetrics(bold).horizontalAdvance(self.text())
        more = words - self.fontMetrics().horizontalAdvance(self.text())
        return QSize(size.width() + max(0, more), size.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
