"""A session comes back as it was saved; what is wrong with a file is said in one line."""

from __future__ import annotations

import json
import os
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import session
from core.faults import InputError
from core.migrations import MIGRATIONS
from core.reading import inside, parse_json, read_limited
from core.scenario import Edit, Scenario
from core.session import FORMAT, LessonPlace, Session, scenario_from_dict, scenario_to_dict
from core.variants import VARIANTS
from core.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
OLD = sorted((ROOT / "tests" / "data" / "sessions").iterdir())

GQA = Scenario(
    variant="gqa",
    text="猫 sat on “the” mat",
    n_heads=8,
    n_kv_heads=2,
    d_model=32,
    softcap=3.0,
    mask="causal",
    edits=(Edit("w_q", 1, 2, 3, -0.5), Edit("mask", 0, 0, 1, 0.0)),
)
LUONG = Scenario(
    variant="luong_general",
    text="the cat sat",
    target="le chat",
    reading="memory",
    temperature=0.5,
    dtype="float32",
    split="characters",
)
SAVED = {"gqa": GQA, "luong_general": LUONG}


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.name)
def test_every_old_session_opens_as_it_was_saved(path: Path) -> None:
    wanted = SAVED[path.stem.partition("-")[2]]
    found = session.load(path)
    assert found.scenario == wanted
    if path.name.startswith("format2-"):
        assert (found.show, found.lesson) == ("heads", LessonPlace("03-self-attention", 6))
    if path.name < "format2":
        assert (found.show, found.lesson) == ("", None)


def test_a_file_of_every_format_is_kept() -> None:
    kept = {int(re.match(r"format(\d+)-", path.name)[1]) for path in OLD}
    assert kept == set(range(FORMAT + 1))


def test_every_format_but_the_present_has_a_migration() -> None:
    assert sorted(MIGRATIONS) == list(range(FORMAT))


def test_the_version_is_the_projects() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{VERSION}"' in project
    assert tuple(map(int, session.NEEDS.split("."))) <= tuple(map(int, VERSION.split(".")))


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_comes_back(variant: str) -> None:
    saved = Scenario(variant=variant, edits=(Edit("scores", 0, 0, 0, 0.1 + 0.2),))
    assert session.read(session.write(Session(saved))).scenario == saved


@given(
    text=st.text(max_size=50),
    seed=st.integers(0, 2**31 - 1),
    value=st.floats(allow_nan=False, allow_infinity=False),
    temperature=st.floats(1e-20, 1e20),
)
@settings(max_examples=60, deadline=None)
def test_any_text_and_any_number_come_back_to_the_last_bit(
    text: str, seed: int, value: float, temperature: float
) -> None:
    wanted = Scenario(
        text=f"a {text}", seed=seed, temperature=temperature, edits=(Edit("w_k", 0, 1, 1, value),)
    )
    assert session.read(session.write(Session(wanted))).scenario == wanted


def test_a_part_is_a_change_of_what_is_there() -> None:
    changed = scenario_from_dict({"variant": "k_eq_v", "seed": 3}, base=GQA)
    assert changed == replace(GQA, variant="k_eq_v", seed=3)


def test_every_field_of_the_scenario_is_written() -> None:
    assert set(scenario_to_dict(GQA)) == {field.name for field in fields(Scenario)}


