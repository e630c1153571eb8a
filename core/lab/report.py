"""The results of an experiment as a table: Markdown to read, CSV to compute with."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping

from core.lab.conclusion import conclusions
from core.lab.experiment import Experiment
from core.lab.results import Result
from core.lab.statistics import Interval, Summary, summaries, verdict
from core.variants import VARIANTS


def as_markdown(experiment: Experiment, results: Iterable[Result]) -> str:
    """Return every variant and width with mean, interval, difference; then what failed."""
    row, results = experiment.row, tuple(results)
    table = summaries(experiment, results)
    means = _means_beside(experiment, results)
    beside = tuple(f" {name} |" for name in means)
    reference = VARIANTS[experiment.variants[0]].label
    how = (
        f"{experiment.steps} steps of {experiment.batch} samples, learning rate "
        f"{experiment.learning_rate:g}; {row.measure} of {row.n_test} test samples, "
        f"guessing gives {row.chance:.3g}. Intervals: 95 %, bootstrap over seeds. Differences: "
        f"against {reference}, seed by seed."
    )
    lines = [
        f"# {row.label}",
        "",
        how,
        "",
        f"Expected: {row.theory}",
        "",
        *(f"**{each.english()}**\n" for each in conclusions(experiment, table)),
        f"| variant | width | {row.measure} | interval | runs | difference | interval | failed |"
        + "".join(beside),
        "| --- | ---: | ---: | --- | ---: | ---: | --- | ---: |" + " ---: |" * len(beside),
        *(_line(each, means) for each in table),
        "",
    ]
    sentences = [verdict(experiment, each) for each in table]
    lines += [f"- {sentence.english()}" for sentence in sentences if sentence is not None]
    failed = [
        f"- {each.variant}, width {each.width}, seed {seed}: {reason}"
        for each in table
        for seed, reason in each.failed
    ]
    if failed:
        lines += ["", "Failed runs:", "", *failed]
    return "\n".join(lines).rstrip() + "\n"


def as_csv(experiment: Experiment, results: Iterable[Result]) -> str:
    """Return one line a run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    head = ("task", "variant", "width", "seed", "steps", "state")
    row = experiment.row
    writer.writerow([*head, row.measure, *row.beside, "loss", "seconds", "reason"])
    for each in results:
        which = (experiment.task, *each.key, experiment.steps, each.state)
        beside = [each.beside(name) for name in row.beside]
        seconds = f"{each.seconds:.2f}"
        writer.writerow([*which, each.measure, *beside, each.loss, seconds, each.reason or ""])
    return text.getvalue()


def _means_beside(
    experiment: Experiment, results: Iterable[Result]
) -> Mapping[str, Mapping[tuple[str, int], float]]:
    """Return what stands beside the measure: name -> (variant, width) -> mean of its runs.

    The loss is among it where there is something else too.
    """
    names = experiment.row.beside
    found: dict[str, dict[tuple[str, int], list[float]]] = {
        name: {} for name in (*names, *(("loss",) if names else ()))
    }
    for each in results:
        for name, by_pair in found.items():
            value = each.loss if name == "loss" else each.beside(name)
            if value is not None:
                by_pair.setdefault((each.variant, each.width), []).append(value)
    return {
        name: {pair: math.fsum(values) / len(values) for pair, values in by_pair.items()}
        for name, by_pair in found.items()
    }


def _line(summary: Summary, means: Mapping[str, Mapping[tuple[str, int], float]]) -> str:
    difference = summary.difference
    cells = [
        VARIANTS[summary.variant].label,
        str(summary.width),
        _number(summary.measure.mean),
        _ends(summary.measure),
        str(summary.measure.n),
        "" if difference is None else _number(difference.mean, sign="+"),
        "" if difference is None else _ends(difference, sign="+"),
        str(len(summary.failed)),
        *(_number(mean.get((summary.variant, summary.width), math.nan)) for mean in means.values()),
    ]
    return f"| {' | '.join(cells)} |"


def _number(value: float, sign: str = "") -> str:
    return "–" if math.isnan(value) else f"{value:{sign}.3f}"


def _ends(interval: Interval, sign: str = "") -> str:
    if math.isnan(interval.low):
        return "–"
    return f"{_number(interval.low, sign)} to {_number(interval.high, sign)}"
