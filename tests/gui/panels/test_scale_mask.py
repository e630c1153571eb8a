"""Scale and mask: two stages, and the controls that act on them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QSlider

from core.variants import VARIANTS
from gui.panels.scale_mask import ScaleMaskPanel
from gui.state import Cell
from gui.widgets.specs import MatrixSpec


def editor(here, field, number=0):
    return here.panel.controls.field(field).editors()[number]


@pytest.mark.parametrize("size", [(520, 600), (1200, 800)])
@pytest.mark.parametrize("softcap", [None, 4.0])
@pytest.mark.parametrize("variant", VARIANTS)
def test_each_stage_stands_beside_the_one_before_and_masked_below_it(
    opened, variant, softcap, size
):
    here = opened(ScaleMaskPanel, size=size, variant=variant, softcap=softcap, mask="causal")
    specs = here.specs()
    maps = [spec for spec in specs.values() if isinstance(spec, MatrixSpec)]
    assert [spec.key for spec in maps if spec.key != "capped"] == [
        "scores",
        "scaled",
        "mask",
        "masked",
    ]
    assert ("capped" in specs) == (softcap is not None)
    before = specs["scaled" if softcap is None else "capped"]
    assert specs["scores"].row == specs["scaled"].row
    assert specs["scores"].col < specs["scaled"].col
    assert before.row < specs["mask"].row == specs["masked"].row
    assert specs["mask"].col < specs["masked"].col == before.col


@pytest.mark.parametrize("head", range(4))
def test_one_scale_makes_equal_colours_equal_numbers_and_saturates_none(opened, head):
    here = opened(ScaleMaskPanel, temperature=0.25, softcap=6.0)
    here.store.look(head=head)
    names = ("scores", "scaled", "capped", "masked")
    levels = {here.specs()[name].levels for name in names}
    assert len(levels) == 1
    largest = max(np.abs(here.trace.grid(name).values[head]).max() for name in names)
    assert levels.pop() == (-largest, largest)
    here.choose_view("own_scales")
    assert {here.specs()[name].levels for name in names} == {None}


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_can_be_seen_in_every_view(opened, variant):
    here = opened(ScaleMaskPanel, variant=variant, mask="causal_window", padding=1)
    assert ("heads" in here.views()) == (here.trace.resolved.n_heads > 1)
    for view in here.views():
        here.panel.set_view(view)
        QApplication.processEvents()
        assert here.panel.figure.plot_keys() == tuple(here.specs())


def test_dragging_the_temperature_is_undone_as_one(opened):
    here = opened(ScaleMaskPanel, size=(1100, 700))
    slider = editor(here, "temperature", 1)
    assert isinstance(slider, QSlider)
    start = QPoint(slider.width() // 2, slider.height() // 2)
    here.qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    seen = set()
    for step in range(1, 12):
        here.qtbot.mouseMove(slider, start + QPoint(2 * step, 0))
        seen.add(here.store.state.scenario.temperature)
    end = start + QPoint(24, 0)
    here.qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=end)
    assert len(seen) > 3
    assert here.store.state.scenario.temperature > 1.0
    assert editor(here, "temperature").value() == here.store.state.scenario.temperature
    here.store.undo()
    assert here.store.state.scenario.temperature == 1.0
    assert slider.value() == 0
    assert not here.store.state.can_undo


def test_the_temperature_is_typed_exactly(opened):
    here = opened(ScaleMaskPanel)
    spin = editor(here, "temperature")
    spin.selectAll()
    here.qtbot.keyClicks(spin, "0.37")
    assert here.store.state.scenario.temperature == 1.0  # not while it is being typed
    here.qtbot.keyClick(spin, Qt.Key.Key_Return)
    assert here.store.state.scenario.temperature == 0.37
    assert editor(here, "temperature", 1).value() == round(50 * np.log10(0.37))


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_tick_shows_what_the_paper_does_until_it_is_changed(opened, variant):
    here = opened(ScaleMaskPanel, variant=variant)
    tick = editor(here, "scaled")
    assert tick.isChecked() == VARIANTS[variant].scaled
    assert here.store.state.scenario.scaled is None
    here.qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert here.store.state.scenario.scaled is not VARIANTS[variant].scaled
    here.store.undo()
    assert tick.isChecked() == VARIANTS[variant].scaled


def test_the_softcap_is_switched_on_turned_and_switched_off(opened):
    here = opened(ScaleMaskPanel)
    tick, spin = here.panel.controls.field("softcap").editors()
    assert not spin.isEnabled()
    here.qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(8, tick.height() // 2))
    assert here.store.state.scenario.softcap == spin.value()
    assert "capped" in here.specs()
    here.qtbot.keyClick(spin, Qt.Key.Key_Up)
    assert here.store.state.scenario.softcap > 5.0
    assert np.abs(here.trace.grid("capped").values).max() < here.store.state.scenario.softcap
    here.qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(8, tick.height() // 2))
    assert here.store.state.scenario.softcap is None
    assert "capped" not in here.specs()


def test_a_window_is_asked_for_where_the_mask_has_one(opened):
    here = opened(ScaleMaskPanel)
    window = here.panel.controls.field("window")
    box = editor(here, "mask")
    assert window.isHidden()
    here.qtbot.keyClick(box, Qt.Key.Key_Down)
    assert here.store.state.scenario.mask == "causal"
    here.qtbot.keyClick(box, Qt.Key.Key_Down)
    assert here.store.state.scenario.mask == "window"
    assert not window.isHidden()
    here.qtbot.keyClick(editor(here, "window"), Qt.Key.Key_Down)
    assert here.trace.grid("mask").values[0, 5].sum() == 3


def test_what_is_wrong_stands_beside_its_field_and_the_picture_stays(opened):
    here = opened(ScaleMaskPanel, text="one two three")
    before = here.trace
    field, spin = here.panel.controls.field("padding"), editor(here, "padding")
    spin.selectAll()
    here.qtbot.keyClicks(spin, "9")
    here.qtbot.keyClick(spin, Qt.Key.Key_Return)
    assert here.trace is before
    assert field.problem.isVisible()
    assert "9" in field.problem.text()
    assert spin.value() == 9  # the user's own number, to be put right
    spin.selectAll()
    here.qtbot.keyClicks(spin, "1")
    here.qtbot.keyClick(spin, Qt.Key.Key_Return)
    assert not field.problem.isVisible()
    assert not here.trace.grid("mask").values[0, :, 2].any()


def test_every_control_says_what_it_is_for(opened):
    here = opened(ScaleMaskPanel, mask="window")
    for widget in here.shown_controls():
        assert widget.accessibleName()
        assert widget.toolTip()


def test_a_masked_cell_is_pinned_and_traced_back(opened):
    here = opened(ScaleMaskPanel, mask="causal")
    here.click("masked", 2, 1)
    assert here.pin() == Cell("masked", 0, 2, 1)
    grids = {source.grid for source in here.trace.explain("masked", 0, 2, 1).sources}
    assert "mask" in grids


@pytest.mark.parametrize("text", ["hi", "猫坐在垫子上", "a b " * 32])
def test_any_text_is_shown(opened, text):
    here = opened(ScaleMaskPanel, text=text, mask="causal")
    assert here.panel.figure.plot_keys() == tuple(here.specs())
