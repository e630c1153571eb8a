"""The figures of a lesson are computed by a closed language, and by nothing else."""

from __future__ import annotations

import contextlib
import math
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.lessons.expressions import evaluate, number, parse, write_number, written
from core.lessons.figure_error import FigureError
from core.lessons.figures import NAMES, LiveFigures
from core.lessons.functions import FUNCTIONS
from core.pipeline import run
from core.scenario import Edit, Scenario
from core.trace import Trace

TEXT = "the cat sat on the mat"


def live(**fields) -> LiveFigures:
    return LiveFigures(run(Scenario(**({"text": TEXT} | fields))))


@pytest.fixture(scope="module")
def figures() -> LiveFigures:
    return live()


@lru_cache
def small() -> Trace:
    return run(Scenario(text=TEXT))


def value(text: str, figures: LiveFigures):
    return evaluate(parse(text), figures)


def test_cells_are_those_of_the_trace(figures: LiveFigures) -> None:
    weights = figures.trace.grid("weights").values
    assert value('cell("weights", "sat", "on", 2)', figures) == weights[1, 2, 3]
    assert value('cell("weights", 3, 4, 2)', figures) == weights[1, 2, 3]
    assert value('row_max("weights", "sat")', figures) == weights[0, 2].max()
    assert value('best("weights", "sat")', figures) == TEXT.split()[weights[0, 2].argmax()]
    assert value('row_sum("weights", 1)', figures) == pytest.approx(1.0, abs=1e-12)


def test_a_token_that_stands_twice_is_the_first_and_numbers_reach_the_second(
    figures: LiveFigures,
) -> None:
    scores = figures.trace.grid("scores").values[0]
    assert value('cell("scores", "sat", "the")', figures) == scores[2, 0]
    assert value('cell("scores", "sat", 5)', figures) == scores[2, 4]


def test_a_figure_elsewhere_is_that_of_the_other_run(figures: LiveFigures) -> None:
    hot = live(temperature=4.0)
    assert value('when(row_max("weights", 1), temperature=4)', figures) == value(
        'row_max("weights", 1)', hot
    )
    assert value('when(max_kv_difference, variant="k_eq_v")', figures) == 0.0
    assert value("when(n_heads, n_heads=2, d_model=8)", figures) == 2


def test_tying_leaves_the_weights_and_moves_the_output(figures: LiveFigures) -> None:
    assert value('change("weights", "self", "k_eq_v")', figures) == 0.0
    assert value('change("output", "self", "k_eq_v") > 0', figures) == 1.0


def test_the_width_law_is_the_bench_s(figures: LiveFigures) -> None:
    assert value("law_width(4, 16)", figures) == 8
    assert value("law_error(4, 16, 8)", figures) == pytest.approx(0.0, abs=1e-9)
    assert number(parse("law_error(4, 16, 7)"), figures) > 0.01
    assert value("freedom_untied(8, 2) - freedom_tied(8, 2)", figures) == 2 * (8 - 2)


def test_an_edit_is_part_of_the_live_state() -> None:
    figures = live(edits=(Edit("weights", 0, 0, 0, 0.25),))
    assert value('cell("weights", 1, 1)', figures) == 0.25


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1 / 3:.2f", "0.33"),
        ("-1 / 3:.2f", "−0.33"),
        ("-0.0001:.2f", "0.00"),
        ("2 ** 10", "1024"),
        ("2 ** 20:,d", "1,048,576"),
        ("0.25:.0%", "25%"),
        ('"a" if 1 < 2 else "b"', "a"),
        ("not 0", "1"),
        ("1 < 2 < 3 and not 2 > 3", "1"),
        ("pi", "3.142"),
        ("-1e999:.2f", "−∞"),
    ],
)
def test_values_are_written_as_asked(text: str, shown: str, figures: LiveFigures) -> None:
    assert written(parse(text), figures) == shown


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "().__class__",
        "(1).real",
        "[1][0]",
        "lambda: 1",
        "x := 1",
        "open('a')",
        "sqrt(*[4])",
        "cell.__globals__",
        "f'{1}'",
        "1 if 2",
        "9 ** 9 ** 9",
        "1 / 0",
        "(-8) ** 0.5",
        "unknown_name",
        'cell("weights", 0, 1)',
        'cell("weights", 1.5, 1)',
        'cell("weights", "dog", 1)',
        'cell("no_grid", 1, 1)',
        "cell()",
        "sqrt(-1)",
        '"a" + 1',
        '1 < "a"',
        "when(1)",
        "when(1, no_field=2)",
        'when(1, variant="none")',
        'when(1, weights="x")',
        "when(n_heads, d_model=7)",
        "law_error(4, 100, 1)",
        'cited("2606.04032", "nobody")',
        "1 +" * 60 + "1",
        "1:{x}",
        "1:.2d",
        "1:>99999999",
        "\0",
        "1e999 - 1e999",
        "when(" * 20 + "1" + ", seed=1)" * 20,
    ],
)
def test_what_is_not_in_the_language_is_refused_in_one_line(
    text: str, figures: LiveFigures
) -> None:
    with pytest.raises(FigureError) as caught:
        written(parse(text), figures)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_figure_or_a_fault(text: str) -> None:
    with contextlib.suppress(FigureError):
        written(parse(text), LiveFigures(small()))


_WORDS = ["(", ")", ",", "1", "2.5", '"weights"', '"cat"', "+", "*", "**", "<", "when", "=", ":.2f"]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*_WORDS, *NAMES, *FUNCTIONS]), max_size=9))
def test_words_of_the_language_in_any_order_are_a_figure_or_a_fault(words: list[str]) -> None:
    with contextlib.suppress(FigureError):
        written(parse(" ".join(words)), LiveFigures(small()))


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_a_number_a_word_or_absent(name: str) -> None:
    for variant in ("self", "k_eq_v", "luong_general", "bahdanau", "mla", "gta"):
        try:
            found = value(name, live(variant=variant))
        except FigureError:
            continue
        assert isinstance(found, str) or math.isfinite(found)


def test_numbers_without_a_format_keep_four_digits() -> None:
    assert write_number(12.3456) == "12.35"
    assert write_number(3.0) == "3"
    assert write_number(-2.5) == "−2.5"
    assert write_number(float(np.float32(0.1))) == "0.1"


@pytest.mark.parametrize("text", ['spread("scores")', 'rank("scores")', "tie_difference(0.5)"])
def test_numbers_as_large_as_there_are_warn_nobody(text: str) -> None:
    huge = live(edits=(Edit("w_k", 0, 0, 0, -1e308),))
    with contextlib.suppress(FigureError):  # then there is no figure; a warning is an error here
        assert written(parse(text), huge)
