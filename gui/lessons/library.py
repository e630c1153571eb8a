"""Which lessons there are, and reading all of them: the broken ones with their fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.faults import InputError
from core.lessons.model import Lesson
from core.lessons.read import LESSON_FILE, read_lesson
from core.pipeline import Cancelled
from gui.lessons.formulas import check_formulas
from gui.session_view import view_from_dict
from gui.state import STEPS, Bench, Beside, View

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "lessons"


@dataclass(frozen=True)
class Entry:
    """A lesson of the list: what was read, or what is wrong with it."""

    folder: Path
    lesson: Lesson | None = None
    fault: InputError | None = None

    @property
    def key(self) -> str:
        """What its progress is remembered under: a name for shipped ones, a path for others."""
        return self.folder.name if self.shipped else str(self.folder)

    @property
    def shipped(self) -> bool:
        """Whether it came with the program."""
        return self.folder.parent == SHIPPED


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to read: the folders, the view that lessons begin from, and how often it was asked."""

    folders: tuple[Path, ...]
    view: View
    times: int = 0


def shipped_folders() -> tuple[Path, ...]:
    """Return the folders of the lessons that came with the program, in order."""
    if not SHIPPED.is_dir():
        return ()
    return tuple(sorted(path for path in SHIPPED.iterdir() if (path / LESSON_FILE).is_file()))


def entry_called(key: str, view: View) -> Entry | None:
    """Return the lesson that is called so; None where none of those known here is."""
    from gui import settings
    from gui.lessons.progress import load_folders

    others = (Path(name) for name in load_folders(settings.stored()))
    for folder in (*shipped_folders(), *others):
        if Entry(folder).key == key:
            return read_entry(folder, view)
    return None


def read_all(
    wanted: Wanted, cancelled: Callable[[], bool], progress: Callable[[float], None]
) -> tuple[Entry, ...]:
    """Read and check every folder, in order.

    Raises
    ------
    core.pipeline.Cancelled : ``cancelled`` said so.
    """
    entries: list[Entry] = []
    for folder in wanted.folders:
        if cancelled():
            raise Cancelled
        entries.append(read_entry(folder, wanted.view))
        progress(len(entries) / len(wanted.folders))
    return tuple(entries)


def read_entry(folder: Path, view: View) -> Entry:
    """Read one lesson; its fault stands in the entry."""

    def check_view(change: object, place: str) -> Any:
        return view_from_dict(change, first(view), place)

    entry = Entry(folder)
    try:
        lesson = read_lesson(folder, check_view)
        if not entry.shipped:  # whose formulas are known to be fine
            check_formulas(lesson)
    except InputError as error:
        return replace(entry, fault=error)
    return replace(entry, lesson=lesson)


def first(view: View) -> View:
    """Return the view that the program begins with."""
    return replace(
        view,
        page=STEPS,
        step="scores",
        head=0,
        hover=None,
        pin=None,
        beside=Beside(),
        bench=Bench(),
    )
