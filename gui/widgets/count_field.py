"""A whole number from 1 on, perhaps left to the sizes around it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QSpinBox, QWidget

from core.scenario import Scenario
from gui.i18n import translate
from gui.widgets.fields import Field
from gui.widgets.typed_digits import UndoKeys

MOST = 9999


class SizeField(Field):
    """A width or a number of heads; where ``optional``, auto stands for None.

    0 can be typed, and then the scenario says what would be right. Optional fields take it for
    auto, unless ``zero`` says that somebody may well mean it: auto then stands below it.
    """

    def __init__(self, name: str, *, optional: bool = False, zero: bool = False) -> None:
        super().__init__(name)
        self._optional = optional
        self._auto = 0
        self._none = -1 if zero else 0
        self.spin = _SizeSpin()
        self.spin.setRange(self._none, MOST)
        self.spin.setKeyboardTracking(False)
        self.spin.valueChanged.connect(self._changed)
        if name in Scenario.__dataclass_fields__:  # what else is chosen is not undone
            UndoKeys(self.spin)
        self._row.addWidget(self.spin)
        self.retranslate()

    def editors(self) -> tuple[QWidget, ...]:
        return (self.spin,)

    def show_value(self, value: object, auto: object) -> None:
        with QSignalBlocker(self.spin):
            if self._optional and isinstance(auto, int):
                self._auto = self.spin.auto_value = auto
                self._name_auto()
            shown = self._none if value is None else value
            if isinstance(shown, int) and shown != self.spin.value():
                self.spin.setValue(shown)  # which writes over what is being typed

    def retranslate(self) -> None:
        super().retranslate()
        if self._optional:
            self._name_auto()

    def _name_auto(self) -> None:
        text = translate("fields", "auto: {value}").format(value=self._auto)
        if self.spin.specialValueText() != text:
            self.spin.setSpecialValueText(text)

    @Slot(int)
    def _changed(self, value: int) -> None:
        none = self._optional and value == self._none
        self.edited.emit(self.name, None if none else value, True)


class _SizeSpin(QSpinBox):
    """Stepping up from auto goes on from what auto amounts to."""

    auto_value = 0

    def stepBy(self, steps: int) -> None:
        if self.specialValueText() and self.value() == self.minimum() and steps > 0:
            self.setValue(self.auto_value + steps)
            return
        super().stepBy(steps)
