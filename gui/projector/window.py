"""The projector's window: one plot fills the screen, the lens is its caption.

It is worked by keyboard alone, or by a presenter remote, which sends Page Up and Page Down. A
lesson in play stands beside the plot, and the remote turns its steps; a page of runs beside the
scenario's own is shown whole.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.trace import Grid
from gui.appearance import Appearance
from gui.contents import ENTRIES, STEP_ENTRIES
from gui.i18n import translate
from gui.keyboard import ARROWS, pinned_after
from gui.lesson_side import LessonSide
from gui.projector.caption import held, plain_words_of, words_of
from gui.projector.keys import BLACK, HOLD, LEAVE, TURNS, keys_told
from gui.projector.middle import PAGES, Middle
from gui.projector.sheet import LessonSheet
from gui.projector.slides import Slide, Slides, place_of
from gui.settings import SCALES
from gui.state import Cell, State
from gui.store import Store
from gui.teacher.countdown import Countdown
from gui.widgets.figure import Figure
from gui.widgets.formula import FormulaView
from gui.widgets.specs import MatrixSpec

LEAST_SCALE = 1.5  # of the letters: the back row is far away
CAPTION_LINES = 3
PREDICT_SECONDS = 60
SHEET_SHARE = 0.36  # of the width, for the text of a lesson


class Projector(QWidget):
    """Show the plots of the steps one at a time, over the whole screen.

    Signals: ``left()`` when it closes.

    Parameters
    ----------
    lessons : where a lesson may be in play.
    """

    left = Signal()

    def __init__(
        self, store: Store, look: Appearance, lessons: LessonSide, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._store, self._theme, self._look = store, look.theme, look
        self._scale = max(LEAST_SCALE, look.scale)
        self._slides = Slides(store, look.theme, self)
        self._deck: tuple[Slide, ...] = ()
        self._place = 0
        self._title, self._question, self._count = QLabel(), QLabel(), QLabel()
        self._formula = FormulaView(look.theme)
        self._middle = Middle(store, self._scaled())
        self._figure = self._middle.figure
        self._caption, self._hint = QLabel(), QLabel()
        self._sheet = LessonSheet(lessons, self)
        self._black = QFrame(self)
        self._build()
        self._restyle()
        self._figure.hovered.connect(self._hover)
        self._figure.clicked.connect(self._pin)
        store.changed.connect(self._changed)
        self._sheet.turned.connect(self._turned)
        self._renew(store.state)
        self._place = self._wanted(store.state)
        self._show(store.state)
        self._figure.set_marks(self._sheet.marks)
        self.setFocus()

    # ---- what it shows -----------------------------------------------------------------------

    @property
    def figure(self) -> Figure:
        """The figure that fills the screen."""
        return self._figure

    def slide(self) -> Slide:
        """Return what is on the screen."""
        return self._deck[self._place]

    def deck(self) -> tuple[Slide, ...]:
        """Return all that can be shown, in order."""
        return self._deck

    def caption(self) -> str:
        """Return the caption as rich text."""
        return self._caption.text()

    def is_black(self) -> bool:
        """Whether the screen is dark, so that people look at the speaker."""
        return not self._black.isHidden()

    @Slot(object, object)
    def _changed(self, old: State, new: State) -> None:
        slide = self.slide()
        if old.trace is not new.trace:
            self._renew(new)
            if slide in self._deck:
                self._place = self._deck.index(slide)
            else:
                self._place = self._wanted(new)
        if old.view.step != new.view.step and new.view.step != self.slide().step:
            self._place = self._wanted(new)
        self._show(new)

    @Slot()
    def _turned(self) -> None:
        """Show what another step of the lesson is about."""
        self._place = self._wanted(self._store.state)
        self._show(self._store.state)
        self._figure.set_marks(self._sheet.marks)

    def _renew(self, state: State) -> None:
        self._deck = self._slides.of(state)

    def _wanted(self, state: State) -> int:
        """Return the place of what a lesson points at, else of what the step is about."""
        sheet = self._sheet
        grids, view = (sheet.grids(), sheet.view()) if sheet.on else ((), "")
        return place_of(self._deck, state.view.step, grids, view)

    def _show(self, state: State) -> None:
        on_page = state.view.page in PAGES
        for widget in (self._title, self._question, self._formula, self._caption):
            widget.setVisible(not on_page)  # a page has a heading of its own
        self._count.setVisible(not on_page and not self._sheet.on)
        self._hint.setText(keys_told(lesson=self._sheet.on))
        if on_page:
            self._middle.show_page(state, self._sheet.view())
        else:
            self._show_slide(state)

    def _show_slide(self, state: State) -> None:
        slide = self.slide()
        entry, panel = ENTRIES[slide.step], self._slides.panel(slide.step)
        self._middle.show_plot()
        self._title.setText(f"{entry.order}  {translate('panels', entry.title)}")
        self._question.setText(translate("panels", entry.question))
        self._count.setText(f"{self._place + 1} / {len(self._deck)}")
        self._formula.set_tex(panel.formula(state))
        spec = self._slides.spec(slide, state)
        self._figure.set_specs(() if spec is None else (spec,))
        self._figure.set_foci(panel.foci(state))
        self._caption.setText(words_of(state, self._theme))
        self._caption.setAccessibleName(plain_words_of(state))

    # ---- keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.is_black():
            self._black.hide()
        elif self._sheet.press(event, held=held(self._store.state) is not None):
            return  # a point belongs to the number that is typed
        elif key in BLACK:
            self._black.setGeometry(self.rect())
            self._black.show()
            self._black.raise_()
        elif key in LEAVE:
            self.close()
        elif key == Qt.Key.Key_Escape:
            self._let_go()
        elif not self._turn(event) and not self._move(event):
            super().keyPressEvent(event)

    def _turn(self, event: QKeyEvent) -> bool:
        """Go on, back, or to a step; return whether the key meant that."""
        key, text = event.key(), event.text()
        steps = {str(entry.order): entry.key for entry in STEP_ENTRIES}
        if key in TURNS:
            self._go(self._place + TURNS[key])
        elif key == Qt.Key.Key_Home:
            self._go(0)
        elif key == Qt.Key.Key_End:
            self._go(len(self._deck) - 1)
        elif text in steps:
            self._go(place_of(self._deck, steps[text]), anywhere=True)
        elif text in ("+", "="):
            self._enlarge(1)
        elif text == "-":
            self._enlarge(-1)
        elif text in ("t", "T"):
            self._count_down()
        elif text in ("h", "H"):
            state = self._store.state
            self._store.look(head=(state.view.head + 1) % state.trace.resolved.n_heads)
        else:
            return False
        return True

    def _move(self, event: QKeyEvent) -> bool:
        """Hold a cell or move the one that is held; free arrows turn the slides."""
        key, state = event.key(), self._store.state
        if state.view.page in PAGES and self._middle.press(key):
            return True
        spec = self._slides.spec(self.slide(), state)
        if key in HOLD:
            if isinstance(spec, MatrixSpec):
                first = Cell(spec.grid.name, spec.head, 0, 0)
                asked = self._sheet.asks_for_cell()  # then the largest is not given away
                pin = first if asked else _most(spec.grid, spec.head)
                self._store.look(pin=pin, hover=None)
            return True
        if key not in ARROWS:
            return False
        transposed = isinstance(spec, MatrixSpec) and spec.transposed
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        one = held(state) is not None
        moved = pinned_after(key, state, shift=shift, transposed=transposed) if one else None
        if moved is not None:
            self._store.look(pin=moved, hover=None)
        else:
            self._go(self._place + (1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1))
        return True

    def _let_go(self) -> None:
        """Let the held cell go; without one, leave."""
        if held(self._store.state) is not None:
            self._store.look(pin=None, hover=None)
        else:
            self.close()

    def _go(self, place: int, *, anywhere: bool = False) -> None:
        """Show another plot, and its step in the window behind."""
        state = self._store.state
        own = list(range(len(self._deck)))
        if self._sheet.on and not anywhere:  # the arrows stay with what the lesson's step shows
            own = [at for at in own if self._deck[at].step == state.view.step] or [self._place]
        place = max(own[0], min(place, own[-1]))
        if place == self._place and state.view.page not in PAGES:
            return
        self._place = place
        if state.view.page not in PAGES and state.view.step == self.slide().step:
            self._show(state)
        else:
            self._store.look(step=self.slide().step, hover=None)

    def _count_down(self) -> None:
        """Give people a minute to predict; pressed again, put the countdown away."""
        running = [old for old in self.findChildren(Countdown) if old.isVisible()]
        for old in running:
            old.close()
        if not running:
            Countdown(PREDICT_SECONDS, self).show()

    def _enlarge(self, by: int) -> None:
        nearest = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - self._scale))
        self._scale = SCALES[max(0, min(nearest + by, len(SCALES) - 1))]
        self._restyle()

    # ---- pointer -----------------------------------------------------------------------------

    @Slot(object)
    def _hover(self, cell: Cell | None) -> None:
        self._store.hover(cell)

    @Slot(object)
    def _pin(self, cell: Cell) -> None:
        self._store.look(pin=cell)

    # ---- the window --------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        self._store.changed.disconnect(self._changed)
        self._sheet.turned.disconnect(self._turned)
        self._sheet.give_back()
        self._middle.close_runs()
        if self._store.state.view.hover is not None:
            self._store.hover(None)
        self.left.emit()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._black.setGeometry(self.rect())
        self._fit_sheet()

    def _fit_sheet(self) -> None:
        self._sheet.set_look(self._scaled(), round(SHEET_SHARE * self.width()))

    def _scaled(self) -> Appearance:
        return replace(self._look, scale=self._scale)

    def _restyle(self) -> None:
        """Give every part letters of the projector's size."""
        self._formula.set_look(self._theme, self._scale * 1.2)
        for label, size in (
            (self._title, 1.7),
            (self._question, 1.1),
            (self._count, 1.0),
            (self._caption, 1.35),
            (self._hint, 0.9),
        ):
            label.setStyleSheet(f"font-size: {10 * self._scale * size:.1f}pt;")
        self._middle.set_look(self._scaled())
        self._fit_sheet()
        lines = self._caption.fontMetrics().lineSpacing() * CAPTION_LINES
        self._caption.setMinimumHeight(round(lines))

    def _build(self) -> None:
        self.setWindowTitle(translate("projector", "QKV Explorer: projector"))
        self.setProperty("look", "bar")
        self._title.setProperty("look", "title")
        for label in (self._question, self._count, self._hint):
            label.setProperty("look", "muted")
        self._caption.setWordWrap(True)
        self._caption.setTextFormat(Qt.TextFormat.RichText)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._hint.setWordWrap(True)
        self._black.setStyleSheet("background: #000000;")
        self._black.hide()
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addWidget(self._title)
        top.addWidget(self._question, 1, Qt.AlignmentFlag.AlignBottom)
        top.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        rows = QVBoxLayout()
        rows.setSpacing(12)
        rows.addLayout(top)
        rows.addWidget(self._formula)
        rows.addWidget(self._middle, 1)
        rows.addWidget(self._caption)
        rows.addWidget(self._hint)
        across = QHBoxLayout(self)
        across.setContentsMargins(40, 24, 40, 20)
        across.setSpacing(28)
        across.addWidget(self._sheet)
        across.addLayout(rows, 1)


def _most(grid: Grid, head: int) -> Cell:
    """Return the cell of a map with the largest finite number."""
    values = np.where(np.isfinite(grid.values[head]), grid.values[head], -np.inf)
    row, col = np.unravel_index(int(np.argmax(values)), values.shape)
    return Cell(grid.name, head, int(row), int(col))
