"""What a teacher locks stays locked, by mouse, by key and by menu; and the timer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.menus import Menus
from gui.reach import open_step
from gui.session_view import view_from_dict, view_to_dict
from gui.state import Cell, Restraint, View
from gui.teacher.catalogue import ALWAYS, controls
from gui.teacher.countdown import Countdown
from gui.teacher.dialog import HIDDEN, LOCKED, TeacherDialog
from gui.widgets.fields import Field
from tests.gui.conftest import Person

Checked, Unchecked = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@pytest.fixture
def dialog(person: Person) -> TeacherDialog:
    person.window.menus.actions["teacher"].trigger()
    (found,) = person.window.findChildren(TeacherDialog)
    return found


def tick(dialog: TeacherDialog, key: str, column: int) -> None:
    dialog.item(key).setCheckState(column, Checked)
    QApplication.processEvents()


def test_a_locked_text_cannot_be_typed(person: Person, dialog: TeacherDialog) -> None:
    tick(dialog, "field:text", LOCKED)
    dialog.close()
    assert not person.window.bar.texts.isEnabled()
    before = person.state.scenario.text
    person.store.edit(text="another one")
    assert person.state.scenario.text == before


def test_a_hidden_step_is_passed_over_by_keys_and_menus(
    person: Person, dialog: TeacherDialog
) -> None:
    tick(dialog, "step:scale_mask", HIDDEN)
    dialog.close()
    assert not person.window.rail.button("scale_mask").isVisible()
    person.window.panel().figure.setFocus()
    person.press("4")
    assert person.state.view.step != "scale_mask"
    person.store.look(step="scores")
    person.press(Qt.Key.Key_Right)
    assert person.state.view.step == "weights"
    person.press(Qt.Key.Key_Left)
    assert person.state.view.step == "scores"


def test_a_hidden_page_cannot_be_reached(person: Person, dialog: TeacherDialog) -> None:
    tick(dialog, "page:verdict", HIDDEN)
    dialog.close()
    assert not person.window.rail.button("verdict").isVisible()
    person.store.look(page="verdict")
    assert person.state.view.page == "steps"


def test_locked_cells_say_so_and_keep_their_numbers(person: Person, dialog: TeacherDialog) -> None:
    tick(dialog, "field:cells", LOCKED)
    dialog.close()
    (problem,) = person.store.edit_cell(Cell("w_q", 0, 0, 0), 5.0)
    assert "locked" in problem.english()
    assert person.state.scenario.edits == ()


def test_a_field_stays_hidden_when_the_options_show_themselves_again(
    person: Person, dialog: TeacherDialog
) -> None:
    person.window.show_options(True)
    tick(dialog, "field:seed", HIDDEN)
    tick(dialog, "field:d_model", HIDDEN)
    dialog.close()
    person.store.edit(n_heads=2)
    person.store.edit(variant="gqa")
    QApplication.processEvents()
    shown = [f.name for f in person.window.findChildren(Field) if f.isVisible()]
    assert "d_model" not in shown
    assert "n_heads" in shown
    assert not person.window.bar.seeds[0].isVisible()


def test_what_is_freed_is_as_before(person: Person, dialog: TeacherDialog) -> None:
    for key in ("field:variant", "part:lens", "part:strip", "step:output", "action:export_panel"):
        tick(dialog, key, HIDDEN)
    tick(dialog, "field:text", LOCKED)
    assert not person.window.lens.isVisible()
    assert not person.window.menus.actions["export_panel"].isVisible()
    dialog.free_all()
    QApplication.processEvents()
    dialog.close()
    assert person.window.lens.isVisible()
    assert person.window.strip.isVisible()
    assert person.window.bar.modes.isVisible()
    assert person.window.bar.texts.isEnabled()
    assert person.window.rail.button("output").isVisible()
    assert person.window.menus.actions["export_panel"].isVisible()
    assert person.state.view.restraint == Restraint()


def test_a_locked_action_stays_locked_after_a_change(person: Person, dialog: TeacherDialog) -> None:
    tick(dialog, "action:reset_all", LOCKED)
    dialog.close()
    person.store.edit_cell(Cell("w_q", 0, 0, 0), 5.0)
    assert not person.window.menus.actions["reset_all"].isEnabled()


def test_a_freed_action_can_be_chosen_only_when_it_has_something_to_do(
    person: Person, dialog: TeacherDialog
) -> None:
    reset = person.window.menus.actions["reset_all"]
    tick(dialog, "action:reset_all", LOCKED)
    dialog.free_all()
    assert not reset.isEnabled()
    person.store.edit_cell(Cell("w_q", 0, 0, 0), 5.0)
    assert reset.isEnabled()
    tick(dialog, "action:reset_all", LOCKED)
    assert not reset.isEnabled()
    dialog.free_all()
    assert reset.isEnabled()
    dialog.close()


def test_every_control_of_the_list_can_be_hidden_and_comes_back(
    person: Person, dialog: TeacherDialog
) -> None:
    keys = [control.key for control in controls()]
    assert len(set(keys)) == len(keys) > 40
    assert not {f"action:{key}" for key in ALWAYS} & set(keys)
    person.store.look(restraint=Restraint(hidden=tuple(keys)))
    QApplication.processEvents()
    assert person.window.menus.actions["teacher"].isVisible()
    person.store.look(restraint=Restraint(locked=tuple(keys)))
    QApplication.processEvents()
    assert person.window.menus.actions["teacher"].isEnabled()
    dialog.free_all()
    dialog.close()


def test_a_session_keeps_it() -> None:
    view = View(restraint=Restraint(("field:text",), ("step:output", "part:lens")))
    assert view_from_dict(view_to_dict(view), View()).restraint == view.restraint


def test_with_every_step_out_of_reach_the_present_one_stays() -> None:
    steps = tuple(f"step:{key}" for key in ("weights", "output"))
    assert open_step(Restraint(hidden=steps), "weights", "scores") in ("scores", "gradients")


def test_the_countdown_empties_and_tells_the_end(person: Person, qtbot: QtBot) -> None:
    now = [100.0]
    countdown = Countdown(65, person.window, clock=lambda: now[0])
    countdown.show()
    assert countdown.text() == "1:05"
    now[0] += 58.2
    assert countdown.text() == "0:07"
    with qtbot.waitSignal(countdown.ended):
        now[0] += 10
    assert countdown.over
    assert countdown.text() == "0:00"
    assert person.window.rect().contains(countdown.geometry())
    QTest.mouseClick(countdown, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))


def test_the_menu_starts_one_and_puts_it_away(person: Person) -> None:
    menu = person.window.menus.submenus["timer"]
    assert isinstance(person.window.menus, Menus)
    first, *_, last = menu.actions()
    texts = [action.text() for action in menu.actions()]
    assert texts[2:4] == ["1 minute", "2 minutes"]
    first.trigger()
    (running,) = person.window.findChildren(Countdown)
    assert running.isVisible()
    last.trigger()
    assert not running.isVisible()
