"""Step 6: the weights mix the values into the context; heads are joined; W_O makes the output."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.geometry import convex_hull, principal_plane
from core.pipeline import contributions
from core.trace import Trace
from gui.follow import inside, query_in_focus, serving_head
from gui.i18n import translate
from gui.panels.step_panel import StepPanel
from gui.state import Cell, State
from gui.widgets.spec_answers import answer_specs
from gui.widgets.spec_builders import matrix, numbered, sign, symbol, titled
from gui.widgets.specs import BarsSpec, MatrixSpec, NoteSpec, PlaneSpec, PointSet, Spec

ROUNDING = 1e-3  # by which a sum of float16 weights may differ from 1


class OutputPanel(StepPanel):
    """A V = C as a product, the parts of one context row, the hull of the values, and W_O."""

    key = "output"

    def views(self) -> tuple[tuple[str, str], ...]:
        views = (
            ("context", translate("output", "Context")),
            ("contributions", translate("output", "Contributions")),
            ("hull", translate("output", "Hull")),
            ("output", translate("output", "Output")),
        )
        if self._store.state.trace.resolved.asked is None:
            return views
        return (*views, ("answer", translate("output", "Answer")))

    def hints(self, state: State) -> tuple[str, ...]:
        if self.view() != "contributions":
            return ()
        if _pinned_query(state):
            return (translate("output", "The query is pinned; Escape lets it go."),)
        return (translate("output", "Click a row of the weights to choose the query."),)

    def wants(self, old: State, new: State) -> bool:
        return super().wants(old, new) or (
            self.view() == "contributions"
            and (query_in_focus(old.view, old.trace), _pinned_query(old))
            != (query_in_focus(new.view, new.trace), _pinned_query(new))
        )

    def specs(self, state: State) -> tuple[Spec, ...]:
        trace, head = state.trace, state.view.head
        view = self.view()
        if view == "contributions":
            return _contributions(trace, head, query_in_focus(state.view, trace))
        if view == "hull":
            return (_hull(trace, head),)
        if view == "output":
            return _joined(trace, head)
        if view == "answer":
            return answer_specs(trace)
        return _context(trace, head)


def _pinned_query(state: State) -> bool:
    """Whether a pinned cell says which query is meant."""
    pin = state.view.pin
    if pin is None or not inside(pin, state.trace):  # pages hold cells of other runs
        return False
    return state.trace.grid(pin.grid).rows.role == "query"


def _context(trace: Trace, head: int) -> tuple[Spec, ...]:
    """Return A at the left of C and V above it, so that C[i, c] stands where row meets column."""
    return (
        matrix(trace, "value", row=0, col=1, head=head),
        matrix(trace, "weights", row=1, col=0, head=head),
        matrix(
            trace,
            "context",
            row=1,
            col=1,
            head=head,
            row_labels=False,
            col_labels=False,
            colorbar=True,
        ),
    )


def _contributions(trace: Trace, head: int, query: int) -> tuple[Spec, ...]:
    """Return the context row of one query as bars of what each key adds to it.

    The weights beside them are where a query is chosen.
    """
    if trace.resolved.n_q == 0 or trace.resolved.n_k == 0:
        return (NoteSpec("empty", translate("output", "No tokens, no contributions."), 0, 0),)
    grid = contributions(trace, head, query)
    keys, features = range(trace.resolved.n_k), range(trace.resolved.d_value)
    bars = BarsSpec(
        key="contributions",
        parts=grid.values[0],
        labels=numbered(grid.rows.labels),
        bar_labels=grid.cols.labels,
        totals=trace.grid("context").values[head, query],
        row=0,
        col=1,
        heading=translate("output", "Query “{token}”: parts of its context").format(
            token=numbered(trace.resolved.query_tokens)[query]
        ),
        amounts=trace.grid("weights").values[head, query],
        legend_titles=(translate("output", "key"), translate("output", "weight")),
        bar_cells=tuple(Cell("context", head, query, feature) for feature in features),
        part_cells=tuple(Cell("weights", head, query, key) for key in keys),
    )
    return (matrix(trace, "weights", row=0, col=0, head=head, lesser=True), bars)


def _hull(trace: Trace, head: int) -> PlaneSpec:
    """Return the values' hull with the context points inside, in their principal plane."""
    value, context = trace.grid("value"), trace.grid("context")
    value_head = serving_head(value, trace.resolved, head)
    rows, points = value.values[value_head], context.values[head]
    plane = principal_plane(rows, points)
    x_label, y_label = _axes(rows.shape[1], plane.explained)
    values_name = (
        translate("output", "values {symbol} (also the keys) and their hull")
        if trace.resolved.same_map
        else translate("output", "values {symbol} and their hull")
    )
    return PlaneSpec(
        key="hull",
        sets=(
            PointSet(
                name=values_name.format(symbol=symbol(value)),
                points=plane.points[0],
                labels=numbered(value.rows.labels),
                role="value",
                grid="value",
                head=value_head,
                hull=tuple(int(corner) for corner in convex_hull(plane.points[0])),
            ),
            PointSet(
                name=translate("output", "context rows {symbol}").format(symbol=symbol(context)),
                points=plane.points[1],
                labels=numbered(context.rows.labels),
                role=None,
                grid="context",
                head=head,
                symbol="x",
            ),
        ),
        row=0,
        col=0,
        heading=_claim(mixtures(trace, head)),
        x_label=x_label,
        y_label=y_label,
    )


