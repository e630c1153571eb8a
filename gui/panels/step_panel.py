"""What the step panels have in common: a header, a figure, and the way between it and store."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.trace import Trace
from gui.follow import serving_head
from gui.i18n import render, translate
from gui.panels.base import Panel, head_count
from gui.state import Cell, State
from gui.store import Store
from gui.theme import Theme
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.field_row import FieldRow
from gui.widgets.fields import Field
from gui.widgets.figure import Figure, least_height
from gui.widgets.focus import Focus
from gui.widgets.formula import SMALLEST, FormulaView
from gui.widgets.head_chips import HeadChips
from gui.widgets.notes_line import NotesLine
from gui.widgets.nudge import nudged
from gui.widgets.specs import MatrixSpec, Spec
from gui.widgets.style import Style
from gui.widgets.tex_text import plain
from gui.widgets.view_switch import ViewSwitch

if TYPE_CHECKING:
    from gui.tables import Table

SHORT = 600  # pixels; a panel less high keeps its height for the plots
APART, CLOSE = 6, 4  # pixels between rows; in a panel less high
ROUGHLY = 12.0  # pixels by which labels may grow before an arrangement is chosen anew
HABIT = 0.2  # stages of growth by which another arrangement must be better than the first


class StepPanel(Panel):
    """A step: title, question, formula, head chips, controls of its own, and one figure.

    A concrete panel names itself (``key``; :mod:`gui.contents` lists it) and says what it shows
    (:meth:`specs`, or :meth:`arrangements` where it can be laid out in several ways);
    :meth:`views`, :meth:`fields`, :meth:`hints`, :meth:`show_controls` and :meth:`wants` are
    optional.
    """

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._number, self._title, self._question = QLabel(), QLabel(), ElidedLabel()
        self._number.setProperty("look", "title")
        self._title.setProperty("look", "title")
        self._question.setProperty("look", "muted")
        self._formula = FormulaView(theme)
        self._chips = HeadChips(self)  # it shows itself before it has a place
        self._notes = NotesLine()
        self.figure = Figure(theme)
        self._scale = 1.0
        self._chosen = 0  # of the arrangements
        self._reasons: tuple[object, ...] = ()  # on which it was chosen
        # Of the formula, of the controls, and of the heads where neither has room for them.
        self._lines = (QHBoxLayout(), QHBoxLayout(), QHBoxLayout())
        self._switch = ViewSwitch()
        self.controls = FieldRow(self.fields())
        self._more = self.more_controls()
        self._rows = QVBoxLayout(self)
        self._build()
        self._wire()
        self.retranslate()

    def arrangements(self, state: State) -> tuple[tuple[Spec, ...], ...]:
        """Return what the figure shows of a state, in the ways that it can be laid out.

        The one is shown that leaves the cells largest, the first where they hardly differ. A panel
        that knows one way only says so by :meth:`specs`.
        """
        return (self.specs(state),)

    def specs(self, state: State) -> tuple[Spec, ...]:
        """Return what the figure shows of a state, laid out as it is on the screen."""
        ways = self.arrangements(state)
        return ways[min(self._chosen, len(ways) - 1)]

    @Slot(str)
    def set_view(self, key: str) -> None:
        super().set_view(key)
        self.show_state(self._store.state)

    def fields(self) -> tuple[Field, ...]:
        """Return fields of the scenario that stand right here, between formula and figure."""
        return ()

    def more_controls(self) -> tuple[QWidget, ...]:
        """Return controls that are no fields of the scenario; they stand before the fields."""
        return ()

    def n_heads(self, state: State) -> int:
        return head_count(state.trace[self.key])

    def hints(self, state: State) -> tuple[str, ...]:
        """Return how to use the view shown, above the notes of the step."""
        return ()

    def show_controls(self, state: State) -> None:
        """Bring the fields up to date; they emit nothing meanwhile."""
        self.controls.show_state(state)

    def wants(self, old: State, new: State) -> bool:
        chosen = (old.shown, old.problems) != (new.shown, new.problems)
        return super().wants(old, new) or (bool(self.controls.fields) and chosen)

    def show_state(self, state: State) -> None:
        self._formula.set_tex(self.formula(state))
        self._chips.show_heads(self.n_heads(state), state.view.head)
        self._switch.show_views(self.views(), self.view())
        self._notes.show_notes((*self.hints(state), *self.notes(state)))
        self.show_controls(state)
        self._place_chips()
        self._show_best(self.arrangements(state), self.foci(state))
        self.show_focus(state)

    def show_focus(self, state: State) -> None:
        self.figure.set_foci(self.foci(state))

    def figures(self) -> tuple[Figure, ...]:
        return (self.figure,)

    @property
    def look(self) -> Style:
        return self.figure.look

    def heading(self) -> str:
        return f"{self.order}  {super().heading()}"

    def formula(self, state: State) -> str:
        return state.trace[self.key].formula

    def notes(self, state: State) -> tuple[str, ...]:
        return tuple(render(note) for note in state.trace[self.key].notes)

    def tables(self, state: State, specs: Sequence[Spec]) -> tuple[Table, ...]:
        from gui.tables import tables_of

        return tables_of(state.trace[self.key], specs)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._save_height()
        self._place_chips()

    def set_look(self, theme: Theme, scale: float) -> None:
        """Follow the theme and the size of the fonts."""
        if (theme, scale) == (self.look.theme, self._scale):
            return
        self._scale = scale
        self._formula.set_look(theme, scale)
        self.figure.set_theme(theme)
        self._save_height()
        self.figure.set_font_scale(scale)
        self.figure.setMinimumHeight(least_height(scale))
        self._rearrange()

    def _save_height(self) -> None:
        """Leave the height to the plots where there is little of it."""
        short = self.height() < SHORT * self._scale
        self._notes.fold(short)
        self._rows.setSpacing(CLOSE if short else APART)

    @Slot()
    def _place_chips(self) -> None:
        """Put the heads behind the formula, or behind the controls where it needs the width.

        A formula that would be cut off beside them has its line alone.
        """
        chips, controls = self._chips.sizeHint().width() + 8, self.controls.line_width()
        formula, room = self._formula.sizeHint().width(), self.width() - chips
        crowded = formula > room
        below = crowded and 0 < controls <= room
        alone = crowded and not below and not controls and formula * SMALLEST > room
        line = self._lines[2 if alone else below]
        if line.indexOf(self._chips) < 0:
            line.addWidget(self._chips, 0, Qt.AlignmentFlag.AlignVCenter)

    @Slot()
    def _rearrange(self) -> None:
        state = self._store.state
        ways = self.arrangements(state) if self._is_shown(state) else ()
        if len(ways) > 1:
            self._show_best(ways, self.foci(state))

    def _is_shown(self, state: State) -> bool:
        """Whether the figure shows the state's numbers, not those of a step left before."""
        return state.view.step == self.key and bool(self.figure.plot_keys())

    def _show_best(self, ways: Sequence[tuple[Spec, ...]], foci: Sequence[Focus]) -> None:
        """Show the arrangement that suits the figure's size best, whatever the numbers are."""
        if len(ways) > 1:
            style = self.figure.look
            shapes = tuple(_shape(way, style) for way in ways)
            reasons = (self.figure.size(), self._scale, self._title.text(), shapes)
            if reasons != self._reasons:
                self._reasons, self._chosen = reasons, self._best(ways)
        self.figure.set_specs(ways[min(self._chosen, len(ways) - 1)], foci)

    def _best(self, ways: Sequence[tuple[Spec, ...]]) -> int:
        """Try all arrangements, and return the number of the best."""
        qualities = []
        for specs in ways:
            self.figure.set_specs(specs)
            qualities.append(self.figure.quality())
        first = (*qualities[0][:2], qualities[0][2] + HABIT)
        return max(range(len(ways)), key=[first, *qualities[1:]].__getitem__)

    def retranslate(self) -> None:
        self._number.setText(str(self.order))
        self._title.setText(translate("panels", self.title))
        self._question.setText(translate("panels", self.question))
        self.figure.setAccessibleName(translate("panels", self.title))
        self.figure.setAccessibleDescription(
            translate(
                "step_panel",
                "Plots of this step. Click a cell to pin it; the arrow keys move the pinned cell, "
                "Enter edits it, Escape lets it go.",
            )
        )
        self.show_state(self._store.state)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._number)
        top.addWidget(self._title)
        top.addSpacing(8)
        top.addWidget(self._question, 1)
        top.addWidget(self._switch)
        formula, controls, heads = self._lines
        heads.addStretch(1)
        formula.addWidget(self._formula, 1)
        for widget in self._more:
            controls.addWidget(widget, 1)
        controls.addWidget(self.controls, 0 if self._more else 1)
        card = QFrame()
        card.setProperty("look", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(6, 6, 6, 6)
        inner.addWidget(self.figure)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for line in (top, *self._lines):
            self._rows.addLayout(line)
        self.controls.setVisible(bool(self.controls.fields))
        self._rows.addWidget(card, 1)
        self._rows.addWidget(self._notes)

    def _wire(self) -> None:
        self._switch.chosen.connect(self.set_view)
        self.controls.edited.connect(self._edit_field)
        self._chips.chosen.connect(self._choose_head)
        self.figure.hovered.connect(self._hover)
        self.figure.clicked.connect(self._pin)
        self.figure.activated.connect(self._activate)
        self.figure.scrolled.connect(self._nudge)
        self.figure.head_clicked.connect(self._choose_head)
        self.figure.menu_requested.connect(self.menu_requested)
        self.figure.resized.connect(self._rearrange)
        self._formula.rendered.connect(self._place_chips)

    @Slot(int)
    def _choose_head(self, head: int) -> None:
        self._store.look(head=head)

    @Slot(str, object, bool)
    def _edit_field(self, field: str, value: object, steady: bool) -> None:
        self._store.edit(merge=field if steady else None, **{field: value})

    @Slot(object)
    def _hover(self, cell: Cell | None) -> None:
        self._store.hover(cell)

    @Slot(object)
    def _pin(self, cell: Cell) -> None:
        self._store.look(pin=cell)

    @Slot(object)
    def _activate(self, cell: Cell) -> None:
        self._store.look(pin=cell)
        self.edit_requested.emit(cell)

    @Slot(object, int)
    def _nudge(self, cell: Cell, steps: int) -> None:
        value = nudged(self._store.state.trace.grid(cell.grid), cell, steps)
        if value is not None:
            self._store.edit_cell(cell, value)


def _shape(specs: Sequence[Spec], style: Style) -> tuple[object, ...]:
    """Return all of an arrangement that its size depends on but headings, which hardly matter."""
    return tuple(
        (
            spec.key,
            spec.row,
            spec.col,
            *(_extent(a.labels, style) for a in (spec.grid.rows, spec.grid.cols)),
        )
        if isinstance(spec, MatrixSpec)
        else (spec.key, spec.row, spec.col)
        for spec in specs
    )


@lru_cache(maxsize=32)
def _extent(labels: tuple[str, ...], style: Style) -> tuple[int, ...]:
    """Return how many labels an axis has, and roughly how long the longest and a usual one are.

    Not the labels: while a word is being typed, the arrangement need not be chosen at every letter.
    """
    widths = sorted(style.width(label) for label in labels) or [0.0]
    return len(labels), round(widths[-1] / ROUGHLY), round(widths[len(widths) // 2] / ROUGHLY)


def head_of(trace: Trace, grid: str, head: int) -> int:
    """Return the slice of the grid called ``grid`` that a query head works with."""
    return serving_head(trace.grid(grid), trace.resolved, head)


def heading(trace: Trace, grid: str, *, transposed: bool = False) -> str:
    """Return the symbol of a grid as a plot's caption."""
    return plain(trace.grid(grid).symbol) + ("ᵀ" if transposed else "")
