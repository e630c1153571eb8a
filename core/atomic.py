"""Files written whole or not at all, also when the machine stops in the middle."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from core.faults import InputError
from core.messages import QT_TRANSLATE_NOOP, message
from core.reading import shown_path

_BINARY = getattr(os, "O_BINARY", 0)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside ``path``, wait until the disk has it, and put it in its place.

    Whoever reads ``path``, at any moment, finds the old content or the new one, whole. A link is
    followed; an existing file keeps its permissions.

    Raises
    ------
    InputError : the folder is missing or cannot be written into, the disk is full, ...
    """
    beside: Path | None = None
    try:
        target = path.resolve()
        # One name, so that a program that was killed leaves at most one file behind.
        beside = target.with_name(f".{target.name[:200]}.part")
        beside.unlink(missing_ok=True)
        permissions = _permissions(target)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, permissions)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(permissions)
        beside.replace(target)
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
            with contextlib.suppress(OSError, ValueError):
                beside.unlink()


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
