"""The steps as a moving picture: read back by a program that nobody here wrote."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from core.scenario import Scenario
from core.trace import STEP_KEYS
from gui import theme
from gui.animation import dialog as dialogs
from gui.animation.dialog import AnimationDialog, Wish, write_animation
from gui.animation.frames import gif_bytes, step_images
from gui.contents import STEP_ENTRIES
from gui.exporter import Exporter
from gui.panels.scores import ScoresPanel
from gui.pictures import ExportError, image_png
from gui.stage import staged
from gui.store import Store
from tests.e2e.test_export_cli import export, refused

ROOM = (640, 480)
STEPS = tuple(entry.key for entry in STEP_ENTRIES)


@pytest.fixture
def store(qapp: QApplication) -> Iterator[Store]:
    made = Store(Scenario(variant="k_eq_v", text="the cat sat", d_model=8, n_heads=2))
    yield made
    made.close()


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(800, 600)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_every_step_is_a_frame_of_one_size_and_as_long_as_asked(store: Store) -> None:
    images = step_images(store, theme.LIGHT, 1.0, ROOM, steps=STEP_KEYS, width=600)
    assert {(image.width(), image.height()) for image in images} == {
        (600, images[0].height()),
    }
    with Image.open(io.BytesIO(gif_bytes(images, 1.5))) as gif:
        assert gif.n_frames == len(STEP_KEYS)
        assert gif.info["loop"] == 0
        shown = []
        for frame in range(gif.n_frames):
            gif.seek(frame)
            assert gif.info["duration"] == 1500
            shown.append(gif.convert("RGB").tobytes())
    assert len(set(shown)) == len(shown)


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_a_gif_has_the_colours_of_the_picture(store: Store, look: theme.Theme) -> None:
    """The blue of a query's name stays blue, in a palette of 256."""
    (image,) = step_images(store, look, 1.0, ROOM, steps=("scores",), width=600)
    with (
        Image.open(io.BytesIO(gif_bytes([image]))) as gif,
        Image.open(io.BytesIO(image_png(image))) as true,
    ):
        frame = np.asarray(gif.convert("RGB")).astype(int)
        wanted = np.asarray(true.convert("RGB")).astype(int)
    assert np.abs(frame - wanted).max() < 24
    assert "#{:02x}{:02x}{:02x}".format(*frame[2, 2]) == look.card


def test_what_is_stopped_gives_nothing(store: Store) -> None:
    stop_at = lambda step: step == "scores"  # noqa: E731
    assert step_images(store, theme.LIGHT, 1.0, ROOM, steps=STEP_KEYS, stop=stop_at) == []


def test_numbered_images_stand_in_the_order_of_the_steps(
    store: Store, window: QWidget, tmp_path: Path
) -> None:
    with staged(ScoresPanel, store, theme.LIGHT, 1.0, ROOM) as panel:
        wish = Wish(tmp_path, gif=True, series=True, seconds=1.0, width=400)
        count = write_animation(store, panel.look, QSize(*ROOM), wish, window)
    names = sorted(path.name for path in tmp_path.glob("*.png"))
    assert names == [f"k_eq_v-steps-{i:02}_{step}.png" for i, step in enumerate(STEPS, start=1)]
    assert (tmp_path / "k_eq_v-steps-panel.gif").stat().st_size > 1000
    assert count == len(names) + 1


def test_cancel_leaves_no_file(
    store: Store, window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QProgressDialog, "wasCanceled", lambda self: self.labelText() == "Scores")
    with staged(ScoresPanel, store, theme.LIGHT, 1.0, ROOM) as panel:
        wish = Wish(tmp_path, gif=True, series=True, seconds=1.0, width=400)
        assert write_animation(store, panel.look, QSize(*ROOM), wish, window) == 0
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_folder_that_cannot_be_made_is_told(
    store: Store, window: QWidget, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    wish = Wish(tmp_path / "file" / "below", gif=True, series=False, seconds=1.0, width=400)
    with (
        staged(ScoresPanel, store, theme.LIGHT, 1.0, ROOM) as panel,
        pytest.raises(ExportError, match="could not be made"),
    ):
        write_animation(store, panel.look, QSize(*ROOM), wish, window)


def test_the_menu_saves_what_the_dialog_says(
    store: Store, window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    out = tmp_path / "out"

    def accept(dialog: AnimationDialog) -> int:
        dialog.folder.setText(str(out))
        dialog.seconds.setValue(0.5)
        dialog.width_field.setValue(300)
        return 1

    monkeypatch.setattr(dialogs.AnimationDialog, "exec", accept)
    with staged(ScoresPanel, store, theme.LIGHT, 1.0, ROOM) as panel:
        exporter = Exporter(store, lambda: panel, window, settings)
        exporter.export_animation()
        assert exporter.notice.text() == f"1 file saved in {out}"
    with Image.open(out / "k_eq_v-steps-panel.gif") as gif:
        assert gif.width == 300
        assert gif.info["duration"] == 500


def test_nothing_can_be_saved_without_a_kind_or_a_folder(
    qapp: QApplication, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    dialog = AnimationDialog(settings)
    save = dialog._buttons.button(dialog._buttons.StandardButton.Save)
    assert save.isEnabled()
    dialog.gif.setChecked(False)
    assert not save.isEnabled()
    dialog.series.setChecked(True)
    assert save.isEnabled()
    dialog.folder.setText(" ")
    assert not save.isEnabled()
    dialog.deleteLater()


def test_the_command_line_writes_one_too(tmp_path: Path) -> None:
    done = export(
        *("--out", tmp_path, "--formats", "gif", "--seconds", "0.5", "--text", "the cat sat"),
        *("--d-model", "8", "--heads", "2", "--steps", "scores,weights"),
    )
    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / "self-steps-panel.gif") as gif:
        assert gif.n_frames == 2
        assert gif.info["duration"] == 500
    assert "0.2 to 60" in refused(export("--out", tmp_path, "--seconds", "0"), 2)
