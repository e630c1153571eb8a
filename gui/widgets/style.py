"""How a figure's items look: the theme, the scale, and fonts measured in pixels."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPen

from core.trace import Role
from gui.theme import Theme

LABEL_PX = 13.0
SMALL_PX = 11.0
CAPTION_PX, TIGHT_CAPTION_PX = 13.0, 12.0
LARGE_PX = 26.0


@dataclass(frozen=True, slots=True)
class _Fonts:
    """Fonts of one family, with their measures, made when first asked for.

    Every layout and every paint asks for the same few again.
    """

    family: str
    made: dict[tuple[int, bool], tuple[QFont, QFontMetricsF]] = field(default_factory=dict)

    def font(self, pixels: float, bold: bool) -> tuple[QFont, QFontMetricsF]:
        """Return a font that is to stay as it is, and its measures."""
        key = (max(1, round(pixels)), bold)
        found = self.made.get(key)
        if found is None:
            font = QFont(self.family)
            font.setPixelSize(key[0])
            font.setBold(bold)
            found = self.made[key] = (font, QFontMetricsF(font))
        return found


@dataclass(frozen=True, slots=True)
class Style:
    """Theme and font scale, as every item of a figure receives them.

    Attributes
    ----------
    theme : colours.
    scale : 1 at the ordinary size; Ctrl + and Ctrl − change it.
    family : a real family's name, which vector files need.
    """

    theme: Theme
    scale: float
    family: str
    _fonts: _Fonts = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_fonts", _Fonts(self.family))

    def px(self, length: float) -> float:
        """Return a length that grows with the font."""
        return length * self.scale

    def font(self, pixels: float = LABEL_PX, *, bold: bool = False) -> QFont:
        """Return a font whose height, in pixels, already grows with the scale."""
        return self.exact_font(pixels * self.scale, bold=bold)

    def exact_font(self, pixels: float, *, bold: bool = False) -> QFont:
        """Return a font of that many pixels, whatever the scale."""
        return QFont(self._fonts.font(pixels, bold)[0])  # a copy: it may be changed

    def metrics(self, pixels: float = LABEL_PX, *, bold: bool = False) -> QFontMetricsF:
        """Return the measures of :meth:`font`."""
        return self.exact_metrics(pixels * self.scale, bold=bold)

    def exact_metrics(self, pixels: float, *, bold: bool = False) -> QFontMetricsF:
        """Return the measures of :meth:`exact_font`."""
        return self._fonts.font(pixels, bold)[1]

    def width(self, text: str, pixels: float = LABEL_PX, *, bold: bool = False) -> float:
        """Return how wide a text is in :meth:`font`; measured once, for tokens come again."""
        return _width(text, self.family, max(1, round(pixels * self.scale)), bold)

    def pen(self, colour: str, width: float = 1.0) -> QPen:
        """Return a solid pen with square corners."""
        pen = QPen(QColor(colour), width)
        pen.setJoinStyle(pen.joinStyle().MiterJoin)
        return pen

    def role_colours(self, roles: tuple[Role, ...]) -> tuple[str, ...]:
        """Colours of a grid's roles; the writing's own colour where it has none."""
        return tuple(self.theme.role(role) for role in roles) or (self.theme.text,)


@lru_cache(maxsize=8192)
def _width(text: str, family: str, pixels: int, bold: bool) -> float:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return QFontMetricsF(font).horizontalAdvance(text)


def make_style(theme: Theme, scale: float, font: QFont) -> Style:
    """Build a style from the application's font, its family made a real one."""
    return Style(theme, scale, QFontInfo(font).family())
