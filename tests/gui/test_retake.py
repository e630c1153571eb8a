"""A picture carries its state: what it carries takes the very same picture again."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from core import session
from core.faults import InputError
from core.scenario import Edit, Scenario
from gui import cli, options, theme
from gui.export import Request, export_files, panel_bytes, plot_bytes
from gui.pages.verdict import VerdictPage
from gui.panels.scores import ScoresPanel
from gui.panels.weights import WeightsPanel
from gui.shot import Shot, shot_from_dict
from gui.stage import staged
from gui.state import Cell
from gui.store import Store
from gui.widgets.zoom import Span
from tests.gui.conftest import Opener

SCENARIO = Scenario(
    variant="gqa", text="the 猫 sat <on> & “the” mat", edits=(Edit("w_q", 0, 1, 2, -3.25),)
)


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def retaken(source: Path, folder: Path, *more: str) -> list[Path]:
    command = ["export", "--session", str(source), "--out", str(folder), *more]
    assert cli.run_export(options.parse(command)) == 0
    return sorted(folder.iterdir())


@pytest.mark.usefixtures("qapp")
def test_what_is_exported_is_exported_again(tmp_path: Path) -> None:
    """Pictures of a step, both views, in a theme, scale and size of their own."""
    store = Store(SCENARIO)
    store.look(pin=Cell("weights", 2, 3, 1), head=2)
    with staged(WeightsPanel, store, theme.DARK, 1.15, (820, 560)) as panel:
        written = export_files(panel, store.state, Request(tmp_path / "one", ("png", "svg"), 80))
    store.close()
    names = ("panel", "panel_heads", "weights", "weights_heads")
    chosen = [path for path in written if path.stem.split("-")[-1] in names]
    assert len(chosen) == 8
    for number, path in enumerate(chosen):
        (again,) = retaken(path, tmp_path / f"{number}")
        assert again.name == path.name
        if path.suffix == ".png":
            assert np.array_equal(pixels(again.read_bytes()), pixels(path.read_bytes()))
        else:
            assert again.read_bytes() == path.read_bytes()


def test_a_picture_of_the_window_is_taken_again_pixel_by_pixel(
    open_window: Opener, tmp_path: Path
) -> None:
    person = open_window(size=(1237, 811), variant="k_eq_v", n_heads=2)
    person.press("3")
    person.click("scores", 2, 1)
    panel = person.window.panel()
    panel.figure.zoom.set_span("down", panel.figure.item("scores").spec.row, Span(1, 5, 6))
    panel.figure.show_zoom()
    person.look_away()
    path = tmp_path / "window.png"
    path.write_bytes(panel_bytes(panel, person.state, "png", 96, caption=True))
    assert shot_from_dict(session.load(path).picture, ("en",)).zoom
    (again,) = retaken(path, tmp_path / "again")
    assert np.array_equal(pixels(again.read_bytes()), pixels(path.read_bytes()))


@pytest.fixture
def store(qapp: QApplication):
    made = Store(SCENARIO)
    made.look(step="scores", pin=Cell("scores", 0, 1, 1))
    yield made
    made.close()


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_every_kind_of_picture_carries_its_session(store: Store, kind: str, tmp_path: Path) -> None:
    with staged(ScoresPanel, store, theme.LIGHT, 1.0, (900, 600)) as panel:
        whole = panel_bytes(panel, store.state, kind, 96, caption=True)
        alone = plot_bytes(panel, store.state, "scores", kind, 96)
        bare = panel_bytes(panel, store.state, kind, 96, caption=True, carry=False)
    for content, plot in ((whole, "panel"), (alone, "scores")):
        path = tmp_path / f"picture.{kind}"
        path.write_bytes(content)
        found = session.load(path)
        assert found.scenario == SCENARIO
        assert found.view["pin"] == {"grid": "scores", "head": 0, "row": 1, "col": 1}
        assert shot_from_dict(found.picture, ("en",)) == Shot(
            "scores", plot, "", kind, 96, 900, 600, caption=plot == "panel"
        )
    path.write_bytes(bare)
    with pytest.raises(InputError, match="carries no session"):
        session.load(path)
    if kind == "svg":
        ET.fromstring(whole)


@pytest.mark.parametrize("kind", ["html"])
def test_the_report_carries_its_session(store: Store, kind: str, tmp_path: Path) -> None:
    with staged(VerdictPage, store, theme.LIGHT, 1.0, (900, 600)) as page:
        page.close_runs()
        content = panel_bytes(page, store.state, kind, 96, caption=True)
        bare = panel_bytes(page, store.state, kind, 96, caption=True, carry=False)
    path = tmp_path / "report.html"
    path.write_bytes(content)
    assert session.load(path).scenario == SCENARIO
    # An older report, and one without state, still say what was run: a bare scenario.
    path.write_bytes(bare)
    assert session.load(path).scenario == SCENARIO
    assert not session.load(path).view
    assert b"</script></script>" not in content


def test_the_picture_is_the_same_with_and_without_its_session(store: Store) -> None:
    with staged(ScoresPanel, store, theme.LIGHT, 1.0, (900, 600)) as panel:
        for kind in ("svg", "png"):
            with_it, without = (
                panel_bytes(panel, store.state, kind, 96, caption=True, carry=carry)
                for carry in (True, False)
            )
            assert with_it != without
            if kind == "png":
                assert np.array_equal(pixels(with_it), pixels(without))
            else:
                assert (
                    re.sub(rb"<metadata.*</metadata>\n", b"", with_it, flags=re.DOTALL) == without
                )


@pytest.mark.usefixtures("qapp")
def test_options_count_more_than_the_picture(tmp_path: Path) -> None:
    store = Store(SCENARIO)
    with staged(ScoresPanel, store, theme.LIGHT, 1.0, (900, 600)) as panel:
        path = tmp_path / "scores.png"
        path.write_bytes(panel_bytes(panel, store.state, "png", 96, caption=True))
    store.close()
    (dark,) = retaken(path, tmp_path / "dark", "--theme", "dark", "--dpi", "48")
    corner = tuple(pixels(dark.read_bytes())[0, 0])
    assert "#{:02x}{:02x}{:02x}".format(*corner) == theme.DARK.card
    (drawing,) = retaken(path, tmp_path / "svg", "--formats", "svg", "--no-carry")
    assert drawing.name == "gqa-scores-panel.svg"
    several = retaken(path, tmp_path / "all", "--steps", "output", "--formats", "csv")
    assert {path.name.split("-")[1] for path in several} == {"output"}


def test_a_large_session_is_left_out_of_pictures(store: Store, monkeypatch) -> None:
    monkeypatch.setattr("gui.shot.MOST_CARRIED", 100)
    with staged(ScoresPanel, store, theme.LIGHT, 1.0, (900, 600)) as panel:
        content = panel_bytes(panel, store.state, "png", 96, caption=True)
    assert b"qkv-explorer-session" not in content


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"place": "nowhere"}, "picture.place"),
        ({"dpi": 10**9}, "picture.dpi"),
        ({"width": 10**9, "height": 600}, "picture.width"),
        ({"width": 0, "height": 600}, "picture.width"),
        ({"scale": 99}, "picture.scale"),
        ({"language": "../../etc"}, "picture.language"),
        ({"format": "exe"}, "picture.format"),
        ({"theme": "pink"}, "picture.theme"),
        ({"from": "the future"}, "'from' is not known"),
        ({"zoom": [{"direction": "up"}]}, r"picture.zoom\[0\]"),
        (
            {"zoom": [{"direction": "down", "track": 0, "first": 4, "last": 2, "count": 3}]},
            "picture.zoom",
        ),
    ],
)
def test_a_wrong_picture_is_refused(values: dict[str, object], expected: str) -> None:
    with pytest.raises(InputError, match=expected):
        shot_from_dict(values, ("en", "zh_CN"))
