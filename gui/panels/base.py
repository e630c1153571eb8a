"""What every step panel is: a key, a title, and one way to show a state."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from gui.state import State


class Panel(QWidget):
    """A page of the middle column.

    A panel never changes the state: its widgets' user signals go to the store, and the store's
    answer comes back through :meth:`show_state`.

    Attributes
    ----------
    key : the step it shows, one of ``core.trace.STEP_KEYS``.
    title : marked text in the context ``panels``.
    question : marked text: what this step asks, one line under the title.
    order : its place in the rail.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    question: ClassVar[str]
    order: ClassVar[int]

    def wants(self, old: State, new: State) -> bool:
        """Whether the change is visible here: the numbers, or the head in focus."""
        return old.trace is not new.trace or old.view.head != new.view.head

    def show_state(self, state: State) -> None:
        """Show a state; the figure repaints only what differs. Must not change the state."""
        raise NotImplementedError

    def show_focus(self, state: State) -> None:
        """Move the outlines to the hovered or pinned cell; nothing else is touched."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        raise NotImplementedError
