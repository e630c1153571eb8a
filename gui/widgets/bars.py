"""Contributions stacked as bars that add up to a marked total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from core.explanation import Source
from gui.i18n import translate
from gui.state import Cell
from gui.widgets.numbers import format_number
from gui.widgets.plot import CAPTION_GAP, Plot
from gui.widgets.specs import BarsSpec
from gui.widgets.stacking import Segment, largest_parts, stacked
from gui.widgets.style import SMALL_PX, Style
from gui.widgets.ticks import round_ticks, tick_text
from gui.widgets.tracks import Need, Track

ACROSS = (120.0, 220.0, 400.0, 640.0)
DOWN = (130.0, 180.0, 260.0, 380.0)
LONGEST_NAME = 110.0
LEGEND_GAP = 14.0
DECIMALS = 2
UNLIMITED = 1e6
REST_OF_ALL, TOTAL, TITLE = -1, -2, -3  # lines of the legend that are no part
BAR_SHARE = 0.74
# Tol's "muted" scheme, safe for colour-blind eyes; its darkest are lightened on the dark theme.
COLOURS: Mapping[str, tuple[str, ...]] = {
    "light": ("#332288", "#88ccee", "#cc6677", "#117733", "#ddcc77", "#882255", "#44aa99"),
    "dark": ("#8f86e0", "#88ccee", "#e07a8b", "#4fae68", "#ddcc77", "#c2669a", "#44aa99"),
}
REST: Mapping[str, str] = {"light": "#bcc4d2", "dark": "#5a6478"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: a part, or one of what is none; its words and its amount."""

    part: int
    text: str
    amount: str


