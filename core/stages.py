"""How the stages of attention are filled: block by block, so that each block stays in cache.

Large scores do not fit into a processor's cache. Filling one whole stage after another would
fetch every number from memory again for each; a block of rows goes through all stages while it
is at hand, and blocks are independent, so they go to all cores.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from core.numerics import FloatArray, saturate, softmax_rows, softmax_unshifted
from core.parallel import for_each
from core.scores import dot_saturating

# Cells of the scores in one block, a megabyte in single precision: smaller blocks stay closer to
# the core, but make the threads wait for the interpreter more often. Scores of up to this size are
# one block for one thread, since waking another costs more than it saves.
BLOCK_CELLS = 1 << 18
# Stages up to this size share one allocation. The C library hands freed memory back to the system
# beyond twice the largest block it has seen, 32 MiB at most; stages that are allocated one by one
# cross that line together, and every run would pay for fresh pages (measured: half of the time).
SLAB_BYTES = 24 << 20

Arrays = dict[str, FloatArray]
Intervention = Callable[[str, FloatArray], FloatArray]


class Block(NamedTuple):
    """A part of the scores: one index of the batch, some heads, some rows."""

    batch: tuple[int, ...]
    heads: slice
    rows: slice


class Attended(NamedTuple):
    """Every stage of one attention.

    Attributes
    ----------
    scores : [..., n_heads, n_q, n_k], how well each query matches each key.
    scaled : the scores times the scale.
    capped : after the softcap; the very array ``scaled`` where there is none.
    masked : with the bias added, -inf where masked; the very array ``capped`` without either.
    weights : the softmax of ``masked`` over the keys; zeros where a row has no key left.
    context : [..., n_heads, n_q, d_value], the weighted sums of the values.
    """

    scores: FloatArray
    scaled: FloatArray
    capped: FloatArray
    masked: FloatArray
    weights: FloatArray
    context: FloatArray

    @np.errstate(all="ignore")
    def astype(self, dtype: np.dtype[np.floating]) -> Attended:
        """Return the stages in ``dtype``, finite numbers staying finite."""
        converted: dict[int, FloatArray] = {}  # by identity: what is one array stays one array
        for stage in self:
            if id(stage) not in converted:
                narrow = stage.astype(dtype)
                saturate(narrow, stage)
                converted[id(stage)] = narrow
        return Attended(*(converted[id(stage)] for stage in self))


class Inputs(NamedTuple):
    """What attention starts from, checked, of one precision, and the same for every head.

    Attributes
    ----------
    shape : (..., n_heads, n_q, n_k), the shape of the scores.
    value : [..., n_heads, n_k, d_value].
    scale : factor on the scores.
    softcap : bound on the scaled scores, or None.
    addend : broadcasts to ``shape``, added after the softcap, -inf where masked; or None.
    moderate : whether all scores are known to be finite, so that no overflow needs repair.
    unshifted : whether no exponential of a score can overflow, so that none needs its row's maximum
        subtracted.
    value_finite : whether all of ``value`` is finite.
    query, key : [..., n_heads, n, d_head], or None where the scores are given.
    scores : ``shape``, or None where they are to be computed.
    """

    shape: tuple[int, ...]
    value: FloatArray
    scale: float
    softcap: float | None
    addend: FloatArray | None
    moderate: bool
    unshifted: bool
    value_finite: bool
    query: FloatArray | None = None
    key: FloatArray | None = None
    scores: FloatArray | None = None


Fill = Callable[[Inputs, Arrays], None]


def compute(inputs: Inputs, intervene: Intervention | None = None) -> Attended:
    """Fill all stages; ``intervene`` is called after each and may replace it.

    To be called with NumPy's warnings off: what overflows is repaired.
    """
    arrays = _allocate(inputs)
    blocks = _blocks(inputs.shape)
    if intervene is None:
        _run(_fill_all, inputs, arrays, blocks)
    else:
        for name, fill in _FILL.items():
            if name in _skipped(inputs):
                arrays[name] = arrays[_skipped(inputs)[name]]  # which may have been replaced
            _run(fill, inputs, arrays, blocks)
            stage = _replaced(name, arrays[name], intervene)
            if stage is not arrays[name]:  # of another's numbers nothing is known
                inputs = inputs._replace(moderate=False, unshifted=False)
            arrays[name] = stage
    return Attended(*(arrays[name] for name in _FILL))


def _replaced(name: str, stage: FloatArray, intervene: Intervention) -> FloatArray:
    """Return what ``intervene`` makes of a stage, or raise if its shape differs."""
    result = np.asarray(intervene(name, stage))
    if result.shape != stage.shape:
        raise ValueError(f"intervene made {name} of shape {result.shape} from shape {stage.shape}")
    return result.astype(stage.dtype, copy=False)


def _skipped(inputs: Inputs) -> dict[str, str]:
    """Return the stages that change nothing, with the stage that stands for each."""
    skipped = {}
    if inputs.softcap is None:
        skipped["capped"] = "scaled"
    if inputs.addend is None:
        skipped["masked"] = "capped"
    return skipped


def _allocate(inputs: Inputs) -> Arrays:
    """Return all arrays by name: what is given, and empty room for the stages to be filled."""
    shape, value = inputs.shape, inputs.value
    arrays = {"value": value}
    names = ["scaled", "weights"]
    if inputs.scores is not None:
        arrays["scores"] = inputs.scores
    if inputs.query is not None and inputs.key is not None:
        names.append("scores")
        arrays["query"] = inputs.query
        # Contiguous, and never the query's own memory: NumPy computes x @ x.T by another
        # algorithm, and the bits of the scores must not depend on who shares an array.
        arrays["key_t"] = inputs.key.swapaxes(-1, -2).copy()
    if inputs.softcap is not None:
        names.append("capped")
    if inputs.addend is not None:
        names.append("masked")
        arrays["addend"] = inputs.addend
    together = max(1, SLAB_BYTES // max(1, math.prod(shape) * value.itemsize))
    while names:
        for stage in np.empty((min(together, len(names)), *shape), value.dtype):
            arrays[names.pop()] = stage
    for name, before in _skipped(inputs).items():
        arrays[name] = arrays[before]
    # A token's heads lie side by side in memory, so that joining them copies nothing.
    *batch, n_heads, n_q, _ = shape
    joined = np.empty((*batch, n_q, n_heads, value.shape[-1]), value.dtype)
    arrays["context"] = joined.swapaxes(-3, -2)  # [..., n_heads, n_q, d_value]
    return arrays


def _blocks(shape: tuple[int, ...]) -> list[Block]:
    """Cut scores of ``shape`` into blocks that fit into the cache: whole heads, or rows of one."""
    if math.prod(shape) <= BLOCK_CELLS:
        return []
    *batch, n_heads, n_q, n_k = shape
    heads = max(1, BLOCK_CELLS // (n_q * n_k))
    rows = max(1, min(n_q, BLOCK_CELLS // n_k))
    return [
        Block(index, slice(head, head + heads), slice(row, row + rows))
        for index in np.ndindex(*batch)
        for head in range(0, n_heads, heads)
        for row in range(0, n_q, rows)
    ]


def _run(fill: Fill, inputs: Inputs, arrays: Arrays, blocks: list[Block]) -> None:
    """Call ``fill`` on every block, or on everything at once if there are no blocks."""
    if blocks:
        for_each(lambda block: fill(inputs, _part(block, inputs.shape, arrays)), blocks)
    else:
        fill(inputs, arrays)


def _part(block: Block, shape: tuple[int, ...], arrays: Arrays) -> Arrays:
    """Return the views of all arrays that ``block`` covers."""
    part = {}
    for name, array in arrays.items():
        whole = np.broadcast_to(array, shape) if name == "addend" else array
        view = whole[block.batch][block.heads]  # [heads, n, :]
        part[name] = view if name in _PER_HEAD else view[:, block.rows]
    return part


def _fill_all(inputs: Inputs, part: Arrays) -> None:
    """Fill every stage of one block while it is in the cache."""
    _fill_scores(inputs, part)
    _fill_scaled(inputs, part)
    _fill_capped(inputs, part)
    _fill_masked(inputs, part)
    _fill_weights(inputs, part)
    _fill_context(inputs, part)


def _fill_scores(inputs: Inputs, part: Arrays) -> None:
    if inputs.query is None:
        return
    query, key_t, scores = part["query"], part["key_t"], part["scores"]
    np.matmul(query, key_t, out=scores)  # [n_q, d_head] @ [d_head, n_k] -> [n_q, n_k]
    if not inputs.moderate:
        finite = np.isfinite(scores)
        if not finite.all():
            np.copyto(scores, dot_saturating(query, key_t.swapaxes(-1, -2)), where=~finite)


def _fill_scaled(inputs: Inputs, part: Arrays) -> None:
    np.multiply(part["scores"], inputs.scale, out=part["scaled"])
    if not inputs.moderate:
        saturate(part["scaled"], part["scores"])


def _fill_capped(inputs: Inputs, part: Arrays) -> None:
    softcap = inputs.softcap
    if softcap is not None:
        capped = np.divide(part["scaled"], softcap, out=part["capped"])
        np.tanh(capped, out=capped)
        np.multiply(capped, softcap, out=capped)


def _fill_masked(inputs: Inputs, part: Arrays) -> None:
    if inputs.addend is None:
        return
    capped, addend, masked = part["capped"], part["addend"], part["masked"]
    np.add(capped, addend, out=masked)
    if not inputs.moderate:
        saturate(masked, capped, addend)
        # NaN - inf is NaN: what is masked is decided on the mask, not on the scores.
        np.copyto(masked, -np.inf, where=np.isneginf(addend))


def _fill_weights(inputs: Inputs, part: Arrays) -> None:
    if inputs.unshifted:
        softmax_unshifted(part["masked"], out=part["weights"])
    else:
        softmax_rows(part["masked"], out=part["weights"])


def _fill_context(inputs: Inputs, part: Arrays) -> None:
    weights, value, context = part["weights"], part["value"], part["context"]
    np.matmul(weights, value, out=context)  # [n_q, n_k] @ [n_k, d_value] -> [n_q, d_value]
    if not inputs.value_finite:
        _fill_selective_context(weights, value, context)


def _fill_selective_context(weights: FloatArray, value: FloatArray, context: FloatArray) -> None:
    """Write weighted sums in which a weight of 0 silences its value; in floats 0 * NaN is NaN."""
    finite = np.isfinite(value)
    np.matmul(weights, np.where(finite, value, 0.0), out=context)
    other_axes = (*range(value.ndim - 2), value.ndim - 1)
    for key in np.flatnonzero(~finite.all(axis=other_axes)):
        weight = weights[..., :, key, None]  # [..., n_q, 1]
        stray = np.where(finite, 0.0, value)[..., None, key, :]  # [..., 1, d_value]
        context += np.where(weight != 0, weight * stray, 0.0)


_PER_HEAD = frozenset(("key_t", "value"))  # what every row of a head needs whole
_FILL: Mapping[str, Fill] = {
    "scores": _fill_scores,
    "scaled": _fill_scaled,
    "capped": _fill_capped,
    "masked": _fill_masked,
    "weights": _fill_weights,
    "context": _fill_context,
}
