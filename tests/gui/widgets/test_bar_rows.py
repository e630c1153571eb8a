from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from core.scenario import Scenario
from gui.appearance import Appearance
from gui.widgets.bar_rows import Places, places
from tests.gui.conftest import Opener

CHOICES, VECTORS, TOOLS, TEXTS, LEAST = 650.0, 330.0, 120.0, 540.0, 270.0
ALL = CHOICES + VECTORS + TOOLS


@pytest.mark.parametrize(
    ("room", "wanted"),
    [
        (ALL + TEXTS, Places(0, 0, 0)),
        (ALL + TEXTS - 1, Places(1, 0, 0)),
        (ALL - 1, Places(1, 0, 1)),
        (CHOICES + VECTORS - 1, Places(1, 1, 0)),
        (VECTORS + 0.9 * TEXTS - 1, Places(1, 1, 1)),
        (VECTORS + TOOLS + LEAST - 1, Places(2, 1, 1)),
    ],
)
def test_the_less_room_the_more_rows(room: float, wanted: Places) -> None:
    assert places(room, CHOICES, VECTORS, TOOLS, TEXTS, LEAST) == wanted


@pytest.mark.parametrize("width", [1024, 1150, 1440])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_sentences_that_the_program_opens_with_are_seen_whole(
    open_window: Opener, width: int, language: str
) -> None:
    look = Appearance(language=language)
    person = open_window(size=(width, 700), look=look, text=Scenario().text, variant="cross")
    for variant in ("cross", "self", "k_eq_v_eq_x", "luong_concat"):
        person.store.choose_variant(variant)
        texts = person.window.bar.texts
        for field in (texts.source, texts.target)[: texts.count]:
            line = field.edit
            assert line.fontMetrics().horizontalAdvance(line.text()) < line.width(), variant


@pytest.mark.parametrize(("width", "scale"), [(1024, 1.25), (1024, 1.5), (1150, 1.4)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_two_texts_in_large_letters_leave_the_window_as_wide_as_it_is(
    open_window: Opener, width: int, scale: float, language: str
) -> None:
    look = Appearance(language=language, scale=scale)
    person = open_window(size=(width, 700), look=look, text=Scenario().text)
    for variant in ("self", "cross", "bahdanau"):
        person.store.choose_variant(variant)
        QApplication.processEvents()
        assert person.window.width() == width, variant
