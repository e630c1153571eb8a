"""The guide: sets the states of a lesson, and follows what the person does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from core.explanation import Source
from core.lessons.model import Lesson, Place, Step, StepText, Task
from gui import settings
from gui.i18n import language
from gui.lessons.asker import Asker
from gui.lessons.figures import Writer
from gui.lessons.library import Entry, first
from gui.lessons.pane import LessonPane
from gui.lessons.pointing import left, sources
from gui.lessons.progress import Progress, load_progress, save_progress
from gui.lessons.writing import blocks, line, plain
from gui.session_view import view_from_dict
from gui.state import State, View
from gui.store import Store
from gui.theme import Theme


@dataclass(frozen=True)
class Window:
    """What the guide may do with the window.

    Attributes
    ----------
    show_view : asks what is on the screen for one of its own views.
    point : outlines sources in every figure on the screen.
    """

    show_view: Callable[[str], None]
    point: Callable[[tuple[Source, ...]], None]


class LessonGuide(QObject):
    """Play one lesson.

    Signals: ``closed()`` when the person leaves it; ``progressed()``.
    """

    closed = Signal()
    progressed = Signal()

    def __init__(
        self,
        entry: Entry,
        lesson: Lesson,
        pane: LessonPane,
        store: Store,
        window: Window,
        theme: Theme,
    ) -> None:
        super().__init__(pane)
        self._entry, self._lesson = entry, lesson
        self._pane, self._store, self._window = pane, store, window
        self._theme = theme
        self._progress = load_progress(settings.stored(), entry.key)
        self._at = 0
        self._place = lesson.steps[0].place  # the state that was set last
        self._view: View = store.state.view
        self._setting = self._left = False
        self._writer = Writer(store)
        self._asker = Asker(pane.question, store, self._writer, self.text)
        self._later = QTimer(self)  # a plot is laid out after its state was shown
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._point)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._reveal)
        for signal, slot in self._wires():
            signal.connect(slot)
        store.changed.connect(self._changed)

    # ---- where one is ------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The present step."""
        return self._lesson.steps[self._at]

    @property
    def at(self) -> int:
        """The present step's place, from 0."""
        return self._at

    @property
    def entry(self) -> Entry:
        """Where the lesson is from."""
        return self._entry

    @property
    def lesson(self) -> Lesson:
        """What is played."""
        return self._lesson

    @property
    def progress(self) -> Progress:
        """How far the person has come."""
        return self._progress

    def text(self) -> StepText:
        """Return what the present step says, in the reader's language."""
        return self._lesson.text(language()).steps[self._at]

    def begin(self, step: int | None = None) -> None:
        """Show the lesson where the person left it, or a step that is asked for."""
        last = len(self._lesson.steps) - 1
        self.go(min(self._progress.step if step is None else step, last))

    @Slot(int)
    def go(self, step: int) -> None:
        """Go to a step: set its state, say its text, ask its question."""
        self._turn(step)
        self._set(self.step.place)

    def resume(self, step: int) -> None:
        """Show a step beside the state that is there; where it is another one, offer the way back.

        Parameters
        ----------
        step : from 0; the last one stands for those that the lesson does not have.
        """
        self._turn(min(step, len(self._lesson.steps) - 1))
        state, may_change = self._store.state, self.step.may_change
        for place in filter(None, (self.step.reveal, self.step.place)):
            self._place = place
            self._view = view_from_dict(place.view, first(state.view))
            self._left = left(state, place.scenario, self._view, may_change)
            if not self._left:
                break
        self._pane.show_left(self._left)
        self.write()
        self._asker.look_at_task(self._theme)
        self._later.start(0)

    def _turn(self, step: int) -> None:
        """Take another step for the present one, and ask its question."""
        self._at = step
        self._due.stop()
        self._keep(self._progress.at(step))
        self._asker.ask(self.step, last=step == len(self._lesson.steps) - 1)

    @Slot()
    def come_back(self) -> None:
        """Go back to the state that the lesson has set last."""
        self._set(self._place)

    @Slot()
    def close(self) -> None:
        """Leave the lesson; the state stays."""
        self._store.changed.disconnect(self._changed)
        for signal, slot in self._wires():
            signal.disconnect(slot)
        self._asker.close()
        self._later.stop()
        self._due.stop()
        self._window.point(())
        self.closed.emit()
        self.deleteLater()

    def set_theme(self, theme: Theme) -> None:
        """Follow the theme."""
        self._theme = theme

    # ---- what is shown -----------------------------------------------------------------------

    @Slot()
    def write(self) -> None:
        """Write every text again: in the present language, with the live figures."""
        pane, text, figures = self._pane, self.text(), self._writer.figures
        whole = self._lesson.text(language())
        pane.show_lesson(whole.title, [plain(one.title, figures(one.title)) for one in whole.steps])
        pane.show_place(self._at, self._progress.seen, self._progress.answered)
        pane.title.setText(line(text.title, figures(text.title), self._theme))
        pane.words.show_blocks(blocks(text.body, figures(text.body), self._theme))
        self._asker.write(self._theme)

    def _set(self, place: Place) -> None:
        """Set a state of the lesson, and point at what the step points at."""
        self._place = place
        self._setting = True
        try:
            self._view = view_from_dict(place.view, first(self._store.state.view))
            self._store.show(place.scenario, self._view)
            self._window.show_view(place.show)
        finally:
            self._setting = False
        self._left = False
        self._pane.show_left(False)
        self.write()
        self._later.start(0)

    @Slot()
    def _point(self) -> None:
        live = self._writer.live()
        self._window.point(() if self._left or live is None else sources(self.step, live))

    @Slot(object, object)
    def _changed(self, old: State, new: State) -> None:
        """Follow the person: live figures, the held cell, a task that is done, another way."""
        if self._setting:
            return
        fresh = old.trace is not new.trace
        gone = left(new, self._place.scenario, self._view, self.step.may_change)
        if gone != self._left:
            self._left = gone
            self._pane.show_left(gone)
        if fresh:
            self.write()
            self._asker.look_at_task(self._theme)
        elif old.view.pin != new.view.pin:
            self._asker.show_pick(new)
        if fresh or old.view.page != new.view.page or old.view.step != new.view.step:
            self._later.start(0)

    @Slot()
    def _answered(self) -> None:
        """Remember a right answer, and show what it reveals."""
        self._keep(self._progress.with_answer(self._at))
        self._due.start(0)  # a task is done while a change is being told

    @Slot()
    def _reveal(self) -> None:
        place = self.step.reveal
        if place is not None:
            if isinstance(self.step.question, Task):  # what the person has brought about stays
                place = replace(place, scenario=self._store.state.scenario)
            self._set(place)
        self._pane.show_below(self._pane.question.verdict)

    def _keep(self, progress: Progress) -> None:
        if progress != self._progress:
            self._progress = progress
            save_progress(settings.stored(), self._entry.key, progress)
            self._pane.show_place(self._at, progress.seen, progress.answered)
            self.progressed.emit()

    def _wires(self) -> tuple[tuple[SignalInstance, Callable[..., None]], ...]:
        """Return what is told, and who listens."""
        pane = self._pane
        return (
            (pane.moved, self.go),
            (pane.closed, self.close),
            (pane.back_wanted, self.come_back),
            (pane.retranslated, self.write),
            (self._asker.answered, self._answered),
            (self._asker.revealed, self._reveal),
        )
