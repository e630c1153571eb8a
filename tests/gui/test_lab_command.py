from __future__ import annotations

import json
import os
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
        (["--task", "recall", "--seeds", "99999999999"], "99999999999 are too many; at most 10000"),
        (["--task", "recall", "--variants", "self,self"], "variants names self twice"),
        (["--task", "recall", "--learning-rate", "nan"], "learning_rate nan is no positive number"),
        (
            ["--task", "recall", "--widths", "512", "--heads", "64", "--batch", "4096"],
            "self at width 512 with 64 heads and batches of 4096 takes about",
        ),
        (["--task", "lookup", "--no-output-projection", "--widths", "7"], "use another width"),
        (["--task", "recall", "--text", "missing.txt"], "only the task charlm reads one"),
        (["--task", "charlm", "--text", "."], "cannot read ."),
        (["--task", "recall", "--scheduler", "tcp://x:1", "--workers", "2"], "the cluster has its"),
        (["--experiment", "missing.json"], "missing.json: No such file or directory"),
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


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{", "this is no JSON: line 1"),
        (b"[]", "an experiment is a JSON object with a task"),
        (b"\xff\xfe", "this is no text in UTF-8"),
        (b"[" * 100_000, "too deep"),
        (b'{"format": 2, "task": "recall"}', "the experiment has format 2; this program reads 1"),
        (b'{"format": 1, "task": ["recall"]}', "unknown task ['recall']"),
        (b'{"format": 1, "task": "recall", "colour": 1}', "has no field 'colour'"),
        (b'{"format": 1, "task": "recall", "variants": "self"}', "variants 'self' is no list"),
        (b'{"format": 1, "task": "recall", "variants": []}', "variants is empty"),
        (b'{"format": 1, "task": "recall", "widths": [0]}', "width 0 is no whole number"),
        (b'{"format": 1, "task": "recall", "widths": [2.5]}', "width 2.5 is no whole number"),
        (b'{"format": 1, "task": "recall", "seeds": [[1]]}', "seed [1] is no whole number"),
        (b'{"format": 1, "task": "recall", "steps": 1e400}', "steps inf is no whole number"),
        (b'{"format": 1, "task": "recall", "learning_rate": NaN}', "learning_rate nan is no"),
    ],
)
def test_a_malformed_file_is_one_line_and_starts_nothing(
    content: bytes, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from gui import lab_command

    path, out = tmp_path / "experiment.json", tmp_path / "out"
    path.write_bytes(content)
    assert lab_command.main(["--experiment", str(path), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert problem in said
    assert str(path) in said
    assert said.count("\n") == 1
    assert not out.exists()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "main.py", "lab", *SMALL, "--seeds", "4", "--steps", "3000"]
    said = []
    with subprocess.Popen(
        [*command, "--workers", "2", "--out", str(tmp_path / "out")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        for line in running.stdout:
            said.append(line)
            if line.startswith("[1/8]"):
                os.kill(workers_of(running.pid)[0], signal.SIGKILL)
    assert running.returncode == 0
    lost = [line for line in said if "a worker died" in line]
    assert lost
    assert all("killed by SIGKILL" in line and "run once more" in line for line in lost)
    results = (tmp_path / "out" / "results.jsonl").read_text().splitlines()
    assert len(results) == 8
    assert all(json.loads(line)["state"] == "done" for line in results)


def workers_of(pid: int) -> list[int]:
    """Return the spawned processes of a command."""
    listed = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(pid)],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = listed.stdout.splitlines()
    return [int(line.split()[0]) for line in lines if "spawn_main" in line]
