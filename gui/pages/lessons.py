"""Lessons: which there are, how far somebody has come, and a lesson of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui import settings
from gui.derived import Derived
from gui.i18n import language, translate
from gui.lessons.card import LessonCard
from gui.lessons.faults import one_line
from gui.lessons.library import Entry, Wanted, first, read_all, shipped_folders
from gui.lessons.progress import load_folders, load_progress, remember_folder, save_progress
from gui.pages.base import Page
from gui.pieces import Piece
from gui.pieces import Words as Line
from gui.state import State
from gui.store import BIG_BYTES, Store
from gui.theme import Theme
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.flow import FlowLayout
from gui.widgets.style import Style, make_style

WIDEST = 900  # pixels of the list at the usual letters: longer lines are hard to read


class LessonsPage(Page):
    """List the lessons, shipped ones and those opened from elsewhere.

    Signals: ``opened(entry)`` to play one, ``record_wanted()``.
    """

    key = "lessons"

    opened = Signal(object)
    record_wanted = Signal()

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._style = make_style(theme, 1.0, QApplication.font())
        self._entries: tuple[Entry, ...] = ()
        self._times = 0  # how often the files were read
        self._title, self._question, self._waiting = QLabel(), ElidedLabel(), QLabel()
        self._title.setProperty("look", "title")
        self._question.setProperty("look", "muted")
        self._waiting.setProperty("look", "muted")
        self.cards: list[LessonCard] = []
        self.open_button, self.record_button = QPushButton(), QPushButton()
        self.refresh_button = QPushButton()
        self.open_button.clicked.connect(self.ask_folder)
        self.record_button.clicked.connect(self.record_wanted)
        self.refresh_button.clicked.connect(self.refresh)
        self._reading: Derived[Wanted, tuple[Entry, ...]] = Derived(
            read_all, _long, store.big, self
        )
        self._reading.ready.connect(self._arrived)
        self._reading.failed.connect(self._give_up)
        self._build()
        self.retranslate()

    def wants(self, old: State, new: State) -> bool:
        return False  # lessons have states of their own

    def show_state(self, state: State) -> None:
        found = self._reading.result(self._wanted())
        self._waiting.setVisible(found is None)
        if found is not None and found != self._entries:
            self._entries = found
            self._show_cards()

    def retranslate(self) -> None:
        self._title.setText(translate("panels", self.title))
        self._question.setText(translate("panels", self.question))
        self._waiting.setText(translate("lessons", "Reading the lessons …"))
        self.open_button.setText(translate("lessons", "Open a lesson's folder…"))
        self.open_button.setToolTip(
            translate("lessons", "Take part in a lesson that somebody has given you")
        )
        self.record_button.setText(translate("lessons", "Record lesson"))
        self.record_button.setToolTip(
            translate("lessons", "Make a lesson from states of the window that you keep")
        )
        self.refresh_button.setText(translate("lessons", "Read again"))
        self.refresh_button.setToolTip(translate("lessons", "After a lesson's files have changed"))
        self.area.setAccessibleName(translate("panels", self.title))
        self._show_cards()
        self.show_state(self._store.state)

    def set_look(self, theme: Theme, scale: float) -> None:
        self._style = make_style(theme, scale, QApplication.font())
        self._list.setMaximumWidth(round(WIDEST * scale))

    @property
    def look(self) -> Style:
        return self._style

    def take_keys(self) -> None:
        buttons = [card.begin for card in self.cards if card.begin.isEnabled()]
        (buttons[0] if buttons else self.open_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def pieces(self, state: State) -> Sequence[Piece]:
        """Return the list of lessons as lines, for pictures."""
        font, theme = self._style.font(14), self._style.theme
        return [
            Line(f"{number}  {_title(entry)}", font, theme.text)
            for number, entry in enumerate(self._reading.at_once(self._wanted()), 1)
        ]

    def close_runs(self) -> None:
        self._reading.close()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The lessons that were read, broken ones with their fault."""
        return self._entries

    # ---- what a person does ------------------------------------------------------------------

    @Slot()
    def ask_folder(self) -> None:
        """Ask for the folder of a lesson."""
        dialog = QFileDialog(self, translate("lessons", "A lesson's folder"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.add_folder)
        dialog.open()

    @Slot(str)
    def add_folder(self, folder: str) -> None:
        """List a lesson from elsewhere, first among the others."""
        remember_folder(settings.stored(), str(Path(folder).absolute()))
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read every lesson again."""
        self._times += 1
        self.show_state(self._store.state)

    @Slot()
    def show_progress(self) -> None:
        """Show how far somebody has come."""
        for card in self.cards:
            card.show_progress(load_progress(settings.stored(), card.entry.key))

    @Slot(object)
    def _forget(self, entry: Entry) -> None:
        save_progress(settings.stored(), entry.key, None)
        self.show_progress()

    @Slot(object)
    def _hand_out(self, entry: Entry) -> None:
        from gui.lessons.handout_dialog import HandoutDialog

        if entry.lesson is not None:
            HandoutDialog(entry.lesson, entry.folder.name, self).open()

    @Slot(object)
    def _remove(self, entry: Entry) -> None:
        remember_folder(settings.stored(), str(entry.folder), forget=True)
        self.refresh()

    @Slot()
    def _arrived(self) -> None:
        self.show_state(self._store.state)

    @Slot(object)
    def _give_up(self, error: Exception) -> None:
        """Tell it as any other error: a broken lesson is listed, and would not have failed."""
        self._waiting.hide()
        raise error

    def _wanted(self) -> Wanted:
        others = tuple(Path(name) for name in load_folders(settings.stored()))
        view = first(self._store.state.view)
        return Wanted((*shipped_folders(), *others), view, self._times)

    def _show_cards(self) -> None:
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for number, entry in enumerate(self._entries, 1):
            card = LessonCard(number, entry)
            card.opened.connect(self.opened)
            card.forgotten.connect(self._forget)
            card.removed.connect(self._remove)
            card.handed_out.connect(self._hand_out)
            self._column.insertWidget(self._column.count() - 1, card)
            self.cards.append(card)
        self.show_progress()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addSpacing(8)
        top.addWidget(self._question, 1)
        tools = QWidget()
        ways = FlowLayout(tools, gap=8)
        ways.setContentsMargins(0, 0, 0, 0)
        for button in (self.open_button, self.record_button, self.refresh_button):
            ways.addWidget(button)
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(10)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(self._list)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        rows.addLayout(top)
        rows.addWidget(tools)
        rows.addWidget(self._waiting)
        rows.addWidget(self.area, 1)


def _title(entry: Entry) -> str:
    if entry.lesson is not None:
        return entry.lesson.text(language()).title
    return entry.folder.name if entry.fault is None else one_line(entry.fault)


def _long(wanted: Wanted) -> int:
    """Return more than a frame's work: every lesson is played through while it is checked."""
    return BIG_BYTES * (1 + len(wanted.folders))
