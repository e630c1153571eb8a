r"""The formulas of the step ``gradients``, with what is in force and nothing else.

TeX, coloured as in :mod:`core.formulas`; one line for each stretch of the way back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from core.formulas import joined_symbol, letter
from core.gradients.scenario_gradients import GradientTrace
from core.objective import CopyToken, Objective
from core.resolve import Resolved
from core.routes import routed
from core.trace import Trace
from core.variants import Route


def step_formula(lines: Mapping[str, str]) -> str:
    """Return the formula of the whole step: the loss, the scores, queries, keys and values."""
    return r" \qquad ".join((lines["loss"], lines["scores"], lines["vectors"]))


def formulas(found: GradientTrace) -> Mapping[str, str]:
    """Return the TeX of each stretch: ``loss``, ``scores``, ``vectors``, ``matrices``.

    Then that of what attention starts from: ``inputs``, or ``decoder`` and ``encoder``, the states.
    """
    trace = found.trace
    return MappingProxyType(
        {
            "loss": loss_formula(found.loss, trace),
            "scores": _scores(trace.resolved),
            "vectors": _join(_vectors(trace.resolved)),
            "matrices": _join(_matrices(found)),
            **_inputs(found),
        }
    )


def loss_formula(loss: Objective, trace: Trace) -> str:
    """Return what the loss is: tokens by their number, which every font can draw."""
    row = loss.row + 1
    if not isinstance(loss, CopyToken):
        return rf"L = -O_{{{row},{loss.feature + 1}}}"
    resolved, source = trace.resolved, loss.source_row + 1
    is_now, target = f"O_{{{row}}}", f"X_{{{source}}}"
    if resolved.two_texts:
        target = rf"\tied{{H}}_{{{source}}}"
    if loss.what == "value":
        is_now = rf"{joined_symbol(resolved)}_{{{row}}}"
        target = rf"{letter(resolved, 'value')}_{{{source}}}"
        if resolved.n_heads > 1:
            target = rf"\value{{[V_1; \ldots]}}_{{{source}}}"
    return rf"L = \frac{{1}}{{2}}\left\| {is_now} - {target} \right\|^2"


def _of(symbol: str) -> str:
    return rf"\frac{{\partial L}}{{\partial {symbol}}}"


def _join(parts: Iterator[str]) -> str:
    return r" \qquad ".join(parts)


def _letter(resolved: Resolved, grid: str) -> str:
    return letter(resolved, grid) or grid


def _scores(resolved: Resolved) -> str:
    """Return the way through the softmax, to the scores before they are scaled."""
    value = _letter(resolved, "value")
    divisor = [r"\sqrt{d}"] if resolved.scaled else []
    if resolved.temperature != 1.0:
        divisor.append("T")
    under = r"\,".join(divisor)
    weight = rf"\frac{{A_{{ij}}}}{{{under}}}" if divisor else r"A_{ij}\,"
    slope = ""
    if resolved.softcap is not None:
        slope = rf"\left(1 - \tanh^2 \frac{{S_{{ij}}}}{{c\,{under}}}\right)"
    return (
        rf"{_of('A')} = {_of('C')}\,{value}^\top \qquad "
        rf"{_of('S_{ij}')} = {weight}{slope}\Big({_of('A_{ij}')} - "
        rf"\sum_k A_{{ik}}\,{_of('A_{ik}')}\Big)"
    )


def _vectors(resolved: Resolved) -> Iterator[str]:
    """Yield the gradients of queries, keys and values; what is tied adds its own to the keys."""
    query, key, value = (_letter(resolved, role) for role in ("query", "key", "value"))
    all_heads = r"\sum_h " if resolved.group > 1 else ""
    to_query, to_key = _scores_back(resolved, query, key, all_heads)
    to_value = rf"{all_heads}A^\top {_of('C')}"
    tied_query = resolved.make_query == resolved.make_key
    before_turn = resolved.tied_grid == "key_unrotated"
    yield rf"{_of(query)} = {to_query}"
    shared = rf" + {_of(query)}" if tied_query else ""
    if resolved.same_map and not before_turn:
        shared += rf" + {to_value}"
    if resolved.make_value.source == "joined_key" and not resolved.rotary:
        shared += rf" + {_of(value)}\,(\key{{W_K}}^{{-1}}\value{{W_V}})^\top"
    yield rf"{_of(key)} = {to_key}{shared}"
    if not resolved.same_map or before_turn:
        half = rf" + {_of(key)}^{{\mathrm{{left}}}}" if resolved.make_key.source == "value" else ""
        yield rf"{_of(value)} = {to_value}{half}"
    if resolved.rotary:
        hat = _letter(resolved, "key_unrotated")
        more = rf" + {_of(value)}" if resolved.same_map and before_turn else ""
        if resolved.make_value.source == "joined_key":
            more = rf" + {_of(value)}\,(\key{{W_K}}^{{-1}}\value{{W_V}})^\top"
        yield rf"{_of(hat)} = R^\top {_of(key)}{more}"


def _scores_back(resolved: Resolved, query: str, key: str, all_heads: str) -> tuple[str, str]:
    """Return what the scores hand back to queries and to keys."""
    if not resolved.additive:
        return rf"{_of('S')}\,{key}", rf"{all_heads}{_of('S')}^\top {query}"
    slope = rf"{_of('S_{ij}')}\, v \odot (1 - \tanh^2(\query{{q_i}} + \key{{k_j}}))"
    return rf"\sum_j {slope}", rf"\sum_i {slope}"


def _made(resolved: Resolved) -> Iterator[tuple[str, Route]]:
    """Yield TeX of the gradients of what routes make, each with its route."""
    for grid, route in routed(resolved):
        yield _of(r"\tied{C^{KV}}" if grid == "latent" else _letter(resolved, grid)), route


def _matrices(found: GradientTrace) -> Iterator[str]:
    """Yield the gradient of each matrix that a route takes: what went in, times what came back."""
    resolved = found.trace.resolved
    for gradient, route in _made(resolved):
        for part in route.parts:
            if part.parameter is None:
                continue
            source = found.trace.grid(part.source).symbol
            symbol = resolved.variant.parameter(part.parameter).symbol
            first, second = (source, gradient)
            if part.transposed:
                yield rf"{_of(symbol)} = {second}^\top {first}"
            else:
                yield rf"{_of(symbol)} = {first}^\top {second}"


def _inputs(found: GradientTrace) -> Mapping[str, str]:
    """Return the gradients of X, or of the states: a term for each way out of them."""
    resolved = found.trace.resolved
    ways: dict[str, list[str]] = {}
    for gradient, route in _made(resolved):
        for part in route.parts:
            term = gradient
            if part.parameter is not None:
                symbol = resolved.variant.parameter(part.parameter).symbol
                term = rf"{gradient}\,{symbol}" + ("" if part.transposed else r"^\top")
            ways.setdefault(part.source, []).append(term)
    names = {"x": "inputs", "decoder_states": "decoder", "encoder_states": "encoder"}
    made = {}
    for source, name in names.items():
        if source in ways:
            more = [] if source == "x" else [r"\ldots"]  # later states
            left = _of(found.trace.grid(source).symbol)
            made[name] = f"{left} = " + " + ".join([*ways[source], *more])
    return made
