"""How queries, keys and values are made, laid out as products: X at the left, matrices above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.trace import Role, Trace
from core.variants import Route
from gui.i18n import translate
from gui.widgets.spec_builders import matrix, numbered, shared_levels, sign, symbol
from gui.widgets.specs import NoteSpec, Spec

# A page's columns: a source stands left of all that is made from it.
QUERY_SOURCE, QUERY, KEY_SOURCE, KEY, EQUALS, VALUE = range(6)
COLUMNS: Mapping[Role, int] = MappingProxyType({"query": QUERY, "key": KEY, "value": VALUE})
ROLES: tuple[Role, ...] = ("query", "key", "value")
MATRICES, ROWS = 0, 1


@dataclass(frozen=True, slots=True)
class Making:
    """How one of queries, keys and values is made; ``like`` made the same way before it."""

    role: Role
    route: Route
    like: Role | None


def makings(trace: Trace) -> tuple[Making, ...]:
    """Return how queries, keys and values are made, in this order."""
    resolved = trace.resolved
    routes = (resolved.make_query, resolved.make_key, resolved.make_value)
    made: list[Making] = []
    for role, route in zip(ROLES, routes, strict=True):
        like = next((other.role for other in made if other.route == route), None)
        made.append(Making(role, route, like))
    return tuple(made)


def map_specs(trace: Trace, head: int) -> tuple[Spec, ...]:
    """Return the page: row i of X and column f of W_Q meet in Q[i, f], and so for K and V.

    Where there is no matrix, or no second one, words stand in its place.
    """
    made = makings(trace)
    sources = _sources(made)
    names = [*dict.fromkeys(sources.values()), *ROLES]
    levels = shared_levels((trace.grid(name), None) for name in names)
    specs: list[Spec] = [
        matrix(trace, name, row=ROWS, col=col, levels=levels) for col, name in sources.items()
    ]
    for making in made:
        col = COLUMNS[making.role]
        specs.append(
            matrix(
                trace,
                making.role,
                row=ROWS,
                col=col,
                head=head,
                heading=numbered(trace, making.role, head),
                levels=levels,
                row_labels=_first_of_its_tokens(making, sources),
                colorbar=making.role == "value",
            )
        )
    if made[2].like == "key":
        specs.append(sign("=", row=ROWS, col=EQUALS))
    return (*specs, *_above(trace, made, head))


def _sources(made: tuple[Making, ...]) -> dict[int, str]:
    """Return which vectors stand in which column; those that no matrix is applied to are left out.

    They would only repeat the queries, keys or values that they are.
    """
    sources: dict[int, str] = {}
    for making in made:
        name = making.route.source
        if making.route.parameter is None or name in sources.values():
            continue
        sources[QUERY_SOURCE if making.role == "query" else KEY_SOURCE] = name
    return sources


def _first_of_its_tokens(making: Making, sources: Mapping[int, str]) -> bool:
    """Whether nothing at the left of a map names its rows yet."""
    labelled = making.route.source in sources.values() or making.role == "value"
    return not labelled and (making.role == "query" or making.route.source != "x")


def _above(trace: Trace, made: tuple[Making, ...], head: int) -> tuple[Spec, ...]:
    """Return what stands above queries, keys and values: a matrix, or words where there is none."""
    parameters = {
        making.role: trace.resolved.variant.parameter(making.route.parameter).grid
        for making in made
        if making.route.parameter is not None and making.like is None
    }
    levels = shared_levels((trace.grid(name), None) for name in parameters.values())
    labelled = next(iter(parameters), None)
    last = next(reversed(parameters), None)
    specs: list[Spec] = []
    for making in made:
        col = COLUMNS[making.role]
        if making.role not in parameters:
            specs.append(NoteSpec(f"no_matrix_{making.role}", _words(trace, making), MATRICES, col))
            continue
        name = parameters[making.role]
        turned = "ᵀ" if making.route.transposed else ""
        specs.append(
            matrix(
                trace,
                name,
                row=MATRICES,
                col=col,
                head=head,
                heading=symbol(trace.grid(name)) + turned,
                levels=levels,
                transposed=making.route.transposed,
                row_labels=making.role == labelled,
                colorbar=making.role == last,
            )
        )
    return tuple(specs)


def _words(trace: Trace, making: Making) -> str:
    """Say why no matrix stands above a map."""
    made = symbol(trace.grid(making.role))
    if making.route.parameter is not None and making.like is not None:
        return translate("projections", "the same matrix: {made} = {like}").format(
            made=made, like=symbol(trace.grid(making.like))
        )
    return translate("projections", "no matrix: {made} = {source}").format(
        made=made, source=symbol(trace.grid(making.route.source))
    )
