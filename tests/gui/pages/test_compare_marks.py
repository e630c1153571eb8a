"""What is said of two variants is what their numbers are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.pipeline import run
from core.trace import STEP_KEYS
from core.variants import VARIANTS
from gui.pages.compare import ComparePage
from gui.state import Beside, Cell
from gui.store import Store
from gui.widgets.specs import NoteSpec
from tests.gui.pages.comparing import CHANGE, STAY, marks, specs_of


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"text": "一只猫坐在垫子上 because it was tired", "seed": 99},
        {"text": "a", "seed": 3},
        {"text": "one two three four", "mask": "causal", "dtype": "float32", "seed": 12},
        {"text": "to be or not to be", "padding": 2, "softcap": 2.0, "n_heads": 8, "seed": 5},
        {"text": "x y z", "output_projection": False, "temperature": 0.5},
    ],
)
def test_tying_changes_values_context_and_output_and_nothing_else(
    staged_page: tuple[ComparePage, Store], fields: dict[str, object]
) -> None:
    page, store = staged_page
    store.edit(**fields)
    assert store.state.problems == ()
    page.show_state(store.state)
    found = marks(page, store)
    assert {name: found[f"{name}_mark_B"].verdict for name in STAY} == dict.fromkeys(
        STAY, "identical"
    )
    assert {name: found[f"{name}_mark_B"].verdict for name in CHANGE} == dict.fromkeys(
        CHANGE, "different"
    )
    steps = {key: found[f"step_{key}_mark_B"].verdict for key in STEP_KEYS}
    changed = [key for key, verdict in steps.items() if verdict != "identical"]
    assert changed == ["projections", "output"]
    (line,) = page.notes(store.state)
    stays, changes = line.split(";")
    assert "identical: inputs X, Q, K, scores S, mask M" in stays
    assert "weights A" in stays
    assert changes.strip() == "different: V, context C, output O"


def test_the_largest_difference_is_the_one_between_the_runs(
    staged_page: tuple[ComparePage, Store],
) -> None:
    page, store = staged_page
    trace, other = store.state.trace, run(replace(store.state.scenario, variant="k_eq_v"))
    for name in CHANGE:
        largest = np.abs(trace.grid(name).values - other.grid(name).values).max()
        text = marks(page, store)[f"{name}_mark_B"].texts[0]
        assert text == f"different, max |Δ| = {largest:.3f}"


def test_what_rounding_alone_tells_apart_is_called_so(
    staged_page: tuple[ComparePage, Store],
) -> None:
    page, store = staged_page
    store.edit(variant="mqa", n_heads=1)
    store.look(beside=Beside(("self", "gqa")))
    page.show_state(store.state)
    verdicts = {mark.verdict for mark in marks(page, store).values()}
    assert verdicts <= {"identical", "rounding"}


def test_two_texts_against_one_are_not_comparable_and_it_says_why(
    staged_page: tuple[ComparePage, Store],
) -> None:
    page, store = staged_page
    store.look(beside=Beside(("luong_dot",)))
    page.show_state(store.state)
    found = marks(page, store)
    assert found["scores_mark_B"].verdict == "apart"
    assert "of different shapes" in found["scores_mark_B"].note
    assert found["step_inputs_mark_B"].verdict == "apart"
    notes = specs_of(page, NoteSpec, store.state)
    assert notes["x_B"].text == notes["source_x_A"].text == "not in this variant"


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_stands_beside_every_mechanism(
    staged_page: tuple[ComparePage, Store], variant: str
) -> None:
    page, store = staged_page
    store.edit(variant=variant)
    others = [key for key in ("bahdanau", "self", "k_eq_v") if key != variant][:2]
    for everything in (False, True):
        beside = Beside(tuple(others), differences=True, everything=everything)
        store.look(beside=beside, head=1, pin=Cell("scores", 0, 0, 0))
        page.show_state(store.state)
        assert len(page.lens._cells) == 3
