"""What the gradients are of: a wish for one row of the output, as a row of choices."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QToolButton, QWidget

from core.gradients.objectives import objective_obstacle
from core.messages import QT_TRANSLATE_NOOP, Message
from core.objective import CopyToken, MakeLarger, Objective
from core.trace import Trace
from gui.i18n import render, translate
from gui.icons import icon
from gui.state import Cell, State
from gui.theme import Theme
from gui.widgets.flow import FlowLayout
from gui.widgets.text_field import mark

Kind = Literal["larger", "vector", "value"]
KINDS: tuple[tuple[Kind, str], ...] = (
    ("larger", QT_TRANSLATE_NOOP("loss_row", "make larger")),
    ("vector", QT_TRANSLATE_NOOP("loss_row", "copy the vector")),
    ("value", QT_TRANSLATE_NOOP("loss_row", "copy the value")),
)
TOKEN_LETTERS = 5
LEAST_HEIGHT = 28
GAP = 8
PROBLEM_WIDTH = 220


class LossRow(QWidget):
    """Choose the loss; ``chosen(loss)`` when the person has chosen one that the run can be asked.

    A wish that does not fit stays as it was chosen, with the reason beside it.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trace: Trace | None = None
        self._pin: Cell | None = None
        self._tokens: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._kind: Kind | None = None  # for which the row is laid out
        self._labels = {name: QLabel() for name in ("kind", "source", "feature", "query")}
        self.kind, self.source, self.query = QComboBox(), QComboBox(), QComboBox()
        self.feature = QSpinBox()
        self.pinned = QToolButton()
        self.problem = QLabel()
        self._build()
        self.retranslate()

    def show_state(self, state: State, loss: Objective, obstacle: Message | None) -> None:
        """Show the loss in force, and why the run cannot be asked it; emits nothing."""
        self._trace = state.trace
        resolved = state.trace.resolved
        self._offer(resolved.query_tokens, resolved.key_tokens)
        kind: Kind = "larger" if isinstance(loss, MakeLarger) else loss.what
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.query.setCurrentIndex(loss.row)
        width = state.trace.grid("output").values.shape[2]
        with QSignalBlocker(self.feature):
            if self.feature.maximum() != width:
                self.feature.setMaximum(width)
            if isinstance(loss, MakeLarger) and self.feature.value() != loss.feature + 1:
                self.feature.setValue(loss.feature + 1)  # which writes over what is being typed
        if isinstance(loss, CopyToken):
            self.source.setCurrentIndex(loss.source_row)
        self._show_kind(kind)
        self._show_problem(obstacle)
        self.show_pin(state)

    def show_pin(self, state: State) -> None:
        """Offer the pinned cell where it can be a wish."""
        self._pin = state.view.pin
        self.pinned.setEnabled(self._of_pin() is not None)

    def set_theme(self, theme: Theme) -> None:
        """Follow the theme."""
        self.pinned.setIcon(icon("pin", theme.muted))

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        for index, (_, text) in enumerate(KINDS):
            self.kind.setItemText(index, translate("loss_row", text))
        words = {
            "kind": translate("loss_row", "Loss:"),
            "source": translate("loss_row", "of"),
            "query": translate("loss_row", "at"),
            "feature": translate("loss_row", "output"),
        }
        for name, label in self._labels.items():
            label.setText(words[name])
        tips: tuple[tuple[QWidget, str, str], ...] = (
            (
                self.kind,
                translate("loss_row", "Loss"),
                translate("loss_row", "What is asked of the output: all gradients are of this"),
            ),
            (
                self.source,
                translate("loss_row", "Token to copy"),
                translate("loss_row", "The token whose vector or value is to come out"),
            ),
            (
                self.query,
                translate("loss_row", "Query"),
                translate("loss_row", "The token whose row of the output is meant"),
            ),
            (
                self.feature,
                translate("loss_row", "Output feature"),
                translate("loss_row", "The number of that row that is to grow, from 1"),
            ),
            (
                self.pinned,
                translate("loss_row", "Take the pinned cell"),
                translate(
                    "loss_row",
                    "Take the pinned cell: one of the output becomes what is to grow, one of the "
                    "scores or weights says which query is to copy which token",
                ),
            ),
        )
        for widget, name, tip in tips:
            widget.setToolTip(tip)
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(tip)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def line_width(self) -> int:
        """Return how wide all that is shown is on one line."""
        shown = [part for part in self._parts if not part.isHidden()]
        return sum(part.sizeHint().width() for part in shown) + GAP * max(0, len(shown) - 1)

    def _wish(self) -> Objective:
        """Return the loss as it is chosen in the row."""
        row, kind = max(0, self.query.currentIndex()), self.kind.currentData()
        if kind == "larger":
            return MakeLarger(row, self.feature.value() - 1)
        return CopyToken(row, max(0, self.source.currentIndex()), kind)

    def _of_pin(self) -> Objective | None:
        """Return the wish that a pinned cell stands for."""
        if self._pin is None or self._trace is None:
            return None
        grid = self._pin.grid.removeprefix("d_")
        if grid == "output":
            return MakeLarger(self._pin.row, self._pin.col)
        if grid in ("scores", "scaled", "capped", "masked", "weights"):
            kind = self.kind.currentData()
            return CopyToken(self._pin.row, self._pin.col, "value" if kind == "value" else "vector")
        return None

    @Slot()
    def _changed(self) -> None:
        self._show_kind(self.kind.currentData())
        self._ask(self._wish())

    @Slot()
    def _take_pinned(self) -> None:
        wish = self._of_pin()
        if wish is not None:
            self._ask(wish)

    def _ask(self, wish: Objective) -> None:
        """Emit a wish that the run can be asked, and say why it cannot be asked another."""
        if self._trace is None:
            return
        obstacle = objective_obstacle(self._trace, wish)
        self._show_problem(obstacle)
        if obstacle is None:
            self.chosen.emit(wish)

    def _show_kind(self, kind: Kind) -> None:
        """Show the choices that a kind of loss has."""
        if kind == self._kind:
            return
        self._kind = kind
        self._parts[1].setVisible(kind != "larger")
        self._parts[2].setVisible(kind == "larger")
        self.updateGeometry()

    def _show_problem(self, obstacle: Message | None) -> None:
        self.problem.setText("" if obstacle is None else render(obstacle))
        self.problem.setVisible(obstacle is not None)
        for editor in (self.kind, self.source):
            mark(editor, obstacle is not None)

    def _offer(self, queries: tuple[str, ...], keys: tuple[str, ...]) -> None:
        """Let the tokens of a run be chosen."""
        if (queries, keys) == self._tokens:
            return
        self._tokens = (queries, keys)
        for box, tokens in ((self.query, queries), (self.source, keys)):
            texts = [f"{place}  {token}" for place, token in enumerate(tokens, start=1)]
            if box.count() != len(texts):
                box.clear()
                box.addItems(texts)
            for place, text in enumerate(texts):  # while a word is typed, it alone differs
                if box.itemText(place) != text:
                    box.setItemText(place, text)

    def _build(self) -> None:
        for kind, label in KINDS:
            self.kind.addItem(label, kind)
        for box in (self.source, self.query):
            least = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            box.setSizeAdjustPolicy(least)
            box.setMinimumContentsLength(TOKEN_LETTERS)
        self.feature.setMinimum(1)
        self.feature.setKeyboardTracking(False)
        self.pinned.setProperty("look", "icon")
        self.pinned.setAutoRaise(True)
        self.pinned.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.pinned.setFixedSize(LEAST_HEIGHT, LEAST_HEIGHT)
        self.problem.setProperty("look", "error")
        self.problem.setWordWrap(True)
        self.problem.setMinimumWidth(PROBLEM_WIDTH)
        self.problem.hide()
        editors = {
            "kind": self.kind,
            "source": self.source,
            "feature": self.feature,
            "query": self.query,
        }
        self._parts = (
            *(_labelled(self._labels[name], editor) for name, editor in editors.items()),
            self.pinned,
            self.problem,
        )
        flow = FlowLayout(self, gap=GAP)
        flow.setContentsMargins(0, 0, 0, 0)
        for part in self._parts:
            flow.addWidget(part)
        for box in (self.kind, self.source, self.query):
            box.activated.connect(self._changed)
        self.feature.valueChanged.connect(self._changed)
        self.pinned.clicked.connect(self._take_pinned)


def _labelled(label: QLabel, editor: QWidget) -> QWidget:
    """Return an editor with its word before it."""
    label.setProperty("look", "muted")
    label.setBuddy(editor)
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    line.addStrut(LEAST_HEIGHT)
    line.addWidget(label)
    line.addWidget(editor)
    return both
