"""Files written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile

from gui.i18n import translate
from gui.pictures import ExportError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or leave what was there; an existing file is replaced in one move.

    Raises
    ------
    ExportError : the folder cannot be written into, the disk is full, ...
    """
    file = QSaveFile(str(path))
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
    written = 0
    while opened and written < len(content):
        # A disk that fills up takes a part, without an error, and then refuses the rest.
        taken = file.write(content[written:])
        if taken <= 0:
            break
        written += taken
    reason = file.errorString()
    if not opened or written < len(content) or not file.commit():
        file.cancelWriting()
        raise ExportError(
            translate("files", "{path}: could not be written: {reason}").format(
                path=path, reason=reason
            )
        )


def make_folder(path: Path) -> None:
    """Make a folder where there is none yet.

    Raises
    ------
    ExportError : it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ExportError(
            translate("files", "{path}: the folder could not be made: {reason}").format(
                path=path, reason=reason
            )
        ) from None
