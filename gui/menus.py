"""The menus: QActions made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from core.scenario import Imported
from gui.action_row import ActionRow
from gui.actions import ACTIONS, MENUS
from gui.commands import Commands
from gui.i18n import translate
from gui.icons import icon
from gui.state import STEPS, State
from gui.teacher.timer_menu import TimerMenu
from gui.theme import Theme

ON_BUTTONS = ("undo", "redo")  # named like their icons


class Menus(QObject):
    """The menus of a window and their actions.

    Attributes
    ----------
    actions : by key.
    submenus : the menus that stand for names in braces, without the braces.
    tops : the menus of the bar, by name.
    """

    def __init__(self, bar: QMenuBar, commands: Commands) -> None:
        super().__init__(bar)
        self.actions: dict[str, QAction] = {}
        self.submenus: dict[str, QMenu] = {}
        self._on_page = False
        self._ink, self._drawn = "", False
        self.tops = {name: bar.addMenu(translate("actions", text)) for name, text in MENUS}
        for menu in self.tops.values():
            menu.aboutToShow.connect(self.draw_icons)
        for row in ACTIONS:
            menu = self.tops[row.menu]
            if not row.key:
                menu.addSeparator()
            elif row.key.startswith("{"):
                self.submenus[row.key.strip("{}")] = menu.addMenu(translate("actions", row.text))
            else:
                self.actions[row.key] = _action(row, menu, commands)
        TimerMenu(self.submenus["timer"], commands)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        for name, text in MENUS:
            self.tops[name].setTitle(translate("actions", text))
        for row in ACTIONS:
            if row.key.startswith("{"):
                self.submenus[row.key.strip("{}")].setTitle(translate("actions", row.text))
            elif row.key:
                name_action(self.actions[row.key], row, on_page=self._on_page)

    def show_place(self, *, on_page: bool) -> None:
        """Speak of the page, or of the step, that is shown."""
        if on_page != self._on_page:
            self._on_page = on_page
            self.retranslate()

    def show_enabled(self, state: State, *, resettable: bool) -> None:
        """Let be chosen what has something to do.

        Parameters
        ----------
        resettable : whether a matrix in sight was edited.
        """
        chosen = {
            "undo": state.can_undo,
            "redo": state.can_redo,
            "reset_all": bool(state.shown.edits),
            "reset_matrix": resettable,
            "edit_cell": state.view.page == STEPS and state.view.pin is not None,
            "forget_imported": isinstance(state.scenario.weights, Imported),
        }
        for key, enabled in chosen.items():
            self.actions[key].setEnabled(enabled)

    def recolour(self, theme: Theme) -> None:
        """Draw the icons in the theme's colours: of the buttons now, of a menu when it opens."""
        self._ink, self._drawn = theme.text, False
        for key in ON_BUTTONS:
            self.actions[key].setIcon(icon(key, self._ink))

    @Slot()
    def draw_icons(self) -> None:
        """Draw what stands in no button, unless it is drawn."""
        if not self._drawn:
            self._drawn = True
            for row in ACTIONS:
                if row.icon and row.key not in ON_BUTTONS:
                    self.actions[row.key].setIcon(icon(row.icon, self._ink))


def name_action(action: QAction, row: ActionRow, *, on_page: bool = False) -> None:
    """Give an action its text and tooltip in the present language."""
    other = on_page and bool(row.page_text)
    text = translate("actions", row.page_text if other else row.text)
    action.setText(f"{text}\t{row.keys}" if row.keys else text)
    tip = translate("actions", row.page_tip if other else row.tip)
    shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) or row.keys
    action.setToolTip(f"{tip} ({shown})" if shown else tip)
    action.setStatusTip(tip)


def _action(row: ActionRow, menu: QMenu, commands: Commands) -> QAction:
    action = QAction(menu)
    action.setObjectName(row.key)
    action.setShortcuts([QKeySequence(keys) for keys in row.shortcuts])
    action.setCheckable(row.checkable)
    action.triggered.connect(getattr(commands, row.calls))
    menu.addAction(action)
    return action
