"""The tour of a first start: five bubbles that point at the parts of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.messages import QT_TRANSLATE_NOOP
from gui.i18n import translate
from gui.widgets.painting import told

Side = Literal["below", "right", "left", "above"]

WIDTH, ARROW, RADIUS, GAP = 320, 12, 10, 6


@dataclass(frozen=True, slots=True)
class Stop:
    """One bubble.

    Attributes
    ----------
    part : which part of the window it points at.
    side : where of that part it stands.
    title, text : marked texts in the context ``tour``.
    """

    part: str
    side: Side
    title: str
    text: str


STOPS: tuple[Stop, ...] = (
    Stop(
        "mechanism",
        "below",
        QT_TRANSLATE_NOOP("tour", "Three mechanisms"),
        QT_TRANSLATE_NOOP(
            "tour",
            "Switch between traditional attention, self-attention, and K = V tied. Every panel "
            "follows, with the same inputs.",
        ),
    ),
    Stop(
        "text",
        "below",
        QT_TRANSLATE_NOOP("tour", "Your own text"),
        QT_TRANSLATE_NOOP(
            "tour", "Type anything: every number on the window is computed from it at once."
        ),
    ),
    Stop(
        "steps",
        "right",
        QT_TRANSLATE_NOOP("tour", "Step by step"),
        QT_TRANSLATE_NOOP(
            "tour",
            "From the inputs to the output; the arrow keys move on, the space bar plays them all. "
            "Below stand the pages that compare and judge.",
        ),
    ),
    Stop(
        "plots",
        "left",
        QT_TRANSLATE_NOOP("tour", "Any cell opens"),
        QT_TRANSLATE_NOOP(
            "tour",
            "Point at a cell: the lens shows the products and sums behind it. A click holds it, a "
            "double click changes its number.",
        ),
    ),
    Stop(
        "strip",
        "above",
        QT_TRANSLATE_NOOP("tour", "The question itself"),
        QT_TRANSLATE_NOOP(
            "tour",
            "Do K and V have the same source, the same map, the same numbers? The strip answers "
            "for what is shown, always.",
        ),
    ),
)


class Tour(QWidget):
    """Show the bubbles one after another over the window; whatever lies beneath stays usable.

    Signals: ``ended()`` when the last was read, or the tour was left.

    Parameters
    ----------
    parts : the widgets that the stops name.
    """

    ended = Signal()

    def __init__(self, parts: dict[str, QWidget], window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._parts, self._window = parts, window
        self._place = 0
        self._tip = QPointF()
        self._side: Side = "below"
        self._title, self._text, self._count = QLabel(), QLabel(), QLabel()
        self._back, self._next, self._leave = QPushButton(), QPushButton(), QPushButton()
        self._build()
        window.installEventFilter(self)
        self._show()

    @property
    def place(self) -> int:
        """Number of the bubble that is shown, from 0."""
        return self._place

    def stop(self) -> Stop:
        """Return what is shown."""
        return STOPS[self._place]

    @Slot()
    def next(self) -> None:
        """Show the next bubble, or end after the last."""
        if self._place + 1 == len(STOPS):
            self.close()
            return
        self._place += 1
        self._show()

    @Slot()
    def back(self) -> None:
        """Show the bubble before."""
        self._place = max(0, self._place - 1)
        self._show()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._window.removeEventFilter(self)
        self.ended.emit()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Escape: self.close, Qt.Key.Key_Left: self.back}
        forward = (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in forward:
            self.next()
        elif event.key() in keys:
            keys[Qt.Key(event.key())]()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._stand()
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.ApplicationFontChange):
            self._show()

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and its arrow as one shape."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        accent = palette.highlight().color()
        box = QRectF(self._box()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(accent, 2))
        painter.setBrush(palette.base())
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(accent))
        painter.drawPolygon(self._arrow(box))

    # ---- where it stands ---------------------------------------------------------------------

    def _show(self) -> None:
        stop = self.stop()
        last = self._place + 1 == len(STOPS)
        self._title.setText(translate("tour", stop.title))
        self._text.setText(translate("tour", stop.text))
        self._count.setText(f"{self._place + 1} / {len(STOPS)}")
        self._back.setText(translate("tour", "Back"))
        self._back.setEnabled(self._place > 0)
        self._next.setText(translate("tour", "Done") if last else translate("tour", "Next"))
        self._leave.setText(translate("tour", "Skip"))
        self._leave.setVisible(not last)
        self.setAccessibleName(translate("tour", "Tour: {title}").format(title=self._title.text()))
        self.setAccessibleDescription(self._text.text())
        self._stand()
        self.raise_()
        spoken = f"{self._title.text()}. {self._text.text()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def _stand(self) -> None:
        """Stand beside the part, inside the window; turned over where there is no room."""
        part = self._parts[self.stop().part]
        origin = part.mapTo(self._window, QPoint(0, 0))
        target = QRect(origin, part.size())
        letters = self.fontMetrics().height() / 16
        width = min(round(WIDTH * max(1.0, letters)), self._window.width() - 2 * GAP)
        self.setFixedWidth(width)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        self.setFixedHeight(height)
        self._side = self._roomy(target, width, height)
        left, top, tip = self._corner(target, width, height)
        left = max(GAP, min(left, self._window.width() - width - GAP))
        top = max(GAP, min(top, self._window.height() - height - GAP))
        self.move(left, top)
        self._tip = QPointF(tip - QPoint(left, top))
        self.update()

    def _roomy(self, target: QRect, width: int, height: int) -> Side:
        """Return the side wanted, or its opposite where the window ends before it."""
        side = self.stop().side
        free = {
            "below": self._window.height() - target.bottom() >= height,
            "above": target.top() >= height,
            "right": self._window.width() - target.right() >= width,
            "left": True,  # of the plots: then it lies over them
        }
        other: dict[Side, Side] = {"below": "above", "above": "below", "right": "left"}
        return side if free[side] else other.get(side, side)

    def _corner(self, target: QRect, width: int, height: int) -> tuple[int, int, QPoint]:
        """Return left, top and the tip of the arrow, in the window."""
        middle = target.center()
        if self._side == "below":
            return middle.x() - width // 2, target.bottom() + GAP, QPoint(middle.x(), 0)
        if self._side == "above":
            end = QPoint(middle.x(), target.top())
            return middle.x() - width // 2, target.top() - height - GAP, end
        if self._side == "right":
            left = target.right() + GAP
            return left, middle.y() - height // 2, QPoint(left, middle.y())
        left = target.left() + target.width() // 8
        return left, middle.y() - height // 2, QPoint(left + width, middle.y())

    def _box(self) -> QRect:
        return self.rect().adjusted(ARROW, ARROW, -ARROW, -ARROW)

    def _arrow(self, box: QRectF) -> QPolygonF:
        """Return the arrow, from the box's edge to the part."""
        x = max(box.left() + 2 * ARROW, min(self._tip.x(), box.right() - 2 * ARROW))
        y = max(box.top() + 2 * ARROW, min(self._tip.y(), box.bottom() - 2 * ARROW))
        half = ARROW * 0.8
        if self._side == "below":
            ends = ((x, 0.0), (x - half, box.top()), (x + half, box.top()))
        elif self._side == "above":
            ends = ((x, float(self.height())), (x - half, box.bottom()), (x + half, box.bottom()))
        elif self._side == "right":
            ends = ((0.0, y), (box.left(), y - half), (box.left(), y + half))
        else:
            ends = ((float(self.width()), y), (box.right(), y - half), (box.right(), y + half))
        return QPolygonF([QPointF(*end) for end in ends])

    def _build(self) -> None:
        self._title.setProperty("look", "heading")
        self._count.setProperty("look", "muted")
        self._text.setWordWrap(True)
        self._next.setProperty("look", "primary")
        for button in (self._back, self._next, self._leave):
            button.setAutoDefault(False)
        self._back.clicked.connect(self.back)
        self._next.clicked.connect(self.next)
        self._leave.clicked.connect(self.close)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._count)
        buttons = QHBoxLayout()
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(ARROW + 16, ARROW + 12, ARROW + 16, ARROW + 12)
        rows.setSpacing(8)
        rows.addLayout(top)
        rows.addWidget(self._text)
        rows.addLayout(buttons)
