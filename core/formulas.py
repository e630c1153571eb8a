r"""The formula of each step, with what is in force and nothing else.

TeX, coloured by the macros ``\query{}``, ``\key{}``, ``\value{}``, ``\tied{}`` (key and value)
and ``\querykey{}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.resolve import Resolved
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


def coloured(symbol: str, roles: tuple[Role, ...]) -> str:
    """Wrap TeX into the colours of its roles; what belongs to all three wears none."""
    colour = _COLOURS.get(roles)
    return rf"\{colour}{{{symbol}}}" if colour else symbol


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
    if step == "projections" and resolved.make_key != variant.make_key:
        return variant.other_projections
    return variant.formulas[step]


def stage_symbol(name: str, resolved: Resolved) -> str:
    """Return the symbol of ``scaled`` or ``capped``."""
    divisor = _divisor(resolved)
    scaled = rf"\frac{{S}}{{{divisor}}}" if divisor else "S"
    if name == "scaled" or resolved.softcap is None:
        return scaled
    return _capped(resolved)


def joined_symbol(resolved: Resolved) -> str:
    """Return the symbol of the heads side by side."""
    if resolved.n_heads == 1:
        return "C"
    dots = r"\ldots; " if resolved.n_heads > 2 else ""
    return rf"[C_1; {dots}C_{{{resolved.n_heads}}}]"


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
        return f"X = E{plus}"
    return (
        rf"X = E{plus} \qquad \tied{{h_j}} = \tanh(x_j W_h + \tied{{h_{{j-1}}}}\,U_h)"
        r" \qquad \query{s_i} = \tanh(y_{i-1} W_s + \query{s_{i-1}}\,U_s)"
    )


def _output(resolved: Resolved) -> str:
    context = resolved.variant.formulas["output"]
    joined = joined_symbol(resolved)
    output = rf"{joined}\,W_O" if resolved.output_projection else joined
    return rf"{context} \qquad O = {output}"
