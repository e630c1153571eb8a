"""The README's pictures show the window of today; ``resources/screenshots/make.py`` renews them.

Two machines never rasterise letters alike, so pixels are compared coarsely, and what the picture
says about itself exactly: every word, plot and number, and about where they stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication

from core.scenario import Seeded
from gui import theme
from resources.screenshots import make
from resources.screenshots.make import FOLDER, KEY, SHOTS, SIZE, Shot

ROOT = Path(__file__).resolve().parents[2]
RENEW = "stale; run python resources/screenshots/make.py"
MOVED = 12  # pixels: other letters are a little wider or narrower
COARSE = QSize(SIZE[0] // 12, SIZE[1] // 12)  # letters become grey at this size
MEAN, TILE, TILES = 2.0, 36.0, 0.006  # of 255: all over, a tile that differs, how many may


@pytest.fixture(autouse=True)
def clean_application(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.setStyleSheet("")


def kept(shot: Shot) -> tuple[QImage, dict]:
    image = QImage(str(FOLDER / f"{shot.name}.png"))
    assert not image.isNull(), f"{shot.name}.png is missing: {RENEW}"
    return image, json.loads(image.text(KEY))


def coarse(image: QImage) -> NDArray[np.float64]:
    """The picture as tiles, [rows, cols, 3]."""
    small = image.scaled(
        COARSE, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(small.constBits(), np.uint8).reshape(small.height(), -1)
    return rows[:, : 3 * small.width()].reshape(small.height(), -1, 3).astype(float)


def looks_alike(first: QImage, second: QImage) -> bool:
    if first.size() != second.size():
        return False
    difference = np.abs(coarse(first) - coarse(second)).max(axis=-1)
    return bool(difference.mean() <= MEAN and (difference > TILE).mean() <= TILES)


def stands_alike(first: list[float], second: list[float]) -> bool:
    return bool(np.allclose(first, second, rtol=0, atol=MOVED))


def differences(old: dict, new: dict) -> list[str]:
    """What two pictures say differently about themselves, places apart."""
    found = [
        f"{key}: {old[key]} {new[key]}"
        for key in ("scenario", "step", "pin")
        if old[key] != new[key]
    ]
    if old["plots"].keys() != new["plots"].keys():
        return [*found, f"plots: {[*old['plots']]} {[*new['plots']]}"]
    for key, plot in old["plots"].items():
        other = new["plots"][key]
        if plot["caption"] != other["caption"]:
            found.append(f"caption of {key}: {plot['caption']} {other['caption']}")
        if not np.allclose(plot.get("numbers", 0), other.get("numbers", 0), atol=1e-5):
            found.append(f"numbers of {key}")
    return found


def moves(old: dict, new: dict) -> list[str]:
    """What stands elsewhere, and the words that came or went."""
    words = [sorted(text for text, *_ in shown["texts"]) for shown in (old, new)]
    if words[0] != words[1]:
        return [f"words: {sorted(set(words[0]) ^ set(words[1]))}"]
    pairs = zip(sorted(old["texts"], key=str), sorted(new["texts"], key=str), strict=True)
    found = [
        f"{text!r} stands at {there}, was at {here}"
        for (text, *here), (_, *there) in pairs
        if not stands_alike(here, there)
    ]
    return found + [
        f"plot {key} stands at {new['plots'][key]['place']}, was at {plot['place']}"
        for key, plot in old["plots"].items()
        if not stands_alike(plot["place"], new["plots"][key]["place"])
    ]


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_a_picture_of_the_readme_is_up_to_date(qapp: QApplication, shot: Shot) -> None:
    old_image, old = kept(shot)
    new_image, found = make.picture(qapp, shot)
    new = json.loads(json.dumps(asdict(found)))
    assert differences(old, new) == [], RENEW
    if old["font"] != new["font"]:
        pytest.skip(f"drawn with {old['font']}, here is {new['font']}: only contents compared")
    assert moves(old, new) == [], RENEW
    assert looks_alike(old_image, new_image), RENEW


def test_the_readmes_show_every_picture() -> None:
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        for shot in SHOTS:
            assert f"resources/screenshots/{shot.name}.png" in text, readme


def test_other_letters_are_no_other_picture(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Letters hinted otherwise stand for those of another machine."""
    plain, _ = make.picture(qapp, SHOTS[1])
    usual = theme.font

    def unhinted(*values: float, **named: bool) -> QFont:
        font = usual(*values, **named)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    monkeypatch.setattr("gui.appearance.font", unhinted)
    other, _ = make.picture(qapp, SHOTS[1])
    assert plain != other
    assert looks_alike(plain, other)


def test_another_picture_is_noticed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, found = make.picture(qapp, SHOTS[1])
    was = json.loads(json.dumps(asdict(found)))
    drawn = replace(SHOTS[1], scenario=replace(SHOTS[1].scenario, weights=Seeded()))
    random, found = make.picture(qapp, drawn)
    assert not looks_alike(plain, random)
    assert differences(was, json.loads(json.dumps(asdict(found))))
    monkeypatch.setattr("gui.widgets.arrangement.MARGIN", 50.0)
    moved, found = make.picture(qapp, SHOTS[1])
    assert moves(was, json.loads(json.dumps(asdict(found))))
    assert not looks_alike(plain, moved)
