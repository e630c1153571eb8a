"""The arithmetic of rotary positions, and of the matrix that recovers values from keys."""

from __future__ import annotations

import numpy as np

from core.cells import Cells, Site
from core.explanation import Explanation, Operand, Source
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.rotary import frequencies
from core.slim import side_by_side


def turned(cells: Cells, site: Site, base: str, note: Message | None = None) -> Explanation:
    """Explain one entry of a turned vector: a pair of features, times cosine and sine.

    Parameters
    ----------
    base : the grid of the vectors before their turn.
    note : what to say instead of the angle.
    """
    first = cells.resolved.turned_from
    vector = cells.array(base, site.head)[site.row]  # [d_head]
    letter, role = ("q", "query") if base.startswith("query") else ("k", "key")
    symbol = cells.coloured(rf"\hat {letter}", "query" if role == "query" else "key")
    name = QT_TRANSLATE_NOOP("core", "before the turn")
    if site.col < first:
        text = QT_TRANSLATE_NOOP("core", "not turned: only the second half carries the position")
        operand = Operand(symbol, name, vector[site.col : site.col + 1])
        source = Source(base, site.head, site.row, site.col)
        return cells.copy(site, source, operand, note or message(text))
    pair = (site.col - first) // 2
    even = first + 2 * pair
    angle = site.row * frequencies(len(vector) - first)[pair]
    cosine, sine = np.cos(angle), np.sin(angle)
    factors = [cosine, -sine] if site.col == even else [sine, cosine]
    turn = np.array(factors).astype(vector.dtype)
    signs = r"\cos, -\sin" if site.col == even else r"\sin, \cos"
    text = QT_TRANSLATE_NOOP(
        "core",
        "position {position}, from 0, turns features {even} and {odd} by {angle:.4g} radians",
    )
    return cells.explain(
        site,
        "product",
        (
            Operand(symbol, name, vector[even : even + 2]),
            Operand(signs, QT_TRANSLATE_NOOP("core", "turn"), turn),
        ),
        (str(even + 1), str(even + 2)),
        sources=(
            Source(base, site.head, site.row, even),
            Source(base, site.head, site.row, even + 1),
        ),
        note=note
        or message(text, position=site.row, even=even + 1, odd=even + 2, angle=float(angle)),
    )


def recovering(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of W_K⁻¹ W_V: a row of the inverse times a column of W_V."""
    w_k = side_by_side(cells.computed.arrays["w_k"])  # [d, d]
    unit = np.zeros(len(w_k))
    unit[site.row] = 1.0
    inverse = np.linalg.solve(w_k.T, unit)  # [d], the row of W_K⁻¹
    column = cells.array("w_v", site.head)[:, site.col]  # [d]
    heads = range(len(cells.computed.arrays["w_k"]))
    return cells.explain(
        site,
        "product",
        (
            Operand(
                r"\key{W_K⁻¹}", QT_TRANSLATE_NOOP("core", "row of the inverse"), inverse, "key"
            ),
            Operand(r"\value{W_V}", QT_TRANSLATE_NOOP("core", "matrix column"), column, "value"),
        ),
        cells.labels("model", len(column)),
        sources=(
            *(Source("w_k", head, None, None) for head in heads),
            Source("w_v", site.head, None, site.col),
        ),
        note=message(
            QT_TRANSLATE_NOOP(
                "core", "W_K of all heads together is inverted: this matrix is not drawn but solved"
            )
        ),
    )
