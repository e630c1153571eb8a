"""A real Dask cluster on this machine: a scheduler and two workers, each a process of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from core.lab.cluster import code_archive, digest_of_code
from core.lab.experiment import from_json
from core.lab.results import read_results
from core.lab.sweep import run_group

Client = pytest.importorskip("distributed").Client

ROOT = Path(__file__).resolve().parents[3]
WAIT_SECONDS = 60.0


def until(found: object, what: str) -> object:
    """Call ``found`` until it returns something."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        result = found()  # type: ignore[operator]
        if result:
            return result
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


class LocalCluster:
    """Started in a folder from which this project cannot be imported."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        # Whatever ends this test, nothing is left behind for long.
        self.scheduler = self._start(
            *("scheduler", "--port", "0", "--scheduler-file", "scheduler.json", "--no-show"),
            *("--idle-timeout", "60 seconds"),
        )
        found = until(self._address, "the scheduler")
        assert isinstance(found, str)
        self.address = found
        self.workers = [self.add_worker(name) for name in ("first", "second")]

    def _address(self) -> str | None:
        try:
            address = json.loads((self.folder / "scheduler.json").read_text())["address"]
        except (OSError, ValueError):
            return None
        return str(address)

    def add_worker(self, name: str = "") -> subprocess.Popen[bytes]:
        named = ("--name", name) if name else ()
        return self._start(
            *("worker", self.address, "--nthreads", "1", "--no-nanny", "--local-directory", "."),
            *("--death-timeout", "60 seconds", *named),
        )

    def at_work(self, client: Any) -> set[str]:
        """Names of the workers that are at something."""
        workers = client.scheduler_info(n_workers=-1)["workers"]
        return {str(workers[a]["name"]) for a, keys in client.processing().items() if keys}

    def _start(self, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        log: IO[bytes]
        with (self.folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(
                [
                    *(sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments),
                    *("--host", "127.0.0.1", "--no-dashboard"),
                ],
                cwd=self.folder,
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # as a worker's nanny sets it
                stdout=log,
                stderr=log,
            )

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[LocalCluster]:
    made = LocalCluster(tmp_path / "cluster")
    try:
        yield made
    finally:
        made.close()


@contextmanager
def lab(address: str, out: Path, steps: int = 1000) -> Iterator[subprocess.Popen[str]]:
    """Run the command; it ends with the block."""
    sweep = ("--task", "majority", "--variants", "self,k_eq_v", "--widths", "1,2,3")
    running = subprocess.Popen(
        [
            *(sys.executable, "main.py", "lab", *sweep, "--seeds", "1", "--steps", str(steps)),
            *("--out", str(out), "--scheduler", address),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


@pytest.mark.cluster
@pytest.mark.timeout(400)
def test_a_worker_that_is_killed_midway_loses_nothing(
    cluster: LocalCluster, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with lab(cluster.address, out) as running:
        assert running.stdout is not None
        lines = []
        for line in running.stdout:
            lines.append(line)
            if line.startswith("[1/6]"):
                break
        with Client(cluster.address, set_as_default=False) as client:
            until(lambda: "first" in cluster.at_work(client), "the first at work")
        cluster.workers[0].send_signal(signal.SIGKILL)
        rest, errors = running.communicate(timeout=200)
    said = "".join(lines) + rest
    assert running.returncode == 0, errors + said
    (lost,) = re.findall(r"a worker died in .*", said)
    assert re.search(r"\(tcp://127\.0\.0\.1:\d+: its connection broke off\); it is run", lost)
    experiment = from_json((out / "experiment.json").read_text(encoding="utf-8"))
    results = read_results(out / "results.jsonl")
    assert sorted(result.key for result in results) == sorted(experiment.runs())
    assert {result.state for result in results} == {"done"}
    assert "[6/6]" in said


@pytest.mark.cluster
@pytest.mark.timeout(400)
def test_a_cluster_gives_what_this_process_gives(cluster: LocalCluster, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with lab(cluster.address, out, steps=40) as running:
        running.communicate(timeout=100)
    made = from_json((out / "experiment.json").read_text(encoding="utf-8"))
    here = {
        finished.result.key: finished.result
        for group in made.groups(frozenset())
        for finished in run_group(made, group)
    }
    for result in read_results(out / "results.jsonl"):
        assert result.losses == here[result.key].losses
        assert result.measure == here[result.key].measure


@pytest.mark.cluster
@pytest.mark.timeout(400)
def test_what_loses_two_workers_has_failed_and_ctrl_c_ends_the_rest(
    cluster: LocalCluster, tmp_path: Path
) -> None:
    with lab(cluster.address, tmp_path / "out", steps=400_000) as running:
        assert running.stdout is not None
        lines = iter(running.stdout)
        assert any("2 workers" in line for line in lines)
        with Client(cluster.address, set_as_default=False) as client:
            until(lambda: cluster.at_work(client) >= {"first", "second"}, "both at work")
            cluster.workers[0].kill()
            first = next(line for line in lines if "a worker died" in line)
            cluster.workers.append(cluster.add_worker("third"))
            until(lambda: "third" in cluster.at_work(client), "the third at work")
        cluster.workers[2].kill()
        second = next(line for line in lines if "a worker died" in line)
        assert "it is run once more" in first
        assert "its runs have failed" in second
        assert re.findall(r"in (.*) \(", first) == re.findall(r"in (.*) \(", second)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
        assert running.returncode == 130
        assert errors == "main.py lab: error: interrupted; the same command goes on from here\n"
    (result,) = read_results(tmp_path / "out" / "results.jsonl")
    assert str(result.reason).startswith("its worker died twice: tcp://")


def test_a_scheduler_that_cannot_be_reached_is_one_line(tmp_path: Path) -> None:
    with lab("tcp://127.0.0.1:9", tmp_path / "out") as running:
        _, errors = running.communicate(timeout=60)
    assert running.returncode == 1
    assert errors == (
        "main.py lab: error: no scheduler can be reached at tcp://127.0.0.1:9; is one running "
        "there?\n"
    )


def test_the_code_that_is_sent_is_this_code() -> None:
    assert code_archive() == code_archive()
    assert re.fullmatch(r"[0-9a-f]{16}", digest_of_code())
