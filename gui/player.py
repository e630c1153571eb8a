"""Showing the steps one after another, until the end or until the person does anything."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot

from core.trace import ALL_STEP_KEYS
from gui.state import STEPS
from gui.store import Store

STEP_MS = 2500
_STOPPERS = frozenset((QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel))


class Player(QObject):
    """Move on by a step every few seconds; ``playing(bool)`` tells when it starts and stops.

    Parameters
    ----------
    steps : keys of the steps that have a panel.
    button : what starts and stops it by a click.
    """

    playing = Signal(bool)

    def __init__(
        self, store: Store, steps: tuple[str, ...], button: QObject, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._button = button
        self._steps = tuple(step for step in ALL_STEP_KEYS if step in steps)
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._advance)

    @property
    def active(self) -> bool:
        """Whether the steps are playing."""
        return self._timer.isActive()

    @Slot()
    def toggle(self) -> None:
        """Start, from the first step when the last is shown, or stop."""
        if self.active:
            self.stop()
            return
        view = self._store.state.view
        if view.step == self._steps[-1]:
            self._store.look(step=self._steps[0])
        elif view.page != STEPS:
            self._store.look(page=STEPS)
        self._timer.start()
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self.playing.emit(True)

    @Slot()
    def stop(self) -> None:
        """Stay at the step that is shown."""
        if not self.active:
            return
        self._timer.stop()
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.playing.emit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stop at any key, shortcut or click, which then does what it always does.

        The play button stops by itself: stopped here, its click would start it again.
        """
        ours = watched.isWidgetType() and watched is not self._button
        by_hand = ours and event.type() in _STOPPERS and event.spontaneous()
        if by_hand or event.type() == QEvent.Type.Shortcut:  # which goes to no widget
            QTimer.singleShot(0, self, self.stop)
        return False

    @Slot()
    def _advance(self) -> None:
        here = self._steps.index(self._store.state.view.step)
        if here + 1 < len(self._steps):
            self._store.look(step=self._steps[here + 1])
        if here + 2 >= len(self._steps):
            self.stop()
