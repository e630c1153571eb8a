"""Make the pictures of the README: the program's own window, once for each mechanism.

Run ``python resources/screenshots/make.py`` after a change that shows in them. Each picture
carries, as text in the PNG file, what it shows; a test compares both with the window of today.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from core.scenario import Scenario, Trained
from gui import appearance as looks
from gui import i18n
from gui.appearance import Appearance
from gui.state import Cell
from gui.store import Store
from gui.widgets.heatmap import MatrixPlot
from gui.window import Window

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
SIZE = (1440, 900)
KEY = "shown"  # of the text in the PNG file
SETTLE_SECONDS = 0.4  # formulas are drawn after the first paint


@dataclass(frozen=True)
class Shot:
    """One picture: its file's name, what is computed, and where the person looks."""

    name: str
    scenario: Scenario
    step: str
    pin: Cell
    view: str = ""


@dataclass
class Shown:
    """What a picture shows, as far as it can be said without pixels.

    Attributes
    ----------
    scenario, step, pin : what was asked for.
    font : family of the letters; another one moves everything a little.
    texts : every visible word of the window's widgets, each with its place (x, y).
    plots : for each plot its caption, its place (x, y, width, height) and some of its numbers.
    """

    scenario: dict[str, Any]
    step: str
    pin: list[Any]
    font: str
    texts: list[list[Any]] = field(default_factory=list)
    plots: dict[str, dict[str, Any]] = field(default_factory=dict)


PAIRS = "C=13 z=0 n=30 F=17 h=8 r=6 u=19 A=8 ?u ?A ?z ?h ?C ?r ?n ?F"
SHOTS = (
    Shot(
        "traditional",
        Scenario(
            variant="bahdanau",
            text="25-JUN-2070",
            target="2070-06-25",
            weights=Trained("dates-bahdanau"),
        ),
        "weights",
        Cell("weights", 0, 6, 3),
    ),
    Shot(
        "self",
        Scenario(variant="self", text=PAIRS, mask="stored", weights=Trained("recall-self-r3")),
        "weights",
        Cell("weights", 0, 8, 6),
    ),
    Shot(
        "tied",
        Scenario(variant="k_eq_v", text=PAIRS, mask="stored", weights=Trained("recall-k_eq_v-r3")),
        "output",
        Cell("answer", 0, 0, 2),
        "answer",
    ),
)


@contextmanager
def opened(app: QApplication, shot: Shot) -> Iterator[Window]:
    """Give the window of a shot, light and English, with nothing that a person has left behind."""
    app.setStyle("Fusion")
    look = Appearance()
    looks.apply(app, look)
    i18n.install(app, look.language)
    store = Store(shot.scenario)
    store.look(step=shot.step)
    window = Window(app, store, look)
    window.resize(*SIZE)
    window.show()
    if shot.view:
        window.panel().set_view(shot.view)
    store.look(pin=shot.pin)
    end = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < end:
        app.processEvents()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        store.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(window: Window, shot: Shot) -> Shown:
    """Return what a window shows."""
    usual = asdict(Scenario())
    chosen = asdict(shot.scenario).items()
    scenario = {name: value for name, value in chosen if value != usual[name]}
    pin = [shot.pin.grid, shot.pin.head, shot.pin.row, shot.pin.col]
    found = Shown(scenario, shot.step, pin, QFontInfo(window.font()).family())
    for widget in window.findChildren(QWidget):
        text = _text(widget)
        if text and widget.isVisible() and not widget.visibleRegion().isEmpty():
            corner = widget.mapTo(window, QPoint())
            found.texts.append([text, corner.x(), corner.y()])
    found.texts.sort(key=str)
    figure = window.panel().figure
    for key in figure.plot_keys():
        plot = figure.item(key)
        rect = figure.mapFromScene(figure.plot_rect(key)).boundingRect()
        place = [rect.x(), rect.y(), rect.width(), rect.height()]
        found.plots[key] = {"caption": plot.caption.text(), "place": place}
        if isinstance(plot, MatrixPlot):
            numbers = np.where(np.isfinite(plot.values), plot.values, 0.0)[:3, :3]
            found.plots[key]["numbers"] = np.round(numbers, 6).tolist()
    return found


def _text(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        return widget.text() if not isinstance(widget.parent(), QAbstractSpinBox) else ""
    return widget.text() if isinstance(widget, QAbstractSpinBox) else ""


def picture(app: QApplication, shot: Shot) -> tuple[QImage, Shown]:
    """Return the picture of a shot, and what it shows."""
    with opened(app, shot) as window:
        image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        found = shown(window, shot)
    image.setText(KEY, json.dumps(asdict(found), ensure_ascii=True))
    return image, found


def main() -> int:
    """Write every picture."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(["make.py"])
    for shot in SHOTS:
        image, _ = picture(app, shot)
        path = FOLDER / f"{shot.name}.png"
        if not image.save(str(path)):
            print(f"{path} could not be written", file=sys.stderr)
            return 1
        print(path.relative_to(ROOT))
    app.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
