"""What happens here: the explanation of the step, and the caution about its vectors."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.i18n import translate
from gui.rich_text import indexed
from gui.state import State
from gui.widgets.focus_ring import FocusRing
from gui.widgets.painting import told

LINE_HEIGHT = 135  # per cent


class ExplanationCard(QWidget):
    """Show the text of the present step and variant, scrolled where it is long.

    The first appears just after the first paint, which would have to wait for it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self._shown: tuple[str, str] | None = None
        self._said = ""
        self._waits = True
        # A child, so that it dies with the widget: a free single shot would call the dead one.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._begin)
        self._heading = QLabel()
        self._heading.setProperty("look", "heading")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._caution = QLabel()
        self._caution.setProperty("look", "muted")
        self._caution.setWordWrap(True)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(14, 10, 14, 10)
        rows.setSpacing(10)
        rows.addWidget(self._text)
        rows.addWidget(self._caution)
        rows.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._ring = FocusRing(self._area)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card = QFrame()
        card.setProperty("look", "card")
        within = QVBoxLayout(card)
        within.setContentsMargins(1, 1, 1, 1)
        within.addWidget(self._area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addWidget(self._heading)
        outer.addWidget(card, 1)
        self.retranslate()

    def show_state(self, state: State) -> None:
        """Show what happens at the step; it scrolls back to its beginning when the text is new."""
        first, self._state = self._state is None, state
        if first:
            return  # the first paint comes before it
        self._waits = False
        from gui.explanations import caution, explanation

        text = explanation(state.view.step, state.scenario.variant, state)
        place = (state.view.step, state.scenario.variant)
        if text != self._said:
            self._said = text
            self._text.setText(paragraphs(text))
        self._caution.setText(caution(state))
        if place != self._shown:
            self._shown = place
            self._area.verticalScrollBar().setValue(0)

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self._heading.setText(translate("explanation_card", "What happens here"))
        self._area.setAccessibleName(self._heading.text())
        if self._state is not None:
            self.show_state(self._state)

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._waits and not self._later.isActive():
            self._later.start(0)

    @Slot()
    def _begin(self) -> None:
        """Write what is to be said: it is much text to lay out."""
        if self._waits and self._state is not None:
            self.show_state(self._state)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def paragraphs(text: str) -> str:
    """Return plain paragraphs as rich text: room between the lines, low indices (S_ij, W_K)."""
    parts = [indexed(part) for part in text.split("\n\n")]
    style = f"margin: 0 0 8px 0; line-height: {LINE_HEIGHT}%"
    return "".join(f'<p style="{style}">{part}</p>' for part in parts)
