"""``python main.py`` as a process: how it starts where things are wrong, and how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Runs main() and says so once the window has been painted; then closes it, if told to.
WATCHED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import main

app = QApplication(["main.py"])

def look():
    if any(window.isExposed() for window in app.topLevelWindows()):
        timer.stop()
        print("painted", flush=True)
        if sys.argv[1] == "close":
            app.closeAllWindows()

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
sys.exit(main.main(sys.argv[2:]))
"""


def environment(**more: str) -> dict[str, str]:
    lost = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {name: value for name, value in os.environ.items() if name not in lost} | more


def run(*command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(**more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def opened(*options: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Open the window, see it painted, close it."""
    return run("-c", WATCHED, "close", *options, **({"QT_QPA_PLATFORM": "offscreen"} | more))


def assert_fine(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stderr
    assert done.stdout == "painted\n"
    said = [line for line in done.stderr.splitlines() if "This plugin does not support" not in line]
    assert said == []


def test_help_tells_how_to_use_it() -> None:
    done = run("main.py", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    for word in ("export", "--variant", "--text", "--theme", "--lang"):
        assert word in done.stdout


@pytest.mark.parametrize("option", ["--variant=nonsense", "--size=9", "--d-model=7", "--nonsense"])
def test_a_wrong_option_is_one_line(option: str) -> None:
    done = run("main.py", option)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a display")
def test_without_a_display_it_says_how_to_export() -> None:
    done = run("main.py")
    assert done.returncode == 1
    assert "python main.py export --out" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def settings(home: Path) -> Path:
    """The settings file of that home, its folder made."""
    path = home / ".config" / "qkv-explorer" / "qkv-explorer.ini"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


DAMAGED = {
    "binary": bytes(range(256)) * 40,
    "no ini": b"<xml/>\n[[[\n=====\n",
    "wrong values": (
        b"[General]\nscale=enormous\ntheme=pink\nlanguage=klingon\nstep=9\noptions=perhaps\n"
        b"geometry=@ByteArray(nonsense)\ncolumns=@ByteArray(\\x1)\nvariants=[]\n"
        b'scenario="{\\"text\\": 5, \\"n_heads\\": -1, \\"variant\\": \\"self\\"}"\n'
    ),
    "huge": b'[General]\nscenario="' + b"[" * 100_000 + b'"\n',
    "not to be run": b'[General]\nscenario="{\\"d_model\\": 100000000, \\"text\\": \\"a\\"}"\n',
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_damaged_settings_never_prevent_a_start(own_home: Path, damage: str) -> None:
    settings(own_home).write_bytes(DAMAGED[damage])
    assert_fine(opened())


def test_settings_that_cannot_be_written_are_no_reason_to_fail(own_home: Path) -> None:
    folder = settings(own_home).parent
    folder.rmdir()
    folder.write_text("a file where the folder should be")
    assert_fine(opened())


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_closes_the_window_and_keeps_the_settings(
    own_home: Path, stop: signal.Signals
) -> None:
    command = [sys.executable, "-c", WATCHED, "stay", "--text", "kept for later"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    window = environment(QT_QPA_PLATFORM="offscreen")
    with subprocess.Popen(command, cwd=ROOT, env=window, **pipes) as running:
        killer = threading.Timer(60, running.kill)
        killer.start()
        try:
            assert running.stdout.readline() == "painted\n"
            time.sleep(0.3)  # idle: nothing but the signal wakes it
            running.send_signal(stop)
            _, error = running.communicate(timeout=20)
        finally:
            killer.cancel()
            running.kill()
    assert "Traceback" not in error
    assert running.returncode == 0
    assert "kept for later" in settings(own_home).read_text()


@pytest.mark.slow
def test_it_ends_cleanly_every_time() -> None:
    """A painted plot that outlives the application crashes the interpreter at exit, at times."""
    for number in range(20):
        step = ("inputs", "projections", "scores", "scale_mask", "weights", "output")[number % 6]
        assert_fine(opened("--step", step))


@pytest.fixture
def x_display() -> Iterator[str]:
    """A display of a real X server, without a screen."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_it_opens_a_real_x_window(x_display: str) -> None:
    done = opened("--step", "scores", DISPLAY=x_display, QT_QPA_PLATFORM="xcb")
    assert_fine(done)
