"""A lesson on the projector: its pane beside the plot, in letters for the back row.

A presenter remote with two buttons plays all of it: forward reads on, shows the answer that people
have predicted, and goes to the next step.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.explanation import Source
from core.lessons.model import Number, PickCell
from gui.appearance import Appearance
from gui.lesson_side import LessonSide
from gui.projector.keys import HOLD, TURNS

READ_ON = 0.8  # of what is seen: the last lines stay, so that the eye finds its place
LETTERS, TITLE = 1.3, 1.8  # of the projector's letters


class LessonSheet(QWidget):
    """Borrow the pane of the lesson in play from the window behind; give it back at the end.

    Signals: ``turned()`` when another step has been set, or the lesson has ended.
    """

    turned = Signal()

    def __init__(self, side: LessonSide, parent: QWidget) -> None:
        super().__init__(parent)
        self._side = side
        self._row = QVBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        pane = side.lend()
        if pane is not None:
            self._row.addWidget(pane)
            pane.question.number_options(True)
            pane.retranslated.emit()
        self.setVisible(self.on)
        side.pointed.connect(self._turned)
        side.ended.connect(self._turned)

    @property
    def on(self) -> bool:
        """Whether a lesson is in play."""
        return self._side.guide is not None

    @property
    def step(self) -> int | None:
        """The present step of the lesson, from 0."""
        return None if self._side.guide is None else self._side.guide.at

    @property
    def marks(self) -> tuple[Source, ...]:
        """What the lesson points at."""
        return self._side.marks

    def view(self) -> str:
        """Return the view of the panel that the lesson asks for."""
        return self._side.view_shown()

    def grids(self) -> tuple[str, ...]:
        """Return what the step is about: what it points at, and what it asks for."""
        guide = self._side.guide
        if guide is None:
            return ()
        question = guide.step.question
        clicked = (question.click,) if isinstance(question, PickCell) else ()
        return (*clicked, *(mark.grid for mark in guide.step.marks))

    def asks_for_cell(self) -> bool:
        """Whether a cell is to be found: then none is held for people."""
        guide = self._side.guide
        return guide is not None and isinstance(guide.step.question, PickCell)

    def set_look(self, look: Appearance, width: int) -> None:
        """Take letters of the projector's size, and so many pixels of its width."""
        pane = self._side.pane
        if pane is None:
            return
        points = 10 * look.scale * LETTERS
        pane.set_look(look.theme, look.scale * LETTERS)
        pane.setStyleSheet(
            f"QWidget {{ font-size: {points:.1f}pt; }} "
            f'QLabel[look="title"] {{ font-size: {points * TITLE / LETTERS:.1f}pt; }}'
        )
        pane.setFixedWidth(width)

    def give_back(self) -> None:
        """Give the pane back to the window behind."""
        self._side.pointed.disconnect(self._turned)
        self._side.ended.disconnect(self._turned)
        pane = self._side.pane
        if pane is not None:
            pane.question.number_options(False)
        self._side.take_back()

    def press(self, event: QKeyEvent, *, held: bool) -> bool:
        """Take a key that means the lesson; return whether it did.

        Parameters
        ----------
        held : whether a cell is held, which Enter then gives as the answer.
        """
        if not self.on:
            return False
        return self._answer(event, held=held) or self._turn(event.key())

    def _answer(self, event: QKeyEvent, *, held: bool) -> bool:
        """Take a key for the question."""
        pane, guide = self._side.pane, self._side.guide
        if pane is None or guide is None or not pane.question.open:
            return False
        card, text = pane.question, event.text()
        if event.key() in HOLD and (held or not self.asks_for_cell()):
            card.check.click()
        elif card.options is not None and text.isdigit() and text != "0":
            place = int(text) - 1
            if place >= len(card.options.rows):
                return False
            card.options.rows[place].button.click()
        elif isinstance(card.question, Number) and self._is_number(event, card.number.line.text()):
            card.number.take(event)
        else:
            return False
        pane.show_below(card)
        return True

    @staticmethod
    def _is_number(event: QKeyEvent, typed: str) -> bool:
        """Whether a key belongs to the number that is being typed."""
        if event.key() == Qt.Key.Key_Backspace:
            return bool(typed)
        text = event.text()
        return bool(text) and text in "0123456789.,/%" + ("" if typed else "-−")

    def _turn(self, key: int) -> bool:
        """Read on, show the answer, or go to another step."""
        pane, guide = self._side.pane, self._side.guide
        if pane is None or guide is None:
            return False
        if key == Qt.Key.Key_Home:
            guide.come_back()
            return True
        if key not in TURNS:
            return False
        bar = pane.area.verticalScrollBar()
        way = TURNS[key]
        ends = bar.value() >= bar.maximum() if way > 0 else bar.value() <= 0
        if not ends:
            bar.setValue(bar.value() + round(way * READ_ON * bar.pageStep()))
        elif way < 0:
            pane.go_back()
        elif pane.question.open:
            pane.question.show_answer.click()
        else:
            pane.go_on()
        return True

    @Slot()
    def _turned(self) -> None:
        self.setVisible(self.on)
        self.turned.emit()
