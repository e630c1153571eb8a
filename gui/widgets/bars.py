"""Contributions stacked as bars that add up to a marked total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from core.explanation import Source
from core.numerics import FloatArray
from gui.i18n import translate
from gui.state import Cell
from gui.widgets.chart import Chart, drawable
from gui.widgets.chart_items import Bars, Line, Points, draw_symbol
from gui.widgets.numbers import format_number
from gui.widgets.painting import told
from gui.widgets.plot import CAPTION_GAP
from gui.widgets.specs import BarsSpec
from gui.widgets.stacking import Segment, largest_parts, stacked
from gui.widgets.style import SMALL_PX, Style
from gui.widgets.tracks import Need, Track

ACROSS = (120.0, 220.0, 400.0, 640.0)
TIGHT_ACROSS = 72.0  # rather than that one has to scroll across
DOWN = (130.0, 180.0, 260.0, 380.0)
LONGEST_NAME = 110.0
LEGEND_GAP = 14.0
DECIMALS = 2
UNLIMITED = 1e6
REST_OF_ALL, TOTAL, TITLE = -1, -2, -3  # lines of the legend that are no part
BAR_SHARE = 0.74
BEHIND = -1.0  # the band, behind the lines of the axis
TICKS_APART = 40.0
DIAMOND = 10.0
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


class BarsPlot(Chart[BarsSpec]):
    """One bar a feature; the parts that weigh most have colours, the rest is grey.

    The focused bar stands on a pale band; of a focused part every segment has an edge.
    """

    def __init__(self, spec: BarsSpec, style: Style) -> None:
        super().__init__(spec, style)
        self._named: tuple[int, ...] = ()
        self._segments: tuple[Segment, ...] = ()
        self._cell: Cell | None = None
        self._band, self._bars = Bars(self, BEHIND), Bars(self)
        self._zero, self._totals, self._diamonds = Line(self), Line(self), Points(self)
        self.show_spec(spec, style)

    def show_spec(self, spec: BarsSpec, style: Style) -> None:
        self.spec, self.style = spec, style
        self._named = largest_parts(spec.parts, len(COLOURS["light"]))
        self._segments = stacked(spec.parts, self._named)
        ends = [end for segment in self._segments for end in (segment.low, segment.high)]
        every = drawable(np.array([*ends, *spec.totals], dtype=np.float64))
        low, high = float(every.min(initial=0.0)), float(every.max(initial=0.0))
        pad = (high - low) * 0.06 or 1.0
        self.y_range = (low - pad * (low < 0), high + pad)
        self.x_range = (0.0, float(max(1, len(spec.totals))))
        self.caption.show_text(spec.heading, "", (style.theme.text,), style)
        self.left_axis.show_label("", style)
        self.bottom_axis.show_label("", style)
        self.update()

    def across(self) -> Need:
        least, some, more, most = ACROSS
        return Need(
            self.spec.col,
            before=self._left(),
            after=self._legend_width(),
            least=self.caption.split_width() - self._left() - self._legend_width(),
            extent=(TIGHT_ACROSS if self.tight else least, some, more, most),
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
        # The caption may reach below the axis and the legend.
        width = self._left() + column.extent + self._legend_width()
        place = QRectF(column.start - self._left(), top, width, self.caption.height(width))
        self.caption.place(place, Qt.AlignmentFlag.AlignLeft)
        self.left_axis.number(self.y_range, self.style.px(TICKS_APART))
        self.bottom_axis.name(self.x_range, self._features())
        self.place_axes(self._left(), self._line() + 4, grid=True)
        self._show_bars()
        self._show_totals()
        self.update()

    def around(self) -> QRectF:
        return self.body.adjusted(-self._left(), -8, self._legend_width(), self._line() + 4)

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
            self._show_bars()
            self.update()

    def height_of(self, value: float) -> float:
        """Return where a value stands in the scene, downwards."""
        return float(self.places(np.array([[0.0, value]]))[0, 1])

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        for line, entry in enumerate(self._legend()):
            self._draw_entry(painter, entry, self.legend_row(line))

    # ---- what pyqtgraph draws ----------------------------------------------------------------

    def _show_bars(self) -> None:
        """Show the segments, those of the focused part above their neighbours, and the band."""
        theme = self.style.theme
        segments = sorted(self._segments, key=self._is_focused)
        half = BAR_SHARE / 2
        boxes = [(s.bar + 0.5 - half, s.high, s.bar + 0.5 + half, s.low) for s in segments]
        plain = QPen(QColor(theme.card), 0.8)
        edge = QPen(QColor(theme.focus), self.style.px(1.6))
        pens = [edge if self._is_focused(segment) else plain for segment in segments]
        fills = [QColor(self._colour(segment.part)) for segment in segments]
        self._bars.show_bars(self._boxes(boxes), pens, fills)
        cells = self.spec.bar_cells
        bars = [cells.index(self._cell)] if self._cell in cells else []
        low, high = self.y_range
        bands = self._boxes([(bar, high, bar + 1, low) for bar in bars])
        no_pen = QPen(Qt.PenStyle.NoPen)
        self._band.show_bars(bands, [no_pen] * len(bars), [QColor(theme.accent_soft)] * len(bars))

    def _show_totals(self) -> None:
        """Mark each sum with a line across its bar and a diamond; and zero with a line."""
        theme, (_, right) = self.style.theme, self.x_range
        zero = self.places(np.array([[0.0, 0.0], [right, 0.0]]))
        self._zero.show_points(zero, QPen(QColor(theme.muted), 1))
        totals = np.asarray(self.spec.totals, dtype=np.float64)
        bars = np.flatnonzero(np.isfinite(totals))
        middles = np.stack([bars + 0.5, totals[bars]], axis=1)  # [n_bars, 2]
        reach = np.array([(BAR_SHARE + 0.1) / 2, 0.0])
        ends = np.stack([middles - reach, middles + reach], axis=1).reshape(-1, 2)
        focus = QColor(theme.focus)
        self._totals.show_points(self.places(ends), QPen(focus, self.style.px(2)), connect="pairs")
        size = min(self.style.px(DIAMOND), 2 * reach[0] * self.body.width() / right)
        rim = QPen(QColor(theme.halo), 1)
        self._diamonds.show_points(self.places(middles), "d", size, rim, focus)

    def _boxes(self, boxes: Sequence[tuple[float, float, float, float]]) -> FloatArray:
        """Return boxes (left, high, right, low) of numbers in the scene, [n, 4]."""
        corners = np.reshape(np.array(boxes, dtype=np.float64), (-1, 2))
        return self.places(corners).reshape(-1, 4)

    def _features(self) -> list[tuple[float, str]]:
        """Return the names of the bars below their middles, as many as find room."""
        labels = self.spec.bar_labels
        metrics = self.style.metrics(SMALL_PX)
        widest = max((metrics.horizontalAdvance(text) for text in labels), default=0.0)
        pitch = self.body.width() / max(1, len(labels))
        step = max(1, int(np.ceil((widest + 4) / pitch)))
        return [(bar + 0.5, labels[bar]) for bar in range(0, len(labels), step)]

    # ---- focus and legend --------------------------------------------------------------------

    def _is_focused(self, segment: Segment) -> bool:
        return self._focused_part() == segment.part

    def _focused_part(self) -> int | None:
        """Return the part whose cell is in focus; None for a bar or nothing."""
        cells = self.spec.part_cells
        return cells.index(self._cell) if self._cell in cells else None

    def _draw_entry(self, painter: QPainter, entry: Entry, row: QRectF) -> None:
        theme, side = self.style.theme, self.style.px(10)
        box = QRectF(row.left(), row.center().y() - side / 2, side, side)
        if entry.part == TOTAL:
            draw_symbol(painter, "d", box.center(), side, theme.focus, theme.halo)
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
            text = (
                translate("bars", "{count} others")
                if len(rest) > 1
                else translate("bars", "1 other")
            )
            entries.append(Entry(REST_OF_ALL, text.format(count=len(rest)), self._amount(rest)))
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

    def _left(self) -> float:
        return self.tick_width() + self.style.px(2)

    def _line(self) -> float:
        return self.style.metrics(SMALL_PX).height() * 1.15
