"""Numbers from files: what is written is read again; what is hostile gets one line."""

from __future__ import annotations

import io
import pickle
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import session
from core.faults import InputError
from core.imported import TARGET, TEXT, array_of, given_of, with_given
from core.number_files import read_sheets, sheets_of
from core.pipeline import run
from core.scenario import Edit, Imported, Scenario
from core.session import Session
from core.sheet import fitted
from core.variants import VARIANTS
from gui.tables import csv_bytes, grid_table, npz_bytes, tab_separated

BASE = Scenario(text="the cat sat on the mat", variant="gqa", n_heads=4, n_kv_heads=2)


def npy(array: np.ndarray, **options: bool) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, **options)
    return buffer.getvalue()


def npz(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)
    return buffer.getvalue()


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", ["embedding", "w_q", "w_k", "w_o"])
def test_what_is_exported_is_imported_to_the_last_bit(name: str, dtype: str) -> None:
    trace = run(replace(BASE, dtype=dtype))
    grid = trace.grid(name)
    table = grid_table(grid)
    for content, suffix in (
        (csv_bytes(table), ".csv"),
        (tab_separated(table).encode(), ".tsv"),
        (npz_bytes((table,), trace.scenario), ".npz"),
        (npy(grid.values), ".npy"),
    ):
        (sheet,) = sheets_of(content, suffix, name)
        assert np.array_equal(sheet.values.astype(dtype), grid.values), suffix
        if suffix != ".npy":
            assert sheet.labels == grid.rows.labels


def test_a_run_on_imported_numbers_is_the_run_they_came_from() -> None:
    """Every matrix and the embeddings of one seed, imported into another: the same output."""
    there = run(BASE)
    here = replace(BASE, seed=99, text="something else", d_model=8, n_heads=2, n_kv_heads=None)
    here = replace(here, n_heads=4, n_kv_heads=2)
    scenario = with_given(
        here, given_of(TEXT, there.grid("embedding").values, there.resolved.key_tokens)
    )
    for parameter in there.resolved.parameters:
        values = there.grid(parameter.grid).values
        scenario = with_given(scenario, given_of(parameter.name, values))
    assert scenario.validate() == ()
    assert scenario.text == BASE.text
    trace = run(scenario)
    for step in there.steps:
        for grid in step.grids:
            assert np.array_equal(trace.grid(grid.name).values, grid.values), grid.name
    assert session.read(session.write(Session(scenario))).scenario == scenario


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_runs_on_imported_embeddings(variant: str) -> None:
    rng = np.random.default_rng(3)
    scenario = Scenario(variant=variant, d_model=16)
    for name, tokens in ((TEXT, ("new york", "##ing", "the", "the")), (TARGET, ("a", "b c"))):
        values = rng.normal(size=(1, len(tokens), 16))
        scenario = with_given(scenario, given_of(name, values, tokens))
    assert scenario.validate() == ()
    trace = run(scenario)
    assert trace.resolved.key_tokens == ("new york", "##ing", "the", "the")
    name = "source_embedding" if trace.resolved.two_texts else "embedding"
    assert np.array_equal(trace.grid(name).values, array_of(scenario.weights.given[0]))
    cell = trace.explain(name, 0, 1, 2)
    assert cell.value == trace.grid(name).values[0, 1, 2]


def test_an_edited_text_takes_its_tokens_vectors_from_the_table() -> None:
    values = np.arange(12.0).reshape(1, 3, 4)
    scenario = with_given(
        Scenario(n_heads=2), given_of(TEXT, values, ("cat", "dog", "sat"), "vectors.csv")
    )
    trace = run(replace(scenario, text="sat cat bird"))
    rows = trace.grid("embedding").values[0]
    assert np.array_equal(rows[:2], values[0, [2, 0]])
    drawn = run(Scenario(n_heads=2, d_model=4, text="sat cat bird")).grid("embedding").values[0]
    assert np.array_equal(rows[2], drawn[2])
    notes = " ".join(note.english() for note in trace["inputs"].notes)
    assert "vectors.csv" in notes
    assert "2 of 3 tokens" in notes


