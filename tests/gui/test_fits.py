"""Every state of the window, quickly one after another: no error, no warning, nothing cut off.

Qt's warnings and exceptions in slots fail a test by themselves (pytest-qt).
"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from core.variants import VARIANTS
from gui.appearance import Appearance
from gui.registry import PAGES, PANELS
from tests.gui.conftest import Opener, Person
from tests.gui.fits import cut_off

SMALLEST, LARGEST = (1024, 700), (2560, 1440)
FORTY = " ".join(f"word{n}" for n in range(39)) + " extraordinarily"
TEXTS = {1: "cat", 2: "我 cat", 40: FORTY}


def everything(person: Person):
    """Show every step in every view, then every page; tell the name of what is shown."""
    for panel in PANELS:
        person.store.look(step=panel.key)
        shown = person.window.panel()
        for view in [key for key, _ in shown.views()] or [""]:
            if view:
                shown.set_view(view)
            settle()
            yield f"{panel.key} {view}".strip()
    for page in PAGES:
        person.store.look(page=page.key)
        settle()
        yield page.key
    person.store.look(page="steps")


def settle() -> None:
    """What becomes taller lets others become narrower, a pass of the event loop later."""
    for _ in range(4):
        QApplication.processEvents()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_all_words_have_room_in_a_small_window(open_window: Opener, language: str) -> None:
    person = open_window(size=SMALLEST, look=Appearance(language=language))
    for shown in (False, True):
        person.window.show_options(shown)
        assert_room(person, SMALLEST)


@pytest.mark.slow
@pytest.mark.parametrize("size", [SMALLEST, (1280, 960)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_all_words_have_room_on_a_projector(
    open_window: Opener, language: str, size: tuple[int, int]
) -> None:
    """Letters half as large again; a small window then has room for the width of words only."""
    person = open_window(size=size, look=Appearance(language=language, scale=1.5))
    assert_room(person, size, wide_only=size == SMALLEST)


def assert_room(person: Person, size: tuple[int, int], *, wide_only: bool = False) -> None:
    troubles: dict[str, list[str]] = {}
    for variant in VARIANTS:
        person.store.edit(variant=variant)
        for name in everything(person):
            found = [f"the window needs {w}" for w in [person.window.width()] if w > size[0]]
            found += [what for what in cut_off(person.window) if "wide" in what or not wide_only]
            for trouble in found:
                troubles.setdefault(trouble, []).append(f"{variant} {name}")
    assert not troubles, "\n".join(f"{what}; {where[0]}" for what, where in troubles.items())


@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS)
def test_no_state_is_too_much(open_window: Opener, variant: str) -> None:
    """Each number of tokens, mechanism, step and view, small and large, without a pause."""
    person = open_window(variant=variant, n_heads=2)
    for size in (SMALLEST, LARGEST):
        person.window.resize(*size)
        for text in TEXTS.values():
            person.store.edit(text=text, target=text)
            for name in everything(person):
                assert person.window.grab().width() == size[0], name
    assert person.state.problems == ()


@pytest.mark.slow
def test_switching_without_waiting(open_window: Opener) -> None:
    """Mechanisms, steps and pages changed faster than they can be painted."""
    person = open_window()
    for turn in range(3):
        for variant in VARIANTS:
            person.store.edit(variant=variant, text=TEXTS[(1, 2, 40)[turn]])
            for panel in PANELS:
                person.store.look(step=panel.key, head=turn)
            for page in PAGES:
                person.store.look(page=page.key)
            person.store.look(page="steps")
        QApplication.processEvents()
    for _ in range(30):
        person.store.undo()
    QApplication.processEvents()
    assert person.state.can_redo
