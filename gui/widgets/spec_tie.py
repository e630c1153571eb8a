"""Specs of the way from untied to tied: where the output moves, and three curves over α."""

from __future__ import annotations

import numpy as np

from core.tie_path import TiePoint
from core.trace import Trace
from gui.i18n import translate
from gui.tying import Tie
from gui.widgets.column_origins import LETTERS
from gui.widgets.numbers import format_short
from gui.widgets.spec_builders import numbered
from gui.widgets.specs import Curve, CurveSpec, PlaneSpec, PointSet, Spec


def tie_specs(trace: Trace, tie: Tie, alpha: float) -> tuple[Spec, ...]:
    """Return the plane of the output rows beside the curves, all at one α."""
    point = tie.point(alpha)
    return (
        _plane(trace, tie, alpha),
        _distance(tie, alpha, point),
        _apart(tie, alpha, point),
        _rank(tie, alpha, point),
    )


def tie_origin(place: int, trace: Trace) -> str:
    """Say which column's values are moved, where it is not the first."""
    text = translate("spec_tie", "It is {letter}, {variant}, that is tied on the way.")
    label = translate("core", trace.resolved.variant.label)
    return text.format(letter=LETTERS[place], variant=label)


def _plane(trace: Trace, tie: Tie, alpha: float) -> PlaneSpec:
    """Return each output row on its way; its ends wear the colours of what is carried there."""
    tokens = numbered(trace.resolved.query_tokens)
    silent = ("",) * len(tokens)
    now = translate("spec_tie", "output at α = {alpha}").format(alpha=format_short(alpha))
    first, second = (format(100 * part, ".0f") for part in tie.explained)
    across = translate("spec_tie", "principal axis 1 ({percent} % of the variance)")
    upright = translate("spec_tie", "axis 2 ({percent} %)")  # there is less room
    return PlaneSpec(
        key="tie_output",
        sets=(
            PointSet(now, tie.at(alpha), tokens, None, "output", 0),
            PointSet(
                translate("spec_tie", "untied, α = 0"), tie.start, silent, "value", "output", 0
            ),
            PointSet(translate("spec_tie", "tied, α = 1"), tie.end, silent, "key", "output", 0),
        ),
        row=0,
        col=0,
        heading=translate("spec_tie", "Output rows on their way"),
        x_label=across.format(percent=first),
        y_label=upright.format(percent=second),
        segments=np.stack([tie.start, tie.end], axis=1),  # [n_q, 2 ends, 2]
    )


def _distance(tie: Tie, alpha: float, point: TiePoint) -> CurveSpec:
    path = tie.path
    return _over_alpha(
        tie,
        "tie_distance",
        (
            Curve(translate("spec_tie", "from untied"), path.to_untied, "value"),
            Curve(translate("spec_tie", "from tied"), path.to_tied, "key"),
        ),
        (0, 1),
        alpha,
        (point.to_untied, point.to_tied),
        translate("spec_tie", "How far the output has moved"),
        translate("spec_tie", "distance"),
    )


def _apart(tie: Tie, alpha: float, point: TiePoint) -> CurveSpec:
    return _over_alpha(
        tie,
        "tie_difference",
        (Curve("", tie.path.max_difference),),
        (1, 0),
        alpha,
        (point.max_difference,),
        translate("spec_tie", "Largest difference of keys and values"),
        "max |K − V(α)|",
    )


def _rank(tie: Tie, alpha: float, point: TiePoint) -> CurveSpec:
    """Return the ranks: they are counts, and change at a blow."""
    path = tie.path
    high = float(max(path.joint_rank.max(initial=1), path.value_rank.max(initial=1)) + 1)
    return _over_alpha(
        tie,
        "tie_rank",
        (
            Curve("rank [K | V(α)]", tie.joint_rank, steps=True),
            Curve("rank V(α)", tie.value_rank, "value", steps=True),
        ),
        (1, 1),
        alpha,
        (point.joint_rank, point.value_rank),
        translate("spec_tie", "Dimensions that keys and values span"),
        translate("spec_tie", "rank"),
        high=high,
    )


def _over_alpha(
    tie: Tie,
    key: str,
    curves: tuple[Curve, ...],
    place: tuple[int, int],
    alpha: float,
    values: tuple[float, ...],
    heading: str,
    y_label: str,
    *,
    high: float | None = None,
) -> CurveSpec:
    return CurveSpec(
        key=key,
        x=tie.path.alphas,
        curves=curves,
        row=place[0],
        col=place[1],
        heading=heading,
        x_label="α",
        y_label=y_label,
        high=high,
        now=alpha,
        now_values=values,
    )
