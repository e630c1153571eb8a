"""The choice of the focused head: chips for a few heads, a number field for many."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSpinBox, QToolButton, QWidget

from gui.i18n import translate

MOST_CHIPS = 8


class HeadChips(QWidget):
    """Choose a head; ``chosen(head)`` counts from 0. Hidden when there is one head only."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self._label = QLabel()
        self._label.setProperty("look", "muted")
        self._number = QSpinBox()
        self._number.setMinimum(1)
        self._number.setKeyboardTracking(False)
        self._number.valueChanged.connect(self._number_changed)
        self._of = QLabel()
        self._of.setProperty("look", "muted")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        for widget in (self._label, self._number, self._of):
            self._row.addWidget(widget)
        self.hide()

    def show_heads(self, count: int, focused: int) -> None:
        """Offer ``count`` heads, one of them focused; emits nothing."""
        if count != self._count:
            self._count = count
            self._rebuild()
        if self._group.button(focused) is not None:
            self._group.button(focused).setChecked(True)
        if (self._number.maximum(), self._number.value()) == (max(1, count), focused + 1):
            return
        with QSignalBlocker(self._number):
            self._number.setMaximum(max(1, count))
            self._number.setValue(focused + 1)

    def _rebuild(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        few = self._count <= MOST_CHIPS
        if few:
            for head in range(self._count):
                chip = QToolButton()
                chip.setProperty("look", "chip")
                chip.setCheckable(True)
                chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                self._group.addButton(chip, head)
                self._row.addWidget(chip)
        self._number.setVisible(not few)
        self._of.setVisible(not few)
        self.setVisible(self._count > 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self._label.setText(translate("head_chips", "head"))
        self._of.setText(translate("head_chips", "of {count}").format(count=self._count))
        self._number.setToolTip(translate("head_chips", "The head that the plots show"))
        self._number.setAccessibleName(translate("head_chips", "Focused head"))
        for head, chip in enumerate(self._group.buttons()):
            chip.setText(str(head + 1))
            chip.setToolTip(translate("head_chips", "Show head {number}").format(number=head + 1))
            chip.setAccessibleName(translate("head_chips", "Head {number}").format(number=head + 1))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @Slot(int)
    def _number_changed(self, number: int) -> None:
        self.chosen.emit(number - 1)