def test_a_newer_file_is_refused_by_the_version_that_it_needs() -> None:
    newer = json.dumps({"format": FORMAT + 1, "needs": "7.2.0", "scenario": {"what": "ever"}})
    with pytest.raises(InputError, match=rf"this is {VERSION}.*needs QKV Explorer 7\.2\.0"):
        session.read(newer.encode())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "line 1, column 1 is no JSON"),
        (b"\x89PNG\r\n", "byte 1 is no UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"[1]", "it holds"),
        (b"{}", "no session"),
        (b'{"format": true, "scenario": {}}', "no session"),
        (b'{"format": -1}', "no session"),
        (b'{"format": 1}', "no session"),
        (b'{"format": 1, "scenario": {}, "rest": 1}', "'rest' is not known"),
        (b'{"format": 1, "scenario": []}', "scenario: it cannot be"),
        (b'{"format": 1, "scenario": {}, "view": 3}', "view: it cannot be 3"),
        (b'{"format": 2, "scenario": {}, "show": 3}', "show: it cannot be 3"),
        (b'{"format": 2, "scenario": {}, "lesson": 3}', "lesson: it cannot be 3"),
        (b'{"format": 2, "scenario": {}, "lesson": {}}', "lesson.folder: it cannot be ''"),
        (
            b'{"format": 2, "scenario": {}, "lesson": {"folder": "a", "step": -1}}',
            "lesson.step: it cannot be -1; use a number from 0",
        ),
        (b'{"format": 2, "scenario": {}, "lesson": {"folder": "a", "page": 1}}', "'page' is not"),
        (b'{"format": 1, "format": 2}', "'format' stands there twice"),
        (b'{"format": 1, "scenario": {"temperature": NaN}}', "NaN is no number"),
        (b'{"format": 1, "scenario": {"temperature": -Infinity}}', "-Infinity is no number"),
        (b'{"format": 1, "scenario": {"temperature": 1e999}}', "temperature: it cannot be inf"),
        (b'{"format": 1, "scenario": {"seed": 1.5}}', "seed: it cannot be 1.5; use a whole"),
        (b'{"format": 1, "scenario": {"seed": true}}', "seed: it cannot be True"),
        (b'{"format": 1, "scenario": {"seed": ' + b"9" * 5000 + b"}}", "too long"),
        (b'{"format": 1, "scenario": {"text": ""}}', "scenario.text: there is no text"),
        (b'{"format": 1, "scenario": {"n_heads": 5}}', "use 15 or 20"),
        (b'{"format": 1, "scenario": {"mask": "causa"}}', "use one of none, causal"),
        (b'{"format": 1, "scenario": {"edits": [{"grid": "w_q"}]}}', r"edits\[0\]: head is miss"),
        (b'{"format": 1, "scenario": {"edits": [7]}}', r"edits\[0\]: it cannot be 7"),
        (b'{"format": 1, "scenario": {"weights": {"kind": "pickle"}}}', "weights: it cannot be"),
        (b'{"format": 1, "scenario": {"d_model": 8192, "text": "a b"}, "view": []}', "view: it"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(content: bytes, expected: str) -> None:
    with pytest.raises(InputError, match=expected) as caught:
        session.read(content)
    line = caught.value.english()
    assert "\n" not in line
    assert len(line) < 400
    assert "; " in line  # what would be right follows


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda part: (
            st.lists(part, max_size=3)
            | st.dictionaries(
                st.sampled_from(["format", "scenario", "edits", "weights", "seed"]), part
            )
        ),
        max_leaves=8,
    ).map(lambda value: json.dumps(value).encode())
)
@settings(max_examples=200, deadline=None)
def test_whatever_is_in_a_file_it_is_read_or_refused(content: bytes) -> None:
    try:
        found = session.read(content)
    except InputError:
        return
    assert found.scenario.validate() == ()


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.qkv"
    with path.open("wb") as file:
        file.truncate(10**12)  # a sparse file: a terabyte of nothing
    with pytest.raises(InputError, match="it takes 1 TB; at most 64 MB are read"):
        session.load(path)


@pytest.mark.skipif(os.name == "nt", reason="pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.qkv"
    os.mkfifo(path)
    with pytest.raises(InputError, match="no ordinary file"):
        session.load(path)
    with pytest.raises(InputError, match=r"cannot be read|no ordinary file"):
        session.load(tmp_path)
    with pytest.raises(InputError, match="no ordinary file"):
        read_limited(Path("/dev/zero"), 10)


@pytest.mark.parametrize("name", ["a\nb.qkv", "nul\0.qkv", "x" * 5000, "missing.qkv"])
def test_any_name_of_a_file_gets_one_line(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        session.load(tmp_path / name)
    assert "\n" not in caught.value.english()


@pytest.mark.parametrize(
    "name",
    ["../x", "/etc/passwd", "a/../../x", "", ".", "a\0b", "C:\\x", "..\\x", "link/x", 7, None],
)
def test_no_name_leads_out_of_a_folder(name: object, tmp_path: Path) -> None:
    folder = tmp_path / "lesson"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(InputError, match="outside the folder"):
        inside(folder, name)
    assert inside(folder, "en.md") == folder.resolve() / "en.md"


def test_a_byte_order_mark_is_no_reason_to_refuse() -> None:
    assert parse_json(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    "model",
    [
        "~nosuchuser/x.npz",
        "/dev/zero.npz",
        "a" * 300,
        "a" * 5000,
        "x\ny.npz",
        "\ud800.npz",
        "\0",
        "",
    ],
)
def test_a_session_that_names_a_strange_model_is_refused(model: str) -> None:
    content = {"format": 1, "scenario": {"weights": {"kind": "trained", "model": model}}}
    with pytest.raises(InputError, match="model") as caught:
        session.read(json.dumps(content).encode())
    assert "\n" not in caught.value.english()
