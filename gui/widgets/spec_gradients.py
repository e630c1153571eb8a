"""Specs of the way back: scores; queries, keys and values; matrices; what they came from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from core.gradients.scenario_gradients import GradientTrace
from core.gradients.step_grids import gradient_name, ordered_uses
from core.gradients.step_notes import cosine_of
from core.trace import Trace
from gui.follow import query_in_focus, serving_head
from gui.i18n import translate
from gui.state import View
from gui.widgets.numbers import format_number
from gui.widgets.spec_builders import matrix, numbered, scale, shared_levels, sign, symbol
from gui.widgets.specs import HeadingSpec, MatrixSpec, MosaicSpec, Spec

VECTORS = ("query", "key", "value")
INPUTS = ("x", "encoder_states", "decoder_states")


def score_specs(trace: Trace, head: int, *, beside: bool) -> tuple[Spec, ...]:
    """Return dC at the left of dA and Vᵀ above it, as the product they are; then A, then dS.

    Parameters
    ----------
    beside : whether A stands before dS, and all heads behind it; else A stands above dS, with the
        same keys.
    """
    specs: list[Spec] = [
        matrix(
            trace,
            "value",
            row=0,
            col=1,
            head=head,
            heading=f"{symbol(trace.grid('value'))}ᵀ",
            transposed=True,
        ),
        matrix(trace, "d_context", row=1, col=0, head=head, col_labels=beside),
        matrix(trace, "d_weights", row=1, col=1, head=head, row_labels=False, col_labels=False),
        matrix(trace, "weights", row=int(beside), col=2, head=head, row_labels=not beside),
        matrix(
            trace,
            "d_scores",
            row=1,
            col=2 + beside,
            head=head,
            row_labels=False,
            col_labels=beside,
            colorbar=True,
        ),
    ]
    if trace.resolved.n_heads > 1 and beside:
        grid = trace.grid("d_scores")
        specs.append(
            MosaicSpec(
                key="d_scores_heads",
                grid=grid,
                focused=serving_head(grid, trace.resolved, head),
                row=1,
                col=4,
                heading=symbol(grid),
            )
        )
    return tuple(specs)


def vector_specs(found: GradientTrace, view: View, *, beside: bool) -> tuple[Spec, ...]:
    """Return the gradients of queries, keys and values; what serves twice as a sum.

    Parameters
    ----------
    beside : whether all stands in one row; else sums stand above the others.
    """
    stores = [name for name in ("latent", "key_unrotated", "key", "value") if name in found.parts]
    # Keys before their turn have all that keys have, and more where they are the values too.
    if "key_unrotated" in stores and "key" in stores:
        stores.remove("key")
    told = ["key"] if "key_unrotated" in stores else []
    # What is tied to the keys is one of their parts, and not shown twice.
    resolved = found.trace.resolved
    told += ["value"] if resolved.same_map else []
    told += ["query"] if resolved.make_query == resolved.make_key else []
    alone = [name for name in VECTORS if name not in (*stores, *told)]
    page = _Page(found, view.head, beside=beside)
    for name in stores:
        page.add_sum(name)
    own_row = not beside and found.trace.resolved.two_texts and "query" in alone
    if own_row:  # queries have other tokens than keys and values
        page.add_row(["query"])
        alone.remove("query")
    if found.trace.resolved.additive and not beside:
        page.add_layer(view, found.loss.row)
    page.add_row(alone)
    if found.trace.resolved.additive and beside:
        page.add_layer(view, found.loss.row)
    return page.specs()


def matrix_specs(found: GradientTrace, head: int, *, beside: bool) -> tuple[Spec, ...]:
    """Return the gradients of all matrices; of those that serve twice as sums. See above.

    Of what slim attention solves one part is zero: its sums are not drawn.
    """
    parameters = [row for row in found.trace.resolved.parameters if row.grid in found.grids]
    names = [row.grid for row in parameters]
    solved = [row.grid for row in parameters if row.solved]
    # These belong to no query, key or value, or are made of others: of another size.
    apart = [*(name for name in names if name in ("w_o", "v_a")), *solved]
    sums = [name for name in names if name in found.parts and not solved]
    rest = [name for name in names if name not in (*sums, *apart)]
    page = _Page(found, head, beside=beside)
    for name in sums:
        page.add_sum(name)
    page.add_row(rest)
    for name in apart:
        page.add_alone(name, below=not rest or name in solved)
    return page.specs()


def input_specs(found: GradientTrace, head: int, grid: str) -> tuple[Spec, ...]:
    """Return what comes back to X, or to the states: a part for each way out of them."""
    page = _Page(found, head, beside=False)
    if grid in found.parts:
        page.add_sum(grid)
    else:
        page.add_row([grid])
    return page.specs()


class _Page:
    """Sums with their signs, and maps side by side, each group in one scale."""

    def __init__(self, found: GradientTrace, head: int, *, beside: bool) -> None:
        self._found, self._trace, self._head = found, found.trace, head
        self._beside = beside
        self._specs: list[Spec] = []
        self._row, self._col = 0, 0
        self._apart = 0  # the column of the widest sum's total
        self._seen: tuple[str, ...] | None = None  # the labels at the left of the row

    def specs(self) -> tuple[Spec, ...]:
        """Return all that was added."""
        return tuple(self._specs)

    def add_sum(self, grid: str) -> None:
        """Add the parts of a gradient, their sum, and how two parts agree."""
        self._next_group()
        uses = ordered_uses(self._found, grid)
        text = self._agreement(grid, uses)
        if text:
            self._specs.append(HeadingSpec(f"cosine_{grid}", text, self._row, 0))
            self._row += 1
        names = [*(gradient_name(grid, use) for use in uses), gradient_name(grid)]
        headings = [*(self._through(grid, use) for use in uses), ""]
        levels = self._levels(names)
        for place, (name, heading) in enumerate(zip(names, headings, strict=True)):
            if place:
                self._add(sign("=" if place == len(uses) else "+", row=self._row, col=self._col))
            self._map(name, levels, heading)
        self._add(scale(levels, row=self._row, col=self._col))
        self._apart = max(self._apart, self._col - 2)

    def add_row(self, grids: Sequence[str]) -> None:
        """Add gradients beside each other."""
        if not grids:
            return
        self._next_group()
        names = [gradient_name(grid) for grid in grids]
        levels = self._levels(names)
        for place, name in enumerate(names):
            if place and self._apart and not self._beside:
                self._col += 1  # below the maps of a sum, not below its signs
            self._map(name, levels)
        self._add(scale(levels, row=self._row, col=self._col))

    def add_alone(self, grid: str, *, below: bool) -> None:
        """Add a gradient in a scale of its own: behind what stands there, or below the totals."""
        if below:
            self._next_group()
        name = gradient_name(grid)
        levels = self._levels([name])
        if not self._beside:
            self._col = max(self._col, self._apart)
        made = self._trace.grid(name)
        high = made.values.shape[1] > made.values.shape[2]
        self._map(name, levels, f"{symbol(made)}ᵀ" if high else "", transposed=high, lesser=True)
        self._add(scale(levels, row=self._row, col=self._col))

    def add_layer(self, view: View, asked: int) -> None:
        """Add the tanh layer of the query in focus, which stands between scores and vectors.

        Nothing comes back to another query than the one ``asked``.
        """
        query = query_in_focus(view, self._trace) if view.focus is not None else asked
        if not self._trace.resolved.n_q:
            return
        token = numbered(self._trace.resolved.query_tokens)[query]
        spec = MatrixSpec(
            key="d_tanh",
            grid=self._trace.grid("d_tanh"),
            head=query,
            row=self._row,
            col=self._col,
            heading=translate("gradients", "tanh layer of “{token}”").format(token=token),
            colorbar=True,
        )
        self._add(spec)
        self._seen = None

    def _map(
        self,
        name: str,
        levels: tuple[float, float],
        heading: str = "",
        *,
        transposed: bool = False,
        lesser: bool = False,
    ) -> None:
        spec = matrix(
            self._trace,
            name,
            row=self._row,
            col=self._col,
            head=self._head,
            heading=heading,
            levels=levels,
            transposed=transposed,
        )
        labels = (spec.grid.cols if transposed else spec.grid.rows).labels
        told = self._seen is not None and self._seen[: len(labels)] == labels
        self._add(replace(spec, row_labels=not told, lesser=lesser))
        self._seen = self._seen if told else labels

    def _add(self, spec: Spec) -> None:
        self._specs.append(spec)
        self._col += 1

    def _next_group(self) -> None:
        """Begin the next row, unless all stands in one."""
        if self._specs and not self._beside:
            self._row, self._col, self._seen = self._row + 1, 0, None

    def _levels(self, names: Sequence[str]) -> tuple[float, float]:
        """Return one scale for the heads in focus."""
        grids = [self._trace.grid(name) for name in names]
        return shared_levels(
            (grid, serving_head(grid, self._trace.resolved, self._head)) for grid in grids
        )

    def _agreement(self, grid: str, uses: Sequence[str]) -> str:
        """Return the cosine of two parts of the head in focus, in words; "" of other numbers."""
        pair = [use for use in uses if use in VECTORS]
        if len(pair) != 2 or grid in INPUTS:
            return ""
        total = self._trace.grid(gradient_name(grid))
        head = serving_head(total, self._trace.resolved, self._head)
        cosine = cosine_of(self._found, grid, pair[0], pair[1], head)
        if math.isnan(cosine):
            text = translate("gradients", "{sum}: one of its parts is zero")
            return text.format(sum=symbol(total))
        text = translate("gradients", "{sum}: cosine of its parts {value}")
        if total.n_heads > 1:
            text = translate("gradients", "{sum} of head {head}: cosine of its parts {value}")
        value = format_number(cosine, 3)
        return text.format(sum=symbol(total), head=head + 1, value=value)

    def _through(self, grid: str, use: str) -> str:
        """Return the heading of a part: whose way it is; of tied vectors, their own gradient."""
        text = _ways()[use]
        tied = {
            "query": self._trace.resolved.make_query == self._trace.resolved.make_key,
            "value": self._trace.resolved.same_map,
        }
        if grid in ("key", "key_unrotated") and tied.get(use):
            return f"{text}: {symbol(self._trace.grid(gradient_name(use)))}"
        return text


def _ways() -> dict[str, str]:
    """Return what the uses of a number are called."""
    return {
        "query": translate("gradients", "as query"),
        "key": translate("gradients", "as key"),
        "value": translate("gradients", "as value"),
        "recurrence": translate("gradients", "back in time"),
    }
