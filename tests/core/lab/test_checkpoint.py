from __future__ import annotations

import io
import json
import pickle
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.lab.checkpoint import About, Checkpoint, CheckpointError, read, read_about, write
from core.lab.seq2seq_spec import AnySpec
from core.lab.spec import ModelSpec, initial
from core.lab.tasks import TASKS

SPEC = ModelSpec("gqa", 8, 4, n_heads=4, n_kv_heads=2, n_words=7, n_classes=5, norm=True)


def checkpoint(spec: AnySpec = SPEC, seed: int = 3, task: str = "induction") -> Checkpoint:
    views = initial(spec, (seed,)).views
    about = About(
        TASKS[task].kind, task, spec, seed, 100, 64, 1e-2, {"loss": 0.5, "accuracy": 0.75}
    )
    return Checkpoint(about, {name: view[0] for name, view in views.items()})


def arrays_of(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    with np.load(path) as members:
        return dict(members)


def changed(path: Path, **arrays: Any) -> Path:
    """Write the file again, NumPy's own way, with other arrays; None leaves one out."""
    kept = {**arrays_of(path), **arrays}
    np.savez(path, **{name: array for name, array in kept.items() if array is not None})
    return path


def meta(**changes: Any) -> np.ndarray[Any, Any]:
    data = {
        "format": 1,
        "kind": "stack",
        "task": "induction",
        "spec": asdict(SPEC),
        "seed": 3,
        "steps": 100,
        "batch": 64,
        "learning_rate": 0.01,
        "figures": {"loss": 0.5},
        "words": [],
        **changes,
    }
    return np.frombuffer(json.dumps(data).encode(), np.uint8)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "model.npz"
    write(file, checkpoint())
    return file


@pytest.mark.parametrize(
    ("task", "variant"),
    [(task, variant) for task in TASKS.values() for variant in task.variant_keys],
    ids=lambda each: getattr(each, "key", each),
)
def test_what_is_written_is_read(task: Any, variant: str, tmp_path: Path) -> None:
    written = checkpoint(task.spec(variant, 4), task=task.key)
    write(tmp_path / "deep" / "model.npz", written)
    found = read(tmp_path / "deep" / "model.npz")
    assert found.about == written.about == read_about(tmp_path / "deep" / "model.npz")
    assert list(found.parameters) == list(written.about.spec.shapes())
    for name, array in written.parameters.items():
        np.testing.assert_array_equal(found.parameters[name], array)
        assert found.parameters[name].dtype == np.float32


def test_any_program_can_open_the_file(path: Path) -> None:
    arrays = arrays_of(path)
    assert {*arrays} == {"meta", *SPEC.shapes()}
    assert json.loads(arrays["meta"].tobytes())["spec"]["d_model"] == 8


def test_the_same_model_gives_the_same_file(path: Path, tmp_path: Path) -> None:
    write(tmp_path / "again.npz", checkpoint())
    assert (tmp_path / "again.npz").read_bytes() == path.read_bytes()


def test_nothing_stays_beside_a_place_that_is_taken(tmp_path: Path) -> None:
    taken = tmp_path / "models" / "model.npz"
    taken.mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        write(taken, checkpoint())
    assert list(taken.parent.iterdir()) == [taken]


def test_nothing_stays_of_a_file_that_could_not_be_written(tmp_path: Path) -> None:
    wrong = Checkpoint(checkpoint().about, {"embedding": np.zeros((2, 2), np.float32)})
    with pytest.raises(ValueError, match="specification"):
        write(tmp_path / "model.npz", wrong)
    assert not list(tmp_path.glob("model*"))


def test_parameters_cannot_be_overwritten(path: Path) -> None:
    with pytest.raises(ValueError, match="read-only"):
        read(path).parameters["embedding"][0, 0] = 1.0


def spec_meta(**changes: Any) -> np.ndarray[Any, Any]:
    return meta(spec={**asdict(SPEC), **changes})


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewrite(path: Path, contents: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)


def cut_member(path: Path, name: str) -> None:
    contents = members(path)
    contents[f"{name}.npy"] = contents[f"{name}.npy"][:-8]
    rewrite(path, contents)


def declare(path: Path, name: str, shape: tuple[int, ...], dtype: str = "<f4") -> None:
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": dtype, "fortran_order": False, "shape": shape}
    )
    rewrite(path, members(path) | {f"{name}.npy": header.getvalue() + b"\0" * 64})


