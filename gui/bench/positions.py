"""What rotary positions do to the values of one head."""

from __future__ import annotations

import numpy as np

from core.heads import head_obstacle, head_of
from core.trace import Grid, Role, Trace
from core.turned import Turned, stand_in_error, turnable, turned, turning_obstacle
from gui.bench.grids import OWN, features, own_grid, tokens
from gui.i18n import render, translate
from gui.state import Cell
from gui.widgets.amounts import amount
from gui.widgets.numbers import format_short
from gui.widgets.spec_builders import shared_levels
from gui.widgets.specs import MatrixSpec, NoteSpec, RowBarsSpec, Spec


def positions_specs(trace: Trace, head: int, *, contexts: bool = True) -> tuple[Spec, ...]:
    """Return K, V and the context as they were made, below as turned, and what W_O can undo.

    Parameters
    ----------
    contexts : whether there is room for the context's maps.
    """
    trace, head = _shown(trace, head)
    obstacle = turning_obstacle(trace, head)
    if obstacle is not None:
        return (NoteSpec("not_turned", render(obstacle), 0, 0),)
    found = turned(trace, head)
    rows, queries = tokens(trace.resolved.key_tokens, "key"), trace.resolved.query_tokens
    tied = trace.resolved.same_map
    key_roles: tuple[Role, ...] = ("key", "value") if tied else ("key",)
    value_roles: tuple[Role, ...] = ("key", "value") if tied else ("value",)
    keys, values = features(trace.resolved.d_head), features(trace.resolved.d_value)
    grids = [
        own_grid("key", found.key, rows, keys, key_roles),
        own_grid("value", found.value, rows, values, value_roles),
        own_grid("turned_key", found.turned_key, rows, keys, key_roles),
        own_grid("turned_value", found.turned_value, rows, values, value_roles),
    ]
    mixed = [
        own_grid(name, context, tokens(queries, "query"), values)
        for name, context in (("clean_context", found.clean), ("turned_context", found.mixed))
    ]
    levels, own = shared_levels((g, 0) for g in grids), shared_levels((g, 0) for g in mixed)
    words = _headings()
    two = trace.resolved.two_texts
    specs: list[Spec] = [
        _map(grid, heading, (number // 2, number % 2), levels, labels=number % 2 == 0)
        for number, (grid, heading) in enumerate(zip(grids, words, strict=False))
    ]
    specs += [
        _map(grid, words[4 + row], (row, 2), own, labels=two)
        for row, grid in enumerate(mixed if contexts else ())
    ]
    return (*specs, _residuals(trace, head, found))


def facts(trace: Trace, head: int) -> tuple[str, ...]:
    """Return how far the values move when they are turned too, and whose they are."""
    own = trace
    trace, head = _shown(trace, head)
    if turning_obstacle(trace, head) is not None:
        return ()
    text = translate(
        "positions", "Turning K only leaves V as it is; turning V too moves it by up to {moved}."
    )
    found = text.format(moved=format_short(turned(trace, head).moved))
    if trace is own:
        return (found,)
    instead = translate(
        "positions",
        "The model's heads have {width} features, and turning takes pairs: shown are heads of "
        "{other} with random vectors (seed {seed}), for “{text}”.",
    )
    told = instead.format(
        width=own.resolved.d_head,
        other=trace.resolved.d_head,
        seed=trace.scenario.seed,
        text=trace.scenario.text,
    )
    return (told, found)


def _shown(trace: Trace, head: int) -> tuple[Trace, int]:
    """Return the run and the head that are shown for a head of a run."""
    shown = turnable(trace)
    return shown, min(head, shown.resolved.n_heads - 1)


def _headings() -> tuple[str, ...]:
    """Return captions: K and V as made, both as turned, the context of either V."""
    return (
        translate("positions", "K"),
        translate("positions", "V clean"),
        translate("positions", "K turned"),
        translate("positions", "V turned"),
        translate("positions", "C of clean V"),
        translate("positions", "C of turned V"),
    )


def _map(
    grid: Grid, heading: str, at: tuple[int, int], levels: tuple[float, float], *, labels: bool
) -> MatrixSpec:
    row, col = at
    return MatrixSpec(
        key=grid.name.removeprefix(OWN),
        grid=grid,
        head=0,
        row=row,
        col=col,
        heading=heading,
        levels=levels,
        row_labels=labels,
        col_labels=row == 0,
        colorbar=col > 0 and row == 0,
        fitted=True,
    )


def _residuals(trace: Trace, head: int, found: Turned) -> Spec:
    """Return what the best matrix leaves of the clean context, or why that says nothing."""
    values, labels, texts = _measured(trace, head, found)
    return RowBarsSpec(
        key="left_by_w_o",
        values=np.array(values, dtype=np.float64),
        labels=labels,
        texts=texts,
        row=0,
        col=3,
        heading=translate("positions", "Left by the best W_O"),
        unit="fraction",
        axis_label=translate("positions", "part of clean C, linear"),
        full=1.0,
        starts=(3,) if len(values) > 3 else (),
        cells=tuple(Cell(f"{OWN}residual", 0, row, 0) for row in range(len(values))),
    )


def _measured(
    trace: Trace, head: int, found: Turned
) -> tuple[list[float], tuple[str, ...], tuple[str, ...]]:
    """Return residuals, what each is of, and how it is written."""
    labels = [
        translate("positions", "only K turned"),
        translate("positions", "K and V turned"),
        translate("positions", "… turned back"),
    ]
    if found.residuals is None:
        few = translate("positions", "{rows} rows, {features} features: any matrix fits").format(
            rows=len(found.clean), features=found.clean.shape[1]
        )
        values, texts = [float("nan")] * 3, [few] * 3
    else:
        values = list(found.residuals)
        texts = [amount(value, "fraction") for value in values]
    if head_obstacle(trace) is None:
        values.append(stand_in_error(head_of(trace, head)))
        texts.append(amount(values[-1], "fraction"))
        labels.append(translate("positions", "W_V from W_K"))
    return values, tuple(labels), tuple(texts)
