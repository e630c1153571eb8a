"""Why a figure has no value, as one line for a person."""

from __future__ import annotations

from core.messages import Message

LONGEST_QUOTE = 80


class FigureError(Exception):
    """An expression cannot be read, or has no value in this run; ``message`` says why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.english())
        self.message = why


def fault(text: str, /, **values: object) -> FigureError:
    """Return an error from marked text and its placeholders; long values are cut."""
    return FigureError(Message(text, {name: _short(value) for name, value in values.items()}))


def _short(value: object) -> object:
    """Return a value that fits a line: what somebody wrote may be as long as a file."""
    if not isinstance(value, str):
        return value
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"
