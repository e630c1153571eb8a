"""What attention costs: parameters of the maps, bytes of the cache, floating-point operations."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.resolve import Resolved
from core.routes import matrices, steps
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
        computes them too. Positions are not counted, be they added or turned.
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
    one_store : whether one store serves keys and values; None: what they are made from is kept.
    """
    floats, reason = _cache(resolved) if one_store is None else _stores(resolved, one_store)
    return Costs(
        parameters=MappingProxyType(_parameters(resolved)),
        cache_floats=floats,
        cache_bytes=floats * np.dtype(resolved.dtype).itemsize,
        cache_reason=reason,
        projection_operations=_projection_operations(resolved),
        attention_operations=_attention_operations(resolved),
    )


def _parameters(resolved: Resolved) -> dict[str, int]:
    """Return the size of every matrix that a projection uses, by name."""
    routes = (resolved.make_query, resolved.make_key, resolved.make_value)
    names = dict.fromkeys(name for route in routes for name in matrices(resolved, route))
    sizes = {name: _size(resolved, name) for name in names}
    if resolved.output_projection:
        sizes["W_O"] = _size(resolved, "W_O")
    return sizes


def _size(resolved: Resolved, name: str) -> int:
    """Return the number of parameters of a matrix in all its heads."""
    return math.prod(resolved.shape(resolved.variant.parameter(name)))


def _cache(resolved: Resolved) -> tuple[int, Message]:
    """Return how many numbers of a token are kept, and what they are."""
    if resolved.same_map:
        return _stores(resolved, True)
    keys, values = resolved.joined_keys, resolved.n_kv_heads * resolved.d_value
    if resolved.variant.latent is not None:
        text = QT_TRANSLATE_NOOP(
            "core", "the latent, from which keys and values are made: {latent} numbers"
        )
        return resolved.d_latent, message(text, latent=resolved.d_latent)
    if resolved.make_value.source == "joined_key":
        text = QT_TRANSLATE_NOOP(
            "core", "keys alone: values are recovered from them: {keys} numbers"
        )
        return keys, message(text, keys=keys)
    shared = sum(_width(resolved, part) for part in resolved.make_key.parts[1:])
    if resolved.make_key.source == "value":
        text = QT_TRANSLATE_NOOP(
            "core",
            "values, whose first half is the keys' too, and the keys' other half once: "
            "{values} + {shared} numbers",
        )
        return values + shared, message(text, values=values, shared=shared)
    return _stores(resolved, False)


def _width(resolved: Resolved, part: Route) -> int:
    """Return how many numbers of a token a matrix makes, in all its heads."""
    parameter = resolved.variant.parameter(part.parameter or "")
    return resolved.head_count(parameter.heads) * resolved.size(parameter.cols)


def _stores(resolved: Resolved, shared: bool) -> tuple[int, Message]:
    """Return what is kept where keys and values share one store, or have one each."""
    keys, values = resolved.joined_keys, resolved.n_kv_heads * resolved.d_value
    if not shared:
        text = QT_TRANSLATE_NOOP("core", "keys and values apart: {keys} + {values} numbers")
    elif resolved.rotary and not resolved.rotary_value:
        text = QT_TRANSLATE_NOOP(
            "core",
            "one store: the value, which is turned to be a key when it is read: {keys} numbers",
        )
    elif resolved.make_key.bare:
        text = QT_TRANSLATE_NOOP("core", "the vector itself is key and value: {keys} numbers")
    else:
        text = QT_TRANSLATE_NOOP("core", "one store serves as key and as value: {keys} numbers")
    return keys if shared else keys + values, message(text, keys=keys, values=values)


def _projection_operations(resolved: Resolved) -> int:
    """Count the products with the matrices; what is made the same way is made once."""
    made = dict.fromkeys(steps(resolved, resolved.make_query), resolved.n_q)
    for route in (resolved.make_key, resolved.make_value):
        made |= dict.fromkeys(steps(resolved, route), resolved.n_k)
    products = sum(
        rows * _size(resolved, step.parameter)
        for step, rows in made.items()
        if step.parameter is not None
    )
    if resolved.output_projection:
        products += resolved.n_q * _size(resolved, "W_O")
    return 2 * products


def _attention_operations(resolved: Resolved) -> int:
    """Count scores, scaling, softcap, softmax and the weighted sum of the values."""
    # Additive: an addition, a tanh, and a multiply-add with v, for each unit.
    score = (4 if resolved.additive else 2) * resolved.d_head
    # Root and temperature are one factor; the root of 1 divides nothing.
    divided = resolved.temperature != 1.0 or (resolved.scaled and resolved.d_head > 1)
    scaling = 1 if divided else 0
    softcap = 0 if resolved.softcap is None else 3  # divide, tanh, multiply
    softmax = 4  # subtract the maximum, exponential, add to the row sum, divide
    pair = score + scaling + softcap + softmax + 2 * resolved.d_value
    return resolved.n_heads * resolved.n_q * resolved.n_k * pair
