"""The lens shows the arithmetic whole: what is hidden is counted, what is summed adds up."""

from __future__ import annotations

import math
import re

import pytest

from core.pipeline import run
from core.scenario import Edit, Scenario
from core.trace import Trace
from core.variants import VARIANTS
from gui.state import Cell
from gui.widgets.lens_table import Table, number, table
from gui.widgets.lens_title import next_words, spoken
from gui.widgets.spread_words import spread

TEXT = "the cat sat on the mat"


def value_of(text: str) -> float:
    return float(text.replace("−", "-").replace(",", ""))


def shown(trace: Trace, grid: str, head: int, row: int, col: int, most: int = 8) -> Table:
    return table(trace.explain(grid, head, row, col), most)


def test_a_score_is_its_products() -> None:
    trace = run(Scenario(text=TEXT, d_model=16, n_heads=2))
    made = shown(trace, "scores", 0, 2, 1)
    query, times, key, equals, product = made.columns
    assert (query.role, key.role) == ("query", "key")
    assert set(times.cells) == {"×"}
    assert set(equals.cells) == {"="}
    for q, k, p in zip(query.cells, key.cells, product.cells, strict=True):
        assert value_of(q) * value_of(k) == pytest.approx(value_of(p), abs=6e-3)
    assert value_of(made.total) == pytest.approx(trace.grid("scores").values[0, 2, 1], abs=5e-4)
    assert made.more == ""


@pytest.mark.parametrize("most", [4, 7, 31])
def test_what_is_hidden_is_counted_and_the_total_stays_right(most: int) -> None:
    trace = run(Scenario(text=TEXT, d_model=64, n_heads=2))
    explanation = trace.explain("scores", 1, 0, 3)
    made = table(explanation, most)
    assert made.n_rows == most
    count, together = re.fullmatch(r"… and (\d+) more, together (\S+)", made.more).groups()  # type: ignore[union-attr]
    assert int(count) + most == 32
    products = [value_of(cell) for cell in made.columns[-1].cells]
    assert math.fsum(products) + value_of(together) == pytest.approx(
        value_of(made.total), abs=1e-3 * (most + 2)
    )
    hidden = sorted(abs(term) for term in explanation.terms)[: 32 - most]
    assert min(abs(bar) for bar in made.bars) >= max(hidden)
    assert [abs(bar) for bar in made.bars] == sorted((abs(b) for b in made.bars), reverse=True)


def test_a_softmax_keeps_the_picked_row_even_when_it_is_small() -> None:
    trace = run(Scenario(text=" ".join(f"w{n}" for n in range(40)), n_heads=1))
    weights = trace.grid("weights").values[0, 5]
    smallest = int(weights.argmin())
    made = shown(trace, "weights", 0, 5, smallest, most=6)
    assert made.picked is not None
    assert made.columns[0].cells[made.picked] == f"w{smallest}"
    assert made.lines[-1].number == number(float(weights[smallest]))


def test_a_small_number_is_not_shown_as_zero() -> None:
    assert number(0.0) == "0.000"
    assert number(0.00012) == "1.2e−4"
    assert number(-0.25) == "−0.250"
    assert number(1.5, signed=True) == "+1.500"
    assert number(-math.inf) == "−∞"


def test_a_changed_cell_tells_what_the_arithmetic_gives() -> None:
    trace = run(Scenario(text=TEXT, edits=(Edit("scores", 0, 1, 1, 9.0),)))
    explanation = trace.explain("scores", 0, 1, 1)
    assert explanation.value == 9.0
    assert explanation.was is not None
    assert value_of(table(explanation.was, 8).total) != 9.0


def test_the_next_step_of_a_score_is_named_with_its_number() -> None:
    trace = run(Scenario(text=TEXT, n_heads=4, d_model=32))
    scaled = float(trace.grid("scaled").values[2, 3, 1])
    assert next_words(trace, Cell("scores", 2, 3, 1)) == f"next: ÷ √8 = {number(scaled)}"
    weight = float(trace.grid("weights").values[2, 3, 1])
    words = next_words(trace, Cell("masked", 2, 3, 1))
    assert words == f"next: softmax over the row = {number(weight)}"
    assert next_words(trace, Cell("output", 0, 0, 0)) == ""


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_cell_of_every_grid_has_a_name_and_a_table(variant: str) -> None:
    trace = run(Scenario(variant=variant, text=TEXT, mask="causal", softcap=5.0))
    for step in trace.steps:
        for grid in step.grids:
            heads, rows, cols = grid.values.shape
            cell = Cell(grid.name, heads - 1, rows - 1, cols - 1)
            made = shown(trace, grid.name, cell.head, cell.row, cell.col)
            assert len({len(column.cells) for column in made.columns}) <= 1
            assert len(made.bars) in (0, made.n_rows)
            assert "[" in spoken(grid, cell)
            next_words(trace, cell)


def test_headings_are_pushed_aside_and_stay_in_order() -> None:
    ends, widths = [40.0, 70.0, 110.0, 130.0, 160.0], [44.0, 26.0, 34.0, 8.0, 56.0]
    found = spread(ends, widths, 3.0, 180.0)
    lefts = [end - width for end, width in zip(found, widths, strict=True)]
    assert lefts[0] >= 0
    assert found[-1] <= 180.0
    assert all(left - end >= 3.0 for end, left in zip(found, lefts[1:], strict=False))


def test_headings_that_have_room_end_where_their_columns_do() -> None:
    assert spread([50.0, 120.0], [30.0, 40.0], 3.0, 200.0) == (50.0, 120.0)
    assert spread([], [], 3.0, 200.0) == ()
