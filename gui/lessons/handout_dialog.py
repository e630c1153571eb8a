"""Saving a handout: where to, a bar while its pictures are drawn, and what went wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.atomic import write_whole
from core.faults import InputError
from core.lessons.model import Lesson
from gui import settings
from gui.i18n import translate
from gui.lessons.faults import one_line
from gui.pictures import ExportError
from gui.save_dialog import folder_of, keep_folder
from gui.widgets.notice import Notice
from gui.widgets.wait_bar import WaitBar


class HandoutDialog(QFileDialog):
    """Ask for a file, and write the lesson into it in the language of the window."""

    def __init__(self, lesson: Lesson, name: str, parent: QWidget) -> None:
        title = translate("handout", "Save the handout")
        super().__init__(parent, title, str(folder_of(settings.stored())))
        self._lesson = lesson
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters(["PDF (*.pdf)", "HTML (*.html)"])
        self.setDefaultSuffix("pdf")
        self.selectFile(f"{name}.pdf")
        self.filterSelected.connect(self._follow)
        # When the dialog has closed: it could be closed, and end, in the middle of its own signal.
        self.fileSelected.connect(self.save_to, Qt.ConnectionType.QueuedConnection)

    @Slot(str)
    def save_to(self, name: str) -> None:
        """Write the handout; an ending typed by hand counts."""
        save_handout(self._lesson, Path(name), self.parentWidget() or self)

    @Slot(str)
    def _follow(self, chosen: str) -> None:
        self.setDefaultSuffix("html" if "html" in chosen else "pdf")


def save_handout(lesson: Lesson, path: Path, parent: QWidget) -> None:
    """Write a lesson as a sheet, with a bar that can be cancelled; say what stands against it."""
    from gui.lessons.handout import handout_of
    from gui.lessons.handout_files import html_bytes, pdf_bytes

    title = translate("handout", "Save the handout")
    try:
        with WaitBar(parent, title, len(lesson.steps)) as bar:
            handout = handout_of(lesson, lambda done: not bar.go_on(done))
            if bar.wasCanceled():
                return
            make = html_bytes if path.suffix.lower() == ".html" else pdf_bytes
            write_whole(path, make(handout))
    except (InputError, ExportError) as error:
        text = one_line(error) if isinstance(error, InputError) else str(error)
        QMessageBox.warning(parent, title, text)
    else:
        keep_folder(settings.stored(), path.parent)
        saved = translate("handout", "Saved as {path}").format(path=path)
        Notice.of(parent.window()).tell(saved)
