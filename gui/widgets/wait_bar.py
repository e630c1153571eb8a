"""A bar over a window while it makes something of many parts, which it cannot do elsewhere."""

from __future__ import annotations

from types import TracebackType

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

WIDTH = 45  # letters


class WaitBar(QProgressDialog):
    """A bar with a button to cancel; shown at once, so that the window takes nothing else.

    Qt's own waits for seconds before it shows, and the window would take clicks and keys until
    then, in the middle of what it is doing.

    ``with WaitBar(window, title, n_parts) as bar`` takes it away at the end.
    """

    def __init__(self, window: QWidget, title: str, n_parts: int) -> None:
        super().__init__(window)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(WIDTH * self.fontMetrics().averageCharWidth())
        self.setAutoClose(False)
        self.setAutoReset(False)
        self.setRange(0, n_parts)

    def __enter__(self) -> WaitBar:
        self.show()
        self.go_on()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hide()
        self.deleteLater()

    def reject(self) -> None:
        """Cancel; Qt's own only hides, where its shortcut does not take the key first."""
        self.cancel()
        super().reject()

    def go_on(self, done: int | None = None, part: str | None = None) -> bool:
        """Show how many parts are done and which is next; False if it was cancelled.

        Parameters
        ----------
        done, part : None = as before.
        """
        if part is not None:
            self.setLabelText(part)
        if done is not None:
            self.setValue(done)
        QCoreApplication.processEvents()  # nothing but the bar takes clicks meanwhile
        return not self.wasCanceled()
