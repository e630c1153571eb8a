"""Numbers as files, read again by programs that did not write them."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from core.pipeline import run
from core.scenario import Scenario
from core.trace import Trace
from gui.tables import csv_bytes, grid_table, npz_bytes, tables_of


@pytest.fixture
def trace() -> Trace:
    return run(Scenario(text="the cat, the mat 在", mask="causal", dtype="float32"))


def test_csv_reads_back_as_the_very_numbers(trace: Trace) -> None:
    for step in trace.steps:
        for grid in step.grids:
            rows = list(csv.reader(io.StringIO(csv_bytes(grid_table(grid)).decode("utf-8-sig"))))
            numbers = np.array([row[2:] for row in rows[1:]], dtype=grid.values.dtype)
            assert np.array_equal(numbers.reshape(grid.values.shape), grid.values), grid.name


def test_csv_carries_its_labels(trace: Trace) -> None:
    table = csv_bytes(grid_table(trace.grid("masked"))).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    tokens = list(trace.resolved.key_tokens)
    assert rows[0] == ["heads", "query tokens", *tokens]
    assert [row[0] for row in rows[1:]] == [str(1 + i // len(tokens)) for i in range(len(rows) - 1)]
    assert [row[1] for row in rows[1 : len(tokens) + 1]] == tokens
    assert rows[1][3] == "-inf"


def test_csv_begins_as_spreadsheets_need_it(trace: Trace) -> None:
    assert csv_bytes(grid_table(trace.grid("scores"))).startswith(b"\xef\xbb\xbf")


def test_npz_holds_numbers_labels_and_scenario_without_pickles(trace: Trace) -> None:
    step = trace["scale_mask"]
    with np.load(
        io.BytesIO(npz_bytes(tables_of(step, ()), trace.scenario)), allow_pickle=False
    ) as file:
        for grid in step.grids:
            assert np.array_equal(file[grid.name], grid.values)
            assert file[grid.name].dtype == grid.values.dtype
            assert tuple(file[f"{grid.name}.rows"]) == grid.rows.labels
            assert tuple(file[f"{grid.name}.cols"]) == grid.cols.labels
        told = json.loads(str(file["scenario"]))
    assert told["text"] == "the cat, the mat 在"
    assert told["mask"] == "causal"


def test_the_tanh_layer_names_its_slices_by_their_queries(qapp: QApplication) -> None:
    tanh = run(Scenario(variant="bahdanau", target="le chat")).grid("tanh")
    assert grid_table(tanh).slices == ("le", "chat")
