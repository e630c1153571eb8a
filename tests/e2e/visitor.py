"""Somebody who visits the program's own ``main()``: acts in its window, then closes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

import main
from gui.window import Window
from tests.gui.conftest import Person

Visit = Callable[[Person], None]
WAIT_MS, PATIENCE = 10, 500


class Visitor(QObject):
    """Wait for the window, do what ``visit`` says, and close it; an error waits for the test."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.error: BaseException | None = None
        self._visit = visit
        self._tries = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(WAIT_MS)

    @Slot()
    def _look(self) -> None:
        self._tries += 1
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, Window)]
        shown = [window for window in windows if window.isVisible()]
        asked = QApplication.activeModalWidget() is not None  # whoever visits comes after
        if (asked or not shown) and self._tries < PATIENCE:
            return
        self._timer.stop()
        try:
            assert shown, "no window appeared"
            QApplication.processEvents()
            self._visit(Person(shown[0], shown[0]._store))
        except BaseException as error:  # it would vanish in the event loop
            self.error = error
        finally:
            # The last window that closes ends the loop by an event in the queue. Ended before it is
            # delivered, the event would stop every later test's event loop from its first turn.
            for window in shown:
                window.work.document.end()  # nobody asks whether to save
                window.close()
            if not shown:
                QApplication.quit()


def visited(visit: Visit, *options: str) -> int:
    """Run ``main.main`` with options while somebody visits; return its status."""
    visitor = Visitor(visit)
    status = main.main(list(options))
    if visitor.error is not None:
        raise visitor.error
    return status
