"""The second row of the top: sizes, mask and the other choices, each with its own problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from gui.i18n import translate
from gui.state import State
from gui.store import Store
from gui.widgets.count_field import SizeField
from gui.widgets.field_rules import in_force, matters, offered
from gui.widgets.fields import CheckField, ChoiceField, CountField, Field
from gui.widgets.flow import FlowLayout

ROW_HEIGHT = 1.95  # of the font's
LIST_LETTERS = 7
NUMBER = "8888"
FIELDS: Mapping[str, Callable[[str], Field]] = MappingProxyType(
    {
        "d_model": SizeField,
        "n_heads": SizeField,
        "n_kv_heads": partial(SizeField, optional=True),
        "d_head": partial(SizeField, optional=True),
        "d_latent": partial(SizeField, optional=True, zero=True),
        "output_projection": CheckField,
        "positions": ChoiceField,
        "rotary_value": CheckField,
        "mask": ChoiceField,
        "window": CountField,
        "padding": CountField,
        "split": ChoiceField,
        "reading": ChoiceField,
        "dtype": ChoiceField,
    }
)


class OptionsRow(QWidget):
    """Every choice that has no place of its own in the top row; what has no effect is hidden."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._flow = FlowLayout(self, gap=14)
        self._flow.setContentsMargins(18, 0, 18, 10)
        self._made: tuple[Field, ...] = ()
        self.retranslate()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its fields; made when first seen or asked for, since the row begins hidden."""
        if not self._made:
            self._made = tuple(make(name) for name, make in FIELDS.items())
            for field in self._made:
                self._flow.addWidget(field)
                field.edited.connect(self._edit)
            self._level()
        return self._made

    def setVisible(self, visible: bool) -> None:
        appears = visible and self.isHidden() and bool(self.fields)
        super().setVisible(visible)
        if appears:
            self.show_state(self._store.state)

    def show_state(self, state: State) -> None:
        """Show the choices, and each problem beside its own; emits nothing."""
        if not self._made or self.isHidden():
            return  # setVisible() catches up
        problems = {problem.field: problem for problem in reversed(state.problems)}
        for field in self._made:
            auto = getattr(state.trace.resolved, field.name, None)
            if isinstance(field, ChoiceField):
                field.offer(offered(field.name, state.shown))
            field.show_value(in_force(field.name, state.shown), auto)
            field.show_problem(problems.get(field.name))
            field.setVisible(matters(field.name, state.shown) or field.name in problems)
        self.updateGeometry()

    def has_problem(self, state: State) -> bool:
        """Whether one of these choices is what is wrong."""
        return any(problem.field in FIELDS for problem in state.problems)

    def retranslate(self) -> None:
        """Set the row's own text again; its fields see to theirs."""
        self.setAccessibleName(translate("options_row", "Options"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._level()

    def _level(self) -> None:
        """Give all fields one height, and lists no more room than what is usually chosen needs."""
        height = round(self.fontMetrics().height() * ROW_HEIGHT)
        for field in self._made:
            for editor in field.editors():
                editor.setFixedHeight(height)
                if isinstance(editor, QSpinBox):
                    auto = editor.specialValueText()  # may come to have a digit more
                    text = max(auto and f"{auto}8", NUMBER, key=len)
                    editor.setFixedWidth(self.fontMetrics().horizontalAdvance(text) + height + 12)
                if isinstance(editor, QComboBox):
                    least = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
                    editor.setSizeAdjustPolicy(least)
                    editor.setMinimumContentsLength(LIST_LETTERS)
                    widest = editor.view().sizeHintForColumn(0)
                    editor.view().setMinimumWidth(widest + height)

    @Slot(str, object, bool)
    def _edit(self, field: str, value: object, steady: bool) -> None:
        fields: dict[str, Any] = {field: value}
        self._store.edit(merge=field if steady else None, **fields)
