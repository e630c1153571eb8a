"""Freedom lost by tying: measured ranks beside the formula."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.freedom import SIZES, Freedom, freedom
from core.pipeline import Cancelled
from gui.bench.grids import OWN
from gui.i18n import translate
from gui.state import Cell
from gui.widgets.specs import RowBarsSpec, Spec

Shapes = tuple[tuple[int, int], ...]

LARGEST = 16
"""Model width up to which the person's own sizes are measured: the time grows as d^6."""
QUICK = 8


def own_shape(r: int, d: int) -> Shapes:
    """Return the person's own (d, r) if it is small enough and not among the usual ones."""
    return () if d > LARGEST or (d, r) in SIZES else ((d, r),)


def cost(request: Shapes) -> int:
    """Return bytes that take about as long to move as the ranks take to measure."""
    return sum(40 * d**6 if d > QUICK else 1000 for d, _ in request)


def compute(
    request: Shapes, cancelled: Callable[[], bool], progress: Callable[[float], None]
) -> tuple[Freedom, ...]:
    """Measure the ranks at every shape.

    Raises
    ------
    Cancelled : ``cancelled`` said so.
    """
    found = []
    for done, (d, r) in enumerate(request):
        if cancelled():
            raise Cancelled
        found.append(freedom(d, r))
        progress((done + 1) / len(request))
    return tuple(found)


def facts(r: int, d: int, found: tuple[Freedom, ...] | None) -> tuple[str, ...]:
    """Return why the person's own sizes are not among the bars, where they are not."""
    if d > LARGEST:
        text = translate("freedom", "Ranks are measured up to d = {largest}: time grows as d⁶.")
        return (text.format(largest=LARGEST),)
    if found is None:
        return (translate("freedom", "Measuring d = {d}, r = {r} …").format(d=d, r=r),)
    return ()


def freedom_specs(found: tuple[Freedom, ...], chosen: tuple[int, int]) -> tuple[Spec, ...]:
    """Return ranks untied and tied and their difference, each with its formula as a diamond.

    Parameters
    ----------
    found : as measured.
    chosen : the person's own (d, r), which is told apart.
    """
    shapes = [(one.d, one.r) for one in found]
    columns = (
        (
            "freedom_untied",
            translate("freedom", "untied; ◆ 4dr − 2r²"),
            [one.untied for one in found],
            [4 * one.d * one.r - 2 * one.r**2 for one in found],
        ),
        (
            "freedom_tied",
            translate("freedom", "tied; ◆ 3dr − r²"),
            [one.tied for one in found],
            [3 * one.d * one.r - one.r**2 for one in found],
        ),
        (
            "freedom_lost",
            translate("freedom", "lost; ◆ r(d − r)"),
            [one.lost for one in found],
            [one.predicted for one in found],
        ),
    )
    full = float(max(one.untied for one in found))
    return tuple(
        RowBarsSpec(
            key=key,
            values=np.array(measured, dtype=np.float64),
            labels=tuple(f"d = {one.d}, r = {one.r}" for one in found),
            texts=tuple(str(number) for number in measured),
            row=0,
            col=col,
            heading=heading,
            unit="count",
            axis_label=translate("freedom", "rank of the Jacobian"),
            row_labels=col == 0,
            marks=np.array(formula, dtype=np.float64),
            chosen=shapes.index(chosen) if chosen in shapes else None,
            full=full,
            cells=tuple(Cell(f"{OWN}freedom", 0, row, 0) for row in range(len(found))),
        )
        for col, (key, heading, measured, formula) in enumerate(columns)
    )
