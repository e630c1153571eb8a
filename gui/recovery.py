"""Work that is not saved, kept while the program runs, and found again after a crash."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLockFile, QStandardPaths

from core import session
from core.atomic import write_whole
from core.faults import InputError
from core.session import SUFFIX, Session

MOST_OFFERED = 8  # a folder full of old work is no reason to ask a hundred times


@dataclass(frozen=True, slots=True)
class Kept:
    """Work that a program which is no longer running has left behind."""

    path: Path
    at: datetime
    session: Session


class Recovery:
    """One file of unsaved work, and a lock beside it that tells of a living program."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or usual_folder()
        self._path = self._folder / f"{uuid.uuid4().hex}{SUFFIX}"
        self._lock: QLockFile | None = None

    def keep(self, work: Session) -> None:
        """Write the work down; whoever cannot is not disturbed, for nothing is lost yet."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._lock is None:
                self._lock = _lock_of(self._path)
                self._lock.tryLock(0)
            write_whole(self._path, session.write(work))
        except (OSError, InputError):
            return

    def forget(self) -> None:
        """Remove what was written: it is saved, or not wanted."""
        if self._lock is not None:
            self._path.unlink(missing_ok=True)
            self._lock.unlock()
            self._lock = None


def usual_folder() -> Path:
    """Return where unsaved work is kept."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "unsaved"


def left_behind(folder: Path | None = None) -> tuple[Kept, ...]:
    """Return the work of programs that ended without a word, the newest first.

    What belongs to a program that still runs is left alone, and so is what cannot be read: a newer
    version of the program may have written it, or the disk may answer again tomorrow.
    """
    found: list[Kept] = []
    for path in sorted((folder or usual_folder()).glob(f"*{SUFFIX}")):
        lock = _lock_of(path)
        if not lock.tryLock(0):
            continue
        try:
            work = session.load(path)
            at = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
            found.append(Kept(path, at, work))
        except (InputError, OSError):
            continue
        finally:
            lock.unlock()
    return tuple(sorted(found, key=lambda kept: kept.at, reverse=True)[:MOST_OFFERED])


def drop(path: Path) -> None:
    """Remove work that was taken over, or is not wanted."""
    try:
        os.unlink(path)  # noqa: PTH108 (a missing file and a missing folder are both fine)
    except OSError:
        return


def _lock_of(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # however old: what counts is whether the program lives
    return lock
