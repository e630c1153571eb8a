"""A countdown over the window: time to predict before the answer is shown."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from gui.i18n import translate
from gui.motion import reduced_motion
from gui.widgets.painting import told

TICK_MS, STILL_MS = 200, 1000  # between two pictures of the ring
SIDE, MARGIN, RING = 132, 18, 9


class Countdown(QWidget):
    """A ring that empties, with the seconds left in its middle; a click puts it away.

    Signals: ``ended()`` when the time is up.

    Parameters
    ----------
    seconds : how long.
    clock : seconds; tells how many have passed.
    """

    ended = Signal()

    def __init__(
        self,
        seconds: float,
        window: QWidget,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._clock = window, clock
        self._seconds = float(seconds)
        self._start = clock()
        self._over = False
        letters = max(1.0, window.fontMetrics().height() / 16)
        self.setFixedSize(round(SIDE * letters), round(SIDE * letters))
        self.setToolTip(translate("teacher", "Time to predict; a click puts it away"))
        self._timer = QTimer(self)
        self._still = reduced_motion()
        self._timer.setInterval(STILL_MS if self._still else TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        window.installEventFilter(self)
        self._place()
        self._tell()
        self.raise_()

    @property
    def left(self) -> float:
        """Seconds left."""
        return max(0.0, self._seconds - (self._clock() - self._start))

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self._over

    def text(self) -> str:
        """Return what stands in the ring: ``1:05``, ``0:07``."""
        whole = math.ceil(self.left)
        return f"{whole // 60}:{whole % 60:02}"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        box = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        painter.setBrush(palette.base())
        painter.setPen(QPen(palette.mid().color(), RING))
        painter.drawEllipse(box)
        colour = palette.brightText().color() if self._over else palette.highlight().color()
        painter.setPen(QPen(colour, RING, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        share = 1.0 if self._over else self.left / self._seconds if self._seconds else 0.0
        painter.drawArc(box, 90 * 16, -round(share * 360 * 16))
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(round(self.height() * 0.25))
        painter.setFont(font)
        painter.setPen(colour if self._over else palette.text().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    @Slot()
    def _tick(self) -> None:
        if self.left <= 0 and not self._over:
            self._over = True
            self._timer.stop()
            self._tell()
            self.ended.emit()
        self.update()

    def _tell(self) -> None:
        """Say it aloud, at the beginning and at the end only."""
        words = translate("teacher", "{seconds} seconds to predict").format(
            seconds=round(self._seconds)
        )
        if self._over:
            words = translate("teacher", "The time is up")
        self.setAccessibleName(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _place(self) -> None:
        """Stand at the top right, below the bars."""
        self.move(self._window.width() - self.width() - MARGIN, MARGIN * 6)
