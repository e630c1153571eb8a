"""Gradients: what the person asks is what is shown, and what is tied shows its parts."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from core.objective import CopyToken, MakeLarger
from core.variants import VARIANTS
from gui.panels.gradients import GradientsPanel
from gui.state import Cell
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.specs import HeadingSpec, MatrixSpec, NoteSpec

TIED = [key for key, row in VARIANTS.items() if row.make_key == row.make_value]


def choose(here, box: QComboBox, index: int) -> None:
    """Choose an entry of a list as a person does: with the keyboard."""
    box.setFocus()
    while box.currentIndex() != index:
        down = box.currentIndex() < index
        here.qtbot.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)


def grids_of(here) -> set[str]:
    return {spec.grid.name for spec in here.specs().values() if isinstance(spec, MatrixSpec)}


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_is_drawn_are_the_gradients(opened, variant):
    here = opened(GradientsPanel, variant=variant)
    head = here.trace.resolved.n_heads - 1
    here.store.look(head=head)
    seen = set()
    for view in here.views():
        here.choose_view(view)
        for spec in here.specs().values():
            if isinstance(spec, MatrixSpec):
                seen.add(spec.grid.name)
                plot = here.panel.figure.item(spec.key)
                assert isinstance(plot, MatrixPlot)
                shown = here.trace.grid(spec.grid.name).values[spec.head]
                assert np.array_equal(plot.values, shown.T if spec.transposed else shown)
    matrices = {f"d_{row.grid}" for row in here.trace.resolved.parameters}
    assert {"d_context", "d_weights", "d_scores"} | matrices <= seen
    assert seen & {"d_key", "d_key_unrotated"}
    assert seen & {"d_x", "d_encoder_states"}


@pytest.mark.parametrize("variant", TIED)
def test_a_tie_shows_the_parts_and_their_sum(opened, variant):
    here = opened(GradientsPanel, variant=variant)
    here.choose_view("vectors")
    uses = {"key", "value"} | ({"query"} if variant == "q_eq_k_eq_v" else set())
    assert {f"d_key_via_{use}" for use in uses} | {"d_key"} <= grids_of(here)
    signs = [spec.text for spec in here.specs().values() if isinstance(spec, NoteSpec)]
    assert sorted(signs) == sorted([*"+" * (len(uses) - 1), "="])
    if len(uses) == 2:
        (heading,) = (s for s in here.specs().values() if isinstance(s, HeadingSpec))
        assert "cosine" in heading.text
    if "w_k" in {row.grid for row in here.trace.resolved.parameters}:
        here.choose_view("matrices")
        assert {"d_w_k", "d_w_k_via_key", "d_w_k_via_value"} <= grids_of(here)
    assert "cosine" in here.panel._notes.text()


@pytest.mark.parametrize("variant", ["self", "gqa", "cross"])
def test_untied_matrices_stand_alone_and_it_is_said(opened, variant):
    here = opened(GradientsPanel, variant=variant)
    here.choose_view("matrices")
    assert {"d_w_q", "d_w_k", "d_w_v"} <= grids_of(here)
    assert not any("via" in name for name in grids_of(here))
    assert "each receive their own" in here.panel._notes.text()


def test_the_cosine_is_that_of_the_focused_head(opened):
    here = opened(GradientsPanel, variant="k_eq_v")
    here.choose_view("matrices")
    here.store.look(head=2)
    a, b = (here.trace.grid(f"d_w_k_via_{use}").values[2].ravel() for use in ("key", "value"))
    cosine = a @ b / np.linalg.norm(a) / np.linalg.norm(b)
    heading = here.specs()["cosine_w_k"].text
    assert "head 3" in heading
    assert heading.endswith(f"{cosine:.3f}".replace("-", "−"))


def test_the_loss_is_chosen_in_the_panel(opened):
    here = opened(GradientsPanel)
    row = here.panel.loss
    assert here.store.state.view.loss is None
    assert (row.query.currentIndex(), row.feature.value()) == (9, 1)  # the last token's first
    assert row.source.isHidden() or not row.source.isVisible()
    choose(here, row.query, 7)
    assert here.store.state.view.loss == MakeLarger(7, 0)
    row.feature.setFocus()
    row.feature.selectAll()
    here.qtbot.keyClicks(row.feature, "3")
    here.qtbot.keyClick(row.feature, Qt.Key.Key_Return)
    assert here.store.state.view.loss == MakeLarger(7, 2)
    assert here.trace.grid("d_output").values[0, 7, 2] == -1
    choose(here, row.kind, 1)
    choose(here, row.source, 1)
    assert here.store.state.view.loss == CopyToken(7, 1)
    assert row.source.isVisible()
    assert not row.feature.isVisible()
    choose(here, row.kind, 2)
    assert here.store.state.view.loss == CopyToken(7, 1, "value")
    assert here.panel.figure.item("d_scores").values.any(axis=1).nonzero()[0].tolist() == [7]


def test_a_wish_that_does_not_fit_is_told_beside_the_field_and_the_picture_stays(opened):
    here = opened(GradientsPanel, d_head=3, output_projection=False)
    row, before = here.panel.loss, here.panel.figure.item("d_scores").values
    choose(here, row.kind, 1)
    assert "turn W_O on" in row.problem.text()
    assert row.problem.isVisible()
    assert row.kind.currentData() == "vector"  # what was chosen is not lost
    assert here.store.state.view.loss is None
    assert np.array_equal(here.panel.figure.item("d_scores").values, before)
    choose(here, row.kind, 2)
    assert not row.problem.isVisible()
    assert here.store.state.view.loss == CopyToken(9, 0, "value")


def test_a_wish_that_a_run_cannot_be_asked_waits_for_one_that_can(opened):
    here = opened(GradientsPanel)
    here.store.look(loss=CopyToken(2, 1))
    here.store.edit(d_head=3, output_projection=False)
    assert "turn W_O on" in here.panel.loss.problem.text()
    assert "turn W_O on" in here.words()[0]
    for view in here.views():
        here.choose_view(view)
    here.store.edit(output_projection=True)
    assert here.panel.loss.problem.text() == ""
    assert "d_x" in grids_of(here)


def test_a_shorter_text_takes_its_last_token_and_says_so(opened):
    here = opened(GradientsPanel)
    here.store.look(loss=MakeLarger(7, 2))
    here.store.edit(text="a dog barks")
    assert here.panel.loss.query.currentIndex() == 2
    assert "There is no token 8 here: “barks” stands in for it." in here.panel._notes.text()
    here.store.undo()
    assert here.panel.loss.query.currentIndex() == 7
    assert here.store.state.view.loss == MakeLarger(7, 2)


def test_the_pin_becomes_the_loss(opened):
    here = opened(GradientsPanel)
    row = here.panel.loss
    assert not row.pinned.isEnabled()
    here.store.look(pin=Cell("output", 0, 3, 4))
    assert row.pinned.isEnabled()
    here.qtbot.mouseClick(row.pinned, Qt.MouseButton.LeftButton)
    assert here.store.state.view.loss == MakeLarger(3, 4)
    assert row.feature.value() == 5
    here.click("weights", 5, 2)
    here.qtbot.mouseClick(row.pinned, Qt.MouseButton.LeftButton)
    assert here.store.state.view.loss == CopyToken(5, 2)
    here.store.look(pin=Cell("value", 0, 0, 0))
    assert not row.pinned.isEnabled()


def test_hovering_outlines_where_a_gradient_came_from(opened):
    here = opened(GradientsPanel)
    here.hover("d_weights", 9, 3)
    assert here.store.state.view.hover == Cell("d_weights", 0, 9, 3)
    (focus,) = here.panel.foci(here.store.state)
    assert {source.grid for source in focus.sources} == {"d_context", "value"}
    here.click("d_scores", 9, 2)
    assert here.pin() == Cell("d_scores", 0, 9, 2)


def test_a_gradient_is_no_number_to_be_overwritten(opened):
    here = opened(GradientsPanel)
    scenario = here.store.state.scenario
    where = here.point_of("d_scores", 9, 2)
    here.qtbot.mouseDClick(here.panel.figure.viewport(), Qt.MouseButton.LeftButton, pos=where)
    here.panel.figure.scrolled.emit(Cell("d_scores", 0, 9, 2), 1)
    assert here.store.state.scenario == scenario


def test_the_tanh_layer_follows_the_query_that_is_asked_and_the_one_in_hand(opened):
    here = opened(GradientsPanel, variant="bahdanau", size=(1100, 900))
    here.choose_view("vectors")
    assert here.specs()["d_tanh"].head == here.trace.resolved.n_q - 1
    here.store.look(pin=Cell("d_query", 0, 2, 0))
    assert here.specs()["d_tanh"].head == 2


@pytest.mark.parametrize("text", ["hi", "a b " * 40])
@pytest.mark.parametrize("variant", ["k_eq_v", "mla", "luong_dot"])
def test_any_text_is_shown(opened, variant, text):
    here = opened(GradientsPanel, variant=variant, text=text, target=text)
    for view in here.views():
        here.choose_view(view)
        QApplication.processEvents()
        assert not here.panel.figure.grab().isNull()


def test_a_loss_says_what_it_is_in_the_formula(opened):
    here = opened(GradientsPanel)
    state = here.store.state
    assert here.panel.formula(state).startswith("L = -O_{10,1}")
    here.store.look(loss=CopyToken(1, 2))
    assert r"\left\| O_{2} - X_{3} \right\|^2" in here.panel.formula(here.store.state)
