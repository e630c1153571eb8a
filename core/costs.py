"""What attention costs: parameters of the maps, bytes of the cache, floating-point operations."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.resolve import Resolved
from core.variants import Route


@dataclass(frozen=True)
class Costs:
    """The cost of one layer of attention.

    Attributes
    ----------
    parameters : matrix name -> its number of parameters, for the maps of Q, K, V and O in use; a
        matrix that makes two of them counts once. What scores or encodes (v_a, the encoder and
        the decoder) is no projection and is not in here.
    cache_floats : numbers that must be kept for a token already seen, so that later queries can
        attend to it.
    cache_bytes : the same in bytes, at the run's precision.
    cache_reason : what is kept.
    projection_operations, attention_operations : floating-point operations for the whole text.
        A multiply-add is 2; an addition, a division, an exponential or a tanh is 1; finding a
        maximum and masking are 0. Masked pairs count like any other, since a dense program
        computes them too.
    """

    parameters: Mapping[str, int]
    cache_floats: int
    cache_bytes: int
    cache_reason: Message
    projection_operations: int
    attention_operations: int

    @property
    def n_parameters(self) -> int:
        """All parameters of the projections."""
        return sum(self.parameters.values())


def costs(resolved: Resolved, *, one_store: bool | None = None) -> Costs:
    """Count what a run of this shape costs, from its shapes alone.

    Parameters
    ----------
    resolved : the sizes and routes.
    one_store : whether one store serves keys and values; None: if they are made the same way.
    """
    shared = resolved.same_map if one_store is None else one_store
    keys = resolved.n_kv_heads * resolved.d_head
    values = resolved.n_kv_heads * resolved.d_value
    floats = keys if shared else keys + values
    return Costs(
        parameters=MappingProxyType(_parameters(resolved)),
        cache_floats=floats,
        cache_bytes=floats * np.dtype(resolved.dtype).itemsize,
        cache_reason=_cache_reason(resolved, keys, values, shared),
        projection_operations=_projection_operations(resolved),
        attention_operations=_attention_operations(resolved),
    )


def _parameters(resolved: Resolved) -> dict[str, int]:
    """Return the size of every matrix that a projection uses, by name."""
    routes = (resolved.make_query, resolved.make_key, resolved.make_value)
    names = dict.fromkeys(route.parameter for route in routes if route.parameter is not None)
    sizes = {name: _size(resolved, name) for name in names}
    if resolved.output_projection:
        sizes["W_O"] = _size(resolved, "W_O")
    return sizes


def _size(resolved: Resolved, name: str) -> int:
    """Return the number of parameters of a matrix in all its heads."""
    return math.prod(resolved.shape(resolved.variant.parameter(name)))


def _cache_reason(resolved: Resolved, keys: int, values: int, shared: bool) -> Message:
    """Say what is kept of a token."""
    if shared and resolved.make_key.parameter is None:
        text = QT_TRANSLATE_NOOP("core", "the vector itself is key and value: {keys} numbers")
    elif shared:
        text = QT_TRANSLATE_NOOP("core", "one store serves as key and as value: {keys} numbers")
    else:
        text = QT_TRANSLATE_NOOP("core", "keys and values apart: {keys} + {values} numbers")
    return message(text, keys=keys, values=values)


def _projection_operations(resolved: Resolved) -> int:
    """Count the products with the matrices; what is made the same way is made once."""
    made: dict[Route, int] = {resolved.make_query: resolved.n_q}
    made |= dict.fromkeys((resolved.make_key, resolved.make_value), resolved.n_k)
    products = sum(
        rows * _size(resolved, route.parameter)
        for route, rows in made.items()
        if route.parameter is not None
    )
    if resolved.output_projection:
        products += resolved.n_q * _size(resolved, "W_O")
    return 2 * products


def _attention_operations(resolved: Resolved) -> int:
    """Count scores, scaling, softcap, softmax and the weighted sum of the values."""
    # Additive: an addition, a tanh, and a multiply-add with v, for each unit.
    score = (4 if resolved.additive else 2) * resolved.d_head
    scaling = 0 if resolved.scale == 1.0 else 1
    softcap = 0 if resolved.softcap is None else 3  # divide, tanh, multiply
    softmax = 4  # subtract the maximum, exponential, add to the row sum, divide
    pair = score + scaling + softcap + softmax + 2 * resolved.d_value
    return resolved.n_heads * resolved.n_q * resolved.n_k * pair
