"""Fields show the number that is in force, and leave alone what somebody is typing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QWidget

from core.scenario import Scenario
from gui.animation.dialog import AnimationDialog
from gui.page_keys import PAGE_KEYS
from gui.widgets.fields import Field, RealField
from tests.gui.conftest import Opener, Person


def field_of(person: Person, name: str) -> Field:
    """A field of the window, in sight."""
    person.window.show_options(True)
    if name in ("temperature", "softcap"):
        person.store.look(step="scale_mask")
    QApplication.processEvents()
    (found,) = (field for field in person.window.findChildren(Field) if field.name == name)
    return found


def begin_typing(box: QAbstractSpinBox, digits: str) -> None:
    """Type over what a box shows, and stay in it."""
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, digits)


@pytest.mark.parametrize("name", ["d_model", "n_heads", "n_kv_heads", "window"])
def test_a_result_that_arrives_leaves_the_digits_being_typed(person: Person, name: str) -> None:
    person.store.edit(mask="window")
    (box,) = field_of(person, name).editors()
    begin_typing(box, "12")
    person.store.edit(text="a new run arrives")
    assert box.lineEdit().text() == "12"
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert getattr(person.state.shown, name) == 12


def test_a_result_that_arrives_leaves_the_feature_being_typed(person: Person) -> None:
    person.store.look(step="gradients")
    QApplication.processEvents()
    box = person.window.panel().loss.feature
    begin_typing(box, "3")
    person.store.edit(text="a new run arrives")
    assert box.lineEdit().text() == "3"
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert person.state.view.loss.feature == 2


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1.0, "1.00"), (0.5, "0.50"), (0.123, "0.123"), (0.004, "0.004"), (5000.0, "5000.00")],
)
def test_a_temperature_is_shown_as_it_is(person: Person, value: float, shown: str) -> None:
    field = field_of(person, "temperature")
    assert isinstance(field, RealField)
    person.store.edit(temperature=value)
    assert field.spin.text() == shown
    field.spin.setFocus()
    QTest.keyClick(field.spin, Qt.Key.Key_Return)  # looking at it changes nothing
    assert person.state.scenario.temperature == value


@pytest.mark.parametrize("system", ["de_DE", "fr_FR", "ar_EG"])
def test_numbers_are_written_alike_whatever_the_system(open_window: Opener, system: str) -> None:
    usual = QLocale()
    QLocale.setDefault(QLocale(system))
    try:
        person = open_window()
        person.store.look(page="bench", bench=replace(person.state.view.bench, context=4096))
        page = person.window.shown()
        page.set_view("cost")
        box = page._fields.field("context").spin
        assert box.text() == "4,096"
        person.store.look(bench=replace(person.state.view.bench, context=12))
        begin_typing(box, "2048")
        QTest.keyClick(box, Qt.Key.Key_Return)
        assert person.state.view.bench.context == 2048
        dialog = AnimationDialog(QSettings(), person.window)
        assert dialog.seconds.text().startswith("2.5 ")
        dialog.deleteLater()
    finally:
        QLocale.setDefault(usual)


@pytest.mark.parametrize(
    ("typed", "value"), [("0.004", 0.004), ("0,5", 0.5), ("2,25", 2.25), ("3", 3.0)]
)
def test_a_temperature_is_typed_with_a_point_or_a_comma(
    person: Person, typed: str, value: float
) -> None:
    field = field_of(person, "temperature")
    begin_typing(field.spin, typed)
    QTest.keyClick(field.spin, Qt.Key.Key_Return)
    assert person.state.scenario.temperature == value
    assert float(field.spin.text()) == value


CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    "name", ["seed", "d_model", "d_head", "window", "padding", "temperature", "softcap"]
)
def test_a_number_stepped_with_an_arrow_is_undone_without_leaving_its_box(
    person: Person, name: str
) -> None:
    person.store.edit(mask="window", softcap=2.0, d_model=24)
    box = person.window.bar.seeds[0] if name == "seed" else field_of(person, name).editors()[0]
    if name == "softcap":
        box = field_of(person, name).editors()[1]
    before = person.state.shown
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    after = person.state.shown
    assert after != before
    person.press("z", CONTROL)
    assert person.state.shown == before
    person.press("y", CONTROL)
    assert person.state.shown == after
    assert QApplication.focusWidget() is box


def test_undo_takes_back_the_digits_being_typed_first(person: Person) -> None:
    (box,) = field_of(person, "d_model").editors()
    person.store.edit(seed=3)
    box.setFocus()
    QTest.keyClicks(box, "9")
    person.press("z", CONTROL)
    assert box.text() == str(box.value())
    assert person.state.scenario.seed == 3


def test_undo_in_a_box_of_a_page_changes_nothing_elsewhere(open_window: Opener) -> None:
    """What a page shows is no edit; the one before it is out of sight."""
    person = open_window()
    person.store.edit(seed=3)
    person.store.look(page="bench")
    box = person.window.shown()._fields.field("r").spin
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    person.press("z", CONTROL)
    assert person.state.scenario.seed == 3


@pytest.mark.parametrize("name", ["seed", "d_model", "n_kv_heads", "temperature"])
def test_escape_leaves_a_box_and_what_was_being_typed(person: Person, name: str) -> None:
    box = person.window.bar.seeds[0] if name == "seed" else field_of(person, name).editors()[0]
    before, shown = person.state.shown, box.text()
    begin_typing(box, "4")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is not box
    assert person.state.shown == before
    assert box.text() == shown


KEYS = {
    "Alt+Right": (Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier),
    "Ctrl+PgUp": (Qt.Key.Key_PageUp, CONTROL),
    "Ctrl+1": (Qt.Key.Key_1, CONTROL),
}


@pytest.mark.parametrize("keys", KEYS)
@pytest.mark.parametrize(
    ("place", "name"),
    [("scale_mask", "temperature"), ("scale_mask", "padding"), ("bench", "r"), ("lab", "steps")],
)
def test_who_goes_elsewhere_by_keys_has_typed_the_number(
    person: Person, place: str, name: str, keys: str
) -> None:
    person.store.look(**{"page" if place in PAGE_KEYS else "step": place})
    QApplication.processEvents()
    panel = person.window.shown()
    fields = (one for one in panel.findChildren(Field) if one.name == name and one.isVisible())
    (box,) = (editor for editor in next(fields).editors() if isinstance(editor, QAbstractSpinBox))
    begin_typing(box, "3")
    person.press(*KEYS[keys])
    assert person.window.shown() is not panel
    view = person.state.view
    held = {"bench": view.bench, "lab": view.lab}.get(place, person.state.shown)
    assert getattr(held, name) == 3


@pytest.mark.parametrize(("name", "there"), [("window", "mask"), ("softcap", "softcap")])
def test_a_change_that_takes_the_box_away_takes_the_digits_too(
    person: Person, name: str, there: str
) -> None:
    """Half a number is no choice: the change that was asked for stands alone."""
    person.store.edit(mask="window", softcap=2.0, window=4)
    person.store.look(step="scale_mask")
    QApplication.processEvents()
    panel = person.window.panel()
    (field,) = (field for field in panel.findChildren(Field) if field.name == name)
    box = next(one for one in field.editors() if isinstance(one, QAbstractSpinBox))
    begin_typing(box, "3")
    wanted = replace(person.state.scenario, **{there: getattr(Scenario(), there)})
    person.store.take(wanted)
    QApplication.processEvents()
    assert not (box.isVisible() and box.isEnabled())
    assert person.state.shown == wanted
    person.store.undo()
    assert float(box.text()) == getattr(person.state.shown, name)


def wheel(over: QWidget) -> None:
    """Turn the wheel by a notch over a widget."""
    middle = QPointF(over.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(over.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(over, event)


@pytest.mark.parametrize("name", ["temperature", "window", "mask"])
def test_the_wheel_that_scrolls_a_page_changes_no_field_on_its_way(
    person: Person, name: str
) -> None:
    person.store.edit(mask="window", window=3)
    panel = field_of(person, "temperature").parentWidget()
    field = next(one for one in panel.fields if one.name == name)
    for editor in field.editors():
        before = person.state.shown
        wheel(editor)
        assert person.state.shown == before
        assert not editor.hasFocus()
        editor.setFocus()
        wheel(editor)
        assert person.state.shown != before
