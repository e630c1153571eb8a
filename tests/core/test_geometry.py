"""Principal planes, hulls and hull membership, against SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.geometry import convex_hull, distance_to_hull, in_hull, principal_plane

spatial = pytest.importorskip("scipy.spatial")
optimize = pytest.importorskip("scipy.optimize")


@pytest.mark.parametrize(("n", "d"), [(5, 3), (12, 16), (200, 2), (3, 8)])
def test_the_plane_is_that_of_the_singular_value_decomposition(n, d):
    points = np.random.default_rng(n * d).normal(size=(n, d))
    plane = principal_plane(points[: n // 2], points[n // 2 :])
    values, directions = np.linalg.svd(points - points.mean(axis=0))[1:]
    assert np.allclose(np.abs(np.sum(plane.axes * directions[:2], axis=1)), 1.0)
    assert np.allclose(plane.explained, (values**2 / np.sum(values**2))[:2])
    assert np.allclose(np.concatenate(plane.points), (points - points.mean(0)) @ plane.axes.T)


def test_the_plane_is_the_same_whichever_way_the_solver_turns_it():
    points = np.random.default_rng(0).normal(size=(30, 5))
    first, again = principal_plane(points), principal_plane(points[::-1])
    assert np.allclose(first.axes, again.axes)
    assert (np.take_along_axis(first.axes, np.abs(first.axes).argmax(1)[:, None], 1) > 0).all()


def test_equal_sets_coincide_in_the_plane():
    rng = np.random.default_rng(1)
    query, key = rng.normal(size=(2, 9, 4))
    plane = principal_plane(query, key, key)
    assert np.array_equal(plane.points[1], plane.points[2])
    assert np.array_equal(plane.project(key), plane.points[1])


@pytest.mark.parametrize(
    ("points", "explained"),
    [
        (np.zeros((0, 3)), (0.0, 0.0)),
        (np.ones((1, 3)), (0.0, 0.0)),
        (np.ones((4, 1)) * np.arange(4)[:, None], (1.0, 0.0)),
        (np.arange(4)[:, None] * np.ones((4, 3)), (1.0, 0.0)),
        (np.array([[1e200, 0], [-1e200, 0], [0, 1e199]]), (0.9967, 0.0033)),
    ],
)
def test_planes_of_too_few_directions(points, explained):
    plane = principal_plane(points)
    assert plane.explained == pytest.approx(explained, abs=1e-3)
    assert plane.axes.shape == (2, points.shape[1])
    assert np.isfinite(plane.points[0]).all()


def test_a_plane_ignores_what_is_not_finite():
    points = np.random.default_rng(2).normal(size=(6, 3))
    spoilt = np.vstack([points, [[np.inf, 0, 0]], [[np.nan, 0, 0]]])
    assert np.allclose(principal_plane(points).axes, principal_plane(spoilt).axes)


@pytest.mark.parametrize("sets", [(), (np.zeros((2, 3)), np.zeros((2, 4))), (np.zeros(3),)])
def test_sets_of_different_widths_are_refused(sets):
    with pytest.raises(ValueError, match="one d for all"):
        principal_plane(*sets)


@pytest.mark.parametrize("n", [3, 4, 10, 100, 1024])
def test_hull_agrees_with_scipy(n):
    points = np.random.default_rng(n).normal(size=(n, 2))
    ours = convex_hull(points).tolist()
    theirs = spatial.ConvexHull(points).vertices.tolist()  # anticlockwise in 2-D
    start = theirs.index(ours[0])
    assert ours == theirs[start:] + theirs[:start]
    assert points[ours[0], 0] == points[:, 0].min()


def test_a_hull_as_wide_as_floats_reach_is_that_of_the_same_points_made_small():
    points = np.array([[1.7e308, 0.0], [-1.7e308, 0.0], [0.0, 1e308], [0.0, 1e307]])
    np.testing.assert_array_equal(convex_hull(points), convex_hull(points / 1e308))


def test_a_distance_beyond_all_floats_is_infinite_and_others_are_not():
    points = np.array([[-1.7e308, 0.0], [0.0, 1e308]])
    assert distance_to_hull(np.array([1.7e308, 0.0]), points) == pytest.approx(
        1e308 * distance_to_hull(np.array([1.7, 0.0]), points / 1e308)
    )
    assert distance_to_hull(np.array([1.7e308, 0.0]), points[:1]) == np.inf


@pytest.mark.parametrize(
    ("points", "hull"),
    [
        ([], []),
        ([[1, 2]], [0]),
        ([[1, 2], [1, 2]], [0]),
        ([[3, 0], [1, 2]], [1, 0]),
        ([[0, 0], [2, 2], [1, 1], [3, 3]], [0, 3]),
        ([[0.1, 0.1], [0.3, 0.3], [0.7, 0.7], [0.2, 0.2]], [0, 2]),
        ([[0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0], [0, 0], [0.5, 0.5]], [0, 1, 2, 3]),
        ([[0, 0], [1, 0], [0, 1], [np.nan, 5]], [0, 1, 2]),
    ],
)
def test_hulls_of_few_equal_and_collinear_points(points, hull):
    assert convex_hull(np.array(points, dtype=float).reshape(-1, 2)).tolist() == hull


@given(arrays.arrays(np.float64, (7, 2), elements=st.integers(-3, 3)))
@settings(max_examples=100, deadline=None)
def test_every_point_lies_in_the_hull_of_the_corners(points):
    corners = points[convex_hull(points)]
    assert all(in_hull(point, corners) for point in points)


def nearest_by_scipy(point, points):
    """Distance by non-negative least squares, the weights' sum held to 1 by a heavy row.

    On degenerate points SciPy may stop early, at some weights or other: the nearest of several
    tries counts, each of which is a point of the hull.
    """
    distances = []
    for heavy in (1e2, 1e3, 1e4):
        system = np.vstack([points.T, heavy * np.ones(len(points))])
        weights, _ = optimize.nnls(system, np.append(point, heavy), maxiter=10_000)
        distances.append(np.linalg.norm(weights @ points / weights.sum() - point))
    return float(min(distances))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("n", "d"), [(1, 3), (4, 2), (12, 3), (10, 16), (60, 8)])
def test_distance_agrees_with_non_negative_least_squares(n, d, seed):
    rng = np.random.default_rng(seed)
    points, point = rng.normal(size=(n, d)), rng.normal(size=d)
    assert distance_to_hull(point, points) == pytest.approx(
        nearest_by_scipy(point, points), rel=1e-5, abs=1e-5
    )


@pytest.mark.parametrize("scale", [1e-200, 1.0, 1e200])
@pytest.mark.parametrize("seed", range(8))
def test_convex_combinations_lie_in_the_hull_and_points_beyond_a_corner_do_not(seed, scale):
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(10, 4)) * scale
    inside = rng.dirichlet(np.ones(10) * rng.choice([0.05, 1.0])) @ points
    assert in_hull(inside, points)
    assert all(in_hull(corner, points) for corner in points)
    corner = points[spatial.ConvexHull(points / scale).vertices[0]]
    assert not in_hull(corner + 0.01 * (corner - points.mean(axis=0)), points)


@example(
    np.array([[1, 0, 1], [1, 2, 1], [1, 1, 1], [1, 1, 1], [-2, 0, 1], [1, 1, 1.0]]), np.zeros(3)
)
@given(
    arrays.arrays(np.float64, (6, 3), elements=st.integers(-2, 2)),
    arrays.arrays(np.float64, 3, elements=st.integers(-3, 3)),
)
@settings(max_examples=200, deadline=None)
def test_distance_survives_degenerate_points(points, point):
    assert distance_to_hull(point, points) == pytest.approx(
        nearest_by_scipy(point, points), rel=1e-4, abs=1e-4
    )


def test_edges_of_distance():
    assert distance_to_hull(np.zeros(2), np.zeros((0, 2))) == np.inf
    assert distance_to_hull(np.zeros(2), np.zeros((3, 2))) == 0.0
    assert distance_to_hull(np.array([3.0, 4.0]), np.zeros((1, 2))) == 5.0
    with pytest.raises(ValueError, match=r"\(2,\).*\(3, 4\)"):
        distance_to_hull(np.zeros(2), np.zeros((3, 4)))


def test_a_plane_of_the_largest_numbers_there_are() -> None:
    points = np.array([[1e308, 0.0], [-1e308, 0.0], [1e308, 1e308]])
    small = principal_plane(points / 1e308)
    large = principal_plane(points)
    assert np.allclose(large.axes, small.axes)
    assert large.explained == pytest.approx(small.explained)
