"""Titles of rows and badges between columns: what a page of several runs says about them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.theme import Theme
from gui.widgets.painting import told
from gui.widgets.plot import Plot
from gui.widgets.script_text import advance, draw
from gui.widgets.specs import HeadingSpec, MarkName, MarkSpec
from gui.widgets.style import CAPTION_PX, SMALL_PX, Style
from gui.widgets.tracks import Need, Track

HEADING_PX = 15.0
NEARER = 11.0  # a badge stands closer to the plot above it than a plot would
PADDING = (8.0, 3.0)
UNLIMITED = 1e4
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
SIGNS: Mapping[MarkName, str] = MappingProxyType(
    {"identical": "=", "rounding": "≈", "different": "≠", "apart": "–"}
)


class HeadingPlot(Plot[HeadingSpec]):
    """A title in bold at the left of its row; it may reach over the columns beside it."""

    def __init__(self, spec: HeadingSpec, style: Style) -> None:
        super().__init__(spec, style)
        self.show_spec(spec, style)

    def show_spec(self, spec: HeadingSpec, style: Style) -> None:
        self.spec, self.style = spec, style
        self.prepareGeometryChange()
        self.update()

    def across(self) -> Need:
        return Need(self.spec.col)

    def down(self, column: Track) -> Need:
        return Need(self.spec.row, least=self._metrics().height() + self.style.px(8))

    def place(self, column: Track, row: Track) -> None:
        self.prepareGeometryChange()
        self.body = QRectF(column.start, row.start, 1, row.extent)
        self.update()

    def boundingRect(self) -> QRectF:
        width = advance(self.spec.text, self._font()) + 2
        return QRectF(self.body.left(), self.body.top(), width, self.body.height())

    def frame(self) -> QRectF:
        return self.boundingRect()

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setPen(QColor(self.style.theme.text))
        metrics = self._metrics()
        baseline = self.body.center().y() + (metrics.ascent() - metrics.descent()) / 2
        draw(painter, QPointF(self.body.left(), baseline), self.spec.text, self._font())

    def _font(self) -> QFont:
        return self.style.font(HEADING_PX, bold=True)

    def _metrics(self) -> QFontMetricsF:
        return self.style.metrics(HEADING_PX, bold=True)


class MarkPlot(Plot[MarkSpec]):
    """A rounded badge: sign, colour and words say the same."""

    def __init__(self, spec: MarkSpec, style: Style) -> None:
        super().__init__(spec, style)
        self.show_spec(spec, style)

    def show_spec(self, spec: MarkSpec, style: Style) -> None:
        self.spec, self.style = spec, style
        self.setToolTip(spec.texts[0])
        self.update()

    def across(self) -> Need:
        return Need(self.spec.col)

    def down(self, column: Track) -> Need:
        height = self._badge_height()
        if self.spec.note:
            height += self._note_height(column.extent)
        near = 0.0 if self.spec.strong else -self.style.px(NEARER)
        return Need(self.spec.row, before=near, least=height)

    def place(self, column: Track, row: Track) -> None:
        self.prepareGeometryChange()
        self.body = QRectF(column.start, row.start, column.extent, row.extent)
        self.update()

    def shown_text(self) -> str:
        """Return sign and words as they fit the column."""
        sign, room = SIGNS[self.spec.verdict], self.body.width() - 2 * self.style.px(PADDING[0])
        texts = [f"{sign} {text}".strip() for text in self.spec.texts]
        fitting = [text for text in texts if advance(text, self._font()) <= room]
        return fitting[0] if fitting else texts[-1]

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        metrics, text = self._metrics(), self.shown_text()
        ink, ground = colours(self.style.theme, self.spec.verdict)
        across = self.style.px(PADDING[0])
        height = self._badge_height()
        width = min(self.body.width(), advance(text, self._font()) + 2 * across)
        top = self.body.center().y() - height / 2 if self.spec.strong else self.body.top()
        box = QRectF(self.body.left(), top, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(QColor(ink))
        baseline = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        draw(painter, QPointF(box.left() + across, baseline), text, self._font())
        if self.spec.note:
            painter.setFont(self.style.font(SMALL_PX))
            painter.setPen(QColor(self.style.theme.muted))
            below = QRectF(self.body.left(), box.bottom() + 2, self.body.width(), UNLIMITED)
            painter.drawText(below, int(WRAP), self.spec.note)

    def _badge_height(self) -> float:
        return self._metrics().height() + 2 * self.style.px(PADDING[1])

    def _note_height(self, width: float) -> float:
        room = QRectF(0, 0, max(1.0, width), UNLIMITED)
        box = self.style.metrics(SMALL_PX).boundingRect(room, int(WRAP), self.spec.note)
        return box.height() + 2

    def _font(self) -> QFont:
        return self.style.font(CAPTION_PX if self.spec.strong else SMALL_PX, bold=True)

    def _metrics(self) -> QFontMetricsF:
        return self.style.metrics(CAPTION_PX if self.spec.strong else SMALL_PX, bold=True)


def colours(theme: Theme, verdict: MarkName) -> tuple[str, str]:
    """Return a badge's ink and ground."""
    return {
        "identical": (theme.good, theme.good_soft),
        "rounding": (theme.accent, theme.accent_soft),
        "different": (theme.warn, theme.warn_soft),
        "apart": (theme.muted, theme.window),
    }[verdict]
