"""How far somebody has come in each lesson, remembered from one day to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QSettings

_PROGRESS, _FOLDERS = "lessons/progress", "lessons/folders"
MOST_LESSONS, MOST_FOLDERS, MOST_STEPS = 200, 12, 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody has come in a lesson.

    Attributes
    ----------
    step : the step that was shown last, from 0.
    seen, answered : steps that were shown; those whose question was answered rightly.
    """

    step: int = 0
    seen: frozenset[int] = frozenset()
    answered: frozenset[int] = frozenset()

    def at(self, step: int) -> Progress:
        """Return the progress once a step has been shown."""
        return replace(self, step=step, seen=self.seen | {step})

    def with_answer(self, step: int) -> Progress:
        """Return the progress once a step's question has been answered."""
        return replace(self, answered=self.answered | {step})


def load_progress(settings: QSettings, key: str) -> Progress:
    """Return how far a lesson has been followed; what is damaged counts as nothing."""
    value = _table(settings).get(key)
    if not isinstance(value, dict):
        return Progress()
    step = value.get("step")
    return Progress(
        step if isinstance(step, int) and 0 <= step < MOST_STEPS else 0,
        _numbers(value.get("seen")),
        _numbers(value.get("answered")),
    )


def save_progress(settings: QSettings, key: str, progress: Progress | None) -> None:
    """Remember how far a lesson has been followed; None forgets it."""
    table = {name: value for name, value in _table(settings).items() if name != key}
    if progress is not None:
        table[key] = {
            "step": progress.step,
            "seen": sorted(progress.seen),
            "answered": sorted(progress.answered),
        }
    kept = dict(list(table.items())[-MOST_LESSONS:])
    settings.setValue(_PROGRESS, json.dumps(kept, ensure_ascii=True))


def load_folders(settings: QSettings) -> tuple[str, ...]:
    """Return the folders that lessons were opened from, the latest first."""
    return tuple(_folders(settings))


def remember_folder(settings: QSettings, folder: str, *, forget: bool = False) -> None:
    """Put a folder first among those opened, or take it out."""
    others = [name for name in _folders(settings) if name != folder]
    kept = others if forget else [folder, *others]
    settings.setValue(_FOLDERS, json.dumps(kept[:MOST_FOLDERS], ensure_ascii=True))


def _folders(settings: QSettings) -> list[str]:
    found = _json(settings, _FOLDERS)
    names = found if isinstance(found, list) else []
    return [name for name in names if isinstance(name, str) and name][:MOST_FOLDERS]


def _table(settings: QSettings) -> Mapping[str, Any]:
    found = _json(settings, _PROGRESS)
    return found if isinstance(found, dict) else {}


def _json(settings: QSettings, key: str) -> Any:
    text = settings.value(key)
    try:
        return json.loads(text) if isinstance(text, str) and text else None
    except (ValueError, RecursionError):
        return None


def _numbers(value: object) -> frozenset[int]:
    items = value if isinstance(value, list) else []
    return frozenset(n for n in items if isinstance(n, int) and 0 <= n < MOST_STEPS)