def test_edits_lie_over_imported_numbers() -> None:
    values = np.ones((2, 16, 4))
    scenario = with_given(BASE, given_of("W_K", values))
    trace = run(replace(scenario, edits=(Edit("w_k", 1, 2, 3, 7.0),)))
    assert trace.grid("w_k").values[1, 2, 3] == 7.0
    assert trace.explain("w_k", 1, 2, 3).was.value == 1.0


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"d_model": 32}, "d_model: the imported embeddings have width 16"),
        ({"n_heads": 2, "n_kv_heads": 1}, "W_K is 2 × 16 × 4, and not 16 × 8"),
    ],
)
def test_sizes_that_do_not_fit_are_refused(change: dict[str, int], expected: str) -> None:
    scenario = with_given(BASE, given_of("W_K", np.ones((2, 16, 4))))
    scenario = with_given(scenario, given_of(TEXT, np.ones((1, 2, 16)), ("a", "b")))
    found = replace(scenario, **change).validate()
    assert any(expected in f"{problem.field}: {problem.english()}" for problem in found)


def test_a_variant_without_the_matrix_leaves_it_aside() -> None:
    scenario = with_given(Scenario(), given_of("W_V", np.ones((4, 16, 4))))
    assert replace(scenario, variant="k_eq_v").validate() == ()
    assert replace(scenario, variant="bahdanau").validate() == ()


@pytest.mark.parametrize(
    ("text", "shape", "labels"),
    [
        ("1,2,3\n4,5,6\n", (1, 2, 3), ()),
        ("1;2\n3;4\n", (1, 2, 2), ()),
        ("1\t2\n", (1, 1, 2), ()),
        ("7\n8\n9\n", (1, 3, 1), ()),
        ("cat,1,2\ndog,3,4\n", (1, 2, 2), ("cat", "dog")),
        ("token,a,b\n1,1,2\n2,3,4\n", (1, 2, 2), ("1", "2")),
        (",a,b\ncat,1,2\n", (1, 1, 2), ("cat",)),
        ("a,b\ncat,1,2\ndog,3,4\n", (1, 2, 2), ("cat", "dog")),
        ("x,y\n1,2\n\n3,4\n", (1, 2, 2), ()),
        ('"a, b",1e-3,-2.5E+2\r\n"c ""d""",0,1\r\n', (1, 2, 2), ("a, b", 'c "d"')),
        ("head,row,1,2\n1,a,1,2\n1,b,3,4\n2,a,5,6\n2,b,7,8\n", (2, 2, 2), ("a", "b")),
        ("\ufeff猫,1\n狗,2\n", (1, 2, 1), ("猫", "狗")),
    ],
)
def test_tables_are_read_as_people_write_them(
    text: str, shape: tuple[int, ...], labels: tuple[str, ...]
) -> None:
    (sheet,) = sheets_of(text.encode(), ".tsv" if "\t" in text else ".csv", "x")
    assert sheet.values.shape == shape
    assert sheet.labels == labels


class Bomb:
    def __reduce__(self) -> tuple[object, ...]:
        return (pytest.fail, ("a pickle was obeyed",))


