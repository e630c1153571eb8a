"""The text field, or the two of encoder-decoder attention."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.scenario import Trained
from core.text import tokenise
from core.variants import VARIANTS
from gui.i18n import translate
from gui.state import State
from gui.widgets.text_field import TextField
from gui.widgets.way_out import problem_texts


class TextPair(QWidget):
    """Edit the texts; ``typed(field, text)`` at every change by the user."""

    typed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source, self.target = TextField(), TextField()
        self._two = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field in (self.source, self.target):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.target.hide()
        self.source.typed.connect(self._type_source)
        self.target.typed.connect(self._type_target)
        self.retranslate()

    @property
    def count(self) -> int:
        """How many texts the mechanism reads."""
        return 2 if self._two else 1

    def show_state(self, state: State) -> None:
        """Show the texts, their tokens and what is wrong with them; emits nothing."""
        scenario = state.shown
        two = count_of(state) == 2
        if two != self._two:
            self._two = two
            self.target.setVisible(two)
            self.retranslate()
        for field, name in ((self.source, "text"), (self.target, "target")):
            text = getattr(scenario, name)
            field.show_text(text)
            field.show_count(_count(state, name))
            field.show_error(problem_texts(state, (name,)))

    def set_height(self, height: int) -> None:
        """Make the fields as tall as what stands beside them."""
        self.source.set_height(height)
        self.target.set_height(height)

    def focus_text(self) -> None:
        """Put the cursor into the text, all of it selected."""
        self.source.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.source.edit.selectAll()

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        hint = translate("text_pair", "Type a sentence")
        if self._two:
            self.source.name(
                translate("text_pair", "Source text"),
                translate("text_pair", "The text that the encoder reads: keys and values"),
                hint,
                translate("text_pair", "source"),
            )
        else:
            self.source.name(
                translate("text_pair", "Text"),
                translate("text_pair", "Queries, keys and values come from this text (Ctrl+T)"),
                hint,
            )
        self.target.name(
            translate("text_pair", "Target text"),
            translate("text_pair", "The text that the decoder writes: queries"),
            hint,
            translate("text_pair", "target"),
        )

    @Slot(str)
    def _type_source(self, text: str) -> None:
        self.typed.emit("text", text)

    @Slot(str)
    def _type_target(self, text: str) -> None:
        self.typed.emit("target", text)


def _count(state: State, field: str) -> str:
    """Return how many tokens a text makes; nothing while it is no example of its task."""
    scenario = state.shown
    if not isinstance(scenario.weights, Trained):
        count = len(tokenise(getattr(scenario, field), scenario.split))
    elif state.draft is not None:
        return ""
    else:
        resolved = state.trace.resolved
        count = resolved.n_q if field == "target" else resolved.n_k
    if count == 1:
        return translate("text_pair", "1 token")
    return translate("text_pair", "{count} tokens").format(count=f"{count:,}")


def count_of(state: State) -> int:
    """Return how many texts the mechanism reads."""
    return 2 if VARIANTS[state.shown.variant].mode == "traditional" else 1
