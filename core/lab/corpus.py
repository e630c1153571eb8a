"""Text for the character model: the language reference within Python's library, or a file."""

from __future__ import annotations

import functools
from collections import Counter
from pathlib import Path

import numpy as np

from core.lab.batches import Batch, Source
from core.layers import IntArray
from core.reading import shown_path

N_CHARACTERS = 97  # the commonest 96 of the text; the last stands for all others
CONTEXT = 64
TEST_SHARE = 10  # one part in so many, at the end of the text
MOST_BYTES = 64 << 20
LEAST_CHARACTERS = TEST_SHARE * 2 * CONTEXT


class CorpusError(ValueError):
    """A text cannot be used; the message says why."""


def characters(source: Source, count: int) -> Batch:
    """Pieces of the text: at each place, the character that follows.

    Raises
    ------
    CorpusError : the file cannot be read or is too short.
    """
    ids = _ids(source.text, _stamp(source.text))
    cut = len(ids) - len(ids) // TEST_SHARE
    part = ids[:cut] if source.split == "train" else ids[cut:]
    starts = source.rng.integers(len(part) - CONTEXT, size=count)
    pieces = part[starts[:, None] + np.arange(CONTEXT + 1)]  # [count, context + 1]
    return Batch(pieces[:, :-1].copy(), pieces[:, 1:].copy())


def alphabet(path: Path | None = None) -> tuple[str, ...]:
    """Return what each id of a text stands for: [N_CHARACTERS], "" where it is many or nothing.

    Raises
    ------
    CorpusError : as :func:`characters`.
    """
    common = _common(_text(path))
    return (*common, *[""] * (N_CHARACTERS - len(common)))


@functools.lru_cache(maxsize=2)
def _ids(path: Path | None, stamp: tuple[int, int]) -> IntArray:  # noqa: ARG001
    """Return the characters of a text as numbers, the commonest first; anew with a new stamp."""
    text = _text(path)
    number = {character: index for index, character in enumerate(_common(text))}
    ids: IntArray = np.array([number.get(each, N_CHARACTERS - 1) for each in text], np.int64)
    ids.setflags(write=False)
    return ids


def _stamp(path: Path | None) -> tuple[int, int]:
    """Return what changes when a file does: time and size."""
    try:
        found = None if path is None else path.stat()
    except (OSError, ValueError):  # reading says why
        found = None
    return (0, 0) if found is None else (found.st_mtime_ns, found.st_size)


def _common(text: str) -> tuple[str, ...]:
    """Return the characters that have an id of their own."""
    counted = sorted(Counter(text).items(), key=lambda item: (-item[1], item[0]))
    return tuple(character for character, _ in counted[: N_CHARACTERS - 1])


def _text(path: Path | None) -> str:
    text = _library_text() if path is None else _file_text(path)
    if len(text) < LEAST_CHARACTERS:
        raise CorpusError(f"the text has {len(text)} characters; use {LEAST_CHARACTERS} or more")
    return text


def _library_text() -> str:
    """Return Python's language reference, which ``help()`` shows topic by topic."""
    from pydoc_data.topics import topics

    return "\n".join(topics[name] for name in sorted(topics))


def _file_text(path: Path) -> str:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise CorpusError(f"cannot read {path}: it is no file")  # a pipe may never end
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise CorpusError(f"{path} has more than {MOST_BYTES >> 20} MB; use a shorter text")
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except CorpusError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        why = getattr(error, "strerror", None) or error
        raise CorpusError(f"cannot read {shown_path(path)}: {why}") from error
