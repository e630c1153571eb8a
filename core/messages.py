"""What core tells a person: text that can be translated, kept apart from Qt.

Core may not import Qt, so its text is marked, carried as data, and translated by the window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001, N802 (lupdate looks for it)
    """Mark ``text`` for translation and return it unchanged; both arguments must be literals."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """A translatable sentence with named placeholders, in the translation context ``core``.

    Attributes
    ----------
    text : English source, marked with :func:`QT_TRANSLATE_NOOP`.
    values : what fills the placeholders; a value may itself be a Message.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def english(self) -> str:
        """Return the sentence in English, its placeholders filled."""
        filled = {
            name: value.english() if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return self.text.format(**filled)


def message(text: str, **values: object) -> Message:
    """Shorthand: a :class:`Message` from marked text and its placeholders."""
    return Message(text, values)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what the user chose.

    Attributes
    ----------
    field : name of the Scenario field to show it beside.
    wrong : what is wrong with which value.
    right : what would be right.
    """

    field: str
    wrong: Message
    right: Message

    def english(self) -> str:
        """Return both halves as one line: ``wrong; right``."""
        return f"{self.wrong.english()}; {self.right.english()}"
