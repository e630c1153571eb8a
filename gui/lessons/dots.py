"""The steps of a lesson as dots: seen, answered, and where one is; a click jumps there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from gui.i18n import translate
from gui.theme import Theme
from gui.widgets.flow import FlowLayout
from gui.widgets.painting import told

SIDE = 17


class Dot(QAbstractButton):
    """One step: hollow before it was seen, filled after, ticked once its question is answered."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._scale = theme, 1.0
        self._seen = self._answered = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_state(self, *, here: bool, seen: bool, answered: bool) -> None:
        """Show where the step stands."""
        self._seen, self._answered = seen, answered
        self.setChecked(here)
        self.update()

    def set_look(self, theme: Theme, scale: float) -> None:
        """Follow the theme and the size of the fonts."""
        self._theme, self._scale = theme, scale
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = round(SIDE * self._scale)
        return QSize(side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        else:
            event.ignore()

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, here = self._theme, self.isChecked()
        ink = QColor(theme.good if self._answered else theme.accent)
        middle = QPointF(self.rect().center()) + QPointF(0.5, 0.5)
        radius = self.width() * (0.36 if here else 0.27)
        painter.setPen(QPen(ink if self._seen or here else QColor(theme.muted), 1.6))
        painter.setBrush(ink if here or self._answered else QColor(theme.surface))
        painter.drawEllipse(middle, radius, radius)
        if self._seen and not here and not self._answered:
            painter.setBrush(ink)
            painter.drawEllipse(middle, radius * 0.4, radius * 0.4)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


class Dots(QWidget):
    """A dot for every step; ``chosen(step)``."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._scale = theme, 1.0
        self._dots: list[Dot] = []
        self._titles: tuple[str, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.choose)
        self._row = FlowLayout(self, gap=0, line_gap=0)
        self._row.setContentsMargins(0, 0, 0, 0)

    def show_steps(self, titles: Sequence[str]) -> None:
        """Give every step a dot, with its title."""
        while len(self._dots) > len(titles):
            dot = self._dots.pop()
            self._group.removeButton(dot)
            self._row.removeWidget(dot)
            dot.hide()
            dot.deleteLater()
        while len(self._dots) < len(titles):
            dot = Dot(self._theme)
            dot.set_look(self._theme, self._scale)
            self._group.addButton(dot, len(self._dots))
            self._row.addWidget(dot)
            self._dots.append(dot)
        self._titles = tuple(titles)
        for number, (dot, title) in enumerate(zip(self._dots, titles, strict=True), 1):
            dot.setToolTip(f"{number}  {title}")

    def show_place(self, here: int, seen: frozenset[int], answered: frozenset[int]) -> None:
        """Show where one is, and what has been seen and answered."""
        for place, dot in enumerate(self._dots):
            done = place in answered
            dot.show_state(here=place == here, seen=place in seen, answered=done)
            name = translate("lesson_pane", "Step {number}: {title}").format(
                number=place + 1, title=self._titles[place]
            )
            dot.setAccessibleName(name)
            state = translate("lesson_pane", "answered") if done else ""
            dot.setAccessibleDescription(state)

    def set_look(self, theme: Theme, scale: float) -> None:
        """Follow the theme and the size of the fonts."""
        self._theme, self._scale = theme, scale
        for dot in self._dots:
            dot.set_look(theme, scale)

    @Slot(int)
    def choose(self, place: int) -> None:
        """Ask for a step."""
        self.chosen.emit(place)
