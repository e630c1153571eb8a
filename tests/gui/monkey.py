"""A monkey at the window: seeded, replayable, and with no idea what any of it means.

What it does can be streamed to a file, a JSON list a line, each before it is done: the last line
of a run that ended the process is what ended it. Faults stand between them, each in an object.
Below Python 3.12, PySide 6.10 ends the process over some errors in what Qt calls in turn, such as a
``paintEvent``: done again with a newer Python, the same events say what was wrong.
"""

from __future__ import annotations

import dataclasses
import json
import random
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, Any

from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from core.edits import EDITABLE
from core.scenario import Scenario
from core.variants import VARIANTS
from gui.appearance import Appearance, theme_called
from gui.i18n import languages
from gui.lessons.library import read_entry, shipped_folders
from gui.page_keys import PAGE_KEYS
from gui.settings import SCALES
from gui.state import STEPS, Cell
from tests.gui.conftest import Person

Event = tuple[Any, ...]
IGNORED = ("This plugin ",)  # what the offscreen platform cannot do, and says each time
KEYS = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Tab),
    *(Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Backspace),
    *(Qt.Key.Key_Delete, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_F1),
    *(Qt.Key.Key_0 + digit for digit in range(10)),
    *(Qt.Key.Key_F11, Qt.Key.Key_Backtab, Qt.Key.Key_Minus, Qt.Key.Key_Plus),
)
MODIFIERS = (
    *(Qt.KeyboardModifier.NoModifier,) * 6,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
TEXTS = (
    "a",
    "cat ",
    "猫",
    "0",
    "-1",
    "1e9",
    "nan",
    "é🦜",
    "the the the ",
    "\u202e",
    "12",
    ".",
    " ",
)
VALUES = (0.0, -0.0, 1.0, -2.5, 1e-300, 1e300, -1e308, 0.1 + 0.2, float("nan"), float("inf"))
SIZES = ((1024, 700), (1280, 800), (640, 480), (2560, 1440), (1500, 720), (900, 1400))
# What would end the window, or open a program's dialog of the system.
NOT_PRESSED = ("quit",)
LESSONS = shipped_folders()
PATIENCE = 12  # events that a dialog stays open


def events_in(log: Path) -> list[Event]:
    """Return the events of a file that a monkey wrote, in order."""
    found = [json.loads(line) for line in log.read_text().splitlines()]
    return [tuple(event) for event in found if isinstance(event, list)]


class Monkey:
    """Do random things at a window, and note what goes wrong.

    Parameters
    ----------
    seed : decides everything.
    pages : those that it may visit.
    log : file that gets each event just before it is done; None for none.
    """

    def __init__(
        self,
        person: Person,
        seed: int,
        pages: tuple[str, ...] = PAGE_KEYS,
        log: Path | None = None,
    ) -> None:
        self.person = person
        self.seed = seed
        self.done: list[Event] = []
        self.faults: list[str] = []
        self._pages = pages
        self._log = log
        self._file: IO[str] | None = None
        self._random = random.Random(seed)
        self._acting = False  # what opens meanwhile waits for an answer in a loop of its own
        self._dialog_age = 0
        self._tamer = QTimer()
        self._tamer.setInterval(15)
        self._tamer.timeout.connect(self._tame)
        # Theme, size and language restyle every widget there is, a second of Qt's own work: were
        # they as frequent as the rest, most of a run would be spent on them.
        self._doings: dict[str, tuple[float, Callable[..., None]]] = {
            "click": (30, self._click),
            "double_click": (5, self._double_click),
            "menu": (3, self._menu),
            "drag": (8, self._drag),
            "hover": (15, self._hover),
            "wheel": (8, self._wheel),
            "key": (25, self._key),
            "type": (6, self._type),
            "edit_cell": (6, self._edit_cell),
            "choose": (5, self._choose),
            "step": (5, self._step),
            "page": (3, self._page),
            "lesson": (0.5, self._lesson),
            "resize": (2, self._resize),
            "language": (0.25, self._language),
            "theme": (0.25, self._theme),
            "scale": (0.25, self._scale),
            "action": (6, self._action),
            "undo": (4, self._undo),
            "rest": (0, self._rest),
        }

    def run(self, count: int, each: Callable[[int], None] | None = None) -> None:
        """Do ``count`` things; stop at the first fault.

        Parameters
        ----------
        each : called after every thing with its number.
        """
        self._through((self._next() for _ in range(count)), each)

    def rest(self) -> None:
        """Put away what is open, so that runs of any length are compared in the same state."""
        self.do(("rest",))

    def replay(self, events: list[Event], each: Callable[[int], None] | None = None) -> None:
        """Do again what was done; stop at the first fault.

        Parameters
        ----------
        each : called after every thing with its number.
        """
        self._through(iter(events), each)

    def _through(self, events: Iterator[Event], each: Callable[[int], None] | None) -> None:
        """Do the events inside a loop of Qt, as all that happens to a program does.

        Outside of any, what is to be deleted later goes with the loop of the next dialog, which may
        be one that the same thing waits for.
        """
        loop = QEventLoop()
        errors: list[BaseException] = []

        def go() -> None:
            try:
                with self._watched():
                    for number, event in enumerate(events):
                        self.do(event)
                        if self.faults:
                            return
                        if each is not None:
                            each(number)
            except BaseException as error:  # to be raised where the monkey was called
                errors.append(error)
            finally:
                loop.quit()

        QTimer.singleShot(0, go)
        loop.exec()
        for error in errors:
            raise error

    def report(self) -> str:
        """Return the faults, the seed and what led to them."""
        last = "\n".join(map(repr, self.done[-40:]))
        return (
            f"seed {self.seed}, after {len(self.done)} events:\n"
            + "\n".join(self.faults)
            + f"\nthe last of them:\n{last}"
        )

    def do(self, event: Event) -> None:
        """Do one thing and let the window answer."""
        self.done.append(event)
        self._write(event)
        name, *arguments = event
        try:
            self._acting = True
            self._doings[name][1](*arguments)
            self._acting = False
            QApplication.processEvents()
            self._leave_dialogs()
            # As the program's loop does after each thing.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        except Exception:
            self._fault(traceback.format_exc())
        finally:
            self._acting = False

    def _fault(self, text: str) -> None:
        self.faults.append(text)
        self._write({"fault": text})

    def _write(self, entry: object) -> None:
        if self._file is not None:
            self._file.write(json.dumps(entry) + "\n")
            self._file.flush()

    def _next(self) -> Event:
        draw = self._random
        names = list(self._doings)
        (name,) = draw.choices(names, [weight for weight, _ in self._doings.values()])
        spot = (round(draw.random(), 4), round(draw.random(), 4))
        arguments: dict[str, Callable[[], tuple[Any, ...]]] = {
            "drag": lambda: (*spot, round(draw.random(), 4), round(draw.random(), 4)),
            "wheel": lambda: (*spot, draw.choice((-120, 120, 240, -15))),
            "key": lambda: (int(draw.choice(KEYS)), MODIFIERS.index(draw.choice(MODIFIERS))),
            "type": lambda: (draw.choice(TEXTS),),
            "edit_cell": lambda: (
                draw.choice(sorted(EDITABLE)),
                *(draw.randrange(7) for _ in range(3)),
                draw.choice(VALUES),
            ),
            "choose": lambda: draw.choice(
                (
                    ("variant", draw.choice(list(VARIANTS))),
                    ("mask", draw.choice(("none", "causal", "window", "causal_window"))),
                    ("positions", draw.choice(("none", "sinusoidal", "rotary"))),
                    ("n_heads", draw.choice((1, 2, 3, 4, 8))),
                    ("d_model", draw.choice((1, 4, 7, 8, 16, 24))),
                    ("text", draw.choice(("one", "a b c", "the cat sat on the mat", "猫 坐", ""))),
                    ("dtype", draw.choice(("float32", "float64"))),
                    ("padding", draw.choice((0, 1, 3))),
                    ("seed", draw.randrange(9)),
                )
            ),
            "step": lambda: (draw.choice(self.person.window.steps),),
            "page": lambda: (draw.choice((STEPS, *self._pages)),),
            "lesson": lambda: (draw.randrange(len(LESSONS)), draw.randrange(16)),
            "resize": lambda: draw.choice(SIZES),
            "language": lambda: (draw.choice([code for code, _ in languages()]),),
            "theme": lambda: (draw.choice(("light", "dark")),),
            "scale": lambda: (draw.choice(SCALES),),
            "action": lambda: (
                draw.choice([k for k in self.person.window.menus.actions if k not in NOT_PRESSED]),
            ),
            "undo": lambda: (draw.choice(("undo", "redo")),),
        }
        return (name, *arguments.get(name, lambda: spot)())

    # ---- what it does ------------------------------------------------------------------------

    def _front(self) -> QWidget:
        """Return what is in front: a dialog, the projector, else the window."""
        window = self.person.window
        for front in (QApplication.activeModalWidget(), QApplication.activeWindow()):
            if front is not None and front.isVisible() and window.isAncestorOf(front):
                return front
        return window

    def _at(self, x: float, y: float) -> tuple[QWidget, QPoint]:
        """Return the widget at a part of what is in front, and the place in it."""
        window = self._front()
        where = QPoint(int(x * (window.width() - 1)), int(y * (window.height() - 1)))
        child = window.childAt(where) or window
        return child, child.mapFrom(window, where)

    def _click(self, x: float, y: float) -> None:
        widget, where = self._at(x, y)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=where)

    def _double_click(self, x: float, y: float) -> None:
        widget, where = self._at(x, y)
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=where)

    def _menu(self, x: float, y: float) -> None:
        widget, where = self._at(x, y)
        QTest.mouseClick(widget, Qt.MouseButton.RightButton, pos=where)

    def _drag(self, x: float, y: float, to_x: float, to_y: float) -> None:
        widget, where = self._at(x, y)
        _, target = self._at(to_x, to_y)
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=where)
        for part in (0.3, 0.7, 1.0):
            QTest.mouseMove(widget, where + (target - where) * part)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=target)

    def _hover(self, x: float, y: float) -> None:
        widget, where = self._at(x, y)
        QTest.mouseMove(widget, where)

    def _wheel(self, x: float, y: float, delta: int) -> None:
        widget, where = self._at(x, y)
        event = QWheelEvent(
            QPointF(where),
            QPointF(widget.mapToGlobal(where)),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)

    def _key(self, key: int, modifiers: int) -> None:
        QTest.keyPress(self._keys_go_to(), Qt.Key(key), MODIFIERS[modifiers])
        QTest.keyRelease(self._keys_go_to(), Qt.Key(key), MODIFIERS[modifiers])

    def _keys_go_to(self) -> QWidget:
        focus = QApplication.focusWidget()
        return focus if focus is not None and focus.isVisible() else self._front()

    def _type(self, text: str) -> None:
        if text.isascii():
            for letter in text:  # a letter may close the dialog that the next would go to
                QTest.keyClicks(self._keys_go_to(), letter)
            return
        target = self._keys_go_to()
        event = QInputMethodEvent()
        event.setCommitString(text)  # as an input method types what has no key
        QApplication.sendEvent(target, event)

    def _edit_cell(self, grid: str, head: int, row: int, col: int, value: float) -> None:
        self.person.store.edit_cell(Cell(grid, head, row, col), value)

    def _choose(self, field: str, value: object) -> None:
        self.person.store.edit(**{field: value})

    def _step(self, step: str) -> None:
        self.person.store.look(step=step)

    def _page(self, page: str) -> None:
        self.person.store.look(page=page)

    def _lesson(self, number: int, step: int) -> None:
        entry = read_entry(LESSONS[number], self.person.state.view)
        if entry.lesson is not None:
            self.person.window.lessons.open(entry, step % len(entry.lesson.steps))

    def _resize(self, width: int, height: int) -> None:
        window = self.person.window
        if window.isFullScreen():
            window.showNormal()
        window.resize(width, height)

    def _language(self, code: str) -> None:
        window = self.person.window
        window.set_appearance(dataclasses.replace(window.appearance, language=code))

    def _theme(self, name: str) -> None:
        window = self.person.window
        wanted = dataclasses.replace(window.appearance, theme=theme_called(name))
        window.set_appearance(wanted)

    def _scale(self, scale: float) -> None:
        window = self.person.window
        window.set_appearance(dataclasses.replace(window.appearance, scale=scale))

    def _action(self, key: str) -> None:
        action = self.person.window.menus.actions[key]
        if action.isEnabled():
            action.trigger()

    def _undo(self, which: str) -> None:
        getattr(self.person.store, which)()

    def _rest(self) -> None:
        """Put away what is open, and see every place of the program as it begins."""
        window, store = self.person.window, self.person.store
        self._settle()
        QApplication.clipboard().clear()  # a copied picture may take 40 MB, for as long as it stays
        window.lessons.close_all()
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible():
                other.close()
        window.showNormal()
        window.resize(1280, 800)
        window.set_appearance(Appearance())
        store.take(Scenario())
        for page in self._pages:
            store.look(page=page, pin=None, hover=None)
            QApplication.processEvents()
        for step in window.steps:
            store.look(page=STEPS, step=step)
            QApplication.processEvents()

    # ---- what it watches ---------------------------------------------------------------------

    def _tame(self) -> None:
        """Answer menus, and dialogs that something waits for: a key or two, and away with them."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            QTest.keyClick(popup, Qt.Key.Key_Down)
            popup.close()
            return
        if self._acting:
            self._close_dialogs()

    def _leave_dialogs(self) -> None:
        """Close dialogs that were open for a while; until then they are clicked and typed into."""
        self._dialog_age = self._dialog_age + 1 if self._dialogs() else 0
        if self._dialog_age > PATIENCE:
            self._close_dialogs()
            self._dialog_age = 0

    def _close_dialogs(self) -> None:
        """Close what a person could: where a dialog waits for another, the one in front."""
        front = QApplication.activeModalWidget()
        for dialog in self._dialogs() if front is None else [front]:
            QTest.keyClick(dialog, Qt.Key.Key_Tab)
            dialog.reject() if isinstance(dialog, QDialog) else dialog.close()

    def _dialogs(self) -> list[QWidget]:
        return [
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, QDialog) and widget.isVisible()
        ]

    def _settle(self) -> None:
        """Put away what is still open."""
        try:
            for _ in range(3):
                self._tame()
                self._close_dialogs()
                QApplication.processEvents()
                QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        except Exception:
            self._fault(traceback.format_exc())

    @contextmanager
    def _watched(self) -> Iterator[None]:
        def note(kind: type[BaseException], error: BaseException, trace: Any) -> None:
            self._fault("".join(traceback.format_exception(kind, error, trace)))

        def heard(level: QtMsgType, context: object, text: str) -> None:
            if level != QtMsgType.QtDebugMsg and not text.startswith(IGNORED):
                self._fault(f"Qt: {text}")

        hook, sys.excepthook = sys.excepthook, note
        handler = qInstallMessageHandler(heard)
        self._tamer.start()
        try:
            with nullcontext() if self._log is None else self._log.open("a") as self._file:
                yield
                self._settle()
        finally:
            self._file = None
            self._tamer.stop()
            qInstallMessageHandler(handler)
            sys.excepthook = hook
