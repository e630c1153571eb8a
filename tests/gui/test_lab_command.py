from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("--task", "majority", "--variants", "self,k_eq_v", "--widths", "2", "--batch", "8")


def lab(*arguments: str, out: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", "lab", *arguments, "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_a_sweep_writes_results_and_a_table_and_goes_on_where_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = lab(*SMALL, "--seeds", "3", "--steps", "20", out=out)
    assert first.returncode == 0, first.stderr
    assert "[6/6]" in first.stdout
    assert "runs/s" in first.stdout
    assert "left" in first.stdout
    assert len((out / "results.jsonl").read_text().splitlines()) == 6
    table = (out / "table.md").read_text(encoding="utf-8")
    assert "| K = V | 2 |" in table
    assert "20 steps" in table.replace("**", "").split("K = V: ")[1].split("\n")[0]
    for name in ("measure", "difference", "loss-r2", "measure-r2", "cosine-r2"):
        for kind in ("png", "svg"):
            assert (out / "plots" / f"{name}.{kind}").stat().st_size > 1000
    again = lab(*SMALL, "--seeds", "4", "--steps", "20", out=out)
    assert "8 runs, 6 there already" in again.stdout
    assert len((out / "results.jsonl").read_text().splitlines()) == 8
    copy = lab("--experiment", str(out / "experiment.json"), out=out)
    assert "8 runs, 8 there already" in copy.stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_keeps_what_is_finished(tmp_path: Path) -> None:
    command = [sys.executable, "main.py", "lab", *SMALL, "--seeds", "2", "--steps", "1000000"]
    running = subprocess.Popen(
        [*command, "--out", str(tmp_path)], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    while not (tmp_path / "experiment.json").exists():
        time.sleep(0.05)
    time.sleep(3.0)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said == "main.py lab: error: interrupted; the same command goes on from here\n"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--task", "recal"], "unknown task 'recal'"),
        (["--task", "recall", "--variants", "luong_dot"], "unknown variant 'luong_dot'"),
        (["--task", "recall", "--widths", "0"], "width 0 is no whole number"),
        (["--task", "recall", "--widths", "two"], "is no list of whole numbers"),
        (["--task", "recall", "--seeds", "0"], "argument --seeds: 0 runs are none"),
        (["--task", "recall", "--workers", "0"], "argument --workers"),
        (["--task", "charlm", "--text", "missing.txt"], "cannot read missing.txt"),
        (["--experiment", "missing.json"], "missing.json"),
        ([], "one of --task and --experiment is needed"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_starts_nothing(
    arguments: list[str], problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from gui import lab_command

    out = tmp_path / "out"
    try:
        status = lab_command.main([*arguments, "--out", str(out)])
    except SystemExit as error:
        status = int(str(error.code))
    said = capsys.readouterr().err
    assert status == 2
    assert problem in said
    assert said.count("\n") == 1
    assert not out.exists()
