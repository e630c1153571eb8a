"""The choice among the views of one panel, as a row of segments."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QWidget

from gui.i18n import translate


class ViewSwitch(QFrame):
    """Choose a view; ``chosen(key)``. Hidden when there is one view only."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "track")
        self._keys: tuple[str, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(2)
        self.hide()

    def show_views(self, views: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer views, each a key and its title as the reader sees it; emits nothing."""
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
        self.setVisible(len(keys) > 1)

    def _rebuild(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for number in range(len(self._keys)):
            button = QToolButton()
            button.setProperty("look", "view")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, number)
            self._row.addWidget(button)

    @Slot(int)
    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])
