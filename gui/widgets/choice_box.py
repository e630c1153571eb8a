"""A list to choose from that tells with an ellipsis when its words have no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from gui.widgets.painting import told

LEAST_LETTERS = 5  # the ellipsis among them


class ChoiceBox(QComboBox):
    """A combo box; Qt's own cuts a long word off in the middle of a letter."""

    def sizeHint(self) -> QSize:
        """Return Qt's hint, which leaves out the air in the last letter, as of a Chinese bracket.

        Words without that air count as too long where they are drawn.
        """
        hint, metrics = super().sizeHint(), self.fontMetrics()
        if self.sizeAdjustPolicy() == QComboBox.SizeAdjustPolicy.AdjustToContents:
            words = [self.itemText(place) for place in range(self.count())]
            inked = max((metrics.boundingRect(each).width() for each in words), default=0)
            whole = max((metrics.horizontalAdvance(each) for each in words), default=0)
            hint.setWidth(hint.width() + max(0, whole - inked))
        return hint

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        complex_control, field = QStyle.ComplexControl, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(complex_control.CC_ComboBox, option, field, self).width()
        elide = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(option.currentText, elide, room)
        if len(shown) < LEAST_LETTERS:  # of less, the letters without an ellipsis tell more
            shown = self._whole_letters(option.currentText, room)
        option.currentText = shown
        painter = QStylePainter(self)
        painter.drawComplexControl(complex_control.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _whole_letters(self, text: str, room: int) -> str:
        """Return as many letters from the beginning as have room."""
        metrics = self.fontMetrics()
        fitting = (end for end in range(len(text), 0, -1) if _fits(metrics, text[:end], room))
        return text[: next(fitting, 1)]


def _fits(metrics: QFontMetrics, text: str, room: int) -> bool:
    return metrics.horizontalAdvance(text) <= room
