"""Sessions: all that a window holds, as one small JSON file.

A session is an object with these names:

``format``
    The number of the format, an integer.
``needs``
    The first version of the program that reads this format.
``scenario``
    The fields of :class:`core.scenario.Scenario` by name. What is missing is as the program
    begins; ``weights`` is an object with a ``kind``; ``edits`` is a list of objects with ``grid``,
    ``head``, ``row``, ``col`` (counted from 0) and ``value``.
``view``
    Where the person looks: the fields of the window's view by name. Core passes it through.
``show``
    The key of the panel's or page's own view; missing or "" for its first.
``lesson``
    The lesson in play: ``folder``, the name of one that came with the program or the path of
    another one, and ``step``, counted from 0. Missing where none is.
``picture``
    In pictures only: which step, plot, size and colours were drawn. Core passes it through.
``origin``
    In work that was not saved only: the path of the file that it belongs to.

A new field, or another meaning of an old one, makes a new format: raise :data:`FORMAT`, name the
version in :data:`NEEDS`, and add a module to :mod:`core.migrations`. So an older program never
passes over in silence what it does not know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.carriers import MOST_PICTURE, carried, is_carrier
from core.faults import InputError, shown
from core.messages import QT_TRANSLATE_NOOP, message
from core.migrations import MIGRATIONS
from core.reading import MOST_JSON, parse_json, read_limited, shown_path
from core.records import changed, plain
from core.scenario import Scenario
from core.sources import read_source, written_source
from core.version import VERSION

FORMAT = 2
NEEDS = "0.2.0"
SUFFIX = ".qkv"
_NOTHING: Mapping[str, Any] = MappingProxyType({})
LONGEST_FOLDER, MOST_STEPS = 4096, 1000  # of what a session says of a lesson
_PARTS = ("program", "format", "needs", "scenario", "view", "show", "lesson", "picture", "origin")


@dataclass(frozen=True, slots=True)
class LessonPlace:
    """Where somebody is in a lesson.

    Attributes
    ----------
    folder : name of a lesson that came with the program, or path of another one.
    step : from 0.
    """

    folder: str
    step: int


@dataclass(frozen=True, slots=True)
class Session:
    """What a file holds.

    Attributes
    ----------
    scenario : valid.
    view : where the person looks, as plain values; empty when the file does not say.
    show : key of the panel's or page's own view; "" for its first.
    lesson : the lesson in play; None for none.
    picture : what a picture shows, as plain values; empty in session files.
    origin : of work that was not saved, the file that it belongs to; "" for none.
    """

    scenario: Scenario
    view: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    picture: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    origin: str = ""
    show: str = ""
    lesson: LessonPlace | None = None


def scenario_to_dict(scenario: Scenario) -> dict[str, Any]:
    """Return every field of a scenario by name, as values that JSON holds."""
    values: dict[str, Any] = plain(scenario, leave_out=("weights",))
    return values | {"weights": written_source(scenario.weights)}


def scenario_from_dict(
    change: object, base: Scenario | None = None, place: str = "scenario"
) -> Scenario:
    """Return a scenario with the fields that ``change`` names changed.

    Parameters
    ----------
    change : some or all of the names of :func:`scenario_to_dict`.
    base : the scenario to change; None takes what the program begins with.
    place : what the errors call it.

    Raises
    ------
    InputError : a name or a value is wrong, or they do not fit each other.
    """
    scenario = changed(base or Scenario(), change, place, special={"weights": read_source})
    for problem in scenario.validate():
        raise InputError(f"{place}.{problem.field}", problem.wrong, problem.right)
    return scenario


def write(session: Session, *, indent: int | None = 1) -> bytes:
    """Return a session as UTF-8 JSON; in ASCII, so that every carrier holds it."""
    content: dict[str, Any] = {
        "program": "QKV Explorer",
        "format": FORMAT,
        "needs": NEEDS,
        "scenario": scenario_to_dict(session.scenario),
    }
    if session.view:
        content["view"] = dict(session.view)
    if session.show:
        content["show"] = session.show
    if session.lesson is not None:
        content["lesson"] = {"folder": session.lesson.folder, "step": session.lesson.step}
    if session.picture:
        content["picture"] = dict(session.picture)
    if session.origin:
        content["origin"] = session.origin
    text = json.dumps(content, ensure_ascii=True, indent=indent, allow_nan=False)
    return f"{text}\n".encode("ascii")


def read(data: bytes) -> Session:
    """Return the session that a file's bytes hold, of this format or an older one.

    Raises
    ------
    InputError : it is none, it is damaged, or it needs a newer version of the program.
    """
    content = _present(parse_json(data))
    for name in content:
        if name not in _PARTS:
            raise InputError(
                "",
                message(QT_TRANSLATE_NOOP("core", "{name} is not known here"), name=shown(name)),
                message(QT_TRANSLATE_NOOP("core", "known are {names}"), names=", ".join(_PARTS)),
            )
    if "scenario" not in content:
        raise _no_session()
    return Session(
        scenario_from_dict(content["scenario"]),
        _mapping(content.get("view", {}), "view"),
        _mapping(content.get("picture", {}), "picture"),
        _text(content.get("origin", ""), "origin"),
        _text(content.get("show", ""), "show"),
        _lesson(content["lesson"]) if "lesson" in content else None,
    )


def load(path: Path) -> Session:
    """Return the session in a file of its own, or in a picture; errors name the file.

    Raises
    ------
    InputError : as :func:`read`, or the file cannot be read or is too large.
    """
    data = read_limited(path, MOST_JSON if path.suffix.lower() == SUFFIX else MOST_PICTURE)
    try:
        return read(carried(data) if is_carrier(data) else data)
    except InputError as error:
        raise error.inside(shown_path(path)) from None


def _present(content: dict[str, Any]) -> dict[str, Any]:
    """Return a session's content in the present format."""
    number = content.get("format")
    if number is None and "variant" in content:
        number = 0  # a bare scenario
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise _no_session()
    if number > FORMAT:
        raise _newer(content.get("needs"))
    for old in range(number, FORMAT):
        content = MIGRATIONS[old](content)
    return content


