"""The unexpected: one line in a log, and a calm word to the person; never a traceback."""

from __future__ import annotations

import sys
import traceback
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.i18n import translate

LARGEST_LOG = 1_000_000


class Guard(QObject):
    """Catch what nobody caught while the window is open.

    ``with Guard(window): app.exec()`` puts ``sys.excepthook`` back afterwards. An error may come
    from any thread; the message is shown in the window's.
    """

    happened = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._box: QMessageBox | None = None
        self._previous = sys.excepthook
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def __enter__(self) -> Guard:
        self._previous = sys.excepthook
        sys.excepthook = self._caught
        return self

    def __exit__(self, *_: object) -> None:
        sys.excepthook = self._previous

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        summary = f"{kind.__name__}: {error}"
        log = write_log(summary, traceback.format_exception(kind, error, trace))
        sys.stderr.write(f"qkv-explorer: {summary} (details in {log})\n")
        self.happened.emit(str(log))

    @Slot(str)
    def _tell(self, log: str) -> None:
        if self._box is not None:  # one message at a time: errors come in swarms
            return
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(translate("errors", "Something went wrong"))
        box.setText(translate("errors", "That did not work, and it should have."))
        box.setInformativeText(
            translate(
                "errors",
                "The window shows what it showed before; nothing of yours is lost. "
                "What happened is written down in {path}",
            ).format(path=log)
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._told)
        self._box = box
        box.open()

    @Slot()
    def _told(self) -> None:
        self._box = None


def log_path() -> Path:
    """Return where errors are written down."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "errors.log"


def write_log(summary: str, details: list[str]) -> Path:
    """Append an error to the log, which begins anew when it is large; return its path.

    A log that cannot be written is no reason for another error.
    """
    path = log_path()
    stamp = datetime.now(timezone.utc).isoformat(timespec="seconds")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        large = path.exists() and path.stat().st_size > LARGEST_LOG
        with path.open("w" if large else "a", encoding="utf-8") as log:
            log.write(f"{stamp} {summary}\n{''.join(details)}\n")
    except OSError as error:
        sys.stderr.write(f"qkv-explorer: the log cannot be written: {error}\n")
    return path
