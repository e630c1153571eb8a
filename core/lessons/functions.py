"""FUNCTIONS: what a lesson's expressions may call, with how many arguments."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from core.cost_table import Cost, cost_table
from core.expressivity import reachable_errors, threshold
from core.freedom import freedom
from core.heads import Head, head_obstacle, head_of
from core.lessons.expressions import Value
from core.lessons.figure_error import fault
from core.lessons.figures import LiveFigures, along, largest_change, place
from core.literature import STUDIES
from core.messages import QT_TRANSLATE_NOOP
from core.numerics import FloatArray, rank_of
from core.presets import PRESETS, size_of
from core.tie_path import TiePoint, tie_ends, tie_obstacle, tie_point
from core.trained.catalogue import shipped
from core.variants import VARIANTS
from core.width_law import LARGEST, drawn_heads, law_problems, width_law

WIDEST_FREEDOM = 10
LONGEST_CONTEXT = 10_000_000
Arguments = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """One row of FUNCTIONS: how many arguments it takes, and what it computes."""

    arity: tuple[int, int]
    compute: Callable[[LiveFigures, Arguments], Value]


def cell_of(live: LiveFigures, arguments: Arguments) -> float:
    """Return ``cell(grid, row, column, head = 1)``."""
    name, row, col, *head = arguments
    grid, values = live.grid(name), live.slab(name, *head)
    return float(values[along(grid.rows, row), along(grid.cols, col)])


def row_of(live: LiveFigures, arguments: Arguments) -> FloatArray:
    """Return a row of a grid, [cols]: the arguments are grid, row, head = 1."""
    name, row, *head = arguments
    values: FloatArray = live.slab(name, *head)[along(live.grid(name).rows, row)]
    return values


def _of_row(measure: Callable[[FloatArray], object]) -> Function:
    def compute(live: LiveFigures, arguments: Arguments) -> float:
        return float(measure(row_of(live, arguments)))  # type: ignore[arg-type]

    return Function((2, 3), compute)


def _of_grid(measure: Callable[[FloatArray], object]) -> Function:
    def compute(live: LiveFigures, arguments: Arguments) -> float:
        return float(measure(live.slab(*arguments)))  # type: ignore[arg-type]

    return Function((1, 2), compute)


def _best(live: LiveFigures, arguments: Arguments) -> str:
    """Return the label of the largest cell of a row."""
    values = np.where(np.isnan(row := row_of(live, arguments)), -np.inf, row)
    return live.grid(arguments[0]).cols.labels[int(values.argmax())]


def _label(live: LiveFigures, arguments: Arguments) -> str:
    """Return ``row_label(grid, number)``."""
    axis = live.grid(arguments[0]).rows
    return axis.labels[place(arguments[1], len(axis.labels))]


def _column(live: LiveFigures, arguments: Arguments) -> str:
    axis = live.grid(arguments[0]).cols
    return axis.labels[place(arguments[1], len(axis.labels))]


def _dot(live: LiveFigures, arguments: Arguments) -> float:
    """Return ``dot(grid, row, grid, row, head = 1)``: the product of two rows."""
    first, row, second, other, *head = arguments
    rows = row_of(live, (first, row, *head)), row_of(live, (second, other, *head))
    if rows[0].shape != rows[1].shape:
        raise fault(QT_TRANSLATE_NOOP("core", "the rows differ in width"))
    return float(rows[0] @ rows[1])


def _count(live: LiveFigures, arguments: Arguments) -> float:
    """Return ``count(grid, value, head = 1)``: how many cells hold that number."""
    name, value, *head = arguments
    return float((live.slab(name, *head) == value).sum())


def _change(live: LiveFigures, arguments: Arguments) -> float:
    """Return ``change(grid, variant, other)``: the largest difference."""
    grid, first, second = map(str, arguments)
    return largest_change(live, grid, (_variant(first), _variant(second)))


def _relative_change(live: LiveFigures, arguments: Arguments) -> float:
    """Return ``relative_change(grid, variant, other)``: difference over size, Frobenius norms."""
    grid, *variants = map(str, arguments)
    first, second = (
        live.elsewhere({"variant": _variant(variant)}).grid(grid).values.astype(np.float64)
        for variant in variants
    )
    if first.shape != second.shape:
        raise fault(QT_TRANSLATE_NOOP("core", "the rows differ in width"))
    return float(np.linalg.norm(second - first) / (np.linalg.norm(first) or 1.0))


def _variant(key: str) -> str:
    if key not in VARIANTS:
        raise fault(QT_TRANSLATE_NOOP("core", "there is no variant {name}"), name=key)
    return key


def _head(live: LiveFigures, number: Value) -> Head:
    obstacle = head_obstacle(live.trace)
    if obstacle is not None:
        raise fault(QT_TRANSLATE_NOOP("core", "{why}"), why=obstacle)
    return head_of(live.trace, place(number, live.trace.resolved.n_heads))


def _head_width(live: LiveFigures, arguments: Arguments) -> float:
    """Return ``head_threshold(head = 1)``: the width at which a tied head does the same."""
    return float(threshold(*_head(live, *(arguments or (1.0,))).compact()))


def _head_error(live: LiveFigures, arguments: Arguments) -> float:
    """Return ``head_error(width, head = 1)``: the least error of a tied head of a width."""
    width, *number = arguments
    errors = reachable_errors(*_head(live, *(number or [1.0])).compact())
    return float(errors[place(width, len(errors))])


def _law_sizes(arguments: Arguments) -> tuple[int, int]:
    r, d = (int(value) for value in arguments[:2])
    problems = law_problems(r, d)
    if problems:
        raise fault(
            QT_TRANSLATE_NOOP("core", "{wrong}; {right}"),
            wrong=problems[0].wrong,
            right=problems[0].right,
        )
    return r, d


@lru_cache(maxsize=64)
def _law(r: int, d: int, seed: int, with_output: bool) -> tuple[tuple[float, ...], int]:
    """Return the mean error of every width, and the threshold, as the bench draws them."""
    law = width_law(drawn_heads(r, d, seed))
    reach = law.with_output if with_output and law.with_output else law.without_output
    return tuple(reach.mean.tolist()), reach.predicted


def _law_error(live: LiveFigures, arguments: Arguments) -> float:
    """Return ``law_error(r, d, s, with_output = 1)``: the bench's mean curve at width s."""
    r, d = _law_sizes(arguments)
    with_output = bool(arguments[3]) if len(arguments) > 3 else True
    errors, _ = _law(r, d, live.trace.scenario.seed, with_output)
    return errors[place(arguments[2], d)]


