"""Compare: variants side by side on the same text, seed and weights."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.messages import QT_TRANSLATE_NOOP
from gui import comparison
from gui.comparison import Column, Wanted
from gui.derived import Derived
from gui.i18n import translate
from gui.pages.figure_page import FigurePage
from gui.state import State
from gui.store import Store
from gui.theme import Theme
from gui.widgets.spec_builders import matrix
from gui.widgets.specs import Spec


class ComparePage(FigurePage):
    """Two or three variants in columns, the steps below each other."""

    key = "compare"
    title = QT_TRANSLATE_NOOP("panels", "Compare")
    question = QT_TRANSLATE_NOOP("panels", "What stays, and what changes, between variants?")
    order = 1

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._runs: Derived[Wanted, tuple[Column, ...]] = Derived(
            comparison.compute, comparison.cost, store.big, self
        )
        self._runs.ready.connect(self._arrived)
        self.retranslate()

    def columns(self, state: State) -> tuple[Column, ...]:
        variants = state.view.beside.variants
        found = self._runs.result(comparison.wanted(state.trace, variants))
        return comparison.columns(state.trace, variants, found)

    def specs(self, state: State) -> tuple[Spec, ...]:
        return tuple(
            matrix(column.trace, "weights", row=0, col=place, key=column.variant,
                   heading=translate("core", column.trace.resolved.variant.label))
            for place, column in enumerate(self.columns(state))
            if column.trace is not None
        )

    def close_runs(self) -> None:
        self._runs.close()

    @Slot()
    def _arrived(self) -> None:
        self.show_state(self._store.state)
