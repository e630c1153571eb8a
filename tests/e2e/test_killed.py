"""A program killed while it saves leaves the last good file; unsaved work is offered."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from core import session
from core.imported import given_of, with_given
from core.scenario import Scenario
from core.session import Session
from tests.e2e.visitor import visited
from tests.gui.conftest import Person

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9")

# Saves two states in turn, for ever, into the file that is named.
SAVER = """
import sys
from pathlib import Path
import numpy as np
from core import session
from core.atomic import write_whole
from core.imported import given_of, with_given
from core.scenario import Scenario
from core.session import Session
path = Path(sys.argv[1])
states = []
for seed in (1, 2):
    scenario = with_given(Scenario(seed=seed), given_of("W_Q", np.full((4, 16, 4), seed / 3)))
    states.append(session.write(Session(scenario, {"filler": ["x" * 1000] * 300})))
print("ready", flush=True)
while True:
    for content in states:
        write_whole(path, content)
"""


def killed_while_saving(path: Path, times: int) -> None:
    """Kill a saver at a random moment, many times; the file is good after each."""
    import numpy as np

    good = [
        with_given(Scenario(seed=seed), given_of("W_Q", np.full((4, 16, 4), seed / 3)))
        for seed in (1, 2)
    ]
    path.write_bytes(session.write(Session(good[0])))
    draw = random.Random(4)
    seen = set()
    for _ in range(times):
        saver = subprocess.Popen(
            [sys.executable, "-c", SAVER, str(path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert saver.stdout.readline() == b"ready\n"
        time.sleep(draw.uniform(0.0, 0.05))
        saver.send_signal(signal.SIGKILL)
        saver.wait()
        saver.stdout.close()
        found = session.load(path).scenario
        assert found in good
        seen.add(found.seed)
    assert seen == {1, 2}  # it was caught in both
    beside = [one.name for one in path.parent.iterdir() if one.name.startswith(f".{path.name}")]
    assert len(beside) <= 1  # at most what the last one did not finish


def test_killed_while_saving_the_last_good_file_opens(tmp_path: Path) -> None:
    killed_while_saving(tmp_path / "lesson.qkv", 8)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_killed_200_times_while_saving_the_last_good_file_opens(tmp_path: Path) -> None:
    killed_while_saving(tmp_path / "lesson.qkv", 200)


# Opens the window, changes the text, waits until it is kept, says so, and waits to be killed.
WORKING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import main
from core.scenario import Seeded
from gui.window import Window
from gui.recovery import usual_folder

app = QApplication(["main.py"])

def look():
    windows = [w for w in app.topLevelWidgets() if isinstance(w, Window) and w.isVisible()]
    if not windows:
        return
    store = windows[0]._store
    if store.state.scenario.text != "work of an hour":
        windows[0].work.document._timer.setInterval(20)
        store.edit(text="work of an hour", variant="k_eq_v", weights=Seeded())
    elif list(usual_folder().glob("*.qkv")):
        print("kept", flush=True)
        timer.stop()

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
main.main([])
"""


@pytest.mark.usefixtures("qapp")
def test_unsaved_work_is_offered_after_the_program_was_killed() -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", WORKING],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert program.stdout.readline() == b"kept\n"
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    read: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            timer.stop()
            read.append(box.informativeText())
            buttons = {one.text(): one for one in box.findChildren(QPushButton)}
            buttons["Bring it back"].click()

    def visit(person: Person) -> None:
        deadline = time.monotonic() + 10
        while person.state.scenario.text != "work of an hour" and time.monotonic() < deadline:
            QApplication.processEvents()
        assert "work of an hour" in read[0]
        assert person.state.scenario.text == "work of an hour"
        assert person.state.scenario.variant == "k_eq_v"
        assert person.window.work.document.modified

    timer = QTimer()
    timer.timeout.connect(answer)
    timer.start(20)
    try:
        assert visited(visit, "--lang", "en") == 0
    finally:
        timer.stop()
