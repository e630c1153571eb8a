"""The strip below the window: it fits what is most important, whatever happens meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.pipeline import run
from core.scenario import Scenario
from gui.widgets.kv_strip import KvStrip


def test_operations_just_below_a_million_are_a_million_not_a_thousand_thousands(
    qtbot: QtBot,
) -> None:
    strip = KvStrip()
    qtbot.addWidget(strip)
    strip.show_trace(run(Scenario(text="a b")))
    costs = strip._evidence.costs
    attention = 999_600 - costs.projection_operations
    strip._show_costs(replace(costs, attention_operations=attention))
    assert strip._labels["flops"].text() == "1 M operations"


def strip_in_a_window(qtbot: QtBot) -> tuple[QWidget, KvStrip]:
    """A strip whose width nobody but the test sets."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(2100, 60)
    strip = KvStrip(window)
    strip.show_trace(run(Scenario(text="a b")))
    window.show()
    return window, strip


def test_a_strip_that_is_resized_while_it_fits_its_labels_comes_to_an_end(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A label that comes or goes may have the window lay itself out anew, and the strip with it."""
    _window, strip = strip_in_a_window(qtbot)
    strip.resize(900, 40)
    asked = []

    def restless() -> QSize:
        asked.append(strip.width())
        strip.resize(900 + len(asked) % 2, 40)  # never what it was
        return QSize(5000, 20)

    monkeypatch.setattr(strip._row, "minimumSize", restless)
    strip.resize(700, 40)
    assert 0 < len(asked) < 100
    assert strip._labels["difference"].isHidden()  # there was never room enough


def test_what_matters_most_goes_last(qtbot: QtBot) -> None:
    _window, strip = strip_in_a_window(qtbot)
    strip.resize(2000, 40)
    assert not [name for name, label in strip._labels.items() if label.isHidden()]
    strip.resize(700, 40)
    hidden = [name for name, label in strip._labels.items() if label.isHidden()]
    assert hidden
    assert "difference" not in hidden
    assert hidden == list(strip._labels)[: len(hidden)]
    strip.resize(2000, 40)
    assert not [name for name, label in strip._labels.items() if label.isHidden()]
