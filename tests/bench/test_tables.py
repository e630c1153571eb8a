"""``pytest -m bench -s`` prints every table; the figures are for reading, not for passing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
NEEDS = {"attention": "torch", "figure": "matplotlib", "window": "matplotlib", "lab": "torch"}


@pytest.mark.bench
@pytest.mark.parametrize(
    "name",
    ["attention", "figure", "window", "first_paint", "tie_slider", "lab", "lab_window", "dates"],
)
def test_table(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A limit that is missed shows in its table, and as the script's own exit status."""
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    with capfd.disabled():
        print(f"\n=== {name}", flush=True)
        done = subprocess.run(
            [sys.executable, HERE / f"{name}.py"], cwd=HERE.parents[1], check=False
        )
    assert done.returncode in (0, 1)
