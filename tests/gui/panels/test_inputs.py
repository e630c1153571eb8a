"""Inputs: every vector that attention starts from is there, in every variant."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from core.variants import VARIANTS
from gui.i18n import install
from gui.panels.inputs import InputsPanel
from gui.state import Cell
from gui.widgets.head_chips import HeadChips
from gui.widgets.specs import MatrixSpec

TEXTS = ("hi", "猫坐在垫子上", "Donaudampfschifffahrtsgesellschaftskapitän a " * 3, "a b " * 32)


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_grid_of_the_step_can_be_seen(opened, variant):
    here = opened(InputsPanel, variant=variant)
    seen = set()
    for view in here.views():
        here.panel.set_view(view)
        maps = [spec for spec in here.specs().values() if isinstance(spec, MatrixSpec)]
        seen |= {spec.grid.name for spec in maps}
    assert seen == set(here.trace["inputs"].grid_names())


@pytest.mark.parametrize("variant", VARIANTS)
def test_two_texts_have_states_of_two_networks_and_one_text_has_none(opened, variant):
    here = opened(InputsPanel, variant=variant)
    if VARIANTS[variant].mode == "traditional":
        assert {"encoder_states", "decoder_states"} < here.specs().keys()
        rows = {here.specs()[name].row for name in ("encoder_states", "decoder_states")}
        assert len(rows) == 2
    else:
        assert list(here.specs()) == ["embedding", "position", "x", "sign_0_1", "sign_0_3"]


def test_equal_colours_are_equal_numbers_in_the_sum(opened):
    maps = [spec for spec in opened(InputsPanel).specs().values() if isinstance(spec, MatrixSpec)]
    assert len({spec.levels for spec in maps}) == 1
    largest = max(float(np.abs(spec.grid.values).max()) for spec in maps)
    assert maps[0].levels == (-largest, largest)


def test_without_positions_x_is_the_embedding(opened):
    here = opened(InputsPanel, positions="none")
    assert "position" not in here.specs()
    assert here.words() == ["="]


@pytest.mark.parametrize("variant", ["self", "cross"])
def test_there_are_no_heads_to_choose_yet(opened, variant):
    assert opened(InputsPanel, variant=variant).panel.findChild(HeadChips).isHidden()


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("variant", ["self", "bahdanau"])
def test_any_text_is_shown(opened, variant, text):
    here = opened(InputsPanel, variant=variant, text=text, target=text)
    for view in here.views():
        here.panel.set_view(view)
        QApplication.processEvents()
        assert here.panel.figure.plot_keys() == tuple(here.specs())


def test_a_click_pins_a_cell_and_hovering_previews_another(opened):
    here = opened(InputsPanel)
    here.click("x", 2, 3)
    assert here.pin() == Cell("x", 0, 2, 3)
    here.hover("embedding", 1, 4)
    assert here.store.state.view.hover == Cell("embedding", 0, 1, 4)


def test_views_are_chosen_by_mouse_and_by_keyboard(opened):
    here = opened(InputsPanel, variant="cross")
    here.choose_view("decoder")
    assert {"w_dec", "u_dec"} < here.specs().keys()
    buttons = here.panel.findChildren(QAbstractButton)
    vectors = next(button for button in buttons if button.text() == "Vectors")
    here.qtbot.keyClick(vectors, Qt.Key.Key_Space)
    assert here.panel.view() == "vectors"
    assert "source_embedding" in here.panel.figure.plot_keys()


def test_a_view_that_is_gone_gives_way_and_comes_back(opened):
    here = opened(InputsPanel, variant="cross")
    here.choose_view("encoder")
    here.store.edit(variant="self")
    assert "x" in here.specs()
    here.store.undo()
    assert here.panel.view() == "encoder"


def test_the_language_is_switched_live(opened, qapp):
    here = opened(InputsPanel, variant="cross")
    english = [title for _, title in here.panel.views()]
    install(qapp, "zh_CN")
    try:
        QCoreApplication.processEvents()
        assert not set(english) & {title for _, title in here.panel.views()}
        shown = {button.text() for button in here.panel.findChildren(QAbstractButton)}
        assert not set(english) & shown
    finally:
        install(qapp, "en")
        QCoreApplication.processEvents()
