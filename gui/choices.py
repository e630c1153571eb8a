"""The submenus of exclusive choices: language, theme and page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from gui.commands import Commands
from gui.i18n import languages, translate
from gui.state import STEPS
from gui.widgets.rail import Stop, page_keys


class LanguageMenu:
    """One entry a catalogue, each named in its own language."""

    def __init__(self, menu: QMenu, commands: Commands) -> None:
        self._group = QActionGroup(menu)
        for code, name in languages():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setData(code)
            action.setToolTip(name)
            self._group.addAction(action)
        self._group.triggered.connect(commands.choose_language)

    def show_language(self, code: str) -> None:
        """Mark the language in force."""
        for action in self._group.actions():
            action.setChecked(action.data() == code)


class ThemeMenu:
    """Light and dark."""

    def __init__(self, menu: QMenu, commands: Commands) -> None:
        self._group = QActionGroup(menu)
        for name in ("light", "dark"):
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setData(name)
            self._group.addAction(action)
        self._group.triggered.connect(commands.choose_theme)
        self.retranslate()

    def show_theme(self, name: str) -> None:
        """Mark the theme in force."""
        for action in self._group.actions():
            action.setChecked(action.data() == name)

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        light, dark = self._group.actions()
        light.setText(translate("choices", "&Light"))
        light.setToolTip(translate("choices", "For daylight and for print"))
        dark.setText(translate("choices", "&Dark"))
        dark.setToolTip(translate("choices", "For dark rooms"))


class PageMenu:
    """The steps, and every page.

    Parameters
    ----------
    pages : their stops of the rail.
    """

    def __init__(self, menu: QMenu, commands: Commands, pages: Sequence[Stop]) -> None:
        self._pages = tuple(pages)
        self._group = QActionGroup(menu)
        for key in (STEPS, *(page.key for page in pages)):
            action = menu.addAction("")
            action.setCheckable(True)
            action.setData(key)
            self._group.addAction(action)
        self._group.triggered.connect(commands.choose_page)
        self.retranslate()

    def show_page(self, key: str) -> None:
        """Mark the page that is shown."""
        for action in self._group.actions():
            action.setChecked(action.data() == key)

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        steps, *others = self._group.actions()
        steps.setText(translate("choices", "&Steps"))
        steps.setToolTip(translate("choices", "Attention step by step"))
        for action, page in zip(others, self._pages, strict=True):
            action.setText(translate("panels", page.title))
            action.setShortcut(page_keys(page.number))
            action.setToolTip(translate("panels", page.question))
