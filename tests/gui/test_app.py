"""From the command line to a closed window: the real main()."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

import main as program
from core.scenario import Seeded, Trained
from gui.errors import Guard, log_path
from gui.page_keys import PAGE_KEYS
from gui.settings import Settings, load, save, stored
from gui.window import Window

ROOT = Path(__file__).resolve().parents[2]
Visit = Callable[[Window], None]


def find_window() -> Window | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, Window)), None)


@pytest.fixture
def visit(qapp: QApplication) -> Callable[..., int]:
    """Start the program, do something at its window, close it; returns the exit status."""

    def run(doing: Visit, *argv: str) -> int:
        failures: list[BaseException] = []

        def act() -> None:
            window = find_window()
            assert window is not None
            try:
                doing(window)
            except BaseException as failure:
                failures.append(failure)
            window.work.document.end()  # nobody asks whether to save
            window.close()

        QTimer.singleShot(50, act)
        status = program.main(list(argv))
        qapp.setStyleSheet("")
        if failures:
            raise failures[0]
        return status

    return run


def test_a_first_start_shows_something_worth_seeing(visit: Callable[..., int]) -> None:
    def look(window: Window) -> None:
        state = window._store.state
        assert isinstance(state.scenario.weights, Trained)
        assert state.view.step == "weights"
        pin = state.view.pin
        assert pin is not None
        # The lens begins with a token that asks and the key that it has learned to find.
        asks = state.trace.resolved.query_tokens[pin.row]
        found = state.trace.resolved.key_tokens[pin.col]
        assert asks.startswith("?")
        assert found.startswith(f"{asks[1:]}=")
        assert state.trace.grid("weights").values[0, pin.row, pin.col] > 0.9

    assert visit(look) == 0


@pytest.mark.parametrize("page", PAGE_KEYS)
def test_a_first_start_shows_the_page_that_is_asked_for(
    visit: Callable[..., int], page: str
) -> None:
    pages = []
    assert visit(lambda window: pages.append(window._store.state.view.page), "--page", page) == 0
    assert pages == [page]


def test_what_was_shown_last_is_shown_again(visit: Callable[..., int]) -> None:
    def work(window: Window) -> None:
        window._store.choose_weights(Seeded())
        window.bar.texts.focus_text()
        QTest.keyClicks(window.bar.texts.source.edit, "to be or not")
        window._store.edit(variant="q_eq_k")
        window._store.look(step="weights")
        window.menus.actions["larger"].trigger()
        window._themes._group.actions()[1].trigger()
        window.resize(900, 650)

    def look_again(window: Window) -> None:
        assert window._store.state.scenario.text == "to be or not"
        assert window._store.state.scenario.variant == "q_eq_k"
        assert window._store.state.view.step == "weights"
        assert window.appearance.scale == 1.15
        assert window.appearance.theme.dark
        assert window.height() == 650

    assert visit(work) == 0
    assert visit(look_again) == 0


def test_the_command_line_wins_for_once(visit: Callable[..., int]) -> None:
    def look(window: Window) -> None:
        state = window._store.state
        assert state.scenario.variant == "bahdanau"
        assert (state.scenario.text, state.scenario.target) == ("a b", "c d e")
        assert state.view.step == "output"
        assert window.appearance.theme.dark
        assert window.appearance.language == "zh_CN"

    options = ("--variant", "bahdanau", "--text", "a b", "--target", "c d e")
    status = visit(look, *options, "--step", "output", "--theme", "dark", "--lang", "zh_CN")
    assert status == 0
    assert load(stored()).theme is None
    assert load(stored()).language is None


def test_damaged_settings_do_not_keep_it_from_starting(
    visit: Callable[..., int], own_home: Path
) -> None:
    save(stored(), Settings())
    path = Path(stored().fileName())
    for damage in (b"\x00\xff\xfe[", b"[General]\nscenario=@Invalid()\nscale=@\ngeometry=%%%\n"):
        path.write_bytes(damage)
        assert visit(lambda window: None) == 0


def test_settings_that_cannot_be_written_do_not_keep_it_from_ending(
    visit: Callable[..., int], own_home: Path
) -> None:
    (own_home / ".config").write_text("a file where a folder should be")
    assert visit(lambda window: None) == 0


def test_an_error_is_told_calmly_and_written_down(
    visit: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[str] = []

    def fail(window: Window) -> None:
        guard = window.findChild(Guard)
        assert guard is not None
        try:
            raise ValueError("a shape that nobody expected")
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        QApplication.processEvents()
        (box,) = window.findChildren(QMessageBox)
        seen.append(box.text() + box.informativeText())
        box.close()

    assert visit(fail) == 0
    assert "Traceback" not in seen[0]
    assert str(log_path()) in seen[0]
    assert "a shape that nobody expected" in log_path().read_text(encoding="utf-8")
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "Traceback" not in error


def test_escape_and_keys_work_in_the_real_program(visit: Callable[..., int]) -> None:
    def work(window: Window) -> None:
        assert window._store.state.view.pin is not None
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
        assert window._store.state.view.pin is None
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Right)
        assert window._store.state.view.step == "output"

    assert visit(work) == 0


OFFSCREEN_ONLY = "This plugin does not support"
CLOSE_BY_ITSELF = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import main
execute = QApplication.exec
def short(*_):
    QTimer.singleShot(400, QApplication.closeAllWindows)
    return execute()
QApplication.exec = short
sys.exit(main.main(sys.argv[1:]))
"""


LOOK_AT_FIRST_PAINT = CLOSE_BY_ITSELF.replace(
    "QTimer.singleShot(400, QApplication.closeAllWindows)",
    "QTimer.singleShot(0, lambda: (print('pyqtgraph' in sys.modules), "
    "QApplication.closeAllWindows()))",
)


def start(
    *argv: str, code: str = CLOSE_BY_ITSELF, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *argv],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_first_picture_of_maps_waits_for_no_charts() -> None:
    done = start("--step", "scores", code=LOOK_AT_FIRST_PAINT)
    assert (done.returncode, done.stdout.strip()) == (0, "False")


@pytest.mark.parametrize("step", ["scores", "output"])
def test_the_program_ends_cleanly(step: str) -> None:
    done = start("--step", step)
    told = [line for line in done.stderr.splitlines() if OFFSCREEN_ONLY not in line]
    assert (done.returncode, told) == (0, [])


def test_a_bad_option_gets_one_line() -> None:
    done = start("--variant", "no_such")
    assert done.returncode == 2
    assert "no_such" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are an X matter")
def test_without_a_display_it_says_how_to_export() -> None:
    done = start(QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert done.returncode == 1
    assert "export --out" in done.stderr
    assert done.stderr.count("\n") == 1


NO_QT = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("PySide6"):
            raise ImportError("libGL.so.1: cannot open shared object file: No such file")
sys.meta_path.insert(0, Absent())
from gui import system
system._loads = lambda library: library != "libGL.so.1"
import main
sys.exit(main.main([]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names Debian packages")
def test_a_missing_library_is_named_with_the_command_that_installs_it() -> None:
    done = start(code=NO_QT)
    assert done.returncode == 1
    assert "apt-get install -y libgl1" in done.stderr
    assert "Traceback" not in done.stderr
