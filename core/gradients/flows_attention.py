"""What flows back from the output to the scores, and from the scores to queries and keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from core.explanation import Source
from core.gradients.paths import Back, Flow
from core.messages import QT_TRANSLATE_NOOP

FlowsOf = Callable[[Back, int, int, int], tuple[Flow, ...]]
"""Takes a cell (head, row, col) and returns what reaches it through one use."""

_QUERY = QT_TRANSLATE_NOOP("core", "query")
_KEY = QT_TRANSLATE_NOOP("core", "key")


def joined(back: Back, head: int, row: int, col: int) -> tuple[Flow, ...]:
    """From the output: through a row of W_O, or as it is."""
    if not back.resolved.output_projection:
        return (_same(back, "output", head, row, col),)
    gradient = back.onward("output")[0, row]  # [d_out]
    return (
        Flow(
            gradient,
            back.cells.labels("output", len(gradient)),
            (Source("d_output", 0, row, None), Source("w_o", 0, col, None)),
            slope=back.array("w_o")[0, col],
            name=QT_TRANSLATE_NOOP("core", "matrix row"),
            symbol="W_O",
        ),
    )


def output_matrix(back: Back, _: int, row: int, col: int) -> tuple[Flow, ...]:
    """From the output of every query to a cell of W_O."""
    return (
        Flow(
            back.onward("output")[0, :, col],  # [n_q]
            back.resolved.query_tokens,
            (Source("d_output", 0, None, col), Source("joined", 0, None, row)),
            slope=back.array("joined")[0, :, row],
            name=QT_TRANSLATE_NOOP("core", "context"),
            symbol="C",
        ),
    )


def context(back: Back, head: int, row: int, col: int) -> tuple[Flow, ...]:
    """From the joined heads: the same number."""
    at = head * back.resolved.d_value + col
    gradient = back.onward("joined")[0, row, at : at + 1]  # [1]
    return (Flow(gradient, ("",), (Source("d_joined", 0, row, at),)),)


def weights(back: Back, head: int, row: int, col: int) -> tuple[Flow, ...]:
    """From a context, through the value of the key that the weight counts."""
    shared = head // back.resolved.group
    gradient, value = back.onward("context")[head, row], back.array("value")[shared, col]
    if back.array("weights")[head, row, col] == 0 and not np.isfinite(value).all():
        return ()  # masked: a weight would not make it count
    return (
        Flow(
            gradient,
            back.cells.labels("value", len(gradient)),
            (Source("d_context", head, row, None), Source("value", shared, col, None)),
            slope=value,
            name=QT_TRANSLATE_NOOP("core", "value"),
            symbol=back.cells.coloured("v", "value"),
            role="value",
        ),
    )


def value(back: Back, head: int, row: int, col: int) -> tuple[Flow, ...]:
    """From the contexts of all queries that read a value, by their weights."""
    group = back.resolved.group
    return tuple(
        Flow(
            back.onward("context")[reader, :, col],  # [n_q]
            _readers(back, reader),
            (Source("d_context", reader, None, col), Source("weights", reader, None, row)),
            slope=back.array("weights")[reader, :, row],
            name=QT_TRANSLATE_NOOP("core", "weight"),
            symbol="A",
        )
        for reader in range(head * group, (head + 1) * group)
    )


def scores_to_query(back: Back, head: int, row: int, col: int) -> tuple[Flow, ...]:
    """From the scores of a query with every key."""
    if back.resolved.additive:
        gradient, slope = back.onward("tanh")[row, :, col], _slope(back)[row, :, col]
        return (_through_layer(gradient, slope, back.resolved.key_tokens, (row, None, col)),)
    shared = head // back.resolved.group
    return (
        Flow(
            back.onward("scores")[head, row],  # [n_k]
            back.resolved.key_tokens,
            (Source("d_scores", head, row, None), Source("key", shared, None, col)),
            slope=back.array("key")[shared, :, col],
            name=_KEY,
            symbol=back.cells.coloured("k", "key"),
            role="key",
        ),
    )


def scores_to_key(back: Back, head: int, row: int, col: int) -> tuple[Flow, ...]:
    """From the scores of every query that reads a key."""
    if back.resolved.additive:
        gradient, slope = back.onward("tanh")[:, row, col], _slope(back)[:, row, col]
        return (_through_layer(gradient, slope, back.resolved.query_tokens, (None, row, col)),)
    group = back.resolved.group
    return tuple(
        Flow(
            back.onward("scores")[reader, :, row],  # [n_q]
            _readers(back, reader),
            (Source("d_scores", reader, None, row), Source("query", reader, None, col)),
            slope=back.array("query")[reader, :, col],
            name=_QUERY,
            symbol=back.cells.coloured("q", "query"),
            role="query",
        )
        for reader in range(head * group, (head + 1) * group)
    )


def tanh_layer(back: Back, head: int, row: int, col: int) -> tuple[Flow, ...]:
    """From the score of a query (the slice) and a key (the row), by the score vector."""
    return (
        Flow(
            back.onward("scores")[0, head, row : row + 1],  # [1]
            (back.resolved.key_tokens[row],),
            (Source("d_scores", 0, head, row), Source("v_a", 0, col, 0)),
            slope=back.array("v_a")[0, col],  # [1]
            name=QT_TRANSLATE_NOOP("core", "score vector"),
            symbol="v",
        ),
    )


def score_vector(back: Back, _: int, row: int, __: int) -> tuple[Flow, ...]:
    """From the scores of all pairs, by their units."""
    resolved = back.resolved
    layer = back.array("tanh")[:, :, row]  # [n_q, n_k]
    return (
        Flow(
            back.onward("scores").reshape(-1),  # [n_q * n_k]
            tuple(f"{q}, {k}" for q in resolved.query_tokens for k in resolved.key_tokens),
            (
                Source("d_scores", 0, None, None),
                *(Source("tanh", query, None, row) for query in range(resolved.n_q)),
            ),
            slope=layer.reshape(-1),
            name=QT_TRANSLATE_NOOP("core", "tanh layer"),
            symbol=r"\tanh",
        ),
    )


def _same(back: Back, grid: str, head: int, row: int, col: int) -> Flow:
    """Return one cell of another gradient, handed on as it is."""
    gradient = back.onward(grid)[head, row, col : col + 1]  # [1]
    return Flow(gradient, ("",), (Source(f"d_{grid}", head, row, col),))


def stage(grid: str) -> FlowsOf:
    """Return the flow from the same cell of the stage after."""
    return lambda back, head, row, col: (_same(back, grid, head, row, col),)


def _slope(back: Back) -> np.ndarray[tuple[int, ...], np.dtype[np.floating]]:
    """Return the slope of the tanh layer, 0 where the user wrote: [n_q, n_k, units]."""
    layer = back.array("tanh")
    held = back.held("tanh")
    slope = 1.0 - np.square(layer)
    return slope if held is None else np.where(held, 0.0, slope)


def _through_layer(
    gradient: np.ndarray[tuple[int, ...], np.dtype[np.floating]],
    slope: np.ndarray[tuple[int, ...], np.dtype[np.floating]],
    labels: tuple[str, ...],
    at: tuple[int | None, int | None, int],
) -> Flow:
    """Return what comes through the tanh layer: its gradient times 1 - tanh².

    Parameters
    ----------
    at : query, key and unit; None where the flow comes from all.
    """
    query, key, unit = at
    slices = range(len(labels)) if query is None else (query,)
    names = ("d_tanh", "tanh")
    sources = tuple(Source(name, one, key, unit) for name in names for one in slices)
    return Flow(
        gradient,
        labels,
        sources,
        slope=slope,
        name=QT_TRANSLATE_NOOP("core", "slope of tanh"),
        symbol=r"1 - \tanh^2",
    )


def _readers(back: Back, head: int) -> tuple[str, ...]:
    """Return the queries of a head as labels of terms."""
    tokens, group = back.resolved.query_tokens, back.resolved.group
    return tuple(back.head_label(head, group, token) for token in tokens)


ATTENTION: Mapping[tuple[str, str], FlowsOf] = MappingProxyType(
    {
        ("joined", "output"): joined,
        ("w_o", "output"): output_matrix,
        ("context", "joined"): context,
        ("weights", "context"): weights,
        ("capped", "masked"): stage("masked"),
        ("scaled", "capped"): stage("capped"),
        ("scores", "scaled"): stage("scaled"),
        ("tanh", "scores"): tanh_layer,
        ("v_a", "scores"): score_vector,
    }
)
"""(grid, use) -> its flows, in every variant; of queries, keys and values the routes decide."""
