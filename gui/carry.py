"""Whether pictures carry their state: the switch, and where it is remembered."""

from __future__ import annotations

from PySide6.QtCore import QSettings

_KEY = "export/carry"


def carries(settings: QSettings) -> bool:
    """Return whether pictures carry the session that brings back what they show."""
    return settings.value(_KEY, "true") != "false"


def set_carries(settings: QSettings, wanted: bool) -> None:
    """Remember it."""
    settings.setValue(_KEY, "true" if wanted else "false")
