"""Lab: small models trained here, tied against untied, to see what a tie costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from core.lab.experiment import RunKey
from core.lab.spec import ModelSpec
from core.messages import QT_TRANSLATE_NOOP, Problem
from core.scenario import Scenario
from core.trained.problem import ModelError
from core.trained.scenarios import scenario_of
from gui.i18n import translate
from gui.lab import figures
from gui.lab.desk import Desk
from gui.lab.fields import LabFields, after
from gui.lab.findings import Findings
from gui.lab.notes import notes_html, notes_plain
from gui.lab.side import LabSide
from gui.lab.width_chips import WidthChips
from gui.pages.figure_page import FigurePage
from gui.state import Cell, State
from gui.store import Store
from gui.tables import Shown, Table, plot_table
from gui.theme import Theme
from gui.widgets.focus import Focus
from gui.widgets.specs import Spec

VIEWS: Mapping[str, str] = MappingProxyType(
    {
        "overview": QT_TRANSLATE_NOOP("lab", "Overview"),
        "widths": QT_TRANSLATE_NOOP("lab", "Widths"),
        "training": QT_TRANSLATE_NOOP("lab", "Training"),
        "gradients": QT_TRANSLATE_NOOP("lab", "Gradients"),
    }
)
"""View -> its title, in order."""
OVER_WIDTHS = ("widths", "differences")
"""The figures that show all widths at once."""
LOW, NARROW = 440, 640  # pixels of the figure, below which the overview leaves figures out
MOST_NOTES = 0.26  # of the page's height
SPACES = 50  # pixels between and around the parts of the page


class LabPage(FigurePage):
    """Choose, train, compare, and open what was trained."""

    key = "lab"

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        self._theme = theme
        self._fields, self._chips_of_widths = LabFields(), WidthChips()
        self._side = LabSide(theme)
        self._width: int | None = None  # chosen; None follows what happens
        self._run: RunKey | None = None
        self._room = "all"  # how many figures the overview has room for: one, a row, all
        self._drawn: object = None  # what the desk knew when the figures were drawn
        self._told_choices: object = None
        super().__init__(store, theme, parent)
        self._desk = Desk(store.big, self)
        self._desk.look_at(store.state.view.lab)
        self._scroll = self._scrolled_notes()
        self._connect()
        self.retranslate()

    # ---- what it shows -----------------------------------------------------------------------

    def views(self) -> tuple[tuple[str, str], ...]:
        return tuple((key, translate("lab", title)) for key, title in VIEWS.items())

    def tools(self) -> QWidget | None:
        return self._fields

    def strip(self) -> QWidget | None:
        return self._chips_of_widths

    def side(self) -> QWidget | None:
        return self._side

    def problems(self, state: State) -> tuple[Problem, ...]:
        """Return what is wrong with the choices."""
        return self._desk.problems

    def wants(self, old: State, new: State) -> bool:
        return old.view.lab != new.view.lab

    def specs(self, state: State) -> tuple[Spec, ...]:
        found = self._desk.findings()
        return () if found is None else self._specs(found, self._shown_width(found))

    def notes(self, state: State) -> tuple[str, ...]:
        return notes_plain(self._desk.findings())

    def notes_text(self, state: State) -> str:
        points = QApplication.font().pointSizeF()
        return notes_html(self._desk.findings(), self._theme, points)

    def heading(self) -> str:
        made, title = self._desk.experiment, super().heading()
        return title if made is None else f"{title} · {translate('core', made.row.label)}"

    def about(self, state: State) -> str | None:
        """Nothing: the page shows no run of the scenario."""
        return ""

    def foci(self, state: State) -> tuple[Focus, ...]:
        return (Focus(state.view.focus),)

    def tables(self, state: State, specs: Sequence[Spec]) -> tuple[Table, ...]:
        plots = {spec.key: spec for spec in specs if isinstance(spec, Shown)}
        return tuple(replace(plot_table(spec), name=key) for key, spec in plots.items())

    def show_state(self, state: State) -> None:
        self._desk.look_at(state.view.lab)
        if self.isVisible():
            self._desk.wait_and_measure()
        self._show_runs()
        self._show_choices(state)
        self._show_progress()
        self._show_figures()

    def _show_choices(self, state: State) -> None:
        """Fill the fields, each with what is wrong beside it."""
        self._told_choices = (self._desk.training.busy, self._desk.problems)
        lab, problems, enabled = state.view.lab, self._desk.problems, not self._desk.training.busy
        self._fields.show_lab(lab, problems, enabled=enabled)
        wrong = next((each for each in problems if each.field == "folder"), None)
        self._side.show_folder(lab.folder, str(self._desk.folder), wrong, enabled=enabled)

    def _show_runs(self) -> None:
        """List the runs, and keep the chosen one if it is still among them."""
        self._side.runs.show_experiment(self._desk.experiment)
        self._side.fit_figures()
        made = self._desk.experiment
        if self._run is not None and (made is None or self._run not in made.runs()):
            self._run = None
        if made is not None:
            model = made.row.model
            n_layers = model.n_layers if isinstance(model, ModelSpec) else 1
            self._side.opening.show_sizes(n_layers, made.n_heads)

    def _show_progress(self) -> None:
        """Show how far the training is: everything but the figures."""
        desk = self._desk
        self._side.show_standing(desk.standing(), desk.results(), desk.running())

    def _specs(self, found: Findings, width: int) -> tuple[Spec, ...]:
        reckoner, run = self._desk.reckoner, self._run
        made: dict[str, Callable[[int, int], Spec]] = {
            "widths": lambda row, col: figures.over_widths(found, row, col, self._empty()),
            "differences": lambda row, col: figures.differences(found, row, col),
            "losses": lambda row, col: figures.losses(reckoner, found, width, run, row, col),
            "measures": lambda row, col: figures.measures(reckoner, found, width, run, row, col),
            "cosines": lambda row, col: figures.cosines(reckoner, found, width, run, row, col),
        }
        return tuple(made[name](row, col) for name, row, col in self._places())

    def _places(self) -> tuple[tuple[str, int, int], ...]:
        """Return which figures the view has, and where they stand."""
        view = self.view()
        if view == "widths":
            return (("widths", 0, 0), ("differences", 0, 1))
        if view == "training":
            return (("losses", 0, 0), ("measures", 0, 1))
        if view == "gradients":
            return (("cosines", 0, 0), ("measures", 0, 1))
        if self._room == "one":
            first = self._desk.training.busy and not self._desk.training.finished
            return (("measures" if first else "widths", 0, 0),)
        if self._room == "row":
            return (("widths", 0, 0), ("measures", 0, 1))
        return (("widths", 0, 0), ("measures", 0, 1), ("cosines", 1, 0), ("losses", 1, 1))

    def _empty(self) -> str:
        """Return what stands where nothing has been trained yet."""
        if self._desk.training.busy:
            return translate("lab", "The first runs are under way.")
        return translate(
            "lab", "Nothing is trained yet. Start trains small models on this machine."
        )

    def _shown_width(self, found: Findings) -> int:
        """Return the width whose curves are shown: chosen, or where something happens."""
        widths = found.widths()
        if self._width in widths and self._width is not None:
            return self._width
        progress = self._desk.training.progress
        under_way = [] if progress is None else [key.width for key in progress.curves]
        if self._desk.training.busy and under_way:
            return under_way[-1]
        seen = [each for each in found.table if each.difference is not None and each.difference.n]
        if seen:
            return max(
                seen, key=lambda each: abs(each.difference.mean if each.difference else 0)
            ).width
        return widths[0]

    def _scrolled_notes(self) -> QScrollArea:
        """Put the notes where they can be scrolled, and return that."""
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(self._notes, scroll)
        self._notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll.setWidget(self._notes)
        return scroll

    # ---- sizes and looks ---------------------------------------------------------------------

    def set_look(self, theme: Theme, scale: float) -> None:
        self._theme = theme
        self._side.set_theme(theme)
        super().set_look(theme, scale)
        self.show_state(self._store.state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_notes()

    @Slot()
    def _rearrange(self) -> None:
        """Leave out what the figure has no room for."""
        figure = self.figure
        scale = figure.look.scale
        narrow, low = figure.width() < NARROW * scale, figure.height() < LOW * scale
        room = "one" if narrow and low else "row" if low else "all"
        if room != self._room:
            self._room = room
            self._show_figures()

    def _fit_notes(self) -> None:
        """Give the notes what they need, but leave the figures most of the page."""
        wanted = self._notes.heightForWidth(max(1, self._scroll.viewport().width())) + 4
        fields = self._fields.layout()
        above = self._title.sizeHint().height() + SPACES
        above += fields.heightForWidth(self.width()) if fields is not None else 0
        rest = self.height() - above - self.figure.minimumHeight()
        line = self._notes.fontMetrics().lineSpacing()
        most = max(line, min(round(MOST_NOTES * self.height()), rest))
        self._scroll.setFixedHeight(min(wanted, most))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_state(self._store.state)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._desk.rest()

    def close_runs(self) -> None:
        self._desk.close()

    # ---- what happens ------------------------------------------------------------------------

    def _connect(self) -> None:
        self._desk.told.connect(self._told)
        self._fields.edited.connect(self._edit)
        self._side.folder.edited.connect(self._edit)
        self.figure.resized.connect(self._rearrange)
        self._chips_of_widths.chosen.connect(self._choose_width)
        side, training = self._side, self._desk.training
        side.start_wanted.connect(self._start)
        side.pause_wanted.connect(training.pause)
        side.resume_wanted.connect(training.resume)
        side.cancel_wanted.connect(training.cancel)
        side.run_chosen.connect(self._choose_run)
        side.open_wanted.connect(self._open)

    def _show_figures(self) -> None:
        self._drawn = self._desk.news
        state, found = self._store.state, self._desk.findings()
        if found is not None:
            curves = any(name not in OVER_WIDTHS for name, _, _ in self._places())
            widths = found.widths() if curves else ()
            self._chips_of_widths.show_widths(widths, self._shown_width(found))
        super().show_state(state)
        self._fit_notes()

    @Slot()
    def _told(self) -> None:
        if not self.isVisible():
            return
        self._show_progress()
        if self._drawn != self._desk.news:
            self._show_figures()
        told = (self._desk.training.busy, self._desk.problems)
        if told != self._told_choices:
            self._show_choices(self._store.state)

    @Slot(str, object, bool)
    def _edit(self, field: str, value: Any, steady: bool) -> None:
        self._store.look(lab=after(self._store.state.view.lab, field, value))

    @Slot()
    def _start(self) -> None:
        self._width = None
        self._desk.start()

    @Slot(int)
    def _choose_width(self, width: int) -> None:
        self._width = width
        self._show_figures()

    @Slot(object)
    def _choose_run(self, key: RunKey | None) -> None:
        self._run = key
        if key is not None:
            self._width = key.width
        self._show_figures()

    @Slot(object)
    def _pin(self, cell: Cell) -> None:
        """Show the curves of the width that was clicked."""
        found = self._desk.findings()
        if cell.grid == figures.WIDTHS and found is not None and len(found.widths()) > 1:
            self._choose_width(found.widths()[cell.col])

    @Slot(object, int, int, int)
    def _open(self, key: RunKey, layer: int, head: int, example: int) -> None:
        """Show in the step panels what a run has learned, as one change that can be undone."""
        path = self._desk.model_of(key)
        try:
            if path is None:
                raise FileNotFoundError(2, translate("lab", "the model is gone"), str(key))
            scenario = scenario_of(path, layer, example, self._store.state.scenario)
        except (ModelError, OSError) as error:
            self._desk.complain(error)
            return
        names = Scenario.__dataclass_fields__
        self._store.edit(**{name: getattr(scenario, name) for name in names})
        self._store.look(step="weights", head=head, pin=None)
