r"""The formula of each step, with what is in force and nothing else.

TeX, coloured by the macros ``\query{}``, ``\key{}``, ``\value{}``, ``\tied{}`` (key and value)
and ``\querykey{}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.resolve import Resolved
from core.routes import roles_of, route_of
from core.scenario import Scenario
from core.trace import Role

_COLOURS: Mapping[tuple[Role, ...], str] = MappingProxyType(
    {
        ("query",): "query",
        ("key",): "key",
        ("value",): "value",
        ("key", "value"): "tied",
        ("query", "key"): "querykey",
    }
)
_LETTERS: Mapping[str, tuple[str, Role]] = MappingProxyType(
    {
        "query": ("Q", "query"),
        "key": ("K", "key"),
        "value": ("V", "value"),
        "query_unrotated": (r"\hat Q", "query"),
        "key_unrotated": (r"\hat K", "key"),
    }
)
"""Grid -> its letter, and whose colours it wears."""


def coloured(symbol: str, roles: tuple[Role, ...]) -> str:
    """Wrap TeX into the colours of its roles; what belongs to all three wears none."""
    colour = _COLOURS.get(roles)
    return rf"\{colour}{{{symbol}}}" if colour else symbol


def tied_colours(resolved: Resolved, role: Role) -> tuple[Role, ...]:
    """Return the colours of a query, key or value: of three that are one, Q keeps its own."""
    roles = roles_of(resolved, route_of(resolved, role))
    if len(roles) == 3:
        return ("query",) if role == "query" else ("key", "value")
    return roles


def letter(resolved: Resolved, grid: str) -> str | None:
    """Return the symbol of queries, keys or values in their colours; None of other grids."""
    if grid not in _LETTERS:
        return None
    symbol, role = _LETTERS[grid]
    return coloured(symbol, tied_colours(resolved, role))


def letter_roles(resolved: Resolved, grid: str) -> tuple[Role, ...] | None:
    """Return which of query, key and value are made like a grid of them; None of other grids."""
    if grid not in _LETTERS:
        return None
    return roles_of(resolved, route_of(resolved, _LETTERS[grid][1]))


def formula(step: str, scenario: Scenario, resolved: Resolved) -> str:
    """Return the TeX of one step; see the module."""
    if step == "inputs":
        return _inputs(resolved)
    if step == "scale_mask":
        return _scale_mask(scenario, resolved)
    if step == "weights":
        return r"A = \mathrm{softmax}(\tilde S)"
    if step == "output":
        return _output(resolved)
    variant = resolved.variant
    if step == "projections":
        other = resolved.make_key != variant.make_key
        made = variant.other_projections if other else variant.formulas[step]
        return made + (_turn(resolved) if resolved.rotary else "")
    return variant.formulas[step]


def _turn(resolved: Resolved) -> str:
    """Return what rotary positions do: each vector turned by its own position."""
    turned: list[Role] = ["query", "key"]
    if resolved.rotary_value:
        turned.append("value")
    parts = []
    for role in turned:
        small = {"query": "q_i", "key": "k_j", "value": "v_j"}[role]
        symbol = coloured(small, tied_colours(resolved, role))
        parts.append(rf"{symbol} \to R_{{{small[-1]}}}\,{symbol}")
    return "".join(rf" \qquad {part}" for part in parts)


def stage_symbol(name: str, resolved: Resolved) -> str:
    """Return the symbol of ``scaled`` or ``capped``."""
    divisor = _divisor(resolved)
    scaled = rf"\frac{{S}}{{{divisor}}}" if divisor else "S"
    if name == "scaled" or resolved.softcap is None:
        return scaled
    return _capped(resolved)


def joined_symbol(resolved: Resolved) -> str:
    """Return the symbol of the contexts of all heads side by side."""
    return _side_by_side("C", resolved.n_heads)


def joined_key_symbol(resolved: Resolved) -> str:
    """Return the symbol of the keys of all heads side by side."""
    plain = _side_by_side(r"\hat K" if resolved.rotary else "K", resolved.n_kv_heads)
    return coloured(plain, ("key",))


def _side_by_side(symbol: str, heads: int) -> str:
    if heads == 1:
        return symbol
    dots = r"\ldots; " if heads > 2 else ""
    return rf"[{symbol}_1; {dots}{symbol}_{{{heads}}}]"


def number(value: float) -> str:
    """Write a number in TeX as a person would: 0.5, 30, 1e-5 as a power of ten."""
    text = f"{value:g}"
    if "e" not in text:
        return text
    digits, power = text.split("e")
    return rf"{digits} \cdot 10^{{{int(power)}}}"


def _divisor(resolved: Resolved) -> str:
    """Return what the scores are divided by, nothing if by nothing."""
    parts = [r"\sqrt{d}"] if resolved.scaled else []
    if resolved.temperature != 1.0:
        parts.append("T")
    return r"\,".join(parts)


def _capped(resolved: Resolved) -> str:
    """Return the softcap around what the scores are divided by."""
    divisor = _divisor(resolved)
    under = rf"c\,{divisor}" if divisor else "c"
    return rf"c\,\tanh\left(\frac{{S}}{{{under}}}\right)"


def _scale_mask(scenario: Scenario, resolved: Resolved) -> str:
    symbol = stage_symbol("capped", resolved)
    masked = scenario.mask != "none" or scenario.padding > 0 or _edits_mask(scenario)
    right = rf"\mathrm{{mask}}\left({symbol}\right)" if masked else symbol
    values = []
    if resolved.scaled:
        values.append(rf"d = {resolved.d_head}")
    if resolved.temperature != 1.0:
        values.append(rf"T = {number(resolved.temperature)}")
    if resolved.softcap is not None:
        values.append(rf"c = {number(resolved.softcap)}")
    formula_parts = [rf"\tilde S = {right}", r",\; ".join(values)]
    return r" \qquad ".join(part for part in formula_parts if part)


def _edits_mask(scenario: Scenario) -> bool:
    return any(edit.grid == "mask" for edit in scenario.edits)


def _inputs(resolved: Resolved) -> str:
    plus = " + P" if resolved.positions else ""
    if not resolved.two_texts:
        return _one_input(resolved, plus)
    if resolved.gated:
        return (
            rf"\tied{{H}} = \mathrm{{GRU}}_{{\leftrightarrow}}(X), \quad X = E{plus}"
            r" \qquad \query{s_i} = \mathrm{GRU}(y_{i-1}, \query{s_{i-1}})"
        )
    return (
        rf"X = E{plus} \qquad \tied{{h_j}} = \tanh(x_j W_h + \tied{{h_{{j-1}}}}\,U_h)"
        r" \qquad \query{s_i} = \tanh(y_{i-1} W_s + \query{s_{i-1}}\,U_s)"
    )


def _one_input(resolved: Resolved, plus: str) -> str:
    """Return how X is made of one text, in the first layer of a model or in a later one."""
    start = rf"Z^{{({resolved.layer})}}" if resolved.layer else f"E{plus}"
    if not resolved.normed:
        return f"X = {start}"
    norm = r"X = \mathrm{LN}(Z) = g \odot \frac{Z - \mu}{\sigma} + b"
    return rf"Z = {start} \qquad {norm}"


def _output(resolved: Resolved) -> str:
    context = resolved.variant.formulas["output"]
    joined = joined_symbol(resolved)
    output = rf"{joined}\,W_O" if resolved.output_projection else joined
    return rf"{context} \qquad O = {output}"
