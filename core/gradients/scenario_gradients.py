r"""Gradients of a run of the explorer, for a loss that the user chooses: back through every grid.

The gradient of a grid tells how the loss answers when one of its cells moves and all that is
computed from it follows. Where value *is* the key's array, the key's gradient has two parts, via
the scores (``key``) and via the context (``value``), and so has the matrix that makes both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from core.gradients.attention import context_gradients, dot_gradients, softmax_gradient
from core.gradients.ledger import Ledger
from core.gradients.maps import join_heads_gradient, silent_product
from core.gradients.objectives import copied, objective_grid, objective_obstacle, objective_value
from core.gradients.scenario_inputs import back_through_inputs
from core.gradients.scenario_routes import back_through_projections
from core.gradients.ties import TiedGradient
from core.numerics import FloatArray, softmax
from core.objective import CopyToken, MakeLarger, Objective
from core.trace import Grid, Trace

__all__ = ["CopyToken", "GradientTrace", "MakeLarger", "Objective", "gradients"]


@dataclass(frozen=True, eq=False)
class GradientTrace:
    """The gradients of one loss of one run.

    Attributes
    ----------
    trace, loss : the run and the loss.
    value : the loss as it stands.
    grids : grid name -> dL/d(grid), of the grid's shape [heads, rows, cols], read-only; of every
        grid between the inputs and the loss, every matrix among them.
    parts : grid name -> its gradient by use, for the grids that serve several. The uses of a
        matrix or of X are ``query``, ``key`` and ``value``; ``query`` and ``key`` are the ways
        through the scores, ``value`` is the way through the context.
    uses : grid name -> the names of all its uses, of one as of several.
    """

    trace: Trace
    loss: Objective
    value: float
    grids: Mapping[str, FloatArray]
    parts: Mapping[str, TiedGradient]
    uses: Mapping[str, tuple[str, ...]]

    def grid(self, name: str) -> Grid:
        """Return a gradient with the labels of its grid; KeyError where the run has none.

        Raises
        ------
        KeyError : no gradient reaches a grid of that name.
        """
        return self._labelled(name, self.grids[name])

    def part(self, name: str, use: str) -> Grid:
        """Return the part of a gradient that comes through one use, labelled.

        Raises
        ------
        KeyError : the grid does not serve several uses, or not this one.
        """
        return self._labelled(name, self.parts[name].parts[use])

    def _labelled(self, name: str, values: FloatArray) -> Grid:
        """Return numbers as the gradient of a grid."""
        grid = self.trace.grid(name)
        symbol = rf"\partial L / \partial {grid.symbol}"
        return replace(grid, symbol=symbol, values=values, kind="signed", edited=frozenset())


@np.errstate(all="ignore")
def gradients(trace: Trace, loss: Objective) -> GradientTrace:
    """Go back through a whole run.

    A cell that the user has overwritten does not answer to anything, masked cells and fully masked
    rows have gradient 0, and a number that is not finite spoils only what it reaches.

    Parameters
    ----------
    trace : the run.
    loss : what the user asks of one row of the output.

    Raises
    ------
    ValueError : the run cannot be asked this: see
        :func:`core.gradients.objectives.objective_obstacle`.
    """
    obstacle = objective_obstacle(trace, loss)
    if obstacle is not None:
        raise ValueError(obstacle.english())
    ledger = Ledger(trace.computed)
    grid = objective_grid(loss)
    read = ledger.array(grid)
    target = copied(trace, loss) if isinstance(loss, CopyToken) else None
    value, d_row = objective_value(loss, read[0, loss.row], target)
    start = np.zeros_like(read)
    start[0, loss.row] = d_row
    ledger.receive(grid, "loss", start)
    if grid == "output":
        _back_through_output(ledger)
    heads = join_heads_gradient(ledger.onward("joined")[0], trace.resolved.n_heads)
    ledger.receive("context", "joined", heads)  # [n_heads, n_q, d_value]
    # Up to the scores each query is by itself: the loss reads one, and nothing reaches the others.
    rows = slice(loss.row, loss.row + 1)
    _back_through_weights(ledger, rows)
    _back_through_scores(ledger, rows)
    back_through_projections(ledger)
    back_through_inputs(ledger)
    grids, parts = MappingProxyType(ledger.totals()), MappingProxyType(ledger.shared())
    return GradientTrace(trace, loss, value, grids, parts, MappingProxyType(ledger.uses()))


def _back_through_output(ledger: Ledger) -> None:
    """Output to the joined heads, with W_O where it is on."""
    resolved = ledger.computed.resolved
    onward = ledger.onward("output")  # [1, n_q, d_out]
    if resolved.output_projection:
        d_w_o = silent_product(onward.swapaxes(-1, -2), ledger.array("joined")).swapaxes(-1, -2)
        ledger.receive("w_o", "output", d_w_o)
        onward = silent_product(onward, ledger.array("w_o").swapaxes(-1, -2))
    ledger.receive("joined", "output", onward)


def _back_through_weights(ledger: Ledger, rows: slice) -> None:
    """Context to values, and through weights, mask, softcap and scale to the scores."""
    resolved = ledger.computed.resolved
    weights, masked = (ledger.array(name)[:, rows] for name in ("weights", "masked"))
    onward = ledger.onward("context")[:, rows]
    # A row that the loss does not read stays silent, whatever its weights.
    read = onward.any(axis=-1, keepdims=True)  # [n_heads, rows, 1]
    context = context_gradients(np.where(read, weights, 0.0), ledger.array("value"), onward)
    _receive(ledger, "weights", "context", context.weights, rows)
    ledger.receive("value", "value", context.value)
    if "weights" in ledger.computed.edited:
        weights = softmax(masked)  # the slope is that of the softmax, not of what replaced it
    d_weights = ledger.onward("weights")[:, rows]
    d_masked = softmax_gradient(np.where(read, weights, 0.0), d_weights)
    _receive(ledger, "masked", "weights", d_masked, rows)
    # -inf stands in masked cells whatever the score: their weight of 0 has stopped the gradient.
    ledger.receive("capped", "masked", ledger.onward("masked"))
    if resolved.softcap is None:
        ledger.receive("scaled", "capped", ledger.onward("capped"))
    else:
        slope = 1.0 - np.square(np.tanh(ledger.array("scaled")[:, rows] / resolved.softcap))
        _receive(ledger, "scaled", "capped", ledger.onward("capped")[:, rows] * slope, rows)
    d_scores = ledger.onward("scaled")[:, rows] * resolved.scale
    _receive(ledger, "scores", "scaled", d_scores, rows)


def _back_through_scores(ledger: Ledger, rows: slice) -> None:
    """Scores to queries and keys."""
    onward = ledger.onward("scores")[:, rows]  # [n_heads, rows, n_k]
    query, key = ledger.array("query")[:, rows], ledger.array("key")
    if not ledger.computed.resolved.additive:
        found = dot_gradients(query, key, onward)
        _receive(ledger, "query", "query", found.query, rows)
        ledger.receive("key", "key", found.key)
        return
    layer, v_a = (
        ledger.array("tanh")[rows],
        ledger.array("v_a"),
    )  # [rows, n_k, units], [1, units, 1]
    # [1, rows * n_k] @ [rows * n_k, units] -> [1, units]
    ledger.receive("v_a", "scores", onward.reshape(1, -1) @ layer.reshape(-1, layer.shape[-1]))
    tanh = ledger.array("tanh")
    d_tanh = np.zeros(tanh.shape, tanh.dtype)
    d_tanh[rows] = onward[0][..., None] * v_a[0, :, 0]
    ledger.receive("tanh", "scores", d_tanh)
    pairs = ledger.onward("tanh")[rows] * (1.0 - np.square(layer))  # dL/d(q_i + k_j)
    _receive(ledger, "query", "query", pairs.sum(axis=1)[None], rows)
    ledger.receive("key", "key", pairs.sum(axis=0))


def _receive(ledger: Ledger, grid: str, use: str, gradient: FloatArray, rows: slice) -> None:
    """Add the gradient [heads, rows, cols] of some rows of a grid; that of the others is 0."""
    like = ledger.array(grid)
    whole = np.zeros(like.shape, like.dtype)  # untouched pages cost nothing
    whole[:, rows] = gradient
    ledger.receive(grid, use, whole)
