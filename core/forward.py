"""The computation: a resolved scenario to the array of every grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.attention import attend, attend_from_scores, join_heads
from core.edits import Cell, Edits
from core.masks import causal, padding, sliding_window, stored
from core.numerics import BoolArray, FloatArray, linear
from core.projections import fill_projections
from core.resolve import Resolved
from core.rows import row_entropy
from core.scenario import Scenario
from core.scores import tanh_layer
from core.source import Source, Touch, source_of

_STAGES = ("scores", "scaled", "capped", "masked", "weights", "context")

Report = Callable[[float], None]
"""Takes the part that is done, 0 to 1; may raise to stop the run."""


@dataclass(frozen=True, eq=False)
class Computed:
    """Every number of one run.

    Attributes
    ----------
    scenario, resolved, source : what was run.
    arrays : grid name -> [heads, rows, cols], read-only. What is the same is one array: a value
        tied to its key *is* the key's array.
    edited : grid name -> the cells that the user has overwritten, where there are any.
    """

    scenario: Scenario
    resolved: Resolved
    source: Source
    arrays: Mapping[str, FloatArray]
    edited: Mapping[str, frozenset[Cell]]


def compute(scenario: Scenario, resolved: Resolved, report: Report | None = None) -> Computed:
    """Compute the arrays of all grids, in the order of the steps."""
    run = _Run(scenario, resolved, report)
    run.inputs()
    run.projections()
    run.attention()
    run.statistics()
    run.output()
    arrays, edited = MappingProxyType(run.arrays), MappingProxyType(run.edited)
    return Computed(scenario, resolved, run.source, arrays, edited)


class _Run:
    """The arrays while they are being computed."""

    def __init__(self, scenario: Scenario, resolved: Resolved, report: Report | None) -> None:
        self.scenario = scenario
        self.resolved = resolved
        self.source = source_of(scenario)
        self.edits = Edits.of(scenario.edits)
        self.arrays: dict[str, FloatArray] = {}
        self.edited: dict[str, frozenset[Cell]] = {}
        self.report = report

    def put(self, name: str, array: FloatArray) -> FloatArray:
        """Lay the edits over an array, keep it, and return it."""
        return self.keep(name, self.edits.apply(name, array))

    def keep(self, name: str, array: FloatArray) -> FloatArray:
        """Keep an array, edited already, under its name and read-only, and return it."""
        cells = self.edits.cells(name, array.shape)
        if cells:
            self.edited[name] = frozenset(cells)
        array.setflags(write=False)
        self.arrays[name] = array
        return array

    def done(self, part: float) -> None:
        """Tell how far the run is."""
        if self.report is not None:
            self.report(part)

    def inputs(self) -> None:
        """Fill the first step."""

        def touch(grid: str) -> Touch:
            return lambda row, state: self.edits.apply_row(grid, row, state)

        self.source.fill_inputs(self.resolved, self.put, touch)
        self.done(0.05)

    def projections(self) -> None:
        """Fill the matrices, queries, keys and values."""
        fill_projections(self.resolved, self.source, self.put, self.arrays)
        self.done(0.1)

    def attention(self) -> None:
        """Fill everything from the scores to the context."""
        resolved = self.resolved
        scores = self._additive_scores() if resolved.additive else None
        free = allowed(self.scenario, resolved)
        mask = self.put("mask", free[None].astype(resolved.dtype))[0] != 0  # [n_q, n_k]
        intervene = None
        if self.report is not None or self.edits.touch(_STAGES):
            intervene = self._intervene
        value = self.arrays["value"]
        within = None if mask.all() else mask
        scale, softcap = resolved.scale, resolved.softcap
        if scores is None:
            query, key = self.arrays["query"], self.arrays["key"]
            attended = attend(
                query, key, value, mask=within, scale=scale, softcap=softcap, intervene=intervene
            )
        else:
            attended = attend_from_scores(
                scores, value, mask=within, scale=scale, softcap=softcap, intervene=intervene
            )
        for name in _STAGES:
            self.keep(name, getattr(attended, name))

    def _intervene(self, name: str, stage: FloatArray) -> FloatArray:
        """Lay the edits over a stage, as soon as it is there."""
        self.done(0.1 + 0.1 * (1 + _STAGES.index(name)))
        return self.edits.apply(name, stage)

    def _additive_scores(self) -> FloatArray:
        """Fill the tanh layer, a slab [n_k, units] for each query, and return scores [1, n_q, n_k].

        Bahdanau et al. 2014 and Luong et al. 2015: e_ij = v · tanh(q_i + k_j).
        """
        layer = tanh_layer(self.arrays["query"][0], self.arrays["key"][0])  # [n_q, n_k, units]
        layer = self.put("tanh", layer)
        return linear(layer, self.arrays["v_a"][0])[None, :, :, 0]  # [n_q, n_k, 1] -> scores

    def statistics(self) -> None:
        """Fill what is told about the weights."""
        weights = self.arrays["weights"]  # [n_heads, n_q, n_k]
        with np.errstate(all="ignore"):
            self.put("row_sum", weights.sum(axis=-1, keepdims=True))
            self.done(0.75)
            self.put("entropy", row_entropy(weights))
            self.done(0.85)
            self.put("mean_weights", weights.mean(axis=0, keepdims=True))
        self.done(0.9)

    def output(self) -> None:
        """Fill what follows the context."""
        joined = self.put("joined", join_heads(self.arrays["context"])[None])
        if self.resolved.output_projection:
            joined = linear(joined, self.arrays["w_o"])  # [1, n_q, joined] -> [1, n_q, d_model]
        self.put("output", joined)
        for name, answer in self.source.answers(self.resolved, self.arrays):
            self.put(name, answer)
        self.done(1.0)


def allowed(scenario: Scenario, resolved: Resolved) -> BoolArray:
    """Return which query may attend to which key, True where it may: [n_q, n_k]."""
    n_q, n_k = resolved.n_q, resolved.n_k
    free = np.ones((n_q, n_k), dtype=np.bool_)
    if scenario.mask == "causal":
        free = causal(n_q, n_k)
    elif scenario.mask == "window":
        free = sliding_window(n_q, n_k, scenario.window, scenario.window)
    elif scenario.mask == "causal_window":
        free = sliding_window(n_q, n_k, scenario.window, 0)
    elif scenario.mask == "stored":
        free = stored(n_q, n_k, resolved.n_asking)
    if scenario.padding:
        free = free & padding([max(n_k - scenario.padding, 0)], n_k)[0, 0]  # [1, n_k]
    return free
