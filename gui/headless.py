"""Qt for commands that need no window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@contextmanager
def application() -> Iterator[QApplication]:
    """Give the application, a new one if there is none, which then ends with the block."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["qkv-explorer"])
    try:
        yield app
    finally:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if running is None:
            app.shutdown()


def dress(app: QApplication, lang: str, font_scale: float = 1.0) -> None:
    """Give the application the program's style, letters and language."""
    from gui import i18n, theme
    from gui.fonts import prefer_chinese

    app.setStyle("Fusion")
    app.setFont(theme.font(font_scale))
    prefer_chinese(app.font())
    i18n.install(app, lang)
