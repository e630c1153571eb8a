"""The arithmetic of scores, and of what happens to them before the softmax."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from core.cells import Cells, Following, Site
from core.explain_inputs import Builder
from core.explain_mask import mask
from core.explanation import Explanation, Operand, Source
from core.formulas import number
from core.messages import QT_TRANSLATE_NOOP, Message, message


def tanh_layer(cells: Cells, site: Site) -> Explanation:
    """Explain one unit of the layer between a query (the slice) and a key (the row)."""
    query = cells.array("query")[site.head, site.col]
    key = cells.array("key")[site.row, site.col]
    operand = Operand(
        r"\query{q}, \key{k}", QT_TRANSLATE_NOOP("core", "query and key"), np.array([query, key])
    )
    sources = (Source("query", 0, site.head, site.col), Source("key", 0, site.row, site.col))
    following: tuple[Following, ...] = (("tanh", None, ""),)
    return cells.explain(site, "sum", (operand,), ("q", "k"), sources=sources, following=following)


def scores(cells: Cells, site: Site) -> Explanation:
    """Explain how well a query matches a key."""
    if cells.resolved.additive:
        return _additive(cells, site)
    head, group = site.head, cells.resolved.group
    query, key = _query(cells, head, site.row), _key(cells, head // group, site.col)
    return cells.explain(
        site,
        "product",
        (query, key),
        cells.labels("query", len(query.values)),
        sources=(
            Source("query", head, site.row, None),
            Source("key", head // group, site.col, None),
        ),
        note=group_note(cells, head),
    )


def _query(cells: Cells, head: int, row: int) -> Operand:
    """Return a query as a column."""
    values = cells.array("query", head)[row]  # [d_head]
    symbol = cells.coloured("q", "query")
    return Operand(symbol, QT_TRANSLATE_NOOP("core", "query"), values, "query")


def _key(cells: Cells, head: int, row: int) -> Operand:
    """Return a key as a column."""
    values = cells.array("key", head)[row]  # [d_head]
    return Operand(cells.coloured("k", "key"), QT_TRANSLATE_NOOP("core", "key"), values, "key")


def _additive(cells: Cells, site: Site) -> Explanation:
    """Explain v · tanh(q + k); from the layer's own numbers where the user has edited it."""
    row, col = site.row, site.col
    v_a = cells.array("v_a")[:, 0]  # [units]
    layer = Source("tanh", row, col, None)
    unit = Source("v_a", 0, None, 0)
    v = Operand("v", QT_TRANSLATE_NOOP("core", "score vector"), v_a)
    labels = cells.labels("units", len(v_a))
    if any(cell[:2] == (row, col) for cell in cells.computed.edited.get("tanh", ())):
        units = Operand(
            r"\tanh", QT_TRANSLATE_NOOP("core", "tanh layer"), cells.array("tanh", row)[col]
        )
        text = QT_TRANSLATE_NOOP("core", "the tanh layer was edited here")
        return cells.explain(
            site, "product", (units, v), labels, sources=(layer, unit), note=message(text)
        )
    return cells.explain(
        site,
        "tanh",
        (_query(cells, 0, row), _key(cells, 0, col), v),
        labels,
        sources=(Source("query", 0, row, None), Source("key", 0, col, None), layer, unit),
    )


def group_note(cells: Cells, head: int) -> Message | None:
    """Say which key-value head a query head reads, where heads share one."""
    resolved = cells.resolved
    if resolved.group == 1:
        return None
    text = QT_TRANSLATE_NOOP("core", "query head {head} reads key-value head {shared} of {count}")
    shared = head // resolved.group + 1
    return message(text, head=head + 1, shared=shared, count=resolved.n_kv_heads)


def scaled(cells: Cells, site: Site) -> Explanation:
    """Explain a score divided by the root of the width and by the temperature."""
    resolved = cells.resolved
    following: list[Following] = []
    if resolved.scaled and resolved.d_head:
        root = math.sqrt(resolved.d_head)
        following.append(("divide", root, rf"\sqrt{{{resolved.d_head}}}"))
    if resolved.temperature != 1.0:
        following.append(("divide", resolved.temperature, rf"T = {number(resolved.temperature)}"))
    if following:
        return _stage(cells, site, "scores", following)
    text = QT_TRANSLATE_NOOP("core", "not divided: this mechanism does not scale its scores")
    if resolved.variant.scaled:
        text = QT_TRANSLATE_NOOP("core", "not divided: scaling is off")
    return _stage(cells, site, "scores", following, message(text))


def capped(cells: Cells, site: Site) -> Explanation:
    """Explain a scaled score after c tanh(s / c)."""
    softcap = cells.resolved.softcap
    if softcap is None:
        text = QT_TRANSLATE_NOOP("core", "no softcap: unchanged")
        return _stage(cells, site, "scaled", [], message(text))
    return _stage(cells, site, "scaled", [("softcap", softcap, rf"c = {number(softcap)}")])


def masked(cells: Cells, site: Site) -> Explanation:
    """Explain a score after the mask."""
    free = float(cells.array("mask")[site.row, site.col])
    source = Source("mask", 0, site.row, site.col)
    text = QT_TRANSLATE_NOOP("core", "masked: the query may not attend to this key")
    note = None if free else message(text)
    return _stage(cells, site, "capped", [("mask", free, "M")], note, source)


def _stage(
    cells: Cells,
    site: Site,
    before: str,
    following: list[Following],
    note: Message | None = None,
    *more: Source,
) -> Explanation:
    """Explain a cell by the same cell of the stage before, and by what followed."""
    place = (site.head, site.row, site.col)
    column = cells.array(before, site.head)[site.row, site.col : site.col + 1]  # [1]
    operand = Operand(cells.symbol(before, *place), QT_TRANSLATE_NOOP("core", "score"), column)
    sources = (Source(before, *place), *more)
    if not following:
        return cells.copy(site, sources[0], operand, note)
    return cells.explain(
        site,
        "sum",
        (operand,),
        (cells.resolved.key_tokens[site.col],),
        sources=sources,
        following=following,
        note=note,
    )


SCORES: Mapping[str, Builder] = MappingProxyType(
    {
        "tanh": tanh_layer,
        "scores": scores,
        "scaled": scaled,
        "capped": capped,
        "mask": mask,
        "masked": masked,
    }
)
"""Grids from the scores to the masked scores -> what explains their cells."""
