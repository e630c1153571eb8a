"""Symbols with what stands low or high, in words that are broken into lines."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont

from gui.widgets.script_text import advance, pieces, wrapped


@pytest.fixture
def font(qapp: object) -> QFont:
    made = QFont("DejaVu Sans")
    made.setPixelSize(13)
    return made


def test_what_stands_low_is_smaller(font: QFont) -> None:
    assert pieces("Q = S_dec W_a") == (("Q = S", 0), ("dec", -1), (" W", 0), ("a", -1))
    assert advance("S_dec", font) < advance("Sdec", font)


@pytest.mark.parametrize(
    "text",
    [
        "No output matrix: the joined heads are the output.",
        "没有输出矩阵：拼接后的各头就是输出。",
        "no matrix:\nQ = S_dec",
    ],
)
@pytest.mark.parametrize("width", [60.0, 140.0, 1000.0])
def test_lines_keep_to_the_width_and_lose_nothing(font: QFont, text: str, width: float) -> None:
    lines = wrapped(text, font, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(advance(line, font) <= width or len(line.split()) == 1 for line in lines)
    assert not any(line[0] in "，。、；：？！" for line in lines)
