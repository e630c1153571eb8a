"""Inputs to queries, keys and values: the matrices, and every vector on the way."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.attention import join_heads, project_heads
from core.numerics import FloatArray, saturate
from core.resolve import Resolved
from core.rotary import rotate
from core.scores import dot_saturating
from core.slim import recovering_matrix
from core.source import Put, Source
from core.variants import Parameter, Route


def fill_projections(
    resolved: Resolved, source: Source, put: Put, arrays: Mapping[str, FloatArray]
) -> None:
    """Compute every grid of the second step and hand it to ``put``.

    Parameters
    ----------
    resolved, source : what decides the numbers.
    put : called in the order of the computation; lays edits over an array and keeps it.
    arrays : what is there already, by grid; ``put`` adds to it.
    """
    _Projections(resolved, source, put, arrays).fill()


def turned(resolved: Resolved, vectors: FloatArray) -> FloatArray:
    """Turn queries or keys [heads, n, d_head] by their positions, from 0 on.

    Of variants that turn one half only, the other half stays as it is.
    """
    first = resolved.turned_from
    places = np.arange(vectors.shape[1])
    result = vectors.copy()
    with np.errstate(all="ignore"):
        result[..., first:] = rotate(vectors[..., first:], places)
    if not np.isfinite(result).all():
        pairs = (np.repeat(vectors[..., part::2], 2, axis=-1) for part in (0, 1))
        saturate(result, *pairs)
    return result


@np.errstate(all="ignore")
def _saturated(made: FloatArray, source: FloatArray, weight: FloatArray) -> FloatArray:
    """Return a product in which what overflowed is the largest float, with its true sign."""
    exact = dot_saturating(source, weight.swapaxes(-1, -2))  # [1, n, d], [h, w, d] -> [h, n, w]
    return np.where(np.isfinite(made), made, exact)


class _Projections:
    """The arrays of the step while they are being made; what is needed first is made first."""

    def __init__(
        self, resolved: Resolved, source: Source, put: Put, arrays: Mapping[str, FloatArray]
    ) -> None:
        self.resolved = resolved
        self.source = source
        self.put = put
        self.arrays = arrays

    def fill(self) -> None:
        """Fill the matrices, queries, keys and values; equal routes give one array."""
        for parameter in self.resolved.parameters:
            self.put(parameter.grid, self.matrix(parameter))
        for name in ("key", "query", "value"):
            self.vectors(name)
        self.difference("k_minus_v", "key", "value")
        if self.resolved.variant.other_reading is not None:
            self.other_reading()

    def matrix(self, parameter: Parameter) -> FloatArray:
        """Return a matrix from the source, or as it is made of two that are there."""
        if parameter.solved is not None:
            of_variant = self.resolved.variant.parameter
            return recovering_matrix(*(self.arrays[of_variant(n).grid] for n in parameter.solved))
        shape = self.resolved.shape(parameter)
        return self.source.matrix(parameter.name, shape, self.resolved.dtype)

    def vectors(self, name: str) -> FloatArray:
        """Return vectors by the name of their grid; they are made when first asked for."""
        if name not in self.arrays:
            make = {
                "latent": self.latent,
                "key_unrotated": self.key_unrotated,
                "query_unrotated": self.query_unrotated,
                "key": self.key,
                "query": self.query,
                "value": self.value,
                "joined_key": self.joined_key,
            }[name]
            self.put(name, make())
        return self.arrays[name]

    def latent(self) -> FloatArray:
        route = self.resolved.variant.latent
        if route is None:
            raise KeyError(f"variant {self.resolved.variant.key!r} has no latent")
        return self.along(route)

    def key_unrotated(self) -> FloatArray:
        return self.along(self.resolved.make_key)

    def key(self) -> FloatArray:
        if self.resolved.rotary:
            return turned(self.resolved, self.vectors("key_unrotated"))
        return self.along(self.resolved.make_key)

    def query_unrotated(self) -> FloatArray:
        if self.resolved.make_query == self.resolved.make_key:
            return self.vectors("key_unrotated")
        return self.along(self.resolved.make_query)

    def query(self) -> FloatArray:
        if self.resolved.rotary:
            unrotated = self.vectors("query_unrotated")
            if unrotated is self.vectors("key_unrotated"):
                return self.vectors("key")
            return turned(self.resolved, unrotated)
        if self.resolved.make_query == self.resolved.make_key:
            return self.vectors("key")
        return self.along(self.resolved.make_query)

    def value(self) -> FloatArray:
        if self.resolved.same_map:
            return self.vectors(self.resolved.tied_grid)
        return self.along(self.resolved.make_value)

    def joined_key(self) -> FloatArray:
        """Return the keys of all heads side by side: [1, n_k, H d_head]; before any turn."""
        key = self.vectors("key_unrotated" if self.resolved.rotary else "key")
        return join_heads(key)[None]

    def along(self, route: Route) -> FloatArray:
        """Return what a route makes: [heads, n, width]."""
        parts = [self.part(part) for part in route.parts]
        if len(parts) == 1:
            return parts[0]
        heads = max(len(part) for part in parts)
        wide = [np.broadcast_to(part, (heads, *part.shape[1:])) for part in parts]
        return np.concatenate(wide, axis=-1)

    def part(self, route: Route) -> FloatArray:
        """Return what one part of a route makes: [heads, n, width]."""
        source = self.vectors(route.source)  # [heads, n, d_in]
        if route.columns == "first_half":
            source = source[..., : source.shape[-1] // 2]
        if route.parameter is None:
            return source
        weight = self.arrays[self.resolved.variant.parameter(route.parameter).grid]
        if route.transposed:
            weight = weight.swapaxes(-1, -2)
        made = project_heads(source[0], weight)  # [n, d_in] -> [heads, n, width]
        return made if np.isfinite(made).all() else _saturated(made, source, weight)

    def difference(self, name: str, first: str, second: str) -> None:
        """Fill a difference, where the shapes allow one."""
        a, b = self.arrays[first], self.arrays[second]
        if a.shape == b.shape:
            with np.errstate(all="ignore"):
                self.put(name, a - b)

    def other_reading(self) -> None:
        """Fill queries and keys of Luong general with W_a on the side not chosen."""
        variant = self.resolved.variant
        mine = (variant.make_query, variant.make_key)
        chosen = (self.resolved.make_query, self.resolved.make_key)
        query, key = (variant.other_reading or mine) if chosen == mine else mine
        self.put("other_query", self.along(query))
        self.put("other_key", self.along(key))
        self.difference("other_k_minus_v", "other_key", "value")
