"""Text to tokens as a person would cut it, and tokens to vectors."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import embed, sinusoidal, tokenise

WORDS = {
    "the cat sat, on the mat.": "the|cat|sat|,|on|the|mat|.",
    "don't l’eau": "don't|l’eau",
    "'quoted' dogs'": "'|quoted|'|dogs|'",
    "pi is 3.14, 1,000.": "pi|is|3.14|,|1,000|.",
    "d_model=16": "d_model|=|16",
    "well-known": "well|-|known",
    "...": ".|.|.",
    "我爱NLP，注意力2024年": "我|爱|NLP|，|注|意|力|2024|年",
    "東京タワーでコーヒーを飲む": "東|京|タワー|で|コーヒー|を|飲|む",
    "안녕하세요 세계": "안녕하세요|세계",
    "สวัสดี नमस्ते": "สวัสดี|नमस्ते",
    "tabs\tand\u3000wide\nlines\u200bzero": "tabs|and|wide|lines|zero",
    "so\u00adft \ufeffmark": "soft|mark",
    "cafe\u0301": "caf\u00e9",
    "👍🏽❤️🇨🇳🇫🇷": "👍🏽|❤️|🇨🇳|🇫🇷",
    "👨\u200d👩\u200d👧!": "👨\u200d👩\u200d👧|!",
    "\ud83d\ude00 \ud83d": "😀|\ufffd",
    "": "",
    " \n\t ": "",
    "\u200d": "",
}
CHARACTERS = {
    "it is": "i|t|i|s",
    "cafe\u0301": "c|a|f|\u00e9",
    "e\u0323\u0302x": "\u1ec7|x",
    "q\u0308q": "q\u0308|q",
    "नमस्ते": "न|म|स्|ते",
    "👨\u200d👩\u200d👧👍🏽🇨🇳🇫🇷": "👨\u200d👩\u200d👧|👍🏽|🇨🇳|🇫🇷",
    "注意力 机制": "注|意|力|机|制",
    "\u0301a": "\u0301|a",
}


@pytest.mark.parametrize(("text", "tokens"), WORDS.items())
def test_words(text, tokens):
    assert "|".join(tokenise(text, "words")) == tokens


@pytest.mark.parametrize(("text", "tokens"), CHARACTERS.items())
def test_characters_are_what_a_person_calls_one(text, tokens):
    assert "|".join(tokenise(text, "characters")) == tokens


@given(st.text(alphabet=st.characters(codec=None), max_size=30))
def test_any_text_gives_visible_tokens_that_lose_nothing(text):
    words, characters = tokenise(text, "words"), tokenise(text, "characters")
    assert "".join(words) == "".join(characters)
    assert all(words)
    assert all(characters)
    assert not any(letter.isspace() for letter in "".join(words))
    embed(words, 3, 7)


def test_a_word_has_one_vector_wherever_it_stands():
    vectors = embed(tokenise("the cat saw the The"), 8, 7)
    assert np.array_equal(vectors[0], vectors[3])
    assert not np.array_equal(vectors[0], vectors[4])
    assert not np.array_equal(vectors, embed(tokenise("the cat saw the The"), 8, 8))


def test_typing_an_accent_in_two_keys_gives_the_same_vector():
    composed, decomposed = tokenise("caf\u00e9"), tokenise("cafe\u0301")
    assert np.array_equal(embed(composed, 4, 7), embed(decomposed, 4, 7))


@pytest.mark.parametrize("d_model", [1, 2, 7, 16])
def test_positions_follow_the_equation_of_the_paper(d_model):
    waves = sinusoidal(12, d_model)
    for position in range(12):
        for i in range((d_model + 1) // 2):
            angle = position / 10000 ** (2 * i / d_model)
            assert waves[position, 2 * i] == pytest.approx(math.sin(angle), abs=1e-14)
            if 2 * i + 1 < d_model:
                assert waves[position, 2 * i + 1] == pytest.approx(math.cos(angle), abs=1e-14)


def test_a_shift_of_positions_is_a_rotation():
    """Vaswani et al.: P[t + s] is a linear function of P[t], the same for every t."""
    waves, shift = sinusoidal(20, 8), 3
    for i in range(4):
        angle = shift / 10000 ** (2 * i / 8)
        turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
        pair = waves[:, [2 * i, 2 * i + 1]]
        assert np.allclose(pair[:-shift] @ turn, pair[shift:], atol=1e-12)


def test_no_token_and_single_precision():
    assert embed((), 4, 7, "float32").shape == (0, 4)
    assert embed(("a",), 4, 7, "float32").dtype == np.float32
    assert sinusoidal(0, 4, "float32").shape == (0, 4)
    assert sinusoidal(3, 4, "float32").dtype == np.float32
