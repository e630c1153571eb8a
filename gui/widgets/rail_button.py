"""One step of the rail: a numbered circle on a line, and its title."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.painting import told


class RailButton(QAbstractButton):
    """One step: a numbered circle on the line, and its title."""

    def __init__(self, number: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._theme = theme
        self._place = -1
        self._first = self._last = False
        self._bare = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_ends(self, *, first: bool, last: bool) -> None:
        """Say whether the line ends here."""
        self._first, self._last = first, last

    def set_place(self, place: int) -> None:
        """Say where the step stands: 0 here, above 0 passed, below 0 to come or elsewhere."""
        self._place = place
        self.update()

    def set_bare(self, bare: bool) -> None:
        """Say whether the circle stands alone."""
        self._bare = bare
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Follow the theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        bold = QFont(self.font())
        bold.setBold(True)
        wide = -8 if self._bare else metrics.horizontalAdvance(self.text()) * 1.12
        return QSize(round(wide + self._diameter() + 28), round(metrics.height() * 2.9))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), round(self._diameter() + 4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select):
            self.click()
        else:
            event.ignore()  # arrows and Space go to the window

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, here = self._theme, self._place == 0
        box = QRectF(self.rect())
        middle = QPointF(10 + self._diameter() / 2, box.center().y())
        self._paint_ground(painter, box, here)
        self._paint_line(painter, middle, box)
        self._paint_circle(painter, middle)
        if self._bare:
            return
        font = QFont(self.font())
        font.setBold(here)
        painter.setFont(font)
        painter.setPen(QColor(theme.text if self._place >= 0 else theme.muted))
        left = middle.x() + self._diameter() / 2 + 10
        area = QRectF(left, 0, box.width() - left - 4, box.height())
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(area.width())
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _diameter(self) -> float:
        return self.fontMetrics().height() * 1.55

    def _paint_ground(self, painter: QPainter, box: QRectF, here: bool) -> None:
        ground = box.adjusted(0.5, 2.5, -0.5, -2.5)
        painter.setPen(
            QPen(QColor(self._theme.accent), 1) if self.hasFocus() else Qt.PenStyle.NoPen
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if here:
            painter.setBrush(QColor(self._theme.accent_soft))
        elif self.underMouse():
            painter.setBrush(QColor(self._theme.window))
        painter.drawRoundedRect(ground, 6, 6)

    def _paint_line(self, painter: QPainter, middle: QPointF, box: QRectF) -> None:
        radius = self._diameter() / 2 + 3
        painter.setPen(QPen(QColor(self._theme.border), 2))
        if not self._first:
            painter.drawLine(QPointF(middle.x(), 0), QPointF(middle.x(), middle.y() - radius))
        if not self._last:
            end = QPointF(middle.x(), box.bottom())
            painter.drawLine(QPointF(middle.x(), middle.y() + radius), end)

    def _paint_circle(self, painter: QPainter, middle: QPointF) -> None:
        theme, radius = self._theme, self._diameter() / 2 - 1
        here, passed = self._place == 0, self._place > 0
        painter.setPen(QPen(QColor(theme.accent if here or passed else theme.border), 2))
        painter.setBrush(QColor(theme.accent if here else theme.surface))
        painter.drawEllipse(middle, radius, radius)
        font = QFont(self.font())
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 0.92)
        painter.setFont(font)
        ink = theme.on_accent if here else theme.accent if passed else theme.muted
        painter.setPen(QColor(ink))
        around = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(around, Qt.AlignmentFlag.AlignCenter, str(self._number))