def _law_width(live: LiveFigures, arguments: Arguments) -> float:
    """Return ``law_width(r, d, with_output = 1)``: the width from which the error is zero."""
    r, d = _law_sizes(arguments)
    with_output = bool(arguments[2]) if len(arguments) > 2 else True
    return float(_law(r, d, live.trace.scenario.seed, with_output)[1])


@lru_cache(maxsize=64)
def _measured_freedom(d: int, r: int) -> tuple[int, int]:
    found = freedom(d, r)
    return found.untied, found.tied


def _freedom(arguments: Arguments, which: int) -> float:
    d, r = (int(value) for value in arguments)
    if not 1 <= r <= d <= WIDEST_FREEDOM or d > LARGEST:
        raise fault(
            QT_TRANSLATE_NOOP("core", "freedom is measured up to width {most}"), most=WIDEST_FREEDOM
        )
    return float(_measured_freedom(d, r)[which])


def _costs(live: LiveFigures, variant: Value, preset: Value, context: Value) -> Cost:
    if preset != "" and preset not in PRESETS:
        raise fault(QT_TRANSLATE_NOOP("core", "there is no size {name}"), name=str(preset))
    size = PRESETS[str(preset)].size if preset else size_of(live.trace.scenario)
    tokens = int(float(context))
    if not 1 <= tokens <= LONGEST_CONTEXT:
        raise fault(QT_TRANSLATE_NOOP("core", "a context of {n} tokens"), n=tokens)
    for cost in cost_table(size, tokens, "bfloat16"):
        if cost.row.key == variant:
            if cost.obstacle is not None:
                raise fault(QT_TRANSLATE_NOOP("core", "{why}"), why=cost.obstacle)
            return cost
    raise fault(QT_TRANSLATE_NOOP("core", "there is no variant {name}"), name=str(variant))


def _cache(live: LiveFigures, arguments: Arguments) -> float:
    """Return ``cache(variant, size = "", tokens = 1)``: bytes of cache, two a number."""
    preset = arguments[1] if len(arguments) > 1 else ""
    tokens = arguments[2] if len(arguments) > 2 else 1.0
    return float(_costs(live, arguments[0], preset, tokens).cache_bytes)


def _weights(live: LiveFigures, arguments: Arguments) -> float:
    """Return ``map_parameters(variant, size = "")``: parameters of the maps."""
    variant, preset, *_ = (*arguments, "")
    return float(_costs(live, variant, preset, 1.0).parameters)


def _cited(_live: LiveFigures, arguments: Arguments) -> str:
    """Return ``cited(arXiv number, what, which = 1)``: a figure as its source prints it."""
    arxiv, what, *which = arguments
    studies = [study for study in STUDIES if study.arxiv == arxiv]
    study = studies[place(which[0] if which else 1.0, len(studies))]
    for one in (*study.untied, *study.tied):
        if one.what == what:
            return one.figures
    raise fault(
        QT_TRANSLATE_NOOP("core", "there is no {name} in {source}"), name=what, source=arxiv
    )


