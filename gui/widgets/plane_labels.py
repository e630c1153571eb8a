"""Words beside points: where they find room, and nowhere twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from core.numerics import FloatArray
from gui.widgets.style import SMALL_PX, Style

STRIDE = 3.0  # pixels between points of a line
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
    painter: QPainter,
    labels: Sequence[PointLabel],
    bounds: QRectF,
    style: Style,
    lines: FloatArray | None = None,
) -> None:
    """Draw the words that find a free place; the same word at the same place only once.

    Parameters
    ----------
    lines : [n, 2], points along lines that had better not strike a word through; None for none.
    """
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
        box = place_label(label, QFontMetricsF(font), taken, bounds, lines)
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
    label: PointLabel,
    metrics: QFontMetricsF,
    taken: Sequence[Box],
    bounds: QRectF,
    lines: FloatArray | None = None,
) -> QRectF | None:
    """Return the first free box around a point, if possible one that no line crosses.

    A focused one takes the first box whatever stands there.
    """
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
    crossed: QRectF | None = None
    for box in inside:
        apart = (
            (others[:, 2] <= box.left())
            | (others[:, 0] >= box.right())
            | (others[:, 3] <= box.top())
            | (others[:, 1] >= box.bottom())
        )
        if not apart.all():
            continue
        if not _crossed(box, lines):
            return box
        crossed = crossed or box
    return crossed or ((inside or boxes)[0] if label.focused else None)


def along(corners: FloatArray) -> FloatArray:
    """Return points along the closed line through some corners, near each other: [n, 2].

    Corners that stand nowhere are passed over.
    """
    corners = corners[np.isfinite(corners).all(axis=1)]
    if len(corners) < 2:
        return corners[:0]
    ends = np.roll(corners, -1, axis=0)
    steps = max(2, int(np.abs(ends - corners).max() / STRIDE) + 1)
    part = np.linspace(0.0, 1.0, steps)[:, None, None]  # [steps, 1, 1]
    points: FloatArray = (corners + part * (ends - corners)).reshape(-1, 2)
    return points


def _crossed(box: QRectF, lines: FloatArray | None) -> bool:
    """Whether a line goes through a box."""
    if lines is None or not len(lines):
        return False
    x, y = lines[:, 0], lines[:, 1]
    within = (x > box.left()) & (x < box.right()) & (y > box.top()) & (y < box.bottom())
    return bool(within.any())


def _focused_first(label: PointLabel) -> bool:
    return not label.focused
