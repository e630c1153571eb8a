"""Where a person looks is written and read field by field; the store shows it in one change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core import session
from core.faults import InputError
from core.objective import CopyToken
from core.scenario import Edit, Scenario
from gui.session_view import view_from_dict, view_to_dict
from gui.state import Bench, Beside, Cell, View
from gui.store import Store

SESSIONS = Path(__file__).resolve().parents[1] / "data" / "sessions"
ELSEWHERE = View(
    page="compare",
    step="weights",
    head=3,
    pin=Cell("weights", 3, 4, 1),
    beside=Beside(("k_eq_v", "bahdanau"), differences=True, alpha=0.25),
    bench=Bench(r=3, preset="", depth=3, number_type="float32"),
    loss=CopyToken(4, 1, "value"),
)


@pytest.fixture
def store(qapp: QApplication) -> Iterator[Store]:
    made = Store(Scenario(text="the cat sat on the mat"))
    yield made
    made.close()


def test_a_view_comes_back_through_json() -> None:
    assert view_from_dict(json.loads(json.dumps(view_to_dict(ELSEWHERE))), View()) == ELSEWHERE


def test_the_pointer_is_not_kept_and_everything_else_is() -> None:
    assert set(view_to_dict(View())) == {field.name for field in fields(View)} - {"hover"}


def test_a_part_of_a_view_is_a_change() -> None:
    change = {"step": "output", "beside": {"alpha": 1}}
    expected = replace(ELSEWHERE, step="output", beside=replace(ELSEWHERE.beside, alpha=1.0))
    assert view_from_dict(change, ELSEWHERE) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"page": "nowhere"}, "view.page: it cannot be 'nowhere'; use one of steps, compare"),
        ({"step": "scoring"}, "view.step: .* use one of inputs"),
        ({"head": -1}, "view.head: it cannot be -1"),
        ({"loss": "copy:1"}, "view.loss: it cannot be 'copy:1'; use a loss such as larger:8:3"),
        ({"loss": 3}, "view.loss: it cannot be 3"),
        ({"head": 10**30}, "view.head"),
        ({"hover": None}, "view: 'hover' is not known"),
        ({"pin": {"grid": "scores"}}, "view.pin: head is missing"),
        ({"pin": {"grid": "scores", "head": 0, "row": -1, "col": 0}}, "view.pin.row"),
        ({"beside": {"variants": []}}, "holds 0 entries"),
        ({"beside": {"variants": ["self", "nonesuch"]}}, r"variants\[1\]: it cannot be"),
        ({"beside": {"alpha": 2}}, "view.beside.alpha: it cannot be 2"),
        ({"bench": {"preset": "GPT-9"}}, "view.bench.preset"),
        ({"bench": {"context": -5}}, "view.bench.context"),
        ([], "view: it cannot be"),
    ],
)
def test_a_wrong_view_is_refused_with_its_place(change: object, expected: str) -> None:
    with pytest.raises(InputError, match=expected):
        view_from_dict(change, View())


@pytest.mark.parametrize("path", sorted(SESSIONS.iterdir()), ids=lambda path: path.name)
def test_every_old_session_is_shown(path: Path, store: Store) -> None:
    found = session.load(path)
    told: list[object] = []
    store.changed.connect(lambda *states: told.append(states))
    store.show(found.scenario, view_from_dict(dict(found.view), View()), forget=True)
    assert len(told) == 1
    assert store.state.scenario == found.scenario
    shown, kept = view_to_dict(store.state.view), dict(found.view)
    assert set(kept) <= set(shown)
    for name, value in kept.items():
        # A record may have had fewer fields then; those that it had are as they were.
        alike = value.items() <= shown[name].items() if name == "beside" else shown[name] == value
        assert alike, name
    assert not store.state.can_undo


def test_showing_another_scenario_can_be_undone(store: Store) -> None:
    before = store.state.scenario
    store.show(replace(before, variant="k_eq_v"), replace(store.state.view, step="output"))
    assert (store.state.scenario.variant, store.state.view.step) == ("k_eq_v", "output")
    store.undo()
    assert store.state.scenario == before


def test_showing_the_same_scenario_moves_the_view_alone(store: Store) -> None:
    trace = store.state.trace
    store.show(store.state.scenario, replace(store.state.view, step="inputs"))
    assert store.state.view.step == "inputs"
    assert store.state.trace is trace
    assert not store.state.can_undo


def test_a_large_scenario_is_shown_when_it_is_computed(qapp: QApplication, qtbot) -> None:
    store = Store(Scenario(text="a b"), big=1)
    qtbot.waitUntil(lambda: not store.computing)
    wanted = Scenario(text="the cat sat", edits=(Edit("w_q", 0, 0, 0, 1.0),))
    store.show(wanted, replace(store.state.view, step="output", head=2), forget=True)
    assert store.state.view.step != "output"
    qtbot.waitUntil(lambda: not store.computing)
    assert store.state.scenario == wanted
    assert (store.state.view.step, store.state.view.head) == ("output", 2)
    store.close()
