"""The report as a file: it stands alone, and says what the page says."""

from __future__ import annotations

import json
from dataclasses import asdict
from html.parser import HTMLParser

import pytest
from PySide6.QtWidgets import QApplication

from core.scenario import Edit, Scenario
from core.trace import ALL_STEP_KEYS
from core.trained.scenarios import scenario_of
from gui import i18n, theme
from gui.pages.verdict import VerdictPage
from gui.stage import staged
from gui.store import Store
from gui.widgets.style import Style
from tests.gui.pages.reporting import SMALL, facts_of

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
