"""Writing as blocks of rich text that know their height: the same on the screen and on paper."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QTextDocument, QTextOption

from gui.report.model import Facts, Words
from gui.rich_text import indexed
from gui.widgets.style import Style

LINE_HEIGHT = 128  # per cent
LEAD_PX, HEADING_PX, BODY_PX, SMALL_PX = 16.0, 17.0, 13.0, 12.0
FACT_GAP = 14.0
_COLOUR = re.compile("#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Writing:
    """A block of rich text in one font.

    Attributes
    ----------
    html : its text, colours included.
    family, pixels, bold : the font.
    wraps : whether lines break where the room ends.
    """

    html: str
    family: str
    pixels: int
    bold: bool = False
    wraps: bool = True

    def font(self) -> QFont:
        """Return the font."""
        font = QFont(self.family)
        font.setPixelSize(self.pixels)
        font.setBold(self.bold)
        return font

    def document(self, width: float) -> QTextDocument:
        """Return it laid out for a width."""
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        option = document.defaultTextOption()
        mode = QTextOption.WrapMode
        option.setWrapMode(mode.WordWrap if self.wraps else mode.NoWrap)
        document.setDefaultTextOption(option)
        document.setHtml(self.html)
        document.setTextWidth(width if self.wraps else -1)
        return document

    def height(self, width: float) -> float:
        """Return the height it takes at a width."""
        return _height(_colourless(self), width)

    def natural_width(self) -> float:
        """Return the width of its longest line when nothing breaks it."""
        return _natural(_colourless(self))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it at the top left of ``rect``."""
        painter.save()
        painter.translate(QPointF(rect.topLeft()))
        self.document(rect.width()).drawContents(painter)
        painter.restore()


def line(
    text: str,
    style: Style,
    pixels: float,
    colour: str,
    *,
    bold: bool = False,
    wraps: bool = True,
    line_height: int = LINE_HEIGHT,
) -> Writing:
    """Return a paragraph in one colour; ``line_height`` is in per cent."""
    size = round(style.px(pixels))
    look = f"margin:0; line-height:{line_height}%; color:{colour}; {_font(style, size, bold=bold)}"
    return Writing(f'<p style="{look}">{indexed(text)}</p>', style.family, size, bold, wraps)


def words(part: Words, style: Style) -> Writing:
    """Return a paragraph of the report."""
    muted = part.look == "muted"
    colour = style.theme.muted if muted else style.theme.text
    size = SMALL_PX if muted else BODY_PX
    return line(part.text, style, size, colour, bold=part.look == "strong")


def figures(part: Facts, style: Style, *, dimmed: bool) -> Writing:
    """Return figures as two columns: what they are of, and their values flush right."""
    theme = style.theme
    ink = theme.muted if dimmed else theme.text
    gap, lead = round(style.px(FACT_GAP)), round(style.px(4))
    metrics = style.metrics(SMALL_PX, bold=True)
    # Left to itself, the column of the values takes more than it needs.
    wide = math.ceil(max(metrics.horizontalAdvance(one.value) for one in part.rows)) + 1
    size = round(style.px(SMALL_PX))
    font = _font(style, size)
    rows = []
    for one in part.rows:
        why = f"<br/>{indexed(one.reason)}" if one.missing and one.reason else ""
        value = escape(one.value).replace(" ", "&nbsp;")
        rows.append(
            f'<tr><td style="padding-bottom:{lead}px; color:{theme.muted}; {font}">'
            f"{indexed(one.label)}{why}</td>"
            f'<td width="{wide + gap}" align="right" valign="bottom" '
            f'style="padding:0 0 {lead}px {gap}px; color:{ink}; {font}"><b>{value}</b></td></tr>'
        )
    html = f'<table width="100%" cellspacing="0" cellpadding="0">{"".join(rows)}</table>'
    return Writing(html, style.family, size)


def cited(part: Facts, style: Style) -> Writing:
    """Return figures as they were printed: a word on what they are of, the figures below it."""
    theme, size, gap = style.theme, round(style.px(SMALL_PX)), round(style.px(4))
    look = f"margin:0 0 {gap}px 0; line-height:{LINE_HEIGHT}%; {_font(style, size)}"
    html = "".join(
        f'<p style="{look}; color:{theme.muted}">{indexed(one.label)}<br/>'
        f'<span style="color:{theme.text}"><b>{escape(one.value)}</b></span></p>'
        for one in part.rows
    )
    return Writing(html, style.family, size)


def way(variant: str, step: str, style: Style) -> Writing:
    """Return where something can be seen: the variant, and the step below it."""
    theme = style.theme
    size = round(style.px(SMALL_PX))
    html = (
        f'<p style="margin:0; line-height:{LINE_HEIGHT}%; {_font(style, size)}">'
        f'<span style="color:{theme.accent}"><b>{indexed(variant)}</b></span><br/>'
        f'<span style="color:{theme.muted}">{indexed(step)}&nbsp;→</span></p>'
    )
    return Writing(html, style.family, size)


def _font(style: Style, pixels: int, *, bold: bool = False) -> str:
    """Return a font as CSS: a label's own font may be the style sheet's."""
    weight = "bold" if bold else "normal"
    return f"font-family:'{style.family}'; font-size:{pixels}px; font-weight:{weight}"


def _colourless(writing: Writing) -> Writing:
    """Return a block without its colours, which take no room: dimmed it is as large as before."""
    return replace(writing, html=_COLOUR.sub("#000000", writing.html))


@lru_cache(maxsize=2048)
def _height(writing: Writing, width: float) -> float:
    """Measure a block once: a change of the figures leaves most of the blocks as they are."""
    return writing.document(width).size().height()


@lru_cache(maxsize=1024)
def _natural(writing: Writing) -> float:
    return writing.document(-1).idealWidth()
