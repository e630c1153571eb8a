"""Step 6: the weights mix the values into the context; heads are joined; W_O makes the output."""

from __future__ import annotations

import numpy as np

from core.geometry import convex_hull, principal_plane
from core.messages import QT_TRANSLATE_NOOP
from core.numerics import FloatArray
from core.pipeline import contributions
from core.trace import Trace
from gui.follow import query_in_focus, serving_head
from gui.i18n import translate
from gui.panels.step_panel import StepPanel
from gui.state import State
from gui.widgets.spec_builders import matrix, sign, symbol, titled
from gui.widgets.specs import BarsSpec, MatrixSpec, NoteSpec, PlaneSpec, PointSet, Spec

MOST_PARTS = 12  # more stacked colours than this cannot be told apart


class OutputPanel(StepPanel):
    """A V = C as a product, the parts of one context row, the hull of the values, and W_O."""

    key = "output"
    title = QT_TRANSLATE_NOOP("panels", "Output")
    question = QT_TRANSLATE_NOOP("panels", "What does each query carry away?")
    order = 6

    def views(self) -> tuple[tuple[str, str], ...]:
        return (
            ("context", translate("output", "Weights × values")),
            ("contributions", translate("output", "Contributions")),
            ("hull", translate("output", "Hull of the values")),
            ("output", translate("output", "Heads joined")),
        )

    def wants(self, old: State, new: State) -> bool:
        return super().wants(old, new) or (
            self.view() == "contributions"
            and query_in_focus(old.view, old.trace) != query_in_focus(new.view, new.trace)
        )

    def specs(self, state: State) -> tuple[Spec, ...]:
        trace, head = state.trace, state.view.head
        view = self.view()
        if view == "contributions":
            return _contributions(trace, head, query_in_focus(state.view, trace))
        if view == "hull":
            return (_hull(trace, head),)
        if view == "output":
            return _joined(trace)
        return _context(trace, head)


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
    """Return the context row of one query as bars of what each key adds to it."""
    if trace.resolved.n_q == 0 or trace.resolved.n_k == 0:
        return (NoteSpec("empty", translate("output", "No tokens, no contributions."), 0, 0),)
    grid = contributions(trace, head, query)
    parts, labels = _foremost(grid.values[0], grid.rows.labels)
    context = trace.grid("context")
    return (
        BarsSpec(
            key="contributions",
            parts=parts,
            labels=labels,
            bar_labels=grid.cols.labels,
            totals=context.values[head, query],
            row=0,
            col=0,
            heading=translate(
                "output", "Context of “{token}”: the parts add up to the mark"
            ).format(token=trace.resolved.query_tokens[query]),
        ),
    )


def _foremost(parts: FloatArray, labels: tuple[str, ...]) -> tuple[FloatArray, tuple[str, ...]]:
    """Return the largest parts [n, d] in their order, all others summed as one."""
    if len(parts) <= MOST_PARTS:
        return parts, labels
    size = np.abs(parts).sum(axis=1)  # [n]
    kept = np.sort(np.argsort(size)[::-1][: MOST_PARTS - 1])
    rest = np.delete(parts, kept, axis=0).sum(axis=0)  # [d]
    others = translate("output", "{count} others").format(count=len(parts) - len(kept))
    return np.vstack([parts[kept], rest]), (*(labels[index] for index in kept), others)


def _hull(trace: Trace, head: int) -> PlaneSpec:
    """Return the values' hull with the context points inside, in their principal plane."""
    value, context = trace.grid("value"), trace.grid("context")
    value_head = serving_head(value, trace.resolved, head)
    rows, points = value.values[value_head], context.values[head]
    plane = principal_plane(rows, points)
    first, second = (format(100 * part, ".0f") for part in plane.explained)
    axis = translate("output", "principal axis {number} ({percent} % of the variance)")
    return PlaneSpec(
        key="hull",
        sets=(
            PointSet(
                name=translate("output", "values {symbol} and their hull").format(
                    symbol=symbol(value)
                ),
                points=plane.points[0],
                labels=value.rows.labels,
                role="value",
                grid="value",
                head=value_head,
                hull=tuple(int(corner) for corner in convex_hull(plane.points[0])),
            ),
            PointSet(
                name=translate("output", "context rows {symbol}").format(symbol=symbol(context)),
                points=plane.points[1],
                labels=context.rows.labels,
                role=None,
                grid="context",
                head=head,
                symbol="x",
            ),
        ),
        row=0,
        col=0,
        heading=translate("output", "Every context row lies in the hull of the values"),
        x_label=axis.format(number=1, percent=first),
        y_label=axis.format(number=2, percent=second),
    )


def _joined(trace: Trace) -> tuple[Spec, ...]:
    """Return the heads side by side and, where there is one, W_O above what it makes of them."""
    joined = matrix(trace, "joined", row=1, col=0, heading=titled(trace.grid("joined")))
    if not trace.has("w_o"):
        return (*_without_projection(trace, joined),)
    return (
        matrix(trace, "w_o", row=0, col=1),
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
    note = translate("output", "No output projection: the joined context is the output.")
    return (
        NoteSpec("no_w_o", note, 0, 0),
        joined,
        sign("=", row=1, col=1),
        matrix(
            trace,
            "output",
            row=1,
            col=2,
            heading=titled(trace.grid("output")),
            row_labels=False,
            colorbar=True,
        ),
    )
