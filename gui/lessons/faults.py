"""What is wrong with a file, in the reader's language, on one line."""

from __future__ import annotations

from core.faults import InputError
from gui.i18n import told


def one_line(error: InputError) -> str:
    """Return ``where: wrong; right``."""
    return f"{error.where}: {told(error)}" if error.where else told(error)
