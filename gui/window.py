"""The window: builds its parts, and hands every change of the state to those that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from gui import appearance as looks
from gui.actions import shortcuts
from gui.announcer import Announcer
from gui.appearance import Appearance
from gui.choices import LanguageMenu, PageMenu, ThemeMenu
from gui.commands import Commands, resettable
from gui.contents import PAGE_ENTRIES, STEP_ENTRIES
from gui.i18n import NUMBERS, install
from gui.keyboard import Keyboard, hint, within
from gui.lesson_side import LessonSide
from gui.menus import Menus
from gui.pages.base import Page
from gui.panels.base import Panel
from gui.panels.step_panel import StepPanel
from gui.places import Places
from gui.player import Player
from gui.state import STEPS, Cell, State
from gui.store import Store
from gui.teacher.curtain import Curtain
from gui.widgets.busy_toast import BusyToast
from gui.widgets.columns import Columns
from gui.widgets.explanation_card import ExplanationCard
from gui.widgets.hairline import hairline
from gui.widgets.kv_strip import KvStrip
from gui.widgets.lens import Lens
from gui.widgets.options_row import OptionsRow
from gui.widgets.rail import Rail, Stop
from gui.widgets.scenario_bar import ScenarioBar
from gui.widgets.typed_digits import HeldBox, finish_typing
from gui.work import Work

if TYPE_CHECKING:
    from gui.exporter import Exporter


class Window(QMainWindow):
    """All of QKV Explorer on the screen.

    Signals: ``closing()`` just before the window goes, for remembering what it showed.
    """

    closing = Signal()

    def __init__(self, app: QApplication, store: Store, appearance: Appearance) -> None:
        super().__init__()
        self.setLocale(NUMBERS)
        self._app = app
        self._store = store
        self._look = appearance
        self.steps = tuple(entry.key for entry in STEP_ENTRIES)
        pages = tuple(
            Stop(page.key, page.title, page.question, place)
            for place, page in enumerate(PAGE_ENTRIES, start=1)
        )
        theme = appearance.theme
        self.bar = ScenarioBar(store, theme)
        self.options = OptionsRow(store)
        self.rail = Rail(
            tuple(Stop(step.key, step.title, step.question, step.order) for step in STEP_ENTRIES),
            pages,
            theme,
        )
        self.lens = Lens(theme)
        self.explanation = ExplanationCard()
        self.strip = KvStrip()
        self.stack = Places(store, theme, appearance.scale)
        self.columns = Columns(self.stack, self.lens, self.explanation)
        self.lessons = LessonSide(store, self.stack, self.columns, self.rail, appearance)
        self.toast = BusyToast(self.stack)
        self.player = Player(store, self.steps, self.rail.play_button, self)
        self._keyboard = Keyboard(store, self.steps, self.player, self.lens, self.panel, self.shown)
        self._exporter: Exporter | None = None
        self._announcer = Announcer(store, self)
        self.commands = Commands(self, store)
        self.menus = Menus(self.menuBar(), self.commands)
        self._languages = LanguageMenu(self.menus.submenus["language"], self.commands)
        self._themes = ThemeMenu(self.menus.submenus["theme"], self.commands)
        self._page_menu = PageMenu(self.menus.submenus["page"], self.commands, pages)
        self.work = Work(store, self, self.menus.submenus["recent"])
        self.bar.use_actions(self.menus.actions["undo"], self.menus.actions["redo"])
        self._build()
        self._wire()
        self.options.hide()
        self.menus.recolour(theme)
        self.retranslate()
        self._show_all(store.state)
        self._curtain = Curtain(store, self)

    @property
    def appearance(self) -> Appearance:
        """Theme, size of the fonts, language."""
        return self._look

    @property
    def exporter(self) -> Exporter:
        """Saves and copies what is shown; loaded when first needed, dialogs and all."""
        if self._exporter is None:
            from gui.exporter import Exporter

            self._exporter = Exporter(self._store, self.shown, self)
        return self._exporter

    def set_appearance(self, wanted: Appearance) -> None:
        """Change theme, size of the fonts or language, at once and everywhere."""
        old, self._look = self._look, wanted
        if (old.theme, old.scale) != (wanted.theme, wanted.scale):
            looks.apply(self._app, wanted)
            self._recolour()
        if old.language != wanted.language:
            install(self._app, wanted.language)
        self._languages.show_language(wanted.language)
        self._themes.show_theme(wanted.theme.name)

    def options_shown(self) -> bool:
        """Whether the options row is open."""
        return not self.options.isHidden()

    @Slot(bool)
    def show_options(self, shown: bool) -> None:
        """Open or close the options row."""
        self.options.setVisible(shown)
        self.bar.show_options(shown)

    @Slot()
    def begin_edit(self) -> None:
        """Open the lens's editor on the pinned cell."""
        self.lens.begin_edit()

    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        """Return (keys, what they do) of the menus."""
        return shortcuts(self.menus.actions)

    def panel(self) -> StepPanel:
        """Return the panel of the present step."""
        return self.stack.panel()

    def shown(self) -> Panel:
        """Return what is on the screen: the panel of the present step, or a page."""
        return self.stack.shown()

    def retranslate(self) -> None:
        """Set the window's own texts again in the present language."""
        self.menus.retranslate()
        self._themes.retranslate()
        self._page_menu.retranslate()
        self._show_hint(self._store.state)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lessons.settle()
        self.toast.place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown().take_keys()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.work.may_close():
            event.ignore()
            return
        self.player.stop()
        self.stack.close_runs()
        self.closing.emit()
        self._store.close()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keyboard.press(event, self.focusWidget()):
            super().keyPressEvent(event)

    @Slot(object, object)
    def _changed(self, old: State, new: State) -> None:
        """Show a change where it is seen, and nowhere else."""
        fresh = old.trace is not new.trace
        draft = old.shown != new.shown or old.problems != new.problems
        view = old.view != new.view
        moved = (old.view.page, old.view.step) != (new.view.page, new.view.step)
        if moved:
            self._show_place(new)
        elif self.shown().wants(old, new):
            self.stack.show_state(new)
        elif view:
            self.shown().show_focus(new)
        if fresh or draft:
            self._show_choices(new)
        if fresh:
            self.strip.show_trace(new.trace)
        if new.view.page == STEPS:
            if fresh or view:
                self.lens.show_state(new)
            if fresh or moved or old.view.pin != new.view.pin:
                self.explanation.show_state(new)
        self.show_enabled(new)
        if moved or (old.view.pin is None) != (new.view.pin is None):
            self._show_hint(new)

    def _show_all(self, state: State) -> None:
        self._show_place(state)
        self._show_choices(state)
        self.strip.show_trace(state.trace)
        if state.view.page == STEPS:
            self.lens.show_state(state)
            self.explanation.show_state(state)
        self.show_enabled(state)

    def _show_place(self, state: State) -> None:
        """Show the step or the page where the person is, and what belongs at its right."""
        panel = self.shown()
        had_keys = within(self.stack, self.focusWidget())
        self.stack.show_state(state)
        if isinstance(panel, Page):
            self.rail.show_page(panel.key)
            self._show_side()
        else:
            self.rail.show_step(state.view.step)
            self.columns.show_usual()
        self._page_menu.show_page(state.view.page)
        self.menus.show_place(on_page=state.view.page != STEPS)
        if had_keys:
            panel.take_keys()

    @Slot()
    def _show_side(self) -> None:
        page = self.shown()
        if isinstance(page, Page):
            self.columns.show_side(page.side())

    def _show_choices(self, state: State) -> None:
        """Show the fields, and open the options when something is wrong in them."""
        self.bar.show_state(state)
        self.options.show_state(state)
        trouble = self.options.has_problem(state)
        self.bar.show_trouble(trouble)
        if trouble and not self.options_shown():
            self.show_options(True)

    def show_enabled(self, state: State) -> None:
        """Let be chosen in the menus what has something to do."""
        self.menus.show_enabled(state, resettable=bool(resettable(self._store)))

    def _show_hint(self, state: State) -> None:
        self.rail.show_hint(hint(state))

    @Slot(object)
    def _edit_cell(self, cell: Cell) -> None:
        if self._store.state.view.pin == cell:
            self.begin_edit()

    @Slot(object, float)
    def _set_cell(self, cell: Cell, value: float) -> None:
        self.lens.finish_edit(self._store.edit_cell(cell, value))
        if not self.lens.editing:
            self.panel().figure.setFocus()

    @Slot(str, QPoint)
    def _show_menu(self, plot: str, where: QPoint) -> None:
        """Show the context menu of a plot."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menus.draw_icons()
        if self._store.state.view.page == STEPS:
            for key in ("edit_cell", "reset_matrix", "reset_all"):
                menu.addAction(self.menus.actions[key])
            menu.addSeparator()
        self.exporter.fill_menu(menu, plot)
        menu.popup(where)

    @Slot(str)
    def _choose_step(self, step: str) -> None:
        self._store.look(step=step)

    @Slot(str)
    def _choose_page(self, page: str) -> None:
        self._store.look(page=page)

    def _recolour(self) -> None:
        theme, scale = self._look.theme, self._look.scale
        for part in (self.bar, self.rail, self.lens):
            part.set_theme(theme)
        self.stack.set_look(theme, scale)
        self.lessons.set_look(theme, scale)
        self.menus.recolour(theme)

    def _wire(self) -> None:
        self._store.leaving.connect(finish_typing)
        self._store.showing.connect(HeldBox(self).hold)
        self._store.changed.connect(self._changed)
        self._store.busy.connect(self.toast.show_busy)
        self._store.progress.connect(self.toast.show_progress)
        self.toast.cancelled.connect(self._store.cancel)
        self.bar.options_toggled.connect(self.show_options)
        self.stack.edit_requested.connect(self._edit_cell)
        self.stack.menu_requested.connect(self._show_menu)
        self.stack.side_changed.connect(self._show_side)
        self.rail.chosen.connect(self._choose_step)
        self.rail.page_chosen.connect(self._choose_page)
        self.rail.play_toggled.connect(self.player.toggle)
        self.player.playing.connect(self.rail.show_playing)
        self.lens.edited.connect(self._set_cell)
        self.lens.reset_requested.connect(self._store.reset_cell)
        self.lens.edit_wanted.connect(self.begin_edit)
        self.lens.room_wanted.connect(self.columns.give_upper)

    def _build(self) -> None:
        """Lay out the parts."""
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.lessons)
        middle.addWidget(self.rail)
        middle.addWidget(hairline(vertical=True))
        middle.addWidget(self.columns, 1)
        centre = QWidget()
        rows = QVBoxLayout(centre)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.bar)
        rows.addWidget(self.options)
        rows.addWidget(hairline())
        rows.addLayout(middle, 1)
        rows.addWidget(hairline())
        rows.addWidget(self.strip)
        self.setCentralWidget(centre)
