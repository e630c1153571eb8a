"""Texts of the tasks on real vectors: ``p1 p2 … ?p2``; the seed draws the pattern of a number."""

from __future__ import annotations

import math
import re

import numpy as np

from core.draws import draw
from core.lab import generators
from core.lab.batches import source
from core.lab.checkpoint import About
from core.lab.generators import KEY_WIDTH, NOISE, PATTERN_WIDTH, VALUE_WIDTH
from core.lab.spec import ModelSpec
from core.messages import QT_TRANSLATE_NOOP
from core.numerics import FloatArray
from core.resolve import Asked
from core.trained.notation import Example, Notation, hinted
from core.trained.pairs import pieces

_NUMBER = re.compile(r"p?([1-9][0-9]{0,2})", re.ASCII)

_HINT = QT_TRANSLATE_NOOP(
    "core",
    "store patterns by number, p1 p2 p3, and ask for some at the end, ?p2; the seed draws them",
)


def _numbers(text: str) -> tuple[list[int], list[int]]:
    """Return the numbers that are stored and those that are asked for."""
    stored: list[int] = []
    asked: list[int] = []
    asking = False
    for piece in pieces(text.replace("?", " ?")):
        asking = asking or piece.startswith("?")
        rest = piece.lstrip("?")
        if asking and not rest:
            continue
        found = _NUMBER.fullmatch(rest)
        if found is None:
            raise hinted(QT_TRANSLATE_NOOP("core", "{piece} cannot stand here"), _HINT, piece=piece)
        (asked if asking else stored).append(int(found[1]))
    if not stored:
        raise hinted(QT_TRANSLATE_NOOP("core", "no pattern is stored"), _HINT)
    if not asked:
        raise hinted(QT_TRANSLATE_NOOP("core", "nothing is asked at the end"), _HINT)
    for number in asked:
        if number not in stored:
            raise hinted(
                QT_TRANSLATE_NOOP("core", "pattern {number} is asked for, but not stored"),
                _HINT,
                number=number,
            )
    return stored, asked


def _tokens(stored: list[int], asked: list[int]) -> tuple[str, ...]:
    return (*(f"p{number}" for number in stored), *(f"?p{number}" for number in asked))


def _read_denoise(text: str, about: About, seed: int) -> Example:  # noqa: ARG001
    """Store patterns; each that is asked for is shown with noise."""
    stored, asked = _numbers(text)
    clean = np.array([_on_sphere(seed, f"pattern/{number}", PATTERN_WIDTH) for number in asked])
    noise = [draw(seed, f"noise/{number}", (PATTERN_WIDTH,), NOISE) for number in asked]
    patterns = [_on_sphere(seed, f"pattern/{number}", PATTERN_WIDTH) for number in stored]
    inputs = np.concatenate([np.array(patterns), clean + np.array(noise)]).astype(np.float32)
    return Example(_tokens(stored, asked), inputs, Asked(len(asked)), clean.astype(np.float32))


def _read_lookup(text: str, about: About, seed: int) -> Example:  # noqa: ARG001
    """Store pairs of a key and a value; a pair is asked for by its key."""
    stored, asked = _numbers(text)
    keys = {n: _on_sphere(seed, f"key/{n}", KEY_WIDTH) for n in stored}
    values = {n: draw(seed, f"value/{n}", (VALUE_WIDTH,)) for n in stored}
    rows = [np.concatenate([keys[number], values[number]]) for number in stored]
    rows += [np.concatenate([keys[number], np.zeros(VALUE_WIDTH)]) for number in asked]
    right = np.array([values[number] for number in asked], np.float32)
    return Example(_tokens(stored, asked), np.array(rows, np.float32), Asked(len(asked)), right)


def _on_sphere(seed: int, name: str, width: int) -> FloatArray:
    """Draw a direction; its squares average 1, as in the lab: [width]."""
    drawn = draw(seed, name, (width,))
    return drawn * (math.sqrt(width) / float(np.linalg.norm(drawn)))


def _write_denoise(seed: int, about: About) -> str:  # noqa: ARG001
    asked = int(source("denoise", seed, "test").rng.integers(generators.N_PATTERNS)) + 1
    return " ".join([*(f"p{n + 1}" for n in range(generators.N_PATTERNS)), f"?p{asked}"])


def _write_lookup(seed: int, about: About) -> str:  # noqa: ARG001
    order = source("lookup", seed, "test").rng.permutation(generators.N_PAIRS) + 1
    return " ".join([*(f"p{n + 1}" for n in range(generators.N_PAIRS)), *(f"?p{n}" for n in order)])


def _fits_denoise(spec: ModelSpec) -> bool:
    answers = spec.features[1] - spec.features[0]
    no_table = not (spec.n_words or spec.n_positions or spec.n_classes)
    return no_table and spec.d_model == answers == PATTERN_WIDTH


def _fits_lookup(spec: ModelSpec) -> bool:
    answers = spec.features[1] - spec.features[0]
    no_table = not (spec.n_words or spec.n_positions or spec.n_classes)
    return no_table and spec.d_model == KEY_WIDTH + VALUE_WIDTH and answers == VALUE_WIDTH


DENOISE = Notation(_fits_denoise, _read_denoise, _write_denoise, _HINT)
LOOKUP = Notation(_fits_lookup, _read_lookup, _write_lookup, _HINT)
