"""A panel on a store of its own, wired as the window wires it, and hands to use it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.scenario import Scenario
from core.trace import Trace
from gui.panels.step_panel import StepPanel
from gui.state import Cell, State
from gui.store import Store
from gui.theme import LIGHT
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.specs import NoteSpec, Spec
from gui.widgets.view_switch import ViewSwitch


class _Wire(QObject):
    """Tell a panel of changes, as the window does."""

    def __init__(self, panel: StepPanel) -> None:
        super().__init__(panel)
        self.panel = panel

    @Slot(object, object)
    def changed(self, old: State, new: State) -> None:
        if self.panel.wants(old, new):
            self.panel.show_state(new)
        else:
            self.panel.show_focus(new)


@dataclass
class Opened:
    """A panel in use."""

    panel: StepPanel
    store: Store
    qtbot: QtBot

    @property
    def trace(self) -> Trace:
        return self.store.state.trace

    def specs(self) -> dict[str, Spec]:
        """What the figure is shown now, by key."""
        return {spec.key: spec for spec in self.panel.specs(self.store.state)}

    def words(self) -> list[str]:
        """The words and signs between the plots."""
        return [spec.text for spec in self.specs().values() if isinstance(spec, NoteSpec)]

    def views(self) -> list[str]:
        return [key for key, _ in self.panel.views()] or [""]

    def choose_view(self, key: str) -> None:
        """Click a view's segment."""
        number = self.views().index(key)
        switch = self.panel.findChild(ViewSwitch)
        buttons = switch.findChildren(QAbstractButton)
        self.qtbot.mouseClick(buttons[number], Qt.MouseButton.LeftButton)
        QApplication.processEvents()  # the notes of the view take their room
        assert self.panel.view() == key

    def point_of(self, key: str, row: int, col: int) -> QPoint:
        """Where a cell stands on the figure's viewport, scrolled into sight."""
        figure = self.panel.figure
        plot = figure.item(key)
        assert isinstance(plot, MatrixPlot)
        rect = plot.rect_of(row, col)
        assert rect is not None
        figure.ensureVisible(rect)
        return figure.mapFromScene(rect.center())

    def hover(self, key: str, row: int, col: int) -> None:
        where = self.point_of(key, row, col)
        viewport = self.panel.figure.viewport()
        # A pointer that the last test left right there would not be moved at all.
        self.qtbot.mouseMove(viewport, where + QPoint(1, 1))
        self.qtbot.mouseMove(viewport, where)

    def click(self, key: str, row: int, col: int) -> None:
        where = self.point_of(key, row, col)
        viewport = self.panel.figure.viewport()
        self.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=where)

    def pin(self) -> Cell | None:
        return self.store.state.view.pin

    def shown_controls(self) -> list[QWidget]:
        """Widgets that take input in the panel's row of fields."""
        return [
            editor
            for field in self.panel.controls.fields
            if not field.isHidden()
            for editor in field.editors()
        ]


Open = Callable[..., Opened]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Open]:
    """Open a panel: ``opened(Panel, size=(w, h), **fields of the scenario)``."""
    stores: list[Store] = []
    panels: list[StepPanel] = []  # qtbot alone would let them be collected while they are used

    def make(kind: type[StepPanel], size: tuple[int, int] = (900, 700), **fields: Any) -> Opened:
        # Time stands still: however busy the machine, edits in a row are one burst.
        store = Store(Scenario(**fields), big=10**12, clock=lambda: 0.0)
        stores.append(store)
        store.look(step=kind.key)
        panel = kind(store, LIGHT)
        panels.append(panel)
        qtbot.addWidget(panel)
        panel.resize(*size)
        store.changed.connect(_Wire(panel).changed)
        panel.show()
        QApplication.processEvents()
        return Opened(panel, store, qtbot)

    yield make
    for store in stores:
        store.close()
