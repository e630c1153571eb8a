"""Reading what others wrote: sizes are limited before anything is read, and JSON is only JSON."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any, NoReturn

from core.faults import InputError, shown
from core.memory import in_units
from core.messages import QT_TRANSLATE_NOOP, Message, message

_BINARY = getattr(os, "O_BINARY", 0)
MOST_JSON = 64_000_000  # bytes of a session with large imported matrices


def read_limited(path: Path, most: int) -> bytes:
    """Return the bytes of an ordinary file of at most ``most`` bytes.

    Pipes and devices, which may never end, are refused before they are read.

    Raises
    ------
    InputError : there is no such file, it cannot be read, or it is too large.
    """
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise InputError(
                    shown_path(path),
                    message(QT_TRANSLATE_NOOP("core", "this is no ordinary file")),
                    message(QT_TRANSLATE_NOOP("core", "choose a file")),
                )
            data = file.read(most + 1) if about.st_size <= most else b""
    except (OSError, ValueError) as error:
        raise InputError(
            shown_path(path),
            message(QT_TRANSLATE_NOOP("core", "it cannot be read: {reason}"), reason=_why(error)),
            message(QT_TRANSLATE_NOOP("core", "choose a file that exists and may be read")),
        ) from None
    if about.st_size > most or len(data) > most:
        raise too_large(shown_path(path), max(about.st_size, len(data)), most)
    return data


def too_large(where: str, size: int, most: int) -> InputError:
    """Return the refusal of something that is larger than anything of its kind."""
    return InputError(
        where,
        message(QT_TRANSLATE_NOOP("core", "it takes {size}"), size=in_units(size)),
        message(QT_TRANSLATE_NOOP("core", "at most {most} are read"), most=in_units(most)),
    )


def shown_path(path: Path) -> str:
    """Return a path on one line, with what cannot be encoded made visible."""
    text = str(path).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def parse_json(data: bytes, where: str = "", *, most: int = MOST_JSON) -> dict[str, Any]:
    """Return the JSON object that UTF-8 bytes hold.

    NaN and infinities, names that stand twice, more than one value, and lists within lists within
    lists without end are refused.

    Raises
    ------
    InputError : it is anything else; the line and the column are named.
    """
    if len(data) > most:
        raise too_large(where, len(data), most)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            where,
            message(
                QT_TRANSLATE_NOOP("core", "byte {place} is no UTF-8 text"), place=error.start + 1
            ),
            message(QT_TRANSLATE_NOOP("core", "save it as UTF-8")),
        ) from None
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        fault = message(
            QT_TRANSLATE_NOOP("core", "line {line}, column {column} is no JSON"),
            line=error.lineno,
            column=error.colno,
        )
        raise _no_json(where, fault) from None
    except _FoundError as error:
        raise InputError(where, error.wrong, error.right) from None
    except RecursionError:
        fault = message(QT_TRANSLATE_NOOP("core", "it is nested too deeply"))
        raise _no_json(where, fault) from None
    except ValueError:  # Python reads no whole number of thousands of digits
        fault = message(QT_TRANSLATE_NOOP("core", "a number is too long to be one"))
        raise _no_json(where, fault) from None
    if not isinstance(value, dict):
        raise InputError(
            where,
            message(QT_TRANSLATE_NOOP("core", "it holds {value}"), value=shown(value)),
            message(QT_TRANSLATE_NOOP("core", "names and values in braces are expected")),
        )
    return value


def inside(folder: Path, name: object, where: str = "") -> Path:
    """Return the path of a file that a folder's own text names, in that folder and nowhere else.

    Raises
    ------
    InputError : the name is none, or leads out of the folder, by ``..``, by a link or otherwise.
    """
    wrong = message(QT_TRANSLATE_NOOP("core", "{name} lies outside the folder"), name=shown(name))
    right = message(QT_TRANSLATE_NOOP("core", "name a file in the folder itself"))
    if not isinstance(name, str) or not name or "\0" in name:
        raise InputError(where, wrong, right)
    if Path(name).is_absolute() or "\\" in name or ":" in name or ".." in Path(name).parts:
        raise InputError(where, wrong, right)
    try:
        root = folder.resolve()
        path = (root / name).resolve()
    except (OSError, RuntimeError, ValueError):
        raise InputError(where, wrong, right) from None
    if root not in path.parents:
        raise InputError(where, wrong, right)
    return path


class _FoundError(ValueError):
    """What a hook of the JSON reader refuses."""

    def __init__(self, text: str, right: str, **values: object) -> None:
        super().__init__(text)
        self.wrong = message(text, **values)
        self.right = message(right)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _FoundError(
                QT_TRANSLATE_NOOP("core", "{name} stands there twice"),
                QT_TRANSLATE_NOOP("core", "keep one of the two"),
                name=shown(name),
            )
        found[name] = value
    return found


def _no_constant(name: str) -> NoReturn:
    raise _FoundError(
        QT_TRANSLATE_NOOP("core", "{name} is no number of JSON"),
        QT_TRANSLATE_NOOP("core", "use a finite number"),
        name=name,
    )


def _no_json(where: str, wrong: Message) -> InputError:
    return InputError(where, wrong, message(QT_TRANSLATE_NOOP("core", "JSON is expected")))


def _why(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