class BarsPlot(Plot[BarsSpec]):
    """One bar a feature; the parts that weigh most have colours, the rest is grey.

    The focused bar stands on a pale band; of a focused part every segment has an edge.
    """

    def __init__(self, spec: BarsSpec, style: Style) -> None:
        super().__init__(spec, style)
        self._named: tuple[int, ...] = ()
        self._segments: tuple[Segment, ...] = ()
        self._range = (0.0, 1.0)
        self._cell: Cell | None = None
        self.show_spec(spec, style)

    def show_spec(self, spec: BarsSpec, style: Style) -> None:
        self.spec, self.style = spec, style
        self._named = largest_parts(spec.parts, len(COLOURS["light"]))
        self._segments = stacked(spec.parts, self._named)
        ends = [segment.high for segment in self._segments] + list(spec.totals)
        starts = [segment.low for segment in self._segments] + list(spec.totals)
        low, high = min(0.0, *starts, 0.0), max(0.0, *ends, 0.0)
        pad = (high - low) * 0.06 or 1.0
        self._range = (low - pad * (low < 0), high + pad)
        self.caption.show_text(spec.heading, "", (style.theme.text,), style)
        self.update()

    def across(self) -> Need:
        return Need(
            self.spec.col,
            before=self._tick_width(),
            after=self._legend_width(),
            least=self.caption.split_width() - self._legend_width(),
            extent=ACROSS,
        )

    def down(self, column: Track) -> Need:
        caption = self.caption.height(UNLIMITED) + self.style.px(CAPTION_GAP)
        legend = (len(self._legend()) * self._line()) / self.style.scale
        least, some, more, most = (max(length, legend) for length in DOWN)
        after = self._line() + caption
        return Need(self.spec.row, before=6, after=after, extent=(least, some, more, most))

    def place(self, column: Track, row: Track) -> None:
        self.prepareGeometryChange()
        self.body = QRectF(column.start, row.start, column.extent, row.extent)
        top = self.body.bottom() + self._line() + self.style.px(CAPTION_GAP)
        width = column.extent + self._legend_width()  # the caption may reach below the legend
        place = QRectF(column.start, top, width, self.caption.height(width))
        self.caption.place(place, Qt.AlignmentFlag.AlignLeft)
        self.update()

    def boundingRect(self) -> QRectF:
        return self.body.adjusted(-self._tick_width(), -8, self._legend_width(), self._line() + 4)

    def frame(self) -> QRectF:
        return super().frame() | self.boundingRect()

    def cell_at(self, position: QPointF) -> Cell | None:
        """Return the cell of the bar, or of the legend's part, under a scene position."""
        if self.spec.bar_cells and self.body.contains(position):
            along = (position.x() - self.body.left()) / self.body.width()
            bars = len(self.spec.bar_cells)
            return self.spec.bar_cells[min(int(along * bars), bars - 1)]
        if not self.spec.part_cells:
            return None
        for line, entry in enumerate(self._legend()):
            if entry.part >= 0 and self.legend_row(line).contains(position):
                return self.spec.part_cells[entry.part]
        return None

    def set_focus(self, cell: Cell | None, sources: Sequence[Source]) -> None:
        known = cell in self.spec.bar_cells or cell in self.spec.part_cells
        shown, self._cell = self._cell, cell if known else None
        if shown != self._cell:
            self.update()

    def height_of(self, value: float) -> float:
        """Return where a value stands in the scene, downwards."""
        low, high = self._range
        return self.body.bottom() - (value - low) / (high - low) * self.body.height()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        pitch = self.body.width() / max(1, len(self.spec.totals))
        if self._cell in self.spec.bar_cells:
            left = self.body.left() + self.spec.bar_cells.index(self._cell) * pitch
            band = QRectF(left, self.body.top(), pitch, self.body.height())
            painter.fillRect(band, QColor(self.style.theme.accent_soft))
        self._draw_axes(painter)
        # Edges of the focused part stay above its neighbours.
        for segment in sorted(self._segments, key=self._is_focused):
            self._draw_segment(painter, segment, pitch)
        self._draw_totals(painter, pitch)
        self._draw_legend(painter)

    def _is_focused(self, segment: Segment) -> bool:
        return self._focused_part() == segment.part

    def _focused_part(self) -> int | None:
        """Return the part whose cell is in focus; None for a bar or nothing."""
        cells = self.spec.part_cells
        return cells.index(self._cell) if self._cell in cells else None

    def _draw_segment(self, painter: QPainter, segment: Segment, pitch: float) -> None:
        top, bottom = self.height_of(segment.high), self.height_of(segment.low)
        left = self.body.left() + (segment.bar + (1 - BAR_SHARE) / 2) * pitch
        theme = self.style.theme
        edge = QPen(QColor(theme.card), 0.8)
        if self._is_focused(segment):
            edge = QPen(QColor(theme.focus), self.style.px(1.6))
        painter.setPen(edge)
        painter.setBrush(QColor(self._colour(segment.part)))
        painter.drawRect(QRectF(left, top, BAR_SHARE * pitch, bottom - top))

    def _draw_axes(self, painter: QPainter) -> None:
        theme, body = self.style.theme, self.body
        painter.setFont(self.style.font(SMALL_PX))
        metrics = painter.fontMetrics()
        for value in round_ticks(*self._range, max(2, int(body.height() / self.style.px(40)))):
            y = self.height_of(value)
            painter.setPen(QPen(QColor(theme.muted if value == 0 else theme.border), 1))
            painter.drawLine(QLineF(body.left(), y, body.right(), y))
            painter.setPen(QColor(theme.muted))
            text = tick_text(value)
            left = body.left() - metrics.horizontalAdvance(text) - self.style.px(6)
            painter.drawText(QPointF(left, y + (metrics.ascent() - metrics.descent()) / 2), text)
        pitch = body.width() / max(1, len(self.spec.bar_labels))
        widest = max((metrics.horizontalAdvance(t) for t in self.spec.bar_labels), default=0)
        step = max(1, int(np.ceil((widest + 4) / pitch)))
        for bar in range(0, len(self.spec.bar_labels), step):
            text = self.spec.bar_labels[bar]
            left = body.left() + (bar + 0.5) * pitch - metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(left, body.bottom() + metrics.ascent() + 3), text)

    def _draw_totals(self, painter: QPainter, pitch: float) -> None:
        """Mark each sum with a line across its bar and a diamond."""
        theme, half = self.style.theme, self.style.px(4.5)
        for bar, total in enumerate(self.spec.totals):
            if not np.isfinite(total):
                continue
            middle = QPointF(self.body.left() + (bar + 0.5) * pitch, self.height_of(float(total)))
            painter.setPen(QPen(QColor(theme.focus), self.style.px(2)))
            reach = pitch * (BAR_SHARE + 0.1) / 2
            painter.drawLine(QLineF(middle.x() - reach, middle.y(), middle.x() + reach, middle.y()))
            painter.setPen(QPen(QColor(theme.halo), 1))
            painter.setBrush(QColor(theme.focus))
            painter.drawPolygon(_diamond(middle, min(half, reach)))

    def _draw_legend(self, painter: QPainter) -> None:
        for line, entry in enumerate(self._legend()):
            self._draw_entry(painter, entry, self.legend_row(line))

    def _draw_entry(self, painter: QPainter, entry: Entry, row: QRectF) -> None:
        theme, side = self.style.theme, self.style.px(10)
        box = QRectF(row.left(), row.center().y() - side / 2, side, side)
        if entry.part == TOTAL:
            painter.setPen(QPen(QColor(theme.halo), 1))
            painter.setBrush(QColor(theme.focus))
            painter.drawPolygon(_diamond(box.center(), side / 2))
        elif entry.part != TITLE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colour(entry.part)))
            painter.drawRect(box)
        bold = entry.part == TOTAL or entry.part == self._focused_part()
        painter.setFont(self.style.font(SMALL_PX, bold=bold))
        painter.setPen(QColor(theme.muted if entry.part == TITLE else theme.text))
        metrics = painter.fontMetrics()
        baseline = row.center().y() + (metrics.ascent() - metrics.descent()) / 2
        elide, room = Qt.TextElideMode.ElideRight, int(self.style.px(LONGEST_NAME))
        text = metrics.elidedText(entry.text, elide, room)
        painter.drawText(QPointF(box.right() + self.style.px(6), baseline), text)
        left = row.right() - metrics.horizontalAdvance(entry.amount)
        painter.drawText(QPointF(left, baseline), entry.amount)

    def legend_row(self, line: int) -> QRectF:
        """Return where a line of the legend stands in the scene, from the top."""
        left = self.body.right() + self.style.px(LEGEND_GAP)
        width = self._legend_width() - self.style.px(LEGEND_GAP)
        return QRectF(left, self.body.top() + line * self._line(), width, self._line())

    def _legend(self) -> list[Entry]:
        """Return the parts, what the rest is if it adds anything, and the total below them."""
        spec = self.spec
        entries = [Entry(TITLE, *spec.legend_titles)] if any(spec.legend_titles) else []
        entries += [Entry(part, spec.labels[part], self._amount([part])) for part in self._named]
        adding = np.flatnonzero(np.nan_to_num(spec.parts).any(axis=1))
        rest = sorted(set(adding.tolist()) - set(self._named))
        if rest:
            text = translate("bars", "{count} others").format(count=len(rest))
            entries.append(Entry(REST_OF_ALL, text, self._amount(rest)))
        every = list(range(len(spec.labels)))
        return [*entries, Entry(TOTAL, translate("bars", "total"), self._amount(every))]

    def _amount(self, parts: list[int]) -> str:
        """Return what the amounts of some parts come to."""
        amounts = self.spec.amounts
        return "" if amounts is None else format_number(float(amounts[parts].sum()), DECIMALS)

    def _colour(self, part: int) -> str:
        if part not in self._named:
            return REST[self.style.theme.name]
        return COLOURS[self.style.theme.name][self._named.index(part)]

    def _legend_width(self) -> float:
        metrics = self.style.metrics(SMALL_PX, bold=True)
        entries = self._legend()
        widest = max(metrics.horizontalAdvance(entry.text) for entry in entries)
        amount = max(metrics.horizontalAdvance(entry.amount) for entry in entries)
        width = self.style.px(LEGEND_GAP + 18) + min(widest, self.style.px(LONGEST_NAME))
        return width + (amount + self.style.px(10) if amount else 0.0)

    def _tick_width(self) -> float:
        return self.style.metrics(SMALL_PX).horizontalAdvance("−0.00") + self.style.px(8)

    def _line(self) -> float:
        return self.style.metrics(SMALL_PX).height() * 1.15


def _diamond(middle: QPointF, half: float) -> QPolygonF:
    x, y = middle.x(), middle.y()
    return QPolygonF(
        [QPointF(x - half, y), QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half)]
    )