def header(shape: tuple[int, ...], descr: str = "<f8") -> bytes:
    """An NPY header that says what it likes, with no data behind."""
    text = f"{{'descr': {descr!r}, 'fortran_order': False, 'shape': {shape!r}, }}".encode()
    text += b" " * (-(len(text) + 11) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text


@pytest.mark.parametrize(
    ("content", "suffix", "expected"),
    [
        (b"", ".csv", "no table"),
        (b"\xff\xfe1", ".csv", "byte 1 is no UTF-8"),
        (b"a,b\n", ".csv", "no table"),
        (b"head\n1\n", ".csv", "no table"),
        (b"head,row\n1,a\n1,b\n", ".csv", "no table"),
        (b"1,2\n3\n", ".csv", "row 2 has 1 columns"),
        (b"1,2\n3,x\n", ".csv", "row 2, column 2 holds 'x'"),
        (b"1,2\n3,\n", ".csv", "row 2, column 2 holds ''"),
        (b"1,nan\n", ".csv", "column 2 holds nan; use finite"),
        (b"1,2\n-inf,4\n", ".csv", "row 2, column 1 holds -inf"),
        (b"1,1e999\n", ".csv", "use finite"),
        (b"head,row,1\n1,a,1\n1,b,2\n2,a,3\n", ".csv", "same number of rows"),
        (b'"' + b"x" * 200_000, ".csv", "damaged"),
        (b"", ".npy", "damaged"),
        (npy(np.array([Bomb()], object), allow_pickle=True), ".npy", "not numbers"),
        (npy(np.array([1 + 2j])), ".npy", "not numbers"),
        (npy(np.array([True])), ".npy", "not numbers"),
        (npy(np.array(["a"])), ".npy", "no table"),
        (npy(np.zeros((0, 4))), ".npy", "no table"),
        (npy(np.zeros((1, 1, 1, 1))), ".npy", "no table"),
        (npy(np.array([[1.0, np.nan]])), ".npy", "row 1, column 2 holds nan"),
        (npy(np.ones(9))[:-1], ".npy", "too large|damaged"),
        (header((10**9, 10**9)), ".npy", "too large"),
        (header((2**62, 4)), ".npy", "too large"),
        (header((-1, 4)), ".npy", "damaged|no table|too large"),
        (header((3,), "|O"), ".npy", "not numbers"),
        (header((3,), "|V0"), ".npy", "not numbers"),
        (b"\x93NUMPY\x01\x00\x40\x00" + b"(" * 64, ".npy", "damaged"),
        (b"\x93NUMPY\x03\x00\x04\x00\x00\x00()()", ".npy", "damaged"),
        (pickle.dumps(Bomb()), ".npy", "damaged"),
        (b"PK\x03\x04", ".npz", "damaged"),
        (npz(), ".npz", "no table"),
        (npz(a=pickle.dumps(Bomb())), ".npz", "a: it is damaged"),
        (npz(a=npy(np.array([None]), allow_pickle=True)), ".npz", "a: it holds"),
        (npz(a=npy(np.array([[np.inf]]))), ".npz", "a: head 1, row 1, column 1 holds inf"),
        (npz(a=header((10**6, 10**6))), ".npz", "a: its shape"),
        (npz(a=header((10**7,)) + bytes(80_000_000)), ".npz", "too large"),
        (b"MZ", ".exe", "use one of .csv, .tsv, .npy, .npz"),
    ],
)
def test_a_hostile_file_is_refused_in_one_line(content: bytes, suffix: str, expected: str) -> None:
    with pytest.raises(InputError, match=expected) as caught:
        sheets_of(content, suffix, "x")
    line = caught.value.english()
    assert "\n" not in line
    assert len(line) < 300


def test_an_archive_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.npz"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.npy", "w", force_zip64=True) as member,
    ):
        member.write(header((3 * 10**8,)))
        for _ in range(300):
            member.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(InputError, match="unpack to"):
        read_sheets(path)


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(npz(a=npy(np.ones((50, 50)))))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10**9).to_bytes(4, "little")
    with pytest.raises(InputError):
        sheets_of(bytes(content), ".npz", "x")


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    content = npz(**{"../../outside": npy(np.ones((2, 2)))})
    (sheet,) = sheets_of(content, ".npz", "x")
    assert sheet.name == "../../outside"  # a name, and no more: nothing is written
    assert sorted(tmp_path.iterdir()) == [tmp_path / "home"]


def test_masked_scores_beside_what_is_wanted_do_not_matter() -> None:
    content = npz(a=npy(np.array([[-np.inf]])), w=npy(np.eye(2)))
    assert [sheet.name for sheet in sheets_of(content, ".npz", "x")] == ["w"]


def test_heads_side_by_side_are_cut_apart() -> None:
    """As PyTorch and many checkpoints keep them: x @ W gives the heads one after another."""
    rng = np.random.default_rng(1)
    wide, x = rng.normal(size=(16, 12)), rng.normal(size=(5, 16))
    (sheet,) = sheets_of(npy(wide), ".npy", "w")
    cut = fitted(sheet, (3, 16, 4))
    assert cut is not None
    joined = (x @ cut.values).swapaxes(0, 1).reshape(5, 12)
    assert np.allclose(joined, x @ wide)
    assert fitted(sheet, (4, 16, 4)) is None


@given(st.binary(max_size=300), st.sampled_from([".csv", ".tsv", ".npy", ".npz"]))
@settings(max_examples=150, deadline=None)
def test_whatever_the_bytes_are_they_are_read_or_refused(content: bytes, suffix: str) -> None:
    prefix = {".npy": b"\x93NUMPY\x01\x00", ".npz": b"PK\x03\x04"}.get(suffix, b"")
    for data in (content, prefix + content):
        try:
            sheets = sheets_of(data, suffix, "x")
        except InputError:
            continue
        assert all(np.isfinite(sheet.values).all() for sheet in sheets)


def test_a_session_refuses_numbers_that_are_none() -> None:
    good = with_given(Scenario(), given_of("W_Q", np.full((4, 16, 4), 1.25)))
    text = session.write(Session(good)).decode()
    for old, new, expected in (
        ('"W_Q"', '"W_X"', "no second place for numbers called W_X"),
        ("1.25", "1e999", "use a list of heads"),
        ("1.25", '"1"', "use a list of heads"),
        ('"kind": "imported"', '"kind": "imported", "given": 3, "x": 1', "twice"),
    ):
        with pytest.raises(InputError, match=expected):
            session.read(text.replace(old, new, 1).encode())
    assert isinstance(good.weights, Imported)
