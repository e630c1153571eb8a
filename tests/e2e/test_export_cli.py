"""``python main.py export`` as a person runs it: a process of its own, no display, no window."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.scenario import Scenario
from core.variants import VARIANTS

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("--text", "the cat sat", "--target", "le chat", "--d-model", "8", "--heads", "2")


def environment(**more: str) -> dict[str, str]:
    """The environment of an ssh session: nothing to draw on."""
    lost = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR")
    kept = {name: value for name, value in os.environ.items() if name not in lost}
    return kept | more


def export(*options: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "main.py", "export", *options],
        cwd=ROOT,
        env=environment(**more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str], status: int) -> str:
    """The one line that a refused command leaves."""
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def test_every_step_in_every_format_of_a_chinese_figure(tmp_path: Path) -> None:
    out = tmp_path / "图"
    done = export(
        "--out",
        out,
        "--variant",
        "k_eq_v",
        "--text",
        "我 喜欢 cats",
        "--lang",
        "zh_CN",
        "--d-model",
        "8",
        "--heads",
        "2",
        "--dpi",
        "150",
        "--pin",
        "scores:1:2:1",
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    names = {path.name for path in out.iterdir()}
    for step in ("inputs", "projections", "scores", "scale_mask", "weights", "output"):
        for kind in ("png", "svg", "pdf", "npz"):
            assert f"k_eq_v-{step}-panel.{kind}" in names
    assert "k_eq_v-weights-weights.csv" in names
    assert all(path.stat().st_size > 0 for path in out.iterdir())
    with Image.open(out / "k_eq_v-scores-panel.png") as image:
        assert image.info["dpi"] == pytest.approx((150, 150), rel=1e-3)
    with np.load(out / "k_eq_v-projections-panel.npz", allow_pickle=False) as file:
        assert np.array_equal(file["key"], file["value"])
        assert tuple(file["key.rows"]) == ("我", "喜", "欢", "cats")
    assert f"{len(names)} files" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant(tmp_path: Path, variant: str) -> None:
    out = tmp_path / "out"
    done = export(
        "--out", out, "--variant", variant, *SMALL, "--parts", "panels", "--formats", "svg,npz"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(out.glob("*-panel.svg"))) == 6


def test_the_chosen_steps_and_formats_only(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = export("--out", out, *SMALL, "--steps", "weights", "--formats", "csv")
    assert done.returncode == 0
    assert {path.suffix for path in out.iterdir()} == {".csv"}
    assert {path.name.split("-")[1] for path in out.iterdir()} == {"weights"}


def test_it_loads_no_window(tmp_path: Path) -> None:
    code = (
        "import sys, main\n"
        f"status = main.main(['export', '--out', {str(tmp_path / 'out')!r}, '--steps', 'scores', "
        "'--formats', 'svg', '--text', 'a b'])\n"
        "sys.exit(status or 'gui.window' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("platform", ["xcb", "wayland", "nonsense"])
def test_a_platform_that_needs_a_display_does_not_matter(tmp_path: Path, platform: str) -> None:
    done = export(
        "--out",
        tmp_path / "out",
        *SMALL,
        "--steps",
        "scores",
        "--formats",
        "png",
        "--dpi",
        "72",
        QT_QPA_PLATFORM=platform,
        DISPLAY=":77",
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_it_ends_cleanly_every_time(tmp_path: Path) -> None:
    """A painted plot that outlives the application crashes the interpreter at exit, at times."""
    for _ in range(5):
        done = export("--out", tmp_path / "out", *SMALL, "--steps", "scores", "--formats", "png")
        assert (done.returncode, done.stderr) == (0, "")


def test_an_existing_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    old = out / "self-scores-scores.csv"
    old.write_text("old")
    done = export("--out", out, *SMALL, "--steps", "scores", "--formats", "csv")
    assert done.returncode == 0
    assert old.read_text(encoding="utf-8-sig").startswith("heads,")
    assert list(out.iterdir()) == [old]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--steps", "softmax"), "unknown step 'softmax'"),
        (("--d-model", "7", "--heads", "2"), "7 does not divide into 2 heads"),
        (("--head", "9"), "use 1 to 4"),
        (("--pin", "scores:1:99:1"), "10 rows"),
        (("--pin", "softmax:1:1:1"), "no grid 'softmax'"),
        (("--loss", "larger:40:1"), "argument --loss: there is no query 40"),
    ],
)
def test_what_makes_no_sense_is_refused_and_writes_nothing(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    assert said in refused(export("--out", tmp_path / "out", *options), 2)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "file" in refused(export("--out", tmp_path / "file" / "out", *SMALL), 1)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o500)
    assert "could not be written" in refused(export("--out", out, *SMALL), 1)


@pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="ulimit of a shell")
def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    """A limit on the size of files stops a write in its middle, as a full disk does."""
    out = tmp_path / "out"
    command = f'ulimit -f 8; exec "$0" main.py export --out "{out}" --steps scores --formats svg'
    done = subprocess.run(
        ["bash", "-c", command, sys.executable],
        cwd=ROOT,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "could not be written" in refused(done, 1)
    assert list(out.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_stops_between_files(tmp_path: Path) -> None:
    out = tmp_path / "out"
    running = subprocess.Popen(
        [sys.executable, ROOT / "main.py", "export", "--out", out, "--formats", "png"],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not list(out.glob("*.png")) and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, error = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in error
    assert len(error.splitlines()) == 1
    for path in out.iterdir():
        with Image.open(path) as image:
            image.load()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fontconfig")
def test_a_missing_chinese_font_is_told(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    latin = Path("/usr/share/fonts/truetype/dejavu")
    if not latin.exists():
        pytest.skip("needs one font without Chinese")
    config = tmp_path / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{latin}</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    done = export(
        "--out",
        tmp_path / "out",
        "--text",
        "我 cat",
        "--steps",
        "scores",
        "--formats",
        "svg",
        FONTCONFIG_FILE=str(config),
    )
    assert done.returncode == 0
    assert "no installed font can draw 我" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_is_exported_is_what_is_computed(tmp_path: Path) -> None:
    from core.pipeline import run

    out = tmp_path / "out"
    scenario = Scenario(variant="gqa", text="a b c", seed=5, mask="causal", dtype="float32")
    done = export(
        "--out",
        out,
        "--variant",
        "gqa",
        "--text",
        "a b c",
        "--seed",
        "5",
        "--mask",
        "causal",
        "--dtype",
        "float32",
        "--formats",
        "npz",
    )
    assert done.returncode == 0
    trace = run(scenario)
    for step in trace.steps:
        with np.load(out / f"gqa-{step.key}-panel.npz", allow_pickle=False) as file:
            for grid in step.grids:
                assert np.array_equal(file[grid.name], grid.values)
