"""The trace of one run: every step, every grid of numbers, and the arithmetic of every cell.

A Trace is frozen data. A panel draws it, an exporter writes it, a test recomputes it; nobody
changes it. Arrays in it are marked read-only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from core.messages import Message

if TYPE_CHECKING:
    from core.explanation import Explanation
    from core.forward import Computed
    from core.gradients.step import GradientStep
    from core.numerics import FloatArray
    from core.objective import Objective
    from core.resolve import Resolved
    from core.scenario import Scenario

Role = Literal["query", "key", "value"]
Kind = Literal["signed", "weights", "mask", "plain"]
AxisKind = Literal["tokens", "features", "heads", "single"]

STEP_KEYS = ("inputs", "projections", "scores", "scale_mask", "weights", "output")
"""The steps of a run, in the order in which a person meets them."""
BACK = "gradients"
"""The step that goes back through all of them, from a loss that the user chooses."""
ALL_STEP_KEYS = (*STEP_KEYS, BACK)
BACK_PREFIX = "d_"
"""What the names of its grids begin with, and no others."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What stands along the rows, the columns or the slices of a grid.

    Attributes
    ----------
    kind : ``tokens`` (labels are the user's words), ``features`` or ``heads`` (labels are 1-based
        numbers), or ``single`` (one unnamed entry, such as a row sum).
    title : marked text in the context ``core``: "query tokens", "key features", ...
    labels : one a row or column.
    role : whose colour the labels wear, if any.
    """

    kind: AxisKind
    title: str
    labels: tuple[str, ...]
    role: Role | None = None


@dataclass(frozen=True, slots=True, eq=False)  # one grid equals itself: arrays have no ==
class Grid:
    r"""A named array of the trace with its labels.

    Attributes
    ----------
    name : unique in the trace: ``query``, ``scores``, ``w_q``, ...; also the target of an Edit.
    symbol : TeX, its letters coloured by ``\query{}``, ``\key{}``, ``\value{}``.
    title : marked text in the context ``core``, in the field's words.
    values : [heads, rows, cols], read-only; one head where there is no splitting.
    rows, cols : the axes.
    kind : fixes the colour map: ``signed`` (diverging about zero), ``weights`` (0 to 1), ``mask``;
        ``plain`` has none, its numbers are a check or a measure, to be read.
    roles : whose colours the grid wears; tied keys and values wear both.
    parameter : True for what is learned (a matrix), False for what is computed.
    edited : cells (head, row, col) that the user has overwritten.
    heads : what the slices along the first axis are: heads, key-value heads, or the query tokens
        of the tanh layer; None where there is one slice.
    """

    name: str
    symbol: str
    title: str
    values: FloatArray = field(repr=False)
    rows: Axis
    cols: Axis
    kind: Kind = "signed"
    roles: tuple[Role, ...] = ()
    parameter: bool = False
    edited: frozenset[tuple[int, int, int]] = frozenset()
    heads: Axis | None = None

    @property
    def n_heads(self) -> int:
        """Number of slices along the first axis."""
        return int(self.values.shape[0])


Explainer = Callable[[str, int, int, int], "Explanation"]


@dataclass(frozen=True, eq=False)
class Step:
    """One stage of the computation.

    Attributes
    ----------
    key : one of ``ALL_STEP_KEYS``.
    formula : TeX of this step for this variant, coloured as in :class:`Grid`.
    grids : in the order in which a person meets them.
    notes : facts that hold for this variant and step ("there is no matrix here: ...").
    """

    key: str
    formula: str
    grids: tuple[Grid, ...]
    notes: tuple[Message, ...] = ()
    explainer: Explainer | None = field(default=None, repr=False)

    def grid(self, name: str) -> Grid:
        """Return the grid called ``name``; KeyError names those that this step has."""
        for grid in self.grids:
            if grid.name == name:
                return grid
        raise KeyError(f"step {self.key!r} has no grid {name!r}; it has {self.grid_names()}")

    def grid_names(self) -> tuple[str, ...]:
        """Names of the grids, in order."""
        return tuple(grid.name for grid in self.grids)

    def explain(self, grid: str, head: int, row: int, col: int) -> Explanation:
        """Return the arithmetic of one cell as data.

        Raises
        ------
        KeyError : the step has no such grid.
        IndexError : the cell lies outside it.
        """
        shape = self.grid(grid).values.shape
        if not all(0 <= index < size for index, size in zip((head, row, col), shape, strict=True)):
            raise IndexError(f"cell {(head, row, col)} lies outside {grid!r} of shape {shape}")
        if self.explainer is None:
            raise KeyError(f"step {self.key!r} was built without explanations")
        return self.explainer(grid, head, row, col)


@dataclass(frozen=True, eq=False)
class Trace:
    """All steps of one run of one scenario.

    Attributes
    ----------
    scenario : what was run.
    resolved : the same with nothing left open.
    steps : in the order of ``STEP_KEYS``.
    computed : the arrays of all grids by name.
    loss : what the user asks of the output, for the gradients; None leaves it to the run:
        :func:`core.gradients.objectives.usual`.
    """

    scenario: Scenario
    resolved: Resolved
    steps: tuple[Step, ...]
    computed: Computed = field(repr=False)
    loss: Objective | None = None

    def __getitem__(self, key: str) -> Step:
        if key == BACK:
            return self.back
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(f"no step {key!r}; the steps are {[step.key for step in self.steps]}")

    @cached_property
    def back(self) -> GradientStep:
        """The step ``gradients``; computed when it is first asked for."""
        from core.gradients.step import gradient_step  # it starts where a trace ends

        return gradient_step(self)

    def asked(self, loss: Objective | None) -> Trace:
        """Return the same run with gradients of another loss."""
        return self if loss == self.loss else replace(self, loss=loss)

    def step_of(self, grid: str) -> Step:
        """Return the step that owns the grid called ``grid``; KeyError when none does."""
        if not self.has(grid):
            raise KeyError(f"no step has a grid {grid!r}")
        return self._owners(grid)[grid][0]

    def grid(self, name: str) -> Grid:
        """Return the grid called ``name`` from whichever step owns it."""
        if not self.has(name):
            raise KeyError(f"no step has a grid {name!r}")
        return self._owners(name)[name][1]

    def has(self, name: str) -> bool:
        """Whether any step of this variant has a grid called ``name``."""
        return name in self._owners(name)

    def explain(self, grid: str, head: int, row: int, col: int) -> Explanation:
        """Return the arithmetic of one cell of any grid; see :meth:`Step.explain`."""
        return self.step_of(grid).explain(grid, head, row, col)

    def _owners(self, grid: str) -> Mapping[str, tuple[Step, Grid]]:
        """Return the grids among which one can be; nothing goes back for those of the run."""
        return self._backward if grid.startswith(BACK_PREFIX) else self._forward

    @cached_property
    def _forward(self) -> Mapping[str, tuple[Step, Grid]]:
        return _by_name(self.steps)

    @cached_property
    def _backward(self) -> Mapping[str, tuple[Step, Grid]]:
        return _by_name((self.back,))


def _by_name(steps: Sequence[Step]) -> Mapping[str, tuple[Step, Grid]]:
    """Return every grid of some steps with its step, the first of each name."""
    return {grid.name: (step, grid) for step in reversed(steps) for grid in reversed(step.grids)}
