"""The submenu of the timer: how long people have to predict."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from gui.commands import Commands
from gui.i18n import translate

# The menu is there from the start; the countdown itself loads when one is chosen.
CHOICES = (15, 30, 60, 120, 300)  # seconds
NONE = 0  # seconds: puts a running timer away


class TimerMenu(QObject):
    """A few times to choose from; named when the menu opens, in the language of that moment."""

    def __init__(self, menu: QMenu, commands: Commands) -> None:
        super().__init__(menu)
        self._group = QActionGroup(menu)
        for seconds in (*CHOICES, NONE):
            action = menu.addAction("")
            action.setData(seconds)
            self._group.addAction(action)
        self._group.triggered.connect(commands.choose_timer)
        menu.aboutToShow.connect(self.retranslate)
        self.retranslate()

    @Slot()
    def retranslate(self) -> None:
        """Set every text again in the present language."""
        for action in self._group.actions():
            seconds = int(action.data())
            if seconds == NONE:
                text = translate("teacher", "Put it away")
            elif seconds == 60:
                text = translate("teacher", "1 minute")
            elif seconds % 60:
                text = translate("teacher", "{n} seconds").format(n=seconds)
            else:
                text = translate("teacher", "{n} minutes").format(n=seconds // 60)
            action.setText(text)
            action.setToolTip(translate("teacher", "Time to predict before the answer is shown"))
