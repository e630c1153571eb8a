"""Pictures as files, looked at by programs that did not write them."""

from __future__ import annotations

import io
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QTextLayout
from PySide6.QtWidgets import QApplication

from core.scenario import Edit, Scenario
from gui import theme
from gui.export import Request, export_files, panel_bytes, plot_bytes
from gui.fonts import CHINESE_FAMILIES, missing, prefer_chinese
from gui.options import FORMATS
from gui.panels.scores import ScoresPanel
from gui.pictures import ExportError
from gui.stage import staged
from gui.state import Cell
from gui.store import Store

SVG = "{http://www.w3.org/2000/svg}"
ROOM = (1000, 760)


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"needs {program}")


@pytest.fixture
def store(qapp: QApplication) -> Iterator[Store]:
    made = Store(Scenario(variant="k_eq_v"))
    made.look(pin=Cell("scores", 0, 7, 1))
    yield made
    made.close()


@pytest.fixture
def panel(store: Store) -> Iterator[ScoresPanel]:
    with staged(ScoresPanel, store, theme.LIGHT, 1.0, ROOM) as made:
        yield made


def words_of(svg: bytes) -> list[str]:
    return [text.text.strip() for text in ET.fromstring(svg).iter(f"{SVG}text")]


def rgb(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), float)


def run_program(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("dpi", [96, 150, 300])
def test_png_has_its_size_in_pixels_and_its_resolution(
    store: Store, panel: ScoresPanel, dpi: int
) -> None:
    svg = ET.fromstring(plot_bytes(panel, store.state, "scores", "svg", dpi))
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    assert (float(svg.attrib["width"]), float(svg.attrib["height"])) == (width, height)
    image = Image.open(io.BytesIO(plot_bytes(panel, store.state, "scores", "png", dpi)))
    assert image.size == (round(width * dpi / 96), round(height * dpi / 96))
    assert image.info["dpi"] == pytest.approx((dpi, dpi), rel=1e-3)
    assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_png_of_the_dark_theme_is_dark(store: Store) -> None:
    with staged(ScoresPanel, store, theme.DARK, 1.0, ROOM) as panel:
        png = panel_bytes(panel, store.state, "png", 96, caption=True)
    corner = Image.open(io.BytesIO(png)).convert("RGB").getpixel((0, 0))
    assert "#{:02x}{:02x}{:02x}".format(*corner) == theme.DARK.card


def test_a_picture_too_large_for_an_image_is_refused(store: Store, panel: ScoresPanel) -> None:
    with pytest.raises(ExportError, match="too many"):
        panel_bytes(panel, store.state, "png", 2400, caption=True)


def test_svg_has_text_as_text_and_names_a_real_font(store: Store, panel: ScoresPanel) -> None:
    svg = panel_bytes(panel, store.state, "svg", 300, caption=True)
    words = words_of(svg)
    values = store.state.trace.grid("scores").values[0]
    assert f"{values[7, 1]:.2f}".replace("-", "−") in words
    assert {"the", "tired", "3  Scores"} <= set(words)
    assert b'font-family="Sans' not in svg


def test_svg_has_crisp_cells(store: Store, panel: ScoresPanel) -> None:
    """Each map is embedded larger than it is drawn, so that no viewer needs to smooth it."""
    svg = ET.fromstring(plot_bytes(panel, store.state, "scores", "svg", 300))
    maps = [image for image in svg.iter(f"{SVG}image") if float(image.attrib["width"]) >= 100]
    assert maps


def test_a_plot_alone_has_the_labels_of_its_neighbours(store: Store, panel: ScoresPanel) -> None:
    words = words_of(plot_bytes(panel, store.state, "scores", "svg", 300))
    assert words.count("it") == 2  # its row and its column
    assert not any("Scores" in word for word in words)


def test_the_caption_says_what_was_run(store: Store, panel: ScoresPanel) -> None:
    store.edit(edits=(Edit("w_q", 0, 0, 0, 2.0),), seed=9)
    panel.show_state(store.state)
    caption = " ".join(words_of(panel_bytes(panel, store.state, "svg", 300, caption=True)))
    for part in ("K = V", "the cat sat", "head 1 of 4", "seed 9", "by hand: 1"):
        assert part in caption
    bare = words_of(panel_bytes(panel, store.state, "svg", 300, caption=False))
    assert not any("seed 9" in word for word in bare)


def test_what_is_exported_is_what_is_zoomed_and_pinned(store: Store, panel: ScoresPanel) -> None:
    before = plot_bytes(panel, store.state, "scores", "png", 96)
    store.look(pin=None)
    panel.show_state(store.state)
    assert plot_bytes(panel, store.state, "scores", "png", 96) != before


def test_exporting_leaves_the_screen_as_it_was(store: Store, panel: ScoresPanel) -> None:
    before = panel.figure.grab().toImage()
    for kind in ("png", "svg", "pdf"):
        panel_bytes(panel, store.state, kind, 300, caption=True)
        plot_bytes(panel, store.state, "scores", kind, 300)
    assert panel.figure.grab().toImage() == before


@needs("pdffonts")
@needs("pdftotext")
@needs("pdfimages")
def test_pdf_embeds_its_fonts_and_keeps_its_cells(
    store: Store, panel: ScoresPanel, tmp_path: Path
) -> None:
    path = tmp_path / "panel.pdf"
    path.write_bytes(panel_bytes(panel, store.state, "pdf", 300, caption=True))
    fonts = run_program("pdffonts", path).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)
    text = run_program("pdftotext", "-layout", path, "-")
    assert "Scores" in text
    assert "because" in text
    pictures = [line.split() for line in run_program("pdfimages", "-list", path).splitlines()[2:]]
    assert pictures
    assert {row[8] for row in pictures} == {"image"}  # neither jpeg nor jpx


