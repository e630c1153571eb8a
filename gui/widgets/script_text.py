"""Plain symbols with what stands low or high: W_Q, S_dec, W_a^s, in a heading of words."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

ELLIPSIS = "…"
SCRIPT = 0.75  # size of what stands low or high
SHIFT = 0.2  # how far it does, in heights of a line
_SCRIPT = re.compile(r"([_^])([A-Za-z0-9]+)")
# What a line is never broken within: a word, or a Chinese character with the stop after it.
_UNIT = re.compile(r"[\u2e80-\uffef][，。、；：？！”’）》]*\s*|[^\s\u2e80-\uffef]+\s*|\s+")

Piece = tuple[str, int]  # text, and -1 low, 0 on the line, 1 high


@lru_cache(maxsize=1024)
def pieces(text: str) -> tuple[Piece, ...]:
    """Return the text cut where it sinks or rises.

    >>> pieces("Q = S_dec W_a")
    (('Q = S', 0), ('dec', -1), (' W', 0), ('a', -1))
    """
    found: list[Piece] = []
    end = 0
    for match in _SCRIPT.finditer(text):
        found.append((text[end : match.start()], 0))
        found.append((match.group(2), -1 if match.group(1) == "_" else 1))
        end = match.end()
    found.append((text[end:], 0))
    return tuple(piece for piece in found if piece[0])


def advance(text: str, font: QFont) -> float:
    """Return how wide the text is when drawn."""
    return _advance(text, font.family(), font.pixelSize(), font.bold())


@lru_cache(maxsize=4096)
def _advance(text: str, family: str, pixels: int, bold: bool) -> float:
    """Measure a text once: a layout asks for the same captions again and again."""
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return sum(
        QFontMetricsF(_sized(font, script)).horizontalAdvance(part) for part, script in pieces(text)
    )


def wrapped(text: str, font: QFont, width: float) -> tuple[str, ...]:
    """Return the lines of a text that is to be no wider than ``width``, where it can be broken."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for unit in _UNIT.findall(paragraph):
            if line and advance((line + unit).rstrip(), font) > width:
                lines.append(line.rstrip())
                line = ""
            line += unit
        lines.append(line.rstrip())
    return tuple(lines)


def elided(text: str, font: QFont, width: float) -> str:
    """Return as much of a text as is no wider than ``width``, with an ellipsis where it is cut."""
    if advance(text, font) <= width:
        return text
    kept = bisect_right(range(len(text)), width, key=lambda n: advance(text[:n] + ELLIPSIS, font))
    return text[: max(0, kept - 1)].rstrip() + ELLIPSIS


def draw(painter: QPainter, where: QPointF, text: str, font: QFont) -> None:
    """Draw the text from a point on its baseline, in the painter's colour."""
    x, height = where.x(), QFontMetricsF(font).height()
    for part, script in pieces(text):
        sized = _sized(font, script)
        painter.setFont(sized)
        painter.drawText(QPointF(x, where.y() - script * SHIFT * height), part)
        x += QFontMetricsF(sized).horizontalAdvance(part)
    painter.setFont(font)


def _sized(font: QFont, script: int) -> QFont:
    if not script:
        return font
    sized = QFont(font)
    sized.setPixelSize(max(1, round(font.pixelSize() * SCRIPT)))
    return sized
