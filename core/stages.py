"""How the stages of attention are filled: block by block, so that each block stays in cache.

Large scores do not fit into a processor's cache. Filling one whole stage after another would
fetch every number from memory again for each; a block of rows goes through all stages while it
is at hand, and blocks are independent, so they go to all cores.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import numpy as np

from core.numerics import FloatArray, saturate, softmax_rows
from core.parallel import for_each
from core.scores import dot_saturating

# Cells of the scores in one block: several stages of it fit into a core's own cache.
BLOCK_CELLS = 1 << 16
# Up to this many cells, everything is one block: waking a thread would cost more than it saves.
SINGLE_BLOCK_CELLS = 1 << 18
# Stages up to this size share one allocation. The C library hands freed memory back to the system
# beyond twice the largest block it has seen, 32 MiB at most; stages that are allocated one by one
# cross that line together, and every run would pay for fresh pages (measured: half of the time).
SLAB_BYTES = 24 << 20

Intervention = Callable[[str, FloatArray], FloatArray]


class Block(NamedTuple):
    """A part of the scores: one index of the batch, some heads, some rows."""

    batch: tuple[int, ...]
    heads: slice
    rows: slice


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


class Inputs(NamedTuple):
    """What attention starts from, checked, of one precision, and the same for every head.

    Attributes
    ----------
    shape : (..., n_heads, n_q, n_k), the shape of the scores.
    value : [..., n_heads, n_k, d_value].
    scale : factor on the scores.
    softcap : bound on the scaled scores, or None.
    addend : broadcasts to ``shape``, added after the softcap, -inf where masked; or None.
    has_bias : whether ``addend`` holds more than a mask.
    query, key : [..., n_heads, n, d_head], or None where the scores are given.
    scores : ``shape``, or None where they are to be computed.
    """

    shape: tuple[int, ...]
    value: FloatArray
    scale: float
    softcap: float | None
    addend: FloatArray | None
    has_bias: bool
    query: FloatArray | None = None
    key: FloatArray | None = None
    scores: FloatArray | None = None


def compute(inputs: Inputs, intervene: Intervention | None = None) -> Attended:
    """Fill all stages; ``intervene`` is called after each and may replace it."""
    with np.errstate(all="ignore"):  # what overflows is repaired
        blocks = _blocks(inputs.shape)
        filling = _Filling(inputs, steady=intervene is None and _cannot_overflow(inputs))
        if intervene is None:
            for name in _NAMES:
                filling.open(name)
            filling.run(_NAMES, blocks)
        else:
            for name in _NAMES:
                filling.open(name)
                filling.run((name,), blocks)
                filling.arrays[name] = _replaced(name, filling.arrays[name], intervene)
        return Attended(*(filling.arrays[name] for name in _NAMES))


def _replaced(name: str, stage: FloatArray, intervene: Intervention) -> FloatArray:
    """Return what ``intervene`` makes of a stage, or raise if its shape differs."""
    result = np.asarray(intervene(name, stage))
    if result.shape != stage.shape:
        raise ValueError(f"intervene made {name} of shape {result.shape} from shape {stage.shape}")
    return result.astype(stage.dtype, copy=False)


def _blocks(shape: tuple[int, ...]) -> list[Block]:
    """Cut scores of ``shape`` into blocks that fit into the cache: whole heads, or rows of one."""
    *batch, n_heads, n_q, n_k = shape
    if math.prod(shape) <= SINGLE_BLOCK_CELLS:
        return [Block((), slice(None), slice(None))]
    heads = max(1, BLOCK_CELLS // (n_q * n_k))
    rows = max(1, min(n_q, BLOCK_CELLS // n_k))
    return [
        Block(index, slice(head, head + heads), slice(row, row + rows))
        for index in np.ndindex(*batch)
        for head in range(0, n_heads, heads)
        for row in range(0, n_q, rows)
    ]


def _cannot_overflow(inputs: Inputs) -> bool:
    """Tell whether all scores are known to be finite, so that no repair is needed.

    Cauchy-Schwarz over whole arrays: no dot product exceeds the product of their norms.
    """
    if inputs.query is None or inputs.key is None or inputs.has_bias:
        return False
    squares = float(np.vdot(inputs.query, inputs.query)) * float(np.vdot(inputs.key, inputs.key))
    limit = float(np.finfo(inputs.value.dtype).max) / max(2.0, 2.0 * abs(inputs.scale))
    return squares < limit * limit  # False for inf and NaN


class _Filling:
    """The arrays of one computation while they are being filled."""

    def __init__(self, inputs: Inputs, steady: bool) -> None:
        self.inputs = inputs
        self.steady = steady
        self.dtype = inputs.value.dtype
        self.value_finite = bool(np.isfinite(inputs.value).all())
        self.arrays: dict[str, FloatArray] = {"value": inputs.value}
        if inputs.query is not None and inputs.key is not None:
            self.arrays["query"] = inputs.query
            # Contiguous, and never the query's own memory: NumPy computes x @ x.T by another
            # algorithm, and the bits of the scores must not depend on who shares an array.
            self.arrays["key_t"] = inputs.key.swapaxes(-1, -2).copy()
        if inputs.addend is not None:
            self.arrays["addend"] = inputs.addend
        self.spare: list[FloatArray] = []  # room for the next stages of the scores' shape
        self.n_to_allocate = 2 + sum(  # scaled and weights always have a memory of their own
            (inputs.scores is None, inputs.softcap is not None, inputs.addend is not None)
        )

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
            *batch, n_heads, n_q, _ = inputs.shape
            # A token's heads lie side by side in memory, so that joining them copies nothing.
            joined = np.empty((*batch, n_q, n_heads, inputs.value.shape[-1]), self.dtype)
            arrays[name] = joined.swapaxes(-3, -2)  # [..., n_heads, n_q, d_value]
        else:
            arrays[name] = self._room()

    def _room(self) -> FloatArray:
        """Return an empty array of the scores' shape."""
        shape = self.inputs.shape
        if not self.spare:
            stage_bytes = max(1, math.prod(shape) * self.dtype.itemsize)
            together = min(self.n_to_allocate, max(1, SLAB_BYTES // stage_bytes))
            self.n_to_allocate -= together
            self.spare.extend(np.empty((together, *shape), self.dtype))
        return self.spare.pop()

    def run(self, names: tuple[str, ...], blocks: list[Block]) -> None:
        """Compute the stages ``names`` in every block."""
        fills = [_FILL[name] for name in names]

        def work(block: Block) -> None:
            part = self.arrays if len(blocks) == 1 else self._part(block)
            for fill in fills:
                fill(self, part)

        for_each(work, blocks)

    def _part(self, block: Block) -> dict[str, FloatArray]:
        """Return the views of all arrays that ``block`` covers."""
        part = {}
        for name, array in self.arrays.items():
            whole = np.broadcast_to(array, self.inputs.shape) if name == "addend" else array
            view = whole[block.batch][block.heads]
            part[name] = view if name in _PER_HEAD else view[:, block.rows]
        return part


def _fill_scores(filling: _Filling, part: dict[str, FloatArray]) -> None:
    if "query" not in part:
        return
    query, key_t, scores = part["query"], part["key_t"], part["scores"]
    np.matmul(query, key_t, out=scores)  # [n_q, d_head] @ [d_head, n_k] -> [n_q, n_k]
    if not filling.steady:
        finite = np.isfinite(scores)
        if not finite.all():
            np.copyto(scores, dot_saturating(query, key_t.swapaxes(-1, -2)), where=~finite)


def _fill_scaled(filling: _Filling, part: dict[str, FloatArray]) -> None:
    np.multiply(part["scores"], filling.inputs.scale, out=part["scaled"])
    if not filling.steady:
        saturate(part["scaled"], part["scores"])


def _fill_capped(filling: _Filling, part: dict[str, FloatArray]) -> None:
    softcap = filling.inputs.softcap
    if softcap is not None:
        capped = np.divide(part["scaled"], softcap, out=part["capped"])
        np.tanh(capped, out=capped)
        np.multiply(capped, softcap, out=capped)


def _fill_masked(filling: _Filling, part: dict[str, FloatArray]) -> None:
    if "addend" not in part:
        return
    capped, addend, masked = part["capped"], part["addend"], part["masked"]
    np.add(capped, addend, out=masked)
    if not filling.steady:
        saturate(masked, capped, addend)
        # NaN - inf is NaN: what is masked is decided on the mask, not on the scores.
        np.copyto(masked, -np.inf, where=np.isneginf(addend))


def _fill_weights(filling: _Filling, part: dict[str, FloatArray]) -> None:  # noqa: ARG001
    softmax_rows(part["masked"], out=part["weights"])


def _fill_context(filling: _Filling, part: dict[str, FloatArray]) -> None:
    weights, value, context = part["weights"], part["value"], part["context"]
    if filling.value_finite:
        np.matmul(weights, value, out=context)  # [n_q, n_k] @ [n_k, d_value] -> [n_q, d_value]
    else:
        _selective_context(weights, value, context)


def _selective_context(weights: FloatArray, value: FloatArray, context: FloatArray) -> None:
    """Write weighted sums in which a weight of 0 silences its value; in floats 0 * NaN is NaN."""
    finite = np.isfinite(value)
    np.matmul(weights, np.where(finite, value, 0.0), out=context)
    other_axes = (*range(value.ndim - 2), value.ndim - 1)
    for key in np.flatnonzero(~finite.all(axis=other_axes)):
        weight = weights[..., :, key, None]  # [..., n_q, 1]
        stray = np.where(finite, 0.0, value)[..., None, key, :]  # [..., 1, d_value]
        context += np.where(weight != 0, weight * stray, 0.0)


_PER_HEAD = frozenset(("key_t", "value"))  # what every row of a head needs whole
_FILL: dict[str, Callable[[_Filling, dict[str, FloatArray]], None]] = {
    "scores": _fill_scores,
    "scaled": _fill_scaled,
    "capped": _fill_capped,
    "masked": _fill_masked,
    "weights": _fill_weights,
    "context": _fill_context,
}
_NAMES = tuple(_FILL)
