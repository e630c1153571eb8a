"""What the lab says of an experiment: how long, how far, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.lab.conclusion import conclusions
from core.lab.results import Result
from gui.i18n import render, translate
from gui.lab.findings import Findings
from gui.lab.names import short_name
from gui.widgets.numbers import MINUS

NEGATIVE = re.compile(r"-(?=\d)")
MOST_FAILED = 3  # that are named one by one; the list has all


def duration(seconds: float) -> str:
    """Return a duration as people say it: 40 s, 2 min 05 s, 1 h 10 min."""
    whole = round(seconds)
    if whole < 60:
        return translate("lab", "{seconds} s").format(seconds=max(1, whole))
    if whole < 3600:
        return translate("lab", "{minutes} min {seconds} s").format(
            minutes=whole // 60, seconds=f"{whole % 60:02}"
        )
    return translate("lab", "{hours} h {minutes} min").format(
        hours=whole // 3600, minutes=whole % 3600 // 60
    )


def verdict(found: Findings) -> tuple[str, ...]:
    """Return what the runs that ended show, a sentence a tie; nothing before any pair has ended."""
    if not found.results:
        return ()
    told = conclusions(found.experiment, found.table)
    sentences = tuple(NEGATIVE.sub(MINUS, render(each)) for each in told)
    if not sentences or found.complete:
        return sentences
    so_far = translate("lab", "So far, from {done} of {all} runs:").format(
        done=len(found.results), all=len(found.experiment.runs())
    )
    return (so_far, *sentences)


def failures(failed: Sequence[Result]) -> tuple[str, ...]:
    """Return which runs failed and why, the first few by name."""
    lines = [
        translate("lab", "Failed: {variant}, width {width}, seed {seed}: {reason}").format(
            variant=short_name(each.variant),
            width=each.width,
            seed=each.seed,
            reason=each.reason or "",
        )
        for each in failed[:MOST_FAILED]
    ]
    if len(failed) > MOST_FAILED:
        more = translate("lab", "{count} more failed; the list of runs has them.")
        lines.append(more.format(count=len(failed) - MOST_FAILED))
    return tuple(lines)


def expected(found: Findings) -> str:
    """Return what theory predicts for the task."""
    theory = translate("core", found.experiment.row.theory)
    return translate("lab", "Expected: {theory}").format(theory=theory)


def training_length(found: Findings) -> str:
    """Return how every run is trained, and how it is measured."""
    made = found.experiment
    text = translate(
        "lab",
        "{steps} steps of {batch} samples, learning rate {rate}; {measure} of {tests} test "
        "samples. Differences are from {reference}, seed by seed. Marks and brackets: means and "
        "95 % bootstrap intervals; points are seeds.",
    )
    return text.format(
        reference=short_name(made.variants[0]),
        steps=f"{made.steps:,}",
        batch=made.batch,
        rate=f"{made.learning_rate:g}",
        measure=translate("core", made.row.measure),
        tests=f"{made.row.n_test:,}",
    )
