"""The lab's fields: the task, what is compared, how long, and where it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
)

from core.lab.experiment import LIMITS
from core.lab.tasks import TASKS
from core.messages import Problem
from gui.i18n import translate
from gui.lab.choices import MOST_SEEDS
from gui.lab.names import short_name
from gui.lab.presets import PresetName, preset_of, with_preset
from gui.state import Lab
from gui.widgets.count_field import SizeField
from gui.widgets.field_row import FieldRow
from gui.widgets.fields import CheckField, Field

WIDTHS_ROOM, PATH_ROOM = 132, 150


class LabFields(FieldRow):
    """Fields of :class:`gui.state.Lab`; ``edited(field, value, steady)`` as in Field.

    A change of ``task`` or ``sweep`` fills the others too: :meth:`after` says how.
    """

    def __init__(self) -> None:
        seeds, steps = SizeField("seeds"), SizeField("steps")
        seeds.spin.setRange(0, 10 * MOST_SEEDS)
        steps.spin.setRange(0, 10 * LIMITS["steps"][1])
        steps.spin.setGroupSeparatorShown(True)
        self._steps = steps
        self.widths = WidthsField()
        self.variants = VariantsField()
        super().__init__(
            (
                TaskField(),
                SweepField(),
                self.variants,
                self.widths,
                seeds,
                steps,
                CheckField("output_projection"),
                PathField("lab_text", folder=False),
            )
        )

    def show_lab(self, lab: Lab, problems: Sequence[Problem], *, enabled: bool) -> None:
        """Fill the fields; they emit nothing meanwhile.

        Parameters
        ----------
        enabled : whether they may be changed: not while something is trained.
        """
        by_field = {problem.field: problem for problem in reversed(problems)}
        values = {
            "task": lab.task,
            "sweep": preset_of(lab),
            "variants": lab.variants,
            "widths": lab.widths,
            "seeds": lab.seeds,
            "steps": lab.steps,
            "output_projection": lab.output_projection,
            "lab_text": lab.text,
        }
        if lab.task in TASKS:
            self.variants.offer(TASKS[lab.task].variant_keys)
        for field in self.fields:
            field.show_value(values[field.name], None)
            field.show_problem(by_field.get("text" if field.name == "lab_text" else field.name))
            field.setEnabled(enabled)
        self.field("lab_text").setVisible(lab.task == "charlm")
        stacked = lab.task not in TASKS or TASKS[lab.task].kind == "stack"
        self.field("output_projection").setVisible(stacked)
        height = self._steps.spin.sizeHint().height()
        for editor in (self.widths.line, self.variants.button):
            editor.setFixedHeight(height)
        self.updateGeometry()


def after(lab: Lab, field: str, value: object) -> Lab:
    """Return the choices after a field was changed."""
    if field == "task" and isinstance(value, str):
        return with_preset(lab, value, "full" if preset_of(lab) == "full" else "class")
    if field == "sweep":
        preset: PresetName = "full" if value == "full" else "class"
        return with_preset(lab, lab.task, preset) if value else lab
    changes: dict[str, Any] = {"text" if field == "lab_text" else field: value}
    return replace(lab, **changes)


class ListField(Field):
    """One of a few values, each with a title that is asked for in the present language."""

    def __init__(self, name: str, values: Sequence[str], title: Callable[[str], str]) -> None:
        super().__init__(name)
        self._title = title
        self.box = QComboBox()
        for value in values:
            self.box.addItem(value, value)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.activated.connect(self._chosen)
        self._row.addWidget(self.box)
        self.retranslate()

    def editors(self) -> tuple[QWidget, ...]:
        return (self.box,)

    def show_value(self, value: object, auto: object) -> None:
        self.box.setCurrentIndex(self.box.findData(value))

    def retranslate(self) -> None:
        super().retranslate()
        for index in range(self.box.count()):
            self.box.setItemText(index, self._title(self.box.itemData(index)))

    @Slot(int)
    def _chosen(self, index: int) -> None:
        self.edited.emit(self.name, self.box.itemData(index), False)


class TaskField(ListField):
    """The task."""

    def __init__(self) -> None:
        super().__init__("task", tuple(TASKS), _task_title)


class SweepField(ListField):
    """A sweep to begin with; the last entry stands for choices of one's own."""

    def __init__(self) -> None:
        super().__init__("sweep", ("class", "full", ""), _sweep_title)


