"""Contributions stacked as bars that add up to a marked total."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.i18n import translate
from gui.widgets.plot import CAPTION_GAP, Plot
from gui.widgets.specs import BarsSpec
from gui.widgets.stacking import Segment, largest_parts, stacked
from gui.widgets.style import SMALL_PX, Style
from gui.widgets.ticks import round_ticks, tick_text
from gui.widgets.tracks import Need, Track

ACROSS = (170.0, 260.0, 400.0, 640.0)
DOWN = (130.0, 180.0, 260.0, 380.0)
LONGEST_NAME = 110.0
BAR_SHARE = 0.74
# Tol's "muted" scheme, safe for colour-blind eyes; its darkest are lightened on the dark theme.
COLOURS = {
    "light": ("#332288", "#88ccee", "#cc6677", "#117733", "#ddcc77", "#882255", "#44aa99"),
    "dark": ("#8f86e0", "#88ccee", "#e07a8b", "#4fae68", "#ddcc77", "#c2669a", "#44aa99"),
}
REST = {"light": "#bcc4d2", "dark": "#5a6478"}


class BarsPlot(Plot[BarsSpec]):
    """One bar a feature; the parts that weigh most have colours, the rest is grey."""

    def __init__(self, spec: BarsSpec, style: Style) -> None:
        super().__init__(spec, style)
        self._named: tuple[int, ...] = ()
        self._segments: tuple[Segment, ...] = ()
        self._range = (0.0, 1.0)
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
            least=self.caption.split_width(),
            extent=ACROSS,
        )

    def down(self, column: Track) -> Need:
        caption = self.caption.height(column.extent) + self.style.px(CAPTION_GAP)
        legend = (len(self._legend()) * self._line()) / self.style.scale
        least, some, more, most = (max(length, legend) for length in DOWN)
        after = self._line() + caption
        return Need(self.spec.row, before=6, after=after, extent=(least, some, more, most))

    def place(self, column: Track, row: Track) -> None:
        self.prepareGeometryChange()
        self.body = QRectF(column.start, row.start, column.extent, row.extent)
        top = self.body.bottom() + self._line() + self.style.px(CAPTION_GAP)
        height = self.caption.height(column.extent)
        self.caption.place(
            QRectF(column.start, top, column.extent, height), Qt.AlignmentFlag.AlignHCenter
        )
        self.update()

    def boundingRect(self) -> QRectF:
        return self.body.adjusted(-self._tick_width(), -8, self._legend_width(), self._line() + 4)

    def frame(self) -> QRectF:
        return super().frame() | self.boundingRect()

    def height_of(self, value: float) -> float:
        """Return where a value stands in the scene, downwards."""
        low, high = self._range
        return self.body.bottom() - (value - low) / (high - low) * self.body.height()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self._draw_axes(painter)
        pitch = self.body.width() / max(1, len(self.spec.totals))
        for segment in self._segments:
            box = QRectF(
                self.body.left() + (segment.bar + (1 - BAR_SHARE) / 2) * pitch,
                self.height_of(segment.high),
                BAR_SHARE * pitch,
                self.height_of(segment.low) - self.height_of(segment.high),
            )
            painter.setPen(QPen(QColor(self.style.theme.card), 0.8))
            painter.setBrush(QColor(self._colour(segment.part)))
            painter.drawRect(box)
        self._draw_totals(painter, pitch)
        self._draw_legend(painter)

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
        metrics = self.style.metrics(SMALL_PX)
        side = self.style.px(10)
        left = self.body.right() + self.style.px(14)
        for number, (part, text) in enumerate(self._legend()):
            middle = self.body.top() + (number + 0.5) * self._line()
            box = QRectF(left, middle - side / 2, side, side)
            if part is None:
                painter.setPen(QPen(QColor(self.style.theme.halo), 1))
                painter.setBrush(QColor(self.style.theme.focus))
                painter.drawPolygon(_diamond(box.center(), side / 2))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._colour(part)))
                painter.drawRect(box)
            painter.setPen(QColor(self.style.theme.text))
            painter.setFont(self.style.font(SMALL_PX))
            room = self.style.px(LONGEST_NAME)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            baseline = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(box.right() + self.style.px(6), baseline), shown)

    def _legend(self) -> list[tuple[int | None, str]]:
        """Return (part, words); -1 is the rest and None the total."""
        entries: list[tuple[int | None, str]] = [(None, translate("bars", "total"))]
        entries += [(part, self.spec.labels[part]) for part in self._named]
        rest = len(self.spec.labels) - len(self._named)
        if rest:
            entries.append((-1, translate("bars", "{count} others").format(count=rest)))
        return entries

    def _colour(self, part: int) -> str:
        if part not in self._named:
            return REST[self.style.theme.name]
        return COLOURS[self.style.theme.name][self._named.index(part)]

    def _legend_width(self) -> float:
        metrics = self.style.metrics(SMALL_PX)
        widest = max(metrics.horizontalAdvance(text) for _, text in self._legend())
        return self.style.px(32) + min(widest, self.style.px(LONGEST_NAME))

    def _tick_width(self) -> float:
        return self.style.metrics(SMALL_PX).horizontalAdvance("−0.00") + self.style.px(8)

    def _line(self) -> float:
        return self.style.metrics(SMALL_PX).height() * 1.15


def _diamond(middle: QPointF, half: float) -> QPolygonF:
    x, y = middle.x(), middle.y()
    return QPolygonF(
        [QPointF(x - half, y), QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half)]
    )
