"""The lab's right column: start and stop, how far all is, the list of runs, and opening one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.lab.experiment import RunKey
from core.lab.results import Result
from core.messages import Problem
from gui.i18n import translate
from gui.lab.fields import PathField
from gui.lab.opening import Opening
from gui.lab.runs import BAR, FIGURE, RunDelegate, RunList
from gui.lab.training import TrainingState
from gui.lab.words import duration
from gui.theme import Theme

PARTS = 1000  # of the bar of all runs
FIGURE_AIR = 16  # pixels beside the figures of the list


@dataclass(frozen=True, eq=False)
class Standing:
    """How the training stands.

    Attributes
    ----------
    state : what is going on.
    total, there : runs, and how many of them have ended.
    possible : whether a training can begin.
    predicted : seconds that what is missing takes; None while that is not known.
    fraction : part of the work under way that is done.
    left : seconds that it still takes; None while that is not known.
    n_workers : processes.
    trouble : what went wrong, in the reader's language.
    """

    state: TrainingState
    total: int
    there: int
    possible: bool
    predicted: float | None = None
    fraction: float = 0.0
    left: float | None = None
    n_workers: int = 1
    trouble: str = ""

    @property
    def busy(self) -> bool:
        """Whether workers are there."""
        return self.state in ("running", "paused", "stopping")


class LabSide(QWidget):
    """Everything beside the figures.

    Signals: ``start_wanted()``, ``pause_wanted()``, ``resume_wanted()``, ``cancel_wanted()``;
    ``run_chosen(run)``, None when none is; ``open_wanted(run, layer, head, example)``, all counted
    from 0.
    """

    start_wanted = Signal()
    pause_wanted = Signal()
    resume_wanted = Signal()
    cancel_wanted = Signal()
    run_chosen = Signal(object)
    open_wanted = Signal(object, int, int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._standing = Standing("idle", 0, 0, possible=False)
        self.title, self.there = QLabel(), QLabel()
        self.title.setProperty("look", "heading")
        self.there.setProperty("look", "muted")
        self.time, self.trouble = QLabel(), QLabel()
        self.trouble.setProperty("look", "error")
        for label in (self.there, self.time, self.trouble):
            label.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, PARTS)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.start, self.pause, self.cancel = QPushButton(), QPushButton(), QPushButton()
        self.start.setProperty("look", "primary")
        self.runs = RunList(theme)
        self._delegate = RunDelegate(theme)
        self.table = QTableView()
        self.opening = Opening()
        self.folder = PathField("folder", folder=True)
        self._build()
        self._wire()
        self.retranslate()

    def chosen(self) -> RunKey | None:
        """Return the run that is chosen in the list."""
        rows = self.table.selectionModel().selectedRows()
        return self.runs.keys[rows[0].row()] if rows else None

    def show_standing(
        self,
        standing: Standing,
        results: dict[RunKey, Result],
        running: dict[RunKey, float],
    ) -> None:
        """Show how all runs stand, and every one: what came of it, or which part is done."""
        self._standing = standing
        self.runs.show_progress(results, running)
        self._show_words()
        self._show_buttons()
        self.bar.setValue(round(PARTS * self._all_done()))
        self._show_opening()

    def show_folder(
        self, chosen: str, path: str, problem: Problem | None, *, enabled: bool
    ) -> None:
        """Show where the results are kept: in a folder that was chosen, or in ``path``."""
        self.folder.show_value(chosen, path)
        self.folder.show_problem(problem)
        self.folder.setEnabled(enabled)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._delegate.theme = theme
        self.runs.set_theme(theme)

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self.title.setText(translate("lab_side", "Training"))
        self.pause.setToolTip(translate("lab_side", "Let all runs wait, or go on"))
        self.cancel.setText(translate("lab_side", "Cancel"))
        self.cancel.setToolTip(
            translate("lab_side", "Stop; runs that have ended are kept, and Continue goes on")
        )
        self.bar.setAccessibleName(translate("lab_side", "Progress of all runs"))
        self.table.setAccessibleName(translate("lab_side", "Runs"))
        self.table.setToolTip(
            translate("lab_side", "A click shows a run’s curves, a double click opens it")
        )
        self.runs.retranslate()
        self.fit_figures()
        self._show_words()
        self._show_buttons()

    def fit_figures(self) -> None:
        """Give the last column the room of what can stand there; a long title is cut."""
        metrics = self.table.fontMetrics()
        words = ("−0.000", "100 %", translate("lab_runs", "failed"))
        wanted = max(metrics.horizontalAdvance(word) for word in words) + FIGURE_AIR
        self.table.setColumnWidth(FIGURE, wanted)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit_figures()

    # ---- what is shown -----------------------------------------------------------------------

    def _all_done(self) -> float:
        """Return which part of all runs is done, those that were there before counted."""
        standing = self._standing
        if not standing.total:
            return 0.0
        if not standing.busy:
            return standing.there / standing.total
        return standing.fraction

    def _show_words(self) -> None:
        standing = self._standing
        self.there.setText(
            translate("lab_side", "{there} of {total} runs are there").format(
                there=standing.there, total=standing.total
            )
        )
        complete = standing.total > 0 and standing.there == standing.total
        self.there.setVisible(not complete and standing.total > 0)
        self.time.setText(_time_words(standing))
        self.trouble.setText(standing.trouble)
        self.trouble.setVisible(bool(standing.trouble))

    def _show_buttons(self) -> None:
        standing = self._standing
        self.start.setText(_start_words(standing))
        self.start.setToolTip(translate("lab_side", "Train what is missing, beside your work"))
        self.start.setVisible(not standing.busy)
        self.start.setEnabled(standing.possible and standing.there < standing.total)
        self.pause.setVisible(standing.busy)
        self.cancel.setVisible(standing.busy)
        paused = standing.state == "paused"
        self.pause.setText(
            translate("lab_side", "Resume") if paused else translate("lab_side", "Pause")
        )
        for button in (self.pause, self.cancel):
            button.setEnabled(standing.state != "stopping")

    def _show_opening(self) -> None:
        key = self.chosen()
        result = None if key is None else self.runs.result_of(key)
        self.opening.show_run(key, can_open=result is not None and result.state == "done")

    # ---- what the person does ----------------------------------------------------------------

    @Slot()
    def _pause(self) -> None:
        (self.resume_wanted if self._standing.state == "paused" else self.pause_wanted).emit()

    @Slot(QItemSelection, QItemSelection)
    def _selected(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self._show_opening()
        self.run_chosen.emit(self.chosen())

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        self._show_opening()
        self.opening.press()

    @Slot(int, int, int)
    def _open(self, layer: int, head: int, example: int) -> None:
        key = self.chosen()
        if key is not None:
            self.open_wanted.emit(key, layer, head, example)

    # ---- how it is built ---------------------------------------------------------------------

    def _wire(self) -> None:
        self.start.clicked.connect(self.start_wanted)
        self.pause.clicked.connect(self._pause)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.activated.connect(self._activated)
        self.opening.wanted.connect(self._open)

    def _build(self) -> None:
        self._build_table()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.start, self.pause, self.cancel):
            buttons.addWidget(button, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self.title)
        rows.addLayout(buttons)
        rows.addWidget(self.time)
        rows.addWidget(self.bar)
        rows.addWidget(self.there)
        rows.addWidget(self.folder)
        rows.addWidget(self.trouble)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.opening)

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self.runs)
        table.setItemDelegateForColumn(BAR, self._delegate)
        table.setShowGrid(False)
        table.setAlternatingRowColors(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setResizeContentsPrecision(0)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(BAR, QHeaderView.ResizeMode.Stretch)
        # Fitted to what it shows, it would measure every row with every change.
        header.setSectionResizeMode(FIGURE, QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def _start_words(standing: Standing) -> str:
    """Return what the button does, or that there is nothing left to do."""
    missing = standing.total - standing.there
    if standing.total and not missing:
        text = translate("lab_side", "All {count} runs are there")
        if standing.total == 1:
            text = translate("lab_side", "The run is there")
        return text.format(count=standing.total)
    one = missing == 1
    if standing.there:
        several = translate("lab_side", "Continue: {count} runs")
        text = translate("lab_side", "Continue: 1 run") if one else several
    else:
        several = translate("lab_side", "Start {count} runs")
        text = translate("lab_side", "Start 1 run") if one else several
    return text.format(count=missing)


def _time_words(standing: Standing) -> str:
    """Return how long it takes, or still takes, or that it is over."""
    if standing.state == "stopping":
        return translate("lab_side", "Stopping …")
    if standing.busy:
        if standing.left is None:
            return translate("lab_side", "Starting {processes} …").format(
                processes=_processes(standing)
            )
        text = translate("lab_side", "about {time} left on {processes}")
        if standing.state == "paused":
            text = translate("lab_side", "Paused; about {time} left")
        return text.format(time=duration(standing.left), processes=_processes(standing))
    if standing.total and standing.there == standing.total:
        return translate("lab_side", "Every run has ended.")
    if standing.predicted is None:
        return (
            translate("lab_side", "Measuring how long it will take …") if standing.possible else ""
        )
    return translate("lab_side", "will take about {time} on {processes}").format(
        time=duration(standing.predicted), processes=_processes(standing)
    )


def _processes(standing: Standing) -> str:
    if standing.n_workers == 1:
        return translate("lab_side", "1 process")
    return translate("lab_side", "{count} processes").format(count=standing.n_workers)
