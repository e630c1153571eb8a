"""In the smallest window, with the sentences it opens with, nothing has to be scrolled to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from core.scenario import Scenario
from core.trace import ALL_STEP_KEYS
from core.variants import VARIANTS
from gui.appearance import Appearance
from gui.lessons.library import read_entry, shipped_folders
from gui.state import Cell
from gui.widgets.figure import Figure
from tests.gui.conftest import Opener, Person
from tests.gui.fits import of_box

SMALLEST = (1024, 700)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def scrolled(person: Person) -> tuple[int, int]:
    """How far the figure's two scroll bars reach."""
    figure = person.window.panel().figure
    return figure.horizontalScrollBar().maximum(), figure.verticalScrollBar().maximum()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_view_fits_the_smallest_window(open_window: Opener, language: str) -> None:
    look = Appearance(language=language)
    person = open_window(size=SMALLEST, look=look, text=Scenario().text)
    beyond = []
    for variant in VARIANTS:
        person.store.edit(variant=variant)
        for step in ALL_STEP_KEYS:
            person.store.look(step=step)
            panel = person.window.panel()
            for view in [key for key, _ in panel.views()] or [""]:
                panel.set_view(view)
                settle()
                if any(scrolled(person)):
                    beyond.append((variant, step, view, scrolled(person)))
    assert beyond == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_arithmetic_of_a_cell_is_seen_whole(open_window: Opener, language: str) -> None:
    """Every column, the sum and what follows it, of a cell in the middle of every grid."""
    look = Appearance(language=language)
    person = open_window(size=SMALLEST, look=look, text=Scenario().text)
    cut = []
    for variant in VARIANTS:
        person.store.edit(variant=variant)
        for step in (*person.state.trace.steps, person.state.trace.back):
            person.store.look(step=step.key, pin=None)
            for grid in step.grids:
                rows, cols = grid.values.shape[1:]
                person.store.look(pin=Cell(grid.name, 0, rows // 2, cols // 2))
                settle()
                lens = person.window.lens
                hidden = lens._area.verticalScrollBar().maximum()
                if hidden or not lens._canvas.fits():
                    cut.append((variant, grid.name, hidden))
    assert cut == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_beside_a_lesson_nothing_is_scrolled_sideways(open_window: Opener, language: str) -> None:
    """Contributions beside the lens, four columns of costs, three maps with scales of their own."""
    person = open_window(size=SMALLEST, look=Appearance(language=language))
    for lesson, step in ((0, 9), (2, 5), (5, 4), (5, 5), (6, 10)):
        entry = read_entry(shipped_folders()[lesson], person.state.view)
        person.window.lessons.open(entry, step)
        settle()
        bars = [
            figure.horizontalScrollBar().maximum()
            for figure in person.window.findChildren(Figure)
            if figure.isVisible()
        ]
        assert bars, (lesson, step)
        assert not any(bars), (lesson, step, bars)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_variant_is_named_whole_in_the_bar(open_window: Opener, language: str) -> None:
    person = open_window(size=SMALLEST, look=Appearance(language=language))
    for variant in VARIANTS:
        person.store.edit(variant=variant)
        settle()
        assert not of_box(person.window.bar.variants), variant


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("page", ["lab", "compare", "bench", "verdict", "lessons"])
def test_large_letters_are_scrolled_to_and_neither_clipped_nor_the_window_widened(
    open_window: Opener, language: str, page: str
) -> None:
    look = Appearance(language=language, scale=1.5)
    person = open_window(size=SMALLEST, look=look, text=Scenario().text)
    person.window.set_appearance(replace(look, scale=1.4))
    person.window.set_appearance(look)
    person.store.look(page=page)
    settle()
    assert person.window.size().toTuple() == SMALLEST
    shown = person.window.shown()
    for inner in filter(None, (shown, shown.side())):
        layout = inner.layout()
        needed = layout.minimumHeightForWidth(inner.width()) if layout else 0
        assert inner.height() >= needed, type(inner).__name__
    side = shown.side()
    if side is not None:
        assert side.width() >= side.minimumSizeHint().width()
        assert side.width() <= side.parentWidget().width()


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_a_lesson_in_large_letters_leaves_the_window_as_it_is(
    open_window: Opener, scale: float
) -> None:
    look = Appearance(scale=scale)
    person = open_window(size=SMALLEST, look=look)
    person.window.set_appearance(replace(look, scale=1.25))
    person.window.set_appearance(look)
    for lesson, step in ((0, 2), (0, 9), (3, 7), (3, 9), (4, 3), (5, 4)):
        entry = read_entry(shipped_folders()[lesson], person.state.view)
        person.window.lessons.open(entry, step)
        settle()
        assert person.window.size().toTuple() == SMALLEST, (lesson, step)
        pane = person.window.lessons.pane
        assert pane.area.widget().minimumSizeHint().width() <= pane.area.viewport().width()
        assert pane.area.height() >= 5 * pane.fontMetrics().height()
