"""The choice of the width whose curves are shown: chips, on as many lines as they need."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QLabel, QToolButton, QWidget

from gui.i18n import translate
from gui.widgets.flow import FlowLayout


class WidthChips(QWidget):
    """Choose a width; ``chosen(width)``. Hidden where there is one only."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._widths: tuple[int, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._label = QLabel()
        self._label.setProperty("look", "muted")
        self._flow = FlowLayout(self, gap=4, line_gap=4)
        self._flow.setContentsMargins(8, 6, 8, 2)
        self._flow.addWidget(self._label)
        self.retranslate()
        self.hide()

    def show_widths(self, widths: tuple[int, ...], shown: int) -> None:
        """Offer widths, one of them shown; emits nothing."""
        if widths != self._widths:
            self._widths = widths
            self._rebuild()
        button = self._group.button(shown)
        if button is not None:
            button.setChecked(True)
        self.setVisible(len(widths) > 1)

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self._label.setText(translate("lab", "curves at width"))
        for button in self._group.buttons():
            text = translate("lab", "Show the curves at width {width}")
            button.setToolTip(text.format(width=button.text()))
            button.setAccessibleName(button.toolTip())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _rebuild(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        for width in self._widths:
            chip = QToolButton()
            chip.setProperty("look", "chip")
            chip.setText(str(width))
            chip.setCheckable(True)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(chip, width)
            self._flow.addWidget(chip)
            self._label.setMinimumHeight(chip.sizeHint().height())
        self.retranslate()

    @Slot(int)
    def _clicked(self, width: int) -> None:
        self.chosen.emit(width)