def _newer(needs: object) -> InputError:
    version = needs if isinstance(needs, str) and 0 < len(needs) <= 20 else "?"
    return InputError(
        "",
        message(
            QT_TRANSLATE_NOOP("core", "it was saved by a newer version, and this is {version}"),
            version=VERSION,
        ),
        message(
            QT_TRANSLATE_NOOP("core", "it needs QKV Explorer {version} or newer"),
            version=shown(version).strip("'\""),
        ),
    )


def _no_session() -> InputError:
    return InputError(
        "",
        message(QT_TRANSLATE_NOOP("core", "it is no session of QKV Explorer")),
        message(
            QT_TRANSLATE_NOOP("core", "choose a .qkv file, or a picture that this program saved")
        ),
    )


def _lesson(value: object) -> LessonPlace:
    place = changed(LessonPlace("", 0), _mapping(value, "lesson"), "lesson")
    if not 0 < len(place.folder) <= LONGEST_FOLDER:
        raise InputError(
            "lesson.folder",
            message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=shown(place.folder)),
            message(QT_TRANSLATE_NOOP("core", "use a text in quotes")),
        )
    if not 0 <= place.step < MOST_STEPS:
        raise InputError(
            "lesson.step",
            message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=place.step),
            message(
                QT_TRANSLATE_NOOP("core", "use a number from {lowest} to {highest}"),
                lowest=0,
                highest=MOST_STEPS - 1,
            ),
        )
    return place


def _mapping(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise InputError(
            place,
            message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=shown(value)),
            message(QT_TRANSLATE_NOOP("core", "use names and values in braces")),
        )
    return MappingProxyType(value)


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise InputError(
            place,
            message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=shown(value)),
            message(QT_TRANSLATE_NOOP("core", "use a text in quotes")),
        )
    return value
