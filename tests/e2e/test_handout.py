"""``handout``: a lesson becomes a sheet, without a display."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter, QTextDocument
from PySide6.QtWidgets import QApplication

from core.lessons.read import read_lesson
from gui import i18n
from gui.lessons import handout as handout_texts
from gui.lessons import handout_files
from gui.lessons.handout import Handout, handout_of
from gui.lessons.handout_files import html_bytes, pdf_bytes
from gui.lessons.library import shipped_folders
from tests.core.lessons.conftest import lesson

__all__ = ["lesson"]  # the fixture of the small lesson
ROOT = Path(__file__).resolve().parents[2]


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", "handout", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def sheet(qapp: QApplication, lesson) -> Handout:
    return handout_of(read_lesson(lesson()))


def test_every_step_has_its_text_its_picture_and_its_question(sheet: Handout) -> None:
    assert [one.title for one in sheet.sheets] == ["First", "Second", "Third"]
    assert all(one.picture is not None and one.width > 200 for one in sheet.sheets)
    assert sheet.sheets[1].options == ("yes", "no")
    assert sheet.sheets[0].question == ""


def test_answers_stand_after_all_questions_and_nowhere_before(sheet: Handout) -> None:
    page = html_bytes(sheet).decode()
    before, _, after = page.partition('class="answers"')
    assert "they differ by" not in before
    assert "<b>B</b>" in after
    assert "they differ by" in after
    assert "temperature: 50.0" in after
    assert "Are K and V the same numbers?" in before


def test_the_html_needs_no_network(sheet: Handout) -> None:
    page = html_bytes(sheet).decode()
    sources = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?([^"')\s>]+)""", page)
    assert sources
    assert all(source.startswith(("data:", "#")) for source in sources), sources[:5]


def test_the_pdf_has_a_page_for_the_answers(sheet: Handout) -> None:
    data = pdf_bytes(sheet)
    assert data.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) >= 2


def test_no_step_is_lost_between_the_pages(
    sheet: Handout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Qt lays out by and by: what it had not come to yet was once missing from the file."""
    long = replace(sheet, sheets=sheet.sheets * 20)
    least: list[int] = []
    real = handout_files._break_pages

    def spy(document: QTextDocument, height: float) -> None:
        copy = document.clone()
        copy.setPageSize(document.pageSize())
        least.append(copy.pageCount())
        real(document, height)

    monkeypatch.setattr(handout_files, "_break_pages", spy)
    data = pdf_bytes(long)
    assert len(re.findall(rb"/Type\s*/Page\b", data)) >= least[0] >= 6
    if shutil.which("pdftotext"):
        (tmp_path / "long.pdf").write_bytes(data)
        read = subprocess.run(
            ["pdftotext", tmp_path / "long.pdf", "-"], capture_output=True, text=True, check=True
        ).stdout.replace("\f", "\n")
        for number in range(1, 61):
            assert re.search(rf"^{number} (First|Second|Third)$", read, re.MULTILINE), number


def test_a_step_is_not_torn_apart_where_it_has_room_on_one_page(
    sheet: Handout, tmp_path: Path
) -> None:
    """Text, picture and question of a step stand on one page; no page is empty."""
    if not shutil.which("pdftotext"):
        pytest.skip("needs pdftotext")
    asked = [replace(one, question=f"Asked {n}?") for n, one in enumerate(sheet.sheets * 7, 1)]
    (tmp_path / "long.pdf").write_bytes(pdf_bytes(replace(sheet, sheets=tuple(asked))))
    pages = subprocess.run(
        ["pdftotext", tmp_path / "long.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout.split("\f")
    for number in range(1, 22):
        begins = next(
            at for at, page in enumerate(pages) if re.search(rf"^{number} ", page, re.MULTILINE)
        )
        assert f"Asked {number}?" in pages[begins], number
    assert all(len(page.split()) > 8 for page in pages[:-1])


def test_of_a_long_picture_its_beginning_up_to_a_gap() -> None:
    image = QImage(300, 900, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    with QPainter(image) as painter:
        for top, height in ((20, 240), (320, 240), (600, 20), (680, 200)):  # the third: a heading
            painter.fillRect(40, top, 200, height, 0x224488)
    assert handout_texts._to_a_gap(image, 700).height() in range(561, 600)
    assert handout_texts._to_a_gap(image, 1000) is image


def test_the_command_writes_what_it_says(tmp_path: Path) -> None:
    out = tmp_path / "sheet.html"
    done = command("7", "--out", str(out), "--lang", "zh_CN")
    assert (done.returncode, done.stderr) == (0, "")
    text = out.read_text(encoding="utf-8")
    assert "softmax 的边界" in text
    assert "答案" in text
    assert "—</b>" not in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere", "--out", "a.pdf"), "nowhere"),
        (("4", "--out", "a.txt"), "a.txt"),
        (("4",), "--out"),
        (("4", "--out", "a.pdf", "--lang", "xx"), "xx"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_line(arguments: tuple[str, ...], words: str) -> None:
    done = command(*arguments)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert words in done.stderr


def test_a_lesson_with_a_formula_that_cannot_be_set_is_said_in_a_line(
    tmp_path: Path, lesson
) -> None:
    folder = lesson()
    texts = folder / "en.md"
    words = texts.read_text(encoding="utf-8").replace("In a line.", "$$x^$$")
    texts.write_text(words.replace("Flatten the row.", "$$x^$$"), encoding="utf-8")
    done = command(str(folder), "--out", str(tmp_path / "a.html"))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "en.md: ## 3: the formula 'x^' cannot be set" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("folder", shipped_folders(), ids=lambda folder: folder.name)
def test_every_lesson_can_be_handed_out(qapp: QApplication, folder: Path, language: str) -> None:
    i18n.install(qapp, language)
    try:
        handout = handout_of(read_lesson(folder))
        assert b"\xe2\x80\x94</b>" not in html_bytes(handout)  # a figure without a value
        assert pdf_bytes(handout).startswith(b"%PDF")
    finally:
        i18n.install(qapp, i18n.SOURCE)
