"""The lens: how the number under the pointer came about."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QToolButton,
    QWidget,
)

from core.edits import EDITABLE
from core.explanation import Explanation
from core.messages import Problem
from gui.i18n import render, translate
from gui.icons import icon
from gui.state import Cell, State
from gui.theme import Theme
from gui.widgets.edit_cell import CellEditor
from gui.widgets.lens_canvas import LensCanvas
from gui.widgets.lens_frame import LensFrame, muted
from gui.widgets.lens_table import DECIMALS, FEWER_DECIMALS, note_text, number, table
from gui.widgets.lens_title import head_words, next_words, spoken, title
from gui.widgets.tex_text import Run
from gui.widgets.title_line import TitleLine

FEWEST_ROWS, COMFORTABLE_ROWS = 4, 7


class Lens(LensFrame):
    """Show the arithmetic of the cell in focus, and edit the pinned one.

    Signals: ``edited(cell, value)``, to be answered by :meth:`finish_edit`;
    ``reset_requested(cell)``; ``edit_wanted()`` when the pencil is pressed; ``room_wanted(pixels)``
    when the arithmetic does not fit its height.
    """

    edited = Signal(object, float)
    reset_requested = Signal(object)
    edit_wanted = Signal()
    room_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: State | None = None
        self._editing: Cell | None = None
        self._title = TitleLine(theme)
        self._head = muted()
        self._pencil, self._reset = QToolButton(), QToolButton()
        self._editor = CellEditor()
        self._canvas = LensCanvas(theme)
        self._was, self._note, self._next, self._empty = (muted() for _ in range(4))
        self._build()
        self._wire()
        self.set_theme(theme)
        self.retranslate()

    def show_state(self, state: State) -> None:
        """Show the cell in focus; never changes the state."""
        self._state = state
        cell = state.view.focus
        if self._editing is not None and self._editing != state.view.pin:
            self.leave_editor()
        for widget in (self._title, self._head, self._canvas):
            widget.setVisible(cell is not None)
        self._empty.setVisible(cell is None)
        self._show_hint(state)
        self._show_buttons(state, cell)
        if cell is None:
            for label in (self._was, self._note, self._next):
                label.hide()
            self._card.setAccessibleDescription(self._empty.text())
            return
        explanation = state.trace.explain(cell.grid, cell.head, cell.row, cell.col)
        self._show(state, cell, explanation)

    def begin_edit(self) -> None:
        """Open the editor on the pinned cell; nothing happens where there is none to edit."""
        if self._state is None or not editable(self._state.view.pin):
            return
        cell = self._state.view.pin
        assert cell is not None
        self._editing = cell
        grid = self._state.trace.grid(cell.grid)
        self._editor.begin(float(grid.values[cell.head, cell.row, cell.col]))

    @property
    def editing(self) -> bool:
        """Whether the editor is open."""
        return self._editing is not None

    def finish_edit(self, problems: tuple[Problem, ...]) -> None:
        """Close the editor, or say under it what would be right."""
        if problems:
            self._editor.complain("\n".join(render(problem.right) for problem in problems))
        else:
            self._leave()

    def set_theme(self, theme: Theme) -> None:
        """Follow the theme."""
        self._theme = theme
        self._title.set_theme(theme)
        self._canvas.set_theme(theme)
        self._pencil.setIcon(icon("edit", theme.muted))
        self._reset.setIcon(icon("reset", theme.muted))

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self._name(translate("lens", "Lens"), translate("lens", "Arithmetic of the cell"))
        self._empty.setText(
            translate(
                "lens",
                "Point at a cell to see how its number comes about. Click to pin it, then move "
                "with the arrow keys; Enter changes the number.",
            )
        )
        self._pencil.setToolTip(translate("lens", "Change this number (Enter or double click)"))
        self._pencil.setAccessibleName(translate("lens", "Change this number"))
        self._reset.setToolTip(translate("lens", "Let this cell be computed again"))
        self._reset.setAccessibleName(translate("lens", "Reset this cell"))
        if self._state is not None:
            self.show_state(self._state)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show as many rows as there is room for, once the card has its new size."""
        resized = isinstance(event, QResizeEvent) and event.size() != event.oldSize()
        if resized and self._state is not None and self._state.view.focus is not None:
            self.show_state(self._state)
        return super().eventFilter(watched, event)

    def _show(self, state: State, cell: Cell, explanation: Explanation) -> None:
        grid = state.trace.grid(cell.grid)
        self._title.show_runs(
            (*title(grid, cell), Run(" = ", upright=True)), number(explanation.value)
        )
        self._head.setText(head_words(grid, cell))
        shown = explanation.was or explanation
        self._was.setVisible(explanation.was is not None)
        if explanation.was is not None:
            self._was.setText(
                translate("lens", "changed by you; the arithmetic gives {value}:").format(
                    value=number(explanation.was.value)
                )
            )
        note = note_text(shown)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        following = next_words(state.trace, cell)
        self._next.setText(following)
        self._next.setVisible(bool(following))
        self._show_table(shown)
        self._card.setAccessibleDescription(
            f"{spoken(grid, cell)} = {number(explanation.value)}. {note} {following}".strip()
        )

    def _show_table(self, explanation: Explanation) -> None:
        """Show as many rows as the card holds beside all else, and ask for more room for few."""
        fewest = table(explanation, FEWEST_ROWS)
        decimals = DECIMALS if self._canvas.is_legible(fewest) else FEWER_DECIMALS
        view = self._area.viewport().size()
        needed = self._height_beside_table() + self._canvas.height_of(fewest)
        row = self._canvas.row_height()
        rows = max(FEWEST_ROWS, FEWEST_ROWS + int((view.height() - needed) / row))
        if decimals != DECIMALS or (rows > FEWEST_ROWS and fewest.more):
            self._canvas.show_table(table(explanation, rows, decimals=decimals))
        else:
            self._canvas.show_table(fewest)
        terms = 0 if explanation.terms is None else len(explanation.terms)
        wanted = needed + max(0, min(terms, COMFORTABLE_ROWS) - fewest.n_rows) * row
        if wanted > view.height():
            self.room_wanted.emit(math.ceil(self.height() - view.height() + wanted))

    def _height_beside_table(self) -> int:
        """Return what all else in the card takes of its height."""
        layout = self._rows
        layout.activate()
        wraps = layout.hasHeightForWidth()  # one of the words below the table is shown
        width = self._area.viewport().width()
        whole = layout.totalHeightForWidth(width) if wraps else layout.totalSizeHint().height()
        return whole - self._canvas.sizeHint().height()

    def _show_hint(self, state: State) -> None:
        pin, hover = state.view.pin, state.view.hover
        if pin is not None and (hover is None or hover == pin):
            self._hint.setText(translate("lens", "pinned · Esc lets go"))
        elif hover is not None:
            self._hint.setText(translate("lens", "click pins"))
        else:
            self._hint.setText("")

    def _show_buttons(self, state: State, cell: Cell | None) -> None:
        pinned = cell is not None and cell == state.view.pin
        self._pencil.setVisible(pinned and editable(cell))
        self._reset.setVisible(pinned and edited(state, cell))

    def leave_editor(self) -> None:
        """Close the editor; the cell stays as it is."""
        self._editing = None
        self._editor.hide()

    @Slot()
    def _leave(self) -> None:
        self.leave_editor()
        self.setFocus()

    @Slot(float)
    def _entered(self, value: float) -> None:
        if self._editing is not None:
            self.edited.emit(self._editing, value)

    @Slot()
    def _reset_cell(self) -> None:
        if self._state is not None and self._state.view.pin is not None:
            self.reset_requested.emit(self._state.view.pin)

    def _wire(self) -> None:
        self._pencil.clicked.connect(self.edit_wanted)
        self._reset.clicked.connect(self._reset_cell)
        self._editor.entered.connect(self._entered)
        self._editor.left.connect(self._leave)

    def _build(self) -> None:
        for button in (self._pencil, self._reset):
            button.setAutoRaise(True)
            button.setProperty("look", "icon")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = QHBoxLayout()
        line.setSpacing(4)
        for widget, stretch in (
            (self._title, 1),
            (self._head, 0),
            (self._reset, 0),
            (self._pencil, 0),
        ):
            line.addWidget(widget, stretch)
        self._head.setWordWrap(False)
        rows = self._rows = self._hold(spacing=4)
        rows.addLayout(line)
        for part in (self._editor, self._was, self._canvas, self._note, self._next, self._empty):
            rows.addWidget(part)
        rows.addStretch(1)
        self._area.viewport().installEventFilter(self)


def editable(cell: Cell | None) -> bool:
    """Whether a cell's number can be overwritten: it must lie on the way to the output."""
    return cell is not None and cell.grid in EDITABLE


def edited(state: State, cell: Cell | None) -> bool:
    """Whether a cell has been overwritten."""
    if cell is None or not state.trace.has(cell.grid):
        return False
    return (cell.head, cell.row, cell.col) in state.trace.grid(cell.grid).edited
