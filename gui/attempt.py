"""What the store is trying."""

from __future__ import annotations

from dataclasses import dataclass

from core.messages import Problem
from core.scenario import Scenario
from gui.history import History
from gui.state import View


@dataclass(frozen=True, slots=True)
class Attempt:
    """A run under way, and what to keep once it is done: the history, a draft, a view."""

    generation: int
    scenario: Scenario
    history: History
    draft: Scenario | None
    problems: tuple[Problem, ...]
    view: View | None = None
