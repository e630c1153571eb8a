"""Verdict: each claim with its live evidence, the three mechanisms, and what others measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.claims import Look
from core.figures import Runs
from core.resolve import resolve
from core.scenario import Scenario
from core.verdict import Findings, judge, pair
from gui.comparison import fits
from gui.derived import Derived
from gui.i18n import language, translate
from gui.page import summary_of
from gui.pages.base import Page
from gui.pieces import Piece
from gui.report.content import report_of
from gui.report.model import Report
from gui.report.paint import Paper
from gui.report.view import ReportView
from gui.state import STEPS, State
from gui.store import BIG_BYTES, Store
from gui.tables import Table
from gui.theme import Theme
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.specs import Spec
from gui.widgets.style import Style, make_style


class VerdictPage(Page):
    """The report on the present scenario, its figures computed anew with every change.

    While they are computed the figures before stand there, dimmed.
    """

    key = "verdict"

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._found: tuple[Findings, str] | None = None
        self._trouble: Exception | None = None
        self._title, self._question = QLabel(), ElidedLabel()
        self._title.setProperty("look", "title")
        self._question.setProperty("look", "muted")
        self.view_of_report = ReportView(make_style(theme, 1.0, QApplication.font()))
        self.view_of_report.chosen.connect(self._open)
        self._runs: Derived[Scenario, Findings] = Derived(judge, cost, store.big, self)
        self._runs.ready.connect(self._arrived)
        self._runs.failed.connect(self._give_up)
        self._build()
        self.retranslate()

    def wants(self, old: State, new: State) -> bool:
        return old.trace is not new.trace

    def show_state(self, state: State) -> None:
        self.view_of_report.show_report(self._report(state))

    def retranslate(self) -> None:
        self._title.setText(translate("panels", self.title))
        self._question.setText(translate("panels", self.question))
        self.view_of_report.setAccessibleName(translate("panels", self.title))
        self.show_state(self._store.state)

    def set_look(self, theme: Theme, scale: float) -> None:
        self.view_of_report.set_style(make_style(theme, scale, QApplication.font()))

    @property
    def look(self) -> Style:
        return self.view_of_report.style_in_use

    def take_keys(self) -> None:
        self.view_of_report.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_runs(self) -> None:
        self._runs.close()

    def pieces(self, state: State) -> Sequence[Piece]:
        # A picture's caption says what was run.
        return [Paper(replace(self.finished(state), summary=""), self.look)]

    def tables(self, state: State, specs: Sequence[Spec]) -> tuple[Table, ...]:
        figures = [
            (f"{claim.key}:{figure.key}", figure.value)
            for claim, evidence in self._findings(state).claims
            for figure in evidence
        ]
        values = np.array([np.nan if value is None else value for _, value in figures])
        rows = tuple(name for name, _ in figures)
        return (Table("evidence", values[None, :, None], ("1",), rows, ("value",)),)

    def documents(self, state: State) -> Mapping[str, Callable[[], bytes]]:
        def html() -> bytes:
            from gui.report.html import html_bytes
            from gui.report.plots import step_plots

            plots = step_plots(state, self.look)
            return html_bytes(self.finished(state), state.scenario, plots, self.look)

        return {"html": html}

    def finished(self, state: State) -> Report:
        """Return the report on a state, waiting for its figures if need be."""
        return report_of(self._findings(state), asked_of(state), language())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit("", event.globalPos())

    def _report(self, state: State) -> Report:
        """Return what can be shown now: new figures, or those before, or none yet."""
        found = self._runs.result(state.scenario)
        if found is not None:
            self._found, self._trouble = (found, asked_of(state)), None
        elif not self._runs.refused:  # another scenario is being computed
            self._trouble = None
        if self._found is None or self._trouble is not None:
            return report_of(None, asked_of(state), language(), trouble=self._trouble)
        findings, told = self._found
        fresh = found is not None
        return report_of(findings, asked_of(state) if fresh else told, language(), fresh=fresh)

    def _findings(self, state: State) -> Findings:
        return self._runs.at_once(state.scenario)

    @Slot()
    def _arrived(self) -> None:
        self.show_state(self._store.state)

    @Slot(object)
    def _give_up(self, error: Exception) -> None:
        self._trouble = error
        self.show_state(self._store.state)
        if not isinstance(error, MemoryError):
            raise error

    @Slot(object)
    def _open(self, look: Look) -> None:
        """Show a step of a variant, or it beside its twin: one change that can be undone."""
        view = self._store.state.view
        if look.page == STEPS:
            self._store.look(step=look.step)
        else:
            twins = tuple(key for key in pair(look.variant) if key != look.variant)
            self._store.look(page=look.page, beside=replace(view.beside, variants=twins))
        scenario = self._store.state.shown
        if look.variant == scenario.variant:
            return
        if fits(scenario, look.variant):
            self._store.take(Runs(scenario).of(look.variant))  # the very run of the evidence
        else:
            self._store.choose_variant(look.variant)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addSpacing(8)
        top.addWidget(self._question, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        rows.addLayout(top)
        rows.addWidget(self.view_of_report, 1)


def asked_of(state: State) -> str:
    """Return in a line what the evidence is of; each claim says what differs from it."""
    return summary_of(state.scenario, state.trace.resolved)


def cost(scenario: Scenario) -> int:
    """Return more than a frame's work: a dozen runs and their hulls take longer at any size."""
    return BIG_BYTES + resolve(scenario).memory_needed
