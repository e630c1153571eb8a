"""The question of a step: predict, check, be told why, see the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from core.lessons.model import Choice, Number, PickCell, Question, StepText, Task, Template
from gui.i18n import translate
from gui.lessons.answer_fields import NumberField, Options
from gui.lessons.words import rich_label
from gui.lessons.writing import Figures, line, plain
from gui.theme import Theme
from gui.widgets.flow import FlowLayout
from gui.widgets.text_field import repolish

FiguresOf = Callable[[Template], Figures]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an answer: rich text, and whether it was right."""

    html: str
    right: bool


class QuestionCard(QFrame):
    """Ask a question and take the answer.

    Signals: ``checked()`` when an answer is to be judged, ``touched()`` when another is being
    given, ``reveal_wanted()`` when the person would rather see the answer.
    """

    checked = Signal()
    touched = Signal()
    reveal_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._theme = theme
        self._question: Question | None = None
        self._answered = self._last = self._numbered = False
        self._pin_text = ""
        self.kind, self.prompt = QLabel(), rich_label()
        self.kind.setProperty("look", "heading")
        self.options: Options | None = None
        self.number = NumberField()
        self.number.entered.connect(self._check)
        self.number.typed.connect(self._touched)
        self.cell, self.trouble = rich_label(), QLabel()
        self.trouble.setProperty("look", "error")
        self.trouble.setWordWrap(True)
        self.check, self.show_answer = QPushButton(), QPushButton()
        self.check.setProperty("look", "primary")
        self.check.clicked.connect(self._check)
        self.show_answer.clicked.connect(self.reveal_wanted)
        self.verdict, self.said = QFrame(), rich_label()
        within = QVBoxLayout(self.verdict)
        within.setContentsMargins(10, 8, 10, 8)
        within.addWidget(self.said)
        self._place_of_options = QVBoxLayout()
        self._place_of_options.setContentsMargins(0, 0, 0, 0)
        self._lay_out()

    @property
    def question(self) -> Question | None:
        """What is asked."""
        return self._question

    @property
    def theme(self) -> Theme:
        """The colours in force."""
        return self._theme

    @property
    def open(self) -> bool:
        """Whether something is asked that is neither answered nor shown."""
        return self._question is not None and not self._answered

    def number_options(self, numbered: bool) -> None:
        """Let the options have numbers from the next text on, where digits are their keys."""
        self._numbered = numbered

    def ask(self, question: Question | None, *, last: bool = False) -> None:
        """Ask another question, the answer fields empty; the ``last`` is found, not predicted."""
        self._question, self._answered, self._pin_text = question, False, ""
        self._last = last
        if self.options is not None:
            self._place_of_options.removeWidget(self.options)
            self.options.hide()
            self.options.deleteLater()
            self.options = None
        if isinstance(question, Choice):
            self.options = Options(len(question.right))
            self.options.picked.connect(self._touched)
            self._place_of_options.addWidget(self.options)
        self.number.line.clear()
        self.number.setVisible(isinstance(question, Number))
        self.cell.setVisible(isinstance(question, PickCell))
        self.check.setVisible(question is not None and not isinstance(question, Task))
        self.say(None)
        self.complain("")
        self.setVisible(question is not None)
        self._show_enabled()

    def show_text(self, text: StepText, figures: FiguresOf) -> None:
        """Show the question's words; figures follow the live state."""
        self.kind.setText(self._heading())
        self.prompt.setText(line(text.question, figures(text.question), self._theme))
        if self.options is not None and len(text.options) == len(self.options.rows):
            self.options.show_texts(
                [
                    (line(one, figures(one), self._theme), plain(one, figures(one)))
                    for one in text.options
                ],
                numbered=self._numbered,
            )
        self.check.setText(translate("lesson_question", "Check"))
        self.show_answer.setText(
            translate("lesson_question", "Show me")
            if isinstance(self._question, Task)
            else translate("lesson_question", "Show the answer")
        )
        self.number.retranslate()
        self.show_pick(self._pin_text)

    def show_pick(self, text: str) -> None:
        """Say which cell the person holds; "" for none yet."""
        if text != self._pin_text:
            self._pin_text = text
            self._touched()
        if text:
            words = translate("lesson_question", "Your cell: {cell}").format(
                cell=f"<b>{escape(text)}</b>"
            )
        else:
            words = translate("lesson_question", "Click a cell of the plot, then check.")
        self.cell.setText(words)
        self._show_enabled()

    def say(self, said: Said | None) -> None:
        """Say what is to be said of the answer; None says nothing."""
        self.verdict.setVisible(said is not None)
        if said is not None:
            self._answered = self._answered or said.right
            self.verdict.setProperty("look", "said_right" if said.right else "said_wrong")
            repolish(self.verdict)
            self.said.setText(said.html)
        self._show_enabled()

    def complain(self, text: str) -> None:
        """Say what cannot be read of an answer, beside it; "" says nothing."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def set_theme(self, theme: Theme) -> None:
        """Follow the theme."""
        self._theme = theme

    def _heading(self) -> str:
        if isinstance(self._question, Task):
            return translate("lesson_question", "Your turn")
        if self._last:
            return translate("lesson_question", "Find out")
        if isinstance(self._question, PickCell):
            return translate("lesson_question", "Predict: which cell?")
        return translate("lesson_question", "Predict")

    def _show_enabled(self) -> None:
        ready = True
        if self.options is not None:
            ready = self.options.choice() is not None
        elif isinstance(self._question, Number):
            ready = bool(self.number.line.text().strip())
        elif isinstance(self._question, PickCell):
            ready = bool(self._pin_text)
        self.check.setEnabled(ready)
        self.show_answer.setVisible(not self._answered)

    @Slot()
    def _touched(self) -> None:
        """Another answer: what was said of the last one goes."""
        self.complain("")
        if not self._answered:
            self.say(None)
        self._show_enabled()
        self.touched.emit()

    @Slot()
    def _check(self) -> None:
        if self.check.isEnabled():
            self.checked.emit()

    def _lay_out(self) -> None:
        ways = QWidget()
        buttons = FlowLayout(ways, gap=6)  # large letters put one below the other
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.check)
        buttons.addWidget(self.show_answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        for widget in (self.kind, self.prompt):
            column.addWidget(widget)
        column.addLayout(self._place_of_options)
        column.addWidget(self.number)
        column.addWidget(self.cell)
        column.addWidget(self.trouble)
        column.addWidget(ways)
        column.addWidget(self.verdict)
