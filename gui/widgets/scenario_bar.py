"""The top of the window: mechanism, variant, texts, history, seed."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from random import SystemRandom
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QSpinBox,
    QToolButton,
    QWidget,
)

from core.scenario import Seeded, Trained
from core.validation import MAX_SEED
from core.variants import VARIANTS, Mode, of_mode
from gui.i18n import translate
from gui.icons import icon
from gui.state import State
from gui.store import Store
from gui.theme import Theme
from gui.widgets.bar_rows import BarRows
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.segments import Segments
from gui.widgets.source_choice import SourceChoice, draws
from gui.widgets.text_field import mark
from gui.widgets.text_pair import TextPair, count_of
from gui.widgets.typed_digits import UndoKeys
from gui.widgets.way_out import TEXT_LINK, problem_texts, way_out

MODES: tuple[Mode, ...] = ("traditional", "self", "tied")
FIRST_VARIANTS: tuple[str, ...] = ("cross", "self", "k_eq_v")
ROW_HEIGHT = 2.15  # of the font's
SEED_DIGITS = 5
REROLL_BELOW = 10_000  # seeds that a person can read aloud
# Edited cells have no field; what stands against them here is the variant that cannot take them.
PLACES: Mapping[str, str] = MappingProxyType(
    {"variant": "variant", "edits": "variant", "weights": "variant", "seed": "seed"}
)


class ScenarioBar(QWidget):
    """Choose what is computed; every choice goes to the store.

    Signals: ``options_toggled(shown)``.
    """

    options_toggled = Signal(bool)

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._last: dict[Mode, str] = dict(zip(MODES, FIRST_VARIANTS, strict=True))
        self._modes = Segments(MODES)
        self._variants = ChoiceBox()
        self._variants.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._variants.setMinimumWidth(100)
        self.texts = TextPair()
        self._undo, self._redo = QToolButton(), QToolButton()
        self.source = SourceChoice()
        self._seed = QSpinBox()
        self._seed.setRange(0, MAX_SEED)
        self._seed.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._seed.setKeyboardTracking(False)
        UndoKeys(self._seed)
        self._reroll, self._options = QToolButton(), QToolButton()
        self._error = QLabel()
        self._options.setCheckable(True)
        self._build()
        self._wire()
        self.set_theme(theme)
        self.retranslate()

    @property
    def modes(self) -> Segments:
        """The switch between the mechanisms."""
        return self._modes

    @property
    def variants(self) -> QComboBox:
        """The choice of the variant."""
        return self._variants

    @property
    def seeds(self) -> tuple[QWidget, ...]:
        """What chooses the seed: the field, and the button that draws another."""
        return self._seed, self._reroll

    def use_actions(self, undo: QAction, redo: QAction) -> None:
        """Let the two buttons stand for the menu's actions."""
        self._undo.setDefaultAction(undo)
        self._redo.setDefaultAction(redo)

    def last_variants(self) -> Mapping[Mode, str]:
        """Return the variant that each mechanism showed last."""
        return dict(self._last)

    def remember(self, variants: Mapping[Mode, str]) -> None:
        """Begin with these variants when a mechanism is chosen."""
        self._last.update(variants)

    def show_options(self, shown: bool) -> None:
        """Show whether the options row is open; emits nothing."""
        with QSignalBlocker(self._options):
            self._options.setChecked(shown)

    def show_state(self, state: State) -> None:
        """Show the choices and what is wrong with them; emits nothing."""
        scenario = state.shown
        variant = VARIANTS[scenario.variant]
        self._last[variant.mode] = variant.key
        self._modes.show_key(variant.mode)
        self._show_variants(variant.mode, variant.key)
        if count_of(state) > self.texts.count:
            self._rows.make_room()
        self.texts.show_state(state)
        self._show_source(state)
        self._arrange()
        if self._seed.value() != scenario.seed:
            with QSignalBlocker(self._seed):
                self._seed.setValue(scenario.seed)
        self._show_problems(state)

    def _show_source(self, state: State) -> None:
        """Show where the vectors come from, and the seed only where it draws something."""
        self.source.show_scenario(state.shown, problem_texts(state, ("weights",)))
        trained = isinstance(state.shown.weights, Trained)
        self._seed.setVisible(draws(state))
        self._reroll.setToolTip(
            translate("scenario_bar", "Another example of the task (Ctrl+R)")
            if trained
            else translate("scenario_bar", "Draw other vectors: a new seed (Ctrl+R)")
        )
        self._reroll.setAccessibleName(
            translate("scenario_bar", "Another example")
            if trained
            else translate("scenario_bar", "New seed")
        )

    def _show_problems(self, state: State) -> None:
        """Say what is wrong with the variant, the edited cells or the seed."""
        wrong = [problem for problem in state.problems if problem.field in PLACES]
        text = problem_texts(state, tuple(PLACES))
        line = escape(text).replace("\n", "<br>") + way_out(state)
        self._error.setText(line)
        self._error.setVisible(bool(line))
        places = {PLACES[problem.field] for problem in wrong}
        for widget, place in ((self._variants, "variant"), (self._seed, "seed")):
            mark(widget, place in places)
            widget.setAccessibleDescription(text if place in places else "")

    def show_trouble(self, trouble: bool) -> None:
        """Mark the options button while something is wrong behind it."""
        mark(self._options, trouble)

    def set_theme(self, theme: Theme) -> None:
        """Follow the theme."""
        self._reroll.setIcon(icon("reroll", theme.text))
        self._options.setIcon(icon("settings", theme.text))

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        for key, text, tip in (
            (
                "traditional",
                translate("scenario_bar", "Traditional"),
                translate(
                    "scenario_bar",
                    "Encoder-decoder attention: a decoder's states ask, an encoder's states answer",
                ),
            ),
            (
                "self",
                translate("scenario_bar", "Self-attention"),
                translate("scenario_bar", "Queries, keys and values from one text, by three maps"),
            ),
            (
                "tied",
                translate("scenario_bar", "K = V tied"),
                translate("scenario_bar", "Self-attention in which maps are tied"),
            ),
        ):
            self._modes.set_text(key, text, tip)
        self._modes.setAccessibleName(translate("scenario_bar", "Mechanism"))
        self._variants.setToolTip(translate("scenario_bar", "Variant of the mechanism"))
        self._variants.setAccessibleName(translate("scenario_bar", "Variant"))
        self._seed.setPrefix(translate("scenario_bar", "seed "))
        self._seed.setToolTip(
            translate("scenario_bar", "Embeddings and matrices are drawn from this number")
        )
        self._seed.setAccessibleName(translate("scenario_bar", "Seed"))
        self._options.setToolTip(
            translate("scenario_bar", "Sizes, mask, tokens, precision (Ctrl+,)")
        )
        self._options.setAccessibleName(translate("scenario_bar", "Options"))
        self._variants.clear()
        self.texts.retranslate()
        self.show_state(self._store.state)
        self._level()
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._level()
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def reroll(self) -> None:
        """Draw another seed, or another example of a trained model's task."""
        present = self._store.state.shown.seed
        seed = SystemRandom().randrange(REROLL_BELOW - 1)
        self._store.choose_example(seed + (seed >= present))

    def _show_variants(self, mode: Mode, key: str) -> None:
        rows = of_mode(mode)
        with QSignalBlocker(self._variants):
            if self._variants.count() == 0 or self._variants.itemData(0) != rows[0].key:
                self._variants.clear()
                for row in rows:
                    self._variants.addItem(translate("core", row.label), row.key)
                    at = self._variants.count() - 1
                    self._variants.setItemData(at, row.source, Qt.ItemDataRole.ToolTipRole)
            self._variants.setCurrentIndex(self._variants.findData(key))

    def _build(self) -> None:
        for button in (self._undo, self._redo, self._reroll, self._options):
            button.setProperty("look", "tool")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = BarRows(
            self._modes,
            self._variants,
            self.texts,
            (self._undo, self._redo),
            (self.source, self._seed, self._reroll),
            self._options,
        )
        self.setLayout(self._rows)
        self._error.setProperty("look", "error")
        self._error.setWordWrap(True)
        self._error.setTextFormat(Qt.TextFormat.RichText)
        self._error.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._error.hide()
        self._rows.addWidget(self._error)

    def _wire(self) -> None:
        self._modes.chosen.connect(self._choose_mode)
        self._variants.activated.connect(self._choose_variant)
        self.texts.typed.connect(self._type)
        self.source.chosen.connect(self._store.choose_weights)
        self._error.linkActivated.connect(self._choose_random)
        self._seed.valueChanged.connect(self._choose_seed)
        self._reroll.clicked.connect(self.reroll)
        self._options.toggled.connect(self.options_toggled)

    def _level(self) -> None:
        """Give everything in the rows one height, and the seed no more room than it needs."""
        height = round(self.fontMetrics().height() * ROW_HEIGHT)
        self._modes.setFixedHeight(height)
        self.texts.set_height(height)
        for widget in (self._variants, *self.source.boxes(), self._seed):
            widget.setFixedHeight(height)
        for button in (self._undo, self._redo, self._reroll, self._options):
            button.setFixedSize(height, height)
            button.setIconSize(QSize(height // 2, height // 2))
        words = self._seed.prefix() + "8" * SEED_DIGITS
        self._seed.setFixedWidth(self.fontMetrics().horizontalAdvance(words) + height)

    def _arrange(self) -> None:
        self._rows.arrange(self.width(), self.fontMetrics().averageCharWidth())

    @Slot(str)
    def _choose_mode(self, mode: Mode) -> None:
        self._store.choose_variant(self._last[mode], mode)

    @Slot(int)
    def _choose_variant(self, place: int) -> None:
        self._store.choose_variant(self._variants.itemData(place))

    @Slot(str, str)
    def _type(self, field: str, text: str) -> None:
        fields: dict[str, Any] = {field: text}
        self._store.edit(merge=field, **fields)

    @Slot(int)
    def _choose_seed(self, seed: int) -> None:
        self._store.edit(merge="seed", seed=seed)

    @Slot(str)
    def _choose_random(self, link: str) -> None:
        """Leave the trained model; a text that is no example of its task comes along."""
        if link == TEXT_LINK:
            self._store.edit(weights=Seeded(), mask="none", padding=0)
        else:
            self._store.choose_weights(Seeded())
