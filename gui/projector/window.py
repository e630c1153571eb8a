"""The projector's window: one plot fills the screen, the lens is its caption.

It is worked by keyboard alone, or by a presenter remote, which sends Page Up and Page Down.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.trace import Grid
from gui.appearance import Appearance
from gui.contents import ENTRIES, STEP_ENTRIES
from gui.i18n import translate
from gui.keyboard import ARROWS, pinned_after
from gui.projector.caption import arithmetic, name_of
from gui.projector.pointer import ring
from gui.projector.slides import Slide, Slides
from gui.settings import SCALES
from gui.state import Cell, State
from gui.store import Store
from gui.teacher.countdown import Countdown
from gui.widgets.figure import Figure
from gui.widgets.formula import FormulaView
from gui.widgets.lens_table import number
from gui.widgets.lens_title import head_words
from gui.widgets.specs import MatrixSpec

LEAST_SCALE = 1.5  # of the letters: the back row is far away
CAPTION_LINES = 3
TURNS: Mapping[int, int] = MappingProxyType(
    {
        Qt.Key.Key_PageDown: 1,
        Qt.Key.Key_Space: 1,
        Qt.Key.Key_N: 1,
        Qt.Key.Key_PageUp: -1,
        Qt.Key.Key_Backspace: -1,
        Qt.Key.Key_P: -1,
    }
)
BLACK = frozenset((Qt.Key.Key_B, Qt.Key.Key_Period))
LEAVE = frozenset((Qt.Key.Key_F11, Qt.Key.Key_F5))
PREDICT_SECONDS = 60
HOLD = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))


class Projector(QWidget):
    """Show the plots of the steps one at a time, over the whole screen.

    Signals: ``left()`` when it closes.
    """

    left = Signal()

    def __init__(self, store: Store, look: Appearance, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._store, self._theme = store, look.theme
        self._scale = max(LEAST_SCALE, look.scale)
        self._slides = Slides(store, look.theme, self)
        self._deck: tuple[Slide, ...] = ()
        self._place = 0
        self._title, self._question, self._count = QLabel(), QLabel(), QLabel()
        self._formula = FormulaView(look.theme)
        self._figure = Figure(look.theme, self._scale)
        self._caption, self._hint = QLabel(), QLabel()
        self._black = QFrame(self)
        self._build()
        self._restyle()
        self._figure.hovered.connect(self._hover)
        self._figure.clicked.connect(self._pin)
        store.changed.connect(self._changed)
        self._renew(store.state)
        self._place = self._first_of(store.state.view.step)
        self._show(store.state)

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
                self._place = self._first_of(new.view.step)
        elif old.view.step != new.view.step and new.view.step != slide.step:
            self._place = self._first_of(new.view.step)
        self._show(new)

    def _renew(self, state: State) -> None:
        self._deck = self._slides.of(state)

    def _first_of(self, step: str) -> int:
        """Return the place of what a step is about: its own main plot, else its first."""
        own = [place for place, slide in enumerate(self._deck) if slide.step == step]
        main = [place for place in own if self._deck[place].plot == step]
        return (main or own or [0])[0]

    def _show(self, state: State) -> None:
        slide = self.slide()
        entry, panel = ENTRIES[slide.step], self._slides.panel(slide.step)
        self._title.setText(f"{entry.order}  {translate('panels', entry.title)}")
        self._question.setText(translate("panels", entry.question))
        self._count.setText(f"{self._place + 1} / {len(self._deck)}")
        self._formula.set_tex(panel.formula(state))
        spec = self._slides.spec(slide, state)
        self._figure.set_specs(() if spec is None else (spec,))
        self._figure.set_foci(panel.foci(state))
        self._caption.setText(self._words(state))
        self._caption.setAccessibleName(self._plain(state))

    def _words(self, state: State) -> str:
        """Return the caption: the arithmetic of the cell in focus, else how to hold one."""
        cell = _focus(state)
        if cell is None:
            text = translate("projector", "Enter holds a cell; the arrow keys move it.")
            return f'<span style="color:{self._theme.muted}">{text}</span>'
        grid = state.trace.grid(cell.grid)
        explanation = state.trace.explain(cell.grid, cell.head, cell.row, cell.col)
        head = head_words(grid, cell)
        name = f"{name_of(grid, cell, self._theme)} = <b>{number(explanation.value)}</b>"
        if head:
            name += f' &nbsp;<span style="color:{self._theme.muted}">{head}</span>'
        return f"{name}<br>{arithmetic(explanation, self._theme)}"

    def _plain(self, state: State) -> str:
        cell = _focus(state)
        if cell is None:
            return translate("projector", "Enter holds a cell; the arrow keys move it.")
        grid = state.trace.grid(cell.grid)
        value = float(grid.values[cell.head, cell.row, cell.col])
        return f"{grid.rows.labels[cell.row]}, {grid.cols.labels[cell.col]}: {number(value)}"

    # ---- keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.is_black():
            self._black.hide()
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
            self._go(self._first_of(steps[text]))
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
        spec = self._slides.spec(self.slide(), state)
        if key in HOLD:
            if isinstance(spec, MatrixSpec):
                self._store.look(pin=_most(spec.grid, spec.head), hover=None)
            return True
        if key not in ARROWS:
            return False
        transposed = isinstance(spec, MatrixSpec) and spec.transposed
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        held = _held(state) is not None
        pin = pinned_after(key, state, shift=shift, transposed=transposed) if held else None
        if pin is not None:
            self._store.look(pin=pin, hover=None)
        else:
            self._go(self._place + (1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1))
        return True

    def _let_go(self) -> None:
        """Let the held cell go; without one, leave."""
        if _held(self._store.state) is not None:
            self._store.look(pin=None, hover=None)
        else:
            self.close()

    def _go(self, place: int) -> None:
        """Show another plot, and its step in the window behind."""
        place = max(0, min(place, len(self._deck) - 1))
        if place == self._place:
            return
        self._place = place
        if self._store.state.view.step == self.slide().step:
            self._show(self._store.state)
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
        if self._store.state.view.hover is not None:
            self._store.hover(None)
        self.left.emit()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._black.setGeometry(self.rect())

    def _restyle(self) -> None:
        """Give every part letters of the projector's size."""
        self._formula.set_look(self._theme, self._scale * 1.2)
        self._figure.set_font_scale(self._scale)
        for label, size in (
            (self._title, 1.7),
            (self._question, 1.1),
            (self._count, 1.0),
            (self._caption, 1.35),
            (self._hint, 0.9),
        ):
            label.setStyleSheet(f"font-size: {10 * self._scale * size:.1f}pt;")
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
        self._figure.nudges = False
        self._figure.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._figure.setAccessibleName(translate("projector", "One plot"))
        self._figure.viewport().setCursor(ring(self._theme))
        self._hint.setText(
            translate(
                "projector",
                "Page Down, Page Up: next, back · digits: step · H: head · B: black · T: a minute "
                "to predict · + −: size · Esc: leave",
            )
        )
        self._black.setStyleSheet("background: #000000;")
        self._black.hide()
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addWidget(self._title)
        top.addWidget(self._question, 1, Qt.AlignmentFlag.AlignBottom)
        top.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(40, 24, 40, 20)
        rows.setSpacing(12)
        rows.addLayout(top)
        rows.addWidget(self._formula)
        rows.addWidget(self._figure, 1)
        rows.addWidget(self._caption)
        rows.addWidget(self._hint)


def _focus(state: State) -> Cell | None:
    """Return the cell in focus; None where it is one of a page, whose runs are no slides."""
    return _of_trace(state.view.focus, state)


def _held(state: State) -> Cell | None:
    """Return the held cell, on the same condition."""
    return _of_trace(state.view.pin, state)


def _of_trace(cell: Cell | None, state: State) -> Cell | None:
    return cell if cell is not None and state.trace.has(cell.grid) else None


def _most(grid: Grid, head: int) -> Cell:
    """Return the cell of a map with the largest finite number."""
    values = np.where(np.isfinite(grid.values[head]), grid.values[head], -np.inf)
    row, col = np.unravel_index(int(np.argmax(values)), values.shape)
    return Cell(grid.name, head, int(row), int(col))
