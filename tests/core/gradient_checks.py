"""Gradients against finite differences, entry by entry and along random directions."""

from __future__ import annotations

import numpy as np

STEP = 1e-4
RELATIVE = 1e-6


def differences(function, array, direction):
    """Slope of ``function`` at ``array`` along ``direction``, to the fourth order in the step."""

    def at(steps):
        return function(array + steps * STEP * direction)

    return (8.0 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12.0 * STEP)


def by_differences(function, array):
    """Gradient of a scalar function of an array, one entry after another."""
    gradient = np.empty(array.shape)
    for index in np.ndindex(*array.shape):
        direction = np.zeros(array.shape)
        direction[index] = 1.0
        gradient[index] = differences(function, array, direction)
    return gradient


def assert_gradients(function, arrays, gradients, seed=0, *, every_entry=True):
    """Check gradients by name of a scalar ``function(**arrays)``.

    Relative to the largest entry of each gradient; along random directions (the idea of autograd's
    ``check_grads``), and entry by entry unless told not to.
    """
    rng = np.random.default_rng(seed)
    for name, gradient in gradients.items():

        def moved(array, name=name):
            return float(function(**{**arrays, name: array}))

        array = arrays[name]
        assert gradient.shape == array.shape, name
        assert gradient.dtype == array.dtype, name
        for _ in range(2):
            direction = rng.normal(size=array.shape)
            slope = differences(moved, array, direction)
            size = max(abs(slope), np.linalg.norm(gradient) * np.linalg.norm(direction) / 30, 1e-6)
            assert abs(np.vdot(gradient, direction) - slope) <= RELATIVE * size, name
        if every_entry:
            expected = by_differences(moved, array)
            size = max(np.abs(expected).max(initial=0.0), 1e-4)
            np.testing.assert_allclose(gradient, expected, atol=RELATIVE * size, err_msg=name)
