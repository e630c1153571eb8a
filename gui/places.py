"""What fills the middle column: the panels of the steps and the pages, made when first needed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.explanation import Source
from gui.contents import ENTRIES
from gui.pages.base import Page
from gui.panels.base import Panel
from gui.panels.step_panel import StepPanel
from gui.state import STEPS, State
from gui.store import Store
from gui.theme import Theme
from gui.widgets.roomy import Roomy


class Places(QStackedWidget):
    """Make panels and pages, and bring the one that is seen up to date.

    Signals: ``edit_requested(cell)``, ``menu_requested(plot_key, global position)``,
    ``side_changed()`` of a page, ``made(page)`` when a page is first shown.
    """

    edit_requested = Signal(object)
    menu_requested = Signal(str, QPoint)
    side_changed = Signal()
    made = Signal(object)

    def __init__(self, store: Store, theme: Theme, scale: float) -> None:
        super().__init__()
        self._store = store
        self._theme, self._scale = theme, scale
        self._panels: dict[str, StepPanel] = {}
        self._pages: dict[str, Page] = {}
        self._areas: dict[str, Roomy] = {}
        self._seen: dict[str, State] = {}
        self._quiet = False

    def panel(self) -> StepPanel:
        """Return the panel of the present step."""
        key = self._store.state.view.step
        if key not in self._panels:
            panel: StepPanel = ENTRIES[key].load()(self._store, self._theme)
            self._panels[key] = panel
            panel.edit_requested.connect(self.edit_requested)
            self._take(panel)
        return self._panels[key]

    def page(self) -> Page:
        """Return the present page; there must be one."""
        key = self._store.state.view.page
        if key not in self._pages:
            page: Page = ENTRIES[key].load()(self._store, self._theme)
            self._pages[key] = page
            page.hush(self._quiet)
            page.side_changed.connect(self.side_changed)
            self._take(page)
            self.made.emit(page)
        return self._pages[key]

    def shown(self) -> Panel:
        """Return what is on the screen: the panel of the present step, or a page."""
        return self.panel() if self._store.state.view.page == STEPS else self.page()

    def on_screen(self) -> QWidget | None:
        """Return the panel or page that is seen, whatever the state says."""
        area = self.currentWidget()
        return area.widget() if isinstance(area, Roomy) else None

    def show_state(self, state: State) -> None:
        """Bring what is on the screen up to date."""
        panel = self.shown()
        if self._seen[panel.key] is not state:
            panel.show_state(state)
            self._seen[panel.key] = state
        self.setCurrentWidget(self._areas[panel.key])

    def hush(self, quiet: bool) -> None:
        """Leave out the explanations of pages where a lesson explains, and the room is short."""
        self._quiet = quiet
        for page in self._pages.values():
            page.hush(quiet)

    def point(self, sources: tuple[Source, ...]) -> None:
        """Outline sources in what is on the screen, and nowhere else."""
        shown = self.shown()
        for panel in (*self._panels.values(), *self._pages.values()):
            for figure in panel.figures():
                figure.set_marks(sources if panel is shown else ())

    def set_look(self, theme: Theme, scale: float) -> None:
        """Follow the theme and the size of the fonts."""
        self._theme, self._scale = theme, scale
        for panel in (*self._panels.values(), *self._pages.values()):
            panel.set_look(theme, scale)

    def close_runs(self) -> None:
        """Stop what is being computed for the pages."""
        for page in self._pages.values():
            page.close_runs()

    def _take(self, panel: Panel) -> None:
        panel.set_look(self._theme, self._scale)
        panel.menu_requested.connect(self.menu_requested)
        self._seen[panel.key] = self._store.state
        self._areas[panel.key] = Roomy(panel)
        self.addWidget(self._areas[panel.key])
