from __future__ import annotations

import csv
import io
import math

import numpy as np
import pytest

from core.lab.experiment import experiment
from core.lab.report import as_csv, as_markdown
from core.lab.results import Result
from core.lab.statistics import Interval, interval, paired, summaries, verdict, word
from core.lab.training import Look

MADE = experiment("majority", variants=("self", "k_eq_v"), widths=(2,), seeds=(0, 1, 2, 3))


def results(*tied: float | None) -> tuple[Result, ...]:
    untied = [Result("self", 2, seed, "done", None, 0.1, 0.9) for seed in range(4)]
    return (
        *untied,
        *(
            Result("k_eq_v", 2, seed, "done", None, 0.1, value)
            if value is not None
            else Result("k_eq_v", 2, seed, "failed", "it diverged")
            for seed, value in enumerate(tied)
        ),
    )


def test_the_interval_is_that_of_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    values = np.random.default_rng(0).normal(size=12)
    ours = interval(values.tolist())
    theirs = stats.bootstrap((values,), np.mean, method="percentile", n_resamples=20_000, rng=1)
    assert ours.mean == pytest.approx(values.mean())
    assert ours.low == pytest.approx(theirs.confidence_interval.low, abs=0.03)
    assert ours.high == pytest.approx(theirs.confidence_interval.high, abs=0.03)
    assert ours == interval(values.tolist())


def test_one_value_has_no_interval_and_none_no_mean() -> None:
    assert interval([2.0]).mean == 2.0
    assert math.isnan(interval([2.0]).low)
    assert math.isnan(interval([]).mean)


def test_what_two_runs_owe_to_their_seed_cancels_out() -> None:
    first = [(seed, float(seed * 10)) for seed in range(6)]
    second = [(seed, seed * 10 + 1.0) for seed in (5, 3, 1, 7)]
    assert paired(first, second) == Interval(1.0, 1.0, 1.0, 3)


@pytest.mark.parametrize(
    ("difference", "found"),
    [
        (Interval(0.1, 0.05, 0.2, 5), "better"),
        (Interval(-0.1, -0.2, -0.05, 5), "worse"),
        (Interval(0.1, -0.05, 0.2, 5), "no difference seen"),
        (Interval(0.0, 0.0, 0.0, 5), "no difference seen"),
        (Interval(0.5, 0.5, 0.5, 2), "too few runs"),
    ],
)
def test_the_word_follows_from_the_interval(difference: Interval, found: str) -> None:
    assert word(difference, more_is_better=True) == found
    opposite = {"better": "worse", "worse": "better"}
    assert word(difference, more_is_better=False) == opposite.get(found, found)


def test_a_verdict_shows_interval_pairs_and_training_length() -> None:
    _, tied = summaries(MADE, results(0.5, 0.6, 0.5, 0.6))
    sentence = verdict(MADE, tied)
    assert sentence is not None
    text = sentence.english()
    assert "K = V, width 2: worse than Multi-head self-attention; accuracy differs by" in text
    assert "-0.350 (95 % interval -0.400 to -0.300, 4 pairs, 1000 steps)" in text
    even = verdict(MADE, summaries(MADE, results(0.8, 1.0, 0.8, 1.0))[1])
    assert even is not None
    assert "no difference seen" in even.english()
    assert "interval" in even.english()


def test_failed_runs_are_listed_not_dropped() -> None:
    untied, tied = summaries(MADE, results(0.5, None, 0.5, 0.5))
    assert not untied.failed
    assert tied.failed == ((1, "it diverged"),)
    assert tied.measure.n == 3
    table = as_markdown(MADE, results(0.5, None, 0.5, 0.5))
    assert "- k_eq_v, width 2, seed 1: it diverged" in table
    few = verdict(MADE, summaries(MADE, results(None, None, 0.5, 0.5))[1])
    assert few is not None
    assert "2 pairs of runs are too few" in few.english()


def test_the_csv_has_every_run() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(MADE, results(0.5, None, 0.5, 0.5)))))
    assert len(rows) == 8
    assert rows[5]["state"] == "failed"
    assert rows[5]["accuracy"] == ""
    assert rows[0]["accuracy"] == "0.9"


def test_what_is_measured_beside_stands_beside() -> None:
    made = experiment("dates", variants=("luong_dot",), widths=(8,), seeds=(0, 1), steps=5)
    found = [
        Result(
            *("luong_dot", 8, seed, "done"),
            loss=loss,
            measure=0.25,
            looks=(Look(5, loss, 0.25, beside={"token accuracy": tokens}),),
        )
        for seed, loss, tokens in ((0, 0.5, 0.8), (1, 1.5, 0.9))
    ]
    lines = as_markdown(made, found).splitlines()
    (head,) = [line for line in lines if line.startswith("| variant")]
    (row,) = [line for line in lines if line.startswith("| Luong dot")]
    cells = dict(zip(head.split("|")[-4:], row.split("|")[-4:], strict=True))
    assert float(cells[" token accuracy "]) == pytest.approx(0.85)
    assert float(cells[" loss "]) == pytest.approx(1.0)
    rows = list(csv.DictReader(io.StringIO(as_csv(made, found))))
    assert [float(row["token accuracy"]) for row in rows] == [0.8, 0.9]
    assert [float(row["exact match"]) for row in rows] == [0.25, 0.25]
