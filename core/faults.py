"""What is wrong with something that was read: one line that says what, where, and what is right."""

from __future__ import annotations

import reprlib

from core.messages import Message


class InputError(Exception):
    """A file, or a part of one, cannot be taken as it is; nothing of it is.

    Attributes
    ----------
    where : the file, or the place in it (``scenario.edits[3].row``); "" where there is but one.
    wrong : what is wrong with which value.
    right : what would be right.
    """

    def __init__(self, where: str, wrong: Message, right: Message) -> None:
        super().__init__(where, wrong, right)
        self.where = where
        self.wrong = wrong
        self.right = right

    def __str__(self) -> str:
        return self.english()

    def inside(self, outer: str) -> InputError:
        """Return the same error with the file, or the place, around it named first."""
        where = ": ".join(part for part in (outer, self.where) if part)
        return InputError(where, self.wrong, self.right)

    def english(self) -> str:
        """Return the line in English: ``where: wrong; right``."""
        line = f"{self.wrong.english()}; {self.right.english()}"
        return f"{self.where}: {line}" if self.where else line


def shown(value: object, most: int = 40) -> str:
    """Return a value as an error names it: short, on one line, however large or deep it is."""
    writer = reprlib.Repr()
    writer.maxstring = writer.maxother = writer.maxlong = most
    text = writer.repr(value)
    return text if len(text) <= most else f"{text[: most - 1]}…"
