"""The dialog that saves all steps at once."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.carry import carries, set_carries
from gui.export import Request
from gui.i18n import NUMBERS, translate
from gui.option_types import LARGEST_DPI, SMALLEST_DPI
from gui.options import FORMATS, Parts
from gui.save_dialog import dpi_of, folder_of, formats_of, remember
from gui.widgets.dialog_buttons import dialog_buttons
from gui.widgets.folder_line import FolderLine


class ExportAllDialog(QDialog):
    """Ask for a folder, the formats, the resolution, and whether plots go out one by one too."""

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(NUMBERS)
        self._settings = settings
        self.setWindowTitle(translate("export_all", "Export all steps"))
        self.place = FolderLine(folder_of(settings))
        self.folder = self.place.line
        self.formats = {kind: QCheckBox(kind.upper()) for kind in FORMATS}
        for kind in formats_of(settings, FORMATS):
            self.formats[kind].setChecked(True)
        self.dpi = QSpinBox()
        self.dpi.setRange(SMALLEST_DPI, LARGEST_DPI)
        self.dpi.setValue(dpi_of(settings))
        self.dpi.setSuffix(translate("export_all", " dots per inch"))
        self.dpi.setToolTip(translate("export_all", "Resolution of the PNG files"))
        self.plots = QCheckBox(translate("export_all", "Each plot in a file of its own too"))
        self.caption = QCheckBox(translate("export_all", "Title, formula and caption"))
        self.caption.setChecked(True)
        self.carry = QCheckBox(translate("export_all", "Pictures carry their state"))
        self.carry.setToolTip(
            translate("export_all", "Opening such a picture brings back what it shows")
        )
        self.carry.setChecked(carries(settings))
        self._build()
        self._check()

    def request(self) -> Request:
        """Return what was chosen, and remember it."""
        chosen = tuple(kind for kind, box in self.formats.items() if box.isChecked())
        folder = self.place.path()
        remember(self._settings, folder, self.dpi.value(), chosen)
        parts: Parts = "all" if self.plots.isChecked() else "panels"
        carry = self.carry.isChecked()
        set_carries(self._settings, carry)
        return Request(folder, chosen, self.dpi.value(), parts, self.caption.isChecked(), carry)

    def _build(self) -> None:
        kinds = QHBoxLayout()
        for box in self.formats.values():
            kinds.addWidget(box)
            box.toggled.connect(self._check)
        self.place.changed.connect(self._check)
        form = QFormLayout()
        form.addRow(translate("export_all", "Folder"), self.place)
        form.addRow(translate("export_all", "Formats"), kinds)
        form.addRow(translate("export_all", "Resolution"), self.dpi)
        form.addRow("", self.caption)
        form.addRow("", self.plots)
        form.addRow("", self.carry)
        self._buttons = dialog_buttons(self, QDialogButtonBox.StandardButton.Save)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._buttons)

    @Slot()
    def _check(self) -> None:
        """Offer to save only what can be saved."""
        chosen = any(box.isChecked() for box in self.formats.values())
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(chosen and self.place.named())
        self.dpi.setEnabled(self.formats["png"].isChecked())
