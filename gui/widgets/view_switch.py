"""The choice among the views of one panel: a row of segments, or a list where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import translate
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.segment_button import SegmentButton

ARROW = 3.7  # room beside the words of a list, in heights of its letters


class ViewSwitch(QWidget):
    """Choose a view; ``chosen(key)``. Hidden when there is one view only."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[str, ...] = ()
        self._offered: tuple[object, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._track = QFrame()
        self._track.setProperty("look", "track")
        self._row = QHBoxLayout(self._track)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(2)
        self._list = ChoiceBox()
        self._list.activated.connect(self._clicked)
        self._list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._track)
        column.addWidget(self._list)
        self.hide()

    def show_views(self, views: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer views, each a key and its title as the reader sees it; emits nothing."""
        offered = (tuple(views), chosen, translate("view_switch", "Show: {title}"))
        if offered == self._offered:
            return
        self._offered = offered
        keys = tuple(key for key, _ in views)
        if keys != self._keys:
            self._keys = keys
            self._rebuild()
        for number, (key, title) in enumerate(views):
            button = self._group.button(number)
            button.setText(title)
            button.setToolTip(translate("view_switch", "Show: {title}").format(title=title))
            button.setAccessibleName(translate("view_switch", "View {title}").format(title=title))
            button.setChecked(key == chosen)
            self._list.setItemText(number, title)
            if key == chosen:
                self._list.setCurrentIndex(number)
                self._list.setToolTip(button.toolTip())
                self._list.setAccessibleName(button.accessibleName())
        self.setVisible(len(keys) > 1)
        self._fit()

    def sizeHint(self) -> QSize:
        return self._track.sizeHint()

    def minimumSizeHint(self) -> QSize:
        metrics = self._list.fontMetrics()
        narrow = metrics.horizontalAdvance(self._list.currentText()) + ARROW * metrics.height()
        track = self._track.sizeHint()
        return QSize(min(round(narrow), track.width()), track.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the segments where all their words have room, else the list."""
        fits = self.width() >= self._track.sizeHint().width()
        self._track.setVisible(fits)
        self._list.setVisible(not fits)
        self.updateGeometry()

    def _rebuild(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._list.clear()
        for number, key in enumerate(self._keys):
            button = SegmentButton()
            button.setProperty("look", "view")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, number)
            self._row.addWidget(button)
            self._list.addItem(key)

    @Slot(int)
    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])
