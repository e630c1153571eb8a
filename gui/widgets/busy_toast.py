"""What floats over the panel while a long run is computed: how far it is, and a way out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from gui.i18n import translate

STEPS = 1000


class BusyToast(QFrame):
    """Show the progress of a run; ``cancelled()`` when the person has waited enough."""

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "toast")
        self._label = QLabel()
        self._bar = QProgressBar()
        self._bar.setRange(0, STEPS)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._bar.setMinimumWidth(160)
        self._cancel = QPushButton()
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self._label)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self.retranslate()
        self.hide()

    @Slot(bool)
    def show_busy(self, busy: bool) -> None:
        """Appear at the bottom of the panel, or go."""
        self._bar.setValue(0)
        self.setVisible(busy)
        if busy:
            self.place()

    @Slot(float)
    def show_progress(self, part: float) -> None:
        """Show how far the run is, 0 to 1."""
        self._bar.setValue(round(part * STEPS))

    def place(self) -> None:
        """Stand in the middle of the lower edge of the parent."""
        parent = self.parentWidget()
        if parent is None:
            return
        self.adjustSize()
        self.resize(min(self.width(), parent.width() - 24), self.height())
        left = (parent.width() - self.width()) // 2
        self.move(QPoint(left, parent.height() - self.height() - 24))
        self.raise_()

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self._label.setText(translate("busy_toast", "Computing…"))
        self._cancel.setText(translate("busy_toast", "Cancel"))
        self._cancel.setToolTip(
            translate("busy_toast", "Stop, and keep what is shown (Escape); redo starts it again")
        )
        self._bar.setAccessibleName(translate("busy_toast", "Progress"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
