"""Hands to use the page that compares runs with."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.pages.compare import ComparePage
from gui.store import Store
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.specs import MarkSpec
from tests.gui.conftest import Person

STAY = ("x", "query", "key", "scores", "mask", "masked", "weights")
CHANGE = ("value", "context", "output")
SIZE = (1440, 900)


def page_of(person: Person) -> ComparePage:
    page = person.window.shown()
    assert isinstance(page, ComparePage)
    return page


def specs_of(page: ComparePage, kind: type, state: object) -> dict[str, object]:
    return {spec.key: spec for spec in page.specs(state) if isinstance(spec, kind)}


def marks(page: ComparePage, store: Store) -> dict[str, MarkSpec]:
    return specs_of(page, MarkSpec, store.state)


def point(page: ComparePage, key: str, row: int, col: int) -> QPoint:
    """Where a cell stands on the figure's viewport, scrolled into sight."""
    plot = page.figure.item(key)
    assert isinstance(plot, MatrixPlot)
    rect = plot.rect_of(row, col)
    page.figure.ensureVisible(rect, 0, 40)
    QApplication.processEvents()
    return page.figure.mapFromScene(rect.center())


def hover(page: ComparePage, key: str, row: int, col: int) -> None:
    where = point(page, key, row, col)
    QTest.mouseMove(page.figure.viewport(), where + QPoint(1, 1))
    QTest.mouseMove(page.figure.viewport(), where)
    QApplication.processEvents()


def click(page: ComparePage, key: str, row: int, col: int) -> None:
    where = point(page, key, row, col)
    QTest.mouseClick(page.figure.viewport(), Qt.MouseButton.LeftButton, pos=where)


def choose(page: ComparePage, place: int, variant: str) -> None:
    box = page.heads.box(place)
    box.setCurrentIndex(box.findData(variant))
    box.activated.emit(box.currentIndex())
    QApplication.processEvents()
