"""The slider from untied to tied."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from gui.i18n import translate
from gui.theme import Theme
from gui.widgets.formula import FormulaView
from gui.widgets.numbers import format_number

STEPS = 1000
PAGE = 50
FORMULA = r"W_V(\alpha) = (1 - \alpha)\,\value{W_V} + \alpha\,\key{W_K}"


class AlphaSlider(QWidget):
    """Choose α; ``moved(alpha)`` at every step of a drag."""

    moved = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formula = FormulaView(theme)
        self._formula.set_tex(FORMULA)
        self._untied, self._tied, self._value = QLabel(), QLabel(), QLabel()
        for label in (self._untied, self._tied):
            label.setProperty("look", "muted")
        self._value.setProperty("look", "heading")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setSingleStep(STEPS // 100)
        self.slider.setPageStep(PAGE)
        self.slider.setMinimumWidth(140)
        self.slider.valueChanged.connect(self._changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._untied)
        row.addWidget(self.slider, 1)
        row.addWidget(self._tied)
        row.addSpacing(6)
        row.addWidget(self._value)
        row.addSpacing(12)
        row.addWidget(self._formula)
        self.retranslate()

    def show_alpha(self, alpha: float, *, free: bool) -> None:
        """Show α; emits nothing. It cannot be moved where there is no way to go."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(alpha * STEPS))
        self._value.setText(f"α = {format_number(alpha, 3)}")
        self.slider.setEnabled(free)

    def set_look(self, theme: Theme, scale: float) -> None:
        """Follow the theme and the size of the fonts."""
        self._formula.set_look(theme, scale)
        width = self._value.fontMetrics().horizontalAdvance(f"α = {format_number(1.0, 3)}")
        self._value.setMinimumWidth(round(width * 1.2))  # headings are a little larger

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self._untied.setText(translate("alpha_slider", "untied"))
        self._tied.setText(translate("alpha_slider", "tied"))
        tip = translate("alpha_slider", "How far the value matrix has been moved to the key matrix")
        self.slider.setToolTip(tip)
        self.slider.setAccessibleName(translate("alpha_slider", "α, from untied to tied"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @Slot(int)
    def _changed(self, value: int) -> None:
        self.moved.emit(value / STEPS)
