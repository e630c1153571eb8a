"""What a window has to do with files: its document, its title, what is dropped on it, its end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from core.faults import InputError
from core.scenario import Imported, Seeded
from core.session import SUFFIX
from gui.aside import Aside
from gui.carry import carries
from gui.document import Document, InUseError
from gui.i18n import translate
from gui.recent import RecentMenu
from gui.settings import stored
from gui.store import Store
from gui.widgets.typed_digits import finish_typing

if TYPE_CHECKING:
    from gui.session_files import SessionFiles
    from gui.session_options import Opened
    from gui.window import Window

TAKEN = (SUFFIX, ".json", ".png", ".svg", ".pdf", ".html", ".htm", ".csv", ".tsv", ".npy", ".npz")
"""Endings of what can be dropped."""


class Work(QObject):
    """Watch a window's files for it.

    Parameters
    ----------
    menu : of the files opened last.
    """

    def __init__(self, store: Store, window: Window, menu: QMenu) -> None:
        super().__init__(window)
        self._store = store
        self._window = window
        self._files: SessionFiles | None = None
        self._opened: Opened | None = None
        self._aside = Aside(window)
        self.document = Document(store, self._aside, self)
        self.document.arrived.connect(self._aside.bring)
        self._recent = RecentMenu(menu)
        self._recent.chosen.connect(self._open)
        self.document.changed.connect(self.show_title)
        window.closing.connect(self.document.end)
        window.menus.tops["file"].aboutToShow.connect(self.show_carry)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self.show_title()

    @property
    def files(self) -> SessionFiles:
        """Open and save; loaded when first needed, dialogs and all."""
        if self._files is None:
            from gui.session_files import SessionFiles

            self._files = SessionFiles(self.document, self._take_data, self._window)
        return self._files

    def begin(self, opened: Opened | None = None) -> None:
        """Begin to count changes.

        Parameters
        ----------
        opened : the file of the command line; what it holds is shown already.
        """
        self._opened = opened
        self.document.begin()
        QTimer.singleShot(0, self._arrive)

    @Slot()
    def _arrive(self) -> None:
        """Take over the file of the command line, or offer what a crash has left behind."""
        from gui.recovery import left_behind

        opened = self._opened
        if opened is None:
            if left_behind():
                self.files.offer_recovery()
            return
        self._aside.bring(opened.session, opened.path.suffix.lower() == SUFFIX)
        try:
            self.document.claim(opened.path, opened.session.scenario)
        except InUseError:
            self.files.tell_in_use(opened.path)
        else:
            self.files.remember(opened.path)

    def may_close(self) -> bool:
        """Ask once whether unsaved work is to be saved; return whether the window may go."""
        finish_typing()
        if not self.document.modified or self.files.may_leave():
            return True
        return not self.document.modified  # the system has ended the program meanwhile

    @Slot()
    def close_now(self) -> None:
        """Close the window without a question; unsaved work is offered at the next start."""
        self.document.abandon()
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()  # the window may be closing, and this the question whether to save
        self._window.close()

    @Slot()
    def show_title(self) -> None:
        """Show the file's name, and whether all is saved."""
        program = translate("window", "QKV Explorer")
        path = self.document.path
        name = "" if path is None else path.name.replace("[*]", "[*][*]")  # as Qt has it literally
        self._window.setWindowTitle(program if path is None else f"{name}[*] — {program}")
        self._window.setWindowModified(path is not None and self.document.modified)

    @Slot()
    def show_carry(self) -> None:
        """Show in the menu whether pictures carry their state."""
        self._window.menus.actions["carry"].setChecked(carries(stored()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return isinstance(event, QDropEvent) and self._drop(event)
        if kind == QEvent.Type.LanguageChange:
            self.show_title()
        return False

    def _drop(self, event: QDropEvent) -> bool:
        """Take a file that is dragged over the window, or dropped on it."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if len(paths) != 1 or paths[0].suffix.lower() not in TAKEN:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            # Whoever dropped it waits for the event to end, and a question could be long.
            QTimer.singleShot(0, self, lambda: self._open(paths[0]))
        return True

    @Slot(object)
    def _open(self, path: Path) -> None:
        self.files.open_path(path)

    def _take_data(self, path: Path) -> None:
        """Import numbers: show what is in the file, and ask what it is."""
        from gui.import_dialog import ImportDialog, changes

        before = self._store.state.scenario
        try:
            dialog = ImportDialog(path, before, self._window)
        except InputError as error:
            self.files.tell_failure(translate("import", "Not imported"), error)
            return
        try:
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
            wanted = dialog.scenario() if accepted else None
        finally:
            dialog.deleteLater()
        if wanted is not None:
            self._store.edit(**changes(before, wanted))

    def forget_imported(self) -> None:
        """Draw all numbers again that came from files."""
        if isinstance(self._store.state.scenario.weights, Imported):
            self._store.edit(weights=Seeded())
