"""What every panel and every page is: a key, a title, and one way to show a state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from core.trace import Step, Trace
from gui.contents import ENTRIES
from gui.follow import inside
from gui.i18n import translate
from gui.state import Cell, State
from gui.theme import Theme
from gui.widgets.figure import Figure
from gui.widgets.focus import Focus
from gui.widgets.specs import Spec
from gui.widgets.style import Style

if TYPE_CHECKING:  # files are made when they are asked for
    from gui.pieces import Piece
    from gui.tables import Table


class Panel(QWidget):
    """What fills the middle column.

    A panel never changes the state: its widgets' user signals go to the store, and the store's
    answer comes back through :meth:`show_state`.

    Signals: ``edit_requested(cell)``, ``menu_requested(plot_key, global position)``.

    Attributes
    ----------
    key : the step it shows, one of ``core.trace.ALL_STEP_KEYS``, or the page.
    title, question, order : as the key's entry in :mod:`gui.contents` has them.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    question: ClassVar[str]
    order: ClassVar[int]

    edit_requested = Signal(object)
    menu_requested = Signal(str, QPoint)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        entry = ENTRIES.get(getattr(cls, "key", ""))
        if entry is not None:
            cls.title, cls.question, cls.order = entry.title, entry.question, entry.order

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = ""

    # ---- what it shows -----------------------------------------------------------------------

    def n_heads(self, state: State) -> int:
        """Return how many heads can be chosen; 1 offers no choice."""
        return 1

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

    def set_look(self, theme: Theme, scale: float) -> None:
        """Follow the theme and the size of the fonts."""
        raise NotImplementedError

    @property
    def look(self) -> Style:
        """Theme, scale and font, as files take them."""
        raise NotImplementedError

    def take_keys(self) -> None:
        """Take the keyboard."""
        figures = self.figures()
        (figures[0] if figures else self).setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- views -------------------------------------------------------------------------------

    def views(self) -> tuple[tuple[str, str], ...]:
        """Return the views that the panel can be asked for, each a key and its title.

        What they are may depend on the state; the first is shown until another is chosen.
        """
        return ()

    def view(self) -> str:
        """Return the key of the view shown; "" where there is one view only."""
        keys = [key for key, _ in self.views()]
        return self._view if self._view in keys else keys[0] if keys else ""

    @Slot(str)
    def set_view(self, key: str) -> None:
        """Show another view. It is no part of the state: undo and files know nothing of it."""
        self._view = key

    # ---- what files take ---------------------------------------------------------------------

    def figures(self) -> tuple[Figure, ...]:
        """Return the figures shown, the first of which takes the keyboard."""
        return ()

    def specs(self, state: State) -> tuple[Spec, ...]:
        """Return what the figures show of a state."""
        return ()

    def foci(self, state: State) -> tuple[Focus, ...]:
        """Return where a person looks in each run that is shown, the scenario's own first."""
        return (focus_in(state.trace, state.view.focus, state),)

    def heading(self) -> str:
        """Return the title in the reader's language, as it stands on a picture."""
        return translate("panels", self.title)

    def formula(self, state: State) -> str:
        """Return the TeX under the title of a picture; "" for none."""
        return ""

    def notes(self, state: State) -> tuple[str, ...]:
        """Return what is said under the plots."""
        return ()

    def about(self, state: State) -> str | None:
        """Return what stands at the foot of a picture; None = what was run."""
        return None

    def pieces(self, state: State) -> Sequence[Piece]:
        """Return what stands between title and notes of a picture: all figures."""
        from gui.pieces import Plots

        return [Plots(figure, figure.content_rect()) for figure in self.figures()]

    def tables(self, state: State, specs: Sequence[Spec]) -> tuple[Table, ...]:
        """Return the numbers that are shown, of ``specs`` and besides."""
        return ()

    def documents(self, state: State) -> Mapping[str, Callable[[], bytes]]:
        """Return files besides pictures and numbers: how their names end, and what makes them."""
        return {}


def focus_in(trace: Trace, cell: Cell | None, state: State) -> Focus:
    """Return a cell of a run with what it was computed from there."""
    if not inside(cell, trace) or cell is None:  # a page may hold a cell of another run
        return Focus(None)
    sources = trace.explain(cell.grid, cell.head, cell.row, cell.col).sources
    return Focus(cell, sources, state.view.focus == state.view.pin)


def head_count(step: Step) -> int:
    """Return how many query heads a step tells apart; 1 where it knows none."""
    heads = [grid.n_heads for grid in step.grids if grid.heads and grid.heads.kind == "heads"]
    return max(heads, default=1)
