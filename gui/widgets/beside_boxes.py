"""What may be shown beside the variants that are compared: differences, scales, grids, models."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from gui.i18n import translate
from gui.state import Beside
from gui.widgets.flow import FlowLayout

NAMES = ("differences", "own_scales", "everything", "apart")
"""Fields of :class:`gui.state.Beside` that are ticked."""


class BesideBoxes(QWidget):
    """Boxes to tick, in a row that breaks; ``ticked()`` after a person has changed one."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: Mapping[str, QCheckBox] = {name: QCheckBox() for name in NAMES}
        row = FlowLayout(self, gap=16)
        row.setContentsMargins(0, 0, 0, 0)
        for box in self.boxes.values():
            row.addWidget(box)
            box.toggled.connect(self._tick)
        self.retranslate()

    def show_beside(self, beside: Beside, *, own_models: bool) -> None:
        """Show what is ticked; emits nothing.

        Parameters
        ----------
        own_models : whether variants beside the first have models of their own.
        """
        for name, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(getattr(beside, name))
        self.boxes["apart"].setVisible(own_models)

    def values(self) -> dict[str, bool]:
        """Return what is ticked, by field."""
        return {name: box.isChecked() for name, box in self.boxes.items()}

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        texts = {
            "differences": (
                translate("compare", "Differences"),
                translate("compare", "Show A − B, and A − C, between the columns"),
            ),
            "own_scales": (
                translate("compare", "Own scales"),
                translate("compare", "Give each plot its own colour scale; else a row has one"),
            ),
            "everything": (
                translate("compare", "Every grid"),
                translate("compare", "Show the matrices and what lies between, too"),
            ),
            "apart": (
                translate("compare", "Trained apart"),
                translate(
                    "compare",
                    "Show models that were trained with the other variants; else the model shown "
                    "is tied here and now",
                ),
            ),
        }
        for name, (text, tip) in texts.items():
            self.boxes[name].setText(text)
            self.boxes[name].setToolTip(tip)

    @Slot(bool)
    def _tick(self, _checked: bool) -> None:
        self.ticked.emit()
