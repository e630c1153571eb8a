"""The rail: the steps as numbered circles on a line, the present one filled; the pages below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import translate
from gui.icons import icon
from gui.theme import Theme

ELSEWHERE = -1  # the place of every step while a page is shown


@dataclass(frozen=True, slots=True)
class Stop:
    """One entry of the rail: its key, its marked title and question, the digit that shows it."""

    key: str
    title: str
    question: str
    number: int


class Rail(QWidget):
    """Choose a step or a page.

    Signals: ``chosen(key)`` for a step, ``page_chosen(key)`` for a page, ``play_toggled()``.
    """

    chosen = Signal(str)
    page_chosen = Signal(str)
    play_toggled = Signal()

    def __init__(
        self,
        stops: tuple[Stop, ...],
        pages: tuple[Stop, ...],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stops, self._pages = stops, pages
        self._theme = theme
        self._playing = False
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._buttons = [RailButton(stop.number, theme) for stop in stops]
        self._page_group = QButtonGroup(self)
        self._page_group.idClicked.connect(self._page_clicked)
        self._page_buttons = [QPushButton() for _ in pages]
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 14, 8, 12)
        column.setSpacing(0)
        for place, button in enumerate(self._buttons):
            button.set_ends(first=place == 0, last=place == len(stops) - 1)
            self._group.addButton(button, place)
            column.addWidget(button)
        self._play = QToolButton()
        self._play.setProperty("look", "icon")
        self._play.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._play.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._play.clicked.connect(self.play_toggled)
        column.addSpacing(6)
        column.addWidget(self._play)
        self._add_pages(column)
        column.addStretch(1)
        self._hint = _WholeLabel()
        self._hint.setProperty("look", "muted")
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignBottom)
        column.addWidget(self._hint)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.retranslate()

    @property
    def play_button(self) -> QToolButton:
        """The button that starts and stops the playing."""
        return self._play

    def show_page(self, key: str) -> None:
        """Mark a page as the present one, and no step; emits nothing."""
        self._uncheck(self._group)
        for button in self._buttons:
            button.set_place(ELSEWHERE)
        for stop, page in zip(self._pages, self._page_buttons, strict=True):
            page.setChecked(stop.key == key)

    def show_step(self, key: str) -> None:
        """Mark a step as the present one, those before it as passed; emits nothing."""
        self._uncheck(self._page_group)
        keys = [stop.key for stop in self._stops]
        here = keys.index(key)
        for place, button in enumerate(self._buttons):
            button.set_place(here - place)
        self._buttons[here].setChecked(True)

    def show_playing(self, playing: bool) -> None:
        """Show whether the steps play."""
        self._playing = playing
        self._name_play()

    def show_hint(self, text: str) -> None:
        """Say at the bottom what the keys do now."""
        self._hint.setText(text)

    def set_theme(self, theme: Theme) -> None:
        """Follow the theme."""
        self._theme = theme
        for button in self._buttons:
            button.set_theme(theme)
        self._name_play()

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        for stop, button in zip(self._stops, self._buttons, strict=True):
            title = translate("panels", stop.title)
            button.setText(title)
            button.setToolTip(
                translate("rail", "{question} (key {number})").format(
                    question=translate("panels", stop.question), number=stop.number
                )
            )
            button.setAccessibleName(
                translate("rail", "Step {number}: {title}").format(number=stop.number, title=title)
            )
        for stop, page in zip(self._pages, self._page_buttons, strict=True):
            title = translate("panels", stop.title)
            page.setText(title)
            page.setToolTip(
                translate("rail", "{question} (key {number})").format(
                    question=translate("panels", stop.question), number=stop.number
                )
            )
            page.setAccessibleName(translate("rail", "Page {title}").format(title=title))
        self._name_play()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _name_play(self) -> None:
        text = translate("rail", "Pause") if self._playing else translate("rail", "Play")
        self._play.setText(text)
        self._play.setIcon(icon("pause" if self._playing else "play", self._theme.accent))
        self._play.setToolTip(translate("rail", "Show the steps one after another (Space)"))
        self._play.setAccessibleName(text)

    def _add_pages(self, column: QVBoxLayout) -> None:
        line = QFrame()
        line.setProperty("look", "hairline")
        line.setFixedHeight(1)
        column.addSpacing(10)
        column.addWidget(line)
        column.addSpacing(8)
        for place, button in enumerate(self._page_buttons):
            button.setProperty("look", "page")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._page_group.addButton(button, place)
            column.addWidget(button)

    def _uncheck(self, group: QButtonGroup) -> None:
        checked = group.checkedButton()
        if checked is not None:
            group.setExclusive(False)
            checked.setChecked(False)
            group.setExclusive(True)

    @Slot(int)
    def _page_clicked(self, place: int) -> None:
        self.page_chosen.emit(self._pages[place].key)

    @Slot(int)
    def _clicked(self, place: int) -> None:
        self.chosen.emit(self._stops[place].key)


class _WholeLabel(QLabel):
    """Words that would be cut are not shown: what the keys do also stands in the help."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.height() >= self.heightForWidth(self.width()):
            super().paintEvent(event)


