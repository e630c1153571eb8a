"""Above the columns of a page of runs: which variant each is, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from core.variants import VARIANTS
from gui.i18n import translate
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.column_origins import LETTERS

FEWEST = 2
GAP = 8

Span = tuple[float, float]  # left and width, in pixels


class ColumnHeads(QWidget):
    """Choose the variants; ``chosen(place, variant)``, ``added()``, ``removed()`` (the last one).

    Each stands above its column once :meth:`place` has said where that is.
    """

    chosen = Signal(int, str)
    added = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = [ColumnHead(letter, self) for letter in LETTERS]
        self._add, self._remove = QToolButton(self), QToolButton(self)
        self._spans: tuple[Span, ...] = ()
        self._count = FEWEST
        for place, head in enumerate(self._heads):
            head.box.setProperty("place", place)
            head.box.activated.connect(self._activated)
        for button in (self._add, self._remove):
            button.setProperty("look", "chip")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._add.setText("+")
        self._remove.setText("×")
        self._add.clicked.connect(self.added)
        self._remove.clicked.connect(self.removed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def show_variants(self, variants: Sequence[str]) -> None:
        """Show the variant of each column; emits nothing."""
        self._count = len(variants)
        for head, variant in zip(self._heads, variants, strict=False):
            head.show_variant(variant)
        for place, head in enumerate(self._heads):
            head.setVisible(place < self._count)
        self._add.setVisible(self._count < len(LETTERS))
        self._remove.setVisible(self._count > FEWEST)
        self._arrange()

    def place(self, spans: Sequence[Span]) -> None:
        """Stand above the columns."""
        self._spans = tuple(spans)
        self._arrange()

    def box(self, place: int) -> QComboBox:
        """Return the choice above a column."""
        return self._heads[place].box

    @property
    def buttons(self) -> Mapping[str, QToolButton]:
        """The two buttons by name: ``add`` and ``remove``."""
        return {"add": self._add, "remove": self._remove}

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        for head in self._heads:
            head.retranslate()
        add, remove = (
            translate("column_heads", "Compare with a third variant"),
            translate("column_heads", "Take the third column away"),
        )
        for button, text in ((self._add, add), (self._remove, remove)):
            button.setToolTip(text)
            button.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(300, self._heads[0].sizeHint().height() + GAP)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put each head above its column, no two of them upon each other."""
        height = self._heads[0].sizeHint().height()
        button = self._add.sizeHint()
        end = self.width() - button.width() - GAP
        spans = self._spans[: self._count]
        if len(spans) < self._count:
            share = end / self._count
            spans = tuple((place * share, share - GAP) for place in range(self._count))
        lefts = [round(left) for left, _ in spans]
        for place, head in enumerate(self._heads[: self._count]):
            until = lefts[place + 1] - GAP if place + 1 < self._count else end
            wanted, left = head.sizeHint().width(), lefts[place]
            if place == 0:  # the row labels leave room at its left
                left = max(GAP, min(left, until - wanted))
            head.setGeometry(left, GAP // 2, max(60, min(until - left, wanted)), height)
        top = GAP // 2 + (height - button.height()) // 2
        for tool in (self._add, self._remove):
            tool.setGeometry(end + GAP // 2, top, button.width(), button.height())

    @Slot(int)
    def _activated(self, index: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.chosen.emit(box.property("place"), box.itemData(index))


class ColumnHead(QWidget):
    """A letter and the choice of a variant."""

    def __init__(self, letter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = QLabel(letter)
        self._letter.setProperty("look", "letter")
        self.box = ChoiceBox()
        self.box.setProperty("look", "head")  # three of them stand side by side in a small window
        self.box.setMinimumContentsLength(4)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.setMaxVisibleItems(len(VARIANTS) + 3)
        for number, variant in enumerate(VARIANTS.values()):
            before = list(VARIANTS.values())[number - 1] if number else variant
            if before.mode != variant.mode:
                self.box.insertSeparator(self.box.count())
            self.box.addItem("", variant.key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._letter)
        row.addWidget(self.box, 1)
        self.retranslate()

    def show_variant(self, variant: str) -> None:
        """Show a variant; emits nothing."""
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self.box.findData(variant))
        self.box.setToolTip(self.box.currentText())

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        for index in range(self.box.count()):
            key = self.box.itemData(index)
            if key is not None:
                self.box.setItemText(index, translate("core", VARIANTS[key].label))
        self.box.setAccessibleName(
            translate("column_heads", "Variant of column {letter}").format(
                letter=self._letter.text()
            )
        )
