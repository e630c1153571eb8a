"""``python main.py export --page verdict`` as a person runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.claims import verdicts
from core.scenario import Scenario

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("--text", "the cat sat", "--target", "le chat", "--d-model", "8", "--heads", "2")


def export(*options: str | Path) -> subprocess.CompletedProcess[str]:
    lost = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return subprocess.run(
        [sys.executable, ROOT / "main.py", "export", *options],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in lost},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def words_of(path: Path) -> str:
    """The text of a PDF file; spaces, line breaks and ligatures do not count."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    return "".join(unicodedata.normalize("NFKC", done.stdout.decode()).split())


@pytest.mark.parametrize(
    ("language", "claim", "badge"),
    [
        ("en", "Forcing", "cited, not computed here"),
        ("zh_CN", "可以强制令", "引用"),
    ],
)
def test_the_verdict_as_pictures_and_as_a_report(
    tmp_path: Path, language: str, claim: str, badge: str
) -> None:
    out = tmp_path / "out"
    done = export(
        "--out", out, "--page", "verdict", *SMALL, "--lang", language,
        "--formats", "png,pdf,html,npz", "--dpi", "96",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    names = {path.name for path in out.iterdir()}
    assert names == {f"self-verdict-panel.{kind}" for kind in ("png", "pdf", "html", "npz")}
    with Image.open(out / "self-verdict-panel.png") as image:
        assert image.width > 1000
        assert image.height > 2000
    text = words_of(out / "self-verdict-panel.pdf")
    assert claim in text
    assert "".join(badge.split()) in text
    scenario = Scenario(text="the cat sat", target="le chat", d_model=8, n_heads=2)
    found = {figure.key: figure.value for _, all_ in verdicts(scenario) for figure in all_}
    assert f"{found['change/value']:.3f}" in text
    assert f"{found['max_difference/bahdanau']:.3f}" in text
    with np.load(out / "self-verdict-panel.npz") as file:
        kept = dict(zip(file["evidence.rows"], file["evidence"][0, :, 0], strict=True))
    assert kept["possible:change/value"] == found["change/value"]
    html = (out / "self-verdict-panel.html").read_text(encoding="utf-8")
    assert f'<html lang="{language.replace("_", "-")}">' in html
    assert claim in html


def test_steps_are_no_documents(tmp_path: Path) -> None:
    done = export("--out", tmp_path / "out", "--formats", "html")
    assert done.returncode == 2
    assert "--page verdict" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_report_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    folder = out / "self-verdict-panel.html"
    folder.mkdir(parents=True)  # nothing can be written in its place
    done = export("--out", out, "--page", "verdict", *SMALL, "--formats", "html")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in out.iterdir()] == [folder.name]
