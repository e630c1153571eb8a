"""gradient_explainer(): the arithmetic of every cell of every gradient, by the chain rule."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from core.cells import Following, Site
from core.explanation import KEPT, Explanation, Operand, Source
from core.formulas import number
from core.gradients.explain_loss import loss_explanation
from core.gradients.flows_attention import ATTENTION
from core.gradients.flows_inputs import state_flows
from core.gradients.flows_routes import route_flows, vector_flows
from core.gradients.paths import GRADIENT, Back, Flow, gradient_site
from core.gradients.scenario_gradients import GradientTrace
from core.gradients.step_grids import gradient_name, named_grids, ordered_uses
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.numerics import FloatArray, softmax
from core.trace import BACK_PREFIX, Explainer

Place = tuple[int, int, int]
_LETTERS: Mapping[str, str] = MappingProxyType(
    {"query": "Q", "key": "K", "value": "V", "recurrence": "→"}
)
"""Use -> what a term of the sum is called."""


def gradient_explainer(found: GradientTrace) -> Explainer:
    """Return the function that explains any cell of the step ``gradients``."""
    return lru_cache(maxsize=KEPT)(_Explainer(found))


class _Explainer:
    """Explains the gradients of one loss of one run."""

    def __init__(self, found: GradientTrace) -> None:
        self._back = Back(found)
        self._grids = named_grids(found)

    def __call__(self, name: str, head: int, row: int, col: int) -> Explanation:
        """Return the arithmetic of one cell."""
        back, place = self._back, (head, row, col)
        grid, use = self._grids[name]
        site = gradient_site(back, grid, use, place)
        uses = ordered_uses(back.found, grid)
        if use is None and len(uses) > 1:
            return _sum_of_parts(back, site, grid, uses)
        own = use or uses[0]
        if own == "loss":
            return loss_explanation(back, site)
        if (grid, own) == ("masked", "weights"):
            return _through_softmax(back, site)
        return _explained(back, site, flows(back, grid, own, place), _following(back, grid, place))


def flows(back: Back, grid: str, use: str, place: Place) -> tuple[Flow, ...]:
    """Return all that reaches a cell of a grid through one use."""
    if (grid, use) in ATTENTION:
        return ATTENTION[grid, use](back, *place)
    return (
        *vector_flows(back, grid, use, place),
        *route_flows(back, grid, use, place),
        *state_flows(back, grid, use, place),
    )


def _sum_of_parts(back: Back, site: Site, grid: str, uses: Sequence[str]) -> Explanation:
    """Explain what serves several uses: one number for each."""
    place = (site.head, site.row, site.col)
    parts = [back.found.parts[grid].parts[use][place] for use in uses]
    names = message(QT_TRANSLATE_NOOP("core", "it serves several uses: their gradients add up"))
    return back.cells.explain(
        site,
        "sum",
        (Operand(r"\partial L", GRADIENT, np.array(parts)),),
        tuple(_LETTERS.get(use, use) for use in uses),
        sources=tuple(Source(gradient_name(grid, use), *place) for use in uses),
        note=names,
    )


def _explained(
    back: Back, site: Site, found: tuple[Flow, ...], following: Sequence[Following]
) -> Explanation:
    """Explain a cell by the terms that reach it."""
    cells = back.cells
    sources = tuple(dict.fromkeys(source for flow in found for source in flow.sources))
    labels = tuple(label for flow in found for label in flow.labels)
    gradient = _column([flow.gradient for flow in found], back)
    heading = found[0].name_of_gradient if found else GRADIENT
    first = Operand(r"\partial L", heading, gradient)
    if not found:
        text = QT_TRANSLATE_NOOP("core", "no way leads from this number to the loss")
        return cells.explain(site, "sum", (first,), (), note=message(text))
    if all(flow.slope is None for flow in found):
        if len(gradient) == 1 and not following:
            as_it_is = QT_TRANSLATE_NOOP("core", "handed back as it is: the same number")
            return cells.copy(site, sources[0], first, _silence(back, found) or message(as_it_is))
        return cells.explain(site, "sum", (first,), labels, sources=sources, following=following)
    told = next(flow for flow in found if flow.slope is not None)
    slopes = [np.ones_like(flow.gradient) if flow.slope is None else flow.slope for flow in found]
    second = Operand(told.symbol, told.name, _column(slopes, back), told.role)
    return cells.explain(
        site,
        "product",
        (first, second),
        labels,
        sources=sources,
        following=following,
        note=_silence(back, found),
    )


def _column(pieces: Sequence[FloatArray], back: Back) -> FloatArray:
    if not pieces:
        return np.zeros(0, back.resolved.dtype)
    joined: FloatArray = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
    return joined


def _silence(back: Back, found: Sequence[Flow]) -> Message | None:
    """Say that cells which the user wrote hand nothing back, where some stand among the sources."""
    for source in (source for flow in found for source in flow.sources):
        if not source.grid.startswith(BACK_PREFIX):
            continue
        grid = source.grid.removeprefix(BACK_PREFIX).partition("_via_")[0]
        cells = back.found.trace.computed.edited.get(grid, ())
        if any(_covers(source, cell) for cell in cells):
            return message(QT_TRANSLATE_NOOP("core", "cells that you overwrote hand nothing back"))
    return None


def _covers(source: Source, cell: Place) -> bool:
    """Whether a source takes in a cell."""
    head, row, col = cell
    return source.head == head and source.row in (None, row) and source.col in (None, col)


def _through_softmax(back: Back, site: Site) -> Explanation:
    """Explain dL/dz_ij = A_ij (dL/dA_ij - Σ_j A_ij dL/dA_ij)."""
    head, row, col = site.head, site.row, site.col
    weights = back.array("weights")[head, row]  # [n_k]
    if "weights" in back.found.trace.computed.edited:  # the slope is that of the softmax itself
        weights = softmax(back.array("masked")[head, row])
    onward = back.onward("weights")[head, row]
    if not back.onward("context")[head, row].any():
        weights = np.zeros_like(weights)  # a row that the loss does not read stays silent
    text = QT_TRANSLATE_NOOP("core", "the mean of the row, by its weights, is taken off")
    return back.cells.explain(
        site,
        "product",
        (
            Operand(r"A", QT_TRANSLATE_NOOP("core", "weight"), weights),
            Operand(r"\partial L/\partial A", GRADIENT, onward),
        ),
        back.resolved.key_tokens,
        sources=(
            Source("d_weights", head, row, None),
            Source("weights", head, row, None),
        ),
        following=(
            ("from", float(onward[col]), r"\partial L/\partial A"),
            ("multiply", float(weights[col]), "A"),
        ),
        note=message(text),
    )


def _following(back: Back, grid: str, place: Place) -> tuple[Following, ...]:
    """Return what is done after the sum: the slope of the softcap, the scale of the scores."""
    resolved = back.resolved
    if grid == "scaled" and resolved.softcap is not None:
        ratio = float(back.array("scaled")[place]) / resolved.softcap
        slope = 1.0 - math.tanh(ratio) ** 2
        return (("multiply", slope, rf"1 - \tanh^2(\cdot / {number(resolved.softcap)})"),)
    if grid != "scores":
        return ()
    following: list[Any] = []
    if resolved.scaled and resolved.d_head:
        following.append(("divide", math.sqrt(resolved.d_head), rf"\sqrt{{{resolved.d_head}}}"))
    if resolved.temperature != 1.0:
        following.append(("divide", resolved.temperature, rf"T = {number(resolved.temperature)}"))
    return tuple(following)
