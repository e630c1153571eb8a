"""The arithmetic of queries, keys and values: a matrix, a copy, or one another."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from core.cells import Cells, Site
from core.explain_inputs import Builder, given_matrix
from core.explain_turns import recovering, turned
from core.explanation import Explanation, Operand, Source
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.routes import route_of
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
        "latent": (r"\tied{c}", QT_TRANSLATE_NOOP("core", "latent")),
        "value": (r"\value{v}", QT_TRANSLATE_NOOP("core", "value")),
        "joined_key": (r"\key{k}", QT_TRANSLATE_NOOP("core", "key of all heads")),
        "encoder_states": ("h", QT_TRANSLATE_NOOP("core", "encoder state")),
        "decoder_states": ("s", QT_TRANSLATE_NOOP("core", "decoder state")),
    }
)


_DRAWN = (
    *("w_q", "w_k", "w_v", "w_a", "w_s", "w_h", "v_a", "w_o"),
    *("w_dkv", "w_uk", "w_uv", "w_kv", "w_kr"),
)


def query(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of Q, before or after its turn."""
    turned_by_hand = bool(cells.computed.edited.get("query_unrotated"))
    tied = cells.resolved.make_query == cells.resolved.make_key
    rotated = cells.resolved.rotary and site.grid == "query"
    like = site.grid.replace("query", "key")
    # A query that is turned by itself, because its own vectors were edited, is no key any more.
    return _made(cells, site, "query", like if tied and not (rotated and turned_by_hand) else "")


def key(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of K, before or after its turn."""
    return _made(cells, site, "key", "")


def value(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of V."""
    resolved = cells.resolved
    return _made(cells, site, "value", resolved.tied_grid if resolved.same_map else "")


def latent(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of the latent that keys and values are made from."""
    route = cells.resolved.variant.latent
    if route is None:
        raise KeyError(f"variant {cells.resolved.variant.key!r} has no latent")
    return _along(cells, site, "key", route, None)


def joined_key(cells: Cells, site: Site) -> Explanation:
    """Explain one entry of the keys of all heads side by side."""
    head, feature = divmod(site.col, cells.resolved.d_head)
    grid = "key_unrotated" if cells.resolved.rotary else "key"
    number = cells.array(grid, head)[site.row, feature : feature + 1]  # [1]
    operand = Operand(cells.coloured("k", "key"), QT_TRANSLATE_NOOP("core", "key"), number, "key")
    text = QT_TRANSLATE_NOOP("core", "the heads side by side: head {head}, feature {feature}")
    note = message(text, head=head + 1, feature=feature + 1)
    return cells.copy(site, Source(grid, head, site.row, feature), operand, note)


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


def _made(cells: Cells, site: Site, role: Role, like: str) -> Explanation:
    """Explain a query, key or value; what is tied to a grid of keys follows its edits.

    Parameters
    ----------
    like : the grid of keys whose very numbers these are; "" where they are their own.
    """
    route, resolved = route_of(cells.resolved, role), cells.resolved
    base = f"{'key' if like else role}_unrotated"
    note = _tie_note(role, route) if like else None
    plain = _along(cells, site, role, route, note)
    if resolved.rotary and (like or site.grid) in ("query", "key"):
        plain = turned(cells, site, base, note)
    place = (site.head, site.row, site.col)
    if not like or not cells.is_edited(like, *place):
        return plain
    text = QT_TRANSLATE_NOOP("core", "the {role} is the key, which was edited here")
    number = cells.array(like, site.head)[site.row, site.col]
    operand = Operand(
        cells.coloured("k", "key"), QT_TRANSLATE_NOOP("core", "key"), np.array([number]), "key"
    )
    edited = message(text, role=message(_ROLE_NAMES[role]))
    return cells.copy(site, Source(like, *place), operand, edited, cells.replaced(plain))


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
    part, col = _part(cells, route, site.col)
    letter, name = _SOURCE_NAMES[part.source]
    from_heads = len(cells.computed.arrays[part.source]) > 1  # as many as there are keys
    head = site.head if from_heads else 0
    vector = cells.array(part.source, head)[site.row]  # [d_in]
    if part.parameter is None:
        text = QT_TRANSLATE_NOOP("core", "no matrix: the {role} is the {vector} itself")
        itself = message(text, role=message(_ROLE_NAMES[role]), vector=message(name))
        operand = Operand(letter, name, vector[col : col + 1])
        source = Source(part.source, head, site.row, col)
        return cells.copy(site, source, operand, note or _half_note(route) or itself)
    parameter = cells.resolved.variant.parameter(part.parameter)
    slices = len(cells.computed.arrays[parameter.grid])
    at = site.head if slices > 1 else 0
    weight = cells.array(parameter.grid, at)  # [d_in, d_out]
    across = weight[col] if part.transposed else weight[:, col]  # [d_in]
    line = (col, None) if part.transposed else (None, col)
    heading = (
        QT_TRANSLATE_NOOP("core", "matrix row")
        if part.transposed
        else QT_TRANSLATE_NOOP("core", "matrix column")
    )
    return cells.explain(
        site,
        "product",
        (Operand(letter, name, vector), Operand(parameter.symbol, heading, across, role)),
        cells.labels("model", len(vector)),
        sources=(Source(part.source, head, site.row, None), Source(parameter.grid, at, *line)),
        note=note or _shared_note(route, part) or _side_note(cells, role, route),
    )


def _part(cells: Cells, route: Route, col: int) -> tuple[Route, int]:
    """Return the part of a route that makes a feature, and the feature's place in it."""
    for part in route.parts[:-1]:
        width = cells.computed.arrays[part.source].shape[-1]
        width = width // 2 if part.columns == "first_half" else width
        if col < width:
            return part, col
        col -= width
    return route.parts[-1], col


def _half_note(route: Route) -> Message | None:
    """Say of the half of a key that it is its value's."""
    if route.columns == "all":
        return None
    text = QT_TRANSLATE_NOOP("core", "the first half of the key is that of the value: one state")
    return message(text)


def _shared_note(route: Route, part: Route) -> Message | None:
    """Say of the half of a key that all groups share it."""
    if route.parts[0] == part:
        return None
    text = QT_TRANSLATE_NOOP("core", "{matrix} makes this half of the key once, for all groups")
    return message(text, matrix=part.parameter)


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
        **dict.fromkeys(_DRAWN, given_matrix),
        "w_recover": recovering,
        "latent": latent,
        "query_unrotated": query,
        "key_unrotated": key,
        "query": query,
        "key": key,
        "joined_key": joined_key,
        "value": value,
        "k_minus_v": k_minus_v,
        "other_query": other_query,
        "other_key": other_key,
        "other_k_minus_v": other_k_minus_v,
    }
)
"""Matrices, queries, keys, values and their differences -> what explains their cells."""
