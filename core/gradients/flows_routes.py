"""What flows back from queries, keys and values to matrices, and to what they were made from.

It mirrors :mod:`core.gradients.scenario_routes`, cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.explanation import Source
from core.gradients.flows_attention import scores_to_key, scores_to_query
from core.gradients.flows_attention import value as context_to_value
from core.gradients.paths import Back, Flow
from core.messages import QT_TRANSLATE_NOOP
from core.rotary import frequencies
from core.routes import routed, width_of
from core.slim import side_by_side
from core.variants import Route

Place = tuple[int, int, int]


def vector_flows(back: Back, grid: str, use: str, place: Place) -> tuple[Flow, ...]:
    """Return what reaches queries, keys or values through a use, but for what is made of them."""
    resolved = back.resolved
    flows: list[Flow] = []
    if (grid, use) == ("query", "query"):
        flows += scores_to_query(back, *place)
    elif (grid, use) == ("key", "key"):
        flows += scores_to_key(back, *place)
    elif (grid, use) == ("value", "value"):
        flows += context_to_value(back, *place)
    if grid in ("query_unrotated", "key_unrotated"):
        flows += _turned_back(back, grid.removesuffix("_unrotated"), use, place)
    tied_query = resolved.make_query == resolved.make_key
    by_hand = resolved.rotary and "query_unrotated" in back.found.trace.computed.edited
    if use == "query" and tied_query and grid == ("key_unrotated" if by_hand else "key"):
        flows.append(_same(back, "query_unrotated" if by_hand else "query", use, place))
    if use == "value" and resolved.same_map and grid == resolved.tied_grid:
        flows.append(_same(back, "value", use, place))
    joins = resolved.make_value.source == "joined_key" and use in back.parts("joined_key")
    if joins and grid == ("key_unrotated" if resolved.rotary else "key"):
        head, row, col = place
        flows.append(_same(back, "joined_key", use, (0, row, head * resolved.d_head + col)))
    return tuple(flows)


def route_flows(back: Back, grid: str, use: str, place: Place) -> tuple[Flow, ...]:
    """Return what reaches a matrix, or the vectors before it, from what was made with it."""
    flows: list[Flow] = []
    arrays = back.found.trace.computed.arrays
    for made, route in routed(back.resolved):
        if use not in back.parts(made):
            continue
        start = 0
        for part in route.parts:
            width = width_of(back.resolved, arrays, part)
            if part.parameter is not None:
                matrix = back.resolved.variant.parameter(part.parameter).grid
                if grid == matrix:
                    flows += _to_matrix(back, made, part, start, use, place)
                elif grid == part.source:
                    flows += _to_source(back, made, part, start, use, place)
            elif grid == part.source and place[2] < width:
                flows += _to_bare_source(back, made, part, start, use, place)
            start += width
    return (*flows, *_solved_flows(back, grid, use, place))


def _heads_of(back: Back, made: str, slices: int, head: int) -> tuple[int, ...]:
    """Return the heads of what was made that one slice of a matrix or of vectors served."""
    count = len(back.array(made))
    return (head,) if slices == count else tuple(range(count))


def _to_matrix(
    back: Back, made: str, part: Route, start: int, use: str, place: Place
) -> Iterator[Flow]:
    """Yield dW = xᵀ d(x W), the tokens summed; of a matrix for all heads, the heads too."""
    head, row, col = place
    source, letter = back.array(part.source)[0], back.found.trace.grid(part.source).symbol
    matrix = back.array(back.resolved.variant.parameter(part.parameter or "").grid)
    x_col, made_col = (col, start + row) if part.transposed else (row, start + col)
    tokens = back.found.trace.grid(part.source).rows.labels
    heads = _heads_of(back, made, len(matrix), head)
    for one in heads:
        yield Flow(
            back.onward(made, use)[one, :, made_col],  # [n]
            tuple(back.head_label(one, len(heads), token) for token in tokens),
            (
                back.source(made, use, one, None, made_col),
                Source(part.source, 0, None, x_col),
            ),
            slope=source[:, x_col],
            name=QT_TRANSLATE_NOOP("core", "input vector"),
            symbol=letter,
        )


def _to_source(
    back: Back, made: str, part: Route, start: int, use: str, place: Place
) -> Iterator[Flow]:
    """Yield dx = d(x W) Wᵀ, summed over the features that the matrix made, of every head."""
    _, row, col = place
    parameter = back.resolved.variant.parameter(part.parameter or "")
    matrix = back.array(parameter.grid)
    for one in range(len(back.array(made))):
        at = one if len(matrix) > 1 else 0
        slope = matrix[at, :, col] if part.transposed else matrix[at, col]  # [width]
        line = (None, col) if part.transposed else (col, None)
        gradient = back.onward(made, use)[one, row, start : start + len(slope)]
        count = len(back.array(made))
        names = back.cells.labels("width", len(slope))
        yield Flow(
            gradient,
            tuple(back.head_label(one, count, name) for name in names),
            (back.source(made, use, one, row, None), Source(parameter.grid, at, *line)),
            slope=slope,
            name=QT_TRANSLATE_NOOP("core", "matrix column")
            if part.transposed
            else QT_TRANSLATE_NOOP("core", "matrix row"),
            symbol=parameter.symbol,
        )


def _to_bare_source(
    back: Back, made: str, part: Route, start: int, use: str, place: Place
) -> Iterator[Flow]:
    """Yield what was taken as it is, of every head that took it."""
    head, row, col = place
    at, slices = start + col, len(back.array(part.source))
    heads = _heads_of(back, made, slices, head)
    for one in heads:
        yield Flow(
            back.onward(made, use)[one, row, at : at + 1],  # [1]
            ("" if len(heads) == 1 else str(one + 1),),
            (back.source(made, use, one, row, at),),
        )


def _same(back: Back, grid: str, use: str, place: Place) -> Flow:
    """Return a cell of a gradient that is handed on as it is."""
    head, row, col = place
    several = use if use in back.parts(grid) and len(back.parts(grid)) > 1 else None
    gradient = back.onward(grid, several)[head, row, col : col + 1]  # [1]
    return Flow(gradient, ("",), (back.source(grid, several, *place),))


def _turned_back(back: Back, role: str, use: str, place: Place) -> Iterator[Flow]:
    """Yield what comes back through the turn: a pair of features, turned by minus the angle."""
    head, row, col = place
    if use not in back.parts(role):
        return
    first = back.resolved.turned_from
    if col < first:
        yield _same(back, role, use, place)
        return
    pair = (col - first) // 2
    even = first + 2 * pair
    gradient = back.onward(role, use)[head, row]  # [d_head]
    angle = row * frequencies(len(gradient) - first)[pair]
    cosine, sine = np.cos(angle), np.sin(angle)
    turn = np.array([cosine, sine] if col == even else [-sine, cosine])
    yield Flow(
        gradient[even : even + 2],
        (str(even + 1), str(even + 2)),
        (
            back.source(role, use, head, row, even),
            back.source(role, use, head, row, even + 1),
        ),
        slope=turn.astype(gradient.dtype),
        name=QT_TRANSLATE_NOOP("core", "turn back"),
        symbol=r"\cos, \sin" if col == even else r"-\sin, \cos",
    )


def _solved_flows(back: Back, grid: str, use: str, place: Place) -> Iterator[Flow]:
    """Yield what reaches the two matrices of which slim attention solves R = W_K⁻¹ W_V.

    dL/dW_V = W_K⁻ᵀ dL/dR, and dL/dW_K = -(dL/dW_V) Rᵀ.
    """
    for parameter in back.resolved.parameters:
        if parameter.solved is None or use != "value":
            continue
        keys, values = (back.resolved.variant.parameter(name).grid for name in parameter.solved)
        if grid not in (keys, values):
            continue
        yield _solved(back, parameter.grid, (keys, values), grid, place)


def _solved(back: Back, made: str, names: tuple[str, str], grid: str, place: Place) -> Flow:
    head, row, col = place
    keys, values = (side_by_side(back.array(name)) for name in names)  # [d, H r], twice
    handed = side_by_side(back.onward(made))  # [d, H r]
    at = head * back.array(grid).shape[-1] + col
    count = range(len(back.array(made)))
    labels = back.cells.labels("model", len(keys))
    if grid == names[1]:
        unit = np.zeros(len(keys))
        unit[row] = 1.0
        return Flow(
            handed[:, at],
            labels,
            (
                Source(f"d_{made}", head, None, col),
                *(Source(names[0], h, None, None) for h in count),
            ),
            slope=np.linalg.solve(keys, unit),  # [d], a column of W_K⁻¹
            name=QT_TRANSLATE_NOOP("core", "column of the inverse"),
            symbol=r"\key{W_K⁻¹}",
            role="key",
        )
    solution = np.linalg.solve(keys, values)  # [H r, H r]
    d_values = np.linalg.solve(keys.T, handed)  # [d, H r], dL/dW_V
    return Flow(
        -d_values[row],
        labels,
        (
            *(Source(f"d_{names[1]}", one, row, None) for one in count),
            *(Source(made, one, at, None) for one in count),
        ),
        slope=solution[at],
        name=QT_TRANSLATE_NOOP("core", "matrix row"),
        symbol=r"\value{W_K⁻¹ W_V}",
        role="value",
    )
