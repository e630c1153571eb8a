"""Pictures of high-dimensional rows, and whether a point lies in the convex hull of others.

Each context row is a convex combination of value rows; this module draws that hull in a plane and
checks the statement itself in all dimensions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.numerics import FloatArray

IndexArray = NDArray[np.intp]

_ROUNDING = 1e-12
"""Below this fraction of the squared extent a direction or a gain is rounding, not geometry."""


@dataclass(frozen=True)
class Plane:
    """The plane that shows the most of some points in d dimensions.

    Attributes
    ----------
    mean : [d], the centre of all points together.
    axes : [2, d], orthonormal; a row is zero where the points leave no second (or first) direction.
    points : each given set in the plane, [n_i, 2], in the order given.
    explained : fraction of the points' variance along either axis.
    """

    mean: FloatArray
    axes: FloatArray
    points: tuple[FloatArray, ...]
    explained: tuple[float, float]

    def project(self, points: FloatArray) -> FloatArray:
        """Return further points in this plane: [..., d] -> [..., 2]."""
        with np.errstate(all="ignore"):  # what is beyond all floats is drawn nowhere
            centred = np.asarray(points, dtype=np.float64) - self.mean
            projected: FloatArray = centred @ self.axes.T  # [..., d], [d, 2] -> [..., 2]
        return projected


def principal_plane(*point_sets: FloatArray) -> Plane:
    """Return the first two principal axes of all sets together, and the sets in that plane.

    Each axis points to the side on which its largest component is positive, so the same points
    always give the same picture. Points that are not finite are left out of the axes.

    Parameters
    ----------
    point_sets : each [n_i, d].

    Raises
    ------
    ValueError : if there is no set, or the sets differ in d; names the shapes.
    """
    sets = [np.asarray(points, dtype=np.float64) for points in point_sets]
    shapes = [points.shape for points in sets]
    if not sets or any(len(shape) != 2 or shape[1] != shapes[0][-1] for shape in shapes):
        raise ValueError(f"point sets must be [n, d] with one d for all, not {shapes}")
    together = np.concatenate(sets)  # [n, d]
    together = together[np.isfinite(together).all(axis=1)]
    width = together.shape[1]
    # Scaled to 1 first, so that the sum of numbers like 1e308 does not overflow.
    extent = float(np.abs(together).max(initial=0.0)) or 1.0
    scaled = together / extent
    centre = scaled.mean(axis=0) if len(together) else np.zeros(width)  # [d]
    axes, explained = _principal_axes(scaled - centre)
    mean = centre * extent
    plane = Plane(mean, axes, (), explained)
    return Plane(mean, axes, tuple(plane.project(points) for points in sets), explained)


def _principal_axes(centred: FloatArray) -> tuple[FloatArray, tuple[float, float]]:
    """Return two axes [2, d] of centred points [n, d] and the variance along each as a fraction."""
    width = centred.shape[1]
    axes = np.zeros((2, width))
    # Scaled to 1 first, so that squaring an entry of 1e200 does not overflow.
    extent = float(np.abs(centred).max(initial=0.0))
    if extent == 0.0:
        return axes, (0.0, 0.0)
    scaled = centred / extent
    # The smaller of the two square matrices: 3,072 points of width 64 take a millisecond this way,
    # and so do 30 points of width 1,024.
    wide = width > len(scaled)
    square = scaled @ scaled.T if wide else scaled.T @ scaled  # [n, n] or [d, d]
    variances, directions = np.linalg.eigh(square)  # ascending
    total = float(variances.sum())
    found: list[float] = []
    for rank in range(min(2, len(square))):
        variance = float(variances[-1 - rank])
        if variance > _ROUNDING * total:
            direction = directions[:, -1 - rank]
            axis = scaled.T @ direction / np.sqrt(variance) if wide else direction  # [d]
            largest = int(np.argmax(np.abs(axis).round(9)))  # ties go to the first component
            axes[rank] = axis if axis[largest] > 0 else -axis
            found.append(variance / total)
    first, second = [*found, 0.0, 0.0][:2]
    return axes, (first, second)


def convex_hull(points: FloatArray) -> IndexArray:
    """Return which points are corners of the convex hull, anticlockwise from the leftmost.

    Andrew's monotone chain (1979). Points on an edge and repeated points are no corners: points on
    a line give its two ends, equal points give one, none gives none. Points that are not finite
    are left out.

    Parameters
    ----------
    points : [n, 2].

    Raises
    ------
    ValueError : if ``points`` is not [n, 2]; names the shape.
    """
    plane = np.asarray(points, dtype=np.float64)
    if plane.ndim != 2 or plane.shape[1] != 2:
        raise ValueError(f"points must be [n, 2], not {plane.shape}")
    finite = np.flatnonzero(np.isfinite(plane).all(axis=1))
    order = finite[np.lexsort((plane[finite, 1], plane[finite, 0]))]
    distinct: list[int] = []
    for index in order.tolist():
        if not distinct or not np.array_equal(plane[index], plane[distinct[-1]]):
            distinct.append(index)
    if len(distinct) < 3:
        return np.array(distinct, dtype=np.intp)
    # Within rounding of a line counts as on it: projections of collinear rows are never exact.
    halves = plane / 2.0  # whose differences cannot overflow
    extent = float(np.ptp(halves[distinct], axis=0).max())
    corners = {index: (halves[index] / extent).tolist() for index in distinct}
    lower = _chain(distinct, corners)
    upper = _chain(distinct[::-1], corners)
    return np.array([*lower[:-1], *upper[:-1]], dtype=np.intp)


def _chain(order: list[int], corners: dict[int, list[float]]) -> list[int]:
    """Return the points of ``order`` that turn left, from its first to its last."""
    chain: list[int] = []
    for index in order:
        while len(chain) >= 2 and _turn(corners, chain[-2], chain[-1], index) <= _ROUNDING:
            chain.pop()
        chain.append(index)
    return chain


def _turn(corners: dict[int, list[float]], a: int, b: int, c: int) -> float:
    """Return the cross product of ab and ac: positive where a, b, c turn left."""
    (ax, ay), (bx, by), (cx, cy) = corners[a], corners[b], corners[c]
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)


def distance_to_hull(point: FloatArray, points: FloatArray) -> float:
    """Return how far a point lies outside the convex hull of others; 0 (to rounding) inside.

    Wolfe 1976, "Finding the nearest point in a polytope": exact after finitely many steps, in any
    dimension.

    Parameters
    ----------
    point : [d].
    points : [n, d].

    Returns
    -------
    Euclidean distance; inf where there are no points.

    Raises
    ------
    ValueError : if the widths differ; names both shapes.
    """
    target, corners = np.asarray(point, np.float64), np.asarray(points, np.float64)
    if target.ndim != 1 or corners.ndim != 2 or corners.shape[1] != target.shape[0]:
        raise ValueError(f"point {target.shape} and points {corners.shape} must be [d] and [n, d]")
    if not len(corners):
        return float("inf")
    offsets = corners / 2.0 - target / 2.0  # [n, d]; the differences themselves may overflow
    extent = float(np.abs(offsets).max(initial=0.0))
    if extent == 0.0:
        return 0.0
    return 2.0 * extent * float(np.linalg.norm(_nearest_to_origin(offsets / extent)))


def in_hull(point: FloatArray, points: FloatArray, tolerance: float = 1e-9) -> bool:
    """Whether a point [d] lies in the convex hull of points [n, d].

    Parameters
    ----------
    tolerance : how far outside still counts as in, as a fraction of the largest coordinate.
    """
    extent = float(np.abs(np.concatenate([np.atleast_2d(point), points])).max(initial=0.0))
    return distance_to_hull(point, points) <= tolerance * max(extent, np.finfo(np.float64).tiny)


def _nearest_to_origin(corners: FloatArray) -> FloatArray:
    """Return the point [d] of the hull of ``corners`` [n, d] that is nearest to the origin."""
    squares = np.einsum("nd,nd->n", corners, corners)  # [n]
    active = [int(np.argmin(squares))]
    weights = np.ones(1)
    nearest: FloatArray = corners[active[0]]  # [d]
    largest = float(squares.max())
    # Wolfe's method ends by itself; rounding could make it turn in circles, hence the bound.
    for _ in range(20 * (corners.shape[1] + 2)):
        ahead = corners @ nearest  # [n]
        entering = int(np.argmin(ahead))
        gain = float(nearest @ nearest - ahead[entering])
        if gain <= _ROUNDING**1.25 * largest or entering in active:
            break
        active.append(entering)
        weights = np.append(weights, 0.0)
        active, weights = _settle(corners, active, weights)
        nearest = weights @ corners[active]  # [k], [k, d] -> [d]
    return nearest


def _settle(
    corners: FloatArray, active: list[int], weights: NDArray[Any]
) -> tuple[list[int], NDArray[Any]]:
    """Drop corners until the nearest point of the affine hull of the rest has no negative weight.

    ``corners`` is [n, d], ``active`` indexes k of them and ``weights`` [k] sum to 1.
    """
    while True:
        affine = _affine_weights(corners[active])  # [k]
        if (affine > _ROUNDING).all() or len(active) == 1:
            return active, affine
        shrinking = affine <= _ROUNDING
        fall = weights[shrinking] - affine[shrinking]
        # Walk towards the affine answer until the first weight reaches 0.
        steps = np.divide(weights[shrinking], fall, out=np.zeros_like(fall), where=fall > 0)
        step = float(steps.min(initial=1.0))
        weights = step * affine + (1.0 - step) * weights
        kept = weights > _ROUNDING
        if kept.all():
            kept[int(np.argmin(weights))] = False
        active = [index for index, keep in zip(active, kept.tolist(), strict=True) if keep]
        weights = weights[kept] / weights[kept].sum()


def _affine_weights(corners: FloatArray) -> NDArray[Any]:
    """Return the weights [k] of the point nearest the origin in the affine hull of [k, d]."""
    base = corners[-1]  # [d]
    spans = (corners[:-1] - base).T  # [d, k - 1]
    solved = np.linalg.lstsq(spans, -base, rcond=None)[0]  # [k - 1]
    return np.append(solved, 1.0 - solved.sum())
