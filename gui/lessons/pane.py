"""The pane at the left: a lesson's text and question, and the way through its steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import translate
from gui.lessons.dots import Dots
from gui.lessons.question import QuestionCard
from gui.lessons.words import Words, rich_label
from gui.theme import Theme
from gui.widgets.elided_label import ElidedLabel

SHORT = 14  # lines of a pane, below which the text has the place of the dots


class LessonPane(QWidget):
    """Show a step of a lesson.

    Signals: ``moved(step)`` to another step, ``closed()``, ``back_wanted()`` to the state that the
    lesson has set, ``retranslated()`` when every text must be written again.
    """

    moved = Signal(int)
    closed = Signal()
    back_wanted = Signal()
    retranslated = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._here, self._count = 0, 1
        self._wanted: QWidget | None = None
        self._soon = QTimer(self)  # a text that was just set is laid out first
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show_wanted)
        self.lesson_title, self.close_button = ElidedLabel(), QToolButton()
        self.lesson_title.setProperty("look", "muted")
        self.close_button.setText("✕")
        self.close_button.setProperty("look", "icon")
        self.close_button.clicked.connect(self.closed)
        self.dots = Dots(theme)
        self.dots.chosen.connect(self.moved)
        self.title = rich_label()
        self.title.setProperty("look", "title")
        self.words = Words(theme)
        self.question = QuestionCard(theme)
        self.banner, self.left, self.back_button = QFrame(), QLabel(), QPushButton()
        self.banner.setProperty("look", "said_wrong")
        self.left.setWordWrap(True)
        self.back_button.clicked.connect(self.back_wanted)
        self.before, self.after, self.place = QPushButton(), QPushButton(), QLabel()
        self.place.setProperty("look", "muted")
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.after.setProperty("look", "primary")
        self.before.clicked.connect(self.go_back)
        self.after.clicked.connect(self.go_on)
        self._lay_out()
        self.banner.hide()
        for keys, slot in (("Alt+PgDown", self.go_on), ("Alt+PgUp", self.go_back)):
            QShortcut(QKeySequence(keys), self, slot)
        self._name()

    def show_lesson(self, title: str, steps: Sequence[str]) -> None:
        """Say which lesson it is, and what its steps are called."""
        self.lesson_title.setText(title)
        self.setAccessibleName(title)
        self._count = len(steps)
        self.dots.show_steps(steps)

    def show_place(self, step: int, seen: frozenset[int], answered: frozenset[int]) -> None:
        """Show where one is; the text begins at its top when the step is another one."""
        if step != self._here:
            self.area.verticalScrollBar().setValue(0)
        self._here = step
        self.dots.show_place(step, seen, answered)
        self.place.setText(f"{step + 1} / {self._count}")
        self.before.setEnabled(step > 0)
        self._name()

    def show_left(self, left: bool, *, can_return: bool = True) -> None:
        """Say that the person has gone their own way, and offer the way back."""
        self.banner.setVisible(left and can_return)

    def show_below(self, widget: QWidget) -> None:
        """Bring something of the pane into view, once it has its place."""
        self._wanted = widget
        self._soon.start(0)

    @Slot()
    def _show_wanted(self) -> None:
        if self._wanted is not None and self._wanted.isVisible():
            self.area.ensureWidgetVisible(self._wanted, 0, 12)
        self._wanted = None

    def set_look(self, theme: Theme, scale: float) -> None:
        """Follow the theme and the size of the fonts."""
        self.dots.set_look(theme, scale)
        self.words.set_look(theme, scale)
        self.question.set_theme(theme)
        self.retranslated.emit()  # the colours stand in the texts

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            self.retranslated.emit()
        elif event.type() == QEvent.Type.FontChange:
            self._save_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._save_height()

    def _save_height(self) -> None:
        """Leave the height to the text where there is little: the place is told below it too."""
        self.dots.setVisible(self.height() >= SHORT * self.fontMetrics().height())

    @Slot()
    def go_on(self) -> None:
        """Go to the next step; from the last one, out of the lesson."""
        if self._here + 1 < self._count:
            self.moved.emit(self._here + 1)
        else:
            self.closed.emit()

    @Slot()
    def go_back(self) -> None:
        """Go to the step before."""
        if self._here > 0:
            self.moved.emit(self._here - 1)

    def _name(self) -> None:
        last = self._here + 1 >= self._count
        self.before.setText(translate("lesson_pane", "Back"))
        self.after.setText(
            translate("lesson_pane", "Finish") if last else translate("lesson_pane", "Next")
        )
        for button, text, keys in (
            (self.before, translate("lesson_pane", "The step before"), "Alt+PgUp"),
            (self.after, translate("lesson_pane", "The next step"), "Alt+PgDown"),
        ):
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{text} ({shown})")
        self.close_button.setToolTip(translate("lesson_pane", "Leave the lesson"))
        self.close_button.setAccessibleName(translate("lesson_pane", "Leave the lesson"))
        self.left.setText(
            translate("lesson_pane", "You are on your own way; the lesson has let go.")
        )
        self.back_button.setText(translate("lesson_pane", "Back to the lesson's state"))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.lesson_title, 1)
        top.addWidget(self.close_button)
        inside = QWidget()
        text = QVBoxLayout(inside)
        text.setContentsMargins(0, 0, 8, 0)
        text.setSpacing(10)
        text.addWidget(self.title)
        text.addWidget(self.words)
        text.addWidget(self.question)
        text.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        inside.setProperty("look", "bar")
        banner = QVBoxLayout(self.banner)
        banner.setContentsMargins(10, 8, 10, 8)
        banner.addWidget(self.left)
        banner.addWidget(self.back_button)
        ways = QHBoxLayout()
        ways.addWidget(self.before)
        ways.addWidget(self.place, 1)
        ways.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 8, 10)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.dots)
        column.addWidget(self.area, 1)
        column.addWidget(self.banner)
        column.addLayout(ways)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
