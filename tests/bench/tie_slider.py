"""Benchmark: dragging the tie slider in the real window, each step until all is repainted.

Prints a table; run it on an idle machine, from the root of the checkout::

    python tests/bench/tie_slider.py [--moves 60] [--cpu]

The slider is dragged from end to end; each move is a mouse move on the slider, the change of the
state, the new place of every output row, the curves read at the new α, and the repaint.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.scenario import Scenario
from gui import appearance as looks
from gui.appearance import Appearance
from gui.pages.compare import TIE, ComparePage
from gui.store import Store
from gui.window import Window

SIZES = ((1024, 700), (1440, 900), (2560, 1440))
CASES = ((16, 16, 4), (64, 64, 8))  # tokens, width, heads
LEAST_FRAMES = 30.0  # a second, at 16 tokens
WORDS = ("the", "cat", "sat", "on", "mat", "because", "it", "was", "tired", "and", "so", "dog")


def text_of(n_tokens: int) -> str:
    """A text of that many words."""
    return " ".join(WORDS[i % len(WORDS)] for i in range(n_tokens))


def milliseconds(
    app: QApplication, size: tuple[int, int], scenario: Scenario, moves: int, *, cpu: bool
) -> list[float]:
    """Time every move of a drag from end to end."""
    clock = time.process_time if cpu else time.perf_counter
    store = Store(scenario)
    store.look(page="compare")
    window = Window(app, store, Appearance())
    window.resize(*size)
    window.show()
    page = window.shown()
    assert isinstance(page, ComparePage)
    page.set_view(TIE)
    app.processEvents()
    slider = page.slider.slider
    middle, room = slider.height() // 2, slider.width() - 20
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(10, middle))
    taken = []
    for move in range(1, moves + 1):
        start = clock()
        QTest.mouseMove(slider, QPoint(10 + room * move // moves, middle))
        app.processEvents()
        taken.append(1000 * (clock() - start))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(10 + room, middle))
    assert store.state.view.beside.alpha > 0.95, "the drag did not reach its end"
    window.close()
    window.deleteLater()
    store.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return taken


def main() -> int:
    """Measure every case and print the table; 1 when a drag at 16 tokens is too slow."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--moves", type=int, default=60, help="steps of the drag (60)")
    parser.add_argument("--cpu", action="store_true", help="count the processor's time")
    options = parser.parse_args()
    app = QApplication([])
    app.setStyle("Fusion")
    looks.apply(app, Appearance())
    slow = False
    print(f"{'tokens':>6} {'width':>5} {'heads':>5} {'window':>10}", end="")
    print(f" {'median ms':>9} {'p95 ms':>7} {'frames a second':>15}")
    for n_tokens, d_model, n_heads in CASES:
        scenario = Scenario(text=text_of(n_tokens), d_model=d_model, n_heads=n_heads)
        for size in SIZES:
            taken = milliseconds(app, size, scenario, options.moves, cpu=options.cpu)
            median = statistics.median(taken)
            late = sorted(taken)[int(0.95 * len(taken))]
            frames = 1000 / median
            slow = slow or (n_tokens == CASES[0][0] and frames < LEAST_FRAMES)
            window = f"{size[0]}×{size[1]}"
            print(
                f"{n_tokens:>6} {d_model:>5} {n_heads:>5} {window:>10} {median:>9.1f} {late:>7.1f} "
                f"{frames:>15.0f}"
            )
    app.shutdown()
    return int(slow)


if __name__ == "__main__":
    raise SystemExit(main())
