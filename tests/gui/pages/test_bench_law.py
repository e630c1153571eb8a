"""The width law on the bench: of random heads, of one's own, of a trained model's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core.expressivity import reachable_errors, threshold
from core.heads import head_of
from core.pipeline import run
from core.scenario import Edit, Scenario
from core.trained.scenarios import scenario_of
from core.turned import turned
from core.width_law import DRAWS, LARGEST, drawn_heads
from gui.bench.texts import TITLES
from gui.widgets.specs import CurveSpec, MatrixSpec, NoteSpec
from tests.gui.pages.sitting import Sitting

# ---- width law -------------------------------------------------------------------------------


@pytest.mark.parametrize(("r", "d"), [(4, 16), (3, 5), (1, 1), (6, 6)])
def test_the_curves_are_the_best_errors_of_random_heads(sitting: Sitting, r: int, d: int) -> None:
    plots = sitting.at("law", r=r, d=d)
    heads = drawn_heads(r, d, sitting.store.state.scenario.seed)
    for key, with_output in (("law_with_output", True), ("law_without_output", False)):
        spec = plots[key]
        assert isinstance(spec, CurveSpec)
        asked = heads if with_output else [replace(head, w_o=None) for head in heads]
        expected = [reachable_errors(*head.compact(), with_output) for head in asked]
        faint = [curve.y for curve in spec.curves if curve.faint]
        bold = [curve.y for curve in spec.curves if not curve.faint]
        assert np.array_equal(faint, expected)
        assert np.allclose(bold, [np.mean(expected, axis=0)])
        predicted = {threshold(*head.compact(), with_output) for head in asked}
        assert [x for x, _ in spec.lines] == [min(2 * r, d)] == sorted(predicted)
        assert f"s = {min(2 * r, d)} " in spec.heading
    assert len(faint) == DRAWS


@pytest.mark.parametrize(
    ("choices", "field"),
    [({"r": 20}, "r"), ({"r": 0}, "r"), ({"d": 0}, "d"), ({"d": LARGEST + 1}, "d")],
)
def test_wrong_sizes_are_told_and_the_last_good_picture_stays(
    sitting: Sitting, choices: dict[str, int], field: str
) -> None:
    before = sitting.at("law", r=2, d=9)["law_with_output"]
    sitting.choose(**choices)
    after = sitting.plots()["law_with_output"]
    assert isinstance(before, CurveSpec)
    assert isinstance(after, CurveSpec)
    assert len(after.x) == 9
    assert np.array_equal(before.curves[0].y, after.curves[0].y)
    assert sitting.problem(field)
    assert sitting.page._fields.field(field).editors()[0].property("invalid")
    sitting.choose(r=2, d=8)
    assert not sitting.problem(field)
    assert len(sitting.plots()["law_with_output"].x) == 8


@pytest.mark.parametrize("head", [0, 2])
def test_the_scenarios_own_head_stands_there(sitting: Sitting, head: int) -> None:
    sitting.store.look(head=head)
    spec = sitting.at("law", own_head=True)["law_with_output"]
    assert isinstance(spec, CurveSpec)
    own = head_of(sitting.store.state.trace, head)
    assert len(spec.curves) == 1
    assert np.array_equal(spec.curves[0].y, reachable_errors(*own.compact()))
    assert not sitting.page._fields.field("r").isEnabled()
    sitting.store.edit(variant="k_eq_v")
    assert sitting.plots()["law_with_output"].lines[0][0] == 4.0
    sitting.store.edit(edits=(Edit("w_k", head, 0, 0, 9.0),))
    changed = sitting.plots()["law_with_output"].curves[0].y
    assert not np.array_equal(changed, spec.curves[0].y)


def test_a_head_that_has_no_maps_says_why_and_random_ones_stay(sitting: Sitting) -> None:
    sitting.at("law", own_head=True)
    sitting.store.edit(variant="bahdanau")
    assert "tanh" in sitting.problem("own_head")
    assert len(sitting.plots()["law_with_output"].curves) == DRAWS + 1
    assert sitting.page._fields.field("r").isEnabled()


def test_without_an_output_matrix_one_question_is_left(sitting: Sitting) -> None:
    sitting.store.edit(output_projection=False)
    plots = sitting.at("law", own_head=True)
    assert isinstance(plots["no_w_o"], NoteSpec)
    assert "law_without_output" in plots
    assert "w_o" not in sitting.at("construction")


def test_the_construction_is_both_matrices_side_by_side_and_zeros(sitting: Sitting) -> None:
    plots = sitting.at("construction", r=3, d=7)
    values = {
        key: spec.grid.values[0] for key, spec in plots.items() if isinstance(spec, MatrixSpec)
    }
    assert np.array_equal(values["w_shared"], np.hstack([values["w_k"], values["w_v"]]))
    assert np.array_equal(values["w_q_padded"][:, :3], values["w_q"])
    assert not values["w_q_padded"][:, 3:].any()
    assert not values["w_o_padded"][:3].any()
    assert np.array_equal(values["w_o_padded"][3:], values["w_o"])
    assert "relative error 0" in plots["construction_error"].text


# ---- beside a trained model ------------------------------------------------------------------


@pytest.mark.parametrize("model", ["recall-self-r3", "recall-k_eq_v-r3", "dates-luong_dot"])
def test_every_view_has_something_to_show_of_a_trained_model(
    sitting: Sitting, model: str, qtbot: QtBot
) -> None:
    sitting.store.take(scenario_of(model))
    for view in TITLES:
        sitting.at(view)
        qtbot.waitUntil(
            lambda: not any(key in ("measuring", "computing") for key in sitting.plots()),
            timeout=20_000,
        )
        # A note alone would say why there is nothing to see.
        assert [one for one in sitting.plots().values() if not isinstance(one, NoteSpec)], view
        assert sitting.page.notes(sitting.store.state)


def test_heads_of_an_odd_width_are_turned_in_random_ones_place(sitting: Sitting) -> None:
    sitting.store.take(scenario_of("recall-self-r3"))
    plots = sitting.at("positions")
    text = sitting.page.notes(sitting.store.state)[0]
    assert text.startswith("The model's heads have 3 features, and turning takes pairs: shown are")
    assert "with random vectors (seed 0), for “the cat sat" in text
    assert plots["key"].grid.values.shape[-1] == 4
    found = turned(run(replace(Scenario(), seed=0)), 0)
    assert np.array_equal(plots["turned_key"].grid.values[0], found.turned_key)
    sitting.store.take(scenario_of("recall-self-r6"))  # even: its own are turned
    mine = sitting.store.state.trace
    assert np.array_equal(sitting.plots()["key"].grid.values[0], mine.grid("key").values[0])
    assert "The model's heads" not in "".join(sitting.page.notes(sitting.store.state))
