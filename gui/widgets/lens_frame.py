"""What a lens stands in: a heading with a hint beside it, and below them a card that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.widgets.focus_ring import FocusRing


class LensFrame(QWidget):
    """A lens without its contents; :meth:`_hold` begins these."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._hint = QLabel(), muted()
        self._heading.setProperty("look", "heading")
        self._hint.setWordWrap(False)
        self._card, self._area = QFrame(), QScrollArea()
        self._card.setProperty("look", "card")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.verticalScrollBar().rangeChanged.connect(self._offer_keys)
        self._ring = FocusRing(self._area)
        top = QHBoxLayout()
        top.setContentsMargins(2, 0, 2, 0)
        top.addWidget(self._heading)
        top.addStretch(1)
        top.addWidget(self._hint)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(1, 1, 1, 1)
        card.addWidget(self._area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addLayout(top)
        outer.addWidget(self._card, 1)

    def _name(self, heading: str, card: str) -> None:
        """Set the words at the head, and what a screen reader calls the card."""
        self._heading.setText(heading)
        for part in (self._card, self._area):
            part.setAccessibleName(card)

    @Slot(int, int)
    def _offer_keys(self, _least: int, most: int) -> None:
        """Stand among what Tab goes through while there is something to scroll to."""
        policies = Qt.FocusPolicy
        self._area.setFocusPolicy(policies.TabFocus if most else policies.NoFocus)

    def _hold(self, spacing: int) -> QVBoxLayout:
        """Put an empty widget into the card, and return its rows."""
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(14, 10, 14, 10)
        rows.setSpacing(spacing)
        self._area.setWidget(inside)
        return rows


def muted() -> QLabel:
    """Return a label in the quiet colour, whose lines break."""
    label = QLabel()
    label.setProperty("look", "muted")
    label.setWordWrap(True)
    return label