class RailButton(QAbstractButton):
    """One step: a numbered circle on the line, and its title."""

    def __init__(self, number: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._theme = theme
        self._place = -1
        self._first = self._last = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_ends(self, *, first: bool, last: bool) -> None:
        """Say whether the line ends here."""
        self._first, self._last = first, last

    def set_place(self, place: int) -> None:
        """Say where the step stands: 0 here, above 0 passed, below 0 to come or elsewhere."""
        self._place = place
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Follow the theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        bold = QFont(self.font())
        bold.setBold(True)
        wide = metrics.horizontalAdvance(self.text()) * 1.12
        return QSize(round(wide + self._diameter() + 28), round(metrics.height() * 2.9))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), round(self._diameter() + 4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select):
            self.click()
        else:
            event.ignore()  # arrows and Space go to the window

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, here = self._theme, self._place == 0
        box = QRectF(self.rect())
        middle = QPointF(10 + self._diameter() / 2, box.center().y())
        self._paint_ground(painter, box, here)
        self._paint_line(painter, middle, box)
        self._paint_circle(painter, middle)
        font = QFont(self.font())
        font.setBold(here)
        painter.setFont(font)
        painter.setPen(QColor(theme.text if self._place >= 0 else theme.muted))
        left = middle.x() + self._diameter() / 2 + 10
        area = QRectF(left, 0, box.width() - left - 4, box.height())
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(area.width())
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _diameter(self) -> float:
        return self.fontMetrics().height() * 1.55

    def _paint_ground(self, painter: QPainter, box: QRectF, here: bool) -> None:
        ground = box.adjusted(0.5, 2.5, -0.5, -2.5)
        painter.setPen(
            QPen(QColor(self._theme.accent), 1) if self.hasFocus() else Qt.PenStyle.NoPen
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if here:
            painter.setBrush(QColor(self._theme.accent_soft))
        elif self.underMouse():
            painter.setBrush(QColor(self._theme.window))
        painter.drawRoundedRect(ground, 6, 6)

    def _paint_line(self, painter: QPainter, middle: QPointF, box: QRectF) -> None:
        radius = self._diameter() / 2 + 3
        painter.setPen(QPen(QColor(self._theme.border), 2))
        if not self._first:
            painter.drawLine(QPointF(middle.x(), 0), QPointF(middle.x(), middle.y() - radius))
        if not self._last:
            end = QPointF(middle.x(), box.bottom())
            painter.drawLine(QPointF(middle.x(), middle.y() + radius), end)

    def _paint_circle(self, painter: QPainter, middle: QPointF) -> None:
        theme, radius = self._theme, self._diameter() / 2 - 1
        here, passed = self._place == 0, self._place > 0
        painter.setPen(QPen(QColor(theme.accent if here or passed else theme.border), 2))
        painter.setBrush(QColor(theme.accent if here else theme.surface))
        painter.drawEllipse(middle, radius, radius)
        font = QFont(self.font())
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 0.92)
        painter.setFont(font)
        ink = theme.on_accent if here else theme.accent if passed else theme.muted
        painter.setPen(QColor(ink))
        around = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(around, Qt.AlignmentFlag.AlignCenter, str(self._number))
