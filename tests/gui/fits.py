"""Whether the words on a window's widgets have room: nothing cut off, nothing pushed out."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

TOLERANCE = 2  # pixels: sizes are rounded
LEAST_PADDING = 3
KINDS = (QLabel, QAbstractButton, QComboBox, QSpinBox)


def cut_off(window: QWidget) -> list[str]:
    """Every visible text that does not fit its widget, or whose widget leaves its parent."""
    return [
        f"{trouble}: {type(widget).__name__} {words_of(widget)[:60]!r}"
        for widget in texts(window)
        if (trouble := trouble_of(widget))
    ]


def texts(window: QWidget) -> Iterator[QWidget]:
    """The visible widgets that bear words; those that paint them see to their room themselves."""
    for widget in window.findChildren(QWidget):
        if (
            isinstance(widget, KINDS)
            and "paintEvent" not in vars(type(widget))
            and widget.isVisible()
            and widget.window() is window
            and words_of(widget)
        ):
            yield widget


def words_of(widget: QWidget) -> str:
    """What stands on a widget."""
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QAbstractButton) and widget.property("toolButtonStyle") is not None:
        only_icon = widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        return "" if only_icon and not widget.icon().isNull() else widget.text()
    return str(widget.text())


def trouble_of(widget: QWidget) -> str:
    """What is wrong with the room of a widget; "" for nothing."""
    if isinstance(widget, QLabel):
        trouble = of_label(widget)
    elif isinstance(widget, QComboBox):
        trouble = of_box(widget)
    elif isinstance(widget, QSpinBox):
        line = widget.lineEdit()
        wanted = widget.fontMetrics().horizontalAdvance(line.text())
        trouble = compare(wanted, line.width(), "wide")
    else:
        trouble = of_button(widget)
    return trouble or pushed_out(widget)


def of_button(button: QAbstractButton) -> str:
    """A button may lose its padding, and no more."""
    metrics = button.fontMetrics()
    text = button.text().replace("&", "")
    icon = 0 if button.icon().isNull() else button.iconSize().width() + LEAST_PADDING
    wanted = metrics.horizontalAdvance(text) + icon + 2 * LEAST_PADDING
    trouble = compare(wanted, button.width(), "wide")
    return trouble or compare(metrics.height(), button.height(), "high")


def of_label(label: QLabel) -> str:
    """A label that wraps may be as narrow as its longest word, if it is high enough for that."""
    if not label.wordWrap():
        wanted = label.sizeHint()
        trouble = compare(wanted.width(), label.width(), "wide")
        return trouble or compare(wanted.height(), label.height(), "high")
    words = label.text().split()
    if label.textFormat() == Qt.TextFormat.RichText or "</" in label.text():
        document = QTextDocument()
        document.setHtml(label.text())
        words = document.toPlainText().split()
    if not any(ord(letter) > 0x2E80 for letter in label.text()):  # Chinese breaks anywhere
        longest = max((label.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        trouble = compare(longest, label.contentsRect().width(), "wide")
        if trouble:
            return trouble
    return compare(label.heightForWidth(label.width()), label.height(), "high")


def of_box(box: QComboBox) -> str:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    wanted = box.fontMetrics().horizontalAdvance(box.currentText())
    return compare(wanted, field.width(), "wide")


def pushed_out(widget: QWidget) -> str:
    """A widget that its parents cut off at the left or the right."""
    seen = widget.visibleRegion().boundingRect()
    if seen.isEmpty():
        return "" if in_scroll_area(widget) else "lies outside what is visible"
    if seen.left() > TOLERANCE or seen.right() < widget.width() - 1 - TOLERANCE:
        return f"only {seen.width()} of {widget.width()} pixels are visible"
    return ""


def in_scroll_area(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and (
        isinstance(parent, QAbstractScrollArea) or in_scroll_area(parent)
    )


def compare(wanted: float, found: float, what: str) -> str:
    return "" if wanted <= found + TOLERANCE else f"{found} pixels {what}, {wanted} wanted"
