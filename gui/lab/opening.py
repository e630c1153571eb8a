"""Opening a trained run in the step panels: which layer, which head, which example."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from core.lab.experiment import RunKey
from gui.i18n import translate
from gui.lab.names import short_name
from gui.widgets.flow import FlowLayout

MOST_EXAMPLES = 9999


class Opening(QWidget):
    """Choose layer, head and example of a run, and ask for it.

    Signals: ``wanted(layer, head, example)``, counted from 0.
    """

    wanted = Signal(int, int, int)

    def __init__(self) -> None:
        super().__init__()
        self._key: RunKey | None = None
        self.button, self.run = QPushButton(), QLabel()
        self.run.setProperty("look", "muted")
        self.run.setWordWrap(True)
        self.parts = {name: QLabel() for name in ("layer", "head", "example")}
        self.numbers = {name: QSpinBox() for name in self.parts}
        for label in self.parts.values():
            label.setProperty("look", "muted")
        for number in self.numbers.values():
            number.setRange(1, 1)
            number.setKeyboardTracking(False)
        self.numbers["example"].setMaximum(MOST_EXAMPLES)
        self.button.clicked.connect(self.press)
        choices = QWidget()
        flow = FlowLayout(choices, gap=10)
        flow.setContentsMargins(0, 0, 0, 0)
        self._pairs: dict[str, QWidget] = {}
        for name, number in self.numbers.items():
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            row.addWidget(self.parts[name])
            row.addWidget(number)
            flow.addWidget(pair)
            self._pairs[name] = pair
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self.run)
        rows.addWidget(choices)
        rows.addWidget(self.button)
        self.show_sizes(1, 1)
        self.retranslate()
        self.show_run(None, can_open=False)

    def show_sizes(self, n_layers: int, n_heads: int) -> None:
        """Offer so many layers and heads; one alone is no choice."""
        for name, count in (("layer", n_layers), ("head", n_heads)):
            self.numbers[name].setMaximum(count)
            self._pairs[name].setVisible(count > 1)

    def show_run(self, key: RunKey | None, *, can_open: bool) -> None:
        """Say which run it is."""
        self._key = key
        self.button.setEnabled(can_open)
        self._show_words(can_open=can_open)

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self.button.setText(translate("lab_opening", "Open in the explorer"))
        self.button.setToolTip(
            translate("lab_opening", "Show in the step panels what this run has learned")
        )
        self.parts["layer"].setText(translate("lab_opening", "layer"))
        self.parts["head"].setText(translate("lab_opening", "head"))
        self.parts["example"].setText(translate("lab_opening", "example"))
        for name, label in self.parts.items():
            label.setBuddy(self.numbers[name])
            tip = translate("lab_opening", "Which {part} of the run the panels show")
            self.numbers[name].setToolTip(tip.format(part=label.text()))
            self.numbers[name].setAccessibleName(label.text())
        self._show_words(can_open=self.button.isEnabled())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @Slot()
    def press(self) -> None:
        """Ask for the run, where it can be opened."""
        if self.button.isEnabled():
            layer, head, example = (self.numbers[name].value() - 1 for name in self.numbers)
            self.wanted.emit(layer, head, example)

    def _show_words(self, *, can_open: bool) -> None:
        if self._key is None:
            self.run.setText(translate("lab_opening", "Choose a run to see what it learned."))
            return
        text = translate("lab_opening", "{variant}, width {width}, seed {seed}")
        if not can_open:
            text = translate("lab_opening", "{variant}, width {width}, seed {seed}: no model")
        self.run.setText(
            text.format(
                variant=short_name(self._key.variant),
                width=self._key.width,
                seed=self._key.seed,
            )
        )
