"""What every test relies on: no display, a home of its own, and nothing left running."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The cores are core.parallel's, as in the program: threads of BLAS that find no free core wait for
# each other at full speed, and a test beside other tests then takes many times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")
os.environ.setdefault("VECLIB_MAXIMUM_THREADS", "1")

import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QSettings,
    QThread,
    QThreadPool,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import getAllValidWrappers, isValid

GRACE_SECONDS = 1.0
STARTED = pytest.StashKey[float]()
# core keeps its helper threads for the next run; they wait for work and hold nothing.
KEPT_THREADS = "core-parallel"
QT_OWN_WINDOWS = ("QTipLabel",)  # Qt keeps its tooltip for a while, and it is harmless


def pytest_configure(config: pytest.Config) -> None:
    config.stash[STARTED] = time.time()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say when sources were edited meanwhile: what is imported late is then newer than the rest."""
    root = Path(__file__).resolve().parents[1]
    files = (file for folder in ("core", "gui") for file in (root / folder).rglob("*.py"))
    edited = [file for file in files if file.stat().st_mtime > config.stash[STARTED]]
    if edited:
        terminalreporter.write_line(
            f"{len(edited)} sources were edited during the run, {edited[0].relative_to(root)} "
            "among them: failures may come from two versions at once",
            yellow=True,
        )


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests: fontconfig and matplotlib fill it once, not once a test."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and settings that no earlier run has touched and no later one sees.

    The variables also reach the programs that a test starts.
    """
    home = tmp_path / "home"
    home.mkdir()
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / ".local" / "share"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(shared_cache))
    for settings_format in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(settings_format, QSettings.Scope.UserScope, str(home / ".config"))
    return home


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest, own_home: Path) -> Iterator[None]:
    """Fail a test that leaves a thread, a timer or a window behind.

    Checked for every test that uses the application, after its own fixtures are gone.
    """
    if "qapp" not in request.fixturenames:
        yield
        return
    app: QApplication = request.getfixturevalue("qapp")
    threads = set(threading.enumerate())
    windows = {id(window) for window in open_windows(app)}
    yield
    warnings = delete_what_is_due()
    new = [window for window in open_windows(app) if id(window) not in windows]
    if new:
        del new
        gc.collect()  # a closed window may wait in a reference cycle, with its timers
        warnings += delete_what_is_due()
    left = [window for window in open_windows(app) if id(window) not in windows]
    problems = [f"a window is left over: {describe(window)}" for window in left]
    problems += stray_threads(threads) + stray_timers()
    # A request to quit that outlives its loop ends every later loop before it has begun.
    QCoreApplication.removePostedEvents(app, QEvent.Type.Quit)
    problems += [f"Qt warned while cleaning up: {text}" for text in warnings]
    clear_away(left)
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


def open_windows(app: QApplication) -> list[QWidget]:
    """Top-level widgets that belong to no other: menus and popups go with their owners."""
    return [
        widget
        for widget in app.topLevelWidgets()
        if isValid(widget)
        and widget.parent() is None
        and widget.metaObject().className() not in QT_OWN_WINDOWS
    ]


def delete_what_is_due() -> list[str]:
    """Carry out every deleteLater(), which no event loop does here; return Qt's warnings."""
    warnings: list[str] = []

    def note(level: QtMsgType, _context: object, text: str) -> None:
        if level in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg):
            warnings.append(text)

    previous = qInstallMessageHandler(note)
    try:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    finally:
        qInstallMessageHandler(previous)
    return warnings


def stray_threads(before: set[threading.Thread]) -> list[str]:
    """Threads of Python or Qt that run on, after a moment in which to end."""
    deadline = time.monotonic() + GRACE_SECONDS
    QThreadPool.globalInstance().waitForDone(int(GRACE_SECONDS * 1000))
    new = [
        thread
        for thread in set(threading.enumerate()) - before
        if not thread.name.startswith(KEPT_THREADS)
        and not isinstance(thread, threading._DummyThread)  # a QThread, which is looked at below
    ]
    for thread in new:
        thread.join(max(0.0, deadline - time.monotonic()))
    strays = [f"a thread runs on: {thread.name}" for thread in new if thread.is_alive()]
    strays += [f"a QThread runs on: {q!r}" for q in living(QThread) if q.isRunning()]
    if QThreadPool.globalInstance().activeThreadCount():
        strays.append("QThreadPool is still at work")
    return strays


def stray_timers() -> list[str]:
    """Timers that would fire into the next test."""
    return [
        f"a timer is active: every {timer.interval()} ms, of {describe(timer.parent())}"
        for timer in living(QTimer)
        if timer.isActive()
    ]


def living(kind: type[QObject]) -> list[QObject]:
    """Every Qt object of a kind that Python knows of and that still exists.

    Shiboken keeps the list: to look through all of Python's objects takes longer than most tests.
    """
    found = [thing for thing in getAllValidWrappers() if issubclass(type(thing), kind)]
    application_thread = QCoreApplication.instance().thread()
    return [thing for thing in found if isValid(thing) and thing is not application_thread]


def describe(thing: QObject | None) -> str:
    """Class and name of a Qt object."""
    if thing is None:
        return "nobody"
    return f"{type(thing).__name__} {thing.objectName()!r}"


def clear_away(windows: list[QWidget]) -> None:
    """Remove what a failed test left, so that only that test fails."""
    for window in windows:
        window.close()
        window.deleteLater()
    for timer in living(QTimer):
        timer.stop()
    delete_what_is_due()
