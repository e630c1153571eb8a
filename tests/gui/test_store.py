"""The store: one owner of the state, which never shows what cannot be run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core.scenario import Scenario
from gui.history import LIMIT, History
from gui.state import Cell, State
from gui.store import Store


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Listener:
    """Every change that was told."""

    def __init__(self, store: Store) -> None:
        self.changes: list[tuple[State, State]] = []
        store.changed.connect(self.note)

    def note(self, old: State, new: State) -> None:
        self.changes.append((old, new))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(qtbot: QtBot, clock: Clock) -> Store:
    made = Store(Scenario(text="one two three", n_heads=2), clock=clock)
    yield made
    made.close()


def test_an_edit_runs_and_tells_once(store: Store) -> None:
    listener = Listener(store)
    store.edit(variant="k_eq_v")
    ((old, new),) = listener.changes
    assert old.scenario.variant == "self"
    assert new.scenario.variant == "k_eq_v"
    assert new.trace.scenario == new.scenario
    assert np.array_equal(new.trace.grid("key").values, new.trace.grid("value").values)


def test_what_is_the_same_is_not_told(store: Store) -> None:
    listener = Listener(store)
    store.edit(seed=store.state.scenario.seed)
    store.look(head=0)
    assert listener.changes == []
    assert not store.state.can_undo


def test_undo_and_redo_lead_back_and_forth(store: Store) -> None:
    first = store.state.scenario
    store.edit(seed=1)
    store.edit(seed=2)
    store.undo()
    assert store.state.scenario.seed == 1
    store.undo()
    assert store.state.scenario == first
    assert not store.state.can_undo
    store.redo()
    store.redo()
    assert store.state.scenario.seed == 2
    assert not store.state.can_redo
    store.undo()
    store.edit(seed=9)
    assert not store.state.can_redo


def test_a_burst_of_typing_is_undone_as_one(store: Store, clock: Clock) -> None:
    for text in ("a", "a c", "a ca", "a cat"):
        clock.now += 0.2
        store.edit(merge="text", text=text)
    clock.now += 60
    store.edit(merge="text", text="a cat sat")
    store.undo()
    assert store.state.scenario.text == "a cat"
    store.undo()
    assert store.state.scenario.text == "one two three"


def test_undo_is_bounded() -> None:
    history = History()
    for seed in range(LIMIT + 50):
        history = history.pushed(Scenario(seed=seed), None, float(seed))
    assert len(history.past) == LIMIT
    assert history.past[-1].seed == LIMIT + 49


def test_a_problem_keeps_the_picture_and_what_was_typed(store: Store) -> None:
    before = store.state
    store.edit(merge="text", text="")
    state = store.state
    assert state.trace is before.trace
    assert state.scenario == before.scenario
    assert state.shown.text == ""
    assert [problem.field for problem in state.problems] == ["text"]
    store.edit(merge="text", text="right again")
    assert store.state.problems == ()
    assert store.state.scenario.text == "right again"


def test_two_choices_that_fit_only_together_can_be_made_one_after_the_other(store: Store) -> None:
    store.edit(n_heads=3)
    assert store.state.problems
    assert store.state.scenario.n_heads == 2
    store.edit(d_model=18)
    assert not store.state.problems
    assert (store.state.scenario.n_heads, store.state.scenario.d_model) == (3, 18)


def test_what_is_wrong_in_one_field_does_not_hold_back_another(store: Store) -> None:
    store.edit(text="")
    store.edit(variant="mqa")
    assert store.state.scenario.variant == "mqa"
    assert store.state.scenario.text == "one two three"
    assert store.state.shown.text == ""
    assert [problem.field for problem in store.state.problems] == ["text"]


def test_undo_gives_up_a_wrong_choice_and_redo_brings_it_back(store: Store) -> None:
    store.edit(text="")
    assert store.state.can_undo
    store.undo()
    assert store.state.shown.text == "one two three"
    assert store.state.problems == ()
    store.redo()
    assert store.state.shown.text == ""
    assert store.state.problems


def test_a_wrong_choice_that_is_given_up_twice_does_not_bar_the_way(store: Store) -> None:
    store.edit(seed=2)
    store.edit(seed=3)
    store.undo()
    store.edit(text="")
    for _ in range(3):
        store.undo()
        assert store.state.shown.text == "one two three"
        store.redo()
        assert store.state.shown.text == ""
    store.redo()
    assert store.state.scenario.seed == 3
    assert not store.state.can_redo
    store.undo()
    assert store.state.scenario.seed == 2


def test_a_run_that_is_cancelled_twice_is_redone_once(qtbot: QtBot) -> None:
    store = Store(Scenario(text="one two three"), big=10**9)
    store._big = 1
    store.edit(seed=3)
    for _ in range(2):
        store.cancel()
        store.redo()
        store.redo()  # an impatient one
        assert store.computing
    qtbot.waitUntil(lambda: not store.computing, timeout=10_000)
    assert store.state.scenario.seed == 3
    assert not store.state.can_redo
    store.close()


def test_a_change_is_framed_and_another_place_is_announced_before(store: Store) -> None:
    told: list[object] = []
    store.leaving.connect(lambda: told.append(("leaving", store.state.view.step)))
    store.showing.connect(told.append)
    store.changed.connect(lambda old, new: told.append(new.view.step))
    store.look(head=0, step=store.state.view.step)
    assert told == []
    store.look(step="output")
    assert told == [("leaving", "scores"), True, "output", False]


def test_what_is_half_done_may_still_be_done_on_leaving(store: Store) -> None:
    store.leaving.connect(lambda: store.edit(seed=5))
    store.look(page="verdict")
    assert (store.state.scenario.seed, store.state.view.page) == (5, "verdict")


def test_a_nested_edit_is_refused(store: Store) -> None:
    refused = []

    def edit_again(_old: State, _new: State) -> None:
        for again in (lambda: store.edit(seed=3), lambda: store.look(head=1), store.undo):
            with pytest.raises(RuntimeError):
                again()
            refused.append(again)

    store.changed.connect(edit_again)
    store.edit(seed=2)
    store.changed.disconnect(edit_again)
    assert len(refused) == 3
    assert store.state.scenario.seed == 2


def test_an_edited_cell_is_followed_by_everything_downstream(store: Store) -> None:
    cell = Cell("scores", 1, 0, 2)
    store.edit_cell(cell, 50.0)
    trace = store.state.trace
    assert trace.grid("scores").values[1, 0, 2] == 50.0
    assert trace.grid("scores").edited == {(1, 0, 2)}
    assert trace.grid("weights").values[1, 0, 2] > 0.99
    store.edit_cell(cell, 40.0)
    assert len(store.state.scenario.edits) == 1
    store.edit_cell(replace(cell, col=1), 1.0)
    store.reset_cell(cell)
    assert [edit.col for edit in store.state.scenario.edits] == [1]
    store.reset_grid("scores")
    assert store.state.scenario.edits == ()


def test_an_edit_that_is_no_number_is_refused_with_a_reason(store: Store) -> None:
    (problem,) = store.edit_cell(Cell("scores", 0, 0, 0), float("nan"))
    assert problem.field == "edits"
    assert store.state.shown.edits == ()
    assert store.state.problems == ()


def test_the_pin_goes_along_from_step_to_step(store: Store) -> None:
    store.look(step="scores", pin=Cell("scores", 1, 2, 0), head=1)
    store.look(step="scale_mask")
    assert store.state.view.pin == Cell("masked", 1, 2, 0)
    store.look(step="weights")
    assert store.state.view.pin == Cell("weights", 1, 2, 0)
    store.look(step="scores")
    assert store.state.view.pin == Cell("scores", 1, 2, 0)


def test_the_pin_follows_the_head(store: Store) -> None:
    store.look(pin=Cell("scores", 0, 1, 1))
    store.look(head=1)
    assert store.state.view.pin == Cell("scores", 1, 1, 1)


def test_a_pin_that_the_new_run_lacks_is_let_go(store: Store) -> None:
    store.look(pin=Cell("scores", 1, 2, 2), head=1)
    store.edit(text="two tokens")
    assert store.state.view.pin is None
    store.look(pin=Cell("scores", 1, 1, 1))
    store.edit(variant="bahdanau", target="a b c")
    assert store.state.view.head == 0
    assert store.state.view.pin is None


def test_a_big_run_goes_to_the_worker_and_comes_back(qtbot: QtBot) -> None:
    store = Store(Scenario(text="one two"), big=200_000)
    before = store.state.trace
    with qtbot.waitSignal(store.busy, timeout=5000):
        store.edit(text="word " * 120)
    assert store.state.trace is before
    assert store.state.shown.text == "word " * 120
    with qtbot.waitSignal(store.changed, timeout=10000):
        pass
    assert store.state.trace.resolved.n_q == 120
    assert store.state.can_undo
    store.undo()
    assert store.state.scenario.text == "one two"
    store.close()


def test_a_newer_edit_replaces_the_run_under_way(qtbot: QtBot) -> None:
    store = Store(Scenario(text="one two"), big=200_000)
    store.edit(text="word " * 200)
    store.edit(text="word " * 150)
    store.edit(seed=3)
    qtbot.waitUntil(lambda: store.state.trace.resolved.n_q == 150, timeout=10000)
    assert store.state.scenario.seed == 3
    store.close()


def test_cancel_keeps_the_picture_and_redo_starts_the_run_again(qtbot: QtBot) -> None:
    store = Store(Scenario(text="one two"), big=200_000)
    store.edit(text="word " * 200)
    store.cancel()
    assert store.state.shown.text == "one two"
    assert store.state.can_redo
    qtbot.wait(60)
    assert store.state.scenario.text == "one two"
    store.redo()
    qtbot.waitUntil(lambda: store.state.trace.resolved.n_q == 200, timeout=10000)
    store.close()


def test_a_store_begins_with_something_to_show_whatever_it_is_given(qtbot: QtBot) -> None:
    store = Store(Scenario(text=""))
    assert store.state.trace.resolved.n_q > 0
    assert store.state.problems
    store.close()
