"""The arithmetic of queries, keys and values: a matrix, a copy, or one another."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from core.cells import Cells, Site
from core.explain_inputs import Builder, drawn_matrix
from core.explanation import Explanation, Operand, Source
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.trace import Role
from core.variants import Route, SourceName

_ROLE_NAMES: Mapping[Role, str] = MappingProxyType(
    {
        "query": QT_TRANSLATE_NOOP("core", "query"),
        "key": QT_TRANSLATE_NOOP("core", "key"),
        "value": QT_TRANSLATE_NOOP("core", "value"),
    }
)
_SOURCE_NAMES: Mapping[SourceName, tuple[str, str]] = MappingProxyType(
    {
        "x": ("x", QT_TRANSLATE_NOOP("core", "input vector")),
        "encoder_states": ("h", QT_TRANSLATE_NOOP("core", "encoder state")),
        "decoder_states": ("s", QT_TRANSLATE_NOOP("core", "decoder state")),
    }
)


def query(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of Q."""
    return _made(cells, site, "query", cells.resolved.make_query)


def key(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of K."""
    return _made(cells, site, "key", cells.resolved.make_key)


def value(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of V."""
    return _made(cells, site, "value", cells.resolved.make_value)


def other_query(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of Luong general's Q with W_a on the side not chosen."""
    return _along(cells, site, "query", _other_routes(cells)[0], None)


def other_key(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of Luong general's K with W_a on the side not chosen."""
    return _along(cells, site, "key", _other_routes(cells)[1], None)


def k_minus_v(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of K - V."""
    return _difference(cells, site, "key")


def other_k_minus_v(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of K - V in the reading not chosen."""
    return _difference(cells, site, "other_key")


def _other_routes(cells: Cells) -> tuple[Route, Route]:
    """Return the routes of query and key in the reading that the run did not choose."""
    variant = cells.resolved.variant
    own = (variant.make_query, variant.make_key)
    if variant.other_reading is not None and cells.resolved.make_key == variant.make_key:
        return variant.other_reading
    return own


def _made(cells: Cells, site: Site, role: Role, route: Route) -> Explanation:
    """Explain a query, key or value; one that is tied to the key follows the key's edits."""
    tied = role != "key" and route == cells.resolved.make_key
    if not tied:
        return _along(cells, site, role, route, None)
    plain = _along(cells, site, role, route, _tie_note(role, route))
    place = (site.head, site.row, site.col)
    if not cells.is_edited("key", *place):
        return plain
    text = QT_TRANSLATE_NOOP("core", "the {role} is the key, which was edited here")
    number = cells.array("key", site.head)[site.row, site.col]
    operand = Operand(
        cells.coloured("k", "key"), QT_TRANSLATE_NOOP("core", "key"), np.array([number]), "key"
    )
    note = message(text, role=message(_ROLE_NAMES[role]))
    return cells.copy(site, Source("key", *place), operand, note, cells.replaced(plain))


def _tie_note(role: Role, route: Route) -> Message:
    """Say that a query or value is the key, and why."""
    names = {"role": message(_ROLE_NAMES[role])}
    if route.parameter is None:
        text = QT_TRANSLATE_NOOP("core", "the {role} is the key: no matrix stands between them")
        return Message(text, names)
    text = QT_TRANSLATE_NOOP("core", "the {role} is the key: {matrix} makes both")
    return Message(text, {**names, "matrix": route.parameter})


def _along(cells: Cells, site: Site, role: Role, route: Route, note: Message | None) -> Explanation:
    """Explain a cell made on a route: a row of the source times a column of the matrix."""
    letter, name = _SOURCE_NAMES[route.source]
    vector = cells.array(route.source)[site.row]  # [d_model]
    if route.parameter is None:
        text = QT_TRANSLATE_NOOP("core", "no matrix: the {role} is the {vector} itself")
        itself = message(text, role=message(_ROLE_NAMES[role]), vector=message(name))
        operand = Operand(letter, name, vector[site.col : site.col + 1])
        source = Source(route.source, 0, site.row, site.col)
        return cells.copy(site, source, operand, note or itself)
    parameter = cells.resolved.variant.parameter(route.parameter)
    weight = cells.array(parameter.grid, site.head)  # [d_in, d_out]
    across = weight[site.col] if route.transposed else weight[:, site.col]  # [d_in]
    line = (site.col, None) if route.transposed else (None, site.col)
    heading = (
        QT_TRANSLATE_NOOP("core", "matrix row")
        if route.transposed
        else QT_TRANSLATE_NOOP("core", "matrix column")
    )
    return cells.explain(
        site,
        "product",
        (Operand(letter, name, vector), Operand(parameter.symbol, heading, across, role)),
        cells.labels("model", len(vector)),
        sources=(
            Source(route.source, 0, site.row, None),
            Source(parameter.grid, site.head, *line),
        ),
        note=note or _side_note(cells, role, route),
    )


def _side_note(cells: Cells, role: Role, route: Route) -> Message | None:
    """Say for Luong general that the matrix could as well stand on the other side."""
    if cells.resolved.variant.other_reading is None or role == "value":
        return None
    text = QT_TRANSLATE_NOOP(
        "core", "{matrix} is counted to the {role} here; on the other side the scores are the same"
    )
    return message(text, matrix=route.parameter, role=message(_ROLE_NAMES[role]))


def _difference(cells: Cells, site: Site, key_grid: str) -> Explanation:
    """Explain key minus value."""
    keys, values = cells.array(key_grid, site.head), cells.array("value", site.head)
    place = (site.row, site.col)
    operand = Operand(
        r"\key{K}, -\value{V}",
        QT_TRANSLATE_NOOP("core", "key and minus value"),
        np.array([keys[place], -values[place]]),
    )
    return cells.explain(
        site,
        "sum",
        (operand,),
        ("K", "−V"),
        sources=(Source(key_grid, site.head, *place), Source("value", site.head, *place)),
    )


PROJECTIONS: Mapping[str, Builder] = MappingProxyType(
    {
        **dict.fromkeys(("w_q", "w_k", "w_v", "w_a", "w_s", "w_h", "v_a", "w_o"), drawn_matrix),
        "query": query,
        "key": key,
        "value": value,
        "k_minus_v": k_minus_v,
        "other_query": other_query,
        "other_key": other_key,
        "other_k_minus_v": other_k_minus_v,
    }
)
"""Matrices, queries, keys, values and their differences -> what explains their cells."""
