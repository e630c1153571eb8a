"""Benchmark: from the start of a fresh interpreter to the window's first paint.

Prints a table; run it on an idle machine, from the root of the checkout::

    python tests/bench/first_paint.py [--runs 9] [--cpu]

The program's window, opened by its own ``main()``, against a bare pyqtgraph window that shows six
ImageItems. They take turns, each in a process of its own, so that a disturbance of the machine
meets both.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 1.25

# A timer that begins with the event loop: a window that is exposed by then has been painted.
WATCH = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

app = QApplication(["first paint"])

def look():
    if any(window.isExposed() for window in app.topLevelWindows()):
        timer.stop()
        print(time.time(), time.process_time(), flush=True)
        app.closeAllWindows()
        app.quit()

timer = QTimer()
timer.timeout.connect(look)
timer.start(0)
"""
PROGRAM = """
import main
sys.exit(main.main(["--size", "1440x900"]))
"""
BARE = """
import numpy as np
import pyqtgraph as pg

def bare():
    window = pg.GraphicsLayoutWidget()
    window.resize(1440, 900)
    values = np.random.default_rng(7).normal(size=(64, 64))
    for number in range(6):
        view = window.addViewBox(number // 3, number % 3)
        view.addItem(pg.ImageItem(values, axisOrder="row-major"))
    window.show()
    return app.exec()

sys.exit(bare())
"""
CODES = {"QKV Explorer": PROGRAM, "six ImageItems": BARE}


def first_paint(code: str, home: str, *, cpu: bool) -> float:
    """Milliseconds from starting Python until something is painted."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "XDG_CONFIG_HOME": home,  # what a person last looked at must not count
    }
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", WATCH + code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    painted, used = map(float, done.stdout.split())
    return (used if cpu else painted - start) * 1000


def main() -> int:
    """Print the table; return 0 when the limit is kept."""
    parser = argparse.ArgumentParser(description="Time the first paint in fresh processes.")
    parser.add_argument("--runs", type=int, default=9, help="of each")
    parser.add_argument("--cpu", action="store_true", help="processor time, on a busy machine")
    given = parser.parse_args()
    times: dict[str, list[float]] = {name: [] for name in CODES}
    with tempfile.TemporaryDirectory() as home:
        for code in CODES.values():
            first_paint(code, home, cpu=given.cpu)  # fills the caches of the disk
        for _ in range(given.runs):
            for name, code in CODES.items():
                times[name].append(first_paint(code, home, cpu=given.cpu))
    print(f"first paint of a fresh process, {given.runs} runs each, ms")
    print(f"{'':>14} {'median':>7} {'fastest':>8}")
    for name, taken in times.items():
        print(f"{name:>14} {statistics.median(taken):7.0f} {min(taken):8.0f}")
    ours, bare = (statistics.median(taken) for taken in times.values())
    print(f"{'ratio':>14} {ours / bare:7.2f} (at most {LIMIT})")
    return 0 if ours <= LIMIT * bare else 1


if __name__ == "__main__":
    sys.exit(main())
