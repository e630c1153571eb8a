"""The width law as curves, and the construction that attains it as matrices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.expressivity import tied_error
from core.heads import Head, doubled, head_obstacle, head_of
from core.messages import QT_TRANSLATE_NOOP, Message, Problem, message
from core.trace import Grid, Trace
from core.width_law import DRAWS, Reach, WidthLaw, drawn_heads, law_problems, too_wide, width_law
from gui.bench.grids import OWN, features, joined, own_grid
from gui.i18n import translate
from gui.state import Bench, Cell, State
from gui.widgets.colormaps import levels_of
from gui.widgets.numbers import format_short
from gui.widgets.specs import Curve, CurveSpec, MatrixSpec, NoteSpec, Spec

EXACT = 1e-12
"""Up to this error a tied head counts as exact: what is left is rounding."""


@dataclass(frozen=True)
class LawRequest:
    """Whose law is wanted: of random heads of a shape, or of one head of a run.

    Attributes
    ----------
    r, d, seed : of the random heads.
    trace, head : the run and its head, where that is wanted instead; else None and 0.
    """

    r: int
    d: int
    seed: int
    trace: Trace | None = None
    head: int = 0

    def heads(self) -> tuple[Head, ...]:
        """Return the heads, drawn or taken from the run."""
        if self.trace is not None:
            return (head_of(self.trace, self.head),)
        return drawn_heads(self.r, self.d, self.seed)


def own_obstacle(trace: Trace, head: int) -> Message | None:
    """Say why a head of the run cannot stand on the bench; None where it can."""
    return head_obstacle(trace) or too_wide(head_of(trace, head))


def problems(state: State) -> tuple[Problem, ...]:
    """Return what is wrong with the choices of this view."""
    bench = state.view.bench
    if not bench.own_head:
        return law_problems(bench.r, bench.d)
    obstacle = own_obstacle(state.trace, state.view.head)
    if obstacle is None:
        return ()
    shown = message(QT_TRANSLATE_NOOP("core", "random heads are shown instead"))
    return (Problem("own_head", obstacle, shown), *law_problems(bench.r, bench.d))


def wanted(state: State, sizes: tuple[int, int]) -> LawRequest:
    """Return whose law to show; ``sizes`` are the last good r and d."""
    trace, head = state.trace, state.view.head
    if state.view.bench.own_head and own_obstacle(trace, head) is None:
        resolved = trace.resolved
        return LawRequest(resolved.d_head, resolved.d_model, 0, trace, head)
    return LawRequest(*sizes, trace.scenario.seed)


def cost(request: LawRequest) -> int:
    """Return bytes that take about as long to move as the law takes to measure."""
    return 8 * request.d**3 * (DRAWS if request.trace is None else 1)


def compute(
    request: LawRequest, cancelled: Callable[[], bool], _progress: Callable[[float], None]
) -> WidthLaw:
    """Measure the law.

    Raises
    ------
    core.pipeline.Cancelled : ``cancelled`` said so.
    """
    return width_law(request.heads(), cancelled)


def law_specs(law: WidthLaw, bench: Bench) -> tuple[Spec, ...]:
    """Return the best errors over the width, with W_O and without."""
    without = _curves(law, law.without_output, bench, with_output=False, col=1)
    if law.with_output is None:
        text = translate("law", "This run has no output matrix: only the question without W_O.")
        return (NoteSpec("no_w_o", text, 0, 0), without)
    return (_curves(law, law.with_output, bench, with_output=True, col=0), without)


def _curves(law: WidthLaw, reach: Reach, bench: Bench, *, with_output: bool, col: int) -> CurveSpec:
    d, count = law.d, len(law.heads)
    if count > 1:
        each = translate("law", "each of {count} random heads").format(count=count)
        curves = [
            Curve("" if place else each, y, faint=True) for place, y in enumerate(reach.errors)
        ]
        curves.append(Curve(translate("law", "their mean"), reach.mean))
    else:
        curves = [Curve(translate("law", "this scenario's head"), reach.mean)]
    predicted = reach.predicted
    name = translate("law", "predicted {width}").format(width=predicted)
    return CurveSpec(
        key="law_with_output" if with_output else "law_without_output",
        x=np.arange(1, d + 1, dtype=np.float64),
        curves=curves,
        row=0,
        col=col,
        heading=_heading(reach, d, with_output=with_output),
        x_label=translate("law", "width s of the tied head (untied: r = {r})").format(r=law.r),
        y_label=translate("law", "least relative error"),
        log=bench.log_errors,
        high=1.0,
        lines=((float(predicted), name),) if predicted <= d else (),
        dots=True,
        cells=tuple(Cell(f"{OWN}law", 0, 0, place) for place in range(d)),
    )


def _heading(reach: Reach, d: int, *, with_output: bool) -> str:
    """Return from which width on the error is rounding, as it was measured."""
    exact = np.flatnonzero((reach.errors <= EXACT).all(axis=0))
    if not exact.size:
        left = format_short(float(reach.mean[-1]), 2)
        if with_output:
            return translate("law", "With W_O: {error} is left at s = {d}").format(error=left, d=d)
        return translate("law", "Without W_O: {error} is left at s = {d}").format(error=left, d=d)
    width = int(exact[0]) + 1
    if with_output:
        return translate("law", "With W_O: exact from s = {width} on").format(width=width)
    return translate("law", "Without W_O: exact from s = {width} on").format(width=width)


def construction_specs(head: Head) -> tuple[Spec, ...]:
    """Return the untied head's matrices, and below the tied head that does the same."""
    tied = doubled(head)
    s, v = head.w_k.shape[1], head.w_v.shape[1]
    d = len(head.w_k)
    model, keys, values = features(d), features(s, "key", "k"), features(v, "value", "v")
    both = joined(keys, values)
    outputs = features(v if head.w_o is None else head.w_o.shape[1])
    upper = [
        ("W_Q", own_grid("w_q", head.w_q, model, features(s, "query", "q"), ("query",)), 0),
        ("W_K", own_grid("w_k", head.w_k, model, keys, ("key",)), 1),
        ("W_V", own_grid("w_v", head.w_v, model, values, ("value",)), 2),
    ]
    if head.w_o is not None:
        upper.append(("W_O", own_grid("w_o", head.w_o, values, outputs), 3))
    padded = tied.w_o if tied.w_o is not None else head.w_v
    lower = [
        ("[W_Q | 0]", own_grid("w_q_padded", tied.w_q, model, both, ("query",)), 0),
        ("[W_K | W_V]", own_grid("w_shared", tied.w_k, model, both, ("key", "value")), 1),
        (
            "[0 ; W_O]" if head.w_o is not None else "[0 ; I]",
            own_grid("w_o_padded", padded, both, outputs),
            3,
        ),
    ]
    high = max(levels_of(grid, 0).high for _, grid, _ in (*upper, *lower))
    specs: list[Spec] = [
        _map(name, grid, row, col, high)
        for row, parts in enumerate((upper, lower))
        for name, grid, col in parts
    ]
    return (*specs, NoteSpec("construction_error", _construction_note(head, tied), 1, 2))


def _map(name: str, grid: Grid, row: int, col: int, high: float) -> MatrixSpec:
    key = grid.name.removeprefix(OWN)
    return MatrixSpec(
        key, grid, 0, row, col, name, levels=(-high, high), colorbar=col == 3 and row == 0
    )


def _construction_note(head: Head, tied: Head) -> str:
    """Return how exact the construction is, and what it costs."""
    m, n = head.score_map, head.output_map
    error = tied_error(tied, m, n)
    s, v = head.w_k.shape[1], head.w_v.shape[1]
    return translate(
        "law",
        "relative error {error}\nwidth {k} + {v} = {width}\n{width} numbers cached, as untied",
    ).format(error=format_short(error, 2), k=s, v=v, width=s + v)
