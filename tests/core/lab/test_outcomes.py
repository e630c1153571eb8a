"""What theory predicts comes out, at a reduced size: one or two seeds, few test samples."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.lab.tasks import TASKS
from core.lab.training import Training, train

pytestmark = [pytest.mark.outcomes, pytest.mark.timeout(900)]


def reached(
    key: str,
    variant: str,
    width: int,
    steps: int,
    seeds: tuple[int, ...] = (0,),
    **changes: object,
) -> float:
    """Mean of the measure at the end."""
    task = replace(TASKS[key], n_test=256)
    how = Training(steps, task.batch, task.learning_rate)
    runs = train(task, task.spec(variant, width, **changes), seeds, how)
    assert all(run.reason is None for run in runs)
    return float(np.mean([run.looks[-1].measure for run in runs]))


def test_a_head_of_width_3_recalls_untied_and_not_tied() -> None:
    assert reached("recall", "self", 3, 1500, (0, 1)) > 0.99
    assert reached("recall", "k_eq_v", 3, 1500, (0, 1)) < 0.2


def test_a_tied_head_of_twice_the_width_recalls_when_trained_long() -> None:
    assert reached("recall", "k_eq_v", 6, 8000) > 0.99


# Half of the weight stays on the token itself; its word is the right one every tenth time.
STUCK = 0.5 + 0.5 * TASKS["reverse"].chance


@pytest.mark.parametrize("width", [2, 4, 8])
def test_q_eq_k_cannot_look_away_from_itself_in_reversal(width: int) -> None:
    tied = reached("reverse", "q_eq_k", width, 1500)
    assert tied < STUCK + 0.03
    if width == 8:  # a narrow head does not even come so far
        assert tied == pytest.approx(STUCK, abs=0.03)
    assert reached("reverse", "self", width, 1500) > 0.98


def test_a_residual_path_frees_q_eq_k_in_reversal() -> None:
    freed = reached("reverse", "q_eq_k", 8, 1000, residual=True, n_classes=10)
    assert freed > 0.98


def test_counting_does_not_feel_a_tie() -> None:
    for variant in TASKS["majority"].variants:
        assert reached("majority", variant, 2, 600, (0, 1)) > 0.99


def test_the_tie_that_breaks_induction_is_that_of_query_and_key() -> None:
    untied = reached("induction", "self", 16, 1500)
    assert untied > 0.98
    assert reached("induction", "k_eq_v", 16, 1500) > 0.95
    assert reached("induction", "q_eq_k", 16, 1500) < untied - 0.4


def test_a_tied_head_needs_twice_the_width_for_real_values() -> None:
    assert reached("lookup", "self", 8, 1500) < 0.01
    assert reached("lookup", "k_eq_v", 8, 1500) > 0.3
    assert reached("lookup", "k_eq_v", 12, 1500) > 0.1
    assert reached("lookup", "k_eq_v", 16, 1500) < 0.01


def test_without_a_map_after_it_a_tied_head_cannot_carry_what_it_is_found_by() -> None:
    without = {"output_projection": False, "features": (0, 8)}
    assert reached("lookup", "self", 8, 1500, **without) < 0.02
    assert reached("lookup", "k_eq_v", 8, 1500, **without) > 0.3


def test_one_number_denoises_better_than_matrices_learned_from_few_samples() -> None:
    assert reached("denoise", "k_eq_v_eq_x", 16, 800) < 0.5 * reached("denoise", "self", 16, 800)


@pytest.mark.parametrize("variant", TASKS["dates"].variant_keys)
def test_every_score_learns_to_read_dates(variant: str) -> None:
    """Luong dot too, whose keys and values are the same numbers."""
    assert reached("dates", variant, 32, 500) > 0.8
