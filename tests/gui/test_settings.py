"""Settings are remembered, and a damaged file is no reason not to start."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from core.objective import CopyToken
from core.scenario import Edit, Scenario
from gui.settings import Settings, load, read_scenario, save, stored, write_scenario


def test_what_is_saved_is_loaded() -> None:
    scenario = Scenario(variant="gqa", text="猫 sat “here”\n", n_heads=8, n_kv_heads=2, softcap=3.0)
    wanted = Settings(
        geometry=b"\x00\xffgeometry",
        columns=b"columns",
        theme="dark",
        language="zh_CN",
        scale=1.5,
        options=True,
        scenario=scenario,
        step="weights",
        variants={"tied": "q_eq_k", "traditional": "bahdanau"},
        loss=CopyToken(3, 1, "value"),
    )
    save(stored(), wanted)
    assert load(stored()) == wanted


def test_a_first_start_finds_nothing_and_says_so() -> None:
    assert load(stored()) == Settings()


def test_edits_are_kept() -> None:
    edited = Scenario(edits=(Edit("scores", 0, 0, 0, 0.1 + 0.2), Edit("mask", 0, 1, 1, 0.0)))
    assert read_scenario(write_scenario(edited)) == edited


def test_what_earlier_versions_kept_is_read() -> None:
    """They wrote neither the source of the weights nor the edits."""
    kept = '{"variant": "gqa", "text": "a b", "seed": 5, "n_kv_heads": null, "scaled": null}'
    assert read_scenario(kept) == Scenario(variant="gqa", text="a b", seed=5)


def test_a_very_large_scenario_is_kept_without_its_edits() -> None:
    edits = tuple(Edit("w_q", 0, row, 0, 1.0) for row in range(40_000))
    assert read_scenario(write_scenario(Scenario(seed=9, edits=edits))) == Scenario(seed=9)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "3",
        '"text"',
        '{"variant": "no such thing"}',
        '{"n_heads": "four"}',
        '{"n_heads": -1}',
        '{"text": null}',
        '{"d_model": 1e400}',
        '{"text": ""}',
        '{"seed": true}',
        '{"temperature": "NaN"}',
        '{"dtype": []}',
        "[" * 100_000,
    ],
)
def test_a_damaged_scenario_falls_back(text: str) -> None:
    assert read_scenario(text) is None


def test_what_a_newer_program_adds_is_passed_over() -> None:
    assert read_scenario('{"seed": 5, "from_the_future": 1}') == Scenario(seed=5)


@pytest.mark.parametrize("value", ["rubbish", "-1", "1e9", "nan", "", None, 7, [1, 2], b"\xff"])
@pytest.mark.parametrize(
    "key", ["geometry", "columns", "theme", "language", "scale", "options", "step", "variants"]
)
def test_any_damaged_value_falls_back_by_itself(key: str, value: object, tmp_path: Path) -> None:
    file = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    save(file, Settings(scenario=Scenario(seed=3)))
    file.setValue(key, value)
    loaded = load(file)
    assert loaded.scenario == Scenario(seed=3)
    assert loaded.scale > 0
    assert loaded.theme in (None, "light", "dark")


def test_a_file_of_bytes_is_no_reason_to_stop(tmp_path: Path) -> None:
    path = tmp_path / "s.ini"
    path.write_bytes(b"\x00\xff[General\n=\n\xfe scenario")
    assert load(QSettings(str(path), QSettings.Format.IniFormat)) == Settings()


def test_the_scenario_is_readable_by_others() -> None:
    assert json.loads(write_scenario(Scenario()))["variant"] == "self"
