"""The one owner of the state: every change goes through it, and it tells of each change once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from core.memory import out_of_memory
from core.messages import Problem
from core.pipeline import run
from core.resolve import resolve
from core.scenario import Edit, Scenario, WeightSource
from core.trace import Trace
from core.variants import Mode
from gui import follow, reach
from gui.attempt import Attempt
from gui.history import History
from gui.jobs import Jobs
from gui.kept_texts import KeptTexts
from gui.problems import cells_locked
from gui.state import STEPS, Cell, State, View

BIG_BYTES = 12_000_000  # about a frame's work: tokens² × heads in five stages, 8 bytes each


class Store(QObject):
    """Hold the state; validate, run, remember, and emit ``changed(old, new)`` once a change.

    ``leaving()`` comes before another place is shown, so that what is half done here can still be
    done; ``showing(bool)`` frames every ``changed``.

    Parameters
    ----------
    scenario : to begin with; what is wrong or slow in it is treated like an edit of the default.
    big : bytes of a run above which it goes to a worker.
    clock : seconds; tells a burst of edits from single ones.
    """

    changed = Signal(object, object)
    leaving = Signal()
    showing = Signal(bool)
    busy = Signal(bool)
    progress = Signal(float)

    def __init__(
        self,
        scenario: Scenario | None = None,
        parent: QObject | None = None,
        *,
        big: int = BIG_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._big = big
        self._clock = clock
        self._history = History()
        self._kept = KeptTexts()
        self._attempt: Attempt | None = None
        self._telling = False
        self._jobs = Jobs(self)
        self._jobs.finished.connect(self._finished)
        self._jobs.failed.connect(self._failed)
        self._jobs.progress.connect(self.progress)
        wanted = scenario or Scenario()
        good = not wanted.validate() and resolve(wanted).memory_needed <= big
        first = wanted if good else Scenario()
        trace = run(first)
        self._state = State(first, trace, follow.settled(View(), trace))
        if not good:
            self._try(wanted, self._history)

    @property
    def state(self) -> State:
        """The present state; frozen."""
        return self._state

    @property
    def big(self) -> int:
        """Bytes of a run above which it goes to a worker."""
        return self._big

    @property
    def computing(self) -> bool:
        """Whether a run is under way in the worker."""
        return self._attempt is not None

    def edit(self, *, merge: str | None = None, **fields: Any) -> None:
        """Change fields of the scenario, run it, and remember the way back.

        Edits in a row with one ``merge`` key, each soon after the last, are undone as one.
        Choices that are wrong stay in ``state.draft``, and ``state.problems`` says why; what was
        right in them counts as soon as the rest fits.

        Raises
        ------
        RuntimeError : called while a change is being told.
        TypeError : the scenario has no such field.
        """
        self._refuse_nesting()
        state = self._state
        wanted = replace(state.shown, **reach.open_fields(state.view.restraint, fields))
        if wanted == state.scenario:
            self._drop_attempt()
            self._tell(replace(state, draft=None, problems=()))
            return
        history = self._history.pushed(state.scenario, merge, self._clock())
        problems = wanted.validate() if state.draft is not None else ()
        if problems:
            good = self._attempt.scenario if self._attempt else state.scenario
            alone = replace(good, **fields)
            if alone != state.scenario and not alone.validate():
                self._try(alone, history, draft=wanted, problems=problems)
                return
        self._try(wanted, history)

    def choose_variant(self, variant: str, mode: Mode | None = None) -> None:
        """Take another variant, or the one of a mechanism that suits the vectors best."""
        self.take(self._kept.with_variant(self._state.shown, variant, mode))

    def choose_weights(self, weights: WeightSource) -> None:
        """Take other vectors and matrices; texts come and go with them."""
        self.take(self._kept.with_weights(self._state.shown, weights))

    def choose_example(self, seed: int) -> None:
        """Draw other random vectors, or another example of the trained model's task."""
        self.take(self._kept.another_example(self._state.shown, seed))

    def take(self, wanted: Scenario) -> None:
        """Take other choices, many at once, as one edit."""
        self.edit(**{each.name: getattr(wanted, each.name) for each in fields(Scenario)})

    def edit_cell(self, cell: Cell, value: float) -> tuple[Problem, ...]:
        """Overwrite one cell of a grid; everything downstream follows.

        Returns
        -------
        problems : what is wrong with the number; then nothing changes, and it makes no draft.
        """
        if "edits" in reach.barred_fields(self._state.view.restraint):
            return (cells_locked(),)
        edit = Edit(cell.grid, cell.head, cell.row, cell.col, value)
        others = tuple(old for old in self._state.shown.edits if old.place != edit.place)
        wrong = self._wrong_edits((*others, edit))
        if wrong:
            return self._wrong_edits((edit,)) or wrong
        self.edit(merge=f"cell {edit.place}", edits=(*others, edit))
        return ()

    def _wrong_edits(self, edits: tuple[Edit, ...]) -> tuple[Problem, ...]:
        found = replace(self._state.scenario, edits=edits).validate()
        return tuple(problem for problem in found if problem.field == "edits")

    def reset_cell(self, cell: Cell) -> None:
        """Let one cell be computed again."""
        place = (cell.grid, cell.head, cell.row, cell.col)
        edits = self._state.shown.edits
        self.edit(edits=tuple(edit for edit in edits if edit.place != place))

    def reset_grid(self, grid: str) -> None:
        """Let every cell of one grid be computed again."""
        edits = self._state.shown.edits
        self.edit(edits=tuple(edit for edit in edits if edit.grid != grid))

    def look(self, **fields: Any) -> None:
        """Change where the person looks (fields of View); a pin goes along to step and head.

        Whoever asks for a step, and for no page, leaves the page.
        """
        self._refuse_nesting()
        if "step" in fields:
            fields.setdefault("page", STEPS)
        here = self._state.view
        if (fields.get("page", here.page), fields.get("step", here.step)) != (here.page, here.step):
            self.leaving.emit()
        state = self._state
        fields = reach.open_place(state.view.restraint, fields, state.view.step)
        view = replace(state.view, **fields)
        if "pin" not in fields and view.head != state.view.head:
            view = replace(view, pin=follow.with_head(view.pin, view.head, state.trace))
        if view.page != state.view.page:
            view = replace(view, hover=None)
        if view.loss != state.view.loss:
            state = replace(state, trace=state.trace.asked(view.loss))
        if "pin" not in fields and view.step != state.view.step:
            view = replace(view, hover=None, pin=follow.carried(view.pin, view.step, state.trace))
        self._tell(replace(state, view=follow.settled(view, state.trace)))

    def show(self, scenario: Scenario, view: View, *, forget: bool = False) -> None:
        """Show another scenario from another place, in one change; undo brings the old back.

        Parameters
        ----------
        scenario : valid, or its problems are shown and nothing else changes.
        view : where to look, once the run is there.
        forget : whether the way back is forgotten too, as for another file.
        """
        self._refuse_nesting()
        state = self._state
        if scenario == state.scenario:
            self._drop_attempt()
            self._history = History() if forget else self._history
            view = follow.settled(view, state.trace)
            self._tell(replace(state, view=view, draft=None, problems=()))
            return
        history = History() if forget else self._history.pushed(state.scenario, None, self._clock())
        self._try(scenario, history, view=view)

    def hover(self, cell: Cell | None) -> None:
        """Note what the pointer is over; a place that changes under it may say so in between."""
        if not self._telling:
            self.look(hover=cell)

    def undo(self) -> None:
        """Go back one edit, or give up a draft; redo brings either back."""
        self._refuse_nesting()
        state = self._state
        if state.draft is not None:
            self.cancel()
        elif self._history.past:
            self._try(self._history.past[-1], self._history.undone(state.scenario))

    def redo(self) -> None:
        """Go forward again, after :meth:`undo` or :meth:`cancel`; not while a run is under way."""
        self._refuse_nesting()
        if self._history.future and not self.computing:  # what it drops would be nowhere
            done = self._history.redone(self._state.scenario)
            wanted, self._history = self._history.taken()  # giving it up again puts it back
            self._try(wanted, done)

    def cancel(self) -> None:
        """Give up the draft and the run that is under way; the last good picture stays."""
        self._refuse_nesting()
        state = self._state
        self._drop_attempt()
        if state.draft is not None:
            self._history = self._history.set_aside(state.draft)
            self._tell(replace(state, draft=None, problems=()))

    def close(self) -> None:
        """Stop the worker and wait for it."""
        self._drop_attempt()
        self._jobs.close()

    def _try(
        self,
        wanted: Scenario,
        history: History,
        draft: Scenario | None = None,
        problems: tuple[Problem, ...] = (),
        view: View | None = None,
    ) -> None:
        """Run a scenario here or in the worker, or show what is wrong with it.

        ``draft`` and ``problems`` are shown beside it: choices that do not fit yet.
        """
        self._drop_attempt()
        wrong = wanted.validate()
        if wrong:
            self._tell(replace(self._state, draft=wanted, problems=wrong))
            return
        if resolve(wanted).memory_needed > self._big:
            generation = self._jobs.start(wanted)
            self._attempt = Attempt(generation, wanted, history, draft, problems, view)
            self._tell(replace(self._state, draft=draft or wanted, problems=problems))
            self.busy.emit(True)
            return
        try:
            trace = run(wanted)
        except MemoryError:
            self._tell(replace(self._state, draft=wanted, problems=(out_of_memory(),)))
            return
        self._commit(Attempt(0, wanted, history, draft, problems, view), trace)

    def _commit(self, attempt: Attempt, trace: Trace) -> None:
        """Take what was run."""
        self._history = attempt.history
        view, old = attempt.view or self._state.view, self._state.scenario.variant
        if attempt.view is None:
            view = replace(
                view, beside=follow.exchanged(view.beside, attempt.scenario.variant, old)
            )
        trace = trace.asked(view.loss)
        view = follow.settled(view, trace)
        self._tell(State(attempt.scenario, trace, view, attempt.problems, draft=attempt.draft))

    @Slot(int, object)
    def _finished(self, generation: int, trace: Trace) -> None:
        attempt = self._attempt
        if attempt is None or attempt.generation != generation:
            return
        self._attempt = None
        self._commit(attempt, trace)
        self.busy.emit(False)

    @Slot(int, object)
    def _failed(self, generation: int, error: Exception) -> None:
        attempt = self._attempt
        if attempt is None or attempt.generation != generation:
            return
        self._attempt = None
        if isinstance(error, MemoryError):
            self._tell(replace(self._state, problems=(out_of_memory(),)))
            self.busy.emit(False)
            return
        self._history = self._history.set_aside(attempt.scenario)
        self._tell(replace(self._state, draft=None, problems=()))
        self.busy.emit(False)
        raise error

    def _drop_attempt(self) -> None:
        """Cancel the run under way, if any."""
        if self._attempt is None:
            return
        self._jobs.cancel()
        self._attempt = None
        self.busy.emit(False)

    def _tell(self, new: State) -> None:
        """Take the new state and emit it, unless nothing differs."""
        pending = new.draft is not None
        new = replace(
            new,
            can_undo=bool(self._history.past) or pending,
            can_redo=bool(self._history.future),
        )
        old, self._state = self._state, new
        self._kept.note(new.scenario)
        if old == new:  # a trace is equal to itself alone: to compare arrays is not cheap
            return
        self._telling = True
        self.showing.emit(True)
        try:
            self.changed.emit(old, new)
        finally:
            self.showing.emit(False)
            self._telling = False

    def _refuse_nesting(self) -> None:
        if self._telling:
            raise RuntimeError("the state was changed while a change was being shown")