class VariantsField(Field):
    """Several variants out of a menu that stays open; the first is the reference."""

    def __init__(self) -> None:
        super().__init__("variants")
        self._shown: tuple[str, ...] = ()
        self.button = QToolButton()
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = StayingMenu(self.button)
        self.button.setMenu(self.menu)
        self.actions_by_key: dict[str, QAction] = {}
        self.menu.triggered.connect(self._chosen)
        self._row.addWidget(self.button)
        self.retranslate()

    def editors(self) -> tuple[QWidget, ...]:
        return (self.button,)

    def offer(self, variants: tuple[str, ...]) -> None:
        """Let these be chosen, and no others."""
        if variants == tuple(self.actions_by_key):
            return
        self.menu.clear()
        self.actions_by_key = {key: QAction(short_name(key), self.menu) for key in variants}
        for action in self.actions_by_key.values():
            action.setCheckable(True)
            self.menu.addAction(action)

    def show_value(self, value: object, auto: object) -> None:
        if not isinstance(value, tuple):
            return
        self._shown = value
        for key, action in self.actions_by_key.items():
            action.setChecked(key in value)
        self._show_names()

    def retranslate(self) -> None:
        super().retranslate()
        for key, action in self.actions_by_key.items():
            action.setText(short_name(key))
        self._show_names()

    def _show_names(self) -> None:
        names = ", ".join(short_name(key) for key in self._shown)
        self.button.setText(names or translate("lab", "none"))

    @Slot(QAction)
    def _chosen(self, _action: QAction) -> None:
        chosen = [key for key, action in self.actions_by_key.items() if action.isChecked()]
        first = [key for key in self._shown if key in chosen]
        ordered = (*first, *(key for key in chosen if key not in first))
        if "self" in ordered:  # what the others are held against
            ordered = ("self", *(key for key in ordered if key != "self"))
        self.edited.emit(self.name, ordered, False)


class StayingMenu(QMenu):
    """A menu that a click on a tick does not close."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # Qt says None between the entries, where its types say that it cannot.
        action: QAction | None = self.actionAt(event.position().toPoint())
        if action is None or not action.isCheckable():
            super().mouseReleaseEvent(event)
            return
        action.trigger()


class WidthsField(Field):
    """Widths of a head, one after another as they are typed."""

    def __init__(self) -> None:
        super().__init__("widths")
        self.line = QLineEdit()
        self.line.setMinimumWidth(WIDTHS_ROOM)
        self.line.textEdited.connect(self._typed)
        self._row.addWidget(self.line)
        self.retranslate()

    def editors(self) -> tuple[QWidget, ...]:
        return (self.line,)

    def show_value(self, value: object, auto: object) -> None:
        if isinstance(value, str) and value != self.line.text():
            with QSignalBlocker(self.line):
                self.line.setText(value)

    @Slot(str)
    def _typed(self, text: str) -> None:
        self.edited.emit(self.name, text, True)


class PathField(Field):
    """A file or a folder, typed or looked for; empty is the usual one."""

    def __init__(self, name: str, *, folder: bool) -> None:
        super().__init__(name)
        self._folder = folder
        self.line = QLineEdit()
        self.line.setMinimumWidth(PATH_ROOM)
        self.line.setClearButtonEnabled(True)
        self.line.editingFinished.connect(self._typed)
        self.line.installEventFilter(self)
        self.browse = QToolButton()
        self.browse.setText("…")
        self.browse.clicked.connect(self._look)
        self._shown = ""
        self._row.addWidget(self.line)
        self._row.addWidget(self.browse)
        self.retranslate()

    def editors(self) -> tuple[QWidget, ...]:
        return (self.line, self.browse)

    def show_value(self, value: object, auto: object) -> None:
        if isinstance(value, str) and value != self.line.text() and not self.line.hasFocus():
            self.line.setText(value)
        self._shown = value if isinstance(value, str) else ""
        if isinstance(auto, str):
            self.line.setToolTip(self._shown or auto)  # a long path has no room

    def retranslate(self) -> None:
        super().retranslate()
        if self._folder:
            self.line.setPlaceholderText(translate("lab", "among your data"))
        else:
            self.line.setPlaceholderText(translate("lab", "Python’s reference"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put back what was there at Escape: left as it is, the field would take what is typed."""
        escape = QKeySequence.StandardKey.Cancel
        if isinstance(event, QKeyEvent) and event.matches(escape):
            self.line.setText(self._shown)
        return False

    @Slot()
    def _typed(self) -> None:
        if self.line.text() != self._shown:
            self.edited.emit(self.name, self.line.text(), False)

    @Slot()
    def _look(self) -> None:
        title = translate("lab", "Where to keep the results")
        if self._folder:
            chosen = QFileDialog.getExistingDirectory(self, title, self._shown)
        else:
            title = translate("lab", "A text to learn")
            chosen, _ = QFileDialog.getOpenFileName(self, title, self._shown)
        if chosen:
            self.line.setText(chosen)
            self.edited.emit(self.name, chosen, False)


def _task_title(task: str) -> str:
    return translate("core", TASKS[task].label)


def _sweep_title(preset: str) -> str:
    if preset == "class":
        return translate("lab", "2 minutes in class")
    return translate("lab", "full sweep") if preset == "full" else translate("lab", "my own")
