"""Back through the projections of a run: from query, key and value to matrices and sources.

Every gradient keeps the name of the role through which it came, so that a matrix that is tied
shows its parts.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.gradients.ledger import Ledger
from core.gradients.maps import (
    concatenate_gradients,
    join_heads_gradient,
    project_heads_gradients,
    rotate_gradient,
    solve_gradients,
    sum_to,
)
from core.numerics import FloatArray
from core.routes import route_of, width_of
from core.slim import by_heads, recovering_matrix, side_by_side
from core.trace import Role
from core.variants import Route

Parts = Mapping[str, FloatArray]


def back_through_projections(ledger: Ledger) -> None:
    """Hand the gradients of query, key and value back to the matrices and to the sources.

    Where routes are equal, value and query *are* an array of keys: what they receive goes to the
    keys, under their own names. What a variant makes keys of, or values of keys, comes after them.
    """
    resolved = ledger.computed.resolved
    _query(ledger)
    if resolved.make_key.source == "value":
        _key(ledger)
        _value(ledger)
    else:
        _value(ledger)
        if resolved.make_value.source == "joined_key":
            _recovery(ledger)
        _key(ledger)
    if resolved.variant.latent is not None:
        _back_along(ledger, resolved.variant.latent, ledger.onward_parts("latent"))


def _query(ledger: Ledger) -> None:
    """Hand back what queries received."""
    resolved = ledger.computed.resolved
    onward: Parts = {"query": ledger.onward("query")}
    tied = resolved.make_query == resolved.make_key
    if tied and not (resolved.rotary and "query_unrotated" in ledger.computed.edited):
        ledger.receive("key", "query", onward["query"])
        return
    if resolved.rotary:
        _turn_back(ledger, "query", onward)
        onward = {"query": ledger.onward("query_unrotated")}
    if tied:
        ledger.receive("key_unrotated", "query", onward["query"])
    else:
        _back_along(ledger, resolved.make_query, onward)


def _value(ledger: Ledger) -> None:
    """Hand back what values received."""
    resolved = ledger.computed.resolved
    if resolved.same_map:
        ledger.receive(resolved.tied_grid, "value", ledger.onward("value"))
    else:
        _back_along(ledger, route_of(resolved, "value"), ledger.onward_parts("value"))


def _key(ledger: Ledger) -> None:
    """Hand back what keys received."""
    resolved = ledger.computed.resolved
    grid = "key"
    if resolved.rotary:
        _turn_back(ledger, "key", ledger.onward_parts("key"))
        grid = "key_unrotated"
    _back_along(ledger, resolved.make_key, ledger.onward_parts(grid))


def _turn_back(ledger: Ledger, role: Role, parts: Parts) -> None:
    """Hand gradients [heads, n, d_head] back through the turn by the positions."""
    first = ledger.computed.resolved.turned_from
    for use, gradient in parts.items():
        turned = gradient.copy()
        turned[..., first:] = rotate_gradient(gradient[..., first:], np.arange(gradient.shape[1]))
        ledger.receive(f"{role}_unrotated", use, turned)


def _recovery(ledger: Ledger) -> None:
    """Hand back what slim attention makes values of: joined keys, and W_K⁻¹ W_V."""
    resolved = ledger.computed.resolved
    grid = "key_unrotated" if resolved.rotary else "key"
    for use, gradient in ledger.onward_parts("joined_key").items():
        ledger.receive(grid, use, join_heads_gradient(gradient[0], resolved.n_kv_heads))
    for parameter in resolved.parameters:
        if parameter.solved is None:
            continue
        names = [resolved.variant.parameter(name).grid for name in parameter.solved]
        # As it was solved: the slope is that of the solution, not of what was edited into it.
        solution = recovering_matrix(*map(ledger.array, names))
        found = solve_gradients(
            side_by_side(ledger.array(names[0])),
            side_by_side(solution),
            side_by_side(ledger.onward(parameter.grid)),
        )
        for name, gradient in zip(names, (found.matrix, found.target), strict=True):
            weight = ledger.array(name)
            ledger.receive(name, "value", by_heads(gradient, weight.shape[0], weight.dtype))


def _back_along(ledger: Ledger, route: Route, parts: Parts) -> None:
    """Hand gradients [heads, n, width], by role, back along one route."""
    resolved, arrays = ledger.computed.resolved, ledger.computed.arrays
    widths = tuple(width_of(resolved, arrays, part) for part in route.parts)
    for role, gradient in parts.items():
        pieces = concatenate_gradients(gradient, widths)
        for part, piece in zip(route.parts, pieces, strict=True):
            _back_along_part(ledger, part, role, piece)


def _back_along_part(ledger: Ledger, route: Route, role: str, gradient: FloatArray) -> None:
    """Hand one gradient back along one part, which may have served more heads than it has."""
    source = ledger.array(route.source)
    if route.parameter is None:
        whole = np.zeros((len(gradient), *source.shape[1:]), gradient.dtype)
        whole[..., : gradient.shape[-1]] = gradient
        ledger.receive(route.source, role, sum_to(whole, source.shape))
        return
    grid = ledger.computed.resolved.variant.parameter(route.parameter).grid
    weight = ledger.array(grid)
    turned = weight.swapaxes(-1, -2) if route.transposed else weight
    mine = sum_to(gradient, (len(weight), *gradient.shape[1:]))
    found = project_heads_gradients(source[0], turned, mine)
    d_weight = found.weight.swapaxes(-1, -2) if route.transposed else found.weight
    ledger.receive(grid, role, np.ascontiguousarray(d_weight))
    ledger.receive(route.source, role, found.x)
