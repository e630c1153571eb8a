"""What Qt holds of an old picture ends when it is replaced, never in Python's cyclic collector.

The collector runs at any moment: also inside a call of Qt that holds a lock which the end of one
of Qt's objects takes too. The program would stand still then.
"""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsItem, QWidget
from shiboken6 import isValid

from core.trace import ALL_STEP_KEYS
from gui.export import Request, export_files
from gui.lessons.library import read_entry, shipped_folders
from gui.page_keys import PAGE_KEYS
from gui.registry import PANELS
from gui.stage import staged
from gui.theme import LIGHT
from gui.widgets.view_switch import ViewSwitch
from tests.gui.conftest import Opener, Person

Living = Callable[[], Counter[str]]


@pytest.fixture
def left_to_collector(qapp: QApplication) -> Iterator[Living]:
    """Tell which objects of Qt only the cyclic collector would have ended since the last call."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)

    def living() -> Counter[str]:
        settle()
        gc.collect()
        found = Counter(type(thing).__name__ for thing in gc.garbage if lives_in_qt(thing))
        gc.garbage.clear()
        return found

    yield living
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


def lives_in_qt(thing: object) -> bool:
    return isinstance(thing, QObject | QGraphicsItem) and isValid(thing)


def settle() -> None:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_lesson_that_was_left_is_gone(person: Person) -> None:
    """Whole, with its steps and texts: a day's class opens many."""
    lessons, left = person.window.lessons, []
    for folder in shipped_folders()[:3]:
        lessons.open(read_entry(folder, person.state.view), 1)
        settle()
        left += [weakref.ref(part) for part in (lessons.guide, lessons.guide.lesson)]
        lessons.close_all()
        settle()
    gc.collect()
    assert [part() for part in left] == [None] * len(left)


def see_all_views(person: Person) -> None:
    """Click every segment of the panel's or page's switch, and the first one again."""
    switch = person.window.shown().findChild(ViewSwitch)
    if switch is None or not switch.isVisible():
        return
    for number in (*range(1, len(switch._keys)), 0):
        button = switch._group.button(number)
        if button is not None:  # a view may go with what another one shows
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()


@pytest.mark.parametrize("step", ALL_STEP_KEYS)
def test_plots_end_when_another_variant_or_view_is_shown(
    person: Person, left_to_collector: Living, step: str
) -> None:
    person.store.look(step=step)
    for variant in ("luong_dot", "bahdanau", "mla", "gqa", "k_eq_v"):
        person.store.edit(variant=variant)
        settle()
    see_all_views(person)
    assert not left_to_collector()


@pytest.mark.parametrize("page", PAGE_KEYS)
def test_pages_end_what_they_replace(person: Person, left_to_collector: Living, page: str) -> None:
    person.store.look(page=page)
    see_all_views(person)
    for variant in ("mqa", "luong_dot", "k_eq_v"):
        person.store.edit(variant=variant)
        settle()
    person.window._themes._group.actions()[1].trigger()
    person.window.menus.actions["larger"].trigger()
    assert not left_to_collector()


def test_files_leave_nothing(person: Person, left_to_collector: Living, tmp_path: Path) -> None:
    kind = PANELS[ALL_STEP_KEYS.index("weights")]
    with staged(kind, person.store, LIGHT, 1.0, (900, 600)) as panel:
        export_files(panel, person.state, Request(tmp_path, ("png", "svg", "pdf"), dpi=50))
    assert not left_to_collector()


def test_a_window_takes_everything_with_it(open_window: Opener, left_to_collector: Living) -> None:
    person = open_window()
    for step in ALL_STEP_KEYS:
        person.store.look(step=step)
        settle()
    person.store.look(page="compare")
    settle()
    person.window.close()
    person.window.deleteLater()
    settle()
    person.window = QWidget()  # the fixture closes it
    assert not left_to_collector()


@pytest.mark.slow
def test_a_collection_at_every_moment_harms_nothing(person: Person) -> None:
    thresholds = gc.get_threshold()
    gc.set_threshold(1, 20, 20)
    try:
        for variant in ("luong_dot", "bahdanau", "gqa", "k_eq_v"):
            person.store.edit(variant=variant)
            for step in ALL_STEP_KEYS:
                person.store.look(step=step)
                see_all_views(person)
    finally:
        gc.set_threshold(*thresholds)
    assert person.state.view.step == "output"
