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
    """Write a file as :func:`put_whole` does, for people.

    Raises
    ------
    InputError : the folder is missing or cannot be written into, the disk is full, ...
    """
    try:
        put_whole(path, content)
    except (OSError, ValueError, RuntimeError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        raise InputError(
            shown_path(path),
            message(QT_TRANSLATE_NOOP("core", "it cannot be written: {reason}"), reason=reason),
            message(QT_TRANSLATE_NOOP("core", "choose a folder that exists and has room")),
        ) from None


def put_whole(path: Path, content: bytes) -> None:
    """Write a file beside ``path``, wait until the disk has it, and put it in its place.

    Whoever reads ``path``, at any moment, finds the old content or the new one, whole. A link is
    followed; an existing file keeps its permissions.

    Raises
    ------
    OSError : the folder is missing or cannot be written into, the disk is full, ...
    ValueError, RuntimeError : the path is none that a file can have.
    """
    target = path.resolve()
    # One name, so that a program that was killed leaves at most one file behind.
    beside = target.with_name(f".{target.name[:200]}.part")
    beside.unlink(missing_ok=True)
    permissions = _permissions(target)
    try:
        # A new file gets what the system gives; what takes another's place is nobody else's so far.
        mode = 0o666 if permissions is None else 0o600
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if permissions is not None:
            beside.chmod(permissions)
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError, ValueError):
            beside.unlink()
        raise
    _settle(target.parent)


def _permissions(target: Path) -> int | None:
    """Return what an existing file has; None of a new one."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        return None


def _settle(folder: Path) -> None:
    """Wait until the disk knows the new name; where folders cannot be opened, it need not."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
