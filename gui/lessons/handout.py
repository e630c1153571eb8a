"""A lesson as a sheet to hand out: texts, formulas, the picture of each step, the questions.

What stands here is gathered once, and written as HTML or as PDF; the answers come last, on a page
of their own. Everything is in the language that is installed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import numpy as np
from PySide6.QtGui import QImage

from core.lessons import answers
from core.lessons.check import live_on
from core.lessons.expressions import write_number, written
from core.lessons.figure_error import FigureError
from core.lessons.figures import LiveFigures
from core.lessons.model import Choice, Lesson, Number, PickCell, Place, Step, StepText, Template
from core.lessons.model import Task as TaskQuestion
from core.scenario import Edit, Scenario
from core.session import scenario_from_dict
from core.trace import Grid
from gui.contents import ENTRIES
from gui.i18n import language, translate
from gui.lessons.figures import NO_VALUE
from gui.lessons.library import first
from gui.lessons.pointing import sources
from gui.lessons.writing import Block, Figures, blocks, html, line
from gui.page import panel_picture
from gui.pictures import image_of
from gui.report.scenario import label_of, value_of
from gui.session_view import view_from_dict
from gui.stage import staged
from gui.state import STEPS
from gui.store import Store
from gui.theme import LIGHT
from gui.widgets.spec_builders import symbol

ROOM = (760, 430)  # pixels for the plots of a step
MOST_TALL = 1.15  # of a picture's width: of a page that is scrolled through, its beginning
LEAST_GAP = 12  # pixels without a mark: there one plot ends and another begins
LEAST_PLOT = 60  # pixels: what is lower is a heading
DPI = 192
LONG_PAGES = ("verdict", "lessons", "lab")  # too long, or not the same twice: no picture of them
LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class Sheet:
    """One step, ready to be set.

    Attributes
    ----------
    title : rich text.
    words : its text.
    picture : of its state, and its width in pixels of 1/96 inch; None where there is none.
    question, options : what is asked, as rich text; empty for nothing.
    answer : what is right, and why, as rich text.
    """

    title: str
    words: tuple[Block, ...]
    picture: QImage | None
    width: int
    question: str
    options: tuple[str, ...]
    answer: str


@dataclass(frozen=True)
class Handout:
    """A lesson to hand out, in one language."""

    title: str
    summary: str
    sheets: tuple[Sheet, ...]


def handout_of(lesson: Lesson, stop: Callable[[int], bool] = lambda _done: False) -> Handout:
    """Gather a lesson in the language that is installed.

    Parameters
    ----------
    stop : told before every step how many are done; True leaves the rest out.
    """
    text = lesson.text(language())
    known: dict[Scenario, LiveFigures] = {}
    made: list[Sheet] = []
    for number, (step, words) in enumerate(zip(lesson.steps, text.steps, strict=True)):
        if stop(number):
            break
        made.append(_sheet(step, words, live_on(step.place.scenario, known)))
    return Handout(text.title, text.summary, tuple(made))


def _sheet(step: Step, text: StepText, live: LiveFigures) -> Sheet:
    picture = _picture(step, live)

    def figures(template: Template) -> Figures:
        return _figures(template, live)

    return Sheet(
        title=line(text.title, figures(text.title), LIGHT),
        words=blocks(text.body, figures(text.body), LIGHT),
        picture=picture,
        width=0 if picture is None else round(picture.width() * 96 / DPI),
        question=line(text.question, figures(text.question), LIGHT),
        options=tuple(line(one, figures(one), LIGHT) for one in text.options),
        answer=_answer(step, text, live) if step.question is not None else "",
    )


def _figures(template: Template, live: LiveFigures) -> Figures:
    def figure(number: int) -> str:
        try:
            return written(template.figures[number], live)
        except (FigureError, IndexError):
            return NO_VALUE

    return figure


def _picture(step: Step, live: LiveFigures) -> QImage | None:
    """Draw the plots of a step's state, with what it points at."""
    place = step.place
    store = Store(place.scenario)
    try:
        view = view_from_dict(place.view, first(store.state.view))
        store.show(place.scenario, view)
        if store.state.view.page in LONG_PAGES:
            return None
        return _drawn(step, place, store, live)
    finally:
        store.close()
        store.deleteLater()


