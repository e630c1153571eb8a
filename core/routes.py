"""Routes followed back: what vectors are made from in the end, and through which matrices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from core.numerics import FloatArray
from core.resolve import Resolved
from core.trace import Role
from core.variants import Parameter, Route, SourceName

_ROLES: tuple[Role, ...] = ("query", "key", "value")


def route_of(resolved: Resolved, role: Role) -> Route:
    """Return how queries, keys or values are made."""
    routes: Mapping[Role, Route] = {
        "query": resolved.make_query,
        "key": resolved.make_key,
        "value": resolved.make_value,
    }
    return routes[role]


def roles_of(resolved: Resolved, route: Route) -> tuple[Role, ...]:
    """Return which of query, key and value are made on a route: they wear each other's colours."""
    return tuple(role for role in _ROLES if route_of(resolved, role) == route)


def roles_of_matrix(resolved: Resolved, parameter: Parameter) -> tuple[Role, ...]:
    """Return which of query, key and value a matrix has a part in."""
    routes = {role: route_of(resolved, role) for role in _ROLES}
    if parameter.solved is not None or not any(
        parameter.name in matrices(resolved, route) for route in routes.values()
    ):
        return parameter.roles  # a matrix made of others, or one that others are made of
    own = {role: _own(resolved, route) for role, route in routes.items()}
    return tuple(role for role, names in own.items() if parameter.name in names)


def _own(resolved: Resolved, route: Route) -> tuple[str, ...]:
    """Return the matrices on a route but for those that only lead to the keys it is made from."""
    if route.source == "joined_key":
        return () if route.parameter is None else (route.parameter,)
    return matrices(resolved, route)


def routed(resolved: Resolved) -> Iterator[tuple[str, Route]]:
    """Yield the grids that are made along routes, each with its route; tied ones are others' own.

    Where rotary positions turn them, it is queries and keys before their turn.
    """
    turned = "_unrotated" if resolved.rotary else ""
    if resolved.make_query != resolved.make_key:
        yield f"query{turned}", resolved.make_query
    yield f"key{turned}", resolved.make_key
    if not resolved.same_map:
        yield "value", resolved.make_value
    if resolved.variant.latent is not None:
        yield "latent", resolved.variant.latent


def width_of(resolved: Resolved, arrays: Mapping[str, FloatArray], part: Route) -> int:
    """Return the number of features that one part of a route makes."""
    if part.parameter is None:
        width = int(arrays[part.source].shape[-1])
        return width // 2 if part.columns == "first_half" else width
    shape = arrays[resolved.variant.parameter(part.parameter).grid].shape
    return int(shape[-2] if part.transposed else shape[-1])


def before(resolved: Resolved, source: SourceName) -> Route | None:
    """Return how vectors that a route starts from are made themselves; None for inputs."""
    made: Mapping[SourceName, Route | None] = {
        "latent": resolved.variant.latent,
        "value": resolved.make_value,
        "joined_key": resolved.make_key,
    }
    return made.get(source)


def steps(resolved: Resolved, route: Route) -> tuple[Route, ...]:
    """Return every part that a route passes through, from the inputs on, each once."""
    passed: dict[Route, None] = {}
    for part in route.parts:
        earlier = before(resolved, part.source)
        if earlier is not None:
            passed |= dict.fromkeys(steps(resolved, earlier))
        passed[part] = None
    return tuple(passed)


def matrices(resolved: Resolved, route: Route) -> tuple[str, ...]:
    """Return the names of the matrices on a route, from the inputs on."""
    names = (step.parameter for step in steps(resolved, route))
    return tuple(dict.fromkeys(name for name in names if name is not None))


def origin(resolved: Resolved, route: Route) -> SourceName:
    """Return the inputs that a route starts from in the end; its parts all start from one."""
    return steps(resolved, route)[0].source


def whole_map(
    resolved: Resolved, arrays: Mapping[str, FloatArray], route: Route
) -> FloatArray | None:
    """Return the one matrix that a route amounts to: [heads, d_model, width]; None for none.

    Parameters
    ----------
    resolved : the sizes and routes.
    arrays : the matrices by grid, edited cells included.
    route : a route of the same run.
    """
    parts = [_part_map(resolved, arrays, part) for part in route.parts]
    maps = [part for part in parts if part is not None]
    if len(maps) < len(parts):  # only a bare route is none, and it stands alone
        return None
    heads = max(len(part) for part in maps)
    wide = [np.broadcast_to(part, (heads, *part.shape[1:])) for part in maps]
    return wide[0] if len(wide) == 1 else np.concatenate(wide, axis=-1)


def _part_map(
    resolved: Resolved, arrays: Mapping[str, FloatArray], part: Route
) -> FloatArray | None:
    """Return the matrix of one part, from the inputs on."""
    earlier = before(resolved, part.source)
    start = None if earlier is None else whole_map(resolved, arrays, earlier)
    if start is not None and part.source == "joined_key":
        heads, d_model, width = start.shape
        start = start.swapaxes(0, 1).reshape(1, d_model, heads * width)
    if start is not None and part.columns == "first_half":
        start = start[..., : start.shape[-1] // 2]
    if part.parameter is None:
        return start
    weight = arrays[resolved.variant.parameter(part.parameter).grid]
    weight = weight.swapaxes(-1, -2) if part.transposed else weight
    if start is None:
        return weight
    with np.errstate(all="ignore"):
        product: FloatArray = start @ weight  # [1, d_model, m] @ [heads, m, width]
    return product
