"""The numbers of a step as CSV and NPZ, with their labels, every digit kept."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.numerics import FloatArray
from core.scenario import Scenario
from core.sources import written_source
from core.trace import Axis, Grid, Step
from gui.widgets.series_spec import SeriesSpec
from gui.widgets.specs import (
    BarsSpec,
    CurveSpec,
    MatrixSpec,
    MosaicSpec,
    PlaneSpec,
    RowBarsSpec,
    Spec,
)

Shown: TypeAlias = (
    MatrixSpec | MosaicSpec | PlaneSpec | BarsSpec | CurveSpec | SeriesSpec | RowBarsSpec
)
"""What a panel shows that has numbers."""

# Excel takes a CSV file for UTF-8, and shows Chinese, only if it begins with this mark.
CSV_ENCODING = "utf-8-sig"


@dataclass(frozen=True, eq=False)
class Table:
    """Numbers with labels on all three axes.

    Attributes
    ----------
    name : of the grid or plot, and of its file.
    values : [slices, rows, cols], in the precision of the run.
    slices, rows, cols : the labels.
    headings : what the slices and the rows are, in English.
    """

    name: str
    values: FloatArray
    slices: tuple[str, ...]
    rows: tuple[str, ...]
    cols: tuple[str, ...]
    headings: tuple[str, str] = ("head", "row")


def tables_of(step: Step, specs: Sequence[Spec]) -> tuple[Table, ...]:
    """Return every grid of a step, then the plots of a panel that are no grids."""
    tables = {grid.name: grid_table(grid) for grid in step.grids}
    for spec in specs:
        if isinstance(spec, Shown) and not isinstance(spec, (MatrixSpec, MosaicSpec)):
            tables.setdefault(spec.key, plot_table(spec))
    return tuple(tables.values())


def plot_table(spec: Shown) -> Table:
    """Return the numbers behind one plot; of a heatmap its whole grid, every head."""
    if isinstance(spec, (MatrixSpec, MosaicSpec)):
        return grid_table(spec.grid)
    if isinstance(spec, PlaneSpec):
        owners = [points.name for points in spec.sets for _ in points.labels]
        labels = [label for points in spec.sets for label in points.labels]
        rows = tuple(f"{owner} {label}" for owner, label in zip(owners, labels, strict=True))
        values = np.concatenate([np.reshape(points.points, (-1, 2)) for points in spec.sets])
        return Table(spec.key, values[None], ("1",), rows, (spec.x_label, spec.y_label))
    if isinstance(spec, CurveSpec):
        names = tuple(
            curve.name or f"{number}" for number, curve in enumerate(spec.curves, start=1)
        )
        values = np.stack([curve.y for curve in spec.curves])  # [n_curves, n]
        places = tuple(f"{place:g}" for place in spec.x)
        return Table(spec.key, values[None], ("1",), names, places)
    if isinstance(spec, SeriesSpec):
        return _series_table(spec)
    if isinstance(spec, RowBarsSpec):
        columns = [spec.values] if spec.marks is None else [spec.values, spec.marks]
        titles = (spec.heading, f"{spec.heading} ◆")[: len(columns)]
        return Table(spec.key, np.stack(columns, axis=1)[None], ("1",), spec.labels, titles)
    values = np.vstack([spec.parts, spec.totals])  # [n_parts, n_bars] -> [n_parts + 1, n_bars]
    return Table(spec.key, values[None], ("1",), (*spec.labels, "Σ"), spec.bar_labels)


def _series_table(spec: SeriesSpec) -> Table:
    """Return the means, the ends of their intervals and every seed, a row each."""
    names: list[str] = []
    rows: list[FloatArray] = []
    for number, series in enumerate(spec.series, start=1):
        if series.x is not None:  # what is expected elsewhere
            continue
        name = series.name or f"{number}"
        parts = [("", series.mean), (" low", series.low), (" high", series.high)]
        parts += [(f" {label}", row) for label, row in zip(series.labels, series.each, strict=True)]
        names += [name + part for part, values in parts if values is not None]
        rows += [values for _, values in parts if values is not None]
    values = np.stack(rows) if rows else np.zeros((0, len(spec.x)))  # [n_rows, n]
    named = dict(spec.ticks)
    places = tuple(named.get(place, f"{place:g}") for place in spec.x)
    return Table(spec.key, values[None], ("1",), tuple(names), places)


def grid_table(grid: Grid) -> Table:
    """Return a grid of the trace."""
    return Table(
        name=grid.name,
        values=grid.values,
        slices=grid.heads.labels if grid.heads is not None else ("1",),
        rows=_labels(grid.rows, grid.values.shape[1]),
        cols=_labels(grid.cols, grid.values.shape[2], grid.name),
        headings=(_heading(grid.heads, "head"), _heading(grid.rows, "row")),
    )


def csv_bytes(table: Table) -> bytes:
    """Return a table as CSV: a line of column labels, then one line a row of every slice.

    RFC 4180 in UTF-8 with a byte-order mark; each number is the shortest that reads back as
    the same float, in the precision of the run.
    """
    buffer = io.BytesIO()
    text = io.TextIOWrapper(buffer, encoding=CSV_ENCODING, newline="")
    writer = csv.writer(text)
    writer.writerows(_lines(table))
    text.flush()
    return buffer.getvalue()


def tab_separated(table: Table) -> str:
    """Return a table as a spreadsheet takes it from the clipboard."""
    return "".join("\t".join(line) + "\n" for line in _lines(table))


def npz_bytes(tables: Iterable[Table], scenario: Scenario) -> bytes:
    """Return tables as one NPZ file without pickles.

    It holds, for a table called ``scores``: ``scores`` [slices, rows, cols], its labels
    ``scores.slices``, ``scores.rows`` and ``scores.cols`` [n] as text, and, for all, ``scenario``
    as JSON; ``json.loads(str(file["scenario"]))`` reads it.
    """
    arrays: dict[str, NDArray[Any]] = {"scenario": np.array(scenario_json(scenario))}
    for table in tables:
        arrays[table.name] = np.ascontiguousarray(table.values)
        for axis, labels in (("slices", table.slices), ("rows", table.rows), ("cols", table.cols)):
            arrays[f"{table.name}.{axis}"] = np.array(labels, dtype=np.str_)
    buffer = io.BytesIO()
    # Numbers this random do not shrink; packing them would take most of the time.
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, array, allow_pickle=False)
    return buffer.getvalue()


def scenario_json(scenario: Scenario) -> str:
    """Return what was run as JSON: every field by its name."""
    fields: Mapping[str, Any] = asdict(scenario) | {"weights": written_source(scenario.weights)}
    return json.dumps(fields, ensure_ascii=True)


def _lines(table: Table) -> Iterator[tuple[str, ...]]:
    """Yield the line of column labels, then one line a row of every slice."""
    yield (*table.headings, *table.cols)
    for label, matrix in zip(table.slices, table.values, strict=True):
        for row_label, row in zip(table.rows, matrix, strict=True):
            yield (label, row_label, *row.astype(str).tolist())


def _labels(axis: Axis, count: int, alone: str = "1") -> tuple[str, ...]:
    """Return an axis's labels; ``alone`` for one entry that has no name."""
    if count == 1 and not "".join(axis.labels):
        return (alone,)
    return axis.labels


def _heading(axis: Axis | None, otherwise: str) -> str:
    """Return what an axis counts, in English whatever the window's language: files are data."""
    return axis.title if axis is not None and axis.title else otherwise
