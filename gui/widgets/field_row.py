"""The controls of one panel: fields in a row, filled from the state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.state import State
from gui.widgets.fields import Field
from gui.widgets.flow import FlowLayout

GAP = 12


class FieldRow(QWidget):
    """Fields that show the user's own choices, right or wrong; ``edited`` as in Field."""

    edited = Signal(str, object, bool)

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self._seen: tuple[object, ...] = ()
        flow = FlowLayout(self, gap=GAP)
        flow.setContentsMargins(0, 0, 0, 0)
        for field in self.fields:
            flow.addWidget(field)
            field.edited.connect(self.edited)
            for editor in field.editors():
                if editor.focusPolicy() == Qt.FocusPolicy.WheelFocus:
                    editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel scroll the page over a field without the keyboard, and change nothing."""
        if event.type() != QEvent.Type.Wheel or not isinstance(watched, QWidget):
            return False
        if watched.hasFocus():
            return False
        event.ignore()
        return True

    def line_width(self) -> int:
        """Return how wide the fields shown are on one line; 0 when none is shown."""
        shown = [field.sizeHint().width() for field in self.fields if not field.isHidden()]
        return sum(shown) + GAP * max(0, len(shown) - 1)

    def field(self, name: str) -> Field:
        """Return the field of that name; KeyError when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"no field {name!r} here")

    def show_state(self, state: State) -> None:
        """Fill every field, and put each problem beside its own."""
        problems = {problem.field: problem for problem in reversed(state.problems)}
        before = self._seen
        self._seen = tuple(getattr(state.shown, field.name) for field in self.fields), problems
        for field in self.fields:
            auto = getattr(state.trace.resolved, field.name, None)
            field.show_value(getattr(state.shown, field.name), auto)
            field.show_problem(problems.get(field.name))
        if self._seen != before:
            self.updateGeometry()
