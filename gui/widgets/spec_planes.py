"""The rows of Q, K and V as points: what is tied coincides."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.geometry import principal_plane
from core.trace import Role, Trace
from gui.follow import serving_head
from gui.i18n import translate
from gui.widgets.amounts import amount
from gui.widgets.spec_builders import numbered, symbol_of
from gui.widgets.specs import NoteSpec, PlaneSpec, PointSet, Spec

# Drawn in this order, each smaller than the one before: a value on its key is a dot in a ring.
DRAWN: tuple[Role, ...] = ("key", "value", "query")
SYMBOLS: Mapping[Role, str] = MappingProxyType({"key": "o", "value": "o", "query": "d"})


def plane_specs(trace: Trace, head: int) -> tuple[Spec, ...]:
    """Return one plane of all rows; keys and values of different widths share none.

    Then queries and keys, which are always as wide as each other, have one, and the values theirs.
    """
    if trace.resolved.d_head == trace.resolved.d_value:
        return (_plane(trace, head, DRAWN, "rows", 0),)
    text = translate(
        "projections",
        "A key has {key} features and a value {value}: no plane holds both.",
    ).format(key=trace.resolved.d_head, value=trace.resolved.d_value)
    return (
        _plane(trace, head, ("key", "query"), "rows", 0),
        NoteSpec("two_planes", text, 0, 1),
        _plane(trace, head, ("value",), "value_rows", 2),
    )


def _plane(trace: Trace, head: int, roles: tuple[Role, ...], key: str, col: int) -> PlaneSpec:
    """Return the plane of the principal axes of the rows of some of Q, K and V together."""
    slices = {role: serving_head(trace.grid(role), trace.resolved, head) for role in roles}
    plane = principal_plane(*(trace.grid(role).values[slices[role]] for role in roles))
    sets = tuple(
        PointSet(
            name=symbol_of(trace, role, head),
            points=points,
            labels=numbered(trace.grid(role).rows.labels),
            role=role,
            grid=role,
            head=slices[role],
            symbol=SYMBOLS[role],
        )
        for role, points in zip(roles, plane.points, strict=True)
    )
    first, second = plane.explained
    return PlaneSpec(
        key=key,
        sets=sets,
        row=0,
        col=col,
        heading=translate(
            "projections", "Rows on their principal axes: {part} of the variance"
        ).format(part=amount(first + second, "fraction")),
        x_label=translate("projections", "axis 1: {part} of the variance").format(
            part=amount(first, "fraction")
        ),
        y_label=translate("projections", "axis 2: {part}").format(part=amount(second, "fraction")),
    )
