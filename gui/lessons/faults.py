"""What is wrong with a file, in the reader's language, on one line."""

from __future__ import annotations

from core.faults import InputError
from gui.i18n import render


def one_line(error: InputError) -> str:
    """Return ``where: wrong; right``."""
    line = f"{render(error.wrong)}; {render(error.right)}"
    return f"{error.where}: {line}" if error.where else line
