"""What a whole experiment may be said to show."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from core.lab.bands import band
from core.lab.conclusion import conclusions, law_points, width_mark
from core.lab.experiment import Experiment, experiment
from core.lab.results import Result
from core.lab.statistics import interval, summaries

SEEDS = tuple(range(5))


def run_of(made: Experiment, measures: dict[tuple[str, int], float]) -> list[Result]:
    """Results with a little spread over the seeds, so that intervals have a width."""
    return [
        Result(*key, "done", None, 1.0, measures[key.variant, key.width] + 0.001 * (key.seed - 2))
        for key in made.runs()
        if (key.variant, key.width) in measures
    ]


def said(made: Experiment, measures: dict[tuple[str, int], float]) -> list[str]:
    table = summaries(made, run_of(made, measures))
    return [sentence.english() for sentence in conclusions(made, table)]


def recall(widths: tuple[int, ...], **choices: object) -> Experiment:
    chosen = {"variants": ("self", "k_eq_v"), "seeds": SEEDS} | choices
    return experiment("recall", widths=widths, **chosen)


def test_a_sentence_names_widths_size_interval_pairs_and_training_length() -> None:
    made = recall((3, 6, 8))
    values = {("self", 3): 1.0, ("k_eq_v", 3): 0.1, ("self", 6): 1.0, ("k_eq_v", 6): 0.8}
    (tie, law) = said(made, values | {("self", 8): 0.9, ("k_eq_v", 8): 0.9})
    assert tie.startswith("K = V: worse at widths 3, 6, most at 3: accuracy -0.900 [")
    assert "no difference seen at width 8 [" in tie
    assert tie.endswith("(5 pairs, 1,500 steps).")
    assert "from r = 3" in law
    assert "2r = 6" in law
    assert "what is missing is training, not room" in law


def test_no_difference_is_never_said_without_what_the_intervals_leave_open() -> None:
    made = recall((2, 4, 8))
    sentences = said(made, {(key.variant, key.width): 0.5 for key in made.runs()})
    (tie,) = sentences
    assert "no difference seen at widths 2, 4, 8 [all within +0.000, +0.000]" in tie


def test_of_an_error_less_is_better() -> None:
    made = experiment("lookup", variants=("self", "k_eq_v"), widths=(8, 16), seeds=SEEDS)
    values = {("self", 8): 0.0, ("k_eq_v", 8): 0.34, ("self", 16): 0.2, ("k_eq_v", 16): 0.0}
    tie = said(made, values)[0]
    assert "worse at width 8: squared error +0.340" in tie
    assert "better at width 16: squared error -0.200" in tie


def test_few_pairs_say_nothing() -> None:
    made = recall((3,), seeds=(0, 1))
    (tie, *_) = said(made, {("self", 3): 1.0, ("k_eq_v", 3): 0.0})
    assert "too few pairs to say anything at widths 3" in tie
    assert "worse" not in tie


def test_the_width_law_marks_twice_the_width_at_which_untied_solves_the_task() -> None:
    made = recall((2, 3, 6))
    values = {("self", 2): 0.5, ("self", 3): 1.0, ("self", 6): 1.0}
    table = summaries(made, run_of(made, values))
    mark = width_mark(made, table)
    assert mark is not None
    assert (mark.r, mark.doubled) == (3, 6)
    assert dict(law_points(made, table)) == pytest.approx({4: 0.5, 6: 1.0, 12: 1.0})
    assert width_mark(made, summaries(made, run_of(made, {("self", 2): 0.5}))) is None


@pytest.mark.parametrize(
    "choices", [{"variants": ("self", "q_eq_k")}, {"output_projection": False}], ids=str
)
def test_the_width_law_is_silent_where_it_does_not_hold(choices: dict[str, object]) -> None:
    made = recall((32,), **choices)
    table = summaries(made, run_of(made, {("self", 32): 1.0}))
    assert width_mark(made, table) is None
    assert law_points(made, table) == ()


def test_a_band_is_the_bootstrap_interval_at_every_place() -> None:
    values = np.random.default_rng(1).normal(size=(5, 4))
    values[3:, 2] = np.nan  # two runs are not so far
    values[:, 3] = np.nan
    found = band(values)
    for place in range(3):
        known = values[np.isfinite(values[:, place]), place]
        assert found.mean[place] == pytest.approx(known.mean())
        usual = interval(known.tolist())
        spread = usual.high - usual.low
        assert found.low[place] == pytest.approx(usual.low, abs=0.1 * spread)
        assert found.high[place] == pytest.approx(usual.high, abs=0.1 * spread)
        reference = stats.bootstrap(
            (known,), np.mean, method="percentile", n_resamples=5000, rng=np.random.default_rng(0)
        ).confidence_interval
        assert found.low[place] == pytest.approx(reference.low, abs=0.1 * spread)
    assert all(math.isnan(ends[3]) for ends in found)


def test_one_run_has_a_mean_and_no_interval() -> None:
    found = band(np.array([[0.5, np.nan]]))
    assert found.mean[0] == 0.5
    assert np.isnan(found.low).all()
