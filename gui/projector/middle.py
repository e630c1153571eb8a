"""What fills the projector: the figure of one plot, or a whole page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QStackedWidget

from gui.appearance import Appearance
from gui.contents import ENTRIES
from gui.i18n import translate
from gui.pages.base import Page
from gui.projector.pointer import ring
from gui.state import State
from gui.store import Store
from gui.widgets.figure import Figure

PAGES = ("compare", "bench", "verdict")
"""Pages that the projector shows: they are there to be looked at."""
POINTS = 10  # of a page's letters at the usual size
ALPHA = 0.1  # by which an arrow moves the tie slider
_SCROLLS: Mapping[int, int] = MappingProxyType({Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1})
_SLIDES: Mapping[int, int] = MappingProxyType({Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1})


class Middle(QStackedWidget):
    """Show one of them; pages are made when first asked for, beside those of the window behind."""

    def __init__(self, store: Store, look: Appearance) -> None:
        super().__init__()
        self._store, self._look = store, look
        self._pages: dict[str, Page] = {}
        self.figure = Figure(look.theme, look.scale)
        self.figure.nudges = False
        self.figure.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.figure.setAccessibleName(translate("projector", "One plot"))
        self.figure.viewport().setCursor(ring(look.theme))
        self.addWidget(self.figure)

    def show_plot(self) -> None:
        """Show the figure."""
        self.setCurrentWidget(self.figure)

    def show_page(self, state: State, view: str) -> None:
        """Show the state's page; ``view`` is its own view, "" where it need not change."""
        key = state.view.page
        if key not in self._pages:
            page: Page = ENTRIES[key].load()(self._store, self._look.theme, self)
            self._pages[key] = page
            self.addWidget(page)
            self._dress(page)
        page = self._pages[key]
        if view and page.view() != view:
            page.set_view(view)
        page.show_state(state)
        self.setCurrentWidget(page)

    def set_look(self, look: Appearance) -> None:
        """Take letters of the projector's size."""
        self._look = look
        self.figure.set_font_scale(look.scale)
        for page in self._pages.values():
            self._dress(page)

    def press(self, key: int) -> bool:
        """Scroll a page, or move its slider; return whether the key meant that."""
        page = self.currentWidget()
        if not isinstance(page, Page):
            return False
        beside = self._store.state.view.beside
        if key in _SLIDES and page.key == "compare" and page.view() == "tie":
            alpha = round(min(1.0, max(0.0, beside.alpha + _SLIDES[key] * ALPHA)), 3)
            self._store.look(beside=replace(beside, alpha=alpha))
            return True
        if key not in _SCROLLS:
            return False
        for area in page.findChildren(QAbstractScrollArea):
            bar = area.verticalScrollBar()
            if area.isVisible() and bar.maximum() > 0:
                bar.setValue(bar.value() + round(_SCROLLS[key] * 0.5 * bar.pageStep()))
                break
        return True

    def close_runs(self) -> None:
        """Stop what is being computed for the pages."""
        for page in self._pages.values():
            page.close_runs()

    def _dress(self, page: Page) -> None:
        points = POINTS * self._look.scale
        page.setStyleSheet(
            f"QWidget {{ font-size: {points:.1f}pt; }} "
            f'QLabel[look="title"] {{ font-size: {1.4 * points:.1f}pt; }}'
        )
        page.set_look(self._look.theme, self._look.scale)
