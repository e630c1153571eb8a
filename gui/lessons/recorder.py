"""Recording a lesson: states of the window are kept as its steps, and written into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.evidence import evidence
from core.faults import InputError
from core.lessons.write import Kept, write_lesson
from core.variants import VARIANTS
from gui.contents import ENTRIES
from gui.i18n import translate
from gui.lessons.faults import one_line
from gui.session_view import view_to_dict
from gui.state import STEPS, State
from gui.store import Store


class RecorderPane(QWidget):
    """Keep states, and write them as a lesson; what is kept stays until it is written or dropped.

    Signals: ``closed()``; ``written(folder)`` once a lesson has been written.

    Parameters
    ----------
    view_shown : gives the key of the panel's own view on the screen, "" for its first.
    """

    closed = Signal()
    written = Signal(str)

    def __init__(
        self, store: Store, view_shown: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._store, self._view_shown = store, view_shown
        self._kept: list[Kept] = []
        self._titles: list[tuple[str, str]] = []  # variant and place, marked texts
        self.heading, self.how, self.trouble = QLabel(), QLabel(), QLabel()
        self.heading.setProperty("look", "title")
        self.trouble.setProperty("look", "error")
        for label in (self.how, self.trouble):
            label.setWordWrap(True)
        self.list = QListWidget()
        self.keep, self.drop = QPushButton(), QPushButton()
        self.save, self.stop = QPushButton(), QPushButton()
        self.keep.setProperty("look", "primary")
        self.keep.clicked.connect(self.keep_state)
        self.drop.clicked.connect(self.drop_last)
        self.save.clicked.connect(self.ask_folder)
        self.stop.clicked.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for widget in (self.heading, self.how, self.keep):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        for widget in (self.drop, self.trouble, self.save, self.stop):
            column.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.retranslate()

    @property
    def kept(self) -> tuple[Kept, ...]:
        """The states that were kept, in order."""
        return tuple(self._kept)

    @Slot()
    def keep_state(self) -> None:
        """Keep what the window shows as the next step."""
        state = self._store.state
        comparable = evidence(state.trace).max_difference is not None
        self._kept.append(
            Kept(state.scenario, view_to_dict(state.view), self._view_shown(), comparable)
        )
        self._titles.append(_title(state))
        self._show()

    @Slot()
    def drop_last(self) -> None:
        """Drop the step that was kept last."""
        if self._kept:
            self._kept.pop()
            self._titles.pop()
            self._show()

    @Slot()
    def ask_folder(self) -> None:
        """Ask for the folder to write into."""
        title = translate("recorder", "An empty folder for the lesson")
        dialog = QFileDialog(self, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, folder: str) -> None:
        """Write the lesson; what stands against it is said above the button."""
        try:
            write_lesson(Path(folder), self._kept)
        except InputError as error:
            self._complain(one_line(error))
            return
        self._kept, self._titles = [], []
        self._show()
        self.written.emit(folder)
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self.heading.setText(translate("recorder", "Record a lesson"))
        self.how.setText(
            translate(
                "recorder",
                "Bring the window into the state that a step shall show: text, variant, step or "
                "page, held cell. Keep it, and go on. The texts are written afterwards, in the "
                "Markdown files beside the lesson.",
            )
        )
        self.keep.setText(translate("recorder", "Keep this as a step"))
        self.drop.setText(translate("recorder", "Drop the last step"))
        self.save.setText(translate("recorder", "Save the lesson…"))
        self.stop.setText(translate("recorder", "Stop recording"))
        self.stop.setToolTip(
            translate("recorder", "The steps kept are there when you record again")
        )
        self.list.setAccessibleName(translate("recorder", "The steps kept"))
        self._show()

    def _show(self) -> None:
        self.list.clear()
        for number, (variant, place) in enumerate(self._titles, 1):
            where = f"{translate('panels', place)} · {translate('core', variant)}"
            self.list.addItem(f"{number}  {where}")
        self.list.scrollToBottom()
        self.drop.setEnabled(bool(self._kept))
        self.save.setEnabled(bool(self._kept))
        self._complain("")

    def _complain(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))


def _title(state: State) -> tuple[str, str]:
    """Return what a kept state is called: its variant, and its step or page."""
    view = state.view
    place = ENTRIES[view.step if view.page == STEPS else view.page]
    return VARIANTS[state.scenario.variant].label, place.title
