"""Panel at the left, lens and explanation at the right: shares of the width, until moved.

A page may put something else at the right, or take the whole width.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QWidget

from gui.widgets.roomy import Roomy

LEAST_RIGHT, MOST_RIGHT = 240, 560
USUAL_POINTS, MOST_LARGER = 10, 1.35  # letters that the least width is meant for, and how it grows
SHARE = 0.31  # of the two columns, for the lens
GAP, TIGHT_GAP = 16, 8  # around and between; where a lesson leaves little room
UPPER, LOWER = 54, 46  # shares of the height, for lens and explanation
FINELY = 100  # the splitter takes sizes for pixels, and shares out what they leave
LEAST_LOWER = 120  # pixels that the explanation keeps when the lens needs room
# Widths of the right column from which on its letters grow, to which they do, and how much.
GROWING, GROWN, GROWTH = 400, MOST_RIGHT, 0.2
LETTERS = """QWidget {{ font-size: {text}pt; }}
QLabel[look="heading"] {{ font-size: {heading:.1f}pt; }}"""


class _Halves(QSplitter):
    """Lens above explanation.

    The lens asks for room when it is resized, which is in the midst of sharing out the heights.
    Given right then, its height would be set inside, and the other's outside: one over the other.
    """

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._sharing = False
        self._asked = 0

    def share(self, sizes: list[int]) -> None:
        """Set the heights, and then give what was asked for meanwhile."""
        self._sharing = True
        self.setSizes(sizes)
        self._settle()

    def give_upper(self, wanted: int) -> None:
        """Make the upper one so many pixels high, as far as the lower one can spare them."""
        if self._sharing:
            self._asked = wanted
            return
        upper, lower = self.sizes()
        grown = min(wanted, upper + lower - LEAST_LOWER)
        if grown > upper > 0:
            self.share([grown, upper + lower - grown])

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._sharing = True
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        self._sharing = False
        asked, self._asked = self._asked, 0
        if asked:
            self.give_upper(asked)


class Columns(QSplitter):
    """Keep the lens's share of the width at any size; the person's own choice wins."""

    def __init__(self, left: QWidget, upper: QWidget, lower: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._chosen = self._divided = False
        self._beside = self._spare = False
        self._lens_wanted = True
        self._page_alone = False  # a page that takes the whole width
        self._lower = lower
        self._areas: dict[QWidget, Roomy] = {}  # of what pages put at the right
        right = _Halves()
        right.addWidget(upper)
        right.addWidget(lower)
        right.setSizes([UPPER, LOWER])
        self._usual = right
        self._right = QStackedWidget()
        self._right.addWidget(right)
        self._right.setMinimumWidth(_least_right())
        self.addWidget(left)
        self.addWidget(self._right)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        for splitter in (right, self):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(GAP)
        self._set_gap(GAP)
        self.splitterMoved.connect(self._moved)
        right.splitterMoved.connect(self._divide)

    def show_usual(self) -> None:
        """Show lens and explanation at the right, each with its share of the height again."""
        self._page_alone = False
        self._show_right(self._usual)
        self._settle_lens()
        if not self._divided:
            self._usual.share([UPPER * FINELY, LOWER * FINELY])

    def set_beside(self, beside: bool, *, spare_lens: bool) -> None:
        """Make room for a lesson beside the window: it explains, so no other explanation does.

        Parameters
        ----------
        spare_lens : whether the lens is shown only while it is wanted (:meth:`show_lens`).
        """
        self._beside, self._spare = beside, spare_lens
        self._lower.setVisible(not beside)
        self._set_gap(TIGHT_GAP if spare_lens else GAP)
        self._settle_lens()

    def show_lens(self, wanted: bool) -> None:
        """Say whether the lens is wanted; it goes only where the room is short."""
        if wanted != self._lens_wanted:
            self._lens_wanted = wanted
            self._settle_lens()

    def _set_least(self) -> None:
        """Give the right column the least width of what it shows."""
        shown = self._right.currentWidget()
        needed = shown.minimumSizeHint().width() if shown is not self._usual else 0
        self._right.setMinimumWidth(max(_least_right(), needed))

    def _set_gap(self, gap: int) -> None:
        self.setHandleWidth(gap)
        self.setContentsMargins(gap, GAP - 4, gap, GAP - 4)

    def _settle_lens(self) -> None:
        wanted = self._lens_wanted or not self._spare
        self._right.setVisible(wanted and not self._page_alone)

    @Slot(int)
    def give_upper(self, wanted: int) -> None:
        """Make the upper one so many pixels high, as far as the lower one can spare them."""
        if not self._divided:
            self._usual.give_upper(wanted)

    def show_side(self, side: QWidget | None) -> None:
        """Show something else at the right; None leaves the whole width to the left."""
        self._page_alone = side is None
        if side is None:
            self._right.hide()
        else:
            self._show_right(side)
            self._settle_lens()

    def _show_right(self, widget: QWidget) -> None:
        if widget is not self._usual and widget not in self._areas:
            self._areas[widget] = Roomy(widget, across=False)
            self._right.addWidget(self._areas[widget])
        self._right.setCurrentWidget(self._areas.get(widget, widget))
        self._set_least()
        self._right.show()

    def restore(self, saved: bytes) -> None:
        """Set the columns as they were saved."""
        if saved and self.restoreState(QByteArray(saved)):
            self._chosen = True

    def saved(self) -> bytes:
        """Return the columns as Qt writes them, nothing unless the person has set them."""
        return bytes(self.saveState().data()) if self._chosen else b""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._chosen:
            right = max(_least_right(), min(round(self.width() * SHARE), MOST_RIGHT))
            self.setSizes([max(1, self.width() - right), right])
        self._set_letters()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._set_least()
            self._set_letters()

    def _set_letters(self) -> None:
        """Write larger in a wide column: its lines would else be too long to read.

        A font would not do: beside the application's stylesheet, children do not inherit one.
        """
        grown = max(0.0, min(1.0, (self._right.width() - GROWING) / (GROWN - GROWING)))
        usual = QApplication.font().pointSizeF()
        points = round(2 * usual * (1 + GROWTH * grown)) / 2
        sheet = LETTERS.format(text=points, heading=1.05 * points) if points > usual else ""
        if sheet != self._usual.styleSheet():
            self._usual.setStyleSheet(sheet)

    @Slot()
    def _moved(self) -> None:
        self._chosen = True
        self._set_letters()

    @Slot()
    def _divide(self) -> None:
        self._divided = True


def _least_right() -> int:
    """Return the least width of the right column: larger letters need more."""
    larger = QApplication.font().pointSizeF() / USUAL_POINTS
    return round(LEAST_RIGHT * max(1.0, min(larger, MOST_LARGER)))
