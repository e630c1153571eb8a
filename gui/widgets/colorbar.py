"""The scale at a map's side: its colours from bottom to top, and the numbers they stand for."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from core.trace import Kind
from gui.i18n import translate
from gui.widgets.colormaps import STOPS, Levels
from gui.widgets.numbers import format_short
from gui.widgets.painting import told
from gui.widgets.style import SMALL_PX, Style

OFFSET, THICKNESS, LABEL_GAP = 16.0, 12.0, 5.0
TIGHT_OFFSET, TIGHT_THICKNESS = 9.0, 9.0


class ColorBar(QGraphicsItem):
    """Low, zero and high of a map's colours; for a mask, what its two looks mean."""

    def __init__(self, parent: QGraphicsItem, style: Style) -> None:
        super().__init__(parent)
        self.levels = Levels(0.0, 1.0)
        self.kind: Kind = "signed"
        self.style = style
        self.tight = False  # thinner and closer to its map, where the page would else be scrolled
        self._rect = QRectF()

    def show_levels(self, levels: Levels, kind: Kind, style: Style) -> None:
        """Take the scale."""
        self.levels, self.kind, self.style = levels, kind, style
        self.update()

    def width(self) -> float:
        """Room at the right that bar and labels need."""
        widest = max(self.style.width(text, SMALL_PX) for _, text in self._labels())
        return self.offset() + self._thickness() + self.style.px(LABEL_GAP) + widest + 2

    def offset(self) -> float:
        """Room between the map and the bar."""
        return self.style.px(TIGHT_OFFSET if self.tight else OFFSET)

    def _thickness(self) -> float:
        return self.style.px(TIGHT_THICKNESS if self.tight else THICKNESS)

    def least_height(self) -> float:
        """Height below which the labels would touch."""
        return len(self._labels()) * self.style.metrics(SMALL_PX).height()

    def place(self, body: QRectF) -> None:
        """Stand at the right of a map."""
        self.prepareGeometryChange()
        # Half a line above and below, for the labels at the ends.
        half = self.style.metrics(SMALL_PX).height() / 2
        height = max(body.height(), self.least_height())
        self._rect = QRectF(body.right(), body.top() - half, self.width(), height + 2 * half)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._rect.isEmpty():
            return
        half = self.style.metrics(SMALL_PX).height() / 2
        bar = QRectF(
            self._rect.left() + self.offset(),
            self._rect.top() + half,
            self._thickness(),
            self._rect.height() - 2 * half,
        )
        painter.setFont(self.style.font(SMALL_PX))
        if self.kind == "mask":
            self._paint_mask(painter, bar)
        else:
            self._paint_ramp(painter, bar)

    def _paint_ramp(self, painter: QPainter, bar: QRectF) -> None:
        theme = self.style.theme
        gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        stops = STOPS[theme.name, self.kind]
        for number, colour in enumerate(stops):
            gradient.setColorAt(number / (len(stops) - 1), QColor(colour))
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.setBrush(gradient)
        painter.drawRect(bar)
        painter.setPen(QColor(theme.muted))
        for part, text in self._labels():
            self._write(painter, bar, bar.bottom() - part * bar.height(), text)

    def _paint_mask(self, painter: QPainter, bar: QRectF) -> None:
        theme = self.style.theme
        side = bar.width()
        line = self.style.metrics(SMALL_PX).height() * 1.2
        for number, (part, text) in enumerate(self._labels()):
            box = QRectF(bar.left(), bar.top() + number * line, side, side)
            painter.setPen(QPen(QColor(theme.muted), 1))
            painter.setBrush(QColor(STOPS[theme.name, "mask"][1] if part else theme.card))
            painter.drawRect(box)
            if not part:
                painter.drawLine(box.bottomLeft(), box.topRight())
                painter.drawLine(
                    box.center() - QPointF(side / 2, 0), box.topLeft() + QPointF(side / 2, 0)
                )
                painter.drawLine(
                    box.bottomLeft() + QPointF(side / 2, 0), box.topRight() + QPointF(0, side / 2)
                )
            self._write(painter, bar, box.center().y(), text)

    def _write(self, painter: QPainter, bar: QRectF, middle: float, text: str) -> None:
        metrics = painter.fontMetrics()
        x = bar.right() + self.style.px(LABEL_GAP)
        painter.drawText(QPointF(x, middle + (metrics.ascent() - metrics.descent()) / 2), text)

    def _labels(self) -> list[tuple[float, str]]:
        """Return (part of the height, text) from the top down."""
        if self.kind == "mask":
            return [(1.0, translate("colorbar", "allowed")), (0.0, translate("colorbar", "masked"))]
        low, high = self.levels.low, self.levels.high
        labels = [(1.0, format_short(high)), (0.0, format_short(low))]
        if low < 0 < high:
            labels.insert(1, (-low / (high - low), "0"))
        elif (low, high) == (0.0, 1.0):
            labels.insert(1, (0.5, "0.5"))
        return labels
