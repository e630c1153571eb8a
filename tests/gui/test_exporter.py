"""Saving and copying from the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget

from core.scenario import Scenario
from gui import theme
from gui.export_all import ExportAllDialog
from gui.exporter import Exporter
from gui.options import FORMATS
from gui.panels.scores import ScoresPanel
from gui.save_dialog import SaveDialog
from gui.stage import staged
from gui.state import Cell
from gui.store import Store

ROOM = (1000, 760)


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


def test_the_menu_of_a_plot_offers_it_alone_and_the_step(exporter: Exporter) -> None:
    menu = QMenu()
    exporter.fill_menu(menu, "scores")
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[:3] == ["Export this plot…", "Copy this plot", "Copy its numbers"]
    assert len(texts) == 6
    menu.actions()[2].trigger()
    assert QGuiApplication.clipboard().text().startswith("heads\tquery tokens\tthe")
    beside = QMenu()
    exporter.fill_menu(beside, "")
    assert [action.text() for action in beside.actions()] == texts[3:]
    QGuiApplication.clipboard().clear()
    for each in (menu, beside):
        each.deleteLater()
