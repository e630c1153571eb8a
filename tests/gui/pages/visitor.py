"""Somebody at the lab, and a folder of results."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.lab.experiment import experiment
from core.lab.results import Folder, Result
from core.lab.training import Look
from gui.pages.lab import LabPage
from gui.state import Lab
from gui.widgets.series import SeriesPlot
from tests.gui.conftest import Person

PATIENCE = 60.0  # seconds; workers start slowly on a busy machine
TINY = Lab(widths="2", seeds=1, steps=20)
Visit = Callable[..., "Visitor"]


class Visitor:
    """Somebody at the lab."""

    def __init__(self, person: Person) -> None:
        self.person, self.store = person, person.store
        page = person.window.shown()
        assert isinstance(page, LabPage)
        self.page = page
        self.side, self.fields = page._side, page._fields

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the window go on until something is so."""
        end = time.monotonic() + PATIENCE
        while not until():
            assert time.monotonic() < end, f"{self.side.time.text()} {self.side.trouble.text()}"
            QApplication.processEvents()
            time.sleep(0.005)

    def let_pass(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)

    def click(self, button: object) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(self, **choices: object) -> None:
        self.store.look(lab=replace(self.store.state.view.lab, **choices))

    def type_widths(self, text: str) -> None:
        line = self.fields.widths.line
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)

    def problem(self, field: str) -> str:
        return self.fields.field(field).problem.text()

    def figure(self, key: str) -> SeriesPlot:
        item = self.page.figure.item(key)
        assert isinstance(item, SeriesPlot)
        return item

    @property
    def state(self) -> str:
        return self.page._desk.training.state

    def part(self) -> float:
        """How far the training is."""
        return self.page._desk.standing().fraction


def kept(folder: Path, made=None, *, steps: int = 1500, failed: tuple[int, ...] = ()) -> Path:
    """A folder with results of a recall: untied 1.0, K = V 0.5 and a little."""
    made = made or experiment(
        "recall", variants=("self", "k_eq_v"), widths=(3, 6), seeds=tuple(range(5)), steps=steps
    )
    kept_in = Folder(folder, made)
    for number, key in enumerate(made.runs()):
        if number in failed:
            kept_in.append(Result(*key, "failed", "diverged at step 3: the loss is not finite"))
            continue
        reached = 1.0 if key.variant == "self" or key.width == 6 else 0.5 + 0.01 * key.seed
        cosines = {} if key.variant == "self" else {"key-value": -0.1 * key.seed}
        looks = tuple(Look(step, 1.0, reached, cosines) for step in (steps // 2, steps))
        losses = tuple((step, 3.0 / step) for step in (steps // 2, steps))
        kept_in.append(Result(*key, "done", None, 0.1, reached, looks, losses, 1.0))
    return folder
