"""A monkey drives the real window: no exception, no warning of Qt, nothing left, memory flat.

``QKV_MONKEY_SEED`` chooses another seed, ``QKV_MONKEY_EVENTS`` another number of events.
``QKV_MONKEY_LOG`` names the file that gets every event before it is done, and
``QKV_MONKEY_REPLAY`` one that is done again, whole or cut by hand, after a run that ended badly.
"""

from __future__ import annotations

import ctypes
import gc
import math
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread
from PySide6.QtWidgets import QApplication

from core.scenario import Scenario
from gui.lab.work import Ending, Work
from gui.page_keys import PAGE_KEYS
from gui.state import STEPS
from tests.gui.conftest import Opener, Person
from tests.gui.monkey import Monkey, events_in

SEED = int(os.environ.get("QKV_MONKEY_SEED", "20260705"))
SHORT_SECONDS = 6.0
MANY = int(os.environ.get("QKV_MONKEY_EVENTS", "100000"))
REPLAY = os.environ.get("QKV_MONKEY_REPLAY", "")
MOST_MEMORY = 200_000_000  # bytes of a run: the machine has other things to do
SAMPLES, WARM = 20, 8
# M_MMAP_THRESHOLD of mallopt(3). The larger the blocks that were freed, the larger those that glibc
# keeps from then on, in pieces between what is used: what a process holds would depend on what it
# once held. Blocks of this size and more go back to the system instead.
MMAP_THRESHOLD, LARGE_BLOCK = -3, 128 * 1024
LEAST_FOR_MEMORY = 20_000  # events; caches fill during the first few thousand


@pytest.fixture
def person(open_window: Opener, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody whose machine is small, and whose lab trains nothing: that would take every core."""
    monkeypatch.setattr("core.validation.run_limit", lambda: MOST_MEMORY)
    monkeypatch.setattr("gui.lab.training.carry_out", idle)
    return open_window()


def idle(work: Work, closing: Callable[[], bool], _progress: Callable[[float], None]) -> Ending:
    """Train nothing, until it is cancelled, closed or half a second old; pausing makes it older."""
    begun = time.monotonic()
    while not (work.cancel or closing() or time.monotonic() > begun + 0.5):
        time.sleep(0.01)
    return "cancelled"


@pytest.mark.no_qt_log
def test_a_monkey_for_a_few_seconds(person: Person) -> None:
    """Other events each time would hide what it finds: the seed is fixed, the time is not."""
    monkey = Monkey(person, SEED, pages=("compare", "bench"))
    until = time.monotonic() + SHORT_SECONDS
    while time.monotonic() < until and not monkey.faults:
        monkey.run(20)
    assert not monkey.faults, monkey.report()


@pytest.mark.no_qt_log
def test_what_a_monkey_did_can_be_done_again(open_window: Opener, monkeypatch) -> None:
    monkeypatch.setattr("core.validation.run_limit", lambda: MOST_MEMORY)
    first = Monkey(open_window(), 7, pages=())
    first.run(60)
    shown = first.person.state.scenario, first.person.state.view
    first.person.window.hide()
    again = Monkey(open_window(), 7, pages=())
    again.run(60)
    assert again.done == first.done
    again.person.window.hide()
    second = Monkey(open_window(), 0, pages=())
    second.replay(first.done)
    assert (second.person.state.scenario, second.person.state.view.step) == (
        shown[0],
        shown[1].step,
    )


@pytest.mark.no_qt_log
def test_what_ended_a_process_is_the_last_line_of_the_log(person: Person, tmp_path: Path) -> None:
    """Each event is in the file before it is done, in numbers that read back as they were.

    It is done inside one loop of Qt, as in the program: what is deleted later goes after it.
    """
    log = tmp_path / "events"
    monkey = Monkey(person, 11, pages=(), log=log)
    seen: list[tuple[int, int]] = []
    monkey.run(
        40, lambda _: seen.append((len(events_in(log)), QThread.currentThread().loopLevel()))
    )
    assert seen == [(count, 1) for count in range(1, 41)]
    monkey.replay([("edit_cell", "w_q", 0, 0, 0, math.nan), ("choose", "text", "猫 坐")])
    *_, edit, choice = events_in(log)
    assert math.isnan(edit[-1])
    assert choice == ("choose", "text", "猫 坐")
    assert events_in(log)[:-2] == monkey.done[:-2]


@pytest.mark.no_qt_log
def test_a_rest_is_the_same_state_whatever_came_before(person: Person) -> None:
    monkey = Monkey(person, 12, pages=())
    monkey.run(40, lambda _: None if len(monkey.done) < 40 else monkey.rest())
    assert not monkey.faults, monkey.report()
    assert monkey.done[-1] == ("rest",)
    assert person.state.scenario == Scenario()
    assert (person.state.view.page, person.state.view.pin) == (STEPS, None)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [person.window]


@pytest.mark.slow
@pytest.mark.no_qt_log
@pytest.mark.timeout(6 * 3600)
@pytest.mark.skipif(not REPLAY, reason="QKV_MONKEY_REPLAY names no events to do again")
def test_a_log_is_done_again(person: Person, tmp_path: Path) -> None:
    """What is done again is in a file too: the process may end before the last of it."""
    log = tmp_path / "events"
    print(f"every event goes to {log}", flush=True)
    monkey = Monkey(person, SEED, log=log)
    monkey.replay(events_in(Path(REPLAY)))
    assert not monkey.faults, monkey.report()


@pytest.mark.slow
@pytest.mark.no_qt_log
@pytest.mark.timeout(6 * 3600)
def test_a_monkey_for_a_long_time(person: Person, tmp_path: Path) -> None:
    """Memory is flat: the end of a run needs no more than its warm first half.

    Each time in the same state, and without what the allocator has yet to give back or what is
    mapped of the files of fonts. Caches fill meanwhile: each has a largest size.
    """
    log = Path(os.environ.get("QKV_MONKEY_LOG", tmp_path / "events"))
    log.unlink(missing_ok=True)
    print(f"every event goes to {log}", flush=True)
    ask_glibc("mallopt", MMAP_THRESHOLD, LARGE_BLOCK)
    monkey = Monkey(person, SEED, pages=PAGE_KEYS, log=log)
    sizes: list[float] = []

    def look(number: int) -> None:
        if (number + 1) % max(1, MANY // SAMPLES) == 0:
            monkey.rest()
            sizes.append(own_memory())
            print(f"{number + 1} events, {sizes[-1] / 1e6:.0f} MB", flush=True)

    monkey.run(MANY, look)
    assert not monkey.faults, monkey.report()
    if MANY < LEAST_FOR_MEMORY:
        return
    early, late = median(sizes[WARM - 3 : WARM + 3]), median(sizes[-5:])
    assert late < early * 1.05 + 20e6, [round(size / 1e6) for size in sizes]


def ask_glibc(name: str, *arguments: int) -> None:
    """Call what glibc alone has; another C library gives back by itself."""
    if sys.platform.startswith("linux"):
        with suppress(AttributeError, OSError):
            getattr(ctypes.CDLL(None), name)(*arguments)


def own_memory() -> float:
    """Bytes of memory that are the process's own, garbage thrown away and free blocks given back.

    Pages of mapped files are not counted: the system has them for all, and takes them at need.
    """
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    if not sys.platform.startswith("linux"):
        return 0.0
    ask_glibc("malloc_trim", 0)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("RssAnon:"))
    return float(line.split()[1]) * 1024
