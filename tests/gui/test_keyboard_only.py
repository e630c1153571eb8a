"""Everything is reached by the Tab key, in the order in which it is read, and shows that it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget

from gui.appearance import Appearance
from gui.page_keys import PAGE_KEYS
from gui.state import STEPS, Cell
from gui.theme import DARK, LIGHT
from gui.widgets.lens_frame import LensFrame
from tests.gui.conftest import Opener, Person

TAB = Qt.FocusPolicy.TabFocus
MOST = 400  # presses of Tab; a window has fewer controls


def wants_tab(widget: QWidget) -> bool:
    """Whether a person must be able to reach a widget by Tab."""
    takes = bool(widget.focusPolicy().value & TAB.value)
    inner = widget.focusProxy() is not None or widget.parent() is None
    group = isinstance(widget, QAbstractButton) and widget.group() is not None
    # Of exclusive choices Tab reaches the chosen one, and the arrow keys the others.
    beside = group and widget.isCheckable() and not widget.isChecked()
    return takes and widget.isVisible() and widget.isEnabled() and not inner and not beside


def by_tab(person: Person) -> list[QWidget]:
    """The widgets that Tab goes through, from the first on until it comes round."""
    window = person.window
    QTest.qWaitForWindowActive(window)
    window.bar.texts.focus_text()
    seen: list[QWidget] = []
    for _ in range(MOST):
        here = QApplication.focusWidget()
        assert here is not None
        if here in seen:
            break
        seen.append(here)
        QTest.keyClick(
            here,
            Qt.Key.Key_Tab,
            Qt.KeyboardModifier.ControlModifier
            if here.inherits("QPlainTextEdit")
            else Qt.KeyboardModifier.NoModifier,
        )
    return seen


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    name = interface.text(QAccessible.Text.Name) if interface is not None else ""
    return name or widget.accessibleName()


@pytest.mark.parametrize("page", [STEPS, *PAGE_KEYS])
def test_tab_reaches_every_control_of_the_window(open_window: Opener, page: str) -> None:
    person = open_window()
    person.window.show_options(True)
    person.store.look(page=page)
    QApplication.processEvents()
    reached = by_tab(person)
    missed = [
        f"{type(widget).__name__} {name_of(widget)!r}"
        for widget in person.window.findChildren(QWidget)
        if wants_tab(widget) and widget not in reached
    ]
    assert missed == []


@pytest.mark.parametrize("page", [STEPS, *PAGE_KEYS])
def test_whatever_takes_the_keyboard_has_a_name_for_a_screen_reader(
    open_window: Opener, page: str
) -> None:
    person = open_window()
    person.store.look(page=page)
    QApplication.processEvents()
    nameless = [
        type(widget).__name__
        for widget in by_tab(person)
        if not name_of(widget) and not isinstance(widget, (QLabel, QScrollArea))
    ]
    assert nameless == []


def picture(widget: QWidget) -> QImage:
    """A widget and a little around it, as it stands in its window."""
    window = widget.window()
    corner = widget.mapTo(window, QPoint(0, 0)) - QPoint(3, 3)
    whole = window.grab().toImage()
    return whole.copy(corner.x(), corner.y(), widget.width() + 6, widget.height() + 6)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_where_the_keyboard_is_can_be_seen(open_window: Opener, theme: object) -> None:
    person = open_window(look=Appearance(theme=theme))  # type: ignore[arg-type]
    person.window.show_options(True)
    unseen = []
    for widget in by_tab(person):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        focused = picture(widget)
        widget.clearFocus()
        QApplication.processEvents()
        if picture(widget) == focused:
            unseen.append(f"{type(widget).__name__} {name_of(widget)!r}")
    assert unseen == []


@pytest.mark.parametrize("page", [STEPS, "compare"])
def test_a_lens_that_is_too_long_is_scrolled_by_keys(open_window: Opener, page: str) -> None:
    person = open_window(size=(1024, 700), look=Appearance(scale=2.0), n_heads=1)
    person.store.look(page=page, step="output")
    person.store.look(pin=Cell("output", 0, 2, 1))
    QApplication.processEvents()
    lens = next(one for one in person.window.findChildren(LensFrame) if one.isVisible())
    area = lens.findChild(QScrollArea)
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0
    assert area in by_tab(person)
    area.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    person.window.set_appearance(Appearance())
    person.window.resize(1440, 900)
    QApplication.processEvents()
    assert bar.maximum() == 0
    assert not wants_tab(area)
