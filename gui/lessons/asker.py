"""The asker: takes the answers to a lesson's questions, judges them on the live run, says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from core.lessons import answers
from core.lessons.answers import Judged
from core.lessons.expressions import write_number
from core.lessons.figure_error import FigureError
from core.lessons.figures import LiveFigures
from core.lessons.model import Choice, Number, PickCell, Question, Step, StepText, Task
from core.session import scenario_from_dict
from gui.follow import inside
from gui.i18n import render, translate
from gui.lessons.figures import Writer
from gui.lessons.question import QuestionCard, Said
from gui.lessons.verdicts import wrong_cell, wrong_number
from gui.lessons.writing import html
from gui.state import Cell, State
from gui.store import Store
from gui.theme import Theme


@dataclass(frozen=True)
class Asked:
    """An answer that was judged: whether it was right, which explanation fits, and the run.

    ``number`` and ``cell`` are what was answered: what is typed or held since is not judged yet.
    """

    right: bool
    why: int | None
    live: LiveFigures
    number: float | None = None
    cell: Cell | None = None


class Asker(QObject):
    """Judge what is answered on the card.

    Signals: ``answered()`` rightly; ``revealed()`` when the person asked for the answer.

    Parameters
    ----------
    text : gives what the present step says, in the reader's language.
    """

    answered = Signal()
    revealed = Signal()

    def __init__(
        self, card: QuestionCard, store: Store, writer: Writer, text: Callable[[], StepText]
    ) -> None:
        super().__init__(card)
        self._card, self._store, self._writer, self._text = card, store, writer, text
        self._step: Step | None = None
        self._asked: Asked | None = None
        card.checked.connect(self._check)
        card.touched.connect(self._forget)
        card.reveal_wanted.connect(self._reveal)

    def close(self) -> None:
        """Ask nothing any more; the card, which stays, is left without it."""
        self._card.checked.disconnect(self._check)
        self._card.touched.disconnect(self._forget)
        self._card.reveal_wanted.disconnect(self._reveal)
        self.deleteLater()

    def ask(self, step: Step, *, last: bool) -> None:
        """Ask a step's question anew; the lesson's ``last`` needs the program."""
        self._step, self._asked = step, None
        self._card.ask(step.question, last=last)

    def write(self, theme: Theme) -> None:
        """Write the question, and what was said of the answer, in the present language."""
        self._card.set_theme(theme)
        self._card.show_text(self._text(), self._writer.figures)
        self.show_pick(self._store.state)
        self._say(theme)

    def show_pick(self, state: State) -> None:
        """Say which cell is held, where a cell is asked for."""
        question, pin = self._question, state.view.pin
        if not isinstance(question, PickCell):
            return
        if pin is None or pin.grid != question.click or not inside(pin, state.trace):
            self._card.show_pick("")
            return
        grid = state.trace.grid(pin.grid)
        self._card.show_pick(f"{grid.rows.labels[pin.row]} → {grid.cols.labels[pin.col]}")

    def look_at_task(self, theme: Theme) -> None:
        """Say so when the present state does what was asked for."""
        question, live = self._question, self._writer.live()
        if not isinstance(question, Task) or live is None or self._asked is not None:
            return
        try:
            finished = answers.done(question, live)
        except FigureError:
            return
        if finished:
            self._asked = Asked(True, None, live)
            self._say(theme)
            self.answered.emit()

    @property
    def _question(self) -> Question | None:
        return None if self._step is None else self._step.question

    @Slot()
    def _forget(self) -> None:
        """Drop what was said of a wrong answer: it holds for that one only."""
        if self._asked is not None and not self._asked.right:
            self._asked = None

    @Slot()
    def _check(self) -> None:
        """Judge what the person answered."""
        live = self._writer.live()
        if live is None:
            return
        try:
            judged = self._judged(live)
        except FigureError as error:
            self._card.complain(
                translate(
                    "lesson_question",
                    "In this state the question has no answer ({why}); go back to the lesson's.",
                ).format(why=render(error.message))
            )
            return
        if judged is None:
            return
        number = self._card.number.number() if isinstance(self._question, Number) else None
        pin = self._store.state.view.pin
        self._asked = Asked(judged.right, judged.why, live, number, pin)
        self._say(self._card.theme)
        if judged.right:
            self.answered.emit()

    def _judged(self, live: LiveFigures) -> Judged | None:
        """Return the judgement; None, and a word beside the field, where nothing can be read."""
        card, question = self._card, self._question
        if isinstance(question, Choice) and card.options is not None:
            picked = card.options.choice()
            return None if picked is None else answers.judge_option(question, live, picked)
        if isinstance(question, Number):
            given = card.number.number()
            if given is None:
                card.complain(translate("lesson_question", "Type a number such as 0.25."))
                return None
            return answers.judge_number(question, live, given)
        pin = self._store.state.view.pin
        if isinstance(question, PickCell) and pin is not None:
            return answers.judge_cell(question, live, pin.row, pin.col)
        return None

    @Slot()
    def _reveal(self) -> None:
        """Show the answer to somebody who asks for it: of a task, by bringing it about."""
        question, live, step = self._question, self._writer.live(), self._step
        if question is None or live is None or step is None:
            return
        if isinstance(question, Task):
            self._asked = Asked(True, None, live)  # shown, not found: it does not count
            scenario = scenario_from_dict(question.solution, step.place.scenario)
            self._store.show(scenario, self._store.state.view)
            self._asked = Asked(True, None, self._writer.live() or live)
            self._say(self._card.theme)
            return
        why = None
        if isinstance(question, Choice) and self._card.options is not None:
            try:
                why = answers.right_option(question, live)
            except FigureError:
                return
            self._card.options.pick(why)
        self._asked = Asked(True, why, live)
        self._say(self._card.theme)
        self.revealed.emit()

    def _say(self, theme: Theme) -> None:
        """Say what is to be said of the last answer."""
        asked, text = self._asked, self._text()
        if asked is None:
            return
        parts = [self._verdict(asked)]
        own = text.why[asked.why : asked.why + 1] if asked.why is not None else ()
        for template in (*own, text.right if asked.right else text.wrong):
            if template.text:
                figures = self._writer.figures(template, asked.live)
                parts.append(html(template, figures, theme))
        self._card.say(Said("".join(parts), asked.right))

    def _verdict(self, asked: Asked) -> str:
        """Return the first line: right, or what is wrong with which number."""
        question = self._question
        word = translate("lesson_question", "Right.") if asked.right else ""
        try:
            if isinstance(question, Number):
                answer, _ = answers.expected(question, asked.live)
                if asked.right:
                    word = f"{word} {write_number(answer, question.answer.spec)}"
                else:
                    word = wrong_number(asked.number, answer)
            elif isinstance(question, PickCell):
                word = self._about_cell(question, asked)
        except FigureError:
            pass  # the run has gone on: the plain word remains
        word = word or translate("lesson_question", "Not so.")
        return f'<p style="margin:0 0 6px 0"><b>{word}</b></p>'

    def _about_cell(self, question: PickCell, asked: Asked) -> str:
        best = answers.best_spots(question, asked.live)[0]
        held = None
        if asked.cell is not None and not asked.right:
            held = answers.spot(question, asked.live, asked.cell.row, asked.cell.col)
        return wrong_cell(question, best, held, right=asked.right)
