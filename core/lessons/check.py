"""check(): play a lesson through without a window: every state, figure, mark and question."""

from __future__ import annotations

from core.faults import InputError
from core.lessons.answers import best_spots, done, expected, right_option
from core.lessons.expressions import number, written
from core.lessons.figure_error import FigureError
from core.lessons.figures import LiveFigures, along, place, run_of
from core.lessons.model import Choice, Lesson, Mark, Number, PickCell, Step, StepText, Task, Where
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.scenario import Scenario
from core.session import scenario_from_dict
from core.trace import Axis


def check(lesson: Lesson) -> None:
    """Raise InputError for the first thing that does not work."""
    known: dict[Scenario, LiveFigures] = {}
    for at, step in enumerate(lesson.steps):
        where = f"lesson.json: steps[{at}]"
        live = _live(step.place.scenario, known, where)
        _marks(step, live, where)
        _question(step, live, where)
        if step.reveal is not None:
            _live(step.reveal.scenario, known, where)
        for language, text in lesson.texts.items():
            _text(step, text.steps[at], live, f"{language}.md: ## {at + 1}")


def live_on(scenario: Scenario, known: dict[Scenario, LiveFigures] | None = None) -> LiveFigures:
    """Return the figures of a scenario, from ``known`` where it has been run."""
    known = {} if known is None else known
    return known.get(scenario) or LiveFigures(run_of(scenario), known)


def solved(step: Step) -> Scenario:
    """Return the scenario in which a step's task is done."""
    question = step.question
    change = question.solution if isinstance(question, Task) else {}
    return scenario_from_dict(change, step.place.scenario, "solution")


def _live(scenario: Scenario, known: dict[Scenario, LiveFigures], where: str) -> LiveFigures:
    try:
        return live_on(scenario, known)
    except FigureError as error:
        raise _wrong(where, error.message) from None


def _marks(step: Step, live: LiveFigures, where: str) -> None:
    try:
        for mark in step.marks:
            placed(mark, live)
    except FigureError as error:
        raise _wrong(f"{where}.highlight", error.message) from None


def placed(mark: Mark, live: LiveFigures) -> tuple[int, int | None, int | None]:
    """Return head, row and column of a mark, from 0; None for all. FigureError: not there."""
    grid = live.grid(mark.grid)
    return place(float(mark.head), grid.n_heads), _at(grid.rows, mark.row), _at(grid.cols, mark.col)


def _at(axis: Axis, where: Where) -> int | None:
    if where is None:
        return None
    return along(axis, where if isinstance(where, str) else float(where))


def _question(step: Step, live: LiveFigures, where: str) -> None:
    question, where = step.question, f"{where}.question"
    try:
        if isinstance(question, Choice):
            right_option(question, live)
        elif isinstance(question, Number):
            expected(question, live)
            for mistake in question.mistakes:
                number(mistake, live)
        elif isinstance(question, PickCell):
            best_spots(question, live)
        elif isinstance(question, Task):
            _task(step, question, live)
    except FigureError as error:
        raise _wrong(where, error.message) from None
    except InputError as error:
        raise error.inside(where) from None


def _task(step: Step, question: Task, live: LiveFigures) -> None:
    """Refuse a task that is done before it begins, or that its solution does not do."""
    if done(question, live):
        raise _wrong("", message(QT_TRANSLATE_NOOP("core", "the task is done before it begins")))
    if question.solution and not done(question, live.of(solved(step))):
        raise _wrong("", message(QT_TRANSLATE_NOOP("core", "the solution does not do the task")))


def _text(step: Step, text: StepText, live: LiveFigures, where: str) -> None:
    """Refuse a figure without a value."""
    try:
        for template in text.templates():
            for figure in template.figures:
                written(figure, live)
    except FigureError as error:
        raise _wrong(where, error.message) from None
    _words(step, text, where)


def _words(step: Step, text: StepText, where: str) -> None:
    """Refuse a question without its words, and words without their question."""
    question = step.question
    if question is not None and not text.question.text:
        raise _wrong(where, message(QT_TRANSLATE_NOOP("core", "the question has no text")))
    if question is None and text.question.text:
        raise _wrong(where, message(QT_TRANSLATE_NOOP("core", "lesson.json has no question here")))
    options = len(question.right) if isinstance(question, Choice) else 0
    whys = len(question.mistakes) if isinstance(question, Number) else options
    for found, wanted in ((text.options, options), (text.why, whys)):
        if len(found) != wanted:
            raise _wrong(
                where,
                message(
                    QT_TRANSLATE_NOOP("core", "{count} lines stand where {wanted} are needed"),
                    count=len(found),
                    wanted=wanted,
                ),
            )


def _wrong(where: str, wrong: Message) -> InputError:
    right = message(QT_TRANSLATE_NOOP("core", "correct the lesson's file"))
    return InputError(where, wrong, right)