def mixtures(trace: Trace, head: int) -> NDArray[np.bool_]:
    """Return which context rows are means of the values, [n_q] bool: these lie in their hull.

    They are where no weight is negative, a row's weights sum to 1, and nobody has overwritten
    the context itself; a query without a key has the context 0, which may lie anywhere.
    """
    weights = trace.grid("weights").values[head]  # [n_q, n_k]
    with np.errstate(invalid="ignore"):
        means = (weights >= 0).all(axis=1) & (np.abs(weights.sum(axis=1) - 1) < ROUNDING)
    overwritten = [row for slab, row, _ in trace.grid("context").edited if slab == head]
    means[overwritten] = False
    return means


def _claim(means: NDArray[np.bool_]) -> str:
    """Return what holds for the context rows."""
    if means.all():
        return translate("output", "Every context row lies in the hull of the values")
    return translate(
        "output", "{count} of {all} context rows are means of the values and lie in their hull"
    ).format(count=int(means.sum()), all=means.size)


def _axes(of: int, explained: tuple[float, float]) -> tuple[str, str]:
    """Return what the axes of the plane are, and how much of the points' spread they show."""
    first, second = (format(100 * part, ".0f") for part in explained)
    if not any(explained):
        axis = translate("output", "principal axis {number} of {of}")
        return axis.format(number=1, of=of), axis.format(number=2, of=max(2, of))
    long = translate("output", "principal axis {number} of {of} ({percent} % of the variance)")
    # Upright there is less room.
    short = translate("output", "principal axis {number} of {of} ({percent} %)")
    return (
        long.format(number=1, of=of, percent=first),
        short.format(number=2, of=max(2, of), percent=second),
    )


def _joined(trace: Trace, head: int) -> tuple[Spec, ...]:
    """Return the heads side by side and, where there is one, W_O above what it makes of them."""
    resolved = trace.resolved
    bands = resolved.n_heads if resolved.n_heads > 1 else 0
    whole = trace.grid("joined") if bands else trace.grid("context")
    joined = replace(
        matrix(trace, "joined", row=1, col=0, heading=titled(whole)),
        col_bands=bands,
        focused_band=head,
    )
    if not trace.has("w_o"):
        return _without_projection(trace, joined)
    return (
        replace(matrix(trace, "w_o", row=0, col=1), row_bands=bands, focused_band=head),
        joined,
        matrix(
            trace,
            "output",
            row=1,
            col=1,
            heading=titled(trace.grid("output")),
            row_labels=False,
            col_labels=False,
            colorbar=True,
        ),
    )


def _without_projection(trace: Trace, joined: MatrixSpec) -> tuple[Spec, ...]:
    """Return the joined heads beside the output that they already are."""
    output = matrix(
        trace,
        "output",
        row=1,
        col=2,
        heading=titled(trace.grid("output")),
        row_labels=False,
        colorbar=True,
    )
    note = (
        translate("output", "No output matrix: the joined heads are the output.")
        if joined.col_bands
        else translate("output", "No output matrix: the context is the output.")
    )
    return (
        NoteSpec("no_w_o", note, 0, 0),
        joined,
        sign("=", row=1, col=1),
        replace(output, col_bands=joined.col_bands, focused_band=joined.focused_band),
    )
