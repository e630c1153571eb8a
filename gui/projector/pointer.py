"""A pointer that can be seen from the back row."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPixmap

from gui.theme import Theme

RADIUS, WIDTH = 20.0, 5.0
SIDE = 56  # pixels; systems cut larger pointers off


def ring(theme: Theme) -> QCursor:
    """Return a ring with a dot in its middle, set off from light and dark cells alike."""
    picture = QPixmap(SIDE, SIDE)
    picture.fill(Qt.GlobalColor.transparent)
    centre = QPointF(SIDE / 2, SIDE / 2)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((theme.halo, WIDTH + 4), (theme.error, WIDTH)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawEllipse(centre, RADIUS, RADIUS)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, radius in ((theme.halo, 5.0), (theme.error, 3.0)):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(centre, radius, radius)
    painter.end()
    return QCursor(picture, SIDE // 2, SIDE // 2)
