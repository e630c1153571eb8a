"""What models learn from: batches of samples, drawn by seed, training and test apart."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.layers import IntArray
from core.numerics import FloatArray

Split = Literal["train", "test"]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Samples and what is to be said about them.

    Attributes
    ----------
    inputs : [..., n, d_model] vectors, or [..., n] ids of words.
    targets : [..., n_read] classes, or [..., n_read, d] numbers.
    """

    inputs: FloatArray | IntArray
    targets: FloatArray | IntArray

    def __len__(self) -> int:
        """Return the length of the first axis."""
        return len(self.inputs)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a generator draws from.

    Attributes
    ----------
    rng : the stream of random numbers.
    split : training and test samples come from different streams, and from different parts of a
        text.
    text : file with the user's own text; None = what the task has.
    """

    rng: np.random.Generator
    split: Split = "train"
    text: Path | None = None


Generate: TypeAlias = Callable[[Source, int], Batch]


def source(task: str, seed: int, split: Split, part: int = 0, text: Path | None = None) -> Source:
    """Return the stream of one part of a run's samples: no two parts or splits share one.

    Variants and widths do not enter, so that all runs of a seed see the same samples and their
    differences are paired.
    """
    name = f"lab|{task}|{split}|{seed}|{part}".encode()
    digest = hashlib.blake2b(name, digest_size=16).digest()
    rng = np.random.Generator(np.random.Philox(key=int.from_bytes(digest, "little")))
    return Source(rng, split, text)


def one_hot(ids: NDArray[np.integer], n: int) -> FloatArray:
    """Write numbers as unit vectors: [...] -> [..., n], float32."""
    vectors: FloatArray = np.eye(n, dtype=np.float32)[ids]
    return vectors