def _drawn(step: Step, place: Place, store: Store, live: LiveFigures) -> QImage:
    view = store.state.view
    key = view.step if view.page == STEPS else view.page
    with staged(ENTRIES[key].load(), store, LIGHT, 1.0, ROOM) as panel:
        keys = [name for name, _ in panel.views()]
        if place.show in keys:
            panel.set_view(place.show)
        for figure in panel.figures():
            figure.set_marks(sources(step, live))
        image = image_of(panel_picture(panel, store.state, caption=False), DPI)
        return _to_a_gap(image, round(MOST_TALL * image.width()))


def _answer(step: Step, text: StepText, live: LiveFigures) -> str:
    """Return the answer with its reason."""
    question, parts = step.question, []
    why: tuple[Template, ...] = ()
    if isinstance(question, Choice):
        right = answers.right_option(question, live)
        parts.append(f"<b>{LETTERS[right]}</b>")
        why = text.why[right : right + 1]
    elif isinstance(question, Number):
        value, _ = answers.expected(question, live)
        parts.append(f"<b>{write_number(value, question.answer.spec)}</b>")
    elif isinstance(question, PickCell):
        best = answers.best_spots(question, live)[0]
        cell = f"{escape(best.row_label)} → {escape(best.col_label)}"
        parts.append(f"<b>{cell}</b> ({write_number(best.value, '.3f')})")
    elif isinstance(question, TaskQuestion):
        parts.append(_solution(step, question, live))
        live = live.of(scenario_from_dict(question.solution, step.place.scenario))
    reasons = [one for one in (*why, text.right) if one.text]
    parts += [html(one, _figures(one, live), LIGHT) for one in reasons]
    return " ".join(part for part in parts if part)


def _solution(step: Step, task: TaskQuestion, live: LiveFigures) -> str:
    """Return one way to do a task, in the window's words."""
    if not task.solution:
        return ""
    scenario = scenario_from_dict(task.solution, step.place.scenario)
    choice = translate("handout", "{label}: {value}")
    ways = [
        choice.format(label=label_of(name), value=value_of(name, getattr(scenario, name)))
        for name in task.solution
        if name != "edits"
    ]
    if "edits" in task.solution:
        ways += [_edited(edit, live.trace.grid(edit.grid)) for edit in scenario.edits]
    told = escape("; ".join(ways))
    return translate("handout", "For instance: {ways}.").format(ways=f"<b>{told}</b>")


def _edited(edit: Edit, grid: Grid) -> str:
    """Name a cell as the lens does, and its new number."""
    row, col = grid.rows.labels[edit.row], grid.cols.labels[edit.col]
    return f"{symbol(grid)}[{row}, {col}] = {write_number(edit.value)}"


def _to_a_gap(image: QImage, most: int) -> QImage:
    """Return the beginning of a picture that is higher than ``most``, cut between two plots."""
    if image.height() <= most:
        return image
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width, line = grey.width(), grey.bytesPerLine()
    pixels = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), line)[:most, :width]
    written = np.flatnonzero((pixels != pixels[0, 0]).any(axis=1))  # [most, width] -> rows
    gaps = np.flatnonzero(np.diff(written) > LEAST_GAP * DPI / 96)
    above = np.diff(written[gaps], prepend=0)  # rows from gap to gap
    plots = gaps[above >= LEAST_PLOT * DPI / 96]
    end = int(written[plots[-1]]) + LEAST_GAP if len(plots) else most
    return image.copy(0, 0, image.width(), end)
