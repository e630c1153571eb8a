"""The command line, as far as it can be told without Qt."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from core.objective import CopyToken, MakeLarger
from core.scenario import Edit, Scenario
from core.trace import ALL_STEP_KEYS
from gui.cli import parse
from gui.options import FORMATS, export_parser, languages, window_parser
from gui.state import Cell

ROOT = Path(__file__).resolve().parents[2]
EXPORT = ["export", "--out", "pictures"]


def refusal(argv: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What stands on stderr when a command is refused with status 2."""
    with pytest.raises(SystemExit) as left:
        parse(argv)
    assert left.value.code == 2
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    return error


def test_without_options_the_window_opens_as_it_was() -> None:
    options = parse([])
    assert options.command == "window"
    assert options.scenario is None
    assert options.step is options.theme is options.lang is options.head is None


@pytest.mark.parametrize("command", [[], EXPORT])
def test_every_field_of_the_scenario_has_an_option(command: list[str]) -> None:
    parser = export_parser("main.py") if command else window_parser("main.py")
    options = {action.dest for action in parser._actions}
    # The one source of weights there is needs no option.
    assert {field.name for field in fields(Scenario)} - {"weights"} <= options


@pytest.mark.parametrize("command", [[], EXPORT])
def test_options_reach_the_scenario(command: list[str]) -> None:
    options = parse(
        [
            *command,
            *("--variant", "gqa", "--text", "to be or not", "--target", "être", "--split"),
            *("characters", "--d-model", "24", "--heads", "6", "--kv-heads", "3", "--d-head", "5"),
            *("--mask", "causal_window", "--window", "4", "--padding", "1", "--no-scaled"),
            *("--temperature", "0.5", "--softcap", "30", "--positions", "none"),
            *("--no-output-projection", "--reading", "memory", "--seed", "11"),
            *("--dtype", "float32", "--edit", "w_q:1:3:2=-0.5"),
        ]
    )
    assert options.scenario == Scenario(
        variant="gqa",
        text="to be or not",
        target="être",
        split="characters",
        d_model=24,
        n_heads=6,
        n_kv_heads=3,
        d_head=5,
        mask="causal_window",
        window=4,
        padding=1,
        scaled=False,
        temperature=0.5,
        softcap=30.0,
        positions="none",
        output_projection=False,
        reading="memory",
        seed=11,
        dtype="float32",
        edits=(Edit("w_q", 0, 2, 1, -0.5),),
    )


def test_what_can_be_left_open_can_be_said_to_be_open() -> None:
    scenario = parse(["--kv-heads", "auto", "--d-head", "auto", "--softcap", "none"]).scenario
    assert scenario == Scenario()


def test_the_view_counts_from_one_outside_and_from_zero_inside() -> None:
    options = parse(
        ["--step", "weights", "--head", "2", "--pin", "scores:1:8:2", "--size", "900x700"]
    )
    assert options.step == "weights"
    assert options.head == 1
    assert options.pin == Cell("scores", 0, 7, 1)
    assert options.size == (900, 700)


def test_a_loss_is_one_word() -> None:
    assert parse(["--loss", "larger:8:3"]).loss == MakeLarger(7, 2)
    assert parse([*EXPORT, "--loss", "copy:2:1:value"]).loss == CopyToken(1, 0, "value")


def test_an_export_writes_everything_unless_told_otherwise() -> None:
    options = parse(EXPORT)
    assert options.command == "export"
    assert options.out == Path("pictures")
    assert options.scenario == Scenario()
    assert options.steps == ALL_STEP_KEYS
    assert options.formats == FORMATS
    assert options.dpi == 300


def test_lists_keep_the_order_of_the_steps() -> None:
    options = parse([*EXPORT, "--steps", "output, scores,output", "--formats", "pdf,png"])
    assert options.steps == ("scores", "output")
    assert options.formats == ("png", "pdf")
    assert parse([*EXPORT, "--steps", "all"]).steps == ALL_STEP_KEYS


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--variant", "luong"], "luong_dot"),
        (["--step", "softmax"], "scale_mask"),
        (["--lang", "xx"], "en"),
        (["--d-model", "wide"], "--d-model"),
        (["--d-model", "7", "--heads", "2"], "--d-model: width 7 does not divide into 2 heads"),
        (["--heads", "0"], "--heads"),
        (["--temperature", "0"], "--temperature"),
        (["--temperature", "nan"], "--temperature"),
        (["--softcap", "-1"], "--softcap"),
        (["--pin", "scores:1:2"], "scores:1:8:2"),
        (["--pin", "scores:0:2:3"], "counted from 1"),
        (["--head", "0"], "counted from 1"),
        (["--loss", "louder"], "copy:8:2:value"),
        (["--loss", "larger:0:1"], "larger:8:3"),
        (["--edit", "w_q:1:1:1"], "w_q:1:3:2=0.5"),
        (["--size", "10x10"], "200"),
        (["--font-scale", "nan"], "0.5 to 4"),
        (["--seed", "1.5"], "--seed"),
        (["--seeds", "1"], "--seeds"),
        (["exprot"], "exprot"),
        (["export"], "--out"),
        ([*EXPORT, "--steps", "inputs,softmax"], "unknown step 'softmax'"),
        ([*EXPORT, "--formats", "bmp"], "unknown format 'bmp'"),
        ([*EXPORT, "--formats", ","], "no format is named"),
        ([*EXPORT, "--dpi", "0"], "36 to 2400"),
        ([*EXPORT, "--dpi", "72.5"], "36 to 2400"),
    ],
)
def test_a_bad_option_is_refused_in_one_clear_line(
    argv: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refusal(argv, capsys)


def test_a_dash_in_a_language_is_as_good_as_an_underscore() -> None:
    for code in languages():
        assert parse(["--lang", code.replace("_", "-")]).lang == code


def test_bytes_that_are_no_text_do_not_get_in() -> None:
    scenario = parse(["--text", "caf\udce9 noir"]).scenario
    assert scenario is not None
    assert scenario.text == "caf\ufffd noir"


def test_help_loads_neither_qt_nor_numpy() -> None:
    code = (
        "import sys, gui.cli\n"
        "try: gui.cli.parse(['export', '--help'])\n"
        "except SystemExit as left: assert left.code == 0\n"
        "print('loaded', *(name for name in ('PySide6', 'numpy') if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.rstrip().endswith("loaded")
    assert "--steps" in done.stdout
