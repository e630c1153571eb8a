"""The same cell in several runs: one arithmetic below the other, a letter before each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.explanation import Explanation
from core.trace import Trace
from gui.i18n import translate
from gui.state import Cell
from gui.theme import Theme
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.lens_canvas import LensCanvas
from gui.widgets.lens_frame import LensFrame, muted
from gui.widgets.lens_table import common_rows, note_text, number, table
from gui.widgets.lens_title import head_words, spoken, title
from gui.widgets.tex_text import Run
from gui.widgets.title_line import TitleLine

FEWEST_ROWS = 3
OTHER_ROWS = 7.4  # rows' worth of name, title, headings, sum and gaps of one arithmetic


@dataclass(frozen=True, eq=False)
class RunCell:
    """A cell of one run, or why that run has none."""

    letter: str
    name: str
    trace: Trace | None
    cell: Cell | None
    reason: str = ""


class RunLens(LensFrame):
    """Show the arithmetic of a cell in every run."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cells: tuple[RunCell, ...] = ()
        self._pinned = False
        self._empty = muted()
        self._parts: list[Arithmetic] = []
        self._rows = self._hold(spacing=12)
        self._rows.addWidget(self._empty)
        self._rows.addStretch(1)
        self.retranslate()

    def show_cells(self, cells: Sequence[RunCell], *, pinned: bool) -> None:
        """Show a cell of every run; none, and the lens says how to get one."""
        self._cells, self._pinned = tuple(cells), pinned
        while len(self._parts) < len(cells):
            part = Arithmetic(self._theme)
            self._parts.append(part)
            self._rows.insertWidget(self._rows.count() - 1, part)
        shown = len([cell for cell in cells if cell.cell is not None])
        most = self._rows_that_fit(max(1, shown))
        found = [explanation_of(cell) for cell in cells]
        rows = common_rows([one for one in found if one is not None], most)
        for part, run_cell, one in zip(self._parts, cells, found, strict=False):
            part.show_cell(run_cell, one, most, rows)
        for place, part in enumerate(self._parts):
            part.setVisible(place < len(cells))
        self._empty.setVisible(not cells)
        self._hint.setText("")
        if cells:
            held, free = translate("lens", "pinned · Esc lets go"), translate("lens", "click pins")
            self._hint.setText(held if pinned else free)
        words = [part.spoken for part in self._parts[: len(cells)]]
        self._card.setAccessibleDescription(" ".join(words) or self._empty.text())

    def set_theme(self, theme: Theme) -> None:
        """Follow the theme."""
        self._theme = theme
        for part in self._parts:
            part.set_theme(theme)

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self._name(translate("lens", "Lens"), translate("lens", "Arithmetic of the cell"))
        self._empty.setText(
            translate(
                "run_lens",
                "Point at a cell to see how its number comes about in every column. Click to pin "
                "it, then move with the arrow keys.",
            )
        )
        self.show_cells(self._cells, pinned=self._pinned)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self.show_cells(self._cells, pinned=self._pinned)

    def _rows_that_fit(self, runs: int) -> int:
        row = self._parts[0].row_height() if self._parts else 20.0
        return max(FEWEST_ROWS, int((self.height() / row - 4) / runs - OTHER_ROWS))


def explanation_of(run: RunCell) -> Explanation | None:
    """Return how a run's cell came about; None where it has none."""
    if run.cell is None or run.trace is None:
        return None
    return run.trace.explain(run.cell.grid, run.cell.head, run.cell.row, run.cell.col)


class Arithmetic(QWidget):
    """One run's arithmetic of one cell.

    Attributes
    ----------
    spoken : what it shows as one line of text.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spoken = ""
        self._letter, self._name, self._head = QLabel(), ElidedLabel(), muted()
        self._letter.setProperty("look", "letter")
        self._name.setProperty("look", "muted")
        self._head.setWordWrap(False)
        self._title, self._canvas, self._note = TitleLine(theme), LensCanvas(theme), muted()
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self._letter)
        first.addWidget(self._name, 1)
        first.addWidget(self._head)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        rows.addLayout(first)
        for part in (self._title, self._canvas, self._note):
            rows.addWidget(part)

    def show_cell(
        self, run: RunCell, found: Explanation | None, most: int, rows: tuple[int, ...] | None
    ) -> None:
        """Show a run's cell with at most ``most`` terms, those of ``rows`` where they are given."""
        self._letter.setText(run.letter)
        self._name.setText(run.name)
        there = found is not None
        self._title.setVisible(there)
        self._canvas.setVisible(there)
        if run.cell is None or run.trace is None or found is None:
            self._head.setText("")
            self._note.setText(run.reason)
            self._note.setVisible(bool(run.reason))
            self.spoken = f"{run.letter}: {run.reason}."
            return
        cell, grid = run.cell, run.trace.grid(run.cell.grid)
        value = number(found.value)
        self._title.show_runs((*title(grid, cell), Run(" = ", upright=True)), value)
        self._head.setText(head_words(grid, cell))
        shown = found.was or found
        self._canvas.show_table(table(shown, most, rows))
        note = note_text(shown)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.spoken = f"{run.letter}: {spoken(grid, cell)} = {value}."

    def row_height(self) -> float:
        """Return the height of one term."""
        return self._canvas.row_height()

    def set_theme(self, theme: Theme) -> None:
        """Follow the theme."""
        self._title.set_theme(theme)
        self._canvas.set_theme(theme)
