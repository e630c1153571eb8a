"""A page that is one figure under a header: title, question, views, heads, controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.i18n import translate
from gui.pages.base import Page
from gui.state import Cell, State
from gui.store import Store
from gui.theme import Theme
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.figure import Figure, least_height
from gui.widgets.head_chips import HeadChips
from gui.widgets.specs import Spec
from gui.widgets.style import Style
from gui.widgets.view_switch import ViewSwitch


class FigurePage(Page):
    """What such pages have in common; a concrete one says what the figure shows (:meth:`specs`).

    :meth:`views`, :meth:`tools`, :meth:`strip`, :meth:`n_heads`, :meth:`notes`, :meth:`foci` and
    :meth:`wants` are optional. ``notes_above`` puts the notes between header and figure.
    """

    notes_above: ClassVar[bool] = False
    stackable: ClassVar[tuple[str, ...]] = ()
    """Views whose plots stand below each other where they would be too wide."""

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._quiet = False
        self._fitted = 0  # width of the figure when its plots were placed
        self._title, self._question, self._notes = QLabel(), ElidedLabel(), QLabel()
        self._title.setProperty("look", "title")
        self._question.setProperty("look", "muted")
        self._notes.setProperty("look", "muted")
        self._notes.setWordWrap(True)
        self._notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._switch = ViewSwitch()
        self._chips = HeadChips()
        self.figure = Figure(theme)
        self.figure.nudges = False
        self._build()
        self._wire()

    def tools(self) -> QWidget | None:
        """Return the controls that stand under the header; asked once."""
        return None

    def strip(self) -> QWidget | None:
        """Return what stands in the card, right above the figure; asked once."""
        return None

    def n_heads(self, state: State) -> int:
        """Return how many heads can be chosen; 1 offers no choice."""
        return 1

    def notes_text(self, state: State) -> str:
        """Return the notes as the label shows them: plain, or rich text."""
        return "\n".join(self.notes(state))

    def show_state(self, state: State) -> None:
        self._switch.show_views(self.views(), self.view())
        self._chips.show_heads(self.n_heads(state), state.view.head)
        text = self.notes_text(state)
        if text != self._notes.text():
            self._notes.setText(text)
        self._notes.setVisible(bool(text) and not self._quiet)
        self._show_plots(self.specs(state))
        self.show_focus(state)

    def tall(self) -> bool:
        """Whether the view shown is scrolled through, its rows at their full height."""
        return False

    def _show_plots(self, specs: Sequence[Spec]) -> None:
        figure = self.figure
        figure.tall = self.tall()
        figure.set_specs(specs)
        if self.view() in self.stackable and figure.too_wide():
            figure.tall = True
            figure.set_specs([replace(spec, row=row, col=0) for row, spec in enumerate(specs)])

    @Slot()
    def _refit(self) -> None:
        """Place the plots anew in a figure of another width, beside or below each other."""
        width = self.figure.width()
        if self.view() in self.stackable and width != self._fitted:
            self._fitted = width
            self.show_state(self._store.state)

    def hush(self, quiet: bool) -> None:
        if quiet != self._quiet and not self.notes_above:
            self._quiet = quiet
            self._notes.setVisible(bool(self._notes.text()) and not quiet)

    def show_focus(self, state: State) -> None:
        self.figure.set_foci(self.foci(state))

    @Slot(str)
    def set_view(self, key: str) -> None:
        super().set_view(key)
        self.figure.verticalScrollBar().setValue(0)
        self.show_state(self._store.state)

    def set_look(self, theme: Theme, scale: float) -> None:
        self.figure.set_theme(theme)
        self.figure.set_font_scale(scale)
        self.figure.setMinimumHeight(least_height(scale))

    @property
    def look(self) -> Style:
        return self.figure.look

    def figures(self) -> tuple[Figure, ...]:
        return (self.figure,)

    def retranslate(self) -> None:
        self._title.setText(translate("panels", self.title))
        self._question.setText(translate("panels", self.question))
        self.figure.setAccessibleName(translate("panels", self.title))
        self.show_state(self._store.state)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addSpacing(8)
        top.addWidget(self._question, 1)
        top.addWidget(self._switch)
        card = QFrame()
        card.setProperty("look", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(6, 6, 6, 6)
        inner.setSpacing(0)
        strip = self.strip()
        if strip is not None:
            inner.addWidget(strip)
        inner.addWidget(self.figure, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addLayout(top)
        second = QHBoxLayout()
        tools = self.tools()
        if tools is not None:
            second.addWidget(tools, 1)
        else:
            second.addStretch(1)
        second.addWidget(self._chips, 0, Qt.AlignmentFlag.AlignVCenter)
        rows.addLayout(second)
        rows.addWidget(card, 1)
        rows.insertWidget(rows.count() - 1 if self.notes_above else -1, self._notes)

    def _wire(self) -> None:
        self._switch.chosen.connect(self.set_view)
        self._chips.chosen.connect(self._choose_head)
        self.figure.resized.connect(self._refit)
        self.figure.hovered.connect(self._hover)
        self.figure.clicked.connect(self._pin)
        self.figure.head_clicked.connect(self._choose_head)
        self.figure.menu_requested.connect(self.menu_requested)

    @Slot(int)
    def _choose_head(self, head: int) -> None:
        self._store.look(head=head)

    @Slot(object)
    def _hover(self, cell: Cell | None) -> None:
        self._store.hover(cell)

    @Slot(object)
    def _pin(self, cell: Cell) -> None:
        self._store.look(pin=cell)
