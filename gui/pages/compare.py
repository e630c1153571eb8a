"""Compare: variants side by side on the same text, seed and weights; and the way between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.memory import out_of_memory
from core.messages import Message
from core.tie_path import tie_obstacle
from core.trace import Trace
from core.variants import VARIANTS
from gui import comparison, run_cells, tying
from gui.comparison import Column, Wanted
from gui.contents import step_titles
from gui.derived import Derived
from gui.i18n import render, translate
from gui.pages.figure_page import FigurePage
from gui.pieces import Piece, Titles
from gui.rich_text import indexed, low_indices
from gui.state import MOST_BESIDE, Cell, State
from gui.store import Store
from gui.tables import Table, grid_table, plot_table
from gui.theme import Theme
from gui.tying import Tie
from gui.widgets.alpha_slider import FORMULA, AlphaSlider
from gui.widgets.beside_boxes import BesideBoxes
from gui.widgets.column_heads import ColumnHeads
from gui.widgets.column_origins import LETTERS, column_origins
from gui.widgets.focus import Focus
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.mark import colours
from gui.widgets.run_lens import RunLens
from gui.widgets.spec_columns import column_specs
from gui.widgets.spec_marks import mark_words, readings
from gui.widgets.spec_tie import tie_origin, tie_specs
from gui.widgets.specs import CurveSpec, MarkName, NoteSpec, PlaneSpec, Spec

COLUMNS, TIE = "columns", "tie"


class ComparePage(FigurePage):
    """Two or three variants in columns, the steps below each other; then the tie slider."""

    key = "compare"
    stackable = (TIE,)
    notes_above = True

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        self.heads = ColumnHeads()
        self.slider = AlphaSlider(theme)
        self._choices = BesideBoxes()
        self.boxes = self._choices.boxes
        self._last: tuple[Trace, tuple[str, ...], bool] | None = None
        self._columns: tuple[Column, ...] = ()  # of what was asked for last
        super().__init__(store, theme, parent)
        self.lens = RunLens(theme, self)
        self.lens.hide()  # until the window takes it to the right
        self._runs: Derived[Wanted, tuple[Column, ...]] = Derived(
            comparison.compute, comparison.cost, store.big, self
        )
        self._ties: Derived[Trace, Tie | Message] = Derived(
            tying.compute, tying.cost, store.big, self
        )
        self._connect()
        self.retranslate()

    # ---- what is shown -----------------------------------------------------------------------

    def views(self) -> tuple[tuple[str, str], ...]:
        return (
            (COLUMNS, translate("compare", "Side by side")),
            (TIE, translate("compare", "Tie slider")),
        )

    def columns(self, state: State) -> tuple[Column, ...]:
        """Return the runs that are compared, the scenario's own first."""
        trace, beside = state.trace, state.view.beside
        shown = (trace, beside.variants, beside.apart)
        if shown != self._last or any(one.pending for one in self._columns):
            found = self._runs.result(comparison.wanted(trace, beside))
            self._last, self._columns = shown, comparison.columns(trace, beside, found)
        return self._columns

    def tie(self, state: State) -> Tie | Message | None:
        """Return the way from untied to tied, or why there is none; None while it is computed."""
        return self._ties.result(self._tying(state)[1])

    def _tying(self, state: State) -> tuple[int, Trace]:
        """Return the place and the run of the first column that can be tied, else the scenario's.

        Where the scenario itself is tied, a column beside it that is not shows the way to it.
        """
        for place, column in enumerate(self.columns(state)):
            if column.trace is not None and tie_obstacle(column.trace) is None:
                return place, column.trace
        return 0, state.trace

    def wants(self, old: State, new: State) -> bool:
        return super().wants(old, new) or old.view.beside != new.view.beside

    def n_heads(self, state: State) -> int:
        return state.trace.resolved.n_heads if self.view() == COLUMNS else 1

    def specs(self, state: State) -> tuple[Spec, ...]:
        view = state.view
        if self.view() == COLUMNS:
            return column_specs(self.columns(state), view.head, view.beside, step_titles())
        tie = self.tie(state)
        if isinstance(tie, Tie):
            return tie_specs(self._tying(state)[1], tie, view.beside.alpha)
        text = translate("compare", "computing…") if tie is None else render(tie)
        if self._ties.refused:
            text = render(out_of_memory().wrong)
        return (NoteSpec("no_way", text, 0, 0),)

    def tall(self) -> bool:
        return self.view() == COLUMNS

    def show_state(self, state: State) -> None:
        beside, tall = state.view.beside, self.tall()
        self.heads.setVisible(tall)
        self.heads.show_variants((state.scenario.variant, *beside.variants))
        self._choices.setVisible(tall)
        own_models = tall and comparison.have_own_models(state.scenario, beside.variants)
        self._choices.show_beside(beside, own_models=own_models)
        self.slider.setVisible(not tall)
        if not tall:
            self.slider.show_alpha(beside.alpha, free=isinstance(self.tie(state), Tie))
        super().show_state(state)

    def show_focus(self, state: State) -> None:
        super().show_focus(state)
        if self.view() != COLUMNS:
            return
        cells = run_cells.of_columns(self.columns(state), state)
        self.lens.show_cells(cells, pinned=state.view.focus == state.view.pin)

    def foci(self, state: State) -> tuple[Focus, ...]:
        own = (Column(state.scenario.variant, state.trace),)
        return run_cells.foci(self.columns(state) if self.view() == COLUMNS else own, state)

    def notes(self, state: State) -> tuple[str, ...]:
        if self.view() != COLUMNS:
            text = translate(
                "compare",
                "Only V, the context and the output move. The output goes a straight way, for "
                "everything after V is linear.",
            )
            place, trace = self._tying(state)
            return (text, tie_origin(place, trace)) if place else (text,)
        return (*readings(self.columns(state), mark_words), *self._origins(state))

    def notes_text(self, state: State) -> str:
        if self.view() != COLUMNS:
            return super().notes_text(state)
        theme = self.look.theme

        def coloured(verdict: MarkName) -> str:
            return f'<b style="color: {colours(theme, verdict)[0]}">{mark_words(verdict)}</b>'

        lines = map(low_indices, readings(self.columns(state), coloured))
        origins = (indexed(text) for text in self._origins(state))
        return "<br>".join([*lines, *(text.replace(" = ", "&nbsp;=&nbsp;") for text in origins)])

    def _origins(self, state: State) -> tuple[str, ...]:
        """Return where the columns have their numbers from, beside a trained model."""
        return column_origins(self.columns(state), apart=state.view.beside.apart)

    def side(self) -> QWidget | None:
        return self.lens if self.view() == COLUMNS else None

    @Slot(str)
    def set_view(self, key: str) -> None:
        super().set_view(key)
        self.side_changed.emit()

    def tools(self) -> QWidget | None:
        tools = QWidget()
        column = QVBoxLayout(tools)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._choices)
        column.addWidget(self.slider)
        return tools

    def strip(self) -> QWidget | None:
        return self.heads

    def set_look(self, theme: Theme, scale: float) -> None:
        super().set_look(theme, scale)
        self.slider.set_look(theme, scale)
        self.lens.set_theme(theme)
        self._notes.setText(self.notes_text(self._store.state))  # it has colours of its own

    # ---- what files take ---------------------------------------------------------------------

    def formula(self, state: State) -> str:
        return FORMULA if self.view() == TIE else ""

    def pieces(self, state: State) -> Sequence[Piece]:
        plots = super().pieces(state)
        if self.view() == TIE:
            return plots
        variants = (state.scenario.variant, *state.view.beside.variants)
        left = self.figure.content_rect().left()
        titles = tuple(
            (x - left, f"{letter}  {translate('core', VARIANTS[variant].label)}")
            for (x, _), letter, variant in zip(self._spans(), LETTERS, variants, strict=False)
        )
        return [Titles(titles, self.look.font(bold=True), self.look.theme.accent), *plots]

    def tables(self, state: State, specs: Sequence[Spec]) -> tuple[Table, ...]:
        """Return every grid that is shown, named after its variant, and the curves."""
        tables = [plot_table(spec) for spec in specs if isinstance(spec, (PlaneSpec, CurveSpec))]
        for column in self.columns(state):
            if column.trace is None:
                continue
            for step in column.trace.steps:
                tables += [
                    replace(grid_table(grid), name=f"{column.variant}_{grid.name}")
                    for grid in step.grids
                ]
        return tuple(tables)

    def close_runs(self) -> None:
        self._runs.close()
        self._ties.close()

    # ---- what a person does ------------------------------------------------------------------

    def move_pin(self, rows: int, cols: int) -> bool:
        state = self._store.state
        moved = run_cells.moved(self.columns(state), state, rows, cols)
        if moved is not None:
            self._store.look(pin=moved, hover=None)
        return moved is not None

    @Slot(object)
    def _hover(self, cell: Cell | None) -> None:
        super()._hover(self._at_home(cell))

    @Slot(object)
    def _pin(self, cell: Cell) -> None:
        super()._pin(self._at_home(cell) or cell)

    def _at_home(self, cell: Cell | None) -> Cell | None:
        return run_cells.at_home(self.columns(self._store.state), self._store.state, cell)

    @Slot(int, str)
    def _choose(self, place: int, variant: str) -> None:
        state = self._store.state
        if place == 0:
            self._lead(variant)
            return
        variants = list(state.view.beside.variants)
        old = variants[place - 1]
        if variant == state.scenario.variant:
            self._lead(old)  # the two columns change places
            return
        variants = [old if other == variant else other for other in variants]
        variants[place - 1] = variant
        self._beside(variants=tuple(variants))

    def _lead(self, variant: str) -> None:
        """Show a variant in the first column as the others show theirs."""
        scenario, apart = self._store.state.shown, self._store.state.view.beside.apart
        if apart or not comparison.fits(scenario, variant):
            self._store.choose_variant(variant)
        else:
            self._store.take(comparison.of_variant(scenario, variant))

    @Slot()
    def _add(self) -> None:
        state = self._store.state
        shown = (state.scenario.variant, *state.view.beside.variants)
        wished = ("self", "k_eq_v", "q_eq_k_eq_v", *VARIANTS)
        new = next(variant for variant in wished if variant not in shown)
        self._beside(variants=(*state.view.beside.variants, new)[:MOST_BESIDE])

    @Slot()
    def _remove(self) -> None:
        self._beside(variants=self._store.state.view.beside.variants[:1])

    @Slot()
    def _tick(self) -> None:
        self._beside(**self._choices.values())

    @Slot(float)
    def _move(self, alpha: float) -> None:
        self._beside(alpha=alpha)

    def _beside(self, **fields: Any) -> None:
        beside = replace(self._store.state.view.beside, **fields)
        self._store.look(beside=beside)

    @Slot()
    def _arrived(self) -> None:
        self.show_state(self._store.state)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        """Say that the memory did not suffice; anything else is a mistake of the program."""
        if not isinstance(error, MemoryError):
            raise error
        self._columns = tuple(
            replace(column, problems=(out_of_memory(),)) if column.pending else column
            for column in self._columns
        )
        self.show_state(self._store.state)

    @Slot()
    def _place_heads(self) -> None:
        offset = self.figure.horizontalScrollBar().value()
        self.heads.place([(left - offset, width) for left, width in self._spans()])

    def _spans(self) -> list[tuple[float, float]]:
        """Return left and width of every column of plots in the figure's scene."""
        bodies: dict[int, list[tuple[float, float]]] = {}
        for plot in self.figure.plots():
            if isinstance(plot, MatrixPlot):
                body = plot.body
                bodies.setdefault(plot.spec.run, []).append((body.left(), body.right()))
        found = []
        for run in range(1 + len(self._store.state.view.beside.variants)):
            if run in bodies:
                left = min(left for left, _ in bodies[run])
                found.append((left, max(right for _, right in bodies[run]) - left))
        return found

    def _connect(self) -> None:
        for runs in (self._runs, self._ties):
            runs.ready.connect(self._arrived)
            runs.failed.connect(self._fail)
        self.heads.chosen.connect(self._choose)
        self.heads.added.connect(self._add)
        self.heads.removed.connect(self._remove)
        self.slider.moved.connect(self._move)
        self.figure.arranged.connect(self._place_heads)
        self.figure.horizontalScrollBar().valueChanged.connect(self._place_heads)
        self._choices.ticked.connect(self._tick)
