"""The first start, a trained model, and the question: what is the same, and what differs?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from core.scenario import Trained
from gui.pages.compare import ComparePage
from gui.report.view import LookButton
from gui.widgets.mark import MarkPlot
from tests.e2e.visitor import visited
from tests.gui.conftest import Person

LEFT = Qt.MouseButton.LeftButton
STAY = ("x", "query", "key", "scores", "mask", "masked", "weights")
CHANGE = ("value", "context", "output")
SAME = "identical: inputs X, Q, K, scores S, mask M, masked S̃, weights A"
OTHER = "different: V, context C, output O"


def click(person: Person, text: str) -> None:
    for found in person.window.findChildren(QAbstractButton):
        if found.isVisible() and found.text() == text:
            QTest.mouseClick(found, LEFT)
            QApplication.processEvents()
            return
    raise AssertionError(f"no button {text!r}")


def page_of(person: Person) -> ComparePage:
    page = person.window.shown()
    assert isinstance(page, ComparePage)
    return page


def marks(page: ComparePage) -> dict[str, str]:
    """What the badges in the picture say, by their keys."""
    items = [item for item in page.figure.scene().items() if isinstance(item, MarkPlot)]
    return {item.spec.key: item.spec.verdict for item in items}


def line_of(page: ComparePage) -> str:
    return page.notes(page._store.state)[0]


def assert_reads_as_it_must(page: ComparePage) -> None:
    """Inputs, Q, K, scores, mask, weights identical; V, context, output different."""
    found = marks(page)
    assert {found[f"{name}_mark_B"] for name in STAY} == {"identical"}
    assert {found[f"{name}_mark_B"] for name in CHANGE} == {"different"}
    steps = {key: found[f"step_{key}_mark_B"] for key in ("inputs", "scores", "weights", "output")}
    assert steps == {
        "inputs": "identical",
        "scores": "identical",
        "weights": "identical",
        "output": "different",
    }
    assert line_of(page) == f"B against A: {SAME}; {OTHER}"


def assert_one_cell_lights_in_both(page: ComparePage, person: Person) -> None:
    """The pointer on a cell of one column shows both arithmetics, one above the other."""
    plot = page.figure.item("value_B")
    rect = plot.rect_of(3, 1)
    page.figure.ensureVisible(rect, 0, 40)
    QApplication.processEvents()
    where = page.figure.mapFromScene(rect.center())
    for point in (where + QPoint(1, 1), where):
        QTest.mouseMove(page.figure.viewport(), point)
    QApplication.processEvents()
    assert person.state.view.hover is not None
    both = [column.trace.grid("value").values[0, 3, 1] for column in page.columns(person.state)]
    spoken = page.lens._card.accessibleDescription().replace("−", "-")
    assert spoken == f"A: V[F=17, 2] = {both[0]:.3f}. B: V[F=17, 2] = {both[1]:.3f}."
    first, second = page.lens._parts[:2]
    assert first.y() < second.y()
    person.look_away()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("mechanism", ["Self-attention", "K = V tied"])
def test_from_the_first_start_compare_reads_as_it_must(mechanism: str) -> None:
    def visit(person: Person) -> None:
        person.window.resize(1280, 800)
        assert isinstance(person.state.scenario.weights, Trained)
        if mechanism != "Self-attention":
            click(person, mechanism)
        click(person, "Compare")
        page = page_of(person)
        assert_reads_as_it_must(page)
        assert_one_cell_lights_in_both(page, person)
        told = page.notes(person.state)[1]
        assert told.startswith("One trained model (Recall, r = 3) in every column")
        assert ("which the model lacks" in told) == (mechanism == "K = V tied")

    assert visited(visit) == 0


@pytest.mark.usefixtures("qapp")
def test_what_if_it_had_been_trained_tied_is_another_question() -> None:
    def visit(person: Person) -> None:
        person.window.resize(1280, 800)
        click(person, "Compare")
        page = page_of(person)
        box = page.boxes["apart"]
        assert box.isVisible()
        QTest.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
        assert person.state.view.beside.apart
        found = marks(page)
        assert found["query_mark_B"] == found["weights_mark_B"] == "different"
        assert found["x_mark_B"] == "identical"
        (_, told) = page.notes(person.state)
        assert told.startswith("B is Recall, r = 3 (K = V), trained by itself")
        QTest.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
        assert_reads_as_it_must(page)
        click(person, "Every grid")
        assert marks(page)["w_k_mark_B"] == "identical"

    assert visited(visit) == 0


@pytest.mark.usefixtures("qapp")
def test_the_tie_slider_moves_a_trained_models_output() -> None:
    def visit(person: Person) -> None:
        person.window.resize(1280, 800)
        click(person, "Compare")
        click(person, "Tie slider")
        page = page_of(person)
        slider = page.slider.slider
        assert slider.isEnabled()
        slider.setFocus()
        QTest.keyClick(slider, Qt.Key.Key_End)
        assert person.state.view.beside.alpha == 1.0
        tie = page.tie(person.state)
        assert tie.point(1.0).max_difference == 0.0
        tied = page.columns(person.state)[1].trace
        assert (tie.path.ends.tied["output"] == tied.grid("output").values).all()

    assert visited(visit) == 0


@pytest.mark.usefixtures("qapp")
def test_the_verdict_is_of_the_model_shown_and_its_buttons_lead_to_the_run() -> None:
    def visit(person: Person) -> None:
        person.window.resize(1280, 800)
        text, model = person.state.scenario.text, person.state.scenario.weights
        click(person, "Verdict")
        page = person.window.shown()
        page.finished(person.state)
        for _ in range(500):
            QApplication.processEvents()
            QTest.qWait(10)
            told = "\n".join(label.text() for label in page.findChildren(QLabel))
            if "computed just now" in told:
                break
        assert "of the model shown" in told
        buttons = [one for one in page.findChildren(LookButton) if one.look is not None]
        button = next(one for one in buttons if one.look.variant == "k_eq_v")
        QTest.mouseClick(button, LEFT)
        shown = person.state
        assert (shown.scenario.variant, shown.view.step) == ("k_eq_v", "projections")
        assert shown.scenario.text == text
        assert shown.scenario.weights == Trained(model.model, 0, retied=True)
        assert shown.problems == ()
        assert "(retied)" in person.window.bar.source.boxes()[0].currentText()
        click(person, "Self-attention")
        assert person.state.scenario.weights == model

    assert visited(visit) == 0
