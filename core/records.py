"""Frozen dataclasses as plain values that JSON holds, and back, checked field by field.

What is missing is taken from a record that is there already: so a part of a record is a change.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from core.faults import InputError, shown
from core.messages import QT_TRANSLATE_NOOP, Message, message

RecordT = TypeVar("RecordT")
Converter = Callable[[Any, str], Any]
"""Takes what stands in a file, and the place; returns the field's value or raises InputError."""

MOST_ITEMS = 100_000  # of a list of records; arrays are not read here


def plain(value: Any, leave_out: tuple[str, ...] = ()) -> Any:
    """Return a record as dicts, lists, texts and numbers.

    Parameters
    ----------
    leave_out : fields of the outermost record that are not written.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name))
            for field in fields(value)
            if field.name not in leave_out
        }
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def changed(
    record: RecordT,
    change: object,
    place: str,
    *,
    special: Mapping[str, Converter] | None = None,
    leave_out: tuple[str, ...] = (),
) -> RecordT:
    """Return a record with the fields that a plain mapping names changed.

    Parameters
    ----------
    record : a frozen dataclass; fields that are records themselves are changed in the same way.
    change : what stands in a file.
    place : where, for errors.
    special : how some fields are read.
    leave_out : fields that no file may set.

    Raises
    ------
    InputError : ``change`` is no mapping, names an unknown field, or a value does not fit its type.
    """
    if not isinstance(change, Mapping):
        raise _unfit(
            place, change, message(QT_TRANSLATE_NOOP("core", "use names and values in braces"))
        )
    kind: Any = type(record)
    hints = get_type_hints(kind)
    known = [field.name for field in fields(kind) if field.name not in leave_out]
    values: dict[str, Any] = {}
    for name, value in change.items():
        if name not in known:
            raise _unknown(place, name, known)
        here = f"{place}.{name}" if place else str(name)
        if special and name in special:
            values[name] = special[name](value, here)
        else:
            values[name] = _read(hints[name], value, here, getattr(record, name))
    made: Any = record
    return replace(made, **values)  # type: ignore[no-any-return]


def _read(hint: Any, value: Any, place: str, present: Any = None) -> Any:
    """Return a value of the type ``hint``."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _one_of(arguments, value, place, present)
    if origin is Literal:
        if not isinstance(value, str) or value not in arguments:
            choices = ", ".join(map(str, arguments))
            right = message(QT_TRANSLATE_NOOP("core", "use one of {choices}"), choices=choices)
            raise _unfit(place, value, right)
        return value
    if origin is tuple:
        return _items(arguments[0], value, place)
    if is_dataclass(hint):
        return changed(present, value, place) if present is not None else _new(hint, value, place)
    return _atom(hint, value, place)


def _one_of(kinds: tuple[Any, ...], value: Any, place: str, present: Any) -> Any:
    """Return None, or a value of the one other type."""
    if value is None and NoneType in kinds:
        return None
    (kind,) = (kind for kind in kinds if kind is not NoneType)
    return _read(kind, value, place, None if is_dataclass(kind) else present)


def _items(hint: Any, value: Any, place: str) -> tuple[Any, ...]:
    """Return a tuple of values of one type."""
    if not isinstance(value, list):
        raise _unfit(place, value, message(QT_TRANSLATE_NOOP("core", "use a list in brackets")))
    if len(value) > MOST_ITEMS:
        raise InputError(
            place,
            message(QT_TRANSLATE_NOOP("core", "it holds {count} entries"), count=len(value)),
            message(QT_TRANSLATE_NOOP("core", "use at most {most}"), most=MOST_ITEMS),
        )
    return tuple(_read(hint, item, f"{place}[{at}]") for at, item in enumerate(value))


def _new(kind: Any, value: Any, place: str) -> Any:
    """Return a record, every field of which must be there."""
    if not isinstance(value, Mapping):
        right = message(QT_TRANSLATE_NOOP("core", "use names and values in braces"))
        raise _unfit(place, value, right)
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    for name in value:
        if name not in names:
            raise _unknown(place, name, names)
    for name in names:
        if name not in value:
            raise InputError(
                place,
                message(QT_TRANSLATE_NOOP("core", "{name} is missing"), name=name),
                message(
                    QT_TRANSLATE_NOOP("core", "all of {names} are needed"), names=", ".join(names)
                ),
            )
    return kind(**{name: _read(hints[name], value[name], f"{place}.{name}") for name in names})


def _atom(hint: Any, value: Any, place: str) -> Any:
    """Return a text, a truth value, a whole number or a finite number."""
    if hint is bool and isinstance(value, bool):
        return value
    if hint is str and isinstance(value, str):
        return value
    if hint is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if hint is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        number = _finite(value)
        if number is not None:
            return number
    rights: Mapping[Any, Message] = {
        bool: message(QT_TRANSLATE_NOOP("core", "use true or false")),
        str: message(QT_TRANSLATE_NOOP("core", "use a text in quotes")),
        int: message(QT_TRANSLATE_NOOP("core", "use a whole number")),
        float: message(QT_TRANSLATE_NOOP("core", "use a finite number")),
    }
    raise _unfit(place, value, rights[hint])


def _finite(value: float) -> float | None:
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _unknown(place: str, name: object, known: list[str]) -> InputError:
    return InputError(
        place,
        message(QT_TRANSLATE_NOOP("core", "{name} is not known here"), name=shown(name)),
        message(QT_TRANSLATE_NOOP("core", "known are {names}"), names=", ".join(known)),
    )


def _unfit(place: str, value: object, right: Message) -> InputError:
    wrong = message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=shown(value))
    return InputError(place, wrong, right)
