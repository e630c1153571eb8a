"""What stands in ``lesson.json``, step by step, as the records of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, get_args

from core.faults import InputError, shown
from core.lessons.expressions import Expression, parse
from core.lessons.figure_error import FigureError
from core.lessons.model import (
    LOOKS,
    Choice,
    Find,
    Mark,
    Number,
    PickCell,
    Place,
    Question,
    Step,
    Task,
    Where,
)
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.scenario import Scenario, Trained
from core.session import scenario_from_dict
from core.trained.catalogue import FOLDER, path_of

MOST_MARKS, MOST_OPTIONS = 20, 8
_STEP = ("scenario", "view", "show", "highlight", "may_change", "question", "reveal")
_QUESTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "choice": ("right",),
        "number": ("answer", "within", "mistakes"),
        "cell": ("click", "of", "find", "row", "col", "head"),
        "task": ("done", "solution"),
    }
)


@dataclass(frozen=True)
class Reader:
    """Read steps over the scenario that the lesson begins from."""

    base: Scenario
    check_view: Callable[[object, str], Any] | None = None

    def step(self, value: object, place: str) -> Step:
        """Return a step; InputError where a part of it is wrong."""
        given = _named(value, place, _STEP)
        state = self._state(given, place, self.base)
        marks = _list(given.get("highlight", []), f"{place}.highlight", MOST_MARKS)
        reveal = None
        if "reveal" in given:
            inner = f"{place}.reveal"
            changed = _named(given["reveal"], inner, ("scenario", "view", "show"))
            reveal = self._state({"view": dict(state.view)} | dict(changed), inner, state.scenario)
        return Step(
            state,
            tuple(_mark(one, f"{place}.highlight[{at}]") for at, one in enumerate(marks)),
            _may_change(given.get("may_change", []), f"{place}.may_change"),
            self._question(given["question"], f"{place}.question") if "question" in given else None,
            reveal,
        )

    def _state(self, given: Mapping[str, Any], place: str, base: Scenario) -> Place:
        scenario = scenario_from_dict(given.get("scenario", {}), base, f"{place}.scenario")
        _shipped(scenario, f"{place}.scenario")
        view = given.get("view", {})
        _named(view, f"{place}.view")
        if self.check_view is not None:
            self.check_view(view, f"{place}.view")
        show = given.get("show", "")
        return Place(scenario, MappingProxyType(dict(view)), _word(show, f"{place}.show"))

    def _question(self, value: object, place: str) -> Question:
        kind = _named(value, place).get("kind")
        if not isinstance(kind, str) or kind not in _QUESTIONS:
            choices = message(
                QT_TRANSLATE_NOOP("core", "use one of {choices}"), choices=", ".join(_QUESTIONS)
            )
            raise _unfit(f"{place}.kind", kind, choices)
        given = _named(value, place, ("kind", *_QUESTIONS[kind]))
        return getattr(self, f"_{kind}")(given, place)  # type: ignore[no-any-return]

    def _choice(self, given: Mapping[str, Any], place: str) -> Choice:
        options = _list(given.get("right"), f"{place}.right", MOST_OPTIONS)
        return Choice(tuple(_expression(one, f"{place}.right") for one in options))

    def _number(self, given: Mapping[str, Any], place: str) -> Number:
        mistakes = _list(given.get("mistakes", []), f"{place}.mistakes", MOST_OPTIONS)
        return Number(
            _expression(given.get("answer"), f"{place}.answer"),
            _expression(given.get("within", "0.005"), f"{place}.within"),
            tuple(_expression(one, f"{place}.mistakes") for one in mistakes),
        )

    def _cell(self, given: Mapping[str, Any], place: str) -> PickCell:
        click = _word(given.get("click"), f"{place}.click")
        find = given.get("find", "largest")
        if find not in get_args(Find):
            choices = message(
                QT_TRANSLATE_NOOP("core", "use one of {choices}"), choices=", ".join(get_args(Find))
            )
            raise _unfit(f"{place}.find", find, choices)
        return PickCell(
            click,
            _word(given.get("of", click), f"{place}.of"),
            find,
            _where(given.get("row"), f"{place}.row"),
            _where(given.get("col"), f"{place}.col"),
            _whole(given.get("head", 1), f"{place}.head"),
        )

    def _task(self, given: Mapping[str, Any], place: str) -> Task:
        solution = given.get("solution", {})
        scenario_from_dict(solution, self.base, f"{place}.solution")
        condition = _expression(given.get("done"), f"{place}.done")
        return Task(condition, MappingProxyType(dict(solution)))


def _shipped(scenario: Scenario, place: str) -> None:
    """Refuse a trained model that lies somewhere on the disk: a lesson reads its own folder."""
    weights = scenario.weights
    if isinstance(weights, Trained) and path_of(weights.model).parent != FOLDER:
        wrong = message(
            QT_TRANSLATE_NOOP("core", "{name} lies outside the folder"), name=shown(weights.model)
        )
        right = message(QT_TRANSLATE_NOOP("core", "name a model that came with the program"))
        raise InputError(f"{place}.weights", wrong, right)


def _mark(value: object, place: str) -> Mark:
    given = _named(value, place, ("grid", "row", "col", "head"))
    return Mark(
        _word(given.get("grid"), f"{place}.grid"),
        _where(given.get("row"), f"{place}.row"),
        _where(given.get("col"), f"{place}.col"),
        _whole(given.get("head", 1), f"{place}.head"),
    )


def _may_change(value: object, place: str) -> tuple[str, ...]:
    known = (*(row.name for row in fields(Scenario)), *LOOKS)
    names = _list(value, place, len(known))
    for name in names:
        if name not in known:
            choices = message(
                QT_TRANSLATE_NOOP("core", "use one of {choices}"), choices=", ".join(known)
            )
            raise _unfit(place, name, choices)
    return tuple(names)


def _named(value: object, place: str, known: tuple[str, ...] = ()) -> Mapping[str, Any]:
    """Return an object; InputError where it is none or has an unknown name."""
    if not isinstance(value, Mapping):
        raise _unfit(
            place, value, message(QT_TRANSLATE_NOOP("core", "use names and values in braces"))
        )
    for name in value:
        if known and name not in known:
            raise InputError(
                place,
                message(QT_TRANSLATE_NOOP("core", "{name} is not known here"), name=shown(name)),
                message(QT_TRANSLATE_NOOP("core", "known are {names}"), names=", ".join(known)),
            )
    return value


def _list(value: object, place: str, most: int) -> list[Any]:
    if not isinstance(value, list):
        raise _unfit(place, value, message(QT_TRANSLATE_NOOP("core", "use a list in brackets")))
    if len(value) > most:
        raise InputError(
            place,
            message(QT_TRANSLATE_NOOP("core", "it holds {count} entries"), count=len(value)),
            message(QT_TRANSLATE_NOOP("core", "use at most {most}"), most=most),
        )
    return value


def _word(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise _unfit(place, value, message(QT_TRANSLATE_NOOP("core", "use a text in quotes")))
    return value


def _whole(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        right = message(QT_TRANSLATE_NOOP("core", "count from 1"))
        raise _unfit(place, value, right)
    return value


def _where(value: object, place: str) -> Where:
    if value is None or isinstance(value, str):
        return value
    return _whole(value, place)


def _expression(value: object, place: str) -> Expression:
    """Return an expression; a number may stand for itself."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = repr(value)
    try:
        return parse(_word(value, place))
    except FigureError as error:
        raise InputError(
            place,
            error.message,
            message(
                QT_TRANSLATE_NOOP("core", "write a figure such as {example}"),
                example="max_kv_difference",
            ),
        ) from None


def _unfit(place: str, value: object, right: Message) -> InputError:
    wrong = message(QT_TRANSLATE_NOOP("core", "it cannot be {value}"), value=shown(value))
    return InputError(place, wrong, right)
