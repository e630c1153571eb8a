"""Texts of reversal (``c a h b …``), of votes (``+ - + ?``) and of the character model."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.lab import generators
from core.lab.batches import one_hot, source
from core.lab.checkpoint import About
from core.lab.generators import REVERSED
from core.lab.spec import ModelSpec
from core.messages import QT_TRANSLATE_NOOP
from core.resolve import Asked
from core.trained.notation import Example, Notation, hinted
from core.trained.pairs import pieces
from core.trained.problem import unknown_task

WORDS = tuple("abcdefghij")
VOTES = ("-", "+")
_SPELLED_VOTES: Mapping[str, int] = {"-": 0, "−": 0, "–": 0, "+": 1}
MOST_VOTES = 999
SHOWN: Mapping[str, str] = {" ": "␣", "\n": "↵", "\t": "⇥", "": "…"}
SENTENCES = (
    "If the object has no such attribute, an exception is raised.",
    "The value of the expression is a new list that holds the items.",
    "When a function is called, its arguments are evaluated first.",
    "A class definition is an executable statement in a module.",
)

_REVERSE_HINT = QT_TRANSLATE_NOOP("core", "write ten letters from a to j: c a h b a j d e f c")
_MAJORITY_HINT = QT_TRANSLATE_NOOP("core", "write an odd number of votes and a mark: + - + ?")
_CHARACTERS_HINT = QT_TRANSLATE_NOOP("core", "write at most as many characters, spaces included")


def _read_reverse(text: str, about: About, seed: int) -> Example:  # noqa: ARG001
    words = pieces(text)
    for piece in words:
        if piece not in WORDS:
            raise hinted(
                QT_TRANSLATE_NOOP("core", "{piece} cannot stand here"), _REVERSE_HINT, piece=piece
            )
    if len(words) != REVERSED:
        raise hinted(
            QT_TRANSLATE_NOOP("core", "there are {count} letters"), _REVERSE_HINT, count=len(words)
        )
    ids = np.array([WORDS.index(word) for word in words])
    places = one_hot(np.arange(REVERSED), REVERSED)  # [n, n]
    inputs = np.concatenate([one_hot(ids, REVERSED), places], axis=-1)  # [n, 2 n]
    right = tuple(int(word) for word in ids[::-1])
    return Example(tuple(words), inputs, Asked(REVERSED, WORDS, right))


def _read_majority(text: str, about: About, seed: int) -> Example:  # noqa: ARG001
    marks = [mark for mark in text if not mark.isspace() and mark not in ",;"]
    body = marks[:-1] if marks and marks[-1] == "?" else marks
    for mark in body:
        if mark not in _SPELLED_VOTES:
            raise hinted(
                QT_TRANSLATE_NOOP("core", "{piece} cannot stand here"), _MAJORITY_HINT, piece=mark
            )
    if len(body) % 2 == 0 or len(body) > MOST_VOTES:
        raise hinted(
            QT_TRANSLATE_NOOP("core", "there are {count} votes"), _MAJORITY_HINT, count=len(body)
        )
    votes = [_SPELLED_VOTES[mark] for mark in body]
    right = int(2 * sum(votes) > len(votes))
    tokens = (*(VOTES[vote] for vote in votes), "?")
    return Example(tokens, one_hot(np.array([*votes, 2]), 3), Asked(1, VOTES, (right,)))


def _read_characters(text: str, about: About, seed: int) -> Example:  # noqa: ARG001
    spec = about.spec
    if not isinstance(spec, ModelSpec) or len(about.words) != spec.n_words:
        raise unknown_task(about.task)  # its ids stand for nothing that is known
    most = spec.n_positions
    if not 0 < len(text) <= most:
        raise hinted(
            QT_TRANSLATE_NOOP(
                "core", "the text has {count} characters, and the model knows {most} positions"
            ),
            _CHARACTERS_HINT,
            count=len(text),
            most=most,
        )
    number = {word: at for at, word in reversed(tuple(enumerate(about.words))) if word}
    ids = np.array([number.get(each, len(about.words) - 1) for each in text], np.int64)
    names = tuple(SHOWN.get(word, word) for word in about.words)
    right = (*(int(following) for following in ids[1:]), -1)
    tokens = tuple(SHOWN.get(each, each) for each in text)
    return Example(tokens, ids, Asked(len(text), names, right))


def _write_reverse(seed: int, about: About) -> str:  # noqa: ARG001
    sample = generators.reverse(source("reverse", seed, "test"), 1).inputs[0, :, :REVERSED]
    return " ".join(WORDS[int(word)] for word in sample.argmax(axis=1))


def _write_majority(seed: int, about: About) -> str:  # noqa: ARG001
    votes = generators.majority(source("majority", seed, "test"), 1).inputs[0, :-1].argmax(axis=1)
    return " ".join([*(VOTES[int(vote)] for vote in votes), "?"])


def _write_characters(seed: int, about: About) -> str:
    spec = about.spec
    most = spec.n_positions if isinstance(spec, ModelSpec) else 0
    return SENTENCES[seed % len(SENTENCES)][:most]


def _fits_reverse(spec: ModelSpec) -> bool:
    answers = spec.features[1] - spec.features[0]
    no_table = not (spec.n_words or spec.n_positions or spec.n_classes)
    return no_table and spec.d_model == 2 * REVERSED and answers == REVERSED


def _fits_majority(spec: ModelSpec) -> bool:
    no_table = not (spec.n_words or spec.n_positions or spec.n_classes)
    return no_table and spec.d_model == 3 and spec.features[1] - spec.features[0] == 2


def _fits_characters(spec: ModelSpec) -> bool:
    return 0 < spec.n_words == spec.n_classes and spec.n_positions > 0


REVERSE = Notation(_fits_reverse, _read_reverse, _write_reverse, _REVERSE_HINT)
MAJORITY = Notation(_fits_majority, _read_majority, _write_majority, _MAJORITY_HINT)
CHARACTERS = Notation(_fits_characters, _read_characters, _write_characters, _CHARACTERS_HINT)
