"""The slider between K and V: the ends are the runs, and what has no way says why."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.pipeline import run
from gui.pages.compare import COLUMNS, TIE, ComparePage
from gui.state import Beside
from gui.store import Store
from gui.tying import Tie
from gui.widgets.specs import CurveSpec, NoteSpec, PlaneSpec
from tests.gui.conftest import Person
from tests.gui.pages.comparing import page_of, specs_of


def test_the_slider_moves_a_trained_models_output(trained_page: tuple[ComparePage, Store]) -> None:
    page, store = trained_page
    tie = page.tie(store.state)
    assert isinstance(tie, Tie)
    trace, tied = (column.trace for column in page.columns(store.state))
    assert np.array_equal(tie.path.ends.at(0.0)["output"], trace.grid("output").values)
    assert np.allclose(tie.path.ends.at(1.0)["output"], tied.grid("output").values)
    assert (tie.path.joint_rank[0], tie.path.joint_rank[-1]) == (6, 3)  # 2 r and r


def drag(page: ComparePage, to: float) -> None:
    slider = page.slider.slider
    middle, room = slider.height() // 2, slider.width() - 20
    here = QPoint(10 + round(room * slider.value() / slider.maximum()), middle)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=here)
    for part in (0.3, 0.7, 1.0):
        x = here.x() + part * (10 + room * to - here.x())
        QTest.mouseMove(slider, QPoint(round(x), middle))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_dragging_moves_the_output_along_its_way(comparer: Person) -> None:
    page = page_of(comparer)
    page.set_view(TIE)
    drag(page, 0.5)
    alpha = comparer.state.view.beside.alpha
    assert 0.4 < alpha < 0.6
    plane = specs_of(page, PlaneSpec, comparer.state)["tie_output"]
    now, start, end = (points.points for points in plane.sets)
    assert np.allclose(now, (1 - alpha) * start + alpha * end)
    curves = specs_of(page, CurveSpec, comparer.state)
    assert all(curve.now == alpha for curve in curves.values())
    drag(page, 1.0)
    drag(page, 0.0)
    assert comparer.state.view.beside.alpha < 0.05


@pytest.mark.parametrize("variant", ["self", "gqa", "mqa"])
def test_the_ends_of_the_slider_are_the_runs_themselves(comparer: Person, variant: str) -> None:
    comparer.store.edit(variant=variant)
    page = page_of(comparer)
    page.set_view(TIE)
    tie = page.tie(comparer.state)
    assert isinstance(tie, Tie)
    trace = comparer.state.trace
    assert np.array_equal(tie.path.ends.at(0.0)["output"], trace.grid("output").values)
    if variant == "self":
        tied = run(replace(comparer.state.scenario, variant="k_eq_v"))
        assert np.allclose(tie.path.ends.at(1.0)["output"], tied.grid("output").values)
    whole = tie.point(0.0)
    apart = np.abs(trace.grid("key").values - trace.grid("value").values).max()
    assert whole.max_difference == pytest.approx(apart)
    assert tie.point(1.0).max_difference == 0.0
    assert tie.point(0.999).joint_rank > tie.point(1.0).joint_rank
    assert (whole.to_untied, tie.point(1.0).to_tied) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("variant", "reason"),
    [("k_eq_v", "tied already"), ("bahdanau", "make the widths equal"), ("luong_dot", "tied")],
)
def test_where_there_is_no_way_it_says_why(comparer: Person, variant: str, reason: str) -> None:
    page = page_of(comparer)
    page.set_view(TIE)
    comparer.store.look(beside=Beside(("q_eq_k_eq_v",)))
    comparer.store.edit(variant=variant, d_head=6 if variant == "bahdanau" else None)
    (note,) = page.specs(comparer.state)
    if variant == "bahdanau":
        assert isinstance(note, NoteSpec)
        assert note.text
    else:
        assert reason in note.text
    assert not page.slider.slider.isEnabled()


def test_a_tied_scenario_is_reached_from_an_untied_column(comparer: Person) -> None:
    comparer.store.edit(variant="k_eq_v")
    assert comparer.state.view.beside.variants == ("self",)
    page = page_of(comparer)
    page.set_view(TIE)
    tie = page.tie(comparer.state)
    assert isinstance(tie, Tie)
    assert page.slider.slider.isEnabled()
    untied = page.columns(comparer.state)[1].trace.grid("output").values
    assert np.array_equal(tie.path.ends.at(0.0)["output"], untied)
    here = comparer.state.trace.grid("output").values
    assert np.array_equal(tie.path.ends.at(1.0)["output"], here)
    told = page.notes(comparer.state)[1]
    assert told == "It is B, Multi-head self-attention, that is tied on the way."


def test_the_slider_has_the_whole_width(comparer: Person) -> None:
    page = page_of(comparer)
    narrow = page.width()
    page.set_view(TIE)
    QApplication.processEvents()
    assert page.width() > narrow
    page.set_view(COLUMNS)
    QApplication.processEvents()
    assert page.lens.isVisible()
