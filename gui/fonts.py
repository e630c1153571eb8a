"""Which characters no installed font can draw: they would be boxes, or blank."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category

from PySide6.QtGui import QFont, QFontDatabase, QTextLayout

LONGEST = 20_000  # characters looked at
UNSEEN = ("Cc", "Cf", "Mn", "Zl", "Zp", "Zs")  # controls, joiners, accents, spaces
CHINESE = "中文"  # what a Chinese window cannot do without


def missing(texts: Iterable[str], font: QFont) -> str:
    """Return the characters of ``texts`` that neither ``font`` nor any fallback has, each once."""
    characters = dict.fromkeys(character for text in texts for character in text[:LONGEST])
    if not QFontDatabase.families():
        return "".join(character for character in characters if not character.isspace())
    return "".join(
        character
        for character in characters
        if not character.isascii()
        and category(character) not in UNSEEN
        and _is_box(character, font)
    )


def _is_box(character: str, font: QFont) -> bool:
    """Lay a character out and look whether the font answers with glyph 0, the box."""
    layout = QTextLayout(character, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return any(0 in run.glyphIndexes() for run in layout.glyphRuns())
