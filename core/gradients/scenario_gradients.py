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
    _back_through_weights(ledger)
    _back_through_scores(ledger)
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


def _back_through_weights(ledger: Ledger) -> None:
    """Context to values, and through weights, mask, softcap and scale to the scores."""
    resolved = ledger.computed.resolved
    weights, masked, onward = (*map(ledger.array, ("weights", "masked")), ledger.onward("context"))
    # Rows that the loss does not read stay silent, whatever their weights.
    read = onward.any(axis=-1, keepdims=True)  # [n_heads, n_q, 1]
    context = context_gradients(np.where(read, weights, 0.0), ledger.array("value"), onward)
    ledger.receive("weights", "context", context.weights)
    ledger.receive("value", "value", context.value)
    if "weights" in ledger.computed.edited:
        weights = softmax(masked)  # the slope is that of the softmax, not of what replaced it
    d_masked = softmax_gradient(np.where(read, weights, 0.0), ledger.onward("weights"))
    ledger.receive("masked", "weights", d_masked)
    # -inf stands in masked cells whatever the score: their weight of 0 has stopped the gradient.
    ledger.receive("capped", "masked", ledger.onward("masked"))
    d_scaled = ledger.onward("capped")
    if resolved.softcap is not None:
        d_scaled = d_scaled * (1.0 - np.square(np.tanh(ledger.array("scaled") / resolved.softcap)))
    ledger.receive("scaled", "capped", d_scaled)
    ledger.receive("scores", "scaled", ledger.onward("scaled") * resolved.scale)


def _back_through_scores(ledger: Ledger) -> None:
    """Scores to queries and keys."""
    onward = ledger.onward("scores")  # [n_heads, n_q, n_k]
    query, key = ledger.array("query"), ledger.array("key")
    if not ledger.computed.resolved.additive:
        found = dot_gradients(query, key, onward)
        ledger.receive("query", "query", found.query)
        ledger.receive("key", "key", found.key)
        return
    layer, v_a = ledger.array("tanh"), ledger.array("v_a")  # [n_q, n_k, units], [1, units, 1]
    # [1, n_q * n_k] @ [n_q * n_k, units] -> [1, units]
    ledger.receive("v_a", "scores", onward.reshape(1, -1) @ layer.reshape(-1, layer.shape[-1]))
    ledger.receive("tanh", "scores", onward[0][..., None] * v_a[0, :, 0])
    slope = ledger.silenced("tanh", 1.0 - np.square(layer))
    pairs = ledger.onward("tanh") * slope  # dL/d(q_i + k_j)
    ledger.receive("query", "query", pairs.sum(axis=1))
    ledger.receive("key", "key", pairs.sum(axis=0))
