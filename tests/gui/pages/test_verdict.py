"""The verdict: what it says is computed, leads where it says, and is never out of date unsaid."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from html.parser import HTMLParser
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
from core.literature import STUDIES
from core.messages import message
from core.scenario import Edit, Scenario, Trained
from core.trace import ALL_STEP_KEYS
from core.trained.scenarios import scenario_of
from core.variants import VARIANTS
from core.verdict import Findings, judge, pair
from gui import i18n, theme
from gui.contents import ENTRIES
from gui.fonts import prefer_chinese
from gui.page_keys import PAGE_KEYS
from gui.pages import verdict
from gui.pages.verdict import VerdictPage
from gui.report.content import report_of
from gui.report.figures import written
from gui.report.model import Chip, Fact, Facts, Report
from gui.report.sheet import arrange
from gui.report.view import LookButton
from gui.save_dialog import SaveDialog
from gui.stage import staged
from gui.state import STEPS
from gui.store import Store
from gui.widgets.style import Style, make_style

SMALL = {"text": "the cat sat on it", "target": "le chat dort", "d_model": 8, "n_heads": 2}


def facts_of(report: Report, section: str) -> list[Fact]:
    """Every figure of a section, in order."""
    chosen = next(one for one in report.sections if one.key == section)
    cells = [cell for table in chosen.tables for row in table.rows for cell in row.cells]
    parts = [part for cell in cells for part in cell if isinstance(part, Facts)]
    return [fact for part in parts for fact in part.rows]


def evidence(report: Report) -> dict[str, str]:
    """What is shown as evidence, by claim and label."""
    section = next(one for one in report.sections if one.key == "claims")
    return {
        f"{row.key}:{fact.label}": fact.value
        for row in section.tables[0].rows
        for cell in row.cells
        for part in cell
        if isinstance(part, Facts)
        for fact in part.rows
    }


def report(**fields) -> Report:
    return report_of(judge(Scenario(**(SMALL | fields))), "what was run")


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


def test_every_claim_stands_there_with_the_figures_that_core_found(qapp: QApplication) -> None:
    findings = judge(Scenario(**SMALL))
    made = report_of(findings, "")
    rows = next(one for one in made.sections if one.key == "claims").tables[0].rows
    assert [row.key for row in rows] == [claim.key for claim in CLAIMS]
    expected = [written(figure) for _, figures in findings.claims for figure in figures]
    assert [fact.value for fact in facts_of(made, "claims")] == expected


def test_no_figure_is_typed_in(qapp: QApplication) -> None:
    """Other findings change every figure: none comes from the text."""
    findings = judge(Scenario(**SMALL))
    odd = tuple(
        (claim, tuple(replace(figure, value=0.4321, form="number") for figure in figures))
        for claim, figures in findings.claims
    )
    made = report_of(replace(findings, claims=odd), "")
    assert {fact.value for fact in facts_of(made, "claims")} == {"0.432"}


def test_another_seed_moves_measured_figures_and_no_truth(qapp: QApplication) -> None:
    before, after = judge(Scenario(seed=1)), judge(Scenario(seed=2))
    forms = {
        f"{claim.key}:{figure.label.english()}": (figure.form, figure.value)
        for claim, figures in before.claims
        for figure in figures
    }
    old, new = evidence(report_of(before, "")), evidence(report_of(after, ""))
    assert set(old) == set(new) == set(forms)
    for key, (form, value) in forms.items():
        measured = form in ("number", "fraction") and abs(value) > 1e-9
        if "outside the hull" not in key:  # a part of few rows may stay by chance
            assert (old[key] != new[key]) == measured or abs(value) < 1e-9, key


def test_a_wider_model_moves_counts_and_costs_and_keeps_their_ratio(qapp: QApplication) -> None:
    old, new = evidence(report(d_model=8)), evidence(report(d_model=16))
    moved = {key for key in old if old[key] != new[key]}
    assert "limits:width of a head" in moved
    assert "limits:degrees of freedom lost in all heads, r(d − r) each" in moved
    assert "not_recommended:KV cache a token, K = V" in moved
    assert new["not_recommended:KV cache, tied to untied"] == "0.5 ×"
    assert "not_recommended:KV cache, tied to untied" not in moved
    assert not {key for key in moved if "identical" in key or "same source" in key}


def test_an_edit_of_a_value_matrix_reaches_the_evidence(qapp: QApplication) -> None:
    old = evidence(report())
    new = evidence(report(edits=(Edit("w_v", 0, 0, 0, 50.0),)))
    moved = {key for key in old if old[key] != new[key]}
    assert "possible:V changes by up to" in moved
    # Of the traditional variants the projected one alone has such a matrix.
    traditional = {key for key in moved if key.startswith(("same_source", "maps_differ"))}
    assert traditional == {"maps_differ:largest |K − V|, Cross-attention (Transformer)"}


def test_the_literature_does_not_depend_on_the_scenario(qapp: QApplication) -> None:
    here, there = report(seed=1), report(seed=2, text="other words", d_model=16)
    assert here.sections[-1] == there.sections[-1]
    section = here.sections[-1]
    assert not section.live
    assert section.badge == Chip("cited, not computed here", "plain")
    printed = [one.figures for study in STUDIES for one in (*study.untied, *study.tied)]
    assert [fact.value for fact in facts_of(here, "literature")] == printed


def test_a_mechanism_is_seen_in_the_scenarios_own_variant(qapp: QApplication) -> None:
    seen = [one.variant for one in judge(Scenario(**SMALL, variant="mqa")).mechanisms]
    assert seen == ["luong_dot", "mqa", "k_eq_v"]
    seen = [one.variant for one in judge(Scenario(**SMALL, variant="bahdanau")).mechanisms]
    assert seen == ["bahdanau", "self", "k_eq_v"]


def test_without_a_target_text_the_report_says_why_a_figure_is_missing(qapp: QApplication) -> None:
    made = report(target="")
    missing = [fact for fact in facts_of(made, "claims") if fact.missing]
    assert missing
    assert all(fact.value == "–" and fact.reason for fact in missing)
    assert evidence(made)["possible:Q identical, bit for bit"] == "yes"


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_has_a_twin(variant: str) -> None:
    untied, tied = pair(variant)
    assert variant in (untied, tied)
    assert untied != tied


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


# ---- the HTML file -------------------------------------------------------------------------------

VOID = {"meta", "br", "link", "img", "hr", "input", "col", "wbr"}


class Strict(HTMLParser):
    """Read HTML, and note what a browser would have to repair or to fetch."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.tags: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.text: list[str] = []
        self.json = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs), f"an attribute twice in {self.get_starttag_text()}"
        self.tags.append(tag)
        self.attributes.setdefault(tag, given)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        for name, value in attrs:
            if name in ("src", "href", "xlink:href", "data", "action", "poster", "srcset"):
                self.references.append(str(value))
            if value and "url(" in value:
                self.references.append(value.partition("url(")[2].partition(")")[0])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            self.json += data
        elif "style" not in self.open:
            self.text.append(data)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_html_stands_alone_and_says_what_the_page_says(
    qapp: QApplication, language: str
) -> None:
    i18n.install(qapp, language)
    scenario = Scenario(**(SMALL | {"text": "the </script> <b>& cat</b>", "variant": "gqa"}))
    store = Store(scenario, big=10**15)
    try:
        with staged(VerdictPage, store, theme.LIGHT, 1.0, (900, 700)) as page:
            made = page.finished(store.state)
            html = page.documents(store.state)["html"]().decode()
    finally:
        i18n.install(qapp, i18n.SOURCE)
        store.close()
    read = Strict(html)
    assert html.startswith("<!DOCTYPE html>")
    assert read.attributes["html"]["lang"] == language.replace("_", "-")
    assert len(read.ids) == len(set(read.ids))
    for reference in read.references:
        assert reference.startswith("data:") or reference.removeprefix("#") in read.ids, reference
    assert "@import" not in html
    assert "//" not in html.replace("base64", "").partition("<body>")[0]
    assert json.loads(read.json) == json.loads(json.dumps(asdict(scenario))) | {
        "weights": {"kind": "seeded"}
    }
    text = "".join(read.text)
    for section in made.sections:
        assert section.title in text
        for fact in facts_of(made, section.key):
            assert fact.value in text
    assert html.count("<figure>") == 2 * len(ALL_STEP_KEYS)
    assert {f"step-{key}" for key in ALL_STEP_KEYS} <= set(read.ids)
    assert scenario.text in text


