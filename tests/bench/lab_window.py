"""Benchmark: frames of the window's lab page while it trains on every core.

Prints a table; run it on an idle machine, from the root of the checkout::

    python tests/bench/lab_window.py [--seconds 20]

The recall sweep for a class trains in its worker processes. Meanwhile a timer asks for a frame
sixty times a second: the whole window is painted anew, as a screen would have it. A frame lasts
from one repaint to the next, so whatever holds up the event loop is in it; beside it stands what
the window's thread computed meanwhile, which another program's load does not change. Before, the
same is measured with nothing to train.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.parallel import claim_cores

claim_cores()

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from core.scenario import Scenario
from gui import appearance as looks
from gui.appearance import Appearance
from gui.pages.lab import LabPage
from gui.state import Lab
from gui.store import Store
from gui.window import Window

SIZE = (1440, 900)
FRAME_MS = 1000 // 60
LEAST_RATE = 30.0
SECONDS = 20.0


class Screen(QObject):
    """Repaints a window sixty times a second, and keeps when it did."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.times: list[tuple[float, float]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._paint)
        self._timer.start()

    @Slot()
    def _paint(self) -> None:
        self._window.repaint()
        figure = self._window.shown().figures()[0]
        figure.viewport().repaint()
        self.times.append((time.perf_counter(), time.thread_time()))

    def stop(self) -> None:
        self._timer.stop()

    def frames(self, clock: int = 0) -> list[float]:
        """Milliseconds from one frame to the next; ``clock`` 1 counts the thread's own work."""
        pairs = zip(self.times, self.times[1:], strict=False)
        return [1000 * (after[clock] - before[clock]) for before, after in pairs]


def measured(app: QApplication, page: LabPage, window: Window, seconds: float) -> Screen:
    """Frames for some seconds, or until the training has ended."""
    training = page._desk.training
    busy = training.busy
    screen = Screen(window)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and training.busy == busy:
        app.processEvents()
        time.sleep(0.001)
    screen.stop()
    return screen


def told(name: str, screen: Screen) -> float:
    """Print a line of the table; return the frames a second."""
    frames, own = screen.frames(), sorted(screen.frames(1))
    rate = 1000 * len(frames) / sum(frames)
    slow = sum(frame > 1000 / LEAST_RATE for frame in frames)
    ordered = sorted(frames)
    print(
        f"{name:>10} {len(frames):7} {rate:9.1f} {statistics.median(frames):8.1f} "
        f"{ordered[int(0.99 * (len(ordered) - 1))]:8.1f} {ordered[-1]:8.1f} "
        f"{100 * slow / len(frames):9.1f} {statistics.median(own):8.1f} {own[-1]:8.1f}"
    )
    return rate


def main() -> int:
    """Print the table; return 0 when the window keeps its rate."""
    parser = argparse.ArgumentParser(description="Frames of the lab page while it trains.")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of training")
    given = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    app.setStyle("Fusion")
    look = Appearance()
    looks.apply(app, look)
    print(f"frames of the window, {SIZE[0]} × {SIZE[1]}, asked for every {FRAME_MS} ms")
    print(f"{'':>10} {'frames':>7} {'a second':>9} {'median':>8} {'99 %':>8} {'worst':>8}", end="")
    print(f" {'% > 33':>9} {'own work':>8} {'worst':>8}")
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Scenario())
        store.look(page="lab", lab=replace(Lab(), folder=folder))
        window = Window(app, store, look)
        window.resize(*SIZE)
        window.show()
        page = window.shown()
        assert isinstance(page, LabPage)
        page._desk.rest()
        told("resting", measured(app, page, window, min(3.0, given.seconds)))
        page._desk.start()
        rate = told("training", measured(app, page, window, given.seconds))
        standing = page._desk.standing()
        print(f"{standing.there} of {standing.total} runs trained meanwhile")
        window.close()
        window.deleteLater()
        store.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return 0 if rate >= LEAST_RATE else 1


if __name__ == "__main__":
    sys.exit(main())