def _tie(live: LiveFigures, arguments: Arguments) -> TiePoint:
    """Return what holds after W_V has been moved a part of the way to W_K."""
    obstacle = tie_obstacle(live.trace)
    if obstacle is not None:
        raise fault(QT_TRANSLATE_NOOP("core", "{why}"), why=obstacle)
    alpha = float(arguments[0])
    if not 0.0 <= alpha <= 1.0:
        raise fault(QT_TRANSLATE_NOOP("core", "the way goes from 0 to 1, not to {n}"), n=alpha)
    return tie_point(tie_ends(live.trace), alpha)


def _tie_difference(live: LiveFigures, arguments: Arguments) -> float:
    """Return ``tie_difference(part)``: the largest ``|K - V|`` there."""
    return _tie(live, arguments).max_difference


def _tie_moved(live: LiveFigures, arguments: Arguments) -> float:
    """Return ``tie_moved(part)``: how much of its whole way the output has gone."""
    point = _tie(live, arguments)
    whole = point.to_untied + point.to_tied
    return point.to_untied / whole if whole else 0.0


def _trained(_live: LiveFigures, arguments: Arguments) -> float:
    """Return ``trained(model, figure)``: what a shipped model reached on test samples, or steps."""
    name, figure = map(str, arguments)
    for model in shipped():
        if model.name == name:
            known = {**model.about.figures, "steps": float(model.about.steps)}
            return _known(known, figure, name)
    return _known({}, figure, name)


def _size(_live: LiveFigures, arguments: Arguments) -> float:
    """Return ``size(name, what)``: d_model, n_heads, n_kv_heads, d_head or n_layers of a model."""
    name, what = map(str, arguments)
    size = PRESETS[name].size if name in PRESETS else None
    names = ("d_model", "n_heads", "n_kv_heads", "d_head", "n_layers") if size else ()
    return _known({one: float(getattr(size, one)) for one in names}, what, name)


def _known(figures: Mapping[str, float], name: str, source: str) -> float:
    if name not in figures:
        text = QT_TRANSLATE_NOOP("core", "there is no {name} in {source}")
        raise fault(text, name=name, source=source)
    return float(figures[name])


def _on_diagonal(values: FloatArray) -> bool:
    """Whether the largest entry stands on the diagonal."""
    row, col = np.unravel_index(int(np.argmax(values)), values.shape)
    return bool(row == col)


def _asymmetry(values: FloatArray) -> float:
    if values.shape[0] != values.shape[1]:
        raise fault(QT_TRANSLATE_NOOP("core", "the grid is not square"))
    return float(np.abs(values - values.T).max(initial=0.0))


def _plain(compute: Callable[..., float], least: int = 1, most: int = 1) -> Function:
    def apply(_live: LiveFigures, arguments: Arguments) -> float:
        return float(compute(*(float(value) for value in arguments)))

    return Function((least, most), apply)


FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "cell": Function((3, 4), cell_of),
        "row_sum": _of_row(np.sum),
        "row_max": _of_row(np.nanmax),
        "row_min": _of_row(np.nanmin),
        "row_norm": _of_row(np.linalg.norm),
        "best": Function((2, 3), _best),
        "row_label": Function((2, 2), _label),
        "col_label": Function((2, 2), _column),
        "largest": _of_grid(np.nanmax),
        "smallest": _of_grid(np.nanmin),
        "largest_size": _of_grid(lambda values: np.nanmax(np.abs(values))),
        "mean": _of_grid(np.nanmean),
        "spread": _of_grid(np.nanstd),
        "rank": _of_grid(rank_of),
        "rows": _of_grid(len),
        "cols": _of_grid(lambda values: values.shape[1]),
        "largest_on_diagonal": _of_grid(_on_diagonal),
        "asymmetry": _of_grid(_asymmetry),
        "least_eigenvalue": _of_grid(lambda values: np.linalg.eigvalsh(values).min()),
        "dot": Function((4, 5), _dot),
        "count": Function((2, 3), _count),
        "change": Function((3, 3), _change),
        "relative_change": Function((3, 3), _relative_change),
        "head_threshold": Function((0, 1), _head_width),
        "head_error": Function((1, 2), _head_error),
        "law_error": Function((3, 4), _law_error),
        "law_width": Function((2, 3), _law_width),
        "freedom_untied": Function((2, 2), lambda _live, given: _freedom(given, 0)),
        "freedom_tied": Function((2, 2), lambda _live, given: _freedom(given, 1)),
        "cache": Function((1, 3), _cache),
        "map_parameters": Function((1, 2), _weights),
        "cited": Function((2, 3), _cited),
        "trained": Function((2, 2), _trained),
        "size": Function((2, 2), _size),
        "tie_difference": Function((1, 1), _tie_difference),
        "tie_moved": Function((1, 1), _tie_moved),
        "sqrt": _plain(math.sqrt),
        "exp": _plain(math.exp),
        "log": _plain(math.log),
        "abs": _plain(abs),
        "round": _plain(lambda value, digits=0.0: round(value, int(digits)), 1, 2),
        "min": _plain(min, 2, 6),
        "max": _plain(max, 2, 6),
    }
)
"""Function -> what it computes; rows, columns and heads count from 1, or are named by tokens."""
