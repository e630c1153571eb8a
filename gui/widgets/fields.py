"""Fields for the choices of a scenario: a label, an editor, and what is wrong just beside it."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.messages import Problem
from gui.i18n import told, translate
from gui.rich_text import indexed
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.field_texts import CHOICES, FIELD_TEXTS
from gui.widgets.real_spin import RealSpin
from gui.widgets.text_field import mark
from gui.widgets.typed_digits import UndoKeys

MOST = 999
LEAST_HEIGHT = 28
PROBLEM_WIDTH = 220
SLIDER_STEPS = 50  # a power of ten


class Field(QWidget):
    """One field of the scenario.

    Signals: ``edited(field, value, steady)``; ``steady`` is True where edits in a row are one
    gesture (a drag, a held arrow), so that they are undone together.

    Parameters
    ----------
    name : field of the scenario.
    """

    edited = Signal(str, object, bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.label = QLabel()
        self.label.setProperty("look", "muted")
        self.problem = QLabel()
        self.problem.setProperty("look", "error")
        self.problem.setWordWrap(True)
        self.problem.setMinimumWidth(PROBLEM_WIDTH)
        self.problem.hide()
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addStrut(LEAST_HEIGHT)  # ticks stand as high as the boxes beside them
        self._row.addWidget(self.label)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addLayout(self._row)
        rows.addWidget(self.problem)

    def editors(self) -> tuple[QWidget, ...]:
        """Return the widgets that take input, the main one first."""
        raise NotImplementedError

    def show_value(self, value: object, auto: object) -> None:
        """Show a value without emitting; ``auto`` is what None amounts to."""
        raise NotImplementedError

    def show_problem(self, problem: Problem | None) -> None:
        """Show what is wrong and what would be right, or nothing."""
        text = "" if problem is None else told(problem)
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        for editor in self.editors():
            mark(editor, bool(text))

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        text = FIELD_TEXTS[self.name]
        plain = translate("fields", text.label)
        rich = indexed(plain)
        self.label.setText(rich if "<sub>" in rich else plain)
        for editor in self.editors():
            editor.setToolTip(translate("fields", text.tooltip))
            editor.setAccessibleName(translate("fields", text.label))
            editor.setAccessibleDescription(translate("fields", text.tooltip))
        self.label.setToolTip(translate("fields", text.tooltip))
        self.label.setBuddy(self.editors()[0])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class CountField(Field):
    """A whole number from 0."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.spin = QSpinBox()
        self.spin.setRange(0, MOST)
        self.spin.setKeyboardTracking(False)
        self.spin.valueChanged.connect(self._changed)
        UndoKeys(self.spin)
        self._row.addWidget(self.spin)
        self.retranslate()

    def editors(self) -> tuple[QWidget, ...]:
        return (self.spin,)

    def show_value(self, value: object, auto: object) -> None:
        if isinstance(value, int) and value != self.spin.value():
            with QSignalBlocker(self.spin):
                self.spin.setValue(value)

    @Slot(int)
    def _changed(self, value: int) -> None:
        self.edited.emit(self.name, value, True)


class ChoiceField(Field):
    """One of the values that CHOICES names, without a label where these say enough."""

    def __init__(self, name: str, *, labelled: bool = True) -> None:
        super().__init__(name)
        self.label.setVisible(labelled)
        self.box = ChoiceBox()
        for value in CHOICES[name]:
            self.box.addItem(value, value)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.activated.connect(self._chosen)
        self._row.addWidget(self.box)
        self.retranslate()

    def editors(self) -> tuple[QWidget, ...]:
        return (self.box,)

    def offer(self, values: tuple[str, ...]) -> None:
        """Let these values be chosen, and no others; the value shown stays if it is among them."""
        if values == tuple(self.box.itemData(index) for index in range(self.box.count())):
            return
        shown = self.box.currentData()
        self.box.clear()
        for value in values:
            self.box.addItem(translate("fields", CHOICES[self.name][value]), value)
        self.box.setCurrentIndex(self.box.findData(shown))

    def show_value(self, value: object, auto: object) -> None:
        self.box.setCurrentIndex(self.box.findData(value))

    def retranslate(self) -> None:
        super().retranslate()
        for index in range(self.box.count()):
            label = CHOICES[self.name][self.box.itemData(index)]
            self.box.setItemText(index, translate("fields", label))

    @Slot(int)
    def _chosen(self, index: int) -> None:
        self.edited.emit(self.name, self.box.itemData(index), False)


