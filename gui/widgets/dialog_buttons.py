"""The two buttons that end a dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox

Standard = QDialogButtonBox.StandardButton


def dialog_buttons(dialog: QDialog, yes: Standard) -> QDialogButtonBox:
    """Return the button that accepts a dialog, of that kind, and the one that cancels it."""
    buttons = QDialogButtonBox(yes | Standard.Cancel)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
