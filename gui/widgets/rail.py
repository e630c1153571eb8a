"""The rail: the steps as numbered circles on a line, the present one filled; the pages below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import translate
from gui.icons import icon
from gui.theme import Theme
from gui.widgets.painting import told
from gui.widgets.rail_button import RailButton

ELSEWHERE = -1  # the place of every step while a page is shown


@dataclass(frozen=True, slots=True)
class Stop:
    """One entry of the rail: its key, its marked title and question, the digit that shows it."""

    key: str
    title: str
    question: str
    number: int


def page_keys(number: int) -> QKeySequence:
    """Return the keys that show a page: the digits alone show steps."""
    return QKeySequence(f"Ctrl+{number}")


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
        self._scroll, column = _Scroll(), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
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
        self._scroll.show_column(column)
        self._hint = _WholeLabel()
        self._hint.setProperty("look", "muted")
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 14, 8, 12)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._hint)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.retranslate()

    @property
    def play_button(self) -> QToolButton:
        """The button that starts and stops the playing."""
        return self._play

    def button(self, key: str) -> QAbstractButton:
        """Return what shows a step or a page; KeyError where the rail has none of that key."""
        for stops, buttons in (
            (self._stops, self._buttons),
            (self._pages, self._page_buttons),
        ):
            for stop, button in zip(stops, buttons, strict=True):
                if stop.key == key:
                    return button
        raise KeyError(key)

    def show_page(self, key: str) -> None:
        """Mark a page as the present one, and no step; emits nothing."""
        self._uncheck(self._group)
        for button in self._buttons:
            button.set_place(ELSEWHERE)
        for stop, page in zip(self._pages, self._page_buttons, strict=True):
            page.setChecked(stop.key == key)
            if stop.key == key:
                self._scroll.show_whole(page)

    def show_step(self, key: str) -> None:
        """Mark a step as the present one, those before it as passed; emits nothing."""
        self._uncheck(self._page_group)
        keys = [stop.key for stop in self._stops]
        here = keys.index(key)
        for place, button in enumerate(self._buttons):
            button.set_place(here - place)
        self._buttons[here].setChecked(True)
        self._scroll.show_whole(self._buttons[here])

    def show_playing(self, playing: bool) -> None:
        """Show whether the steps play."""
        self._playing = playing
        self._name_play()

    def show_hint(self, text: str) -> None:
        """Say at the bottom what the keys do now."""
        self._hint.setText(text)

    def set_narrow(self, narrow: bool) -> None:
        """Show the steps as circles alone, where something else needs the width.

        The pages are in the menu and on the keys then.
        """
        for button in self._buttons:
            button.set_bare(narrow)
        for page in self._page_buttons:
            page.setVisible(not narrow)
        self._hint.setVisible(not narrow)
        only, beside = (
            Qt.ToolButtonStyle.ToolButtonIconOnly,
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
        )
        self._play.setToolButtonStyle(only if narrow else beside)
        self._scroll.updateGeometry()

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
            keys = page_keys(stop.number)
            page.setToolTip(
                translate("rail", "{question} ({keys})").format(
                    question=translate("panels", stop.question),
                    keys=keys.toString(QKeySequence.SequenceFormat.NativeText),
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


class _Scroll(QScrollArea):
    """Steps and pages: as wide as they are, and scrolled where they are taller than the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = QWidget()
        self._inner.setProperty("look", "bar")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_column(self, column: QVBoxLayout) -> None:
        """Hold what stands in ``column``."""
        self._inner.setLayout(column)
        self.setWidget(self._inner)

    def show_whole(self, button: QWidget) -> None:
        """Scroll up or down until ``button`` is in sight."""
        self.ensureWidgetVisible(button, 0, button.height())
        self.horizontalScrollBar().setValue(0)

    def sizeHint(self) -> QSize:
        return QSize(self._width(), self._inner.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(), 80)

    def _width(self) -> int:
        """Return how wide it is with its bar, where it needs one."""
        scrolls = self._inner.minimumSizeHint().height() > self.height()
        bar = self.verticalScrollBar().sizeHint().width() if scrolls else 0
        return self._inner.minimumSizeHint().width() + bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        checked = (b for b in self._inner.findChildren(QAbstractButton) if b.isChecked())
        for button in checked:
            self.show_whole(button)
        if event.oldSize().height() != event.size().height():
            self.updateGeometry()  # a bar may come or go


class _WholeLabel(QLabel):
    """Words that would be cut are not shown: what the keys do also stands in the help."""

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.height() >= self.heightForWidth(self.width()):
            super().paintEvent(event)
