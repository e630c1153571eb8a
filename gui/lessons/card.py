"""One lesson of the list: what it is about, how far one has come, or what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import language, translate
from gui.lessons.faults import one_line
from gui.lessons.library import Entry
from gui.lessons.progress import Progress
from gui.rich_text import indexed


class LessonCard(QFrame):
    """Show a lesson.

    Signals: ``opened(entry)``, ``forgotten(entry)``, ``removed(entry)``, ``handed_out(entry)``.
    """

    opened = Signal(object)
    forgotten = Signal(object)
    removed = Signal(object)
    handed_out = Signal(object)

    def __init__(self, number: int, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setProperty("look", "card")
        self.title, self.summary = QLabel(), QLabel()
        self.facts, self.progress = QLabel(), QLabel()
        self.title.setProperty("look", "heading")
        for label in (self.facts, self.progress):
            label.setProperty("look", "muted")
        for label in (self.title, self.summary, self.facts):
            label.setWordWrap(True)
            policy = label.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
            label.setSizePolicy(policy)
        self.begin, self.forget = QPushButton(), QPushButton()
        self.begin.setProperty("look", "primary")
        self.begin.clicked.connect(self._open)
        self.remove, self.handout = QPushButton(), QPushButton()
        self.handout.clicked.connect(self._hand_out)
        self.forget.clicked.connect(self._forget)
        self.remove.clicked.connect(self._remove)
        self._lay_out()
        self._describe(number)

    def show_progress(self, progress: Progress) -> None:
        """Show how far somebody has come."""
        begun = bool(progress.seen)
        self.forget.setVisible(begun and self.entry.lesson is not None)
        self.begin.setText(
            translate("lessons", "Go on") if begun else translate("lessons", "Begin")
        )
        if self.entry.lesson is None:
            return
        steps = self.entry.lesson.steps
        asked = frozenset(at for at, step in enumerate(steps) if step.question is not None)
        self.progress.setText(
            translate(
                "lessons", "{seen} of {steps} steps seen, {answered} of {questions} answered"
            ).format(
                seen=len(progress.seen & frozenset(range(len(steps)))),
                steps=len(steps),
                answered=len(progress.answered & asked),
                questions=len(asked),
            )
            if begun
            else translate("lessons", "not begun")
        )

    def _describe(self, number: int) -> None:
        lesson = self.entry.lesson
        self.remove.setText(translate("lessons", "Remove from the list"))
        self.remove.setVisible(not self.entry.shipped)
        self.forget.setText(translate("lessons", "Forget progress"))
        self.handout.setText(translate("lessons", "Handout…"))
        self.handout.setToolTip(
            translate(
                "lessons", "Save the lesson as a sheet, with the answers on a page of their own"
            )
        )
        if lesson is None:
            self.title.setText(f"{number}  {self.entry.folder.name}")
            self.summary.setProperty("look", "error")
            fault = self.entry.fault
            self.summary.setText("" if fault is None else one_line(fault))
            for widget in (self.begin, self.handout, self.facts, self.progress):
                widget.hide()
            return
        text = lesson.text(language())
        self.title.setText(f"{number}  {text.title}")
        self.summary.setTextFormat(Qt.TextFormat.RichText)
        self.summary.setText(indexed(text.summary))
        questions = sum(step.question is not None for step in lesson.steps)
        self.facts.setText(
            translate("lessons", "{minutes} min · {steps} steps · {questions} questions").format(
                minutes=lesson.minutes, steps=len(lesson.steps), questions=questions
            )
        )
        way = translate("lessons", "Begin or go on: {title}").format(title=text.title)
        self.begin.setAccessibleName(way)
        self.begin.setToolTip(way)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (self.title, self.summary):
            words.addWidget(label)
        small = QHBoxLayout()
        small.setSpacing(16)
        small.addWidget(self.facts, 1)
        small.addWidget(self.progress)
        words.addLayout(small)
        small.addWidget(self.forget)
        buttons = QVBoxLayout()
        buttons.setSpacing(6)
        for button in (self.begin, self.handout, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addLayout(buttons)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self.entry)

    @Slot()
    def _hand_out(self) -> None:
        self.handed_out.emit(self.entry)

    @Slot()
    def _forget(self) -> None:
        self.forgotten.emit(self.entry)

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self.entry)
