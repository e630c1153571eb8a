"""The rows of the top bar: what stands beside what, by the room that there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.widgets.segments import Segments
from gui.widgets.text_pair import TextPair

SIDE, GAP = 18, 8
# Text fields narrower than this get a line of their own: one shows the sentence that the program
# opens with whole.
ONE_TEXT, TWO_TEXTS = 400.0, 540.0
USUAL_LETTER = 7  # pixels, for which these are meant
ENOUGH = 0.9  # of that, rather than that the first row stands half empty
# Of that, rather than a third row; of two fields, what else they hold takes more than half.
LEAST_OF_ONE, LEAST_OF_TWO = 0.5, 0.7


@dataclass(frozen=True, slots=True)
class Places:
    """The rows, from the top, of the texts, of what chooses the vectors, and of the tools."""

    texts: int
    vectors: int
    tools: int


def places(
    room: float, choices: float, vectors: float, tools: float, texts: float, least: float
) -> Places:
    """Return where the parts stand: in one row, else in two, else in three.

    Parameters
    ----------
    room : pixels of a row.
    choices : pixels of mechanism and variant, which stand in the first row.
    vectors, tools : pixels of the others, each with the gap before it.
    texts : pixels that the text fields should have.
    least : pixels below which they stand alone.
    """
    alone = room < choices + vectors + tools + texts
    if room >= choices + vectors + tools:
        return Places(int(alone), 0, 0)
    if room >= max(choices + vectors, tools + texts):
        return Places(1, 0, 1)
    if room >= max(choices + tools, vectors + ENOUGH * texts):
        return Places(1, 1, 0)
    return Places(1 if room >= vectors + tools + least else 2, 1, 1)


class BarRows(QVBoxLayout):
    """Up to three rows of: mechanism and variant, texts, history, vectors and options."""

    def __init__(
        self,
        modes: Segments,
        variants: QComboBox,
        texts: TextPair,
        history: Sequence[QWidget],
        vectors: Sequence[QWidget],
        options: QWidget,
    ) -> None:
        super().__init__()
        self._modes, self._variants, self._texts = modes, variants, texts
        self._history, self._vectors = _group(history), _group(vectors)
        self._options = _group((options,))
        self._places: Places | None = None
        self._rows = tuple(QHBoxLayout() for _ in range(3))
        self.setContentsMargins(SIDE, 10, SIDE, 10)
        self.setSpacing(GAP)
        for row in self._rows:
            row.setSpacing(GAP)
            self.addLayout(row)
        # Where the texts stand in another row, nothing here grows into their room.
        modes.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def arrange(self, width: int, letter: int) -> None:
        """Take as few rows as leave the texts room.

        Parameters
        ----------
        width : of the bar.
        letter : average width of one, in pixels.
        """
        one = self._texts.count == 1
        texts = (ONE_TEXT if one else TWO_TEXTS) * max(1.0, letter / USUAL_LETTER)
        wanted = places(
            width - 2 * SIDE,
            self._modes.sizeHint().width() + self._variants.sizeHint().width() + 2 * GAP,
            self._vectors.sizeHint().width() + GAP,
            self._history.sizeHint().width() + self._options.sizeHint().width() + 2 * GAP,
            texts,
            texts * (LEAST_OF_ONE if one else LEAST_OF_TWO),
        )
        if wanted != self._places:
            self._places = wanted
            self._fill(wanted)

    def make_room(self) -> None:
        """Give the texts a row before there are more: Qt makes a window wider at once."""
        self._places = Places(2, 1, 1)
        self._fill(self._places)

    def _fill(self, wanted: Places) -> None:
        """Put every part into its row, what chooses the vectors between history and options."""
        parts: tuple[list[QWidget], ...] = ([self._modes, self._variants], [], [])
        for part, place in (
            (self._texts, wanted.texts),
            (self._history, wanted.tools),
            (self._vectors, wanted.vectors),
            (self._options, wanted.tools),
        ):
            parts[place].append(part)
        # Alone with the mechanisms, the variants take what is left of the row.
        alone = len(parts[0]) == 2
        policy = QSizePolicy.Policy.Expanding if alone else QSizePolicy.Policy.Maximum
        self._variants.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        for row, widgets in zip(self._rows, parts, strict=True):
            while row.takeAt(0) is not None:
                pass
            for widget in widgets:
                row.addWidget(widget, int(widget is self._texts), Qt.AlignmentFlag.AlignTop)
            if self._texts not in widgets and not (alone and row is self._rows[0]):
                # What is no choice stands at the right.
                row.insertStretch(2 if row is self._rows[0] else 0, 1)


def _group(widgets: Sequence[QWidget]) -> QWidget:
    """Return widgets that stay beside each other."""
    group = QWidget()
    line = QHBoxLayout(group)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(GAP)
    for widget in widgets:
        line.addWidget(widget)
    return group
