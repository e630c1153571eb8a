"""A lesson's folder may hold anything: it is read whole, or there is one clear line."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.faults import InputError
from core.lessons.model import Choice, Task
from core.lessons.read import MOST_BYTES, read_lesson
from core.lessons.write import Kept, write_lesson
from core.scenario import Scenario
from tests.core.lessons.conftest import STEPS, TEXT, Maker


def line_of(folder: Path) -> str:
    """What is wrong with a lesson; "" for nothing."""
    try:
        read_lesson(folder)
    except InputError as error:
        return error.english()
    return ""


def fault_of(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_lesson(folder)
    line = caught.value.english()
    assert "\n" not in line
    assert len(line) < 600
    return line


def test_a_lesson_is_read_with_its_states_questions_and_texts(lesson: Maker) -> None:
    found = read_lesson(lesson())
    assert (found.minutes, len(found.steps)) == (10, 3)
    assert found.steps[2].place.scenario == Scenario(text="the cat sat", variant="k_eq_v")
    assert isinstance(found.steps[1].question, Choice)
    assert isinstance(found.steps[2].question, Task)
    assert found.text("zh_CN").title == "A small lesson"  # the only language there is
    assert found.text("en").summary == "In a line."


@pytest.mark.parametrize(
    ("outer", "words"),
    [
        ({"format": 2}, "format"),
        ({"minutes": "long"}, "minutes"),
        ({"minutes": True}, "minutes"),
        ({"steps": []}, "steps"),
        ({"steps": [{}] * 41}, "steps"),
        ({"steps": [3]}, "steps[0]"),
        ({"colour": "red"}, "'colour' is not known"),
        ({"scenario": {"text": ""}}, "scenario.text"),
        ({"scenario": {"d_model": 7}}, "scenario"),
        ({"scenario": {"text": "a " * 2000}}, "too large"),
    ],
)
def test_what_is_wrong_with_the_whole_is_said(
    lesson: Maker, outer: dict[str, Any], words: str
) -> None:
    assert words in fault_of(lesson(**outer))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"colour": 1}, "'colour' is not known"),
        ({"highlight": [{"grid": "scores", "row": "dog"}]}, "there is no dog"),
        ({"highlight": [{"grid": "nothing"}]}, "no grid nothing"),
        ({"highlight": [{"grid": "scores", "head": 9}]}, "no number 9"),
        ({"highlight": [{"grid": "scores", "row": 0}]}, "count from 1"),
        ({"may_change": ["weather"]}, "weather"),
        ({"scenario": {"variant": "nobody"}}, "nobody"),
        ({"view": [1]}, "view"),
        ({"question": {"kind": "essay"}}, "essay"),
        ({"question": {"kind": "choice", "right": ["1", "1"]}}, "2 options are right"),
        ({"question": {"kind": "number", "answer": "open('x')"}}, "open"),
        ({"question": {"kind": "number", "answer": '"word"'}}, "word"),
        ({"question": {"kind": "cell", "click": "scores", "of": "value"}}, "differ in shape"),
        ({"question": {"kind": "task", "done": "1"}}, "done before it begins"),
        (
            {"question": {"kind": "task", "done": "n_keys > 5", "solution": {"seed": 1}}},
            "does not do the task",
        ),
        ({"question": {"kind": "number", "answer": "n_keys"}}, "no text"),
        ({"reveal": {"scenario": {"seed": -1}}}, "seed"),
    ],
)
def test_what_is_wrong_with_a_step_is_said(
    lesson: Maker, change: dict[str, Any], words: str
) -> None:
    line = fault_of(lesson(steps=[STEPS[0] | change, *STEPS[1:]]))
    assert words in line


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("# A small lesson", "A small lesson", "title is missing"),
        ("## Third", "## Third\n\n## Fourth", "4 steps"),
        ("{n_keys}", "{n_kings}", "n_kings"),
        ("{n_keys}", "{n_keys:huge}", "huge"),
        ("@{sqrt(d_head):.2f}", "@{sqrt(d_head}", "sqrt(d_head"),
        ("- no\n", "", "1 lines stand where 2"),
        ("### why", "### because", "because"),
    ],
)
def test_what_is_wrong_with_a_text_is_said(lesson: Maker, old: str, new: str, words: str) -> None:
    assert words in fault_of(lesson(text=TEXT.replace(old, new, 1)))


def test_a_folder_without_a_lesson_is_none(tmp_path: Path) -> None:
    assert "lesson.json" in fault_of(tmp_path)
    assert fault_of(tmp_path / "nowhere")


def test_a_lesson_without_a_text_is_none(lesson: Maker) -> None:
    folder = lesson()
    (folder / "en.md").unlink()
    assert "en.md" in fault_of(folder)


def test_files_that_are_too_large_are_not_read(lesson: Maker) -> None:
    folder = lesson()
    (folder / "en.md").write_bytes(b"# x\n" + b"y" * MOST_BYTES)
    assert "at most" in fault_of(folder)


def test_texts_of_another_encoding_are_refused(lesson: Maker) -> None:
    folder = lesson()
    (folder / "en.md").write_bytes("# Künstlich\n".encode("latin-1"))
    assert "UTF-8" in fault_of(folder)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("name", ["lesson.json", "en.md"])
def test_a_link_out_of_the_folder_is_not_followed(lesson: Maker, tmp_path: Path, name: str) -> None:
    folder = lesson()
    outside = tmp_path / "outside"
    (folder / name).rename(outside)
    (folder / name).symlink_to(outside)
    assert "outside the folder" in fault_of(folder)


_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=12)
)
_ANYTHING = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["kind", "right", "grid", "row", "done", "answer", "step", "pin", "text"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
_PARTS = ["scenario", "view", "show", "highlight", "may_change", "question", "reveal"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.sampled_from(_PARTS), _ANYTHING, max_size=3))
def test_any_step_is_read_or_refused(lesson: Maker, change: dict[str, Any]) -> None:
    folder = lesson(steps=[STEPS[0] | change, *STEPS[1:]])
    assert "\n" not in line_of(folder)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=80), st.integers(0, 400), st.sampled_from(["lesson.json", "en.md"]))
def test_any_bytes_are_read_or_refused(lesson: Maker, junk: bytes, at: int, name: str) -> None:
    folder = lesson()
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[:at] + junk + data[at + len(junk) :])
    assert "\n" not in line_of(folder)


def test_what_was_recorded_is_a_lesson(tmp_path: Path) -> None:
    kept = [
        Kept(Scenario(), {"step": "scores"}),
        Kept(Scenario(variant="bahdanau", d_head=5), {"page": "compare"}, comparable=False),
        Kept(Scenario(seed=3), {"step": "projections"}, "difference"),
    ]
    folder = tmp_path / "new" / "lesson"
    write_lesson(folder, kept)
    found = read_lesson(folder)
    assert [step.place.scenario for step in found.steps] == [one.scenario for one in kept]
    assert [dict(step.place.view) for step in found.steps] == [dict(one.view) for one in kept]
    assert found.steps[2].place.show == "difference"
    assert set(found.texts) == {"en", "zh_CN"}


def test_recording_overwrites_no_lesson(lesson: Maker) -> None:
    folder = lesson()
    before = (folder / "lesson.json").read_bytes()
    with pytest.raises(InputError):
        write_lesson(folder, [Kept(Scenario())])
    assert (folder / "lesson.json").read_bytes() == before
    assert json.loads(before)["minutes"] == 10
