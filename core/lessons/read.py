"""read_lesson(): a lesson from a folder that anybody may have written.

The folder holds ``lesson.json`` and one Markdown text a language (``en.md``, ``zh_CN.md``).
``lesson.json`` is an object with ``format`` (1), ``minutes``, ``scenario`` (what all steps begin
from, as sessions write it) and ``steps``; a step is an object with

``scenario``, ``view``
    What it changes of the lesson's scenario, and of the view that the program begins with.
``show``
    The panel's or page's own view.
``highlight``
    What it points at: objects with ``grid`` and perhaps ``row``, ``col``, ``head``; tokens, or
    numbers from 1.
``may_change``
    Fields of the scenario whose change belongs to the step.
``question``
    ``{"kind": "choice", "right": [condition, ...]}``,
    ``{"kind": "number", "answer": ..., "within": ..., "mistakes": [...]}``,
    ``{"kind": "cell", "click": grid, "of": grid, "find": "largest", "row": ...}`` or
    ``{"kind": "task", "done": condition, "solution": scenario change}``.
``reveal``
    What is shown once it is answered: ``scenario``, ``view`` and ``show`` again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.faults import InputError, shown
from core.lessons.check import check
from core.lessons.form import Reader
from core.lessons.model import Lesson, LessonText
from core.lessons.text import read_text
from core.messages import QT_TRANSLATE_NOOP, message
from core.reading import inside, parse_json, read_limited, shown_path
from core.session import scenario_from_dict

FORMAT = 1
LESSON_FILE = "lesson.json"
MOST_BYTES = 400_000  # of each file
MOST_STEPS, MOST_TEXTS = 40, 12
LONGEST_MINUTES = 600
CheckView = Callable[[object, str], Any]
"""Takes what a step says of the view, and the place; raises InputError where that is wrong."""

_TEXT_NAME = re.compile(r"([a-z]{2,3}(?:_[A-Z]{2})?)\.md")
_PARTS = ("format", "minutes", "scenario", "steps")


def read_lesson(folder: Path, check_view: CheckView | None = None) -> Lesson:
    """Read a lesson, and check all of it: every state, figure and question, in every language.

    Parameters
    ----------
    folder : where its files are.
    check_view : says whether a view makes sense; the window knows that.

    Raises
    ------
    InputError : something in it is wrong; where, and what would be right.
    """
    content = _content(folder)
    base = scenario_from_dict(content.get("scenario", {}))
    reader = Reader(base, check_view)
    steps = tuple(
        reader.step(step, f"{LESSON_FILE}: steps[{number}]")
        for number, step in enumerate(content["steps"])
    )
    lesson = Lesson(folder, content["minutes"], steps, _texts(folder, len(steps)))
    check(lesson)
    return lesson


def _content(folder: Path) -> Mapping[str, Any]:
    """Return what ``lesson.json`` holds, its outer parts checked."""
    path = inside(folder, LESSON_FILE, shown_path(folder))
    content = parse_json(read_limited(path, MOST_BYTES), LESSON_FILE)
    for name in content:
        if name not in _PARTS:
            raise InputError(
                LESSON_FILE,
                message(QT_TRANSLATE_NOOP("core", "{name} is not known here"), name=shown(name)),
                message(QT_TRANSLATE_NOOP("core", "known are {names}"), names=", ".join(_PARTS)),
            )
    _whole(content, "format", FORMAT, FORMAT)
    _whole(content, "minutes", 1, LONGEST_MINUTES)
    steps = content.get("steps")
    if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_STEPS:
        raise InputError(
            f"{LESSON_FILE}: steps",
            message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=shown(steps)),
            message(QT_TRANSLATE_NOOP("core", "use a list of 1 to {most} steps"), most=MOST_STEPS),
        )
    return content


def _whole(content: Mapping[str, Any], name: str, lowest: int, highest: int) -> None:
    value = content.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise InputError(
            f"{LESSON_FILE}: {name}",
            message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=shown(value)),
            message(
                QT_TRANSLATE_NOOP("core", "use a whole number from {lowest} to {highest}"),
                lowest=lowest,
                highest=highest,
            ),
        )


def _texts(folder: Path, steps: int) -> Mapping[str, LessonText]:
    """Return the texts by language."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.suffix == ".md")
    except OSError:
        names = []
    found: dict[str, LessonText] = {}
    for name in names[:MOST_TEXTS]:
        match = _TEXT_NAME.fullmatch(name)
        if match is None:
            continue
        data = read_limited(inside(folder, name, shown_path(folder)), MOST_BYTES)
        found[match[1]] = _text(data, name, steps)
    if not found:
        raise InputError(
            shown_path(folder),
            message(QT_TRANSLATE_NOOP("core", "there is no text")),
            message(QT_TRANSLATE_NOOP("core", "put a file such as en.md beside lesson.json")),
        )
    return MappingProxyType(found)


def _text(data: bytes, name: str, steps: int) -> LessonText:
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            name,
            message(
                QT_TRANSLATE_NOOP("core", "byte {place} is no UTF-8 text"), place=error.start + 1
            ),
            message(QT_TRANSLATE_NOOP("core", "save it as UTF-8")),
        ) from None
    try:
        text = read_text(source)
    except InputError as error:
        raise error.inside(name) from None
    if len(text.steps) != steps:
        raise InputError(
            name,
            message(
                QT_TRANSLATE_NOOP("core", "it has {count} steps, lesson.json has {steps}"),
                count=len(text.steps),
                steps=steps,
            ),
            message(QT_TRANSLATE_NOOP("core", "give each step a line such as “## Title”")),
        )
    return text
