"""A box for a positive number, which shows as many decimals as the number has."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSignalBlocker
from PySide6.QtWidgets import QDoubleSpinBox

from gui.widgets.typed_digits import UndoKeys

DECIMALS = 12
LARGEST = 1e30  # whether a number is too large is for the scenario to say
LEAST_SHOWN = 2


class PointSpin(QDoubleSpinBox):
    """A number with the point that every number of the window has; a comma typed is a point.

    Qt would leave it out as one between thousands, and take 0,5 for 5.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setLocale(QLocale.c())

    def validate(self, text: str, place: int) -> object:
        return super().validate(text.replace(",", "."), place)


class RealSpin(PointSpin):
    """A number above 0; 0.5 is shown as 0.50, and 0.123 and 0.004 as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.setDecimals(DECIMALS)
        self.setRange(10**-DECIMALS, LARGEST)
        self.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.setKeyboardTracking(False)
        UndoKeys(self)

    def put(self, value: float) -> None:
        """Show a number without emitting; a box that shows it already is not painted anew."""
        if self.value() != round(value, DECIMALS):
            with QSignalBlocker(self):
                self.setValue(value)

    def textFromValue(self, value: float) -> str:
        text = f"{value:.{DECIMALS}g}"
        if "e" in text:
            return text
        whole, _, decimals = text.partition(".")
        return f"{whole}.{decimals.ljust(LEAST_SHOWN, '0')}"
