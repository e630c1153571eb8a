"""Why a query may attend to a key, or may not."""

from __future__ import annotations

import numpy as np

from core.cells import Cells, Site
from core.explanation import Explanation, Operand
from core.messages import QT_TRANSLATE_NOOP, Message, message

_Condition = tuple[str, bool, Message]
"""A rule: its name, whether it allows the cell, and what it says where it does not."""


def mask(cells: Cells, site: Site) -> Explanation:
    """Explain a cell of the mask: one column a rule, 1 where the rule allows the cell."""
    conditions = _conditions(cells, site.row, site.col)
    operands = tuple(Operand("M", name, np.array([float(holds)])) for name, holds, _ in conditions)
    refusals = [refusal for _, holds, refusal in conditions if not holds]
    note = message(QT_TRANSLATE_NOOP("core", "no rule forbids it"))
    if not conditions:
        note = message(QT_TRANSLATE_NOOP("core", "no mask: every query may attend to every key"))
    for refusal in refusals[:1]:
        note = refusal
    for refusal in refusals[1:]:
        text = QT_TRANSLATE_NOOP("core", "{one}; {another}")
        note = message(text, one=note, another=refusal)
    return Explanation(
        *(site.grid, site.head, site.row, site.col, site.symbol, site.value),
        rule="all",
        operands=operands,
        labels=(cells.resolved.key_tokens[site.col],) if operands else (),
        note=note,
    )


def _conditions(cells: Cells, row: int, col: int) -> list[_Condition]:
    """Return the rules in force for one query and one key."""
    scenario, n_k = cells.scenario, cells.resolved.n_k
    conditions: list[_Condition] = []
    if scenario.mask in ("causal", "causal_window"):
        text = QT_TRANSLATE_NOOP("core", "causal: key {key} comes after query {query}")
        refusal = message(text, key=col + 1, query=row + 1)
        conditions.append((QT_TRANSLATE_NOOP("core", "causal"), col <= row, refusal))
    if scenario.mask in ("window", "causal_window"):
        text = QT_TRANSLATE_NOOP("core", "window: {distance} places away, and it reaches {window}")
        distance = abs(row - col)
        # The keys after the query are the causal rule's, where that is in force.
        near = distance <= scenario.window or (scenario.mask == "causal_window" and col > row)
        refusal = message(text, distance=distance, window=scenario.window)
        conditions.append((QT_TRANSLATE_NOOP("core", "window"), near, refusal))
    if scenario.mask == "stored":
        text = QT_TRANSLATE_NOOP("core", "stored: key {key} asks, and only what is stored is seen")
        kept = col < n_k - cells.resolved.n_asking
        conditions.append((QT_TRANSLATE_NOOP("core", "stored"), kept, message(text, key=col + 1)))
    if scenario.padding:
        text = QT_TRANSLATE_NOOP("core", "padding: key {key} stands in for no token")
        real = col < n_k - scenario.padding
        conditions.append((QT_TRANSLATE_NOOP("core", "padding"), real, message(text, key=col + 1)))
    return conditions
