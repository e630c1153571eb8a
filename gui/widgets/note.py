"""Words or an operator sign where a plot would stand."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.widgets.painting import told
from gui.widgets.plot import Plot
from gui.widgets.script_text import advance, draw, wrapped
from gui.widgets.specs import NoteSpec
from gui.widgets.style import LABEL_PX, LARGE_PX, SMALL_PX, Style
from gui.widgets.tracks import Need, Track

SIGN_NEARER = 23.0  # a sign stands closer to its neighbours than a plot does
SIGN_AIR = 16.0  # that it takes back where there is room
WIDTHS = (80.0, 130.0, 200.0, 240.0)


class NotePlot(Plot[NoteSpec]):
    """A few muted words, wrapped, or one large sign between two plots."""

    def __init__(self, spec: NoteSpec, style: Style) -> None:
        super().__init__(spec, style)
        self.show_spec(spec, style)

    def show_spec(self, spec: NoteSpec, style: Style) -> None:
        self.spec, self.style = spec, style
        self.update()

    def across(self) -> Need:
        if self.spec.large:
            width = advance(self.spec.text, self._font()) + 2
            near = -self.style.px(SIGN_NEARER)
            bare = width / self.style.scale
            roomy = bare + SIGN_AIR
            extent = (bare, roomy, roomy, roomy)
            return Need(self.spec.col, before=near, after=near, extent=extent)
        least, some, more, most = WIDTHS
        lines = self.spec.text.splitlines()
        if self.tight and len(lines) > 1:  # it is broken where it may be
            least = max(advance(line, self._font()) for line in lines) / self.style.scale + 2
        return Need(self.spec.col, extent=(least, some, more, most))

    def down(self, column: Track) -> Need:
        return Need(self.spec.row, least=len(self._lines(column.extent)) * self._line() + 2)

    def place(self, column: Track, row: Track) -> None:
        self.prepareGeometryChange()
        self.body = QRectF(column.start, row.start, column.extent, row.extent)
        self.update()

    def footprint(self) -> object:
        return self.spec.row, self.spec.col, self.spec.text, self.spec.large

    @told
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        font, lines = self._font(), self._lines(self.body.width())
        painter.setFont(font)
        painter.setPen(QColor(self.style.theme.muted))
        baseline = self.body.center().y() - len(lines) * self._line() / 2
        baseline += QFontMetricsF(font).ascent()
        for line in lines:
            left = self.body.center().x() - advance(line, font) / 2
            draw(painter, QPointF(left, baseline), line, font)
            baseline += self._line()

    def _lines(self, width: float) -> tuple[str, ...]:
        return wrapped(self.spec.text, self._font(), width + 1)

    def _font(self) -> QFont:
        return self.style.font(self._pixels(), bold=self.spec.large)

    def _line(self) -> float:
        return QFontMetricsF(self._font()).height()

    def _pixels(self) -> float:
        if self.spec.large:
            return LARGE_PX
        return SMALL_PX if self.tight else LABEL_PX
