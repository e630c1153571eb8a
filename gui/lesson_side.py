"""The window's left side: a lesson that is played, or one that is recorded; loaded when needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from core.explanation import Source
from core.session import LessonPlace
from gui.appearance import Appearance
from gui.places import Places
from gui.state import STEPS, State
from gui.store import Store
from gui.theme import Theme
from gui.widgets.columns import Columns
from gui.widgets.hairline import hairline
from gui.widgets.rail import Rail

if TYPE_CHECKING:
    from gui.lessons.guide import LessonGuide
    from gui.lessons.library import Entry
    from gui.lessons.pane import LessonPane
    from gui.lessons.recorder import RecorderPane

SHARE, LEAST, MOST = 0.26, 280, 470  # of the window's width; pixels at the usual letters
GROWTH = 0.2  # by which letters are larger in the widest pane: its lines would be long else
WIDEST_SHARE = 0.35  # of the width, however large the letters
# Pixels of the window: below the one the rail goes and the lesson alone turns the steps, below the
# other it has no words, lesson or not.
LEAST_RAIL, BARE_RAIL = 700, 720
NARROW = 1320  # pixels of the window, below which rail and lens make room


class LessonSide(QWidget):
    """Hold the pane of a lesson beside everything else.

    Signals: ``begun()`` when a lesson is played; ``progressed()`` when somebody has come further in
    one; ``pointed(sources)`` when the lesson points at something, or at nothing; ``ended()`` when
    none is played any longer; ``written(folder)`` when one has been recorded.
    """

    begun = Signal()
    progressed = Signal()
    written = Signal(str)
    pointed = Signal(object)
    ended = Signal()

    def __init__(
        self, store: Store, places: Places, columns: Columns, rail: Rail, look: Appearance
    ) -> None:
        super().__init__()
        self._store, self._places = store, places
        self._columns, self._rail = columns, rail
        self._theme, self._scale = look.theme, look.scale
        self.pane: LessonPane | None = None
        self.recorder: RecorderPane | None = None
        self.guide: LessonGuide | None = None
        self.marks: tuple[Source, ...] = ()
        self._lent = self._out = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._line = hairline(vertical=True)
        self._row.addWidget(self._line)
        self.hide()
        places.made.connect(self._meet)
        store.changed.connect(self._changed)

    @Slot(object)
    def open(self, entry: Entry, step: int | None = None, *, resumed: bool = False) -> None:
        """Play a lesson, from where the person left it unless a step is named.

        Parameters
        ----------
        resumed : whether the window's state stays as it is.
        """
        from gui.lessons.guide import LessonGuide, Window
        from gui.lessons.pane import LessonPane

        self.close_all()
        if entry.lesson is None:
            return
        if self.pane is None:
            self.pane = LessonPane(self._theme)
            self.pane.set_look(self._theme, self._scale)
            self._row.insertWidget(0, self.pane)
        if self.recorder is not None:
            self.recorder.hide()  # what it has kept stays
        window = Window(self.show_view, self._point)
        self.guide = LessonGuide(entry, entry.lesson, self.pane, self._store, window, self._theme)
        self.guide.closed.connect(self._closed)
        self.guide.progressed.connect(self.progressed)
        self.pane.show()
        self._appear()
        if resumed:
            self.guide.resume(step or 0)
        else:
            self.guide.begin(step)
        self.begun.emit()
        self.pane.after.setFocus()

    def lend(self) -> LessonPane | None:
        """Give the pane away while a lesson is in play: the projector shows it.

        A pane that has been given away stays so until it comes back, though its lesson has ended.
        """
        if self.guide is None:
            return None
        self._lent = True
        return self.pane

    def take_back(self) -> None:
        """Have the pane beside the window's parts again."""
        if self.pane is None or not self._lent:
            return
        self._lent = False
        self._row.insertWidget(0, self.pane)
        self.pane.set_look(self._theme, self._scale)
        self.pane.setVisible(self.guide is not None)
        self.settle()

    def place(self) -> LessonPlace | None:
        """Return where somebody is in the lesson in play; None where none is."""
        guide = self.guide
        return None if guide is None else LessonPlace(guide.entry.key, guide.at)

    def resume(self, place: LessonPlace) -> bool:
        """Play a lesson on from where somebody was, beside the state that is shown.

        Only lessons that came with the program, and those that were opened here, are looked for:
        a session from elsewhere does not decide which folders are read.

        Returns
        -------
        found : whether there is such a lesson, and nothing is wrong with it.
        """
        from gui.lessons.library import entry_called

        entry = entry_called(place.folder, self._store.state.view)
        if entry is None or entry.lesson is None:
            self.close_all()
            return False
        self.open(entry, place.step, resumed=True)
        return True

    @Slot()
    def record(self) -> None:
        """Record a lesson: keep states as its steps."""
        from gui.lessons.recorder import RecorderPane

        self.close_all()
        if self.recorder is None:
            self.recorder = RecorderPane(self._store, self.view_shown)
            self.recorder.closed.connect(self._closed)
            self.recorder.written.connect(self.written)
            self._row.insertWidget(0, self.recorder)
        self.recorder.show()
        self._appear()

    def close_all(self) -> None:
        """End the lesson that is played, if any."""
        if self.guide is not None:
            self.guide.close()

    def set_look(self, theme: Theme, scale: float) -> None:
        """Follow the theme and the size of the fonts."""
        self._theme, self._scale = theme, scale
        if self.guide is not None:
            self.guide.set_theme(theme)
        if self.pane is not None and not self._lent:
            self.pane.set_look(theme, scale)
        self.settle()

    def settle(self) -> None:
        """Share the window's width out: in a narrow one, rail and lens make room.

        The window asks for it whenever its width has changed.
        """
        shown, width = self._out, self.window().width()
        narrow = shown and width < NARROW * self._scale
        self._rail.set_narrow(narrow or width < BARE_RAIL * self._scale)
        self._rail.setVisible(not shown or width > LEAST_RAIL * self._scale)
        self._columns.set_beside(shown, spare_lens=narrow)
        self._places.hush(narrow)
        room = min(max(LEAST, SHARE * width), MOST)
        sheet = _letters((room - LEAST) / (MOST - LEAST))
        room = min(room * max(1.0, min(self._scale, 1.6)), WIDEST_SHARE * width)
        for pane in (None if self._lent else self.pane, self.recorder):
            if pane is not None:
                pane.setFixedWidth(round(room))
                if pane.styleSheet() != sheet:
                    pane.setStyleSheet(sheet)
        self._lens_for(self._store.state)

    def _appear(self) -> None:
        self._out = True
        self.settle()  # first, lest the window grows to hold all that was there
        self.show()

    @Slot()
    def _closed(self) -> None:
        self.guide = None
        for pane in (self.pane, self.recorder):
            if pane is not None:
                pane.hide()
        self._out = False
        self.hide()
        self.settle()
        self.ended.emit()
        if self._store.state.view.page == STEPS and not self._lent:
            self._places.shown().take_keys()

    @Slot(object)
    def _meet(self, page: QWidget) -> None:
        """Listen to the page that lists the lessons, once there is one."""
        if getattr(page, "key", "") == "lessons":
            page.opened.connect(self.open)  # type: ignore[attr-defined]
            page.record_wanted.connect(self.record)  # type: ignore[attr-defined]
            self.progressed.connect(page.show_progress)  # type: ignore[attr-defined]
            self.written.connect(page.add_folder)  # type: ignore[attr-defined]

    @Slot(object, object)
    def _changed(self, _old: State, new: State) -> None:
        self._lens_for(new)

    def _lens_for(self, state: State) -> None:
        """In a narrow window the lens is there while a cell is held."""
        self._columns.show_lens(state.view.pin is not None)

    def show_view(self, key: str) -> None:
        """Show a view of what is on the screen; "" its first."""
        shown = self._places.shown()
        keys = [name for name, _ in shown.views()]
        wanted = key if key in keys else keys[0] if keys else ""
        if wanted and shown.view() != wanted:
            shown.set_view(wanted)

    def view_shown(self) -> str:
        """Return the view of what is on the screen; "" for its first."""
        shown = self._places.shown()
        keys = [name for name, _ in shown.views()]
        return "" if not keys or shown.view() == keys[0] else shown.view()

    def _point(self, sources: tuple[Source, ...]) -> None:
        self.marks = sources
        self._places.point(sources)
        self.pointed.emit(sources)


def _letters(grown: float) -> str:
    """Return larger letters for a wide pane, 0 to 1; as stylesheet, which children inherit."""
    usual = QApplication.font().pointSizeF()
    points = round(2 * usual * (1 + GROWTH * grown)) / 2
    if points <= usual:
        return ""
    return (
        f"QWidget {{ font-size: {points}pt; }} "
        f'QLabel[look="title"] {{ font-size: {1.4 * points:.1f}pt; }}'
    )
