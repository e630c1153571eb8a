"""Texts of induction, words in a row: ``h c a f ?c``, where the word after c is asked for."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from core.lab import generators
from core.lab.batches import source
from core.lab.checkpoint import About
from core.lab.generators import LETTER_WIDTH, N_LETTERS, N_PLACES
from core.lab.spec import ModelSpec
from core.messages import QT_TRANSLATE_NOOP
from core.resolve import Asked
from core.trained.notation import Example, Notation, hinted
from core.trained.pairs import pieces

LETTERS = tuple("abcdefghijklmnop")
_START = re.compile(r"\s*([0-9]{1,3})\s*:", re.ASCII)

_HINT = QT_TRANSLATE_NOOP(
    "core",
    "write letters from a to p in a row and ask for what came after some of them, h c a f ?c; the "
    "row may begin at another of the 16 places, 5: h c a f ?c",
)


def _read(text: str, about: About, seed: int) -> Example:  # noqa: ARG001
    start, row, asked = _parts(text)
    ids = [LETTERS.index(word) for word in row]
    wanted = [LETTERS.index(word) for word in asked]
    inputs = np.zeros((len(ids) + len(wanted), LETTER_WIDTH), np.float32)
    inputs[np.arange(len(ids)), ids] = 1.0
    inputs[np.arange(len(ids)), N_LETTERS + start + np.arange(len(ids))] = 1.0
    inputs[len(ids) + np.arange(len(wanted)), wanted] = 1.0
    tokens = (*row, *(f"?{word}" for word in asked))
    right = tuple(_after(ids, word) for word in wanted)
    return Example(tokens, inputs, Asked(len(wanted), LETTERS, right))


def _parts(text: str) -> tuple[int, list[str], list[str]]:
    """Return the first place (from 0), the words in a row, and those that are asked for."""
    start, found = 0, _START.match(text)
    if found is not None:
        start = int(found[1]) - 1
        text = text[found.end() :]
    row: list[str] = []
    asked: list[str] = []
    asking = False
    for piece in pieces(text.replace("?", " ?")):
        asking = asking or piece.startswith("?")
        word = piece.lstrip("?")
        if asking and not word:
            continue
        if word not in LETTERS:
            raise hinted(QT_TRANSLATE_NOOP("core", "{piece} cannot stand here"), _HINT, piece=piece)
        (asked if asking else row).append(word)
    if not row:
        raise hinted(QT_TRANSLATE_NOOP("core", "no word stands in the row"), _HINT)
    if not asked:
        raise hinted(QT_TRANSLATE_NOOP("core", "nothing is asked at the end"), _HINT)
    if not 0 <= start <= N_PLACES - len(row):
        text = QT_TRANSLATE_NOOP("core", "{count} words do not fit from place {start} on")
        raise hinted(text, _HINT, count=len(row), start=start + 1)
    return start, row, asked


def _after(ids: list[int], word: int) -> int:
    """Return the word that came after another; -1 where none did, or several."""
    following = {after for before, after in pairwise(ids) if before == word}
    return following.pop() if len(following) == 1 else -1


def _write(seed: int, about: About) -> str:  # noqa: ARG001
    sample = generators.induction(source("induction", seed, "test"), 1).inputs[0]  # [n, width]
    words = [LETTERS[int(word)] for word in sample[:, :N_LETTERS].argmax(axis=1)]
    places = sample[:, N_LETTERS : N_LETTERS + N_PLACES]
    stored = int(places.any(axis=1).sum())
    row = " ".join([*words[:stored], *(f"?{word}" for word in words[stored:])])
    start = int(places[0].argmax())
    return f"{start + 1}: {row}" if start else row


def _fits(spec: ModelSpec) -> bool:
    no_table = not (spec.n_words or spec.n_positions)
    return no_table and spec.d_model == LETTER_WIDTH and spec.n_classes == N_LETTERS


INDUCTION = Notation(_fits, _read, _write, _HINT)