def header(path: Path, name: str, text: str) -> None:
    padded = f"{text:<117}\n".encode()
    start = b"\x93NUMPY\x01\x00" + len(padded).to_bytes(2, "little")
    rewrite(path, members(path) | {f"{name}.npy": start + padded})


def bomb(path: Path, name: str) -> None:
    contents = members(path)
    contents[f"{name}.npy"] += b"\0" * (1 << 24)
    rewrite(path, contents, zipfile.ZIP_DEFLATED)


def damage(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("embedding.npy")
    raw = bytearray(path.read_bytes())
    raw[member.header_offset + 300] ^= 0xFF
    path.write_bytes(raw)


HOSTILE: dict[str, tuple[Callable[[Path], Any], str]] = {
    "wrong shape": (lambda p: changed(p, embedding=np.zeros((7, 9), "f4")), "shape"),
    "more axes": (lambda p: changed(p, embedding=np.zeros((7, 8, 1), "f4")), "shape"),
    "missing": (lambda p: changed(p, embedding=None), "has no embedding"),
    "no meta": (lambda p: changed(p, meta=None), "has no meta"),
    "integers": (lambda p: changed(p, embedding=np.zeros((7, 8), "i4")), "holds int32"),
    "halves": (lambda p: changed(p, embedding=np.zeros((7, 8), "f2")), "holds float16"),
    "objects": (lambda p: changed(p, embedding=np.full((7, 8), None)), "object|damaged"),
    "NaN": (lambda p: changed(p, embedding=np.full((7, 8), np.nan, "f4")), "not finite"),
    "too large for float32": (
        lambda p: changed(p, embedding=np.full((7, 8), 1e300)),
        "not finite",
    ),
    "a text": (lambda p: p.write_text("model"), "no .npz"),
    "empty": (lambda p: p.write_bytes(b""), "no .npz"),
    "cut off": (lambda p: p.write_bytes(p.read_bytes()[:-200]), "no .npz"),
    "cut off inside": (lambda p: cut_member(p, "embedding"), "cut off|damaged"),
    "declared huge": (lambda p: declare(p, "embedding", (10**9, 10**9)), "shape"),
    "meta huge": (lambda p: changed(p, meta=np.zeros(1 << 20, "u1")), "at most"),
    "meta declared huge": (lambda p: declare(p, "meta", (10**15,), "|u1"), "at most"),
    "meta declared negative": (lambda p: declare(p, "meta", (-5,), "|u1"), "damaged"),
    "header no expression": (lambda p: header(p, "embedding", "if x:\n  a\n b"), "damaged"),
    "header no literal": (lambda p: header(p, "embedding", "{[]: 1}"), "damaged"),
    "a bomb": (lambda p: bomb(p, "embedding"), "cut off or too long"),
    "damaged byte": (damage, "damaged"),
    "meta no JSON": (lambda p: changed(p, meta=np.frombuffer(b"{", "u1")), "description"),
    "meta no object": (lambda p: changed(p, meta=np.frombuffer(b"[]", "u1")), "no object"),
    "meta deep": (lambda p: changed(p, meta=np.frombuffer(b"[" * 60000, "u1")), "description"),
    "meta no UTF-8": (lambda p: changed(p, meta=np.frombuffer(b"\xff", "u1")), "description"),
    "future format": (lambda p: changed(p, meta=meta(format=2)), "format 2"),
    "another kind": (lambda p: changed(p, meta=meta(kind="tree")), "kind 'tree'"),
    "no spec": (lambda p: changed(p, meta=meta(spec=None)), "spec is no object"),
    "spec empty": (lambda p: changed(p, meta=meta(spec={})), "spec lacks"),
    "spec with more": (lambda p: changed(p, meta=spec_meta(cmd="rm")), "no cmd"),
    "width 0": (lambda p: changed(p, meta=spec_meta(d_model=0)), "d_model 0"),
    "width huge": (lambda p: changed(p, meta=spec_meta(d_model=10**30)), "d_model"),
    "width true": (lambda p: changed(p, meta=spec_meta(d_model=True)), "d_model True"),
    "width a half": (lambda p: changed(p, meta=spec_meta(d_model=8.5)), "d_model 8.5"),
    "all huge": (
        lambda p: changed(p, meta=spec_meta(d_model=4096, n_words=1 << 20)),
        "at most",
    ),
    "heads that do not divide": (lambda p: changed(p, meta=spec_meta(n_kv_heads=3)), "divide"),
    "variant unknown": (lambda p: changed(p, meta=spec_meta(variant="mla")), "variant 'mla'"),
    "variant a list": (lambda p: changed(p, meta=spec_meta(variant=["self"])), "variant"),
    "mask unknown": (lambda p: changed(p, meta=spec_meta(mask="x")), "mask 'x'"),
    "mask a list": (lambda p: changed(p, meta=spec_meta(mask=["none"])), "mask"),
    "features outside": (lambda p: changed(p, meta=spec_meta(features=[0, 9])), "features"),
    "no answer": (lambda p: changed(p, meta=spec_meta(n_classes=0)), "neither classes"),
    "no W_O": (lambda p: changed(p, meta=spec_meta(output_projection=False)), "without W_O"),
    "figures NaN": (lambda p: changed(p, meta=meta(figures={"loss": float("nan")})), "NaN"),
    "figures a text": (lambda p: changed(p, meta=meta(figures={"loss": "low"})), "no number"),
    "figures huge": (lambda p: changed(p, meta=meta(figures={"loss": 10**400})), "description"),
    "seed a text": (lambda p: changed(p, meta=meta(seed="3")), "seed '3'"),
    "words a number": (lambda p: changed(p, meta=meta(words=3)), "words"),
    "task a number": (lambda p: changed(p, meta=meta(task=3)), "task 3"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_model_gives_one_clear_line(name: str, path: Path) -> None:
    spoil, why = HOSTILE[name]
    spoil(path)
    with pytest.raises(CheckpointError, match=why) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_pickle_is_not_run(path: Path, tmp_path: Path) -> None:
    class Runs:
        def __reduce__(self) -> Any:
            return open, (str(tmp_path / "ran"), "w")

    trap = np.empty((7, 8), object)
    trap[:] = Runs()
    stored = io.BytesIO()
    np.lib.format.write_array(stored, trap)
    rewrite(path, members(path) | {"embedding.npy": stored.getvalue(), "x": pickle.dumps(Runs())})
    with pytest.raises(CheckpointError):
        read(path)
    assert not (tmp_path / "ran").exists()


def test_a_missing_file_and_a_folder_are_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="No such file"):
        read(tmp_path / "none.npz")
    with pytest.raises(CheckpointError, match="directory"):
        read(tmp_path)


def test_numbers_in_any_layout_are_read(path: Path) -> None:
    before = read(path).parameters["embedding"]
    changed(path, embedding=np.asfortranarray(before.astype("f8")))
    np.testing.assert_array_equal(read(path).parameters["embedding"], before)


def test_reading_imports_nothing_of_the_training() -> None:
    code = (
        "import sys, pathlib; from core.lab.checkpoint import read\n"
        "try: read(pathlib.Path('none'))\n"
        "except ValueError: pass\n"
        "import core.lab.spec_check\n"
        "print(*(n for n in sys.modules if n.startswith(('core.lab', 'core.gradients'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {
        *("core.lab", "core.lab.archive", "core.lab.checkpoint"),
        *("core.lab.spec", "core.lab.spec_check"),
    }


def test_a_length_below_zero_unpacks_nothing(path: Path) -> None:
    declare(path, "meta", (-5,), "|u1")
    contents = members(path)
    contents["meta.npy"] += bytes(64 << 20)
    rewrite(path, contents, zipfile.ZIP_DEFLATED)
    tracemalloc.start()
    try:
        with pytest.raises(CheckpointError, match="damaged"):
            read_about(path)
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()
