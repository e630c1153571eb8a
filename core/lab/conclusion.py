"""What an experiment as a whole shows, a sentence for each tie, and the width law within it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from core.lab.experiment import Experiment
from core.lab.statistics import MEASURES, Interval, Summary, Word, word
from core.lab.tasks import Measure
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.variants import VARIANTS

SOLVED: Mapping[Measure, float] = MappingProxyType(
    {"accuracy": 0.99, "exact match": 0.99, "squared error": 0.01}
)
"""The measure from which on a task counts as solved; a language is never solved."""
UNTIED, TIED = "self", "k_eq_v"


@dataclass(frozen=True, slots=True)
class WidthMark:
    """The width law in an experiment: a tied head of width 2r contains every untied one of width r.

    Attributes
    ----------
    r : least width at which the untied runs solve the task, on average.
    doubled : 2r: there the tied head has room for the same.
    """

    r: int
    doubled: int


def is_solved(experiment: Experiment, value: float) -> bool:
    """Tell whether a measure counts as solved."""
    limit = SOLVED.get(experiment.row.measure)
    if limit is None or math.isnan(value):
        return False
    return value >= limit if experiment.row.more_is_better else value <= limit


def law_holds(experiment: Experiment) -> bool:
    """Tell whether the width law speaks of this experiment: K = V beside untied, with W_O."""
    return experiment.output_projection and {UNTIED, TIED} <= set(experiment.variants)


def width_mark(experiment: Experiment, table: Iterable[Summary]) -> WidthMark | None:
    """Return where the law says that K = V has room enough; None where it says nothing."""
    if not law_holds(experiment):
        return None
    solved = [
        each.width
        for each in table
        if each.variant == UNTIED and is_solved(experiment, each.measure.mean)
    ]
    return WidthMark(min(solved), 2 * min(solved)) if solved else None


def law_points(experiment: Experiment, table: Iterable[Summary]) -> tuple[tuple[int, float], ...]:
    """Return (2r, what the untied runs of width r reach): what K = V has room for there."""
    if not law_holds(experiment):
        return ()
    untied = {each.width: each.measure.mean for each in table if each.variant == UNTIED}
    return tuple(
        (2 * width, untied[width]) for width in sorted(untied) if not math.isnan(untied[width])
    )


def conclusions(experiment: Experiment, table: Sequence[Summary]) -> tuple[Message, ...]:
    """Return one sentence for every variant but the first, then one on the width law.

    Each tells at which widths a difference from the first variant is seen, how large the largest
    is, and how long was trained. 95 % intervals stand in brackets; beside "no difference seen" they
    say what is left open.
    """
    sentences = [_of_variant(experiment, table, each) for each in experiment.variants[1:]]
    sentences.append(_of_law(experiment, table))
    return tuple(sentence for sentence in sentences if sentence is not None)


def _of_variant(experiment: Experiment, table: Sequence[Summary], variant: str) -> Message | None:
    own = [
        (each.width, each.difference)
        for each in table
        if each.variant == variant and each.difference is not None and each.difference.n
    ]
    by_word: dict[Word, list[tuple[int, Interval]]] = {}
    for width, difference in own:
        found = word(difference, more_is_better=experiment.row.more_is_better)
        by_word.setdefault(found, []).append((width, difference))
    parts = [
        _PARTS[found](experiment, by_word[found])
        for found in ("worse", "better", "no difference seen", "too few runs")
        if found in by_word
    ]
    if not parts:
        return None
    pairs = sorted({difference.n for _, difference in own})
    return message(
        QT_TRANSLATE_NOOP("core", "{variant}: {parts} ({pairs} pairs, {steps} steps)."),
        variant=message(VARIANTS[variant].label),
        parts=_joined(parts),
        pairs=pairs[0] if len(pairs) == 1 else f"{pairs[0]}–{pairs[-1]}",
        steps=f"{experiment.steps:,}",
    )


def _seen(text: str, experiment: Experiment, own: Sequence[tuple[int, Interval]]) -> Message:
    """Return where a difference is seen, and how large the largest is."""
    width, largest = max(own, key=lambda pair: abs(pair[1].mean))
    return message(
        text,
        widths=_widths(own),
        width=width,
        measure=message(MEASURES[experiment.row.measure]),
        mean=f"{largest.mean:+.3f}",
        low=f"{largest.low:+.3f}",
        high=f"{largest.high:+.3f}",
    )


def _worse(experiment: Experiment, own: Sequence[tuple[int, Interval]]) -> Message:
    if len(own) == 1:
        return _seen(_WORSE_AT_ONE, experiment, own)
    return _seen(_WORSE_AT_SOME, experiment, own)


def _better(experiment: Experiment, own: Sequence[tuple[int, Interval]]) -> Message:
    if len(own) == 1:
        return _seen(_BETTER_AT_ONE, experiment, own)
    return _seen(_BETTER_AT_SOME, experiment, own)


def _alike(_experiment: Experiment, own: Sequence[tuple[int, Interval]]) -> Message:
    """Return where none is seen, with all that the intervals leave open."""
    low = min(difference.low for _, difference in own)
    high = max(difference.high for _, difference in own)
    return message(
        _ALIKE_AT_ONE if len(own) == 1 else _ALIKE_AT_SOME,
        widths=_widths(own),
        low=f"{low:+.3f}",
        high=f"{high:+.3f}",
    )


def _few(_experiment: Experiment, own: Sequence[tuple[int, Interval]]) -> Message:
    return message(_TOO_FEW, widths=_widths(own))


def _of_law(experiment: Experiment, table: Sequence[Summary]) -> Message | None:
    """Say what K = V reaches at twice the width at which untied runs solve the task."""
    mark = width_mark(experiment, table)
    if mark is None:
        return None
    tied = {each.width: each.measure for each in table if each.variant == TIED}
    there = tied.get(mark.doubled)
    values: dict[str, object] = {"r": mark.r, "doubled": mark.doubled}
    if there is None or not there.n:
        return message(_LAW_UNSEEN, **values)
    values |= {
        "measure": message(MEASURES[experiment.row.measure]),
        "mean": f"{there.mean:.3f}",
        "steps": f"{experiment.steps:,}",
    }
    if is_solved(experiment, there.mean):
        return message(_LAW_REACHED, **values)
    return message(_LAW_NOT_REACHED, **values)


def _widths(own: Sequence[tuple[int, Interval]]) -> str:
    return ", ".join(str(width) for width, _ in own)


def _joined(parts: Sequence[Message]) -> Message:
    """Return parts of a sentence one after another."""
    first, *others = parts
    for other in others:
        first = message(QT_TRANSLATE_NOOP("core", "{first}; {second}"), first=first, second=other)
    return first


_PARTS = MappingProxyType(
    {"worse": _worse, "better": _better, "no difference seen": _alike, "too few runs": _few}
)
_WORSE_AT_ONE = QT_TRANSLATE_NOOP(
    "core", "worse at width {widths}: {measure} {mean} [{low}, {high}]"
)
_WORSE_AT_SOME = QT_TRANSLATE_NOOP(
    "core", "worse at widths {widths}, most at {width}: {measure} {mean} [{low}, {high}]"
)
_BETTER_AT_ONE = QT_TRANSLATE_NOOP(
    "core", "better at width {widths}: {measure} {mean} [{low}, {high}]"
)
_BETTER_AT_SOME = QT_TRANSLATE_NOOP(
    "core", "better at widths {widths}, most at {width}: {measure} {mean} [{low}, {high}]"
)
_ALIKE_AT_ONE = QT_TRANSLATE_NOOP("core", "no difference seen at width {widths} [{low}, {high}]")
_ALIKE_AT_SOME = QT_TRANSLATE_NOOP(
    "core", "no difference seen at widths {widths} [all within {low}, {high}]"
)
_TOO_FEW = QT_TRANSLATE_NOOP("core", "too few pairs to say anything at widths {widths}")
_LAW_UNSEEN = QT_TRANSLATE_NOOP(
    "core",
    "Width law: untied solves it from r = {r} on, so K = V has room at 2r = {doubled}, which was "
    "not trained.",
)
_LAW_REACHED = QT_TRANSLATE_NOOP(
    "core",
    "Width law: untied solves it from r = {r} on, so K = V has room at 2r = {doubled}; it reaches "
    "{measure} {mean} there after {steps} steps.",
)
_LAW_NOT_REACHED = QT_TRANSLATE_NOOP(
    "core",
    "Width law: untied solves it from r = {r} on, so K = V has room at 2r = {doubled}; it reaches "
    "{measure} {mean} there after {steps} steps: what is missing is training, not room.",
)
