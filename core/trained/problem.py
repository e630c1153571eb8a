"""Why a scenario with a trained model cannot be run."""

from __future__ import annotations

from core.messages import Message, Problem


class ModelError(ValueError):
    """A trained model cannot be used, or not with this text.

    Attributes
    ----------
    problem : the field, what is wrong and what would be right.
    """

    def __init__(self, field: str, wrong: Message, right: Message) -> None:
        self.problem = Problem(field, wrong, right)
        super().__init__(self.problem.english())
