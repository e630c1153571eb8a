"""Tying bench: what tying costs a head, measured; and what each variant costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.explanation import Source
from core.messages import Problem
from core.width_law import law_problems
from gui.bench import cost, freedom, law, positions, sensitivity
from gui.bench.fields import BenchFields
from gui.bench.geometry import geometry_specs
from gui.bench.grids import OWN
from gui.bench.results import Results
from gui.bench.texts import FORMULAS, PARAGRAPHS, TITLES
from gui.follow import inside, moved, query_in_focus
from gui.i18n import translate
from gui.pages.figure_page import FigurePage
from gui.panels.base import focus_in
from gui.rich_text import indexed
from gui.state import Bench, Cell, State
from gui.store import Store
from gui.tables import Shown, Table, plot_table
from gui.theme import Theme
from gui.widgets.focus import Focus
from gui.widgets.formula import FormulaView
from gui.widgets.specs import MatrixSpec, NoteSpec, Spec

NARROW = 900  # pixels of the figure; below it some views leave out what they can
OF_HEAD = ("law", "construction", "geometry", "sensitivity", "positions")
"""Views that show the head in focus, or can."""


class BenchPage(FigurePage):
    """The width law, the freedom lost, geometry, sensitivity, positions and the cost meter."""

    key = "bench"
    stackable = ("geometry", "law")

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        self._fields = BenchFields()
        self._formula = FormulaView(theme)
        super().__init__(store, theme, parent)
        self._sizes = _good_sizes(store.state.view.bench) or (Bench().r, Bench().d)
        self._narrow = False
        self._costs = Bench()  # the last choices of the cost meter that were right
        self._results = Results(store.big, self)
        self._results.ready.connect(self._arrived)
        self._fields.edited.connect(self._edit)
        self._builders: Mapping[str, Callable[[State], tuple[Spec, ...]]] = MappingProxyType(
            {
                "law": self._law,
                "construction": self._construction,
                "freedom": self._freedom,
                "geometry": self._geometry,
                "sensitivity": _sensitivity,
                "positions": self._positions,
                "cost": self._cost,
            }
        )
        self.retranslate()

    # ---- what it shows -----------------------------------------------------------------------

    def views(self) -> tuple[tuple[str, str], ...]:
        return tuple((key, translate("bench", title)) for key, title in TITLES.items())

    def specs(self, state: State) -> tuple[Spec, ...]:
        return self._builders[self.view()](state)

    def formula(self, state: State) -> str:
        return FORMULAS[self.view()]

    def notes(self, state: State) -> tuple[str, ...]:
        return (*self._facts(state), translate("bench", PARAGRAPHS[self.view()]))

    def n_heads(self, state: State) -> int:
        return state.trace.resolved.n_heads if self._of_head(state) else 1

    def tools(self) -> QWidget | None:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._fields, 1)
        row.addWidget(self._formula, 0, Qt.AlignmentFlag.AlignVCenter)
        return tools

    def problems(self, state: State) -> tuple[Problem, ...]:
        """Return what is wrong with the choices of the view shown."""
        bench, view = state.view.bench, self.view()
        if view in ("law", "construction"):
            return law.problems(state)
        if view == "freedom":
            return law_problems(bench.r, bench.d)
        return cost.problems(bench) if view == "cost" else ()

    def show_state(self, state: State) -> None:
        bench = state.view.bench
        self._sizes = _good_sizes(bench) or self._sizes
        if not cost.problems(bench):
            self._costs = bench
        super().show_state(state)
        self._notes.setText("<br>".join(indexed(note) for note in self.notes(state)))
        stands = bench.own_head and law.own_obstacle(state.trace, state.view.head) is None
        resolved = state.trace.resolved
        own = {"r": resolved.d_head, "d": resolved.d_model} if stands else None
        layers = cost.size(state.trace, replace(bench, depth=None)).n_layers
        self._fields.show_bench(
            bench, self.problems(state), self.view(), {"depth": layers}, own=own
        )
        self._formula.set_tex(self.formula(state))

    def wants(self, old: State, new: State) -> bool:
        if super().wants(old, new) or old.view.bench != new.view.bench:
            return True
        asked = (query_in_focus(state.view, state.trace) for state in (old, new))
        return self.view() == "sensitivity" and len(set(asked)) > 1

    def foci(self, state: State) -> tuple[Focus, ...]:
        cell, trace = state.view.focus, state.trace
        if cell is None or not cell.grid.startswith(OWN):
            return (focus_in(trace, cell if inside(cell, trace) else None, state),)
        return (Focus(cell, _alike(cell, [plot.spec for plot in self.figure.plots()])),)

    def tables(self, state: State, specs: Sequence[Spec]) -> tuple[Table, ...]:
        plots = {spec.key: spec for spec in specs if isinstance(spec, Shown)}
        return tuple(replace(plot_table(spec), name=key) for key, spec in plots.items())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rearrange()

    def _rearrange(self) -> None:
        """Leave out what has no room in a narrow figure."""
        narrow = self.figure.width() < NARROW * self.figure.look.scale
        if narrow != self._narrow:
            self._narrow = narrow
            self.show_state(self._store.state)

    def set_look(self, theme: Theme, scale: float) -> None:
        super().set_look(theme, scale)
        self._formula.set_look(theme, scale)
        self._rearrange()

    def move_pin(self, rows: int, cols: int) -> bool:
        pin, trace = self._store.state.view.pin, self._store.state.trace
        if pin is None or not inside(pin, trace):
            return False
        self._store.look(pin=moved(pin, rows, cols, trace), hover=None)
        return True

    def close_runs(self) -> None:
        self._results.close()

    # ---- one method a view -------------------------------------------------------------------

    def _law(self, state: State) -> tuple[Spec, ...]:
        found = self._results.law(law.wanted(state, self._sizes))
        if found is None:
            return (NoteSpec("measuring", translate("bench", "Measuring the law …"), 0, 0),)
        return law.law_specs(found, state.view.bench)

    def _construction(self, state: State) -> tuple[Spec, ...]:
        return law.construction_specs(law.wanted(state, self._sizes).heads()[0])

    def _freedom(self, state: State) -> tuple[Spec, ...]:
        r, d = self._sizes
        own = self._results.own_freedom(freedom.own_shape(r, d)) or ()
        return freedom.freedom_specs((*self._results.freedom(), *own), (d, r))

    def _geometry(self, state: State) -> tuple[Spec, ...]:
        trace, head = state.trace, state.view.head
        found = self._results.outside(trace, head)
        if found is None:
            return (NoteSpec("measuring", translate("bench", "Measuring distances …"), 0, 0),)
        return geometry_specs(trace, head, found[0])

    def _positions(self, state: State) -> tuple[Spec, ...]:
        return positions.positions_specs(state.trace, state.view.head, contexts=not self._narrow)

    def _cost(self, state: State) -> tuple[Spec, ...]:
        return cost.cost_specs(state.trace, self._costs)

    def _facts(self, state: State) -> tuple[str, ...]:
        """Return what is said of the present numbers."""
        trace, head, view = state.trace, state.view.head, self.view()
        if view == "freedom":
            own = self._results.own_freedom(freedom.own_shape(*self._sizes))
            return freedom.facts(*self._sizes, own)
        if view == "sensitivity":
            return sensitivity.facts(trace, head, query_in_focus(state.view, trace))
        if view == "positions":
            return positions.facts(trace, head)
        return (cost.described(trace, self._costs),) if view == "cost" else ()

    def _of_head(self, state: State) -> bool:
        """Whether the view shows the head in focus."""
        view, bench = self.view(), state.view.bench
        return view in OF_HEAD and (view not in ("law", "construction") or bench.own_head)

    # ---- what the person does ----------------------------------------------------------------

    @Slot(str, object, bool)
    def _edit(self, field: str, value: Any, steady: bool) -> None:
        bench = self._store.state.view.bench
        self._store.look(bench=replace(bench, **{field: value}))

    @Slot(object)
    def _pin(self, cell: Cell) -> None:
        if not cell.grid.startswith(OWN):  # the bench's own matrices have nothing to explain
            super()._pin(cell)

    @Slot()
    def _arrived(self) -> None:
        self.show_state(self._store.state)


def _sensitivity(state: State) -> tuple[Spec, ...]:
    query = query_in_focus(state.view, state.trace)
    return sensitivity.sensitivity_specs(state.trace, state.view.head, query)


def _good_sizes(bench: Bench) -> tuple[int, int] | None:
    """Return r and d where heads of these sizes can be drawn."""
    return None if law_problems(bench.r, bench.d) else (bench.r, bench.d)


def _alike(cell: Cell, specs: Sequence[Spec]) -> tuple[Source, ...]:
    """Return the same place in every other matrix of the bench that has the focused one's shape."""
    maps = [spec.grid for spec in specs if isinstance(spec, MatrixSpec)]
    shapes = {grid.name: grid.values.shape for grid in maps if grid.name.startswith(OWN)}
    shape = shapes.get(cell.grid)
    return tuple(
        Source(name, 0, cell.row, cell.col)
        for name, other in shapes.items()
        if name != cell.grid and other == shape
    )
