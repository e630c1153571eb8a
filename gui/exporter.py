"""Saving and copying from the window: the menus' commands, and what is told afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QObject,
    QSettings,
    Qt,
    Slot,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMenu, QMessageBox, QWidget

from core.trace import ALL_STEP_KEYS
from gui.carry import carries, set_carries
from gui.export import (
    PICTURES,
    Request,
    export_files,
    file_name,
    head_of,
    panel_bytes,
    plot_bytes,
    plots_of,
)
from gui.export_all import ExportAllDialog
from gui.files import write_whole
from gui.i18n import translate
from gui.options import DOCUMENTS, FORMATS
from gui.page import panel_picture, plot_picture, title_of
from gui.pages.verdict import VerdictPage
from gui.panels.base import Panel
from gui.pictures import ExportError, Picture, image_of, svg_bytes
from gui.registry import PANELS
from gui.save_dialog import SaveDialog
from gui.settings import stored
from gui.shot import PANEL
from gui.stage import alone, at_panel, staged
from gui.state import State
from gui.store import Store
from gui.tables import plot_table, tab_separated
from gui.widgets.notice import Notice
from gui.widgets.style import Style
from gui.widgets.wait_bar import WaitBar

COPY_DPI = 192


class Exporter(QObject):
    """Save and copy the panel that is on the screen, one of its plots, or all steps.

    Parameters
    ----------
    store : what is shown.
    shown : gives the panel that is on the screen.
    window : the dialogs' parent.
    settings : remembers folder, resolution and formats; None takes the application's.
    """

    def __init__(
        self,
        store: Store,
        shown: Callable[[], Panel],
        window: QWidget,
        settings: QSettings | None = None,
    ) -> None:
        super().__init__(window)
        self._store = store
        self._shown = shown
        self._window = window
        self._settings = settings or stored()
        self._menu_key = ""  # the plot under the last context menu
        self.notice = Notice.of(window)

    def set_carry(self, wanted: bool) -> None:
        """Let pictures carry the session that brings back what they show, or not."""
        set_carries(self._settings, wanted)

    @Slot()
    def export_panel(self) -> None:
        """Ask where to, and save the whole panel."""
        panel, state = self._now()
        name = _name(panel, state, PANEL)
        title = translate("exporter", "Export this step")
        if panel.key not in ALL_STEP_KEYS:
            title = translate("exporter", "Export this page")
        chosen = self._ask(title, name, (*PICTURES, *panel.documents(state), "npz"))
        if chosen is not None:
            path, kind, dpi = chosen
            carry = carries(self._settings)
            self._save(
                path, lambda: panel_bytes(panel, state, kind, dpi, caption=True, carry=carry)
            )

    @Slot()
    def export_all(self) -> None:
        """Ask where to and what, and save every step."""
        self._now()
        dialog = ExportAllDialog(self._settings, self._window)
        try:
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return
            request = dialog.request()
        finally:
            dialog.deleteLater()
        try:
            count = self._write_all(request)
        except ExportError as error:
            self._tell_failure(str(error))
            return
        self._tell_count(count, request.folder)

    @Slot()
    def export_report(self) -> None:
        """Ask where to, and save the verdict with the plots of every step as one HTML file."""
        panel, state = self._now()
        name = file_name(state.scenario.variant, VerdictPage.key, PANEL, "")
        chosen = self._ask(translate("exporter", "Export the report"), name, DOCUMENTS)
        if chosen is not None:
            path, kind, dpi = chosen
            self._save(path, lambda: self._report(panel.look, kind, dpi))

    def _report(self, style: Style, kind: str, dpi: int) -> bytes:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        room = (self._window.width(), self._window.height())
        try:
            with staged(VerdictPage, self._store, style.theme, style.scale, room) as page:
                page.close_runs()  # the figures are computed right here
                state = at_panel(self._store.state, page.key)
                carry = carries(self._settings)
                return panel_bytes(page, state, kind, dpi, caption=True, carry=carry)
        finally:
            QGuiApplication.restoreOverrideCursor()

    @Slot()
    def export_animation(self) -> None:
        """Ask how, and save the steps as a moving picture or as numbered ones."""
        from gui.animation.dialog import AnimationDialog, write_animation

        panel, _ = self._now()
        dialog = AnimationDialog(self._settings, self._window)
        try:
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return
            wish = dialog.wish()
        finally:
            dialog.deleteLater()
        room = panel.figures()[0].size() if panel.figures() else panel.size()
        try:
            count = write_animation(self._store, panel.look, room, wish, self._window)
        except ExportError as error:
            self._tell_failure(str(error))
            return
        if count:
            self._tell_count(count, wish.folder)

    def _tell_count(self, count: int, folder: Path) -> None:
        text = translate("exporter", "{count} files saved in {folder}")
        if count == 1:
            text = translate("exporter", "1 file saved in {folder}")
        self.notice.tell(text.format(count=count, folder=folder))

    @Slot()
    def copy_panel(self) -> None:
        """Put the whole panel on the clipboard."""
        panel, state = self._now()
        self._copy(panel_picture(panel, state, caption=True))

    def fill_menu(self, menu: QMenu, key: str) -> None:
        """Add what can be saved and copied of a plot, and of the panel around it."""
        panel, state = self._now()
        if key in plots_of(panel, state):
            self._menu_key = key
            menu.addAction(translate("exporter", "Export this plot…"), self._export_menu_plot)
            menu.addAction(translate("exporter", "Copy this plot"), self._copy_menu_plot)
            menu.addAction(translate("exporter", "Copy its numbers"), self._copy_menu_numbers)
            menu.addSeparator()
        save = translate("exporter", "Export this step…")
        copy = translate("exporter", "Copy this step")
        if panel.key not in ALL_STEP_KEYS:
            save = translate("exporter", "Export this page…")
            copy = translate("exporter", "Copy this page")
        menu.addAction(save, self.export_panel)
        menu.addAction(copy, self.copy_panel)
        menu.addAction(translate("exporter", "Export all steps…"), self.export_all)

    def export_plot(self, key: str) -> None:
        """Ask where to, and save one plot of the panel, or its numbers."""
        panel, state = self._now()
        name = _name(panel, state, key)
        chosen = self._ask(translate("exporter", "Export this plot"), name, FORMATS)
        if chosen is not None:
            path, kind, dpi = chosen
            carry = carries(self._settings)
            self._save(path, lambda: plot_bytes(panel, state, key, kind, dpi, carry=carry))

    def copy_plot(self, key: str) -> None:
        """Put one plot on the clipboard."""
        panel, state = self._now()
        with alone(panel, state, plots_of(panel, state)[key]) as figure:
            self._copy(plot_picture(figure, title_of(state, panel)))

    def copy_numbers(self, key: str) -> None:
        """Put the numbers of one plot on the clipboard, to be pasted into a spreadsheet."""
        panel, state = self._now()
        QGuiApplication.clipboard().setText(tab_separated(plot_table(plots_of(panel, state)[key])))
        self.notice.tell(translate("exporter", "The numbers are on the clipboard"))

    @Slot()
    def _export_menu_plot(self) -> None:
        self.export_plot(self._menu_key)

    @Slot()
    def _copy_menu_plot(self) -> None:
        self.copy_plot(self._menu_key)

    @Slot()
    def _copy_menu_numbers(self) -> None:
        self.copy_numbers(self._menu_key)

    def _now(self) -> tuple[Panel, State]:
        """Return the panel and the state, the pointer's outlines gone: files keep pins only."""
        self._store.look(hover=None)
        panel = self._shown()
        return panel, at_panel(self._store.state, panel.key)

    def _ask(self, title: str, name: str, formats: tuple[str, ...]) -> tuple[Path, str, int] | None:
        dialog = SaveDialog(title, name.rstrip("."), formats, self._settings, self._window)
        try:
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
            return dialog.choice() if accepted else None
        finally:
            dialog.deleteLater()

    def _save(self, path: Path, make: Callable[[], bytes]) -> None:
        try:
            write_whole(path, make())
        except ExportError as error:
            self._tell_failure(str(error))
            return
        self.notice.tell(translate("exporter", "Saved as {path}").format(path=path))

    def _write_all(self, request: Request) -> int:
        """Write every step, with a bar that can be cancelled, and return the number of files."""
        panel = self._shown()
        style = panel.look
        size = panel.figures()[0].size() if panel.figures() else panel.size()
        room = (size.width(), size.height())
        count = 0
        title = translate("exporter", "Export all steps")
        with WaitBar(self._window, title, len(PANELS)) as bar:
            for done, kind in enumerate(PANELS):
                if not bar.go_on(done, translate("panels", kind.title)):
                    break
                with staged(kind, self._store, style.theme, style.scale, room) as copy:
                    state = self._store.state
                    count += len(export_files(copy, state, request, lambda: not bar.go_on()))
        return count

    def _copy(self, picture: Picture) -> None:
        data = QMimeData()
        try:
            data.setImageData(image_of(picture, COPY_DPI))
        except ExportError as error:
            self._tell_failure(str(error))
            return
        data.setData("image/svg+xml", QByteArray(svg_bytes(picture)))
        QGuiApplication.clipboard().setMimeData(data)
        self.notice.tell(translate("exporter", "The picture is on the clipboard"))

    def _tell_failure(self, text: str) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(translate("exporter", "Not saved"))
        box.setText(text)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def _name(panel: Panel, state: State, plot: str) -> str:
    """Return the name that is proposed for a file, its ending still open."""
    head = head_of(panel, state, plot)
    return file_name(state.scenario.variant, panel.key, plot, "", head)
