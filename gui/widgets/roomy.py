"""A widget that is scrolled where its window is too small for it, and stays as it is elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStyle, QWidget

LEAST = QSize(200, 100)  # pixels; what lies beyond is scrolled to


class Roomy(QScrollArea):
    """Give a widget all the room there is, and at least the height that its lines need.

    Lines that break are counted: a layout's smallest size knows nothing of them.

    Parameters
    ----------
    across : whether its width is scrolled through too, rather than asked of the window.
    """

    def __init__(self, inner: QWidget, *, across: bool = True) -> None:
        super().__init__()
        self._inner, self._across = inner, across
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        inner.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        needed = self._inner.minimumSizeHint()
        least = LEAST.boundedTo(needed)
        if not self._across:
            bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
            least.setWidth(needed.width() + bar + 2)
        return least

    def sizeHint(self) -> QSize:
        return self._inner.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the window; turn pages where there are some."""
        turns = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if turns and self.verticalScrollBar().maximum() > 0:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Make the widget as high as its lines at the present width."""
        layout, room = self._inner.layout(), self.viewport().size()
        if layout is None or room.isEmpty():
            return
        wide = max(room.width(), layout.minimumSize().width())
        needed = layout.minimumHeightForWidth(wide) if layout.hasHeightForWidth() else 0
        needed = max(needed, layout.minimumSize().height())
        height = needed if needed > room.height() else 0
        if height != self._inner.minimumHeight():
            self._inner.setMinimumHeight(height)
