"""What every page has: an entry in the rail and the menu, a key, a picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from core.trace import ALL_STEP_KEYS
from gui import theme
from gui.contents import PAGE_ENTRIES, STEP_ENTRIES
from gui.export import Request, export_files
from gui.options import parse
from gui.page_keys import PAGE_KEYS
from gui.pages.base import Page
from gui.registry import PAGES, PANELS
from gui.settings import Settings, load, save
from gui.stage import staged
from gui.state import STEPS, Cell
from gui.store import Store
from tests.gui.conftest import Opener, Person

CONTROLS = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)
EVERY = pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.key)


def test_the_registry_and_the_keys_agree() -> None:
    assert tuple(page.key for page in PAGES) == PAGE_KEYS
    assert tuple(entry.load() for entry in PAGE_ENTRIES) == PAGES
    assert tuple(entry.load() for entry in STEP_ENTRIES) == PANELS
    assert tuple(entry.key for entry in STEP_ENTRIES) == ALL_STEP_KEYS
    assert [page.order for page in PAGES] == sorted({page.order for page in PAGES})


@EVERY
def test_a_page_is_reached_by_rail_menu_and_key_and_left_by_a_step(
    person: Person, kind: type[Page]
) -> None:
    window, place = person.window, PAGES.index(kind)
    QTest.mouseClick(window.rail._page_buttons[place], Qt.MouseButton.LeftButton)
    assert person.state.view.page == kind.key
    assert isinstance(window.stack.on_screen(), kind)
    assert not any(button.isChecked() for button in window.rail._buttons)
    QTest.mouseClick(window.rail._buttons[1], Qt.MouseButton.LeftButton)
    assert (person.state.view.page, person.state.view.step) == (STEPS, "projections")
    assert not window.rail._page_buttons[place].isChecked()
    QTest.keyClick(window, str(1 + place), Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.stack.on_screen(), kind)
    window._page_menu._group.actions()[0].trigger()
    assert window.stack.on_screen() is window.panel()
    window._page_menu._group.actions()[1 + place].trigger()
    assert isinstance(window.stack.on_screen(), kind)


@EVERY
def test_a_page_follows_theme_language_text_and_variant(
    open_window: Opener, kind: type[Page]
) -> None:
    person = open_window(size=(1024, 700))
    person.store.look(page=kind.key)
    person.window._themes._group.actions()[1].trigger()
    chinese = next(a for a in person.window._languages._group.actions() if a.data() == "zh_CN")
    chinese.trigger()
    for variant in ("mqa", "luong_dot", "bahdanau", "k_eq_v_eq_x"):
        person.store.edit(variant=variant)
    person.store.edit(text="a dog", target="un chien")
    person.store.undo()
    assert person.state.view.page == kind.key
    assert person.window.size().width() == 1024


@EVERY
def test_every_control_of_a_page_says_what_it_is(person: Person, kind: type[Page]) -> None:
    person.store.look(page=kind.key)
    page = person.window.shown()
    for view in [key for key, _ in page.views()] or [None] if hasattr(page, "views") else [None]:
        if view is not None:
            page.set_view(view)
        QApplication.processEvents()
        for control in page.findChildren(QWidget):
            if not isinstance(control, CONTROLS) or not control.isVisible():
                continue
            if isinstance(control.parentWidget(), CONTROLS) or isinstance(control, QScrollBar):
                continue  # a part of another one
            name = control.accessibleName() or getattr(control, "text", str)()
            assert name, control
            assert control.toolTip() or control.parentWidget().toolTip(), (name, control)


@EVERY
def test_a_page_of_one_token_and_of_a_masked_row_is_shown(
    open_window: Opener, kind: type[Page]
) -> None:
    person = open_window(text="cat", padding=0)
    person.store.look(page=kind.key)
    person.store.edit(text="a b c", padding=3)
    person.store.edit(padding=0, text="a b c d", variant="gqa", n_kv_heads=1)
    person.store.look(head=3)


@EVERY
def test_a_page_goes_out_in_every_format(qapp: object, tmp_path: Path, kind: type[Page]) -> None:
    store = Store()
    store.look(pin=Cell("scores", 0, 3, 1))
    with staged(kind, store, theme.LIGHT, 1.0, (900, 600)) as page:
        written = export_files(page, store.state, Request(tmp_path, ("png", "svg", "pdf"), dpi=72))
    store.close()
    assert {path.suffix for path in written} == {".png", ".svg", ".pdf"}
    assert all(path.stat().st_size > 500 for path in written)


def test_the_window_remembers_its_page(tmp_path: Path) -> None:
    from PySide6.QtCore import QSettings

    file = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    save(file, Settings(page="compare", beside=("mqa", "gqa")))
    kept = load(file)
    assert (kept.page, kept.beside) == ("compare", ("mqa", "gqa"))
    file.setValue("page", "nowhere")
    file.setValue("beside", "nothing mqa")
    kept = load(file)
    assert (kept.page, kept.beside) == (None, ("mqa",))


def test_the_command_line_asks_for_pages() -> None:
    options = parse(["--page", "compare", "--beside", "mqa,gqa"])
    assert (options.page, options.beside) == ("compare", ("mqa", "gqa"))
    options = parse(["export", "--out", "x", "--page", "compare"])
    assert (options.pages, options.steps) == (("compare",), ())
    options = parse(["export", "--out", "x", "--pages", "compare", "--steps", "scores"])
    assert (options.pages, options.steps) == (("compare",), ("scores",))


@pytest.mark.parametrize("named", ["nothing", "mqa,gqa,self", ","])
def test_columns_that_make_no_sense_are_told(
    named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(["--beside", named])
    assert "argument --beside" in capsys.readouterr().err
