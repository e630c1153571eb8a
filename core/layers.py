"""Layers around attention: affine maps, embeddings, layer norm, a small MLP, heads split.

**Runs.** Models of one shape train together. Parameters then have leading axes, ``[*runs, ...]``,
which are also the first axes of what the parameters meet, ``[*runs, *batch, n, d]``. A parameter
without them is one model, and every leading axis of its input is batch. All batch axes go through
one matrix product per run.

A layer whose backward pass needs more than its input returns that beside its output;
:mod:`core.gradients` holds the backward passes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.numerics import FloatArray, linear

IntArray: TypeAlias = NDArray[np.int64]

EPSILON = 1e-5
"""What layer norm adds to the variance, as PyTorch's does."""


@dataclass(frozen=True, slots=True, eq=False)
class LayerNormed:
    """A layer norm's output, and what its backward pass needs.

    Attributes
    ----------
    output : [*runs, ..., d].
    normalised : [*runs, ..., d], before gain and bias: mean 0 and variance 1.
    inverse_deviation : [*runs, ..., 1], 1 / sqrt(variance + epsilon).
    """

    output: FloatArray
    normalised: FloatArray
    inverse_deviation: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class MlpOutput:
    """An MLP's output, and what its backward pass needs.

    Attributes
    ----------
    output : [*runs, ..., n, d].
    hidden : [*runs, ..., n, units], after the ReLU.
    """

    output: FloatArray
    hidden: FloatArray


def affine(x: FloatArray, weight: FloatArray, bias: FloatArray | None = None) -> FloatArray:
    """Affine map of rows, ``x W + b``, with runs.

    Parameters
    ----------
    x : [*runs, ..., n, d_in].
    weight : [*runs, d_in, d_out].
    bias : [*runs, d_out].

    Returns
    -------
    mapped : [*runs, ..., n, d_out].

    Raises
    ------
    ValueError : the shapes do not fit; names them.
    """
    runs = weight.shape[:-2]
    check_runs("weight", weight.shape, len(runs), x.shape)
    rows = linear(as_rows(x, len(runs)), weight)  # [*runs, m, d_in] -> [*runs, m, d_out]
    if bias is not None:
        rows += bias[..., None, :]
    return rows.reshape(*x.shape[:-1], weight.shape[-1])


def split_heads(x: FloatArray, n_heads: int) -> FloatArray:
    """Cut rows into heads, a view: [..., n, n_heads * d] -> [..., n_heads, n, d].

    Raises
    ------
    ValueError : the width does not divide; names both.
    """
    *batch, n, width = x.shape
    if n_heads < 1 or width % n_heads:
        raise ValueError(f"width {width} does not divide into {n_heads} heads")
    return x.reshape(*batch, n, n_heads, width // n_heads).swapaxes(-3, -2)


def embed_ids(table: FloatArray, ids: IntArray) -> FloatArray:
    """Look up vectors: table [*runs, n_words, d], ids [*runs, ...] -> [*runs, ..., d].

    Raises
    ------
    IndexError : an id lies outside the table.
    ValueError : the leading axes do not fit; names the shapes.
    """
    n_runs = table.ndim - 2
    check_runs("table", table.shape, n_runs, (*ids.shape, 1))
    n_words, d = table.shape[-2:]
    check_ids(ids, n_words)
    if not n_runs:
        looked_up: FloatArray = table[ids]
        return looked_up
    flat: FloatArray = table.reshape(-1, d)[ids_by_run(ids, n_runs, n_words)]
    return flat.reshape(*ids.shape, d)


@np.errstate(all="ignore")
def layer_norm(
    x: FloatArray, gain: FloatArray, bias: FloatArray, epsilon: float = EPSILON
) -> LayerNormed:
    r"""Layer norm, :math:`g \odot (x - \bar x) / \sqrt{\mathrm{var}\, x + \epsilon} + b`.

    Ba, Kiros, Hinton 2016, arXiv 1607.06450, equation 4; the variance divides by d.

    Parameters
    ----------
    x : [*runs, ..., d].
    gain, bias : [*runs, d].
    epsilon : added to the variance.

    Raises
    ------
    ValueError : the shapes do not fit; names them.
    """
    check_runs("gain", gain.shape, gain.ndim - 1, x.shape)
    d = x.shape[-1]
    # einsum adds short rows up in a third of the time of mean, which starts anew for every row.
    mean = np.einsum("...d->...", x)[..., None] / x.dtype.type(d)
    normalised = x - mean
    variance = np.einsum("...d,...d->...", normalised, normalised)[..., None]
    variance /= d
    variance += epsilon
    inverse_deviation: FloatArray = 1.0 / np.sqrt(variance)
    normalised *= inverse_deviation
    output = normalised * across_batch(gain, x.ndim)
    output += across_batch(bias, x.ndim)
    return LayerNormed(output, normalised, inverse_deviation)


def mlp(
    x: FloatArray, w_in: FloatArray, b_in: FloatArray, w_out: FloatArray, b_out: FloatArray
) -> MlpOutput:
    r"""Two affine maps with a ReLU between them, :math:`\max(0, x W_1 + b_1) W_2 + b_2`.

    Vaswani et al. 2017, arXiv 1706.03762, equation 2.

    Parameters
    ----------
    x : [*runs, ..., n, d].
    w_in, b_in : [*runs, d, units], [*runs, units].
    w_out, b_out : [*runs, units, d_out], [*runs, d_out].
    """
    hidden = affine(x, w_in, b_in)
    np.maximum(hidden, 0.0, out=hidden)
    return MlpOutput(affine(hidden, w_out, b_out), hidden)


def as_rows(x: FloatArray, n_runs: int) -> FloatArray:
    """Lay all batch axes out as rows: [*runs, ..., d] -> [*runs, m, d], a view where it can be."""
    return x.reshape(*x.shape[:n_runs], math.prod(x.shape[n_runs:-1]), x.shape[-1])


def across_batch(parameter: FloatArray, n_axes: int) -> FloatArray:
    """Give a vector axes of length 1 for the batch: [*runs, d] -> [*runs, 1, ..., 1, d]."""
    *runs, d = parameter.shape
    return parameter.reshape(*runs, *(1,) * (n_axes - len(runs) - 1), d)


def ids_by_run(ids: IntArray, n_runs: int, n_words: int) -> IntArray:
    """Count the words of all runs through: [*runs, ...] -> [m], below n_words times the runs."""
    runs = ids.shape[:n_runs]
    count = math.prod(runs)
    first = np.arange(count, dtype=np.int64)[:, None] * n_words
    through: IntArray = (ids.reshape(count, -1) + first).reshape(-1)
    return through


def check_ids(ids: IntArray, n_words: int) -> None:
    """Raise IndexError if an id lies outside 0 to n_words - 1."""
    if ids.size and not 0 <= int(ids.min()) <= int(ids.max()) < n_words:
        raise IndexError(f"ids from {ids.min()} to {ids.max()} with {n_words} words in the table")


def check_runs(name: str, shape: tuple[int, ...], n_runs: int, x: tuple[int, ...]) -> None:
    """Raise ValueError unless the runs of a parameter are the first axes of what it meets."""
    if shape[:n_runs] != x[:n_runs] or len(x) <= n_runs:
        raise ValueError(
            f"{name} of shape {shape} has the runs {shape[:n_runs]}, which are not the first axes "
            f"of x of shape {x}"
        )
