"""The samples of the tasks; each generator takes a source and a count, and returns a batch.

In ``recall``, ``lookup``, ``induction``, ``majority`` and ``denoise`` the last tokens ask, and the
answers are read there.
"""

from __future__ import annotations

import numpy as np

from core.lab.batches import Batch, Source, one_hot
from core.layers import IntArray
from core.numerics import FloatArray

N_PAIRS = 8
N_SYMBOLS = 32  # keys, and as many values
KEY_WIDTH = VALUE_WIDTH = 8
REVERSED = 10  # tokens, positions and words alike: then Q=K can reach 1/2 + 1/(2 · 10)
VOTES = 15  # odd: two classes cannot tie
N_PATTERNS, PATTERN_WIDTH, NOISE = 8, 16, 0.5
# The two-layer task: words, places, what is asked, and room beside words and places.
N_LETTERS, N_PLACES, RECALLED, LETTER_WIDTH = 16, 16, 4, 64


def recall(source: Source, count: int) -> Batch:
    """Pairs of a key and a value, then every key in another order: the value beside it."""
    keys = _distinct(source.rng, count, N_SYMBOLS, N_PAIRS)  # [count, pairs]
    values = source.rng.integers(N_SYMBOLS, size=(count, N_PAIRS))
    asked = _distinct(source.rng, count, N_PAIRS, N_PAIRS)
    every, place = np.arange(count)[:, None], np.arange(N_PAIRS)
    inputs = np.zeros((count, 2 * N_PAIRS, 2 * N_SYMBOLS), np.float32)
    inputs[every, place, keys] = 1.0
    inputs[every, place, N_SYMBOLS + values] = 1.0
    inputs[every, N_PAIRS + place, keys[every, asked]] = 1.0
    return Batch(inputs, values[every, asked])


def lookup(source: Source, count: int) -> Batch:
    """Pairs of real vectors, then every key in another order: the vector that stood beside it.

    Keys have one length, so that each matches itself best.
    """
    keys = _on_sphere(source, (count, N_PAIRS, KEY_WIDTH))
    values = source.rng.standard_normal((count, N_PAIRS, VALUE_WIDTH), np.float32)
    asked = _distinct(source.rng, count, N_PAIRS, N_PAIRS)
    every = np.arange(count)[:, None]
    inputs = np.zeros((count, 2 * N_PAIRS, KEY_WIDTH + VALUE_WIDTH), np.float32)
    inputs[:, :N_PAIRS, :KEY_WIDTH] = keys
    inputs[:, :N_PAIRS, KEY_WIDTH:] = values
    inputs[:, N_PAIRS:, :KEY_WIDTH] = keys[every, asked]
    return Batch(inputs, values[every, asked])


def reverse(source: Source, count: int) -> Batch:
    """Words beside their positions: at each place, the word that stands as far from the end."""
    words = source.rng.integers(REVERSED, size=(count, REVERSED))
    places = np.broadcast_to(one_hot(np.arange(REVERSED), REVERSED), (count, REVERSED, REVERSED))
    inputs = np.concatenate([one_hot(words, REVERSED), places], axis=-1)
    return Batch(inputs, words[:, ::-1].copy())


def majority(source: Source, count: int) -> Batch:
    """Votes for one of two, then a mark that asks which has more."""
    votes = source.rng.integers(2, size=(count, VOTES))
    inputs = one_hot(np.concatenate([votes, np.full((count, 1), 2)], axis=1), 3)
    return Batch(inputs, (votes.sum(axis=1, keepdims=True) > VOTES // 2).astype(np.int64))


def induction(source: Source, count: int) -> Batch:
    """Words in a row, then every second one again in another order: the word that came after it.

    Multi-query associative recall (Arora et al. 2023, "Zoology", arXiv 2312.04927) in which
    nothing but the order tells keys from values: all are words of one kind, no mask hides what
    comes later, and the row begins at any place. A first layer must bring each word the one before
    it, and not the one after it. Were the mask causal, or keys and values of two kinds, the
    direction would be given, and Q=K would learn the task like the others.

    Inputs are the word, one-hot, beside its place, one-hot; asked words have no place.
    """
    n_stored = 2 * RECALLED + 2  # with a word at either end that belongs to no pair
    words = _distinct(source.rng, count, N_LETTERS, n_stored)
    order = _distinct(source.rng, count, RECALLED, RECALLED)
    start = source.rng.integers(N_PLACES - n_stored + 1, size=(count, 1))
    keys = 1 + 2 * order  # [count, asked], where they stand in the row
    every, place = np.arange(count)[:, None], np.arange(n_stored)
    inputs = np.zeros((count, n_stored + RECALLED, LETTER_WIDTH), np.float32)
    inputs[every, place, words] = 1.0
    inputs[every, place, N_LETTERS + start + place] = 1.0
    inputs[every, n_stored + np.arange(RECALLED), words[every, keys]] = 1.0
    return Batch(inputs, words[every, keys + 1])


def denoise(source: Source, count: int) -> Batch:
    """Store a few patterns, then show one of them with noise: the pattern without.

    Hopfield 1982; Ramsauer et al. 2020, arXiv 2008.02217.
    """
    patterns = _on_sphere(source, (count, N_PATTERNS, PATTERN_WIDTH))
    asked = source.rng.integers(N_PATTERNS, size=count)
    clean = patterns[np.arange(count), asked]  # [count, width]
    noisy = clean + NOISE * source.rng.standard_normal(clean.shape, np.float32)
    return Batch(np.concatenate([patterns, noisy[:, None]], axis=1), clean[:, None])


def _distinct(rng: np.random.Generator, count: int, n: int, chosen: int) -> IntArray:
    """Draw different numbers below n, in any order: [count, chosen]."""
    shuffled: IntArray = np.argsort(rng.random((count, n), np.float32), axis=1)
    return shuffled[:, :chosen]


def _on_sphere(source: Source, shape: tuple[int, ...]) -> FloatArray:
    """Draw vectors of random direction whose squares average 1, float32."""
    drawn = source.rng.standard_normal(shape, np.float32)
    lengths = np.sqrt(np.einsum("...d,...d->...", drawn, drawn))[..., None]
    drawn *= np.float32(np.sqrt(shape[-1])) / lengths
    return drawn
