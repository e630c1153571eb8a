"""Keys, values and contexts of one head in a plane, and how far outside the keys they reach."""

from __future__ import annotations

from core.geometry import convex_hull, principal_plane
from core.numerics import FloatArray
from core.outside import INSIDE, Outside
from core.trace import Role, Trace
from gui.follow import serving_head
from gui.i18n import translate
from gui.state import Cell
from gui.widgets.numbers import format_short
from gui.widgets.spec_builders import numbered, symbol_of
from gui.widgets.specs import NoteSpec, PlaneSpec, PointSet, RowBarsSpec, Spec


def geometry_specs(trace: Trace, head: int, outside: Outside | None) -> tuple[Spec, ...]:
    """Return the plane of both hulls and, where keys and contexts share a space, the distances."""
    resolved = trace.resolved
    if not (resolved.n_q and resolved.n_k):
        return (NoteSpec("empty", translate("geometry", "No tokens, no geometry."), 0, 0),)
    together = resolved.d_head == resolved.d_value
    plane = _plane(trace, head, ("key", "value") if together else ("value",), outside)
    if not together:
        text = translate(
            "geometry",
            "A key has {key} features and a context row {value}: no hull of keys holds it.",
        ).format(key=resolved.d_head, value=resolved.d_value)
        return (plane, NoteSpec("two_spaces", text, 0, 1))
    if outside is None:
        text = translate("geometry", "Keys or contexts are not finite: no distances.")
        return (plane, NoteSpec("not_finite", text, 0, 1))
    return (plane, _distances(trace, head, outside))


def _plane(trace: Trace, head: int, roles: tuple[Role, ...], outside: Outside | None) -> PlaneSpec:
    grids = {role: trace.grid(_grid_of(trace, role)) for role in roles}
    slices = {role: serving_head(grids[role], trace.resolved, head) for role in roles}
    context = trace.grid("context")
    rows = [grids[role].values[slices[role]] for role in roles]
    plane = principal_plane(*rows, context.values[head])
    sets = [
        _hull(trace, role, slices[role], head, points)
        for role, points in zip(roles, plane.points, strict=False)
    ]
    sets.append(
        PointSet(
            name=translate("geometry", "context rows"),
            points=plane.points[-1],
            labels=numbered(context.rows.labels),
            role=None,
            grid="context",
            head=head,
            symbol="x",
        )
    )
    first, second = (format(100 * part, ".0f") for part in plane.explained)
    axis = translate("geometry", "axis {number} of {of}: {percent} % of the variance")
    short = translate("geometry", "axis {number}: {percent} %")
    return PlaneSpec(
        key="hulls",
        sets=tuple(sets),
        row=0,
        col=0,
        heading=_claim(outside),
        x_label=axis.format(number=1, of=context.values.shape[2], percent=first),
        y_label=short.format(number=2, percent=second),
    )


def _hull(trace: Trace, role: Role, which: int, head: int, points: FloatArray) -> PointSet:
    grid = trace.grid(_grid_of(trace, role))
    name = symbol_of(trace, grid.name, head)
    words = {
        "key": translate("geometry", "keys {symbol} and their hull"),
        "value": translate("geometry", "values {symbol} and their hull"),
    }
    return PointSet(
        name=words[role].format(symbol=name),
        points=points,
        labels=numbered(grid.rows.labels),
        role=role,
        grid=grid.name,
        head=which,
        hull=tuple(int(corner) for corner in convex_hull(points)),
    )


def _grid_of(trace: Trace, role: Role) -> str:
    """Return the grid of keys or values; of turned keys the one that a tied value would be."""
    return trace.resolved.tied_grid if role == "key" else role


def _claim(outside: Outside | None) -> str:
    """Return how many context rows lie outside the keys' hull."""
    if outside is None:
        return translate("geometry", "Values and context rows on their principal axes")
    count = round(outside.fraction * len(outside.cells))
    return translate("geometry", "{count} of {all} context rows lie outside the keys’ hull").format(
        count=count, all=len(outside.cells)
    )


def _distances(trace: Trace, head: int, outside: Outside) -> RowBarsSpec:
    """Return each context row's distance from the hull of the keys, in units of their spread."""
    labels = numbered(trace.resolved.query_tokens)
    relative = outside.relative
    farthest = float(relative.max(initial=0.0))
    heading = translate("geometry", "Outside the keys’ hull: up to {farthest} spreads").format(
        farthest=_distance_text(farthest)
    )
    if farthest <= INSIDE:
        heading = translate("geometry", "All inside the keys’ hull")
    return RowBarsSpec(
        key="outside",
        values=relative,
        labels=tuple(labels[row] for _, row in outside.cells),
        texts=tuple(_distance_text(float(value)) for value in relative),
        row=0,
        col=1,
        heading=heading,
        axis_label=translate("geometry", "distance ÷ spread of the keys, linear"),
        full=1.0,
        cells=tuple(Cell("context", head, row, 0) for _, row in outside.cells),
    )


def _distance_text(value: float) -> str:
    return "0" if value <= INSIDE else format_short(value, 2)
