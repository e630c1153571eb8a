"""Which font draws Chinese, and which characters no font can draw: boxes, or blank."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QTextLayout

LONGEST = 20_000  # characters looked at
UNSEEN = ("Cc", "Cf", "Mn", "Zl", "Zp", "Zs")  # controls, joiners, accents, spaces
CHINESE = "中文"  # what a Chinese window cannot do without

CHINESE_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)


def prefer_chinese(font: QFont) -> None:
    """Let what ``font`` lacks be drawn by a font made for simplified Chinese, if there is one.

    Qt would take the first that has the character: often one with Japanese forms, or in bold.
    """
    installed = set(QFontDatabase.families())
    chinese = [family for family in CHINESE_FAMILIES if family in installed]
    # Of a real family only: for an alias such as "Sans Serif" the substitute would come first.
    QFont.insertSubstitutions(QFontInfo(font).family(), chinese)


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
