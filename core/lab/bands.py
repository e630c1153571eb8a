"""A band along curves: at every place the mean of several runs and its 95 % interval."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

from core.lab.statistics import LEVEL
from core.numerics import FloatArray

N_RESAMPLES = 2_000  # for every place of a curve that is drawn while it grows
LEAST_RUNS = 2


class Band(NamedTuple):
    """Mean [n], and the ends of its interval [n]; NaN where runs are missing."""

    mean: FloatArray
    low: FloatArray
    high: FloatArray


def band(values: FloatArray) -> Band:
    """Return the mean of runs at every place, with its percentile bootstrap interval.

    Parameters
    ----------
    values : [runs, n]; NaN where a run has not been, or has failed. Each place counts the runs
        that it has. The same values give the same band, every time.
    """
    n_places = values.shape[1]
    result = Band(*(np.full(n_places, np.nan) for _ in range(3)))
    there = np.isfinite(values)
    for which in np.unique(there, axis=1).T:  # places with the same runs are drawn together
        if not which.any():
            continue
        places = (there == which[:, None]).all(axis=0)
        some = values[np.ix_(which, places)]  # [runs, n] -> [runs there, places]
        result.mean[places] = some.mean(axis=0)
        if len(some) >= LEAST_RUNS:
            ends = _interval(some)
            result.low[places], result.high[places] = ends
    return result


def _interval(values: FloatArray) -> FloatArray:
    """Return the ends of the interval at every place: [runs, n] -> [2, n]."""
    means = _shares(len(values)) @ values  # [resamples, runs], [runs, n] -> [resamples, n]
    ends: FloatArray = np.quantile(means, [(1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0], axis=0)
    return ends


@functools.lru_cache(maxsize=8)
def _shares(n_runs: int) -> FloatArray:
    """Return how often each run was drawn, as a part of the whole: [resamples, runs]."""
    rng = np.random.Generator(np.random.Philox(key=n_runs))
    drawn = rng.integers(n_runs, size=(N_RESAMPLES, n_runs))
    shares: FloatArray = np.zeros((N_RESAMPLES, n_runs))
    np.add.at(shares, (np.arange(N_RESAMPLES)[:, None], drawn), 1.0 / n_runs)
    shares.setflags(write=False)
    return shares
