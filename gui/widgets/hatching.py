"""Diagonal lines behind a map: what is masked is transparent and shows them."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF


def hatching(rect: QRectF, step: float) -> list[QLineF]:
    """Return diagonal lines cut at a rectangle's edges; SVG viewers do not all clip."""
    lines = []
    width, height = rect.width(), rect.height()
    offset = step
    while offset < width + height:
        start = QPointF(rect.left() + max(0.0, offset - height), rect.top() + min(offset, height))
        end = QPointF(rect.left() + min(offset, width), rect.top() + max(0.0, offset - width))
        lines.append(QLineF(start, end))
        offset += step
    return lines