@needs("pdftoppm")
@needs("rsvg-convert")
def test_all_three_kinds_of_picture_show_the_same(
    store: Store, panel: ScoresPanel, tmp_path: Path
) -> None:
    pixels = {"png": rgb(panel_bytes(panel, store.state, "png", 96, caption=True))}
    for kind in ("svg", "pdf"):
        content = panel_bytes(panel, store.state, kind, 96, caption=True)
        (tmp_path / f"panel.{kind}").write_bytes(content)
    height, width, _ = pixels["png"].shape
    size = ("-scale-to-x", str(width), "-scale-to-y", str(height))
    run_program("pdftoppm", *size, "-png", "-singlefile", tmp_path / "panel.pdf", tmp_path / "pdf")
    run_program("rsvg-convert", tmp_path / "panel.svg", "-o", tmp_path / "svg.png")
    for kind in ("svg", "pdf"):
        pixels[kind] = rgb((tmp_path / f"{kind}.png").read_bytes())
        assert pixels[kind].shape == pixels["png"].shape
        # Letters are smoothed differently; maps, lines and places are the same.
        assert np.abs(pixels[kind] - pixels["png"]).mean() < 6.0, kind


def test_a_step_is_written_in_every_format(
    store: Store, panel: ScoresPanel, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "pictures"
    written = export_files(panel, store.state, Request(folder, FORMATS, dpi=72))
    assert sorted(folder.iterdir()) == sorted(written)
    names = {path.name for path in written}
    assert {f"k_eq_v-scores-panel.{kind}" for kind in ("png", "svg", "pdf", "npz")} <= names
    assert {f"k_eq_v-scores-scores.{kind}" for kind in ("png", "svg", "pdf", "csv")} <= names


def test_an_export_can_be_stopped_between_files(
    store: Store, panel: ScoresPanel, tmp_path: Path
) -> None:
    asked = iter([False, False, True])
    request = Request(tmp_path, ("csv", "npz", "svg"), parts="panels")
    assert len(export_files(panel, store.state, request, lambda: next(asked))) == 2


def test_characters_that_no_font_has_are_found(qapp: QApplication) -> None:
    private = "\U000f0000"
    assert missing(["the cat", f"a {private}"], qapp.font()) == private


def test_chinese_is_drawn_by_a_chinese_font_in_its_own_weight(qapp: QApplication) -> None:
    installed = [name for name in CHINESE_FAMILIES if name in QFontDatabase.families()]
    if not installed:
        pytest.skip("needs a font for simplified Chinese")
    prefer_chinese(qapp.font())
    font = QFont(QFontInfo(qapp.font()).family())
    layout = QTextLayout("abc 中文", font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    used = {run.rawFont().familyName(): run.rawFont().weight() for run in layout.glyphRuns()}
    assert used.get(installed[0]) == QFont.Weight.Normal


def test_pictures_of_two_heads_have_names_of_their_own(
    store: Store, panel: ScoresPanel, tmp_path: Path
) -> None:
    request = Request(tmp_path, ("svg", "csv"))
    first = {path.name for path in export_files(panel, store.state, request)}
    store.look(head=1)
    second = {path.name for path in export_files(panel, store.state, request)}
    assert {"k_eq_v-scores-panel.svg", "k_eq_v-scores-scores.svg"} <= first
    assert {"k_eq_v-scores-head2-panel.svg", "k_eq_v-scores-head2-scores.svg"} <= second
    # A table holds every head, so it is the same file.
    assert first & second == {name for name in first if name.endswith(".csv")}
