"""Ctrl+C in the terminal, and the system's request to end, close the window like its own button."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QWidget

Handler = Callable[[int, FrameType | None], object] | int | None

SIGNALS = (signal.SIGINT, signal.SIGTERM)
ENOUGH = 64  # bytes, one a signal


class Interrupts(QObject):
    """Close a window when a signal asks the program to end.

    ``with Interrupts(window): app.exec()`` puts the handlers back afterwards. Python handles a
    signal only when it has something to do, and an idle event loop never has: a socket wakes it.

    Parameters
    ----------
    close : closes the window, without a question; None takes the window's own.
    """

    def __init__(self, window: QWidget, close: Callable[[], object] | None = None) -> None:
        super().__init__(window)
        self._close_window = close or window.close
        self._before: dict[signal.Signals, Handler] = {}
        self._waked, self._waker = socket.socketpair()
        self._waked.setblocking(False)
        self._waker.setblocking(False)
        kind = QSocketNotifier.Type.Read
        self._notifier = QSocketNotifier(self._waked.fileno(), kind, self)
        self._notifier.activated.connect(self._wake)

    def __enter__(self) -> Interrupts:
        try:
            signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
            self._before = {number: signal.signal(number, self._close) for number in SIGNALS}
        except ValueError:  # not in the main thread, to which signals go
            self._before = {}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        if self._before:
            signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._waked.close()
        self._waker.close()

    def _close(self, _number: int, _frame: FrameType | None) -> None:
        self._close_window()

    @Slot()
    def _wake(self) -> None:
        """Do something, so that Python sees the signal."""
        self._waked.recv(ENOUGH)
