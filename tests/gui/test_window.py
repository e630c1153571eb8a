"""What a person does at the window, and what they then see."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from core.scenario import Edit
from core.trace import ALL_STEP_KEYS
from core.variants import VARIANTS
from gui.appearance import Appearance
from gui.registry import PANELS
from gui.state import Cell
from tests.gui.conftest import Opener, Person

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def segment(person: Person, text: str) -> QToolButton:
    for button in person.window.bar.findChildren(QToolButton):
        if button.text() == text:
            return button
    raise AssertionError(f"no segment {text!r}")


def lens_text(person: Person) -> str:
    return person.window.lens._card.accessibleDescription()


# ---- hover, pin, arrows ----------------------------------------------------------------------


def test_hover_previews_click_pins_and_escape_lets_go(person: Person) -> None:
    person.hover("scores", 2, 1)
    assert person.state.view.hover == Cell("scores", 0, 2, 1)
    assert lens_text(person).startswith("S[sat, cat] = ")
    person.click("scores", 2, 1)
    person.hover("scores", 4, 4)
    assert lens_text(person).startswith("S[the, the] = ")
    person.look_away()
    assert lens_text(person).startswith("S[sat, cat] = ")
    person.press(Qt.Key.Key_Escape)
    assert person.state.view.pin is None
    assert "Point at a cell" in lens_text(person)


def test_arrows_move_the_pinned_cell_as_the_eye_sees_it(person: Person) -> None:
    person.click("scores", 2, 1)
    person.press(Qt.Key.Key_Right)
    person.press(Qt.Key.Key_Down)
    assert person.state.view.pin == Cell("scores", 0, 3, 2)
    person.press(Qt.Key.Key_Left, SHIFT)
    assert person.state.view.pin == Cell("scores", 0, 3, 0)
    person.click("key", 2, 1)
    pin = person.state.view.pin
    assert pin == Cell("key", 0, 2, 1)
    person.press(Qt.Key.Key_Right)
    assert person.state.view.pin == Cell("key", 0, 3, 1)
    person.press(Qt.Key.Key_Down)
    assert person.state.view.pin == Cell("key", 0, 3, 2)


def test_arrows_without_a_pin_step_through_the_panels(person: Person) -> None:
    person.press(Qt.Key.Key_Right)
    assert person.state.view.step == "scale_mask"
    person.press(Qt.Key.Key_Left)
    person.press(Qt.Key.Key_Left)
    assert person.state.view.step == "projections"
    for _ in range(9):
        person.press(Qt.Key.Key_Left)
    assert person.state.view.step == "inputs"
    person.press("6")
    assert person.state.view.step == "output"
    assert person.window.stack.on_screen() is person.window.panel()


def test_a_pin_stays_in_hand_from_step_to_step(person: Person) -> None:
    person.click("scores", 2, 1)
    person.press(Qt.Key.Key_Right, ALT)
    assert person.state.view.pin == Cell("masked", 0, 2, 1)
    person.press(Qt.Key.Key_Right, ALT)
    assert lens_text(person).startswith("A[sat, cat] = ")


def test_space_plays_the_steps_and_any_key_stops(person: Person, qtbot: QtBot) -> None:
    seen: list[str] = []  # a busy machine may show two steps between two looks at the state
    person.store.changed.connect(lambda _old, new: seen.append(new.view.step))
    person.window.player._timer.setInterval(30)
    person.press(Qt.Key.Key_Space)
    assert person.window.player.active
    qtbot.waitUntil(lambda: "weights" in seen, timeout=10_000)
    person.press(Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: not person.window.player.active, timeout=10_000)
    person.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not person.window.player.active, timeout=10_000)
    assert person.state.view.step == "gradients"


def test_help_on_the_keys_stops_the_steps_behind_it(person: Person) -> None:
    person.press(Qt.Key.Key_Space)
    assert person.window.player.active
    person.press(Qt.Key.Key_F1)
    QApplication.processEvents()
    assert not person.window.player.active


def test_the_play_button_starts_and_stops(person: Person, qtbot: QtBot) -> None:
    button = person.window.rail.play_button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.wait(5)
    assert person.window.player.active
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.wait(5)
    assert not person.window.player.active


# ---- the top bar -----------------------------------------------------------------------------


def test_typing_is_followed_at_every_letter_and_undone_as_one(person: Person) -> None:
    person.press("t", CONTROL)
    person.type("a dog ran")
    assert person.state.trace.resolved.query_tokens == ("a", "dog", "ran")
    person.press("z", CONTROL)
    assert person.state.scenario.text == "the cat sat on the mat"
    assert person.window.bar.texts.source.edit.text() == "the cat sat on the mat"
    person.press("y", CONTROL)
    assert person.state.scenario.text == "a dog ran"


def test_an_empty_text_is_told_beside_the_field_and_the_picture_stays(person: Person) -> None:
    before = person.state.trace
    person.press("t", CONTROL)
    person.press(Qt.Key.Key_Backspace)
    field = person.window.bar.texts.source
    assert field._error.isVisible()
    assert field._error.text()
    assert person.state.trace is before
    person.type("cat")
    assert not field._error.isVisible()
    assert person.state.trace.resolved.n_q == 1


def test_what_is_wrong_with_a_text_is_said_in_chinese_to_its_last_sign(
    open_window: Opener,
) -> None:
    person = open_window(look=Appearance(language="zh_CN"))
    QApplication.processEvents()  # the window becomes the active one
    person.press("t", CONTROL)
    person.press(Qt.Key.Key_Backspace)
    told = person.window.bar.texts.source._error.text()
    assert "；" in told
    assert ";" not in told


def test_the_keys_of_a_text_stay_in_the_text(person: Person) -> None:
    person.press("t", CONTROL)
    person.type("1 2")
    person.press(Qt.Key.Key_Left)
    assert person.state.view.step == "scores"
    assert person.state.scenario.text == "1 2"
    assert not person.window.player.active


def test_a_mechanism_remembers_its_last_variant(person: Person) -> None:
    QTest.mouseClick(segment(person, "K = V tied"), Qt.MouseButton.LeftButton)
    assert person.state.scenario.variant == "k_eq_v"
    box = person.window.bar.findChild(QComboBox)
    place = box.findData("q_eq_k")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    QTest.mouseClick(segment(person, "Traditional"), Qt.MouseButton.LeftButton)
    assert person.state.scenario.variant == "cross"
    assert person.window.bar.texts.target.isVisible()
    QTest.mouseClick(segment(person, "K = V tied"), Qt.MouseButton.LeftButton)
    assert person.state.scenario.variant == "q_eq_k"
    assert not person.window.bar.texts.target.isVisible()


def test_a_new_seed_draws_other_vectors_and_undo_the_old(person: Person) -> None:
    before = person.state.trace.grid("query").values
    person.press("r", CONTROL)
    assert not np.array_equal(person.state.trace.grid("query").values, before)
    QTest.mouseClick(person.window.bar._undo, Qt.MouseButton.LeftButton)
    assert np.array_equal(person.state.trace.grid("query").values, before)


def test_a_size_that_does_not_fit_opens_the_options_and_says_why(person: Person) -> None:
    assert not person.window.options_shown()
    person.store.edit(n_heads=5)
    assert person.window.options_shown()
    fields = {field.name: field for field in person.window.options.fields}
    wrong = fields["d_model"].problem
    assert wrong.isVisible()
    assert "15 or 20" in wrong.text()
    spin = fields["n_heads"].editors()[0]
    spin.setFocus()
    spin.selectAll()
    person.type("8")
    person.press(Qt.Key.Key_Return)
    assert person.state.scenario.n_heads == 8
    assert not wrong.isVisible()


def test_a_latent_of_no_width_is_refused_beside_its_field(open_window: Opener) -> None:
    person = open_window(variant="mla")
    person.window.show_options(True)
    field = next(field for field in person.window.options.fields if field.name == "d_latent")
    spin = field.editors()[0]
    assert spin.text() == "auto: 8"
    spin.selectAll()
    QTest.keyClicks(spin, "0")
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert "a latent of width 0 keeps nothing" in field.problem.text()
    assert person.state.trace.resolved.d_latent == 8  # the last good picture
    spin.selectAll()
    QTest.keyClicks(spin, "3")
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert not field.problem.isVisible()
    assert person.state.trace.grid("latent").values.shape == (1, 6, 3)


def test_a_matrix_that_cannot_be_undone_keeps_slim_attention_away_and_says_why(
    open_window: Opener,
) -> None:
    person = open_window(d_model=4, n_heads=2)
    w_k = person.state.trace.grid("w_k").values
    edits = tuple(Edit("w_k", 1, row, 1, float(w_k[0, row, 0])) for row in range(4))
    person.store.edit(edits=edits)
    person.store.edit(variant="slim")
    error = person.window.bar._error
    assert error.isVisible()
    assert "its condition number is" in error.text()
    assert person.state.trace.resolved.variant.key == "self"
    person.store.edit(edits=())
    assert person.state.trace.resolved.variant.key == "slim"
    assert not error.isVisible()
    for edit in edits[:-1]:
        cell = Cell("w_k", edit.head, edit.row, edit.col)
        assert person.store.edit_cell(cell, edit.value) == ()
    last = Cell("w_k", 1, 3, 1)
    (problem,) = person.store.edit_cell(last, edits[-1].value)  # beside the cell
    assert problem.field == "edits"
    assert len(person.state.scenario.edits) == 3


def test_traditional_attention_offers_no_rotary_positions(open_window: Opener) -> None:
    person = open_window(positions="rotary")
    person.window.show_options(True)
    field = next(field for field in person.window.options.fields if field.name == "positions")
    box = field.editors()[0]
    values = [box.itemData(index) for index in range(box.count())]
    assert (values, box.currentData()) == (["sinusoidal", "rotary", "none"], "rotary")
    person.store.edit(variant="cross")
    values = [box.itemData(index) for index in range(box.count())]
    assert (values, box.currentData()) == (["sinusoidal", "none"], "none")
    assert person.state.problems == ()
    person.store.edit(variant="k_eq_v")
    assert box.currentData() == "rotary"


# ---- editing cells ---------------------------------------------------------------------------


def test_enter_on_the_number_offered_leaves_the_cell_as_it_is(person: Person) -> None:
    """It is printed in twelve digits, and the cell has more."""
    person.click("scores", 2, 1)
    person.press(Qt.Key.Key_Return)
    assert person.window.lens.editing
    before = person.state.scenario
    person.press(Qt.Key.Key_Return)
    assert not person.window.lens.editing
    assert person.state.scenario == before


def test_enter_edits_the_pinned_cell_and_everything_follows(person: Person) -> None:
    person.click("scores", 2, 1)
    person.press(Qt.Key.Key_Return)
    assert person.window.lens.editing
    person.type("12.5")
    person.press(Qt.Key.Key_Return)
    assert not person.window.lens.editing
    assert person.state.trace.grid("scores").values[0, 2, 1] == 12.5
    assert person.state.trace.grid("weights").values[0, 2, 1] > 0.9
    assert "changed by you" in person.window.lens._was.text()
    person.press(Qt.Key.Key_Backspace, CONTROL)
    assert person.state.scenario.edits == ()


def test_a_double_click_edits_and_escape_leaves_it(person: Person) -> None:
    person.double_click("query", 1, 1)
    assert person.window.lens.editing
    person.type("9")
    person.press(Qt.Key.Key_Escape)
    assert not person.window.lens.editing
    assert person.state.scenario.edits == ()
    assert person.state.view.pin == Cell("query", 0, 1, 1)


@pytest.mark.parametrize("typed", ["twelve", "", "1,2,3", "nan", "1e999"])
def test_what_is_no_number_is_told_and_nothing_is_lost(person: Person, typed: str) -> None:
    person.click("scores", 2, 1)
    person.press(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    person.press(Qt.Key.Key_Delete)
    person.type(typed)
    person.press(Qt.Key.Key_Return)
    assert person.window.lens.editing
    assert field.text() == typed
    assert person.window.lens._editor._error.isVisible()
    assert person.state.scenario.edits == ()
    field.setText("−0,5")
    person.press(Qt.Key.Key_Return)
    assert person.state.trace.grid("scores").values[0, 2, 1] == -0.5


def test_the_wheel_changes_the_pinned_number_and_one_undo_takes_it_back(person: Person) -> None:
    person.click("scores", 2, 1)
    before = float(person.state.trace.grid("scores").values[0, 2, 1])
    for _ in range(3):
        person.window.panel().figure.scrolled.emit(Cell("scores", 0, 2, 1), 1)
    after = float(person.state.trace.grid("scores").values[0, 2, 1])
    assert after == pytest.approx(before + 0.3, abs=1e-5)
    person.press("z", CONTROL)
    assert person.state.trace.grid("scores").values[0, 2, 1] == before


# ---- heads, looks, sizes ---------------------------------------------------------------------


def test_a_chip_chooses_the_head(person: Person) -> None:
    chips = person.window.panel()._chips
    button = chips._group.button(2)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert person.state.view.head == 2
    person.hover("scores", 0, 0)
    assert person.state.view.hover == Cell("scores", 2, 0, 0)


def test_the_language_changes_everywhere_while_it_runs(person: Person) -> None:
    menu = person.window._languages._group
    chinese = next(action for action in menu.actions() if action.data() == "zh_CN")
    chinese.trigger()
    QApplication.processEvents()
    assert person.window.menus.actions["undo"].text() != "&Undo"
    assert person.window.lens._heading.text() != "Lens"
    assert person.window.rail._buttons[0].text() != "Inputs"
    english = next(action for action in menu.actions() if action.data() == "en")
    english.trigger()
    QApplication.processEvents()
    assert person.window.lens._heading.text() == "Lens"
    assert person.window.rail._buttons[0].text() == "Inputs"


def test_the_theme_and_the_size_of_the_text_change_at_once(person: Person) -> None:
    person.window._themes._group.actions()[1].trigger()
    assert person.window.appearance.theme.dark
    size = QApplication.font().pointSizeF()
    person.press("+", CONTROL)
    assert QApplication.font().pointSizeF() > size
    person.press("0", CONTROL)
    assert QApplication.font().pointSizeF() == size


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("variant", ["bahdanau", "gqa", "k_eq_v"])
def test_nothing_is_cut_off_at_the_smallest_size(
    open_window: Opener, language: str, variant: str
) -> None:
    from gui.appearance import Appearance

    look = Appearance(language=language)
    person = open_window(size=(1024, 700), look=look, variant=variant, n_heads=4)
    person.window.show_options(True)
    QApplication.processEvents()
    assert person.window.width() == 1024
    assert person.window.height() == 700
    for part in (person.window.bar, person.window.options, person.window.strip):
        for child in part.findChildren(QAbstractButton) + part.findChildren(QComboBox):
            if child.isVisible() and child.parentWidget() is not None:
                right = child.mapTo(part, QPoint(child.width(), 0)).x()
                assert right <= part.width(), child.accessibleName()
                assert child.height() >= child.fontMetrics().height(), child.accessibleName()


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_step_of_every_variant_is_shown_and_explained(
    open_window: Opener, variant: str
) -> None:
    person = open_window(variant=variant, target="a b c")
    for panel in PANELS:
        person.store.look(step=panel.key)
        assert person.window.panel().figure.plot_keys()
        assert person.window.explanation._text.text()


def test_every_control_says_what_it_is(person: Person) -> None:
    person.window.show_options(True)
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for control in person.window.findChildren(kind):
            own = not control.objectName().startswith("qt_")
            if own and control.isVisible():
                name = control.accessibleName() or getattr(control, "text", str)()
                assert name, control
                assert control.toolTip() or control.parentWidget().toolTip(), name


def test_new_begins_again_and_undo_brings_the_old_back(person: Person) -> None:
    person.store.edit(variant="mqa", seed=99)
    person.window.menus.actions["new"].trigger()
    assert person.state.scenario.variant == "self"
    person.window.menus.actions["undo"].trigger()
    assert person.state.scenario.seed == 99


def test_a_long_run_shows_its_progress_and_can_be_cancelled(
    open_window: Opener, qtbot: QtBot
) -> None:
    person = open_window(variant="bahdanau")
    person.store._big = 100_000
    person.store.edit(text="word " * 300, target="word " * 300)
    assert person.window.toast.isVisible()
    QTest.mouseClick(person.window.toast._cancel, Qt.MouseButton.LeftButton)
    assert not person.window.toast.isVisible()
    assert person.window.bar.texts.source.edit.text() == "the cat sat on the mat"
    qtbot.wait(30)


def test_lens_and_explanation_never_lie_one_over_the_other(open_window: Opener) -> None:
    """The lens asks for height while heights are shared out: with a cell held, at every step."""
    person = open_window(size=(1024, 700))
    person.store.look(pin=Cell("scores", 0, 2, 1))
    for step in (*ALL_STEP_KEYS, "scores", "output", "scale_mask"):
        person.store.look(step=step)
        QApplication.processEvents()
        lens, explanation = person.window.lens, person.window.explanation
        assert lens.geometry().bottom() < explanation.geometry().top()
        assert explanation.geometry().bottom() <= explanation.parentWidget().height()
