"""Arrays to grids: each gets its title, its symbol, its axes and its colours."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from core.axes import axis, head_axis
from core.edits import RECURRENT
from core.formulas import coloured, joined_symbol, stage_symbol
from core.forward import Computed
from core.layouts import LAYOUTS, MATRIX_TITLES, SHARED_TITLES, Layout
from core.messages import QT_TRANSLATE_NOOP
from core.resolve import Resolved
from core.trace import Grid, Role
from core.variants import Parameter, Route

_PARAMETERS = frozenset((*RECURRENT, "v_a", "w_o"))
_LETTERS: Mapping[Role, str] = MappingProxyType({"query": "Q", "key": "K", "value": "V"})


def grids_of(step: str, computed: Computed) -> tuple[Grid, ...]:
    """Return the grids of one step, in the order in which a person meets them."""
    grids = [_grid(layout, computed) for layout in LAYOUTS[step] if layout.name in computed.arrays]
    if step != "projections":
        return tuple(grids)
    matrices = [
        _matrix(row, computed)
        for row in computed.resolved.parameters
        if row.grid not in _PARAMETERS
    ]
    return (*matrices, *grids)


def contributions_grid(computed: Computed, head: int, row: int) -> Grid:
    """Return what each key adds to a context row, w_ij v_j: a grid [1, n_k, d_value].

    Raises
    ------
    IndexError : there is no such head or query.
    """
    resolved = computed.resolved
    if not (0 <= head < resolved.n_heads and 0 <= row < resolved.n_q):
        raise IndexError(f"head {head}, query {row} lies outside the weights")
    weights = computed.arrays["weights"][head, row]  # [n_k]
    value = computed.arrays["value"][head // resolved.group]  # [n_k, d_value]
    with np.errstate(all="ignore"):
        # A weight of 0 silences its value, whatever stands there.
        products = np.where(weights[:, None] != 0, weights[:, None] * value, 0.0)
    products.setflags(write=False)
    roles = roles_of(resolved, resolved.make_value)
    return Grid(
        name="contributions",
        symbol=rf"A_{{ij}}\,{coloured('v_j', roles if 'query' not in roles else ('value',))}",
        title=QT_TRANSLATE_NOOP("core", "Contributions"),
        values=products[None].astype(value.dtype, copy=False),
        rows=axis("values", resolved, resolved.n_k),
        cols=axis("value", resolved, resolved.d_value),
        roles=roles,
    )


def roles_of(resolved: Resolved, route: Route) -> tuple[Role, ...]:
    """Return which of query, key and value are made on a route: they wear each other's colours."""
    return tuple(role for role in _LETTERS if _route(resolved, role) == route)


def _grid(layout: Layout, computed: Computed) -> Grid:
    """Return the grid that a layout describes."""
    name, resolved = layout.name, computed.resolved
    values = computed.arrays[name]
    symbol, roles = _symbol_and_roles(layout, resolved)
    return Grid(
        name=name,
        symbol=symbol,
        title=layout.title,
        values=values,
        rows=axis(layout.rows, resolved, values.shape[1]),
        cols=axis(layout.cols, resolved, values.shape[2]),
        kind=layout.kind,
        roles=roles,
        parameter=name in _PARAMETERS,
        edited=computed.edited.get(name, frozenset()),
        heads=head_axis(name, resolved, values.shape[0]),
    )


def _symbol_and_roles(layout: Layout, resolved: Resolved) -> tuple[str, tuple[Role, ...]]:
    """Return a grid's TeX and colours, as they depend on what is tied and in force."""
    name = layout.name
    if name in ("scaled", "capped"):
        return stage_symbol(name, resolved), layout.roles
    if name == "k_minus_v":
        letters = (_letter(resolved, "key"), _letter(resolved, "value"))
        return " - ".join(letters), layout.roles
    if name == "joined":
        return joined_symbol(resolved), layout.roles
    for role in _LETTERS:
        if name == role:
            return _letter(resolved, role), roles_of(resolved, _route(resolved, role))
    return layout.symbol, layout.roles


def _letter(resolved: Resolved, role: Role) -> str:
    """Return Q, K or V in its colours: of three that are one, Q keeps its own."""
    roles = roles_of(resolved, _route(resolved, role))
    if len(roles) == 3:
        roles = ("query",) if role == "query" else ("key", "value")
    return coloured(_LETTERS[role], roles)


def _route(resolved: Resolved, role: Role) -> Route:
    """Return how queries, keys or values are made."""
    routes: dict[Role, Route] = {
        "query": resolved.make_query,
        "key": resolved.make_key,
        "value": resolved.make_value,
    }
    return routes[role]


def _matrix(parameter: Parameter, computed: Computed) -> Grid:
    """Return the grid of a projection matrix."""
    resolved = computed.resolved
    values = computed.arrays[parameter.grid]
    made = (resolved.make_query, resolved.make_key, resolved.make_value)
    route = next(route for route in made if route.parameter == parameter.name)
    roles = roles_of(resolved, route)
    cols: str = "units" if resolved.additive else "key" if "key" in roles else roles[0]
    return Grid(
        name=parameter.grid,
        symbol=parameter.symbol,
        title=SHARED_TITLES.get(roles, MATRIX_TITLES[parameter.grid]),
        values=values,
        rows=axis("state" if resolved.two_texts else "model", resolved, values.shape[1]),
        cols=axis(cols, resolved, values.shape[2]),
        roles=roles,
        parameter=True,
        edited=computed.edited.get(parameter.grid, frozenset()),
        heads=head_axis(parameter.grid, resolved, values.shape[0]),
    )
