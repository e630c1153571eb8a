"""The file behind the window: which it is, whether all is saved in it, and who else has it open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot

from core import session
from core.atomic import write_whole
from core.faults import InputError
from core.reading import shown_path
from core.scenario import Scenario
from core.session import SUFFIX, LessonPlace, Session
from gui.recovery import Recovery
from gui.session_view import view_from_dict, view_to_dict
from gui.store import Store

KEEP_MS = 3000  # unsaved work is written down this long after a change


class InUseError(Exception):
    """Another window has the file open; the text says which."""


class Beside(Protocol):
    """Says what a session keeps beside scenario and view."""

    def show(self) -> str:
        """Return the key of the view on the screen; "" for its first."""

    def lesson(self) -> LessonPlace | None:
        """Return the lesson in play."""


@dataclass(frozen=True, slots=True)
class _Coming:
    """What was opened and is still being computed."""

    session: Session
    own: bool
    path: Path | None
    lock: QLockFile | None
    saved: Scenario | None


class Document(QObject):
    """Open and save sessions; know what is not saved, and keep it until it is.

    It is asleep until :meth:`begin`: then changes count, and unsaved work is kept.

    Signals: ``changed()`` when its name, or whether all is saved, may have changed;
    ``arrived(session, own)`` once what was opened is shown, as the window's own or as a picture.
    """

    changed = Signal()
    arrived = Signal(object, bool)

    def __init__(self, store: Store, beside: Beside, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._beside = beside
        self._arrived: tuple[Session, bool] | None = None
        self._soon = QTimer(self)  # nothing is shown while a change is being told
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell_arrived)
        self._path: Path | None = None
        self._lock: QLockFile | None = None
        self._saved: Scenario | None = store.state.scenario
        self._coming: _Coming | None = None
        self._recovery: Recovery | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self._keep)
        store.changed.connect(self._follow)

    @property
    def path(self) -> Path | None:
        """The file, None before the first save."""
        return self._path

    @property
    def modified(self) -> bool:
        """Whether there is work that is not saved."""
        return self._recovery is not None and self._work() != self._saved

    def begin(self) -> None:
        """Count what is shown now as saved, and keep what comes after."""
        self._recovery = self._recovery or Recovery()
        self._saved = self._work()
        self.changed.emit()

    def end(self) -> None:
        """Keep nothing any longer, and let others have the file."""
        self._timer.stop()
        self._soon.stop()
        if self._recovery is not None:
            self._recovery.forget()
        self._recovery = None
        before, self._lock = self._lock, None
        self._release(before)

    def abandon(self) -> None:
        """End, but leave unsaved work behind, to be offered at the next start."""
        if self.modified:
            self._keep()
            self._recovery = None
        self.end()

    def open(self, path: Path, *, copy: bool = False) -> None:
        """Show the session in a file, or in a picture, which then has no file of its own.

        Parameters
        ----------
        copy : open it without its name, as another window has it.

        Raises
        ------
        InputError : it cannot be read or run; the present state stays.
        InUseError : another window has the file open.
        """
        found = session.load(path)
        own = path.suffix.lower() == SUFFIX
        kept = path if own and not copy else None
        lock = self._taken(path) if kept is not None else None
        try:
            self._show(_Coming(found, own, kept, lock, found.scenario), shown_path(path))
        except InputError:
            self._release(lock)
            raise

    def claim(self, path: Path, saved: Scenario) -> None:
        """Take over a file whose session is shown already.

        Parameters
        ----------
        saved : what the file holds.

        Raises
        ------
        InUseError : another window has it open.
        """
        if path.suffix.lower() == SUFFIX:
            self._adopt(path, self._taken(path), saved)

    def restore(self, work: Session) -> None:
        """Show work that was not saved; it still is not.

        Raises
        ------
        InputError : it cannot be run any longer.
        """
        origin = Path(work.origin.replace("\0", ""))
        path = origin if origin.suffix.lower() == SUFFIX else None
        lock = None
        if path is not None:
            try:
                lock = self._taken(path)
            except InUseError:
                path = None
        self._show(_Coming(work, True, path, lock, None), "")

    def save(self, path: Path) -> None:
        """Write what is shown into a file, which is then the window's own.

        Raises
        ------
        InputError : it cannot be written; what was there stays.
        InUseError : another window has the file open.
        """
        same = self._path is not None and _same(path, self._path)
        lock = self._lock if same else self._taken(path)
        work = self._work()
        try:
            write_whole(path, session.write(self._session()))
        except InputError:
            if not same:
                self._release(lock)
            raise
        self._adopt(path, lock, work)

    def renew(self) -> None:
        """Begin again without a file; undo brings the old state back."""
        fresh = Scenario()
        self._store.edit(**{name: getattr(fresh, name) for name in Scenario.__dataclass_fields__})
        self._adopt(None, None, fresh)
        self._arrive(Session(fresh), own=True)

    def _show(self, coming: _Coming, where: str) -> None:
        """Show a session; its file is adopted when it is computed."""
        store, found = self._store, coming.session
        try:
            view = view_from_dict(dict(found.view), store.state.view)
        except InputError as error:
            raise error.inside(where) from None
        dropped, self._coming = self._coming, coming
        if dropped is not None:
            self._release(dropped.lock)
        store.show(found.scenario, view, forget=True)
        self._settle()
        if not self._waits() or store.computing:
            return
        problems = store.state.problems
        self._coming = None
        store.cancel()  # the fields show what the present state is, too
        for problem in problems:
            raise InputError(where, problem.wrong, problem.right)

    def _waits(self) -> bool:
        """Whether what was opened is not shown yet."""
        return self._coming is not None

    def _settle(self) -> None:
        """Take over the file of what was opened, if it is shown now."""
        coming = self._coming
        if coming is not None and self._store.state.scenario == coming.session.scenario:
            self._coming = None
            self._adopt(coming.path, coming.lock, coming.saved)
            self._arrive(coming.session, own=coming.own)

    def _arrive(self, session: Session, *, own: bool) -> None:
        self._arrived = session, own
        self._soon.start(0)

    @Slot()
    def _tell_arrived(self) -> None:
        if self._arrived is not None:
            (session, own), self._arrived = self._arrived, None
            self.arrived.emit(session, own)

    def _adopt(self, path: Path | None, lock: QLockFile | None, saved: Scenario | None) -> None:
        before, self._lock = self._lock, lock
        self._release(before)
        self._path, self._saved = path, saved
        self._follow_modified()

    def _work(self) -> Scenario:
        """Return what would be saved: what the fields show while it can be run."""
        state = self._store.state
        wanted = state.shown
        return wanted if self._store.computing and not wanted.validate() else state.scenario

    def _session(self, origin: Path | None = None) -> Session:
        """Return all that a file holds."""
        view, beside = view_to_dict(self._store.state.view), self._beside
        at = "" if origin is None else str(origin)
        return Session(self._work(), view, origin=at, show=beside.show(), lesson=beside.lesson())

    @Slot()
    def _follow(self) -> None:
        """Note a change of the state."""
        coming = self._coming
        if coming is not None and not self._store.computing:
            self._settle()
            if self._coming is coming and self._store.state.draft is None:
                self._drop_coming()  # the run was cancelled
        self._follow_modified()

    def _follow_modified(self) -> None:
        if self._recovery is None:
            return
        if not self.modified:
            self._timer.stop()
            self._recovery.forget()
        elif not self._timer.isActive():
            self._timer.start()
        self.changed.emit()

    @Slot()
    def _keep(self) -> None:
        """Write unsaved work down."""
        if self._recovery is not None and self.modified:
            self._recovery.keep(self._session(self._path))

    def _drop_coming(self) -> None:
        dropped, self._coming = self._coming, None
        if dropped is not None:
            self._release(dropped.lock)

    def _taken(self, path: Path) -> QLockFile | None:
        """Take a file for this window; None where its folder takes no locks.

        Raises
        ------
        InUseError : another window has it.
        """
        coming = self._coming
        mine = [(self._path, self._lock)]
        mine += [(coming.path, coming.lock)] if coming is not None else []
        for known, held in mine:
            if known is not None and held is not None and _same(path, known):
                return held
        lock = QLockFile(str(path.with_name(f".{path.name}.lock")))
        lock.setStaleLockTime(0)  # however old: what counts is whether the program lives
        if lock.tryLock(0):
            return lock
        if lock.error() == QLockFile.LockError.LockFailedError:
            raise InUseError(str(path))
        return None

    def _release(self, lock: QLockFile | None) -> None:
        """Let others have a file that is not, or not any longer, the window's own."""
        coming = None if self._coming is None else self._coming.lock
        if lock is not None and lock not in (self._lock, coming):
            lock.unlock()


def _same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    try:
        return one.resolve() == other.resolve()
    except (OSError, RuntimeError):
        return one == other