class CheckField(Field):
    """Yes or no; where nothing is chosen, what the variant does by itself."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.label.hide()
        self.check = QCheckBox()
        self.check.toggled.connect(self._toggled)
        self._row.addWidget(self.check)
        self.retranslate()

    def editors(self) -> tuple[QWidget, ...]:
        return (self.check,)

    def show_value(self, value: object, auto: object) -> None:
        with QSignalBlocker(self.check):
            self.check.setChecked(bool(auto if value is None else value))

    def retranslate(self) -> None:
        super().retranslate()
        self.check.setText(translate("fields", FIELD_TEXTS[self.name].label))

    @Slot(bool)
    def _toggled(self, checked: bool) -> None:
        self.edited.emit(self.name, checked, False)


class RealField(Field):
    """A positive number: a slider in powers of ten, and the number itself."""

    def __init__(self, name: str, slider: tuple[float, float]) -> None:
        super().__init__(name)
        self.spin = RealSpin()
        self.spin.valueChanged.connect(self._typed)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(_step(slider[0]), _step(slider[1]))
        self.slider.setPageStep(SLIDER_STEPS // 5)
        self.slider.setMinimumWidth(70)
        self.slider.valueChanged.connect(self._slid)
        self._row.addWidget(self.slider, 1)
        self._row.addWidget(self.spin)
        self.retranslate()

    def editors(self) -> tuple[QWidget, ...]:
        return (self.spin, self.slider)

    def show_value(self, value: object, auto: object) -> None:
        if isinstance(value, (int, float)):
            self.spin.put(value)
            with QSignalBlocker(self.slider):
                self.slider.setValue(_step(value))

    @Slot(float)
    def _typed(self, value: float) -> None:
        self.edited.emit(self.name, value, True)

    @Slot(int)
    def _slid(self, step: int) -> None:
        self.edited.emit(self.name, float(f"{10 ** (step / SLIDER_STEPS):.2g}"), True)


class OptionalRealField(Field):
    """A positive number that a tick switches on; ``start`` is where it begins."""

    def __init__(self, name: str, start: float) -> None:
        super().__init__(name)
        self.label.hide()
        self.check = QCheckBox()
        self.check.toggled.connect(self._toggled)
        self.spin = RealSpin()
        self.spin.setValue(start)
        self.spin.valueChanged.connect(self._typed)
        self._row.addWidget(self.check)
        self._row.addWidget(self.spin)
        self.retranslate()

    def editors(self) -> tuple[QWidget, ...]:
        return (self.check, self.spin)

    def show_value(self, value: object, auto: object) -> None:
        on = isinstance(value, (int, float))
        with QSignalBlocker(self.check):
            self.check.setChecked(on)
        if isinstance(value, (int, float)):
            self.spin.put(value)
        self.spin.setEnabled(on)

    def retranslate(self) -> None:
        super().retranslate()
        self.check.setText(translate("fields", FIELD_TEXTS[self.name].label))

    @Slot(bool)
    def _toggled(self, on: bool) -> None:
        self.edited.emit(self.name, self.spin.value() if on else None, False)

    @Slot(float)
    def _typed(self, value: float) -> None:
        self.edited.emit(self.name, value, True)


def _step(value: float) -> int:
    return round(SLIDER_STEPS * math.log10(value)) if value > 0 else -MOST
