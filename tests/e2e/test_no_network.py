"""The program needs no network: all of it runs where sockets to other machines are forbidden."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORBID = """
import socket, sys

NAMES = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
         "socket.sendto", "urllib.Request", "http.client.connect")

def refuse(event, arguments):
    local = event == "socket.__new__" and arguments[1] == getattr(socket, "AF_UNIX", None)
    if event in NAMES or (event == "socket.__new__" and not local):
        sys.stderr.write(f"NETWORK {event} {arguments}\\n")
        raise PermissionError(f"no network: {event}")

sys.addaudithook(refuse)
"""
VISIT = """
import main
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui.lessons.library import read_entry, shipped_folders
from gui.page_keys import PAGE_KEYS
from core.trace import ALL_STEP_KEYS
from core.variants import VARIANTS

app = QApplication([])
seen = []

def visit():
    window = next(w for w in app.topLevelWidgets() if w.metaObject().className() == "Window")
    store = window._store
    for variant in VARIANTS:
        store.edit(variant=variant)
        app.processEvents()
    for step in ALL_STEP_KEYS:
        store.look(step=step)
        app.processEvents()
    for page in PAGE_KEYS:
        store.look(page=page)
        app.processEvents()
        seen.append(page)
    for action in ("glossary", "tour", "shortcuts", "about", "projector"):
        window.menus.actions[action].trigger()
        app.processEvents()
    for folder in shipped_folders():
        window.lessons.open(read_entry(folder, store.state.view))
        app.processEvents()
    window.commands.projector()
    app.processEvents()
    for box in app.topLevelWidgets():
        if box is not window:
            box.close()
    window.work.document.end()  # nobody asks whether to save
    window.close()

QTimer.singleShot(1500, visit)
assert main.main([]) == 0
assert seen == list(PAGE_KEYS)
assert "PySide6.QtNetwork" not in sys.modules
"""


def run(code: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", FORBID + code],
        cwd=ROOT,
        env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_hook_would_catch_it(tmp_path: Path) -> None:
    done = run("socket.create_connection(('127.0.0.1', 9))", tmp_path)
    assert done.returncode != 0
    assert "NETWORK" in done.stderr


def test_the_window_with_every_variant_step_and_page(tmp_path: Path) -> None:
    done = run(VISIT, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "NETWORK" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "--formats", "png,svg,pdf,csv,npz", "--steps", "scores", "--text", "a b"],
        ["export", "--page", "verdict", "--formats", "html", "--text", "a b"],
        ["lab", "--task", "majority", "--variants", "self", "--widths", "2", "--seeds", "1",
         "--steps", "5", "--workers", "1"],
    ],
    ids=["export", "report", "lab"],
)  # fmt: skip
def test_the_command_line(arguments: list[str], tmp_path: Path) -> None:
    command = [*arguments, "--out", str(tmp_path / "out")]
    done = run(f"import main; sys.exit(main.main({command!r}))", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "NETWORK" not in done.stderr
