"""The verdict's page leads where it says, and is never out of date unsaid."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.claims import CLAIMS, Look
from core.figures import Figure
from core.messages import message
from core.scenario import Scenario, Trained
from core.trained.scenarios import scenario_of
from core.variants import VARIANTS
from core.verdict import Findings, judge
from gui import i18n, theme
from gui.contents import ENTRIES
from gui.fonts import prefer_chinese
from gui.page_keys import PAGE_KEYS
from gui.pages import verdict
from gui.pages.verdict import VerdictPage
from gui.report.figures import written
from gui.report.sheet import arrange
from gui.report.view import LookButton
from gui.save_dialog import SaveDialog
from gui.state import STEPS
from gui.store import Store
from gui.widgets.style import make_style
from tests.gui.pages.reporting import SMALL, evidence, facts_of, report


@pytest.fixture
def store(qapp: QApplication) -> Iterator[Store]:
    made = Store(Scenario(**SMALL))
    made.look(page="verdict")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, store: Store) -> Iterator[VerdictPage]:
    made = VerdictPage(store, theme.LIGHT)
    store.changed.connect(lambda old, new: made.wants(old, new) and made.show_state(new))
    made.resize(1100, 800)
    made.show()
    yield made
    made.close_runs()
    made.close()
    made.deleteLater()


def shown(page: VerdictPage) -> str:
    """All that stands on the screen, as a person selects it."""
    labels = [label for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    return "\n".join(label.text() for label in labels)


def settled(page: VerdictPage, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: "computed just now" in shown(page), timeout=10_000)
    return shown(page)


def test_the_page_follows_every_change(page: VerdictPage, store: Store, qtbot: QtBot) -> None:
    before = settled(page, qtbot)
    store.edit(seed=8)
    assert "computing…" in shown(page)
    after = settled(page, qtbot)
    assert after != before
    for fact in facts_of(page.finished(store.state), "claims"):
        assert fact.value.replace(" ", "&nbsp;") in after


def test_old_figures_are_dimmed_until_the_new_ones_are_there(
    store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def slow(scenario: Scenario, *more: object) -> Findings:
        go.wait(10)
        return judge(scenario)

    monkeypatch.setattr(verdict, "judge", slow)
    page = VerdictPage(store, theme.LIGHT)
    page.show()
    try:
        assert "computing…" in shown(page)
        assert "seed 7" in shown(page)
        go.set()
        fresh = settled(page, qtbot)
        go.clear()
        store.edit(seed=9)
        page.show_state(store.state)
        stale = shown(page)
        assert "computing…" in stale
        assert "computed just now" not in stale
        assert "seed 7" in stale  # whose figures they are
        strong = f"color:{theme.LIGHT.text}; font-family"
        assert stale.count(strong) < fresh.count(strong)
    finally:
        go.set()
        page.close_runs()
        page.close()
        page.deleteLater()


def test_a_run_that_fails_says_so(
    store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*what: object) -> Findings:
        raise MemoryError

    monkeypatch.setattr(verdict, "judge", fails)
    page = VerdictPage(store, theme.LIGHT)
    page.show()
    try:
        qtbot.waitUntil(lambda: "the memory does not suffice" in shown(page))
        assert "computed just now" not in shown(page)
    finally:
        page.close_runs()
        page.close()
        page.deleteLater()


def test_what_failed_is_not_told_of_the_next_scenario(
    store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_once(scenario: Scenario, *more: object) -> Findings:
        if scenario.seed == 9:
            raise MemoryError
        return judge(scenario)

    monkeypatch.setattr(verdict, "judge", fails_once)
    page = VerdictPage(store, theme.LIGHT)
    page.show()
    try:
        settled(page, qtbot)
        store.edit(seed=9)
        page.show_state(store.state)
        qtbot.waitUntil(lambda: "the memory does not suffice" in shown(page))
        store.edit(seed=10)
        page.show_state(store.state)
        assert "the memory does not suffice" not in shown(page)
        assert "computing…" in shown(page)
    finally:
        page.close_runs()
        page.close()
        page.deleteLater()


def test_each_button_leads_where_it_says_and_one_undo_leads_back(
    page: VerdictPage, store: Store, qtbot: QtBot
) -> None:
    settled(page, qtbot)
    buttons = page.findChildren(LookButton)
    looks = [look for claim in CLAIMS for look in claim.look if look.page in (STEPS, *PAGE_KEYS)]
    assert [button.look for button in buttons] == looks
    for place, look in enumerate(looks):
        settled(page, qtbot)
        button = page.findChildren(LookButton)[place]
        title = ENTRIES[look.step if look.page == STEPS else look.page].title
        assert button.accessibleName() == f"{VARIANTS[look.variant].label} · {title}"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        state = store.state
        assert (state.scenario.variant, state.view.page) == (look.variant, look.page)
        if look.page == STEPS:
            assert state.view.step == look.step
        else:
            assert state.view.beside.variants == ("k_eq_v",)
        if look.variant != "self":
            store.undo()
        assert store.state.scenario == Scenario(**SMALL)
        assert not store.state.can_undo
        store.look(page="verdict")


def test_a_button_leads_to_the_very_run_that_a_trained_models_evidence_is_of(
    page: VerdictPage, store: Store, qtbot: QtBot
) -> None:
    store.take(scenario_of("recall-self-r3"))
    settled(page, qtbot)
    found = {key.rsplit(", ", 1)[-1]: value for key, value in _differences(page, store).items()}
    start, text = store.state.scenario, store.state.scenario.text
    for variant in ("k_eq_v", "mqa"):
        claim = "possible" if variant == "k_eq_v" else "not_recommended"
        page._open(next(look for look in _looks(claim) if look.variant == variant))
        assert store.state.problems == ()
        assert (store.state.scenario.variant, store.state.scenario.text) == (variant, text)
        trace = store.state.trace
        apart = np.abs(trace.grid("key").values - trace.grid("value").values).max()
        label = VARIANTS[variant].label
        assert found[label] == written_number(apart)
        store.undo()
        assert store.state.scenario == start
    page._open(next(look for look in _looks("same_source") if look.variant == "bahdanau"))
    assert store.state.problems == ()
    assert store.state.scenario.weights == Trained("dates-bahdanau")


def _looks(claim: str) -> tuple[Look, ...]:
    return next(one.look for one in CLAIMS if one.key == claim)


def _differences(page: VerdictPage, store: Store) -> dict[str, str]:
    """The largest |K − V| that the page tells, by its label."""
    told = evidence(page.finished(store.state))
    return {
        key: value for key, value in told.items() if key.startswith("self_differs:largest |K − V|")
    }


def written_number(value: float) -> str:
    return written(Figure("key", message("label"), float(value)))


def test_the_keyboard_reaches_the_buttons(page: VerdictPage, store: Store, qtbot: QtBot) -> None:
    settled(page, qtbot)
    button = page.findChildren(LookButton)[0]
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert store.state.scenario.variant == "luong_dot"


def test_the_file_menu_saves_the_report_from_any_step(
    person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SaveDialog, "exec", lambda self: 1)
    monkeypatch.setattr(SaveDialog, "selectedFiles", lambda self: [str(tmp_path / "report")])
    person.window.menus.actions["export_report"].trigger()
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert person.state.scenario.text in html
    assert person.state.view.page == STEPS
    assert str(tmp_path / "report.html") in person.window.exporter.notice.text()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [560, 800, 1240, 2340])
def test_nothing_overlaps_or_leaves_the_page(
    qapp: QApplication, width: int, scale: float, language: str
) -> None:
    prefer_chinese(qapp.font())
    i18n.install(qapp, language)
    try:
        sheet = arrange(report(), width, make_style(theme.LIGHT, scale, qapp.font()))
    finally:
        i18n.install(qapp, i18n.SOURCE)
    boxes = [text.rect for text in sheet.texts] + [symbols.rect for symbols in sheet.symbols]
    boxes += [link.rect for link in sheet.links]
    page = QRectF(0, 0, width, sheet.height + 1)
    assert all(page.contains(box) for box in boxes)
    for text in sheet.texts:
        # Not even the longest word or figure is cut.
        assert text.writing.document(text.rect.width()).size().width() <= text.rect.width() + 1
    inside = [box.adjusted(0.5, 0.5, -0.5, -0.5) for box in boxes]
    assert not [pair for pair in combinations(inside, 2) if pair[0].intersects(pair[1])]
