"""Opening and saving from the window: the dialogs, and what is told when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.faults import InputError
from core.reading import shown_path
from core.session import SUFFIX
from gui import recent
from gui.document import Document, InUseError
from gui.i18n import render, translate
from gui.recovery import Kept, drop, left_behind
from gui.settings import stored
from gui.widgets.notice import Notice
from gui.widgets.typed_digits import finish_typing

PICTURES = (".png", ".svg", ".pdf", ".html", ".htm")
DATA = (".csv", ".tsv", ".npy", ".npz")
_FOLDER = "session/folder"


class SessionFiles(QObject):
    """What File → New, Open, Save and the rest do.

    Parameters
    ----------
    document : the file behind the window.
    take_data : called with a file of numbers, to be imported.
    window : the dialogs' parent.
    """

    def __init__(
        self,
        document: Document,
        take_data: Callable[[Path], None],
        window: QWidget,
        settings: QSettings | None = None,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._take_data = take_data
        self._window = window
        self._settings = settings or stored()
        self._offered: list[Kept] = []
        self.notice = Notice.of(window)

    # ---- what the menu calls -----------------------------------------------------------------

    @Slot()
    def new(self) -> None:
        """Begin again."""
        if self.may_leave():
            self._document.renew()

    @Slot()
    def open(self) -> None:
        """Ask for a session, or a picture that carries one, and show it."""
        if not self.may_leave():
            return
        endings = " ".join(f"*{ending}" for ending in (SUFFIX, *PICTURES))
        title = translate("session_files", "Open a session, or a picture that carries one")
        kinds = translate("session_files", "Sessions and pictures ({endings})")
        name, _ = QFileDialog.getOpenFileName(
            self._window, title, str(self._folder()), kinds.format(endings=endings)
        )
        if name:
            self._open(Path(name))

    @Slot()
    def import_numbers(self) -> None:
        """Ask for a file of numbers, and what they are."""
        title = translate("session_files", "Import embeddings or a matrix")
        kinds = translate("session_files", "Tables of numbers ({endings})")
        endings = " ".join(f"*{ending}" for ending in DATA)
        name, _ = QFileDialog.getOpenFileName(
            self._window, title, str(self._folder()), kinds.format(endings=endings)
        )
        if name:
            self._take_data(Path(name))

    @Slot(object)
    def open_path(self, path: Path) -> None:
        """Show what is in a file: a session, a picture that carries one, or numbers."""
        if path.suffix.lower() in DATA:
            self._take_data(path)
        elif self.may_leave():
            self._open(path)

    @Slot()
    def save(self) -> bool:
        """Save into the window's file, or ask for one; return whether all is saved now."""
        finish_typing()
        path = self._document.path
        return self._save(path) if path is not None else self.save_as()

    @Slot()
    def save_as(self) -> bool:
        """Ask for a file and save into it; return whether all is saved now."""
        finish_typing()
        path = self._document.path
        start = path or self._folder() / f"attention{SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            translate("session_files", "Save the session"),
            str(start),
            translate("session_files", "Session (*{ending})").format(ending=SUFFIX),
        )
        if not name:
            return False
        wanted = Path(name)
        if wanted.suffix.lower() != SUFFIX:
            wanted = wanted.with_name(f"{wanted.name}{SUFFIX}")
            if wanted.exists() and not self._may_replace(wanted):
                return False
        return self._save(wanted)

    def may_leave(self) -> bool:
        """Ask once whether unsaved work is to be saved; return whether it may go."""
        finish_typing()
        if not self._document.modified:
            return True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(translate("session_files", "Not saved"))
        path = self._document.path
        box.setText(
            translate("session_files", "Save what you have changed?")
            if path is None
            else translate("session_files", "Save what you have changed in {name}?").format(
                name=path.name
            )
        )
        box.setInformativeText(
            translate("session_files", "A session keeps texts, choices and changed numbers.")
        )
        button = QMessageBox.StandardButton
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.setDefaultButton(button.Save)
        box.button(button.Discard).setText(translate("session_files", "Do not save"))
        try:
            answer = box.exec()
        finally:
            box.deleteLater()
        if answer == button.Save:
            return self.save()
        return answer == button.Discard

    # ---- after a crash -----------------------------------------------------------------------

    def offer_recovery(self) -> None:
        """Offer what a program that ended without a word has left behind."""
        self._offered = list(left_behind())
        self._offer_next()

    def _offer_next(self) -> None:
        if not self._offered:
            return
        kept = self._offered[0]
        box = QMessageBox(self._window)
        box.setObjectName("recovery")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(translate("session_files", "Unsaved work"))
        text = translate("session_files", "The program ended without saving your work of {time}.")
        box.setText(text.format(time=kept.at.strftime("%Y-%m-%d %H:%M")))
        quoted = " ".join(kept.session.scenario.text.split())
        origin = kept.session.origin
        box.setInformativeText(
            translate("session_files", "It begins with “{text}”.").format(text=quoted[:60])
            + (f"\n{shown_path(Path(origin))}" if origin else "")
        )
        yes = box.addButton(
            translate("session_files", "Bring it back"), QMessageBox.ButtonRole.AcceptRole
        )
        box.addButton(translate("session_files", "Not now"), QMessageBox.ButtonRole.RejectRole)
        no = box.addButton(
            translate("session_files", "Throw it away"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.setDefaultButton(yes)
        try:
            box.exec()
            answer = box.clickedButton()
        finally:
            box.deleteLater()
        self._offered.pop(0)
        if answer is yes:
            self._restore(kept)
        elif answer is no:
            drop(kept.path)
            self._offer_next()

    def _restore(self, kept: Kept) -> None:
        try:
            self._document.restore(kept.session)
        except InputError as error:
            self.tell_failure(translate("session_files", "Not opened"), error)
            return
        drop(kept.path)

    # ---- inside ------------------------------------------------------------------------------

    def _open(self, path: Path) -> None:
        try:
            self._document.open(path)
        except InUseError:
            self._offer_copy(path)
        except InputError as error:
            recent.forget(self._settings, path)
            self.tell_failure(translate("session_files", "Not opened"), error)
        else:
            self._opened(path)

    def _opened(self, path: Path) -> None:
        self.remember(path)
        if self._document.path is None:
            text = translate("session_files", "This is what {name} shows")
            self.notice.tell(text.format(name=path.name))

    def _offer_copy(self, path: Path) -> None:
        """Tell that another window has the file, and open a copy if that is wanted."""
        if self.tell_in_use(path):
            try:
                self._document.open(path, copy=True)
            except InputError as error:
                self.tell_failure(translate("session_files", "Not opened"), error)
            else:
                self._opened(path)

    def tell_in_use(self, path: Path) -> bool:
        """Tell that another window has the file; return whether a copy is wanted."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(translate("session_files", "Open elsewhere"))
        text = translate("session_files", "{name} is open in another window.")
        box.setText(text.format(name=path.name))
        box.setInformativeText(
            translate(
                "session_files",
                "Two windows that save into one file would undo each other's work. A copy shows "
                "what was saved last, and is saved under another name.",
            )
        )
        copy = box.addButton(
            translate("session_files", "Open a copy"), QMessageBox.ButtonRole.AcceptRole
        )
        box.addButton(QMessageBox.StandardButton.Cancel)
        try:
            box.exec()
            return box.clickedButton() is copy
        finally:
            box.deleteLater()

    def _save(self, path: Path) -> bool:
        try:
            self._document.save(path)
        except InUseError:
            box = self._box(translate("session_files", "Not saved"))
            text = translate("session_files", "{name} is open in another window.")
            box.setText(text.format(name=path.name))
            box.setInformativeText(translate("session_files", "Save under another name."))
            box.open()
            return False
        except InputError as error:
            self.tell_failure(translate("session_files", "Not saved"), error)
            return False
        self.remember(path)
        self.notice.tell(translate("session_files", "Saved as {path}").format(path=path))
        return True

    def _may_replace(self, path: Path) -> bool:
        """Ask whether a file may be replaced that the file dialog has not asked about."""
        text = translate("session_files", "{name} exists. Replace it?").format(name=path.name)
        title = translate("session_files", "Save the session")
        button = QMessageBox.StandardButton
        answer = QMessageBox.question(self._window, title, text, button.Yes | button.No, button.No)
        return answer == button.Yes

    def tell_failure(self, title: str, error: InputError) -> None:
        """Say what is wrong, where, and what would be right."""
        box = self._box(title)
        box.setText("\n".join(part for part in (error.where, render(error.wrong)) if part))
        box.setInformativeText(render(error.right))
        box.open()

    def _box(self, title: str) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(title)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return box

    def _folder(self) -> Path:
        """Return the folder of the last session, while it exists, or where documents belong."""
        kept = self._settings.value(_FOLDER)
        if isinstance(kept, str) and kept and Path(kept).is_dir():
            return Path(kept)
        place = QStandardPaths.StandardLocation.DocumentsLocation
        documents = Path(QStandardPaths.writableLocation(place))
        return documents if documents.is_dir() else Path.home()

    def remember(self, path: Path) -> None:
        """Put a file first among those opened last."""
        self._settings.setValue(_FOLDER, str(path.absolute().parent))
        recent.note(self._settings, path.absolute())
