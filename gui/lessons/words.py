"""Text blocks and formulas below each other, as a lesson's step has them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.lessons.writing import Block
from gui.theme import Theme
from gui.widgets.formula import FormulaView


class Words(QWidget):
    """Show blocks; what says the same as before is left alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._scale = theme, 1.0
        self._shown: tuple[Block, ...] = ()
        self._parts: list[QLabel | FormulaView] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show these blocks."""
        kinds = [bool(block.tex) for block in blocks]
        if kinds != [bool(block.tex) for block in self._shown]:
            self._rebuild(kinds)
            self._shown = ()
        for place, (part, block) in enumerate(zip(self._parts, blocks, strict=True)):
            if self._shown and self._shown[place] == block:
                continue
            if isinstance(part, FormulaView):
                part.set_tex(block.tex)
            else:
                part.setText(block.html)
        self._shown = tuple(blocks)
        self.setVisible(bool(blocks))

    def set_look(self, theme: Theme, scale: float) -> None:
        """Follow the theme and the size of the fonts."""
        self._theme, self._scale = theme, scale
        for part in self._parts:
            if isinstance(part, FormulaView):
                part.set_look(theme, scale)

    def text(self) -> str:
        """Return all that is said, as one text."""
        return "\n".join(part.text() for part in self._parts if isinstance(part, QLabel))

    def _rebuild(self, kinds: Sequence[bool]) -> None:
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [self._formula() if tex else rich_label() for tex in kinds]
        for part in self._parts:
            self._column.addWidget(part)

    def _formula(self) -> FormulaView:
        view = FormulaView(self._theme, self)
        view.set_look(self._theme, self._scale)
        return view


def rich_label() -> QLabel:
    """Return a label for paragraphs, whose words can be marked and copied."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setMinimumWidth(60)
    return label
