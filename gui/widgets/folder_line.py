"""A folder, typed or looked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from gui.i18n import translate

LEAST_WIDTH = 320


class FolderLine(QWidget):
    """A line for a folder and a button that looks for one; ``changed()`` at every letter."""

    changed = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.line = QLineEdit(str(folder))
        self.line.setMinimumWidth(LEAST_WIDTH)
        self.line.setAccessibleName(translate("folder_line", "Folder"))
        self.line.textChanged.connect(self.changed)
        self._browse = QPushButton(translate("folder_line", "Browse…"))
        self._browse.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self._browse)
        self.setFocusProxy(self.line)

    def named(self) -> bool:
        """Whether a folder is named at all."""
        return bool(self.line.text().strip())

    def path(self) -> Path:
        """Return the folder, the home folder's sign resolved."""
        return Path(self.line.text()).expanduser()

    @Slot()
    def _choose(self) -> None:
        title = translate("folder_line", "Folder")
        chosen = QFileDialog.getExistingDirectory(self, title, self.line.text())
        if chosen:
            self.line.setText(chosen)
