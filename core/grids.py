"""Arrays to grids: each gets its title, its symbol, its axes and its colours."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from core.axes import axis, head_axis
from core.edits import RECURRENT
from core.formulas import (
    coloured,
    joined_key_symbol,
    joined_symbol,
    letter,
    letter_roles,
    stage_symbol,
)
from core.forward import Computed
from core.layouts import LAYOUTS, Layout
from core.messages import QT_TRANSLATE_NOOP
from core.resolve import Resolved
from core.routes import roles_of, roles_of_matrix
from core.trace import Grid, Role
from core.variants import Parameter, Size

_PARAMETERS = frozenset((*RECURRENT, "v_a", "w_o", "norm_gain", "norm_bias"))
_SIZE_AXES: Mapping[Size, str] = MappingProxyType(
    {
        "d_latent": "latent",
        "joined_keys": "joined_keys",
        "d_half": "shared",
        "d_value": "value",
    }
)
"""Size of a projection matrix -> axis; of the others it depends on the variant."""


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
        letters = (letter(resolved, "key"), letter(resolved, "value"))
        return " - ".join(one for one in letters if one), layout.roles
    if name == "joined":
        return joined_symbol(resolved), layout.roles
    if name == "joined_key":
        return joined_key_symbol(resolved), ("key",)
    own, roles = letter(resolved, name), letter_roles(resolved, name)
    if own is not None and roles is not None:
        return own, roles
    return layout.symbol, layout.roles


def _matrix(parameter: Parameter, computed: Computed) -> Grid:
    """Return the grid of a projection matrix."""
    resolved = computed.resolved
    values = computed.arrays[parameter.grid]
    roles = roles_of_matrix(resolved, parameter)
    made = "units" if resolved.additive else "key" if "key" in roles else roles[0]
    start = "state" if resolved.two_texts else "model"
    return Grid(
        name=parameter.grid,
        symbol=parameter.symbol,
        title=parameter.title,
        values=values,
        rows=axis(_SIZE_AXES.get(parameter.rows, start), resolved, values.shape[1]),
        cols=axis(_SIZE_AXES.get(parameter.cols, made), resolved, values.shape[2]),
        roles=roles,
        parameter=parameter.solved is None,
        edited=computed.edited.get(parameter.grid, frozenset()),
        heads=head_axis(parameter.grid, resolved, values.shape[0]),
    )
