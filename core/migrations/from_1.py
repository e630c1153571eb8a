"""Format 1: no lesson, and no view of what is on the screen."""

from __future__ import annotations

from typing import Any


def migrated(old: dict[str, Any]) -> dict[str, Any]:
    """Return format 2: nothing is played, and every panel shows its first view."""
    return old | {"format": 2}
