"""The pictures of ``main.py lab``: every seed, the band, and where the width law stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from core.lab.experiment import Experiment, experiment
from core.lab.results import Result
from core.lab.training import Look
from gui import i18n
from gui.lab.plots import DPI, plots, write_plots

MADE = experiment(
    "recall", variants=("self", "k_eq_v"), widths=(2, 3, 6), seeds=(0, 1, 2), steps=1500
)


def results(made: Experiment, failed: tuple[tuple[str, int, int], ...] = ()) -> list[Result]:
    """Untied solves at 3, K = V at 6; each seed a little different."""
    found = []
    for variant, width, seed in made.runs():
        if (variant, width, seed) in failed:
            found.append(Result(variant, width, seed, "failed", "diverged"))
            continue
        solved = width >= (3 if variant == "self" else 6)
        value = 1.0 if solved else 0.1 + 0.01 * seed
        cosines = {"key-value": -0.5 + 0.1 * seed} if variant == "k_eq_v" else {}
        looks = tuple(Look(step, 1.0, value * step / 1500, cosines) for step in (500, 1500))
        losses = ((500, 2.0 + 0.1 * seed), (1500, 1.0))
        found.append(Result(variant, width, seed, "done", None, 0.1, value, looks, losses))
    return found


def test_every_seed_is_a_point_and_2r_is_marked(qtbot: object) -> None:
    shown = dict(plots(MADE, results(MADE, failed=(("k_eq_v", 2, 1),))))
    over = shown["measure"]
    untied, tied = over.series[:2]
    assert untied.each.shape == (3, 3)
    np.testing.assert_allclose(untied.each[:, 0], [0.1, 0.11, 0.12])
    assert np.isnan(tied.each[1, 0])  # the run that failed is no point
    assert tied.mean[0] == pytest.approx(0.11)
    assert untied.low is not None
    assert untied.high is not None
    assert 0.099 < untied.low[0] <= untied.mean[0] <= untied.high[0] < 0.121
    assert over.lines == ((6.0, "2r = 6"),)
    cosine = shown["cosine-r3"].series
    assert [series.each.shape for series in cosine if series.each.size] == [(3, 2)]
    np.testing.assert_allclose(shown["loss-r3"].series[0].mean, [2.1, 1.0])


@pytest.fixture
def undressed(qapp: QApplication) -> Iterator[None]:
    """Leave the application as it was: a command dresses one of its own."""
    font = qapp.font()
    yield
    i18n.install(qapp, i18n.SOURCE)
    qapp.setFont(font)


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.usefixtures("undressed")
def test_pictures_are_written_without_a_window(tmp_path: Path, lang: str) -> None:
    made = experiment("recall", variants=("self", "k_eq_v"), widths=(3, 6), seeds=(0, 1), steps=90)
    written = write_plots(tmp_path / "plots", made, results(made), lang)
    names = {path.name for path in written}
    for name in ("measure", "difference", "loss-r3", "measure-r6", "cosine-r6"):
        assert {f"{name}.png", f"{name}.svg"} <= names
    with Image.open(tmp_path / "plots" / "measure.png") as image:
        assert image.info["dpi"][0] == pytest.approx(DPI, abs=1)
        colours = image.convert("RGB").resize((200, 120)).getcolors(24_000)
        assert colours is not None
        assert len(colours) > 20
    drawn = ET.parse(tmp_path / "plots" / "measure.svg")
    words = " ".join("".join(each.itertext()) for each in drawn.iter() if each.tag.endswith("text"))
    assert "2r = 6" in words
    assert "90" in words  # how long was trained
