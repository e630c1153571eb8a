"""Texts of recall, in which a key asks for its value: ``c=7 a=2 ?a``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from core.lab import generators
from core.lab.batches import one_hot, source
from core.lab.checkpoint import About
from core.lab.generators import N_SYMBOLS
from core.lab.spec import ModelSpec
from core.messages import QT_TRANSLATE_NOOP
from core.resolve import Asked
from core.trained.notation import Example, Notation, hinted

KEYS = "abcdefghijklmnopqrstuvwxyzABCDEF"
VALUES = tuple(str(value) for value in range(N_SYMBOLS))
_BREAKS = re.compile(r"[\s,;]+")

_RECALL_HINT = QT_TRANSLATE_NOOP(
    "core",
    "store pairs such as c=7 and ask for keys at the end, ?c; keys are a to z and A to F, values "
    "0 to 31",
)


def pieces(text: str) -> list[str]:
    """Cut a text at white space and commas; signs stay with what they belong to."""
    joined = re.sub(r"\s*=\s*", "=", text)
    return [piece for piece in _BREAKS.split(joined) if piece]


def _read_recall(text: str, about: About, seed: int) -> Example:  # noqa: ARG001
    """Read ``c=7 a=2 ?a ?c``; behind the first question mark, keys need none of their own."""
    pairs: list[tuple[int, int]] = []
    asked: list[int] = []
    asking = False
    for piece in pieces(text.replace("?", " ?")):
        key, equals, value = piece.lstrip("?").partition("=")
        asking = asking or piece.startswith("?")
        if asking and not key:
            continue
        if key not in KEYS or len(key) != 1 or bool(equals) == asking:
            raise hinted(
                QT_TRANSLATE_NOOP("core", "{piece} cannot stand here"), _RECALL_HINT, piece=piece
            )
        if asking:
            asked.append(KEYS.index(key))
        elif value not in VALUES:
            raise hinted(
                QT_TRANSLATE_NOOP("core", "{piece} cannot stand here"), _RECALL_HINT, piece=piece
            )
        else:
            pairs.append((KEYS.index(key), VALUES.index(value)))
    if not pairs:
        raise hinted(QT_TRANSLATE_NOOP("core", "no pair is stored"), _RECALL_HINT)
    if not asked:
        raise hinted(QT_TRANSLATE_NOOP("core", "nothing is asked at the end"), _RECALL_HINT)
    inputs = np.zeros((len(pairs) + len(asked), 2 * N_SYMBOLS), np.float32)
    for place, (key_id, value_id) in enumerate(pairs):
        inputs[place, [key_id, N_SYMBOLS + value_id]] = 1.0
    inputs[len(pairs) :, :N_SYMBOLS] = one_hot(np.array(asked), N_SYMBOLS)
    tokens = [f"{KEYS[key_id]}={VALUES[value_id]}" for key_id, value_id in pairs]
    tokens += [f"?{KEYS[key_id]}" for key_id in asked]
    return Example(tuple(tokens), inputs, _asked(pairs, asked))


def _asked(pairs: Iterable[tuple[int, int]], asked: Sequence[int]) -> Asked:
    """Return what is asked; a key with two values, or with none, has no right answer."""
    stored: dict[int, set[int]] = {}
    for key, value in pairs:
        stored.setdefault(key, set()).add(value)
    right = tuple(
        next(iter(values)) if len(values := stored.get(key, set())) == 1 else -1 for key in asked
    )
    return Asked(len(asked), VALUES, right)


def _write_recall(seed: int, about: About) -> str:  # noqa: ARG001
    sample = generators.recall(source("recall", seed, "test"), 1).inputs[0]  # [n, 64]
    keys, values = sample[:, :N_SYMBOLS], sample[:, N_SYMBOLS:]
    stored = values.any(axis=1)
    pairs = [
        f"{KEYS[key.argmax()]}={value.argmax()}"
        for key, value in zip(keys[stored], values[stored], strict=True)
    ]
    return " ".join([*pairs, *(f"?{KEYS[key.argmax()]}" for key in keys[~stored])])


def _fits_recall(spec: ModelSpec) -> bool:
    answers = spec.features[1] - spec.features[0]
    no_table = not (spec.n_words or spec.n_positions or spec.n_classes)
    return no_table and spec.d_model == 2 * N_SYMBOLS and answers == N_SYMBOLS


RECALL = Notation(_fits_recall, _read_recall, _write_recall, _RECALL_HINT)
