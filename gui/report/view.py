"""A report on the screen: scrolled, selectable, its ways buttons that the keyboard reaches."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QScrollArea, QWidget

from core.claims import Look
from gui.i18n import translate
from gui.report.model import Report
from gui.report.paint import draw_fill, draw_ground
from gui.report.placed import Fill, Placed, PlacedLink, Sheet
from gui.report.sheet import arrange
from gui.widgets.painting import told
from gui.widgets.style import Style

FOOT = 24.0  # room below the last line
TOUCH = Qt.TextInteractionFlag.TextSelectableByMouse


class ReportView(QScrollArea):
    """Show a report; ``chosen(look)`` when somebody wants to see where it comes from."""

    chosen = Signal(object)

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Report | None = None
        self._style = style
        self._paper = _Paper(style)
        self._paper.chosen.connect(self.chosen)
        self.setWidget(self._paper)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_report(self, report: Report) -> None:
        """Show a report; where the reader has scrolled to stays."""
        if report != self._report:
            self._report = report
            self._arrange()

    def set_style(self, style: Style) -> None:
        """Follow the theme and the size of the fonts."""
        if style != self._style:
            self._style = style
            self._arrange()

    @property
    def style_in_use(self) -> Style:
        """Theme, scale and font."""
        return self._style

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._paper.width() != self.viewport().width():
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    def _arrange(self) -> None:
        if self._report is not None:
            width = self.viewport().width()
            sheet = arrange(self._report, width, self._style)
            self._paper.resize(width, round(sheet.height + self._style.px(FOOT)))
            self._paper.show_sheet(sheet, self._style)


class _Paper(QWidget):
    """Draw boxes and symbols, and keep a label for each text and a button for each way."""

    chosen = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._sheet = Sheet(0.0)
        self._labels: list[_Label] = []
        self._buttons: list[LookButton] = []

    def show_sheet(self, sheet: Sheet, style: Style) -> None:
        """Show a sheet; labels that say the same as before are left alone."""
        self._sheet, self._style = sheet, style
        while len(self._labels) < len(sheet.texts):
            self._labels.append(_Label(self))
        while len(self._buttons) < len(sheet.links):
            button = LookButton(self)
            button.clicked.connect(self._choose)
            self._buttons.append(button)
        for label, text in zip(self._labels, sheet.texts, strict=False):
            label.show_text(text)
        for button, link in zip(self._buttons, sheet.links, strict=False):
            button.show_link(link, style)
        for rest in (*self._labels[len(sheet.texts) :], *self._buttons[len(sheet.links) :]):
            rest.hide()
        self.update()

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        draw_ground(painter, self._sheet, self._style, QRectF(event.rect()))

    @Slot()
    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, LookButton) and button.look is not None:
            self.chosen.emit(button.look)


class _Label(QLabel):
    """One block of text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: Placed | None = None
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(TOUCH)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def show_text(self, placed: Placed) -> None:
        """Show a block where it stands."""
        old, self._shown = self._shown, placed
        if old is None or old.writing != placed.writing:
            self.setWordWrap(placed.writing.wraps)
            self.setText(placed.writing.html)
        self.setToolTip(placed.tip)
        self.setGeometry(_around(placed.rect))
        self.setVisible(True)


class LookButton(QAbstractButton):
    """A way to a step of a variant; its text breaks into lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._placed: PlacedLink | None = None
        self._style: Style | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def look(self) -> Look | None:
        """Where it leads."""
        return None if self._placed is None else self._placed.link.look

    def show_link(self, placed: PlacedLink, style: Style) -> None:
        """Show where it leads."""
        self._placed, self._style = placed, style
        self.setText(placed.link.text)
        self.setAccessibleName(placed.link.text)
        tip = translate("report", "Show it there: {place}").format(place=placed.link.text)
        self.setToolTip(tip)
        self.setGeometry(_around(placed.rect))
        self.setVisible(True)
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._placed is None or self._style is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._style.theme
        lit = self.hasFocus() or self.underMouse()
        ground = theme.accent_soft if self.isDown() else theme.surface
        border = theme.accent if lit else theme.border
        box = QRectF(self.rect())
        draw_fill(painter, Fill(box, ground, border, self._style.px(6)))
        corner = self._placed.rect.topLeft()
        self._placed.writing.paint(painter, self._placed.inner.translated(-corner))


def _around(rect: QRectF) -> QRect:
    """Return whole pixels that hold a block without breaking its lines anew."""
    return QRectF(rect.x(), rect.y(), rect.width() + 0.999, rect.height() + 1).toRect()
