r"""The grids of the step ``gradients``: dL/d(grid) for all that attention is made of.

A grid that serves several uses has a grid more for each: what comes to it through that use alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from core.gradients.scenario_gradients import GradientTrace
from core.messages import QT_TRANSLATE_NOOP
from core.numerics import FloatArray
from core.trace import BACK_PREFIX, Grid

_WHOLE: Mapping[str, str] = MappingProxyType(
    {
        "output": QT_TRANSLATE_NOOP("core", "Gradient of the output"),
        "joined": QT_TRANSLATE_NOOP("core", "Gradient of the joined heads"),
        "w_o": QT_TRANSLATE_NOOP("core", "Gradient of the output matrix"),
        "context": QT_TRANSLATE_NOOP("core", "Gradient of the context"),
        "weights": QT_TRANSLATE_NOOP("core", "Gradient of the weights"),
        "masked": QT_TRANSLATE_NOOP("core", "Gradient of the masked scores"),
        "capped": QT_TRANSLATE_NOOP("core", "Gradient of the capped scores"),
        "scaled": QT_TRANSLATE_NOOP("core", "Gradient of the scaled scores"),
        "scores": QT_TRANSLATE_NOOP("core", "Gradient of the scores"),
        "tanh": QT_TRANSLATE_NOOP("core", "Gradient of the tanh layer"),
        "v_a": QT_TRANSLATE_NOOP("core", "Gradient of the score vector"),
        "query": QT_TRANSLATE_NOOP("core", "Gradient of the query"),
        "query_unrotated": QT_TRANSLATE_NOOP("core", "Gradient of the query, not turned"),
        "key": QT_TRANSLATE_NOOP("core", "Gradient of the key"),
        "key_unrotated": QT_TRANSLATE_NOOP("core", "Gradient of the key, not turned"),
        "value": QT_TRANSLATE_NOOP("core", "Gradient of the value"),
        "joined_key": QT_TRANSLATE_NOOP("core", "Gradient of the joined keys"),
        "latent": QT_TRANSLATE_NOOP("core", "Gradient of the latent"),
        "w_q": QT_TRANSLATE_NOOP("core", "Gradient of the query matrix"),
        "w_k": QT_TRANSLATE_NOOP("core", "Gradient of the key matrix"),
        "w_v": QT_TRANSLATE_NOOP("core", "Gradient of the value matrix"),
        "x": QT_TRANSLATE_NOOP("core", "Gradient of the inputs"),
        "encoder_states": QT_TRANSLATE_NOOP("core", "Gradient of the encoder states"),
        "decoder_states": QT_TRANSLATE_NOOP("core", "Gradient of the decoder states"),
    }
)
_MATRIX = QT_TRANSLATE_NOOP("core", "Gradient of a matrix")
_THROUGH: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "query": (QT_TRANSLATE_NOOP("core", "Part through the queries"), r"\query{Q}"),
        "key": (QT_TRANSLATE_NOOP("core", "Part through the keys"), r"\key{K}"),
        "value": (QT_TRANSLATE_NOOP("core", "Part through the values"), r"\value{V}"),
        "recurrence": (QT_TRANSLATE_NOOP("core", "Part through later states"), "h"),
    }
)
"""Use -> the title of the part that comes through it, and TeX for it."""
_BEFORE = (
    *("output", "w_o", "joined", "context", "weights", "masked", "capped", "scaled", "scores"),
    *("tanh", "v_a", "query", "query_unrotated", "key", "key_unrotated", "value", "joined_key"),
    "latent",
)
_AFTER = ("x", "encoder_states", "decoder_states")


def gradient_name(grid: str, use: str | None = None) -> str:
    """Return the name of the gradient of a grid, or of its part through one use."""
    return f"{BACK_PREFIX}{grid}" if use is None else f"{BACK_PREFIX}{grid}_via_{use}"


def named_grids(found: GradientTrace) -> Mapping[str, tuple[str, str | None]]:
    """Return the grids of the step by name, each with the grid and the use that it is about."""
    named: dict[str, tuple[str, str | None]] = {}
    for grid in _order(found):
        named[gradient_name(grid)] = (grid, None)
        if grid in found.parts:
            named |= {gradient_name(grid, use): (grid, use) for use in ordered_uses(found, grid)}
    return MappingProxyType(named)


def gradient_grids(found: GradientTrace) -> tuple[Grid, ...]:
    """Return the grids of the step, from the output back to what attention starts from."""
    return tuple(_grid(found, *place) for place in named_grids(found).values())


def ordered_uses(found: GradientTrace, grid: str) -> tuple[str, ...]:
    """Return the uses of a grid as a person lists them: query, key, value, and what follows."""
    known = [use for use in _THROUGH if use in found.uses[grid]]
    return (*known, *(use for use in found.uses[grid] if use not in _THROUGH))


def _order(found: GradientTrace) -> Iterator[str]:
    """Yield the grids that a gradient reaches and that attention knows."""
    matrices = (row.grid for row in found.trace.resolved.parameters)
    for grid in dict.fromkeys((*_BEFORE, *matrices, *_AFTER)):
        if grid in found.grids:
            yield grid


def _grid(found: GradientTrace, name: str, use: str | None) -> Grid:
    grid = found.trace.grid(name)
    title, symbol = _WHOLE.get(name, _MATRIX), rf"\partial L/\partial {grid.symbol}"
    values: FloatArray = found.grids[name]
    if use is not None:
        title, letter = _THROUGH[use]
        symbol = rf"{symbol}|_{{{letter}}}"
        values = found.parts[name].parts[use]
        values.setflags(write=False)
    return replace(
        grid,
        name=gradient_name(name, use),
        symbol=symbol,
        title=title,
        values=values,
        kind="signed",
        parameter=False,
        edited=frozenset(),
    )
