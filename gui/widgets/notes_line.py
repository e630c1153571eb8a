"""What is said under the plots: whole where there is room, one line of it where there is little."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.rich_text import indexed
from gui.widgets.painting import told
from gui.widgets.script_text import draw, elided

BETWEEN = "   "
LEAST_WORDS = 12  # letters a line


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
        if tuple(notes) == self._notes:
            return
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
        """Return the size of a few words; the label's own takes three layouts to work out."""
        words = 0 if self._folded else LEAST_WORDS * self.fontMetrics().averageCharWidth()
        return QSize(words, self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        return super().sizeHint() if self._folded else self.minimumSizeHint()

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._folded:
            super().paintEvent(event)
            return
        font = QFont(self.font())
        font.setPixelSize(QFontInfo(font).pixelSize())
        metrics = QFontMetricsF(font)
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(self.palette().windowText().color())
        baseline = (self.height() + metrics.ascent() - metrics.descent()) / 2
        draw(painter, QPointF(0, baseline), elided(self.text(), font, self.width()), font)

    def _write(self) -> None:
        rich, plain = Qt.TextFormat.RichText, Qt.TextFormat.PlainText
        self.setTextFormat(plain if self._folded else rich)
        whole = "<br>".join(map(indexed, self._notes))
        self.setToolTip(f"<p>{whole}</p>" if self._folded else "")
        self.setText(BETWEEN.join(self._notes) if self._folded else whole)
