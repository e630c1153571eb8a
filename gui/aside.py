"""What a session keeps beside scenario and view: a panel's own view, and the lesson in play."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from core.session import LessonPlace, Session
from gui.i18n import translate

if TYPE_CHECKING:
    from gui.window import Window


class Aside(QObject):
    """Say what stands aside in a window, and bring it back there."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def show(self) -> str:
        """Return the key of the view on the screen; "" for its first."""
        return self._window.lessons.view_shown()

    def lesson(self) -> LessonPlace | None:
        """Return the lesson in play."""
        return self._window.lessons.place()

    @Slot(object, bool)
    def bring(self, found: Session, own: bool) -> None:
        """Show what a session says beside its state, which is shown already.

        Parameters
        ----------
        own : whether the session is the window's own now; a picture shows a state, and lets a
            lesson be that is in play.
        """
        window = self._window
        if own and found.lesson is not None:
            if not window.lessons.resume(found.lesson):
                name = Path(found.lesson.folder).name
                window.work.files.notice.tell(
                    translate(
                        "session_files",
                        "The lesson {name} of this session cannot be played here; its state is "
                        "shown without it.",
                    ).format(name=name)
                )
        elif own:
            window.lessons.close_all()
        picture = found.picture.get("view", "")
        window.lessons.show_view(found.show or (picture if isinstance(picture, str) else ""))
