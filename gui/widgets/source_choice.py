"""Where vectors and matrices come from: random ones, or a trained model and its layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from core.scenario import Imported, Scenario, Seeded, Trained, WeightSource
from gui.i18n import render, translate
from gui.state import State
from gui.widgets.text_field import mark

if TYPE_CHECKING:
    from core.lab.checkpoint import About

IMPORTED = "\t"  # data of the entry that stands while numbers were read from files
FILE = "\n"  # data of the entry that asks for a file: no path is called so
RANDOM = ""


class ListBox(QComboBox):
    """A box whose list is made when it is about to be seen: ``wanted()``."""

    wanted = Signal()

    def showPopup(self) -> None:
        self.wanted.emit()
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.wanted.emit()
        super().focusInEvent(event)


class SourceChoice(QWidget):
    """Choose random vectors or a trained model; ``chosen(weights)`` on a user's choice only."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Scenario | None = None
        self._models, self._layers = ListBox(), QComboBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for box in (self._models, self._layers):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(box)
        self._layers.hide()
        self._models.wanted.connect(self._list)
        self._models.activated.connect(self._choose)
        self._layers.activated.connect(self._choose_layer)
        self.retranslate()

    def boxes(self) -> tuple[QComboBox, QComboBox]:
        """Return the list of models and that of layers."""
        return self._models, self._layers

    def show_scenario(self, scenario: Scenario, wrong: str) -> None:
        """Show a choice, and what is wrong with it; emits nothing."""
        before, self._shown = self._shown, scenario
        mark(self._models, bool(wrong))
        self._models.setAccessibleDescription(wrong)
        if before is not None and before.weights == scenario.weights:
            return
        weights = scenario.weights
        with QSignalBlocker(self._models):
            self._models.clear()
            if isinstance(weights, Trained):
                about = _about(weights.model)
                self._models.addItem(_shown_title(weights, about), weights.model)
                self._models.setToolTip(_shown_statement(weights, about))
            elif isinstance(weights, Imported):
                self._models.addItem(translate("source_choice", "From files"), IMPORTED)
                self._models.setToolTip(
                    translate("source_choice", "Numbers that were read; the rest is random")
                )
            else:
                self._models.addItem(translate("source_choice", "Random vectors"), RANDOM)
                self._models.setToolTip(
                    translate(
                        "source_choice",
                        "Vectors and matrices drawn from a seed; trained models are in the list",
                    )
                )
        if self._models.hasFocus():
            self._list()  # the arrow keys go on from here
        self._show_layers(weights)

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        self._models.setAccessibleName(translate("source_choice", "Vectors"))
        self._layers.setAccessibleName(translate("source_choice", "Layer"))
        self._layers.setToolTip(translate("source_choice", "Which layer of the model is shown"))
        scenario, self._shown = self._shown, None
        if scenario is not None:
            self.show_scenario(scenario, self._models.accessibleDescription())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_layers(self, weights: WeightSource) -> None:
        """Offer the layers of the model, where it has several."""
        about = _about(weights.model) if isinstance(weights, Trained) else None
        count = getattr(about.spec, "n_layers", 1) if about is not None else 1
        self._layers.setVisible(count > 1)
        if not isinstance(weights, Trained) or count < 2:
            return
        with QSignalBlocker(self._layers):
            self._layers.clear()
            for layer in range(count):
                text = translate("source_choice", "layer {layer} of {layers}")
                self._layers.addItem(text.format(layer=layer + 1, layers=count), layer)
            self._layers.setCurrentIndex(min(weights.layer, count - 1))

    @Slot()
    def _list(self) -> None:
        """Fill the list with all models of the variant."""
        scenario = self._shown
        if scenario is None:
            return
        name = _key(scenario.weights)
        entries = [(translate("source_choice", "Random vectors"), RANDOM), *_entries(scenario)]
        if name == IMPORTED:
            entries.append((translate("source_choice", "From files"), IMPORTED))
        elif name not in [key for _, key in entries]:
            shown = scenario.weights
            title = _title(name, _about(name))
            if isinstance(shown, Trained):
                title = _shown_title(shown, _about(name))
            entries.append((title, name))
        entries.append((translate("source_choice", "Trained model from a file…"), FILE))
        with QSignalBlocker(self._models):
            self._models.clear()
            for text, key in entries:
                self._models.addItem(text, key)
                if key not in (RANDOM, FILE, IMPORTED):
                    tip = _statement(_about(key))
                    at = self._models.count() - 1
                    self._models.setItemData(at, tip, Qt.ItemDataRole.ToolTipRole)
            self._models.insertSeparator(1)
            self._models.insertSeparator(self._models.count() - 1)
            self._models.setCurrentIndex(self._models.findData(name))

    @Slot(int)
    def _choose(self, place: int) -> None:
        key = self._models.itemData(place)
        scenario = self._shown
        if scenario is None or key in (None, IMPORTED):
            return
        if key == FILE:
            # Until a file is chosen, what is shown is what is in force.
            self._models.setCurrentIndex(self._models.findData(_key(scenario.weights)))
            self._ask_for_file()
        elif key == RANDOM:
            self.chosen.emit(Seeded())
        elif key != _key(scenario.weights):
            layer = scenario.weights.layer if isinstance(scenario.weights, Trained) else 0
            self.chosen.emit(Trained(key, layer))

    def _ask_for_file(self) -> None:
        """Let a trained model be chosen from the disk."""
        dialog = QFileDialog(self, translate("source_choice", "Open a trained model"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(translate("source_choice", "Trained models (*.npz)"))
        dialog.fileSelected.connect(self._open)
        dialog.open()

    @Slot(str)
    def _open(self, path: str) -> None:
        self.chosen.emit(Trained(path))

    @Slot(int)
    def _choose_layer(self, layer: int) -> None:
        weights = self._shown.weights if self._shown is not None else None
        if isinstance(weights, Trained):
            self.chosen.emit(replace(weights, layer=layer))


def _key(weights: WeightSource) -> str:
    """Return the data of the entry of a source."""
    if isinstance(weights, Imported):
        return IMPORTED
    return weights.model if isinstance(weights, Trained) else RANDOM


def draws(state: State) -> bool:
    """Whether the seed draws something: random vectors, or the patterns of a task."""
    asked = state.trace.resolved.asked
    if not isinstance(state.shown.weights, Trained):
        return True
    return asked is not None and not asked.names


def _entries(scenario: Scenario) -> Sequence[tuple[str, str]]:
    """Return title and name of every model of a scenario's variant that is at hand."""
    from core.trained.catalogue import beside, of_variant
    from core.trained.titles import titles

    models = list(of_variant(scenario.variant))
    if isinstance(scenario.weights, Trained):
        known = {model.name for model in models}
        models += [
            model
            for model in beside(scenario.weights.model)
            if model.about.spec.variant == scenario.variant and model.name not in known
        ]
    names = titles([model.about for model in models])
    return [(render(text), model.name) for text, model in zip(names, models, strict=True)]


def _about(name: str) -> About | None:
    """Return what a model is; None where it is gone."""
    from core.trained.catalogue import about
    from core.trained.problem import ModelError

    try:
        return about(name)
    except ModelError:
        return None


def _title(name: str, about: About | None) -> str:
    from core.trained.titles import title

    return name if about is None else render(title(about))


def _shown_title(weights: Trained, about: About | None) -> str:
    """Return what the model shown is called, and whether another variant has its matrices."""
    title = _title(weights.model, about)
    if not weights.retied:
        return title
    return translate("source_choice", "{model} (retied)").format(model=title)


def _shown_statement(weights: Trained, about: About | None) -> str:
    """Return what is true of the model shown."""
    told = _statement(about)
    if not weights.retied:
        return told
    return f"{told}\n" + translate(
        "source_choice",
        "Its matrices are put together as the variant shown does. It was not trained so.",
    )


def _statement(about: About | None) -> str:
    from core.trained.titles import statement

    return "" if about is None else render(statement(about))
