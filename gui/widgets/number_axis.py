"""An axis of numbers or names at a chart's side: pyqtgraph's, in the figure's style."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneResizeEvent, QGraphicsSceneWheelEvent

from gui.widgets.numbers import format_short
from gui.widgets.painting import told
from gui.widgets.style import SMALL_PX, Style

Range = tuple[float, float]
TICK_DIGITS = 4
# Pixels from the body to a tick's number.
TICK_GAPS: Mapping[str, int] = MappingProxyType({"left": 5, "bottom": 3})
OVERHANG = 60  # pixels by which the outermost number may reach beyond its axis
LEAST_SPAN = 1e-290  # of an axis; steps underflow below it
CRUMB = 1e-9  # part of a step that arithmetic may lose


class Axis(pg.AxisItem):
    """An axis of pyqtgraph: round numbers as far apart as one asks, with a true minus."""

    def __init__(self, side: Literal["left", "bottom"], parent: QGraphicsItem) -> None:
        super().__init__(side, parent=parent)
        self._write: Callable[[float], str] = tick_text
        self._apart = 1.0
        self._decades = False
        self._shown: dict[str, tuple[object, ...]] = {}  # what would be drawn anew for nothing
        self.enableAutoSIPrefix(False)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.label.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.label.document().setDocumentMargin(0)
        self.setPen(QPen(Qt.PenStyle.NoPen))
        self.setStyle(maxTickLevel=0, hideOverlappingLabels=OVERHANG)
        self.setStyle(tickTextOffset=TICK_GAPS[side])

    def show_label(self, text: str, style: Style) -> None:
        """Take the words beside the axis, and how it looks."""
        if not self._changes("label", text, style):
            return
        theme, font = style.theme, style.font(SMALL_PX)
        self.setTickFont(font)
        self.setTextPen(QPen(QColor(theme.muted)))
        self.setTickPen(QPen(QColor(theme.border), 1))
        self.label.setFont(font)
        self.label.setDefaultTextColor(QColor(theme.muted))
        self.setLabel(html.escape(text))

    def number(
        self,
        ends: Range,
        apart: float,
        write: Callable[[float], str] | None = None,
        *,
        decades: bool = False,
    ) -> None:
        """Write numbers along the axis.

        Parameters
        ----------
        ends : least and greatest number.
        apart : pixels from tick to tick, at least.
        write : a number's text.
        decades : whether ``ends`` are exponents of ten; then whole powers have ticks.
        """
        write = write or tick_text
        if not self._changes("ticks", ends, apart, write, decades):
            return
        self._apart, self._decades, self._write = apart, decades, write
        self.setTicks(None)
        self.setRange(*ends)

    def name(self, ends: Range, ticks: Sequence[tuple[float, str]]) -> None:
        """Write words or chosen numbers at places of the axis."""
        if self._changes("ticks", ends, *ticks):
            self.setTicks([list(ticks)])
            self.setRange(*ends)

    def place(self, rect: QRectF, grid: float = 0.0) -> None:
        """Stand in ``rect``, the label at its outer edge; lines reach ``grid`` pixels inward."""
        if not self._changes("place", QRectF(rect), grid):
            return
        self.setStyle(tickLength=-round(grid))
        if self.orientation == "left":
            self.setWidth(rect.width())
        else:
            self.setHeight(rect.height())
        self.setGeometry(rect)
        self._place_label()

    def tickValues(self, low: float, high: float, length: float) -> list[tuple[float, list[float]]]:
        """Return the numbers of the only level, and their step; pyqtgraph asks."""
        most = max(2, int(length / self._apart))
        if self._decades:
            powers = range(math.ceil(low - CRUMB), math.floor(high + CRUMB) + 1)
            every = max(1, math.ceil(len(powers) / most))
            return [(every, [float(power) for power in reversed(powers[::-1][::every])])]
        values = round_numbers(low, high, most)
        return [(values[1] - values[0] if len(values) > 1 else 1.0, values)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Write the numbers of a level; pyqtgraph asks."""
        return [self._write(10.0**value if self._decades else value) for value in values]

    def wheelEvent(self, event: QGraphicsSceneWheelEvent) -> None:
        """Leave the wheel to the page, which may be scrolled."""
        event.ignore()

    def resizeEvent(self, event: QGraphicsSceneResizeEvent | None = None) -> None:
        super().resizeEvent(event)
        self._place_label()

    paint = told(pg.AxisItem.paint)

    def _changes(self, what: str, *wanted: object) -> bool:
        """Whether something is asked for that is not yet shown; from now on it is."""
        shown, self._shown[what] = self._shown.get(what), wanted
        return shown != wanted

    def _place_label(self) -> None:
        """Centre the label along the axis, at its outer edge and not beyond it."""
        if self.label is None:  # pyqtgraph closes it before the axis
            return
        size, label = self.size(), self.label.boundingRect()
        if self.orientation == "left":
            self.label.setPos(0, (size.height() + label.width()) / 2)
        else:
            left = (size.width() - label.width()) / 2
            self.label.setPos(left, size.height() - label.height())


def round_numbers(low: float, high: float, most: int) -> list[float]:
    """Return at most about ``most`` multiples of 1, 2 or 5 times a power of ten in low..high.

    >>> round_numbers(-1.2, 2.6, 5)
    [-1.0, 0.0, 1.0, 2.0]
    """
    if not (math.isfinite(low) and math.isfinite(high)) or high - low < LEAST_SPAN:
        return []
    rough = (high - low) / max(1, most)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.ceil(low / step - CRUMB), math.floor(high / step + CRUMB)
    return [min(max(index * step, low), high) for index in range(first, last + 1)]


def tick_text(value: float) -> str:
    """Return a tick's number, free of the crumbs that multiplying a step leaves."""
    return format_short(value, TICK_DIGITS)
