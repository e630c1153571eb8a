"""Back through the projections of a run: from query, key and value to matrices and sources.

Every gradient keeps the name of the role through which it came, so that a matrix that is tied
shows its parts.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.gradients.ledger import Ledger
from core.gradients.maps import project_heads_gradients
from core.numerics import FloatArray
from core.trace import Role
from core.variants import Route


def back_through_projections(ledger: Ledger) -> None:
    """Hand the gradients of query, key and value back to the matrices and to the sources.

    Where routes are equal, value and query *are* the key's array: what they receive goes to the
    key, under their own names.
    """
    resolved = ledger.computed.resolved
    if resolved.same_map:
        ledger.receive("key", "value", ledger.onward("value"))
    else:
        _back_along(ledger, resolved.make_value, {"value": ledger.onward("value")})
    if resolved.make_query == resolved.make_key:
        ledger.receive("key", "query", ledger.onward("query"))
    else:
        _back_along(ledger, resolved.make_query, {"query": ledger.onward("query")})
    _back_along(ledger, resolved.make_key, ledger.onward_parts("key"))


def _back_along(ledger: Ledger, route: Route, parts: Mapping[str | Role, FloatArray]) -> None:
    """Hand gradients [heads, n, width], by role, back along one route."""
    source = ledger.array(route.source)
    for role, gradient in parts.items():
        if route.parameter is None:
            ledger.receive(route.source, role, gradient)
            continue
        grid = ledger.computed.resolved.variant.parameter(route.parameter).grid
        weight = ledger.array(grid)
        turned = weight.swapaxes(-1, -2) if route.transposed else weight
        found = project_heads_gradients(source[0], turned, gradient)
        d_weight = found.weight.swapaxes(-1, -2) if route.transposed else found.weight
        ledger.receive(grid, role, np.ascontiguousarray(d_weight))
        ledger.receive(route.source, role, found.x)
