"""How the stages of attention are filled: block by block, so that each block stays in cache.

Large scores do not fit into a processor's cache. Filling one whole stage after another would
fetch every number from memory again for each; a block of rows goes through all stages while it
is at hand, and blocks are independent, so they go to all cores.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from core.numerics import FloatArray, saturate, softmax_rows
from core.parallel import for_each
from core.scores import dot_saturating

# Cells of the scores in one block: several stages of it fit into a core's own cache.
BLOCK_CELLS = 1 << 16
# Below this many cells, all heads and rows are one block: starting threads would cost more.
SINGLE_BLOCK_CELLS = 1 << 16

# Stages up to this size share one allocation. The C library hands freed memory back to the system
# beyond twice the largest block it has seen, 32 MiB at most; stages that are allocated one by one
# cross that line together, and every run would pay for fresh pages (measured: half of the time).
SLAB_BYTES = 24 << 20

# Leading indices of one map of scores (none = all maps at once), and its rows.
Block = tuple[tuple[int, ...], slice]


@dataclass(frozen=True, slots=True, eq=False)
class Attended:
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

    def astype(self, dtype: np.dtype[np.floating]) -> Attended:
        """Return the stages in ``dtype``, finite numbers staying finite; self if they are."""
        if self.scores.dtype == dtype:
            return self
        converted: dict[int, FloatArray] = {}  # by identity: what is one array stays one array
        for field in fields(self):
            stage = getattr(self, field.name)
            if id(stage) not in converted:
                with np.errstate(all="ignore"):
                    narrow = stage.astype(dtype)
                    saturate(narrow, stage)
                converted[id(stage)] = narrow
        return replace(self, **{f.name: converted[id(getattr(self, f.name))] for f in fields(self)})


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """What attention starts from, checked, of one precision, and the same for every head.

    Attributes
    ----------
    shape : (..., n_heads, n_q, n_k), the shape of the scores.
    value : [..., n_heads, n_k, d_value].
    scale : factor on the scores.
    query, key : [..., n_heads, n, d_head], or None where the scores are given.
    scores : ``shape``, or None where they are to be computed.
    addend : broadcasts to ``shape``, added after the softcap, -inf where masked; or None.
    has_bias : whether ``addend`` holds more than a mask.
    softcap : bound on the scaled scores, or None.
    """

    shape: tuple[int, ...]
    value: FloatArray
    scale: float
    query: FloatArray | None = None
    key: FloatArray | None = None
    scores: FloatArray | None = None
    addend: FloatArray | None = None
    has_bias: bool = False
    softcap: float | None = None


def compute(
    inputs: Inputs, intervene: Callable[[str, FloatArray], FloatArray] | None = None
) -> Attended:
    """Fill all stages; ``intervene`` is called after each and may replace it."""
    stages = _Stages(inputs, watched=intervene is not None)
    blocks = list(_blocks(inputs.shape))
    if intervene is None:
        for name in _NAMES:
            stages.open(name)
        stages.fill(_NAMES, blocks)
    else:
        for name in _NAMES:
            stages.open(name)
            stages.fill((name,), blocks)
            stages.arrays[name] = _replaced(name, stages.arrays[name], intervene)
    return Attended(**stages.arrays)


def _replaced(
    name: str, stage: FloatArray, intervene: Callable[[str, FloatArray], FloatArray]
) -> FloatArray:
    """Return what ``intervene`` makes of a stage, or raise if its shape differs."""
    result = np.asarray(intervene(name, stage))
    if result.shape != stage.shape:
        raise ValueError(f"intervene made {name} of shape {result.shape} from shape {stage.shape}")
    return result.astype(stage.dtype, copy=False)


def _blocks(shape: tuple[int, ...]) -> Iterator[Block]:
    """Cut scores of ``shape`` into blocks of rows that fit into the cache, map by map."""
    *maps, n_q, n_k = shape
    if math.prod(shape) <= SINGLE_BLOCK_CELLS:
        yield (), slice(0, n_q)
        return
    height = max(1, BLOCK_CELLS // n_k)
    for index in np.ndindex(*maps):
        for start in range(0, n_q, height):
            yield index, slice(start, start + height)


class _Stages:
    """The arrays while they are being filled."""

    def __init__(self, inputs: Inputs, watched: bool) -> None:
        self.inputs = inputs
        self.arrays: dict[str, FloatArray] = {}
        self.spare: list[FloatArray] = []  # room for the next stages of the scores' shape
        self.dtype = inputs.value.dtype
        # Contiguous, and never the query's own memory: NumPy computes x @ x.T by another
        # algorithm, and the bits of the scores must not depend on who shares an array.
        self.key_t = None if inputs.key is None else inputs.key.swapaxes(-1, -2).copy()
        self.addend = None
        if inputs.addend is not None:
            self.addend = np.broadcast_to(inputs.addend, inputs.shape)
        self.steady = not watched and _cannot_overflow(inputs)
        self.value_finite = bool(np.isfinite(inputs.value).all())

    def open(self, name: str) -> None:
        """Make room for stage ``name``, or take over the stage before where nothing changes."""
        inputs, arrays = self.inputs, self.arrays
        if name == "scores" and inputs.scores is not None:
            arrays[name] = inputs.scores
        elif name == "capped" and inputs.softcap is None:
            arrays[name] = arrays["scaled"]
        elif name == "masked" and inputs.addend is None:
            arrays[name] = arrays["capped"]
        elif name == "context":
            arrays[name] = np.empty((*inputs.shape[:-1], inputs.value.shape[-1]), self.dtype)
        else:
            arrays[name] = self._room()

    def _room(self) -> FloatArray:
        """Return an empty array of the scores' shape."""
        shape = self.inputs.shape
        if not self.spare:
            stage_bytes = max(1, math.prod(shape) * self.dtype.itemsize)
            together = min(4, max(1, SLAB_BYTES // stage_bytes))
            self.spare.extend(np.empty((together, *shape), self.dtype))
        return self.spare.pop()

    def fill(self, names: tuple[str, ...], blocks: list[Block]) -> None:
        """Compute the stages ``names`` in every block."""
        steps = [_FILL[name] for name in names]

        def work(block: Block) -> None:
            with np.errstate(all="ignore"):  # each thread has an error state of its own
                for step in steps:
                    step(self, block)

        for_each(work, blocks)

    def rows(self, name: str, block: Block) -> FloatArray:
        """Return the part of stage ``name`` that ``block`` covers."""
        index, rows = block
        part: FloatArray = self.arrays[name][index][..., rows, :]
        return part


def _cannot_overflow(inputs: Inputs) -> bool:
    """Tell whether all scores are known to be finite, so that no repair is needed.

    Cauchy-Schwarz over whole arrays: no dot product exceeds the product of their norms.
    """
    if inputs.query is None or inputs.key is None or inputs.has_bias:
        return False
    with np.errstate(all="ignore"):
        squares = float(np.vdot(inputs.query, inputs.query))
        squares *= float(np.vdot(inputs.key, inputs.key))
    bound = math.sqrt(squares) if squares >= 0 else math.inf
    return bound * max(1.0, abs(inputs.scale)) < float(np.finfo(inputs.value.dtype).max) / 2


def _fill_scores(stages: _Stages, block: Block) -> None:
    index, rows = block
    inputs = stages.inputs
    if inputs.query is None or stages.key_t is None:
        return
    query, key_t = inputs.query[index][..., rows, :], stages.key_t[index]
    scores = stages.rows("scores", block)
    np.matmul(query, key_t, out=scores)  # [r, d_head] @ [d_head, n_k] -> [r, n_k]
    if not stages.steady:
        finite = np.isfinite(scores)
        if not finite.all():
            np.copyto(scores, dot_saturating(query, key_t.swapaxes(-1, -2)), where=~finite)


def _fill_scaled(stages: _Stages, block: Block) -> None:
    scores, scaled = stages.rows("scores", block), stages.rows("scaled", block)
    np.multiply(scores, stages.inputs.scale, out=scaled)
    if not stages.steady:
        saturate(scaled, scores)


def _fill_capped(stages: _Stages, block: Block) -> None:
    softcap = stages.inputs.softcap
    if softcap is None:
        return
    capped = stages.rows("capped", block)
    np.divide(stages.rows("scaled", block), softcap, out=capped)
    np.tanh(capped, out=capped)
    np.multiply(capped, softcap, out=capped)


def _fill_masked(stages: _Stages, block: Block) -> None:
    if stages.addend is None:
        return
    index, rows = block
    addend = stages.addend[index][..., rows, :]
    capped, masked = stages.rows("capped", block), stages.rows("masked", block)
    np.add(capped, addend, out=masked)
    if not stages.steady:
        saturate(masked, capped, addend)
        # NaN - inf is NaN: what is masked is decided on the mask, not on the scores.
        np.copyto(masked, -np.inf, where=np.isneginf(addend))


def _fill_weights(stages: _Stages, block: Block) -> None:
    softmax_rows(stages.rows("masked", block), out=stages.rows("weights", block))


def _fill_context(stages: _Stages, block: Block) -> None:
    index, _ = block
    weights, context = stages.rows("weights", block), stages.rows("context", block)
    value = stages.inputs.value[index]
    if stages.value_finite:
        np.matmul(weights, value, out=context)  # [r, n_k] @ [n_k, d_value] -> [r, d_value]
    else:
        _finite_context(weights, value, context)


def _finite_context(weights: FloatArray, value: FloatArray, context: FloatArray) -> None:
    """Write weighted sums in which a weight of 0 silences its value; in floats 0 * NaN is NaN."""
    finite = np.isfinite(value)
    np.matmul(weights, np.where(finite, value, 0.0), out=context)
    other_axes = (*range(value.ndim - 2), value.ndim - 1)
    for key in np.flatnonzero(~finite.all(axis=other_axes)):
        weight = weights[..., :, key, None]  # [..., r, 1]
        stray = np.where(finite, 0.0, value)[..., None, key, :]  # [..., 1, d_value]
        context += np.where(weight != 0, weight * stray, 0.0)


_FILL: dict[str, Callable[[_Stages, Block], None]] = {
    "scores": _fill_scores,
    "scaled": _fill_scaled,
    "capped": _fill_capped,
    "masked": _fill_masked,
    "weights": _fill_weights,
    "context": _fill_context,
}
_NAMES = tuple(_FILL)
