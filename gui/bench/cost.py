"""What every variant costs at one size, side by side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.cost_table import Cost, cost_problems, cost_table
from core.messages import Problem
from core.presets import PRESETS, Preset, Size, size_of
from core.trace import Trace
from core.variants import VARIANTS
from gui.bench.grids import OWN
from gui.i18n import render, translate
from gui.state import Bench, Cell
from gui.widgets.amounts import Unit, amount
from gui.widgets.specs import RowBarsSpec, Spec

OUTLIER, AXIS_END = 3.0, 2.0  # in units of the reference
REFERENCE = "self"
"""The variant that all others are compared with: neither tied nor grouped."""


def problems(bench: Bench) -> tuple[Problem, ...]:
    """Return what is wrong with the choices of this view."""
    return cost_problems(bench.depth, bench.context)


def preset(bench: Bench) -> Preset | None:
    """Return the published size that is chosen; None for the scenario's own."""
    return PRESETS.get(bench.preset)


def size(trace: Trace, bench: Bench) -> Size:
    """Return the sizes that are asked for, depth included."""
    chosen = preset(bench)
    found = chosen.size if chosen is not None else size_of(trace.scenario)
    return found if bench.depth is None else replace(found, n_layers=bench.depth)


def cost_specs(trace: Trace, bench: Bench) -> tuple[Spec, ...]:
    """Return four columns of bars: parameters, cache, operations at once and a token."""
    costs = cost_table(size(trace, bench), bench.context, bench.number_type)
    chosen = preset(bench)
    variant = chosen.variant if chosen is not None else trace.scenario.variant
    parts: tuple[tuple[str, str, Unit, list[int]], ...] = (
        (
            "cost_parameters",
            translate("cost", "Parameters"),
            "count",
            [cost.parameters for cost in costs],
        ),
        (
            "cost_cache",
            translate("cost", "KV cache"),
            "bytes",
            [cost.cache_bytes for cost in costs],
        ),
        (
            "cost_prefill",
            translate("cost", "Prefill operations"),
            "count",
            [cost.operations for cost in costs],
        ),
        (
            "cost_token",
            translate("cost", "Decode operations"),
            "count",
            [cost.operations_per_token for cost in costs],
        ),
    )
    return tuple(
        _bars(key, heading, unit, counts, costs, bench, variant, col)
        for col, (key, heading, unit, counts) in enumerate(parts)
    )


def _bars(
    key: str,
    heading: str,
    unit: Unit,
    counts: list[int],
    costs: tuple[Cost, ...],
    bench: Bench,
    variant: str,
    col: int,
) -> RowBarsSpec:
    """Return one column of bars; a variant that does not exist at the size says why, once."""
    keys = [cost.row.key for cost in costs]
    values = [
        float("nan") if cost.obstacle else float(count)
        for cost, count in zip(costs, counts, strict=True)
    ]
    known = dict(zip(keys, values, strict=True))
    texts = tuple(
        (render(cost.obstacle) if col == 0 else "") if cost.obstacle else amount(value, unit)
        for cost, value in zip(costs, values, strict=True)
    )
    scale = (
        translate("cost", "logarithmic axis")
        if bench.log_costs
        else translate("cost", "linear axis")
    )
    return RowBarsSpec(
        key=key,
        values=np.array(values),
        labels=tuple(translate("core", cost.row.label) for cost in costs),
        texts=texts,
        row=0,
        col=col,
        heading=heading,
        unit=unit,
        axis_label=scale,
        log=bench.log_costs,
        row_labels=col == 0,
        chosen=keys.index(variant) if variant in keys else None,
        reference=known.get(REFERENCE),
        most=None if bench.log_costs else _most(values, known.get(REFERENCE)),
        starts=_starts(keys),
        cells=tuple(Cell(f"{OWN}cost", 0, row, 0) for row in range(len(keys))),
        runs_over=col == 0,
    )


def _most(values: list[float], reference: float | None) -> float | None:
    """Return where a linear axis ends: one outlier must not make all others look alike."""
    if not reference or max(values) <= OUTLIER * reference:
        return None
    return AXIS_END * reference


def _starts(keys: list[str]) -> tuple[int, ...]:
    """Return where another mechanism begins; what VARIANTS does not know is a tie."""
    modes = [VARIANTS[key].mode if key in VARIANTS else "tied" for key in keys]
    return tuple(row for row in range(1, len(modes)) if modes[row] != modes[row - 1])


def described(trace: Trace, bench: Bench) -> str:
    """Return the sizes in a line, and where they are printed."""
    sizes, chosen = size(trace, bench), preset(bench)
    line = translate(
        "cost",
        "{name}: d = {d}, heads: {heads} of width {r}, key-value heads: {groups}, layers: "
        "{layers}; {context} tokens, {number_type}.",
    ).format(
        name=translate("cost", "This scenario") if chosen is None else chosen.name,
        d=sizes.d_model,
        heads=sizes.n_heads,
        r=sizes.d_head,
        groups=sizes.n_kv_heads,
        layers=sizes.n_layers,
        context=bench.context,
        number_type=bench.number_type,
    )
    if chosen is None:
        return line
    return translate("cost", "{line} Sizes: {source}.").format(line=line, source=chosen.source)
