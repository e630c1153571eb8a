"""Where everything of a report stands at a given width: columns where there is room, else stacked.

Pure geometry and measured text; the screen and the pictures draw the same sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from gui.report.model import (
    Cell,
    Chip,
    Facts,
    Link,
    Report,
    Row,
    Section,
    Symbols,
    Table,
    Tone,
    Words,
)
from gui.report.placed import Fill, Placed, PlacedLink, PlacedSymbols, Sheet
from gui.report.typeset import (
    HEADING_PX,
    LEAD_PX,
    SMALL_PX,
    Writing,
    cited,
    figures,
    line,
    way,
    words,
)
from gui.theme import Theme
from gui.widgets import tex_paint
from gui.widgets.style import Style
from gui.widgets.tex_text import runs

WIDEST = 1480.0  # lines that are longer are hard to read
READABLE = 860.0  # of a paragraph that stands alone
PAD, GUTTER, ROW_PAD, PART_GAP, SECTION_GAP = 16.0, 22.0, 14.0, 5.0, 30.0
SYMBOLS_PX, RADIUS, CHIP_PAD = 15.0, 10.0, 10.0

Plain: TypeAlias = Words | Chip | Symbols | Facts
"""What stands alone on its lines."""


def arrange(report: Report, width: float, style: Style) -> Sheet:
    """Lay a report out; where there is more room than it takes, it stands at the left."""
    maker = _Maker(Sheet(width), style, min(width, style.px(WIDEST)))
    maker.put(line(report.lead, style, LEAD_PX, style.theme.text), readable=True)
    if report.summary:
        maker.space(6)
        maker.put(line(report.summary, style, SMALL_PX, style.theme.muted), readable=True)
    for section in report.sections:
        maker.section(section, fresh=report.fresh)
    maker.sheet.height = maker.y
    return maker.sheet


def tone_colours(tone: Tone, theme: Theme) -> tuple[str, str, str]:
    """Return (ground, border, ink) of a chip."""
    return {
        "good": (theme.good_soft, "", theme.good),
        "warn": (theme.warn_soft, "", theme.warn),
        "bad": ("", theme.error, theme.error),
        "plain": ("", theme.muted, theme.muted),
    }[tone]


class _Maker:
    """Put one thing below the other."""

    def __init__(self, sheet: Sheet, style: Style, width: float) -> None:
        self.sheet, self._style = sheet, style
        self._left, self._width = 0.0, width
        self._dimmed = False
        self.y = 0.0

    def space(self, pixels: float) -> None:
        """Leave room."""
        self.y += self._style.px(pixels)

    def put(self, writing: Writing, *, readable: bool = False) -> None:
        """Put a block of text over the whole width."""
        width = min(self._width, self._style.px(READABLE)) if readable else self._width
        self.y += self._text(writing, self._left, self.y, width)

    def section(self, section: Section, *, fresh: bool) -> None:
        """Put a part of the report."""
        theme = self._style.theme
        self._dimmed = section.live and not fresh
        self.space(SECTION_GAP)
        self._title(section)
        for remark in section.remarks:
            self.space(4)
            self.put(words(remark, self._style), readable=True)
        for table in section.tables:
            self.space(12)
            self._table(table, ground=theme.card if section.live else theme.window)
        for remark in section.closing:
            self.space(10)
            self.put(words(remark, self._style), readable=True)

    def _title(self, section: Section) -> None:
        """Put the title, and its badge beside it or, where there is no room, below."""
        px = self._style.px
        title = line(section.title, self._style, HEADING_PX, self._style.theme.text, bold=True)
        wide = min(title.natural_width() + 1, self._width)
        high = self._text(title, self._left, self.y, wide)
        writing, badge = self._chip_writing(section.badge)
        room = self._width - wide - px(12)
        if writing.natural_width() + 1 + 2 * px(CHIP_PAD) <= room:
            top = self.y + (high - badge) / 2
            self._chip(section.badge, self._left + wide + px(12), top, room)
            self.y += max(high, badge)
        else:
            self.y += high + px(PART_GAP)
            self.y += self._chip(section.badge, self._left, self.y, self._width)

    def _table(self, table: Table, ground: str) -> None:
        px, theme = self._style.px, self._style.theme
        place, top = len(self.sheet.fills), self.y
        inner = self._width - 2 * px(PAD)
        columns = self._columns(table, inner) if self._width >= px(table.least) else None
        if columns is None:
            self.y += px(2)
        else:
            self._heads(table, columns)
        for at, row in enumerate(table.rows):
            if at or columns is not None:
                self.sheet.rules.append((self._left + 1, self._left + self._width - 1, self.y))
            self.y += px(ROW_PAD)
            self._row(table, row, columns)
            self.y += px(ROW_PAD)
        box = QRectF(self._left, top, self._width, self.y - top)
        # Behind what stands in it.
        self.sheet.fills.insert(place, Fill(box, ground, theme.border, px(RADIUS)))

    def _columns(self, table: Table, inner: float) -> list[tuple[float, float]]:
        """Return left edge and width of every column."""
        gutter = self._style.px(GUTTER)
        room = inner - gutter * (len(table.columns) - 1)
        shares = sum(column.share for column in table.columns)
        left, found = self._left + self._style.px(PAD), []
        for column in table.columns:
            width = room * column.share / shares
            found.append((left, width))
            left += width + gutter
        return found

    def _heads(self, table: Table, columns: Sequence[tuple[float, float]]) -> None:
        self.space(9)
        high = 0.0
        for column, (left, width) in zip(table.columns, columns, strict=True):
            if column.title:
                high = max(high, self._text(self._head(column.title), left, self.y, width))
        self.y += high
        self.space(7)

    def _row(self, table: Table, row: Row, columns: Sequence[tuple[float, float]] | None) -> None:
        if columns is not None:
            places = zip(row.cells, columns, strict=True)
            self.y += max(self._cell(cell, left, self.y, wide) for cell, (left, wide) in places)
            return
        left = self._left + self._style.px(PAD)
        width = self._width - 2 * self._style.px(PAD)
        for at, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            if not cell:
                continue
            if at:
                self.space(10)
                if column.title:
                    self.y += self._text(self._head(column.title), left, self.y, width)
                    self.space(2)
            self.y += self._cell(cell, left, self.y, width)

    def _head(self, title: str) -> Writing:
        return line(title, self._style, SMALL_PX, self._style.theme.muted, bold=True)

    def _cell(self, cell: Cell, left: float, top: float, width: float) -> float:
        """Put the parts of a cell below each other, and return their height."""
        y, gap = top, self._style.px(PART_GAP)
        for part in cell:
            if isinstance(part, Link):
                continue
            if y > top:
                y += gap
            y += self._part(part, left, y, width)
        links = [part for part in cell if isinstance(part, Link)]
        return self._links(links, left, y, width) - top if links else y - top

    def _part(self, part: Plain, left: float, top: float, width: float) -> float:
        if isinstance(part, Words):
            return self._text(words(part, self._style), left, top, width)
        if isinstance(part, Facts):
            if not part.live:
                return self._text(cited(part, self._style), left, top, width)
            writing = figures(part, self._style, dimmed=self._dimmed)
            return self._text(writing, left, top, width, _tip(part))
        if isinstance(part, Chip):
            return self._chip(part, left, top, width)
        return self._symbols(part, left, top, width)

    def _text(
        self, writing: Writing, left: float, top: float, width: float, tip: str = ""
    ) -> float:
        height = writing.height(width)
        self.sheet.texts.append(Placed(writing, QRectF(left, top, width, height), tip))
        return height

    def _chip_writing(self, chip: Chip) -> tuple[Writing, float]:
        """Return the word of a chip, and the height of a chip of one line."""
        ink = tone_colours(chip.tone, self._style.theme)[2]
        writing = line(chip.text, self._style, SMALL_PX, ink, bold=True, line_height=100)
        return writing, self._style.px(SMALL_PX * 1.95)

    def _chip(self, chip: Chip, left: float, top: float, width: float) -> float:
        px = self._style.px
        ground, border, _ = tone_colours(chip.tone, self._style.theme)
        writing, least = self._chip_writing(chip)
        pad = px(CHIP_PAD)
        wide = min(writing.natural_width() + 1, max(px(20), width - 2 * pad))
        high = writing.height(wide)
        box = QRectF(left, top, wide + 2 * pad, max(least, high + px(6)))
        self.sheet.fills.append(Fill(box, ground, border, least / 2))
        self._text(writing, left + pad, top + (box.height() - high) / 2, wide)
        return box.height()

    def _symbols(self, part: Symbols, left: float, top: float, width: float) -> float:
        pixels = self._style.px(SYMBOLS_PX)
        natural = tex_paint.width(runs(part.tex), self._style.exact_font(pixels))
        if natural > width:
            pixels *= width / natural
        height = QFontMetricsF(self._style.exact_font(pixels)).height() * 1.25
        rect = QRectF(left, top, width, height)
        self.sheet.symbols.append(PlacedSymbols(part.tex, rect, pixels))
        return height

    def _links(self, links: list[Link], left: float, top: float, width: float) -> float:
        """Put ways beside each other as long as there is room; return where they end."""
        px = self._style.px
        x, y, high = left, top, 0.0
        for link in links:
            writing = way(link.variant, link.step, self._style)
            wide = min(width, max(px(150), writing.natural_width() + px(22)))
            if x > left and x + wide > left + width:
                x, y, high = left, y + high + px(2 * PART_GAP), 0.0
            inner = QRectF(x + px(10), y + px(6), wide - px(20), 0)
            inner.setHeight(writing.height(inner.width()))
            rect = QRectF(x, y, wide, inner.height() + px(12))
            self.sheet.links.append(PlacedLink(link, writing, rect, inner))
            x, high = x + wide + px(2 * PART_GAP), max(high, rect.height())
        return y + high


def _tip(part: Facts) -> str:
    """Return the reasons of figures that have some, each once."""
    told = [f"{one.label}: {one.reason}" for one in part.rows if one.reason and not one.missing]
    return "\n".join(told)
