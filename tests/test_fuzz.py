"""Every reader against what nobody meant it to read: earlier finds, and 100,000 new cases."""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.lab.experiment import experiment
from core.lab.results import Result
from core.lab.spec import ModelSpec
from core.lab.training import Look
from tests.core.lessons.conftest import STEPS, TEXT
from tests.fuzz import LESSON_PARTS, READERS, ROOT

FINDS = ROOT / "tests" / "data" / "finds"
FOUND = sorted(path for path in FINDS.glob("*/*") if path.is_file())
CASES = 100_000


def _saved(array: np.ndarray[Any, Any]) -> bytes:
    """Return an array as NumPy saves it."""
    content = io.BytesIO()
    np.save(content, array)
    return content.getvalue()


# Where each reader begins to be interested.
BEGINNINGS = {
    "session": (b'{"format": 1, "scenario": {', b'{"variant": "self", '),
    "picture": (b"\x89PNG\r\n\x1a\n", b"%PDF-1.4\n<qkv:session>", b"<svg><metadata id='"),
    "csv": (b"head,row,1,2\n1,", b"a,1,"),
    "tsv": (b"head\trow\t1\n1\t",),
    "npy": (b"\x93NUMPY\x01\x00\x40\x00{'descr': '<f8', ",),
    "npz": (b"PK\x03\x04",),
    "options": (b"--variant\n", b"export\n--out\nx\n--edit\n", b"--pin\nscores:"),
    "checkpoint": (b"PK\x03\x04",),
    "member": (_saved(np.arange(6.0).reshape(2, 3)), _saved(np.array(["a", "b"]))),
    "description": (
        json.dumps(
            {
                "format": 1,
                "kind": "stack",
                "task": "recall",
                "spec": asdict(ModelSpec("self", 8, 4, n_classes=3)),
                **dict.fromkeys(("seed", "steps", "batch"), 1),
                "learning_rate": 0.1,
                "figures": {"loss": 0.5},
                "words": ["a"],
            }
        ).encode(),
    ),
    "experiment": (experiment("recall").to_json().encode(),),
    "results": (
        json.dumps(
            {**asdict(Result("self", 1, 0, "failed", "why", losses=((1, 0.5),))), "format": 1}
        ).encode(),
        json.dumps(
            {
                **asdict(Result("self", 1, 0, "done", None, 0.5, 0.7, (Look(3, 0.5, 0.7),))),
                "format": 1,
            }
        ).encode()
        + b"\n",
    ),
    "expression": (
        b'when(row_max("weights", "a"), temperature=4):.2f',
        b"head_error(2) ** 2 if n_heads > 1 else -best",
    ),
    "lesson": (
        b'{"format": 1, "minutes": 9, "steps": [{}]}' + LESSON_PARTS + b"# A\n\n## B\n",
        b'{"format": 1, "minutes": 9, "steps": [{"question": {"kind": "number", "answer": "n_keys"}'
        b"}]}" + LESSON_PARTS + b"# A\n\n## B\n{max_kv_difference:.2f}\n### question\nx\n",
    ),
}


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_once_found_is_refused(path: Path) -> None:
    READERS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("reader", READERS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_bytes_are_read_or_refused(reader: str, data: st.DataObject) -> None:
    beginning = data.draw(st.sampled_from((b"", *BEGINNINGS[reader])))
    READERS[reader](beginning + data.draw(st.binary(max_size=200)))


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="needs the extra fuzz")
@pytest.mark.parametrize("reader", READERS)
def test_a_fuzzer_finds_nothing(reader: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, beginning in enumerate(BEGINNINGS[reader]):
        (corpus / f"{number}").write_bytes(beginning)
    if reader == "session":
        for path in (ROOT / "tests" / "data" / "sessions").iterdir():
            (corpus / path.name).write_bytes(path.read_bytes())
    if reader == "checkpoint":
        model = ROOT / "resources" / "trained" / "recall-self-r3.npz"
        (corpus / model.name).write_bytes(model.read_bytes())
    if reader == "lesson":
        content = {"format": 1, "minutes": 9, "scenario": {"text": "the cat sat"}, "steps": STEPS}
        (corpus / "whole").write_bytes(json.dumps(content).encode() + LESSON_PARTS + TEXT.encode())
    done = subprocess.run(
        [
            *(sys.executable, ROOT / "tests" / "fuzz.py", reader, corpus, f"-runs={CASES}"),
            *(
                "-max_len=8000",
                "-timeout=30",
                "-rss_limit_mb=4000",
                f"-artifact_prefix={tmp_path}/",
            ),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
