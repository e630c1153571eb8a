"""The projector, worked by keys alone as from the front of a room."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.explanation import recompute
from core.trace import ALL_STEP_KEYS
from gui.projector.caption import arithmetic
from gui.projector.window import Projector
from gui.state import Cell
from gui.theme import LIGHT
from gui.widgets.lens_table import number
from tests.gui.conftest import Opener, Person

Key = Qt.Key


@pytest.fixture
def projector(person: Person) -> Projector:
    found = opened(person)
    assert found.isFullScreen()
    return found


def opened(person: Person) -> Projector:
    """Press F11 as a person does, in the window in front."""
    QTest.qWaitForWindowActive(person.window)
    person.press(Key.Key_F11)
    (found,) = person.window.findChildren(Projector)
    return found


def press(projector: Projector, *keys: Key | str) -> None:
    for key in keys:
        QTest.keyClick(projector, key)
    QApplication.processEvents()


def plain(rich: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|&nbsp;", " ", rich)).strip()


def test_it_opens_at_the_plot_that_the_step_is_about(projector: Projector) -> None:
    assert projector.slide().plot == "scores"
    assert projector.figure.plot_keys() == ("scores",)


def test_a_presenter_remote_goes_through_every_plot_of_every_step(
    person: Person, projector: Projector
) -> None:
    press(projector, Key.Key_Home)
    seen = [projector.slide()]
    for _ in range(len(projector.deck()) + 3):
        press(projector, Key.Key_PageDown)
        seen.append(projector.slide())
        assert len(projector.figure.plot_keys()) == 1
        assert person.state.view.step == projector.slide().step
    assert tuple(dict.fromkeys(seen)) == projector.deck()
    assert {slide.step for slide in seen} >= set(ALL_STEP_KEYS)
    press(projector, Key.Key_PageUp)
    assert projector.slide() == projector.deck()[-2]


def test_enter_holds_the_largest_cell_and_the_arrows_move_it(
    person: Person, projector: Projector
) -> None:
    press(projector, Key.Key_Return)
    pin = person.state.view.pin
    assert pin is not None
    values = person.state.trace["scores"].grid("scores").values[pin.head]
    assert values[pin.row, pin.col] == values.max()
    row = pin.row + 1 if pin.row + 1 < values.shape[0] else pin.row - 1
    press(projector, Key.Key_Down if row > pin.row else Key.Key_Up)
    assert person.state.view.pin is not None
    assert person.state.view.pin.row == row
    assert number(float(values[row, pin.col])) in plain(projector.caption())


def test_escape_lets_the_cell_go_and_then_leaves(
    person: Person, projector: Projector, qtbot: QtBot
) -> None:
    press(projector, Key.Key_Return, Key.Key_Escape)
    assert person.state.view.pin is None
    assert projector.isVisible()
    with qtbot.waitSignal(projector.left):
        press(projector, Key.Key_Escape)
    assert not person.window.findChildren(Projector)


def test_a_black_screen_stays_until_any_key(projector: Projector) -> None:
    here = projector.slide()
    press(projector, "b")
    assert projector.is_black()
    press(projector, Key.Key_PageDown)
    assert not projector.is_black()
    assert projector.slide() == here


def test_digits_show_a_step_and_h_the_next_head(person: Person, projector: Projector) -> None:
    press(projector, "5")
    assert person.state.view.step == "weights"
    assert projector.slide().plot == "weights"
    press(projector, "h")
    assert person.state.view.head == 1


def test_plus_and_minus_change_the_size_of_the_letters(projector: Projector) -> None:
    before = projector.figure.look.scale
    press(projector, "+")
    assert projector.figure.look.scale > before
    press(projector, "-", "-")
    assert projector.figure.look.scale < before


def test_the_letters_are_larger_than_in_the_window(person: Person, projector: Projector) -> None:
    assert projector.figure.look.scale >= 1.5 * person.window.panel().look.scale


def test_it_follows_an_edit_made_behind_it(person: Person, projector: Projector) -> None:
    person.store.edit(text="a new sentence")
    QApplication.processEvents()
    assert projector.slide().plot == "scores"
    item = projector.figure.item("scores")
    assert item.spec.grid.rows.labels == ("a", "new", "sentence")
    person.store.edit(variant="bahdanau")
    assert projector.slide() in projector.deck()


def test_the_pointer_is_a_ring_that_is_seen_from_afar(projector: Projector) -> None:
    picture = projector.figure.viewport().cursor().pixmap()
    assert picture.width() >= 48


def test_pointing_and_clicking_work_too(person: Person, projector: Projector) -> None:
    figure = projector.figure
    item = figure.item("scores")
    where = figure.mapFromScene(item.mapRectToScene(item.rect_of(1, 2)).center())
    QTest.mouseMove(figure.viewport(), where)
    QApplication.processEvents()
    QTest.mouseClick(figure.viewport(), Qt.MouseButton.LeftButton, pos=where)
    pin = person.state.view.pin
    assert pin is not None
    assert (pin.row, pin.col) == (1, 2)
    QTest.mouseMove(projector, QPoint(2, 2))


def test_closing_the_window_closes_it(person: Person, projector: Projector, qtbot: QtBot) -> None:
    person.window.close()
    assert not person.window.isVisible()


@pytest.mark.parametrize("variant", ["self", "k_eq_v", "bahdanau", "luong_dot", "q_eq_k_eq_v"])
def test_every_plot_of_a_variant_has_a_caption_for_its_cells(
    open_window: Opener, variant: str
) -> None:
    person = open_window(variant=variant)
    projector = opened(person)
    press(projector, Key.Key_Home)
    for _ in projector.deck():
        press(projector, Key.Key_Return)
        pin = person.state.view.pin
        if pin is not None:
            value = person.state.trace.grid(pin.grid).values[pin.head, pin.row, pin.col]
            assert number(float(value)) in plain(projector.caption())
        press(projector, Key.Key_PageDown)
    projector.close()


def test_what_the_caption_adds_up_is_the_cell(person: Person) -> None:
    """Of up to four terms all are there: the text computes the number it names."""
    explanation = person.state.trace.explain("scores", 0, 1, 2)
    assert len(explanation.operands[0].values) == 4
    text = plain(arithmetic(explanation, LIGHT)).replace("−", "-")
    sum_text, _, rest = text.partition(" = ")
    terms = re.findall(r"\(? ?(-?[\d.]+) ?\)? × \(? ?(-?[\d.]+)", sum_text)
    total = sum(float(a) * float(b) for a, b in terms)
    assert len(terms) == 4
    assert total == pytest.approx(float(rest.split()[0]), abs=5e-3)
    assert total == pytest.approx(recompute(explanation), abs=5e-3)


def test_it_speaks_chinese(open_window: Opener) -> None:
    from gui.appearance import Appearance

    person = open_window(look=Appearance(language="zh_CN"))
    projector = opened(person)
    shown = " ".join(label.text() for label in projector.findChildren(QLabel))
    assert "得分" in shown
    assert "Enter holds" not in shown
    projector.close()


@pytest.mark.parametrize(
    ("page", "cell"), [("bench", Cell("bench/law", 0, 0, 0)), ("lab", Cell("value", 0, 99, 3))]
)
def test_a_cell_that_a_page_holds_is_none_of_the_projector_s(
    person: Person, page: str, cell: Cell
) -> None:
    """Monkeys' finds: pages hold cells of other runs, which no slide shows."""
    person.store.look(page=page, pin=cell)
    found = opened(person)
    press(found, Key.Key_Right, Key.Key_PageDown, Key.Key_Return)
    person.store.look(page=page, pin=cell)
    press(found, Key.Key_Down, Key.Key_Escape)
    assert not [one for one in person.window.findChildren(Projector) if one.isVisible()]


def test_a_page_is_shown_whole_and_the_arrows_move_its_slider(person: Person) -> None:
    person.store.look(page="compare")
    person.window.shown().set_view("tie")
    found = opened(person)
    press(found, Key.Key_Right, Key.Key_Right)
    assert person.state.view.beside.alpha == 0.2
    assert person.state.view.page == "compare"
    press(found, Key.Key_PageDown)
    assert person.state.view.page == "steps"
    assert found.figure.isVisible()
    found.close()
