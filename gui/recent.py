"""The files that were opened last, and the menu that lists them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.i18n import translate
from gui.settings import stored

MOST = 8
_KEY = "recent"
LONGEST = 60  # characters of a path in the menu


def recent(store: QSettings) -> tuple[Path, ...]:
    """Return the files that were opened or saved last, the newest first."""
    try:
        values: Any = json.loads(str(store.value(_KEY, "[]")))
    except (ValueError, RecursionError):
        return ()
    texts = values if isinstance(values, list) else []
    named = (text for text in texts if isinstance(text, str) and text and "\0" not in text)
    return tuple(Path(text) for text in named)[:MOST]


def note(store: QSettings, path: Path) -> None:
    """Put a file first."""
    _write(store, (path, *(old for old in recent(store) if old != path)))


def forget(store: QSettings, path: Path | None = None) -> None:
    """Take a file out, or all."""
    _write(store, tuple(old for old in recent(store) if path is not None and old != path))


def _write(store: QSettings, paths: tuple[Path, ...]) -> None:
    texts = [str(path).encode("utf-8", "replace").decode() for path in paths[:MOST]]
    store.setValue(_KEY, json.dumps(texts))
    store.sync()


class RecentMenu(QObject):
    """The submenu of the files opened last; ``chosen(path)``. It is filled when it opens."""

    chosen = Signal(object)

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        menu.aboutToShow.connect(self.fill)
        menu.triggered.connect(self._choose)

    @Slot()
    def fill(self) -> None:
        """List the files as they are now."""
        self._menu.clear()
        paths = recent(stored())
        for number, path in enumerate(paths, start=1):
            action = self._menu.addAction(f"&{number}  {_short(path)}")
            action.setData(str(path))
            action.setToolTip(str(path))
        if paths:
            self._menu.addSeparator()
        clear = self._menu.addAction(translate("recent", "&Clear this list"))
        clear.setEnabled(bool(paths))

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        if action.data():
            self.chosen.emit(Path(str(action.data())))
        else:
            forget(stored())


def _short(path: Path) -> str:
    """Return the end of a path, its ampersands as a menu shows them."""
    text = str(path)
    short = text if len(text) <= LONGEST else f"…{text[-LONGEST:]}"
    return short.replace("&", "&&")
