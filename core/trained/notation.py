"""How an example of a task is written as a text, and read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.lab.checkpoint import About
from core.lab.spec import ModelSpec
from core.layers import IntArray
from core.messages import Message, message
from core.numerics import FloatArray
from core.resolve import Asked
from core.trained.problem import ModelError


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A text as a model takes it.

    Attributes
    ----------
    tokens : what stands at the axes.
    inputs : [n, d_model], or ids [n].
    asked : where the model answers, and what would be right.
    right : [asked.n, width], the right vectors of a task whose answers are vectors.
    """

    tokens: tuple[str, ...]
    inputs: FloatArray | IntArray
    asked: Asked
    right: FloatArray | None = None


@dataclass(frozen=True, slots=True)
class Notation:
    """How one task is written.

    Attributes
    ----------
    fits : whether a model's inputs and answers are those of the task.
    read : takes a text, what the model is, and the seed of what the text only names.
    write : makes an example of the task from a seed, for a model.
    hint : marked text in the context ``core``: how an example is written.
    """

    fits: Callable[[ModelSpec], bool]
    read: Callable[[str, About, int], Example]
    write: Callable[[int, About], str]
    hint: str


def hinted(text: str, notation_hint: str, **values: object) -> ModelError:
    """Return the error for a text that is no example, with how one is written."""
    wrong: Message = message(text, **values)
    return ModelError("text", wrong, message(notation_hint))
