"""Backward passes of embeddings, layer norm and the small MLP of :mod:`core.layers`.

A residual path needs no function: of ``y = x + f(x)``, dL/dx is dL/dy plus what f's backward pass
gives.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.gradients.maps import bias_gradient, map_input_gradient, weight_gradient
from core.layers import IntArray, LayerNormed, across_batch, as_rows, check_ids, ids_by_run
from core.numerics import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class LayerNormGradients:
    """Gradients of layer norm.

    Attributes
    ----------
    x : as the input.
    gain, bias : [*runs, d].
    """

    x: FloatArray
    gain: FloatArray
    bias: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class MlpGradients:
    """Gradients of the MLP.

    Attributes
    ----------
    x, w_in, b_in, w_out, b_out : as the inputs.
    """

    x: FloatArray
    w_in: FloatArray
    b_in: FloatArray
    w_out: FloatArray
    b_out: FloatArray


@np.errstate(all="ignore")
def layer_norm_gradients(
    normed: LayerNormed, gain: FloatArray, d_output: FloatArray
) -> LayerNormGradients:
    r"""Backward pass of :func:`core.layers.layer_norm`.

    With :math:`g = \partial L/\partial \hat x` and means over the d features,
    :math:`\partial L/\partial x = (g - \bar g - \hat x\, \overline{g \hat x}) / \sigma`: what
    would only shift or stretch x is taken out.

    Parameters
    ----------
    normed : what ``layer_norm`` returned.
    gain : [*runs, d].
    d_output : [*runs, ..., d].
    """
    n_runs, d = gain.ndim - 1, d_output.shape[-1]
    rows = as_rows(d_output, n_runs)  # [*runs, m, d]
    normalised = as_rows(normed.normalised, n_runs)
    d_gain = np.einsum("...md,...md->...d", rows, normalised)
    d_bias = np.einsum("...md->...d", rows)
    d_x = d_output * across_batch(gain, d_output.ndim)
    along = np.einsum("...d,...d->...", d_x, normed.normalised)[..., None]
    mean = np.einsum("...d->...", d_x)[..., None]
    along /= d
    mean /= d
    d_x -= mean
    d_x -= normed.normalised * along
    d_x *= normed.inverse_deviation
    return LayerNormGradients(d_x, d_gain, d_bias)


@np.errstate(all="ignore")
def mlp_gradients(
    x: FloatArray,
    w_in: FloatArray,
    w_out: FloatArray,
    hidden: FloatArray,
    d_output: FloatArray,
) -> MlpGradients:
    """Backward pass of :func:`core.layers.mlp`; a ReLU at exactly 0 passes nothing.

    Parameters
    ----------
    x, w_in, w_out : what ``mlp`` was given.
    hidden : [*runs, ..., n, units], what it kept.
    d_output : [*runs, ..., n, d_out].
    """
    n_runs = w_in.ndim - 2
    d_hidden = map_input_gradient(w_out, d_output)  # [*runs, ..., n, units]
    d_hidden *= hidden > 0
    return MlpGradients(
        x=map_input_gradient(w_in, d_hidden),
        w_in=weight_gradient(x, d_hidden, n_runs),
        b_in=bias_gradient(d_hidden, n_runs),
        w_out=weight_gradient(hidden, d_output, n_runs),
        b_out=bias_gradient(d_output, n_runs),
    )


def embedding_gradient(
    ids: IntArray, d_vectors: FloatArray, table_shape: tuple[int, ...]
) -> FloatArray:
    """Backward pass of :func:`core.layers.embed_ids`: each word adds up all its places.

    Parameters
    ----------
    ids : [*runs, ...].
    d_vectors : [*runs, ..., d].
    table_shape : (*runs, n_words, d).

    Returns
    -------
    table : [*runs, n_words, d]; zeros for words that do not occur.

    Raises
    ------
    IndexError : an id lies outside the table.
    """
    *runs, n_words, d = table_shape
    check_ids(ids, n_words)
    table = np.zeros((math.prod(runs) * n_words, d), d_vectors.dtype)
    if ids.size:
        words = ids_by_run(ids, len(runs), n_words)  # [m]
        # Sorted by word and added up run by run of equal ones: six times faster than np.add.at.
        order = np.argsort(words, kind="stable")
        ordered = words[order]
        first = np.flatnonzero(np.diff(ordered, prepend=-1))
        rows = d_vectors.reshape(-1, d)[order]  # [m, d]
        table[ordered[first]] = np.add.reduceat(rows, first, axis=0)
    return table.reshape(table_shape)
