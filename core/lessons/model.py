"""A lesson as frozen data: its steps, its questions, and its texts in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from core.lessons.expressions import Expression
from core.scenario import Scenario

Find = Literal["largest", "smallest", "largest_size"]
Where = str | int | None
"""A row or column: its token, its number from 1, or None for all of them."""

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Mark:
    """What a step points at: a cell, a row or a column of a grid, in one head (from 1)."""

    grid: str
    row: Where = None
    col: Where = None
    head: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several options.

    Attributes
    ----------
    right : one condition an option; exactly one must hold on the step's state.
    """

    right: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number.

    Attributes
    ----------
    answer : what is right.
    within : how far off an answer may be.
    mistakes : wrong answers that have an explanation of their own.
    """

    answer: Expression
    within: Expression
    mistakes: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class PickCell:
    """The cell that is (or will be) the largest.

    Attributes
    ----------
    click : the grid whose cells are clicked.
    of : the grid that decides; both have the same rows and columns.
    find : which of its cells is asked for.
    row, col : held fixed; None where any will do.
    head : from 1.
    """

    click: str
    of: str
    find: Find = "largest"
    row: Where = None
    col: Where = None
    head: int = 1


@dataclass(frozen=True, slots=True)
class Task:
    """Something to bring about with the program.

    Attributes
    ----------
    done : the condition on the live state; it must not hold as the step begins.
    solution : a change of the scenario that brings it about.
    """

    done: Expression
    solution: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


LOOKS = ("beside", "bench")
"""Parts of the view that a step may leave to the person, besides fields of the scenario."""

Question = Choice | Number | PickCell | Task


@dataclass(frozen=True, slots=True)
class Place:
    """A state of the window.

    Attributes
    ----------
    scenario : what is run.
    view : where to look, as sessions write it; what is missing is as the program begins.
    show : the key of the panel's or page's own view; "" for its first.
    """

    scenario: Scenario
    view: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    show: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes
    ----------
    place : the state that it sets.
    marks : what it points at.
    may_change : fields of the scenario, or parts of the view (:data:`LOOKS`), whose change
        belongs to the step.
    question : what it asks; None where it only tells.
    reveal : the state to show once the question is answered; None stays.
    """

    place: Place
    marks: tuple[Mark, ...] = ()
    may_change: tuple[str, ...] = ()
    question: Question | None = None
    reveal: Place | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A text with figures in it.

    Attributes
    ----------
    text : Markdown with TeX; a figure is its number between :data:`OPEN` and :data:`CLOSE`.
    figures : by number.
    """

    text: str = ""
    figures: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class StepText:
    """What a step says.

    Attributes
    ----------
    title, body : heading and text.
    question, options : what is asked, and the options of a choice.
    why : of a choice, one an option; of a number, one a mistake.
    right, wrong, hint : said of a right answer, of any other one, and on request.
    """

    title: Template
    body: Template
    question: Template = Template()
    options: tuple[Template, ...] = ()
    why: tuple[Template, ...] = ()
    right: Template = Template()
    wrong: Template = Template()
    hint: Template = Template()

    def templates(self) -> tuple[Template, ...]:
        """Return all of its texts."""
        single = (self.title, self.body, self.question, self.right, self.wrong, self.hint)
        return (*single, *self.options, *self.why)


@dataclass(frozen=True, slots=True)
class LessonText:
    """A lesson in one language: title, a line on what it is about, and its steps."""

    title: str
    summary: str
    steps: tuple[StepText, ...]


@dataclass(frozen=True)
class Lesson:
    """A lesson that was read and checked.

    Attributes
    ----------
    folder : where it was read from.
    minutes : how long a class takes.
    steps : in order.
    texts : by language.
    """

    folder: Path
    minutes: int
    steps: tuple[Step, ...]
    texts: Mapping[str, LessonText]

    def text(self, language: str) -> LessonText:
        """Return its text in a language (``zh_CN`` or ``zh-CN``), else in English, else any."""
        wanted = language.replace("-", "_")
        for name in (wanted, "en"):
            if name in self.texts:
                return self.texts[name]
        return next(iter(self.texts.values()))


OPEN, CLOSE = "\ue000", "\ue001"
"""Around the number of a figure in a template: letters that no text has."""
