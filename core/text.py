"""Text to tokens, and tokens to vectors."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from core.draws import token_vector
from core.kept import kept
from core.numerics import FloatArray
from core.scenario import DTypeName, SplitName

_ZERO_WIDTH_JOINER = "\u200d"
_ZERO_WIDTH_NON_JOINER = "\u200c"
_ZERO_WIDTH_SPACE = "\u200b"
_APOSTROPHES = frozenset("'\u2019\u02bc\uff07")
_MIDDLES = frozenset(".,\u066b\u066c")
# Written without spaces between words: a character is the smallest thing that carries meaning.
_ALONE = ("CJK", "HIRAGANA", "BOPOMOFO", "YI SYLLABLE", "TANGUT", "NUSHU")


@lru_cache(maxsize=16)
def tokenise(text: str, split: SplitName = "words") -> tuple[str, ...]:
    """Cut a text into tokens.

    ``words``: runs of letters and digits. White space separates, punctuation and symbols are
    tokens of their own, apostrophes inside a word and points inside a number stay. Chinese and
    hiragana are cut into characters; katakana and hangul keep their runs.

    ``characters``: what a person calls one character; white space is dropped. An accent stays
    with its letter, and an emoji with its skin tone, its family and its flag half.

    Parameters
    ----------
    text : any string. It is normalised (NFC), so that é is é however it was typed; unpaired
        surrogates become U+FFFD, and invisible format characters are dropped.
    split : the rule.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    clusters = list(_clusters(unicodedata.normalize("NFC", whole)))
    if split == "characters":
        return tuple(cluster for cluster in clusters if cluster)
    return tuple(_words(clusters))


def embed(
    tokens: tuple[str, ...], d_model: int, seed: int, dtype: DTypeName = "float64"
) -> FloatArray:
    """Look up the vector of every token: [n, d_model], drawn from its text and the seed."""
    vectors = np.empty((len(tokens), d_model), dtype=dtype)
    for row, token in enumerate(tokens):
        vectors[row] = token_vector(seed, token, d_model)
    return vectors


@kept(4, lambda n, d_model, *_, **__: n * d_model)  # of two texts, now and before
def sinusoidal(n: int, d_model: int, dtype: DTypeName = "float64") -> FloatArray:
    """Positions as waves: [n, d_model], sines in even columns and cosines in odd ones, read-only.

    Vaswani et al. 2017, arXiv 1706.03762, section 3.5: the angle of position p in columns 2i and
    2i + 1 is p / 10000^(2i / d_model), counted from 0.
    """
    column = np.arange(d_model)
    rate = 10000.0 ** (-(column - column % 2) / max(d_model, 1))  # [d_model]
    angle = np.arange(n)[:, None] * rate  # [n, d_model]
    waves = np.where(column % 2 == 0, np.sin(angle), np.cos(angle)).astype(dtype)
    waves.setflags(write=False)
    return waves


def _clusters(text: str) -> Iterator[str]:
    """Yield user-perceived characters (a simplified Unicode annex 29), and "" for white space."""
    cluster = ""
    for character in text:
        if character.isspace() or character == _ZERO_WIDTH_SPACE or _is_control(character):
            yield from (cluster, "") if cluster else ("",)
            cluster = ""
        elif cluster and _extends(cluster, character):
            cluster += character
        elif unicodedata.category(character) != "Cf":
            if cluster:
                yield cluster
            cluster = character
    if cluster:
        yield cluster


def _is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc"


def _extends(cluster: str, character: str) -> bool:
    """Whether a character belongs to the cluster that stands before it."""
    code = ord(character)
    return (
        unicodedata.category(character).startswith("M")  # accents, vowel signs, variation selectors
        or character in (_ZERO_WIDTH_JOINER, _ZERO_WIDTH_NON_JOINER)
        or cluster.endswith(_ZERO_WIDTH_JOINER)
        or 0x1F3FB <= code <= 0x1F3FF  # skin tones
        or 0xE0020 <= code <= 0xE007F  # tags: flags of regions
        or (_is_flag_half(character) and len(cluster) == 1 and _is_flag_half(cluster))
    )


def _is_flag_half(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def _words(clusters: list[str]) -> Iterator[str]:
    """Join clusters into words; "" separates."""
    word = ""
    for cluster, after in zip(clusters, [*clusters[1:], ""], strict=False):
        if _is_letter(cluster) or (word and _is_inside(word, cluster, after)):
            word += cluster
            continue
        if word:
            yield word
        word = ""
        if cluster:
            yield cluster
    if word:
        yield word


def _is_letter(cluster: str) -> bool:
    """Whether a cluster can be part of a longer word."""
    if not cluster or not (cluster[0].isalnum() or cluster[0] in "_\u30fc\uff70"):
        return False
    return cluster.isascii() or not unicodedata.name(cluster[0], "").startswith(_ALONE)


def _is_inside(word: str, cluster: str, after: str) -> bool:
    """Whether a mark stands inside a word (don't) or a number (3.14)."""
    if cluster in _APOSTROPHES:
        return _is_letter(after)
    return cluster in _MIDDLES and word[-1].isdigit() and after[:1].isdigit()
