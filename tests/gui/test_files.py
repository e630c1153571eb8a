"""Files that are written whole or not at all, and what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSaveFile

from gui.export import file_name
from gui.files import make_folder, write_whole
from gui.pictures import ExportError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    return made


@pytest.mark.parametrize(
    ("plot", "name"),
    [("scores", "self-scores-scores.png"), ("../a b:*?", "self-scores-_a_b_.png")],
)
def test_names_tell_variant_step_and_plot_in_safe_characters(plot: str, name: str) -> None:
    assert file_name("self", "scores", plot, "png") == name


def test_names_tell_every_head_but_the_first() -> None:
    assert file_name("self", "scores", "scores", "png", head=0) == "self-scores-scores.png"
    assert file_name("self", "scores", "scores", "png", head=1) == "self-scores-head2-scores.png"


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
