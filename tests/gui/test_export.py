"""Files of pictures and numbers, read again by programs that did not write them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSaveFile, QSettings
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication, QTextLayout
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget

from core.pipeline import run
from core.scenario import Edit, Scenario
from core.trace import Trace
from gui import theme
from gui.export import Request, export_step, file_name, panel_bytes, plot_bytes
from gui.export_all import ExportAllDialog
from gui.exporter import Exporter
from gui.files import make_folder, write_whole
from gui.fonts import CHINESE_FAMILIES, missing, prefer_chinese
from gui.options import FORMATS
from gui.panels.scores import ScoresPanel
from gui.pictures import ExportError
from gui.save_dialog import SaveDialog
from gui.stage import staged
from gui.state import Cell
from gui.store import Store
from gui.tables import csv_bytes, grid_table, npz_bytes, tables_of

SVG = "{http://www.w3.org/2000/svg}"
ROOM = (1000, 760)


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"needs {program}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    return made


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


@pytest.fixture
def trace() -> Trace:
    return run(Scenario(text="the cat, the mat 在", mask="causal", dtype="float32"))


def words_of(svg: bytes) -> list[str]:
    return [text.text.strip() for text in ET.fromstring(svg).iter(f"{SVG}text")]


def rgb(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), float)


def run_program(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


# ---- numbers ------------------------------------------------------------------------------------


def test_csv_reads_back_as_the_very_numbers(trace: Trace) -> None:
    for step in trace.steps:
        for grid in step.grids:
            rows = list(csv.reader(io.StringIO(csv_bytes(grid_table(grid)).decode("utf-8-sig"))))
            numbers = np.array([row[2:] for row in rows[1:]], dtype=grid.values.dtype)
            assert np.array_equal(numbers.reshape(grid.values.shape), grid.values), grid.name


def test_csv_carries_its_labels(trace: Trace) -> None:
    table = csv_bytes(grid_table(trace.grid("masked"))).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    tokens = list(trace.resolved.key_tokens)
    assert rows[0] == ["heads", "query tokens", *tokens]
    assert [row[0] for row in rows[1:]] == [str(1 + i // len(tokens)) for i in range(len(rows) - 1)]
    assert [row[1] for row in rows[1 : len(tokens) + 1]] == tokens
    assert rows[1][3] == "-inf"


def test_csv_begins_as_spreadsheets_need_it(trace: Trace) -> None:
    assert csv_bytes(grid_table(trace.grid("scores"))).startswith(b"\xef\xbb\xbf")


def test_npz_holds_numbers_labels_and_scenario_without_pickles(trace: Trace) -> None:
    step = trace["scale_mask"]
    with np.load(
        io.BytesIO(npz_bytes(tables_of(step, ()), trace.scenario)), allow_pickle=False
    ) as file:
        for grid in step.grids:
            assert np.array_equal(file[grid.name], grid.values)
            assert file[grid.name].dtype == grid.values.dtype
            assert tuple(file[f"{grid.name}.rows"]) == grid.rows.labels
            assert tuple(file[f"{grid.name}.cols"]) == grid.cols.labels
        told = json.loads(str(file["scenario"]))
    assert told["text"] == "the cat, the mat 在"
    assert told["mask"] == "causal"


def test_the_tanh_layer_names_its_slices_by_their_queries(qapp: QApplication) -> None:
    tanh = run(Scenario(variant="bahdanau", target="le chat")).grid("tanh")
    assert grid_table(tanh).slices == ("le", "chat")


# ---- names and files ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plot", "name"),
    [("scores", "self-scores-scores.png"), ("../a b:*?", "self-scores-_a_b_.png")],
)
def test_names_tell_variant_step_and_plot_in_safe_characters(plot: str, name: str) -> None:
    assert file_name("self", "scores", plot, "png") == name


def test_a_file_is_replaced_in_one_move(folder: Path) -> None:
    path = folder / "a.csv"
    write_whole(path, b"old")
    write_whole(path, b"new and longer")
    assert path.read_bytes() == b"new and longer"
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize("taken", [-1, 0, 3])
def test_a_disk_that_fills_up_leaves_what_was_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, taken: int
) -> None:
    path = folder / "a.csv"
    path.write_bytes(b"old")
    answers = iter([taken, -1])
    monkeypatch.setattr(QSaveFile, "write", lambda self, content: next(answers))
    with pytest.raises(ExportError, match="could not be written"):
        write_whole(path, b"new content")
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="file"):
        make_folder(tmp_path / "file" / "folder")


def test_a_folder_in_the_way_of_a_file_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(ExportError, match="could not be written"):
        write_whole(tmp_path / "a.csv", b"numbers")


# ---- pictures -----------------------------------------------------------------------------------


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
    written = export_step(panel, store.state, Request(folder, FORMATS, dpi=72))
    assert sorted(folder.iterdir()) == sorted(written)
    names = {path.name for path in written}
    assert {f"k_eq_v-scores-panel.{kind}" for kind in ("png", "svg", "pdf", "npz")} <= names
    assert {f"k_eq_v-scores-scores.{kind}" for kind in ("png", "svg", "pdf", "csv")} <= names


def test_an_export_can_be_stopped_between_files(
    store: Store, panel: ScoresPanel, tmp_path: Path
) -> None:
    asked = iter([False, False, True])
    request = Request(tmp_path, ("csv", "npz", "svg"), parts="panels")
    assert len(export_step(panel, store.state, request, lambda: next(asked))) == 2


def test_characters_that_no_font_has_are_found(qapp: QApplication) -> None:
    private = "\U000f0000"
    assert missing(["the cat", f"a {private}"], qapp.font()) == private


# ---- in the window ------------------------------------------------------------------------------


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def exporter(store: Store, panel: ScoresPanel, settings: QSettings) -> Iterator[Exporter]:
    window = QWidget()
    window.resize(800, 600)
    window.show()
    yield Exporter(store, lambda: panel, window, settings)
    window.close()
    window.deleteLater()


def test_a_panel_is_saved_where_the_dialog_says(
    exporter: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SaveDialog, "exec", lambda self: 1)
    monkeypatch.setattr(SaveDialog, "selectedFiles", lambda self: [str(tmp_path / "figure")])
    exporter.export_panel()
    with Image.open(tmp_path / "figure.png") as image:
        assert image.info["dpi"] == pytest.approx((300, 300), rel=1e-3)
    assert str(tmp_path / "figure.png") in exporter.notice.text()


def test_a_plot_is_saved_as_what_its_ending_says(
    exporter: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: QSettings
) -> None:
    monkeypatch.setattr(SaveDialog, "exec", lambda self: 1)
    monkeypatch.setattr(SaveDialog, "selectedFiles", lambda self: [str(tmp_path / "scores.csv")])
    exporter.export_plot("scores")
    assert (tmp_path / "scores.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert settings.value("export/folder") == str(tmp_path)


def test_a_dialog_left_by_cancel_writes_nothing(
    exporter: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SaveDialog, "exec", lambda self: 0)
    monkeypatch.setattr(SaveDialog, "selectedFiles", lambda self: [str(tmp_path / "figure")])
    exporter.export_panel()
    assert not (tmp_path / "figure.png").exists()


def test_a_failure_is_told_in_the_window(
    exporter: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(SaveDialog, "exec", lambda self: 1)
    monkeypatch.setattr(SaveDialog, "selectedFiles", lambda self: [str(tmp_path / "no" / "a.png")])
    monkeypatch.setattr(QMessageBox, "open", lambda self: told.append(self.text()))
    exporter.export_panel()
    assert len(told) == 1
    assert "a.png" in told[0]


def test_the_file_dialog_offers_every_format_and_resolution(
    qapp: QApplication, settings: QSettings
) -> None:
    settings.setValue("export/dpi", "600")
    dialog = SaveDialog("Save", "name", FORMATS, settings)
    filters = dialog.nameFilters()
    assert all(any(f"*.{kind}" in text for text in filters) for kind in FORMATS)
    assert "600" in dialog.selectedNameFilter()
    dialog.deleteLater()


def test_all_steps_are_saved_at_once(
    exporter: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: ExportAllDialog) -> int:
        dialog.folder.setText(str(tmp_path / "all"))
        for kind, box in dialog.formats.items():
            box.setChecked(kind == "svg")
        return 1

    monkeypatch.setattr(ExportAllDialog, "exec", fill)
    exporter.export_all()
    steps = {path.name.split("-")[1] for path in (tmp_path / "all").iterdir()}
    assert {"inputs", "scores", "weights", "output"} <= steps
    assert str(tmp_path / "all") in exporter.notice.text()


def test_nothing_to_save_cannot_be_saved(qapp: QApplication, settings: QSettings) -> None:
    dialog = ExportAllDialog(settings)
    save = dialog._buttons.buttons()[0]
    assert save.isEnabled()
    for box in dialog.formats.values():
        box.setChecked(False)
    assert not save.isEnabled()
    dialog.deleteLater()


def test_a_plot_and_its_numbers_can_be_copied(exporter: Exporter, store: Store) -> None:
    clipboard = QGuiApplication.clipboard()
    exporter.copy_plot("scores")
    assert not clipboard.image().isNull()
    assert clipboard.mimeData().hasFormat("image/svg+xml")
    exporter.copy_numbers("scores")
    first = clipboard.text().splitlines()[1].split("\t")
    assert float(first[2]) == store.state.trace.grid("scores").values[0, 0, 0]
    exporter.copy_panel()
    assert clipboard.image().width() > 500
    clipboard.clear()


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


def test_the_menu_of_a_plot_offers_it_alone_and_the_step(exporter: Exporter) -> None:
    menu = QMenu()
    exporter.fill_menu(menu, "scores")
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[:3] == ["Save this plot…", "Copy this plot", "Copy its numbers"]
    assert len(texts) == 6
    menu.actions()[2].trigger()
    assert QGuiApplication.clipboard().text().startswith("heads\tquery tokens\tthe")
    beside = QMenu()
    exporter.fill_menu(beside, "")
    assert [action.text() for action in beside.actions()] == texts[3:]
    QGuiApplication.clipboard().clear()
    for each in (menu, beside):
        each.deleteLater()
