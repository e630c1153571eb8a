"""What a trained model answers in a run, and what would be right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.forward import Computed
from core.messages import QT_TRANSLATE_NOOP, Message, message

MOST_NAMED = 10
"""Answers up to so many are named one by one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model answers at one token.

    Attributes
    ----------
    token : the token that asks.
    given, probability : the likeliest answer.
    right, right_probability : the right one; None where the text has none.
    """

    token: str
    given: str
    probability: float
    right: str | None = None
    right_probability: float | None = None

    @property
    def correct(self) -> bool | None:
        """Whether the likeliest answer is the right one; None where there is none."""
        return None if self.right is None else self.given == self.right


def answers_of(computed: Computed) -> tuple[Answer, ...]:
    """Return the answers of a run, one a token that asks; none where it answers with vectors."""
    asked, resolved = computed.resolved.asked, computed.resolved
    if asked is None or "answer" not in computed.arrays:
        return ()
    chances = computed.arrays["answer"][0]  # [n, classes]
    tokens = resolved.query_tokens[resolved.n_q - asked.n :]
    found = []
    for token, row, right in zip(tokens, chances, asked.right, strict=True):
        best = int(np.nanargmax(row)) if np.isfinite(row).any() else 0
        answer = Answer(token, asked.names[best], float(row[best]))
        if right >= 0:
            answer = Answer(
                token, asked.names[best], float(row[best]), asked.names[right], float(row[right])
            )
        found.append(answer)
    return tuple(found)


def errors_of(computed: Computed) -> tuple[float, ...]:
    """Return the mean squared error of every answer that is a vector; none where there is none."""
    if "reading" not in computed.arrays:
        return ()
    with np.errstate(all="ignore"):
        difference = computed.arrays["reading"][0] - computed.arrays["right"][0]
        return tuple(float(each) for each in np.square(difference).mean(axis=-1))


def answer_notes(computed: Computed) -> Iterator[Message]:
    """Say what the model answers, token by token where they are few, and how often rightly."""
    answers = answers_of(computed)
    judged = [answer for answer in answers if answer.correct is not None]
    errors = errors_of(computed)
    if errors:
        yield message(
            QT_TRANSLATE_NOOP(
                "core", "The model's answer differs from the right vector by {error} (mean square)."
            ),
            error=f"{sum(errors) / len(errors):.3g}",
        )
    if not judged:
        return
    right = sum(bool(answer.correct) for answer in judged)
    if len(answers) > MOST_NAMED:
        yield message(
            QT_TRANSLATE_NOOP(
                "core", "The model's likeliest answer is right {right} of {n} times."
            ),
            right=right,
            n=len(judged),
        )
        return
    written = computed.resolved.two_texts  # a text of its own: its characters stand in a row
    yield message(
        QT_TRANSLATE_NOOP("core", "The model answers {answers}: right {right} of {n} times."),
        answers="".join(answer.given for answer in answers)
        if written
        else ", ".join(_named(answer) for answer in answers),
        right=right,
        n=len(judged),
    )


def _named(answer: Answer) -> str:
    """Write an answer in signs that need no translation."""
    sign = "" if answer.correct is None else " ✓" if answer.correct else " ✗"
    return f"{answer.token} → {answer.given}{sign}"
