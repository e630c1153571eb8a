"""Problems that no validation of a scenario finds."""

from __future__ import annotations

from core.messages import QT_TRANSLATE_NOOP, Problem, message


def cells_locked() -> Problem:
    """Return the problem to show when cells may not be changed."""
    return Problem(
        "edits",
        message(QT_TRANSLATE_NOOP("core", "the cells are locked")),
        message(QT_TRANSLATE_NOOP("core", "unlock them under View, Teacher controls")),
    )
