from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from core.trace import Axis
from gui import theme
from gui.widgets.style import Style, make_style
from gui.widgets.token_axis import SMALLEST_PX, Side, TokenAxis


@pytest.fixture
def style(qapp: object) -> Style:
    return make_style(theme.LIGHT, 1.0, QFont())


def axis_of(labels: tuple[str, ...], style: Style, side: Side = "top") -> TokenAxis:
    axis = TokenAxis(None, side, style)
    axis.show_axis(Axis("tokens", "tokens", labels), style)
    return axis


def test_short_words_stand_upright_and_long_ones_are_turned(style: Style) -> None:
    assert not axis_of(("the", "cat"), style).turned(40)
    assert axis_of(("unbelievable", "extraordinary"), style).turned(40)
    assert not axis_of(("注", "意", "力"), style).turned(22)


def test_single_characters_are_never_turned_and_never_touch(style: Style) -> None:
    axis = axis_of(tuple("注意力让每个词去看别的词"), style)
    for cell in (5.0, 8.0, 11.0, 14.0):
        assert not axis.turned(cell)
        axis.place(QRectF(0, 0, 12 * cell, 20), 0, cell)
        apart = [(b - a) * cell for a, b in pairwise(axis._shown())]
        assert all(distance >= SMALLEST_PX for distance in apart)


def test_a_date_of_forty_letters_can_be_read_letter_by_letter(style: Style) -> None:
    letters = tuple("thetwenty-thirdofMaynineteenninety-eight")
    axis = axis_of(letters, style)
    for cell in (4.0, 6.0, 8.0, 11.0, 20.0):
        assert not axis.turned(cell)
        axis.place(QRectF(0, 0, len(letters) * cell, 20), 0, cell)
        shown = axis._shown()
        mean = sum(style.width(letter, axis._pixels(cell)) for letter in letters) / len(letters)
        assert all((b - a) * cell >= mean for a, b in pairwise(shown))
        assert len(shown) == len(letters) or cell < 8.0


def test_one_long_word_among_many_is_cut_short(style: Style) -> None:
    assert not axis_of(("the", "cat", "sat", "on", "because"), style).turned(44)


@pytest.mark.parametrize("n_labels", [1, 24, 64, 1024])
def test_labels_are_thinned_before_they_touch(style: Style, n_labels: int) -> None:
    axis = axis_of(tuple(f"w{i}" for i in range(n_labels)), style, "left")
    cell = 300 / n_labels
    axis.place(QRectF(0, 0, 60, 300), 0, cell)
    shown = sorted(axis._shown())
    apart = [(b - a) * cell for a, b in pairwise(shown)]
    assert shown
    assert all(distance >= SMALLEST_PX for distance in apart)


def test_a_highlighted_label_is_never_thinned_out(style: Style) -> None:
    axis = axis_of(tuple(f"w{i}" for i in range(500)), style, "left")
    axis.place(QRectF(0, 0, 60, 300), 0, 0.6)
    axis.highlight({123: "#ff0000"})
    assert 123 in axis._shown()


def test_a_very_long_token_does_not_take_the_page(style: Style) -> None:
    assert axis_of(("a" * 500,), style, "left").row_gutter() < 140
    assert axis_of(("a" * 500,), style).column_gutter(20) < 110


def test_no_labels_take_no_room(style: Style) -> None:
    assert axis_of((), style).column_gutter(30) == 0
    assert axis_of(("",), style, "left").row_gutter() == 0
