"""Pages in use, as several files of tests ask for them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from core.scenario import Scenario
from core.trained.scenarios import first_scenario
from gui import theme
from gui.pages.bench import BenchPage
from gui.pages.compare import ComparePage
from gui.stage import staged
from gui.state import Beside, Lab
from gui.store import Store
from tests.gui.conftest import Opener, Person
from tests.gui.pages.comparing import SIZE
from tests.gui.pages.sitting import Sitting
from tests.gui.pages.visitor import TINY, Visit, Visitor


@pytest.fixture
def comparer(open_window: Opener) -> Person:
    person = open_window(size=SIZE)
    person.store.look(page="compare", beside=Beside())
    QApplication.processEvents()
    return person


@pytest.fixture
def staged_page(qapp: QApplication) -> Iterator[tuple[ComparePage, Store]]:
    store = Store(Scenario(text="the cat sat on the mat"), big=sys.maxsize)
    with staged(ComparePage, store, theme.LIGHT, 1.0, (1000, 760)) as page:
        yield page, store
        page.close_runs()
    store.close()


@pytest.fixture
def trained_page(qapp: QApplication) -> Iterator[tuple[ComparePage, Store]]:
    store = Store(first_scenario(), big=sys.maxsize)
    with staged(ComparePage, store, theme.LIGHT, 1.0, (1000, 760)) as page:
        yield page, store
        page.close_runs()
    store.close()


@pytest.fixture
def visit(open_window: Opener, own_home: Path) -> Visit:
    """Open the lab on choices."""

    def visitor(lab: Lab = TINY, size: tuple[int, int] = (1280, 800)) -> Visitor:
        person = open_window(size=size)
        person.store.look(page="lab", lab=lab)
        return Visitor(person)

    return visitor


@pytest.fixture
def sitting(qapp: QApplication) -> Iterator[Sitting]:
    store = Store(Scenario(), big=10**15)
    store.look(page="bench")
    page = BenchPage(store, theme.LIGHT)

    def changed(old, new):
        if page.wants(old, new):
            page.show_state(new)

    store.changed.connect(changed)
    page.resize(1200, 800)
    yield Sitting(page, store)
    store.changed.disconnect(changed)
    page.close_runs()
    store.close()
    for widget in (page, store):
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