def test_the_report_of_an_edited_scenario_carries_the_edit(qapp: QApplication) -> None:
    scenario = Scenario(**SMALL, edits=(Edit("w_q", 0, 1, 2, 0.5),))
    store = Store(scenario, big=10**15)
    try:
        with staged(VerdictPage, store, theme.LIGHT, 1.0, (900, 700)) as page:
            html = page.documents(store.state)["html"]().decode()
    finally:
        store.close()
    assert "w_q:1:2:3=0.5" in "".join(Strict(html).text)


def test_the_report_on_a_trained_model_says_whose_matrices_its_plots_show(
    qapp: QApplication,
) -> None:
    store = Store(scenario_of("recall-k_eq_v-r3"), big=10**15)
    try:
        with staged(VerdictPage, store, theme.LIGHT, 1.0, (900, 700)) as page:
            html = page.documents(store.state)["html"]().decode()
    finally:
        store.close()
    text = " ".join("".join(Strict(html).text).split())
    assert html.count("<figure>") == 2 * len(ALL_STEP_KEYS)
    steps = text[text.index("Step by step") :]
    assert steps.index("of the model shown") < steps.index("Which vectors")
    assert "WV, which the model lacks, from Recall, r = 3 (Multi-head self-attention)" in steps
    # The figures above are those of the untied model, and each row says so.
    assert text.count("of this task, and untied, so that it can be tied.") >= 5


def test_a_dark_page_makes_a_dark_report(qapp: QApplication) -> None:
    store = Store(Scenario(**SMALL), big=10**15)
    try:
        with staged(VerdictPage, store, theme.DARK, 1.0, (900, 700)) as page:
            assert isinstance(page.look, Style)
            html = page.documents(store.state)["html"]().decode()
    finally:
        store.close()
    assert theme.DARK.window in html
    assert theme.LIGHT.window not in html
