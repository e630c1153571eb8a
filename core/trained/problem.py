"""Why a scenario with a trained model cannot be run."""

from __future__ import annotations

from core.messages import QT_TRANSLATE_NOOP, Message, Problem, message


class ModelError(ValueError):
    """A trained model cannot be used, or not with this text.

    Attributes
    ----------
    problem : the field, what is wrong and what would be right.
    """

    def __init__(self, field: str, wrong: Message, right: Message) -> None:
        self.problem = Problem(field, wrong, right)
        super().__init__(self.problem.english())


def unknown_task(task: str) -> ModelError:
    """Return the error for a model whose task the explorer cannot write."""
    return ModelError(
        "weights",
        message(
            QT_TRANSLATE_NOOP("core", "the explorer knows no task {task} of this form"), task=task
        ),
        message(QT_TRANSLATE_NOOP("core", "choose another model, or random vectors")),
    )
