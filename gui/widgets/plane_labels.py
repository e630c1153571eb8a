"""Words beside points: where they find room, and nowhere twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gui.widgets.style import SMALL_PX, Style

MOST_LABELS = 120  # beyond it only the focused points are named

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PointLabel:
    """A word for a point; a focused one is bold and always drawn."""

    where: QPointF
    text: str
    colour: str
    size: float
    focused: bool


def draw_labels(
    painter: QPainter, labels: Sequence[PointLabel], bounds: QRectF, style: Style
) -> None:
    """Draw the words that find a free place; the same word at the same place only once."""
    half = [max(2.0, label.size / 2) for label in labels]
    taken = [  # left, top, right, bottom: a word may cover no other point
        (p.where.x() - h, p.where.y() - h, p.where.x() + h, p.where.y() + h)
        for p, h in zip(labels, half, strict=True)
    ]
    named: set[tuple[str, int, int]] = set()
    in_order = sorted(labels, key=_focused_first)
    for label in in_order:
        if not label.text:
            continue
        if len(labels) > MOST_LABELS and not label.focused:
            continue
        spot = (label.text, round(label.where.x() / 3), round(label.where.y() / 3))
        if spot in named:
            continue
        font = style.font(SMALL_PX, bold=label.focused)
        box = place_label(label, QFontMetricsF(font), taken, bounds)
        if box is None:
            continue
        named.add(spot)
        taken.append((box.left(), box.top(), box.right(), box.bottom()))
        if label.focused:  # it may stand upon its own plain self
            painter.fillRect(box, QColor(style.theme.card))
        painter.setFont(font)
        painter.setPen(QColor(label.colour))
        painter.drawText(
            QPointF(box.left(), box.bottom() - QFontMetricsF(font).descent()), label.text
        )


def place_label(
    label: PointLabel, metrics: QFontMetricsF, taken: Sequence[Box], bounds: QRectF
) -> QRectF | None:
    """Return the first free box around a point; a focused one takes the first whatever stands."""
    width, height = metrics.horizontalAdvance(label.text), metrics.height() * 0.9
    away = label.size / 2 + 2.5
    x, y = label.where.x(), label.where.y()
    boxes = [
        QRectF(x + away, y - height / 2, width, height),
        QRectF(x - away - width, y - height / 2, width, height),
        QRectF(x - width / 2, y - away - height, width, height),
        QRectF(x - width / 2, y + away, width, height),
        QRectF(x + away * 0.7, y - away * 0.7 - height, width, height),
        QRectF(x + away * 0.7, y + away * 0.7, width, height),
    ]
    inside = [box for box in boxes if bounds.contains(box)]
    others = np.array(taken)  # [boxes, 4]
    for box in inside:
        apart = (
            (others[:, 2] <= box.left())
            | (others[:, 0] >= box.right())
            | (others[:, 3] <= box.top())
            | (others[:, 1] >= box.bottom())
        )
        if apart.all():
            return box
    return (inside or boxes)[0] if label.focused else None


def _focused_first(label: PointLabel) -> bool:
    return not label.focused
