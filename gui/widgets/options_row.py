"""The second row of the top: sizes, mask and the other choices, each with its own problem."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QWidget

from core.scenario import Scenario
from core.variants import VARIANTS
from gui.i18n import translate
from gui.state import State
from gui.store import Store
from gui.widgets.count_field import SizeField
from gui.widgets.field_row import FieldRow
from gui.widgets.fields import CheckField, ChoiceField, CountField


class OptionsRow(FieldRow):
    """Every choice that has no place of its own in the top row; what has no effect is hidden."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(
            (
                SizeField("d_model"),
                SizeField("n_heads"),
                SizeField("n_kv_heads", optional=True),
                SizeField("d_head", optional=True),
                CheckField("output_projection"),
                ChoiceField("positions"),
                ChoiceField("mask"),
                CountField("window"),
                CountField("padding"),
                ChoiceField("split"),
                ChoiceField("reading"),
                ChoiceField("dtype"),
            ),
            parent=parent,
        )
        self._store = store
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(18, 0, 18, 10)
        self.edited.connect(self._edit)
        self.retranslate()
        self.show_state(store.state)

    def show_state(self, state: State) -> None:
        super().show_state(state)
        wrong = {problem.field for problem in state.problems}
        for field in self.fields:
            field.setVisible(matters(field.name, state.shown) or field.name in wrong)
        self.updateGeometry()

    def has_problem(self, state: State) -> bool:
        """Whether one of these choices is what is wrong."""
        names = {field.name for field in self.fields}
        return any(problem.field in names for problem in state.problems)

    def retranslate(self) -> None:
        """Set the row's own text again; its fields see to theirs."""
        self.setAccessibleName(translate("options_row", "Options"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @Slot(str, object, bool)
    def _edit(self, field: str, value: object, steady: bool) -> None:
        fields: dict[str, Any] = {field: value}
        self._store.edit(merge=field if steady else None, **fields)


def matters(field: str, scenario: Scenario) -> bool:
    """Whether a choice has an effect on what this scenario runs."""
    variant = VARIANTS[scenario.variant]
    additive = variant.score == "additive"
    return {
        "n_heads": variant.splits,
        "n_kv_heads": variant.kv_heads == "groups",
        "d_head": additive or (variant.splits and variant.make_key.parameter is not None),
        "window": "window" in scenario.mask,
        "reading": variant.other_reading is not None,
    }.get(field, True)
