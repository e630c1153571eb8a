"""Files written whole or not at all, also when the machine stops in the middle."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from core.faults import InputError
from core.messages import QT_TRANSLATE_NOOP, message
from core.reading import shown_path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside ``path``, wait until the disk has it, and put it in its place.

    Whoever reads ``path``, at any moment, finds the old content or the new one, whole. A link is
    followed; an existing file keeps its permissions.

    Raises
    ------
    InputError : the folder is missing or cannot be written into, the disk is full, ...
    """
    beside = None
    try:
        target = path.resolve()
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(_permissions(target))
        Path(beside).replace(target)
        beside = None
        _settle(target.parent)
    except (OSError, ValueError, RuntimeError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        raise InputError(
            shown_path(path),
            message(QT_TRANSLATE_NOOP("core", "it cannot be written: {reason}"), reason=reason),
            message(QT_TRANSLATE_NOOP("core", "choose a folder that exists and has room")),
        ) from None
    finally:
        if beside is not None:
            with contextlib.suppress(OSError):
                Path(beside).unlink()


def _permissions(target: Path) -> int:
    """Return what an existing file has, else what a new one gets."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _settle(folder: Path) -> None:
    """Wait until the disk knows the new name; where folders cannot be opened, it need not."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
