"""What an exported page is made of: writing, formulas and plots, each at the width it is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgRenderer

from gui.widgets.figure import Figure

GAP = 12.0
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Piece(Protocol):
    """Anything that stands on an exported page."""

    @property
    def wraps(self) -> bool:
        """Whether it takes any width; what does not decides how wide the page is."""
        ...

    def size(self, width: float) -> QSizeF:
        """Return what it takes on a page of that width."""
        ...

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it at the left of ``rect``."""
        ...


@dataclass(frozen=True, eq=False)
class Words:
    """Writing in one font and colour, wrapped to the page's width."""

    text: str
    font: QFont
    colour: str
    wraps: bool = True

    def size(self, width: float) -> QSizeF:
        """Return what it takes on a page of that width."""
        metrics = QFontMetricsF(self.font)
        return metrics.boundingRect(QRectF(0, 0, width, 1e6), WRAP, self.text).size()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it in ``rect``."""
        painter.setFont(self.font)
        painter.setPen(QColor(self.colour))
        painter.drawText(rect, WRAP, self.text)


@dataclass(frozen=True, eq=False)
class Line:
    """Two runs of writing on one line."""

    first: Words
    second: Words
    wraps: bool = False

    def size(self, width: float) -> QSizeF:
        """Return what it takes; it does not wrap."""
        first, second = self.first.size(1e6), self.second.size(1e6)
        return QSizeF(first.width() + 2 * GAP + second.width(), first.height())

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw both at the left of ``rect`` on one base line."""
        self.first.paint(painter, rect)
        drop = QFontMetricsF(self.first.font).ascent() - QFontMetricsF(self.second.font).ascent()
        left = self.first.size(1e6).width() + 2 * GAP
        self.second.paint(painter, rect.adjusted(left, drop, 1e6, 0))


@dataclass(frozen=True, eq=False)
class Titles:
    """Writing above the columns of the plots that follow: (left, text) of each."""

    titles: tuple[tuple[float, str], ...]
    font: QFont
    colour: str
    wraps: bool = True

    def size(self, width: float) -> QSizeF:
        """Return what one line takes."""
        return QSizeF(width, QFontMetricsF(self.font).height())

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw each, elided where the next begins."""
        metrics = QFontMetricsF(self.font)
        painter.setFont(self.font)
        painter.setPen(QColor(self.colour))
        ends = [left for left, _ in self.titles[1:]] + [rect.width()]
        for (left, text), end in zip(self.titles, ends, strict=True):
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, end - left - GAP)
            painter.drawText(QPointF(rect.left() + left, rect.top() + metrics.ascent()), shown)


@dataclass(frozen=True, eq=False)
class Formula:
    """A formula as outlines; it shrinks to the page's width."""

    svg: str
    wraps: bool = True

    def size(self, width: float) -> QSizeF:
        """Return what it takes on a page of that width."""
        natural = QSizeF(QSvgRenderer(QByteArray(self.svg.encode())).defaultSize())
        return natural * min(1.0, width / max(1.0, natural.width()))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it at the left of ``rect``."""
        size = self.size(rect.width())
        QSvgRenderer(QByteArray(self.svg.encode())).render(painter, QRectF(rect.topLeft(), size))


@dataclass(frozen=True, eq=False)
class Plots:
    """A part of a figure, as it stands on the screen."""

    figure: Figure
    source: QRectF
    wraps: bool = False

    def size(self, width: float) -> QSizeF:
        """Return its own size, whatever the page's."""
        return self.source.size()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it at the left of ``rect``."""
        target = QRectF(rect.topLeft(), self.source.size())
        self.figure.scene().render(painter, target, self.source)
