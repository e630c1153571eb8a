"""Where a person looks, as a session writes it: the fields of View by name, without the pointer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.faults import InputError, shown
from core.messages import QT_TRANSLATE_NOOP, message
from core.objective import Objective, read_loss, write_loss
from core.presets import NUMBER_TYPES, PRESETS
from core.records import changed, plain
from core.trace import ALL_STEP_KEYS
from core.variants import VARIANTS
from gui.page_keys import PAGE_KEYS
from gui.state import MOST_BESIDE, STEPS, View

_PASSING = ("hover",)
MOST = 10**9  # of any whole number: what is right among these, the pages themselves say


def view_to_dict(view: View) -> dict[str, Any]:
    """Return where a person looks, as values that JSON holds."""
    values: dict[str, Any] = plain(view, leave_out=_PASSING)
    values["loss"] = None if view.loss is None else write_loss(view.loss)
    return values


def view_from_dict(change: object, base: View, place: str = "view") -> View:
    """Return a view with the fields that ``change`` names changed.

    Parameters
    ----------
    change : some or all of the names of :func:`view_to_dict`.
    base : the view to change; the store's, or the one that the program begins with.
    place : what the errors call it.

    Raises
    ------
    InputError : a name or a value is wrong.
    """
    view = changed(base, change, place, special={"loss": _loss}, leave_out=_PASSING)
    for where, value, known in _choices(view):
        if value not in known:
            raise InputError(
                f"{place}.{where}",
                message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=shown(value)),
                message(
                    QT_TRANSLATE_NOOP("core", "use one of {choices}"), choices=", ".join(known)
                ),
            )
    if len(view.beside.variants) > MOST_BESIDE or not view.beside.variants:
        raise InputError(
            f"{place}.beside.variants",
            message(
                QT_TRANSLATE_NOOP("core", "it holds {count} entries"),
                count=len(view.beside.variants),
            ),
            message(QT_TRANSLATE_NOOP("core", "use at most {most}"), most=MOST_BESIDE),
        )
    for where, number, low, high in _numbers(view):
        if not low <= number <= high:
            raise InputError(
                f"{place}.{where}",
                message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=number),
                message(
                    QT_TRANSLATE_NOOP("core", "use a number from {lowest} to {highest}"),
                    lowest=low,
                    highest=high,
                ),
            )
    return view


def _loss(value: object, place: str) -> Objective | None:
    """Read what the gradients are of; see :func:`core.objective.write_loss`."""
    loss = read_loss(value) if isinstance(value, str) else None
    if value is not None and loss is None:
        raise InputError(
            place,
            message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=shown(value)),
            message(
                QT_TRANSLATE_NOOP(
                    "core", "use a loss such as larger:8:3, copy:8:2 or copy:8:2:value"
                )
            ),
        )
    return loss


def _choices(view: View) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the place, the value and what it may be, of each choice among names."""
    yield "page", view.page, (STEPS, *PAGE_KEYS)
    yield "step", view.step, ALL_STEP_KEYS
    for at, variant in enumerate(view.beside.variants):
        yield f"beside.variants[{at}]", variant, tuple(VARIANTS)
    yield "bench.preset", view.bench.preset, ("", *PRESETS)
    yield "bench.number_type", view.bench.number_type, tuple(NUMBER_TYPES)


def _numbers(view: View) -> Iterator[tuple[str, float, float, float]]:
    """Yield the place, the value and its ends, of each number."""
    yield "head", view.head, 0, MOST
    yield "beside.alpha", view.beside.alpha, 0.0, 1.0
    bench: Mapping[str, int | None] = {
        "r": view.bench.r,
        "d": view.bench.d,
        "depth": view.bench.depth,
        "context": view.bench.context,
    }
    for name, number in bench.items():
        yield f"bench.{name}", 0 if number is None else number, 0, MOST
    for name, number in (("seeds", view.lab.seeds), ("steps", view.lab.steps)):
        yield f"lab.{name}", number, 0, MOST
    if view.pin is not None:
        for name in ("head", "row", "col"):
            yield f"pin.{name}", getattr(view.pin, name), 0, MOST
